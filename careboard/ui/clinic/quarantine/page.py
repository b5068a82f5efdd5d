"""The page of what is held back: whose records do not stand and why; an administrator lets genuine ones stand again.

Whoever decides goes by author and time, as the page says, and nothing of what a record holds is shown.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QHBoxLayout, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.clinic.people.facts import FactsPanel
from careboard.ui.clinic.quarantine.rows import (
    HELD,
    HeldModel,
    HeldRows,
    author_words,
    kind_words,
    moment_words,
    state_words,
)
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.heading import Heading
from careboard.ui.parts.labels import Label
from careboard.ui.parts.last_look import LastLook
from careboard.ui.parts.panels import Ground, Panel, arrange
from careboard.ui.parts.sheet import Scrolled
from careboard.workflow.adopting import HeldBack, adopt, held_back, may_adopt

BOTH = 840  # px at 100% that the list and what is beside it need
Names = Callable[[], Mapping[PatientId, str]]


class QuarantinePage(Ground):
    """Reads what is held back. `adopted` says that charts have more in them; `closed` that a person is done here."""

    closed = Signal()
    adopted = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, names: Names, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._desk, self._names = desk, names
        self._may_adopt = False
        self._wanted: tuple[HeldBack, ...] = ()
        self.model = HeldModel(Voice(zone=desk.zone))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(HeldRows(self.model))
        self.list.setAccessibleName(_("What is held back"))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._show_held)
        self._count = Label("", Type.BODY, "text2")
        self._told = Label(_("What is held back is being read."), Type.BODY, "text2", wrap=True)
        self.facts = FactsPanel()
        self.one, self.all = Button(_("Let it stand"), "primary", "check"), Button("")
        self.review, self._error = LastLook(), Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self._panel, self._beside = Panel(), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.one.clicked.connect(lambda _checked: self._ask(self._chosen_one))
        self.all.clicked.connect(lambda _checked: self._ask(self._all_of_author))
        self.review.left.connect(self._leave_review)
        self.review.confirmed.connect(self._sign)
        self.setFocusProxy(self.list)
        self.load()

    def _lay_out(self) -> None:
        now, close = look(), Button(_("Back to the audit"))
        close.clicked.connect(lambda _checked: self.closed.emit())
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        right, row = QWidget(), QHBoxLayout()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.px(12))
        row.addStretch(1)
        row.addWidget(self.all)
        row.addWidget(self.one)
        column.addWidget(self.facts)
        column.addWidget(self._error)
        column.addLayout(row)
        column.addWidget(self.review)
        column.addStretch(1)
        self._beside.setSpacing(now.px(16))
        self._beside.addWidget(self._panel, 1)
        self._beside.addWidget(Scrolled(right), 1)
        page, edge = QVBoxLayout(self), now.px(16)
        page.setContentsMargins(edge, edge, edge, edge)
        page.setSpacing(now.px(12))
        page.addWidget(Heading(_("Quarantine"), self._count, (close,)))
        page.addWidget(self._told)
        page.addLayout(self._beside, 1)
        for widget in (self._panel, self.facts, self._error, self.one, self.all, self.review):
            widget.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        arrange(self._beside, beside=self.width() >= look().px(BOTH))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @property
    def error(self) -> str:
        """What was refused."""
        return self._error.text()

    @property
    def said(self) -> str:
        """What is said above the list."""
        return self._told.text()

    # -- reading ---------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read what is held back now."""
        self._desk.ask(lambda session: (held_back(session), may_adopt(session)), self, self._show)

    def _show(self, read: tuple[tuple[HeldBack, ...], bool]) -> None:
        rows, self._may_adopt = read
        chosen = self._chosen()
        self.model.show_rows(rows)
        waiting = sum(row.adoptable for row in rows)
        self._count.setText(ngettext("{n} waits", "{n} wait", waiting).format(n=waiting) if rows else "")
        self._told.setText(_lead(bool(rows), self._may_adopt))
        self._panel.setVisible(bool(rows))
        at = next((at for at, row in enumerate(rows) if chosen is not None and row.record == chosen.record), 0)
        self.list.setCurrentIndex(self.model.index(at, 0))
        self._leave_review()
        self.loaded.emit()

    def _chosen(self) -> HeldBack | None:
        held = self.list.currentIndex().data(HELD)
        return held if isinstance(held, HeldBack) else None

    @property
    def _chosen_one(self) -> tuple[HeldBack, ...]:
        return tuple(held for held in (self._chosen(),) if held is not None and held.adoptable)

    @property
    def _all_of_author(self) -> tuple[HeldBack, ...]:
        held = self._chosen()
        return tuple(row for row in self.model.rows if held is not None and row.adoptable and row.member == held.member)

    @Slot()
    def _show_held(self) -> None:
        held, many = self._chosen(), self._all_of_author
        self.facts.setVisible(held is not None)
        if held is not None:
            self.facts.show_pairs(kind_words(held), self._pairs(held))
        self.one.setVisible(self._may_adopt and bool(self._chosen_one))
        self.all.setVisible(self._may_adopt and len(many) > 1)
        if held is not None:
            self.all.setText(_("Let all {n} of {name} stand").format(n=len(many), name=author_words(held)))
        self._error.hide()
        self.review.hide()

    def _pairs(self, held: HeldBack) -> list[tuple[str, str]]:
        voice, number = self.model.voice, (held.stream or "")[:6]
        unnamed = _("Chart {number}: you hold no key of it").format(number=number)
        when = moment(held.when, voice) if held.when is not None else ""
        return [
            (_("Says it was written by"), author_words(held)),
            (_("Says it was written on"), moment_words(held, voice)),
            (_("Chart"), self._names().get(held.stream, unnamed) if held.stream else ""),
            (_("Why it is held back"), held.told),
            (_("How it stands"), f"{state_words(held)} {when}".strip()),
        ]

    # -- letting stand ---------------------------------------------------------------------------------------------

    def _ask(self, wanted: tuple[HeldBack, ...]) -> None:
        if not wanted:
            return
        self._wanted, name = wanted, author_words(wanted[0])
        self._error.hide()
        for widget in (self.list, self.one, self.all):
            widget.setEnabled(False)
        act = ngettext("{n} record of {name} stands again.", "{n} records of {name} stand again.", len(wanted))
        self.review.ask(act.format(n=len(wanted), name=name), _meaning(), _("Sign for {name}").format(name=name))

    @Slot()
    def _leave_review(self) -> None:
        for widget in (self.list, self.one, self.all):
            widget.setEnabled(True)
        self._show_held()
        self.list.setFocus()

    @Slot()
    def _sign(self) -> None:
        records = [held.record for held in self._wanted]
        self._desk.ask(partial(adopt, records=records), self, self._were_adopted, self._refuse)

    def _were_adopted(self, number: int) -> None:
        self._desk.tell(ngettext("{n} record stands again.", "{n} records stand again.", number).format(n=number))
        self.adopted.emit()
        self.load()

    def _refuse(self, error: CareboardError) -> None:
        self._leave_review()
        self._error.setText(error.told)
        self._error.show()
        announce(self, error.told, assertive=True)


def _lead(any_held: bool, may_adopt: bool) -> str:  # noqa: FBT001  two answers of the desk
    if not any_held:
        return _("Nothing is held back: every record that came stands.")
    told = _("These records came and do not stand: their author had left, had another role then, or never wrote them.")
    if may_adopt:
        return told
    return f"{told} " + _("An administrator lets genuine ones stand again.")


def _meaning() -> str:
    return _(
        "They count as if the change of roles had come after them, and the chart says who let them stand and when. "
        "Only what its author's key signed can stand again. Ask the author first: a stolen key signs like its owner."
    )
