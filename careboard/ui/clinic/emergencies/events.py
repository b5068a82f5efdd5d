"""The list of charts that were opened in an emergency: who opened whose, when, and whether it was reviewed.

A name is shown where the reader has a key for the chart, or may read the reason; else it is somebody's chart.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, row_ground
from careboard.ui.parts.rows import NOWHERE, Index, Rows
from careboard.workflow.breaking_glass.at_desk import Event, Outcome

EVENT = Qt.ItemDataRole.UserRole
ROW = 60
Names = Callable[[], Mapping[PatientId, str]]


def whose(event: Event, names: Mapping[PatientId, str]) -> str:
    """The patient, as far as the reader may know it."""
    known = event.request.named or names.get(event.request.patient, "")
    return known or _("a patient whose chart you do not read")


def in_the_audit(event: Event, names: Mapping[PatientId, str]) -> str:
    """By which number the audit tells of this chart, for who reviews and holds no key of it."""
    if event.mine or not event.request.reason or event.request.patient in names:
        return ""
    return _("Chart {number}").format(number=event.request.patient[:8])


def act(event: Event, names: Mapping[PatientId, str]) -> str:
    """Who opened whose chart."""
    if event.mine:
        return _("You opened the chart of {patient}").format(patient=whose(event, names))
    return _("{who} opened the chart of {patient}").format(who=event.who, patient=whose(event, names))


def state(event: Event) -> str:
    """Was it reviewed, and what was found, as far as the reader may know it?"""
    review = event.request.review
    if review is None:
        return _("Waits for your review") if event.to_review else _("Waits for a privacy officer's review")
    if review.outcome is None:
        return _("Reviewed")
    return _("Reviewed: in order") if review.outcome is Outcome.IN_ORDER else _("Reviewed: not in order")


class EventModel(QAbstractListModel):
    """One row for each."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names
        self._events: tuple[Event, ...] = ()
        self._zone: ZoneInfo | None = None

    def show_events(self, events: Sequence[Event], zone: ZoneInfo) -> None:
        """Show these, their times told in this zone."""
        self.beginResetModel()
        self._events, self._zone = tuple(events), zone
        self.endResetModel()

    @property
    def events(self) -> tuple[Event, ...]:
        """What is shown."""
        return self._events

    def told(self, event: Event) -> tuple[str, str]:
        """The two lines of a row."""
        at = moment(event.request.at, Voice(zone=self._zone)) if self._zone else ""
        return act(event, self._names()), f"{at}  {state(event)}"

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._events)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.told(event)[0]
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(self.told(event))
            case _ if role == EVENT:
                return event
        return None


class EventRows(Rows):
    """Who opened whose chart, over when and what became of it; what waits has a mark and a word."""

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, event = look(), index.data(EVENT)
        row_ground(painter, box, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), now.colour("border"))
        waits = event.request.review is None
        side = now.px(20)
        at = QRectF(box.left() + now.px(14), box.center().y() - side / 2, side, side)
        paint_icon(painter, "warning" if waits else "check", now.colour("warn" if waits else "ok"), at)
        left = at.right() + now.px(14)
        width = box.right() - left - now.px(12)
        strong, small = now.line(Type.VALUE), now.line(Type.META)
        top = box.center().y() - (strong + small) / 2
        model = index.model()
        lines = model.told(event) if isinstance(model, EventModel) else ("", "")
        for text, role, tone, y, height in (
            (lines[0], Type.VALUE, "text1", top, strong),
            (lines[1], Type.META, "warn" if waits else "text3", top + strong, small),
        ):
            painter.setFont(now.font(role))
            painter.setPen(now.colour(tone))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
            painter.drawText(QRectF(left, y, width, height), Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, box)
