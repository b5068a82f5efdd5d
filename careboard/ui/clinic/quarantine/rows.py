"""What is held back as a list: one row each, what and whose over why; what was let stand again stands in grey."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from typing_extensions import override

from careboard.clinical.entry import Kind
from careboard.i18n import gettext as _
from careboard.i18n import later
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, row_ground
from careboard.ui.parts.rows import NOWHERE, Index, Rows
from careboard.workflow.adopting import HeldBack

HELD = Qt.ItemDataRole.UserRole
ROW = 64
_KINDS = {
    Kind.NOTE: later("Note"),
    Kind.MEDICATION: later("Entry about medication"),
    Kind.NUTRITION: later("Entry about nutrition"),
    Kind.IMPORTED: later("Imported entry"),
    Kind.CLINIC: later("Entry of the clinic"),
    "blob": later("File of a chart"),
    "access": later("Record of a look"),
    "stream": later("Key of a chart"),
    "epoch": later("Key of a chart"),
    "grant": later("Key handed on"),
    "leave": later("Leaving a care team"),
    "checkpoint": later("Checkpoint"),
    "member": later("Change of the clinic's people"),
    "role": later("Change of the clinic's people"),
    "revoke": later("Change of the clinic's people"),
}


def kind_words(held: HeldBack) -> str:
    """What it says it is."""
    if held.kind in _KINDS:
        return _(_KINDS[held.kind])
    return _("Entry of a chart") if held.kind in set(Kind) else _("Record")


def author_words(held: HeldBack) -> str:
    """Who it says wrote it."""
    return held.author or _("Nobody of this clinic")


def moment_words(held: HeldBack, voice: Voice) -> str:
    """When it says it was written."""
    return moment(held.at, voice) if held.at is not None else _("Not recorded")


def state_words(held: HeldBack) -> str:
    """Does it stand?"""
    if held.by:
        return _("Stands again, by {name}").format(name=held.by)
    return _("Waits for a decision") if held.adoptable else _("Stays out")


class HeldModel(QAbstractListModel):
    """One row for each record."""

    def __init__(self, voice: Voice) -> None:
        super().__init__()
        self.voice = voice
        self.rows: tuple[HeldBack, ...] = ()

    def show_rows(self, rows: Sequence[HeldBack]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        held = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{kind_words(held)}, {author_words(held)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (kind_words(held), author_words(held), moment_words(held, self.voice), state_words(held))
                return ", ".join(parts)
            case _ if role == HELD:
                return held
        return None


class HeldRows(Rows):
    """A record: what and whose, over when and how it stands."""

    def __init__(self, model: HeldModel) -> None:
        super().__init__(ROW)
        self._model = model

    @override
    def paint_row(self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        now, held = look(), index.data(HELD)
        row_ground(painter, box, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), now.colour("border"))
        inside = box.adjusted(now.px(14), 0, -now.px(12), 0)
        strong, small = now.line(Type.VALUE), now.line(Type.META)
        top = box.center().y() - (strong + small) / 2
        waits = held.adoptable and not held.by
        told = f"{moment_words(held, self._model.voice)} - {state_words(held)}"
        for text, role, tone, y, height in (
            (str(index.data()), Type.VALUE, "text1" if waits else "text3", top, strong),
            (told, Type.META, "warn" if waits else "text3", top + strong, small),
        ):
            painter.setFont(now.font(role))
            painter.setPen(now.colour(tone))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inside.width()))
            painter.drawText(QRectF(inside.left(), y, inside.width(), height), Qt.AlignmentFlag.AlignVCenter, shown)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, box)
