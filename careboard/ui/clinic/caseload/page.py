"""The caseload page: who needs somebody first, as a table or a board, found by a few letters, opened by Enter.

It is filled from what was kept sealed the last time, and read anew row by row behind that; it always says which.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.moments import today
from careboard.projections.outline import Outline
from careboard.projections.wording.times import clock, moment
from careboard.projections.wording.voice import Voice
from careboard.ui.clinic.board.view import Board
from careboard.ui.clinic.caseload import keys
from careboard.ui.clinic.caseload.frame import CaseloadFrame
from careboard.ui.clinic.caseload.model import ROW
from careboard.ui.clinic.caseload.table import CaseloadTable
from careboard.ui.clinic.feed import Feed
from careboard.ui.desk import Desk
from careboard.ui.look.look import look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.fields import Line
from careboard.workflow.outlines import SavedFilter

_NONE_YET = _("No patients yet. Begin with a new patient, or import a file from another system.")
_OUT_OF_REACH = _("Charts are read and begun by who treats or coordinates. Your role does neither.")
_ENROL = " " + _("Enroll them under People.")
_READING = _("Reading the charts.")
_LOW = 440  # px at 100% under which the digest gives way to the list


class CaseloadPage(CaseloadFrame):
    """All patients within reach. `opened` hands over the row of the patient to open."""

    opened = Signal(object)  # a CaseloadRow
    inbox_wanted = Signal(object)  # a Group
    move_wanted = Signal(object, object)  # a CaseloadRow and the Stage to which somebody wants to move the patient
    names_hidden = Signal(bool)
    asked_for_new_patient = Signal()
    asked_to_import = Signal()
    wanted = Signal()  # the page itself, from anywhere
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.zone, parent)
        self._desk = desk
        self._chosen: str | None = None
        self.feed = Feed(desk, self)
        self._listen()

    @Slot()
    def follow_clinic(self) -> None:
        """Times are told otherwise from now on: read every row once more."""
        self.tell_in(self._desk.zone)
        self.load()

    @property
    def filter(self) -> Line:
        """Where the words of the filter are typed."""
        return self.filters.words

    @property
    def complete(self) -> bool:
        """Was every chart read since the page was loaded?"""
        return self.feed.complete

    @property
    def may_register(self) -> bool:
        """May who is signed in begin a chart?"""
        return self.feed.may_register

    @property
    def view(self) -> CaseloadTable | Board:
        """The table or the board, whichever is shown."""
        return self.board if self.feed.choices.board else self.table

    def _listen(self) -> None:
        bring, new = self.registering
        bring.clicked.connect(self.asked_to_import)
        new.clicked.connect(self.asked_for_new_patient)
        self.again.clicked.connect(self.load)
        for view in (self.table, self.board):
            view.opened.connect(self.opened)
            view.selectionModel().currentChanged.connect(self._remember)
        for asking in (self.board.move_wanted, self.mover.chosen):
            asking.connect(self.move_wanted)
        self.mover.asked.connect(self._show_digest)
        self.mover.left.connect(self._return)
        self.model.modelReset.connect(self._show_chosen)
        self.model.changed.connect(self._show_state)
        self.as_table.clicked.connect(lambda: self.show_view(board=False))
        self.as_board.clicked.connect(lambda: self.show_view(board=True))
        self.initials.toggled.connect(self._hide_names)
        self.filters.entered.connect(self._open_first)
        self.filters.kept.connect(self._keep_filters)
        self.clear.clicked.connect(self._clear_filters)
        self.digest.patient_wanted.connect(self.opened)
        self.digest.inbox_wanted.connect(self.inbox_wanted)
        self.digest.risks_wanted.connect(self._show_risks)
        self.feed.begun.connect(self._begin)
        self.feed.changed.connect(self._take)
        self.feed.drafts_changed.connect(self._digest)
        self.feed.progressed.connect(self._show_state)
        self.feed.completed.connect(self._complete)

    # -- rows arrive --------------------------------------------------------------------------------------------

    @Slot()
    def load(self) -> None:
        """Show what was kept, then read every row anew, one after another."""
        self.feed.load()

    @Slot(str)
    def refresh(self, patient: PatientId) -> None:
        """Read the row of one patient anew."""
        self.feed.refresh(patient)

    def _begin(self) -> None:
        for button in self.registering:
            button.setVisible(self.feed.may_register)
        self.initials.setChecked(self.feed.choices.initials)
        self.filters.show_saved(self.feed.choices.filters)
        self._show_view()
        self.model.put_all(one.row for one in self.feed.outlines.values())
        self.model.hold_order()
        self._digest()

    def _take(self, outline: Outline) -> None:
        self.model.put(outline.row)
        if self.feed.complete:
            self._digest()

    def _complete(self) -> None:
        self.model.put_all(one.row for one in self.feed.outlines.values())
        self._digest()
        self._show_state()
        self.loaded.emit()

    def _digest(self) -> None:
        outlines = self.feed.outlines.values()
        if self._first_reading:
            self.digest.show_reading()
        else:
            self.digest.show_outlines(outlines, self.feed.drafts, hidden=self.model.names_hidden)
        self._show_digest()

    @property
    def _first_reading(self) -> bool:
        """Are charts read of which nothing was kept, so that it is not known yet what is new?"""
        return bool(self.feed.streams) and not self.feed.complete and self.feed.as_of is None

    @Slot()
    def _show_digest(self) -> None:
        low = self.height() < look().px(_LOW)
        self.digest.be_short(short=low)
        room = not (low and self.mover.isVisible())
        told = bool(self.feed.outlines) or self._first_reading
        self.digest.setVisible(told and self.digest.tells and room)
        self.filters.setVisible(room)

    # -- how they are shown ---------------------------------------------------------------------------------------

    def show_view(self, *, board: bool) -> None:
        """Show the board or the table, and remember it."""
        self.feed.choose(replace(self.feed.choices, board=board))
        self._show_view()
        self.view.setFocus()

    def _show_view(self) -> None:
        (self.as_board if self.feed.choices.board else self.as_table).setChecked(True)
        self._show_state()
        self._show_chosen()

    def hide_names(self, *, hidden: bool) -> None:
        """Show initials instead of names, or names again."""
        self.initials.setChecked(hidden)

    def _hide_names(self, hidden: bool) -> None:  # noqa: FBT001, a slot
        self._cells.hidden = hidden
        self.model.hide_names(hidden)
        self._digest()
        self.names_hidden.emit(hidden)
        if hidden != self.feed.choices.initials:
            self.feed.choose(replace(self.feed.choices, initials=hidden))
            announce(self, _("Initials instead of names.") if hidden else _("Names are shown."))

    def _keep_filters(self, filters: tuple[SavedFilter, ...]) -> None:
        self.feed.choose(replace(self.feed.choices, filters=filters))

    @Slot()
    def _return(self) -> None:
        self.view.setFocus()
        self._show_digest()

    @Slot()
    def _clear_filters(self) -> None:
        self.filters.clear()
        self.view.setFocus()

    @Slot()
    def _show_risks(self) -> None:
        self.filters.clear()
        self.view.setFocus()

    @property
    def commands(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        """What can be done here from anywhere: in words, by which key here, and the doing."""
        hidden = self.model.names_hidden
        return (
            (_("Caseload as a table"), "T", partial(self._show_from_anywhere, board=False)),
            (_("Caseload as a board"), "B", partial(self._show_from_anywhere, board=True)),
            (_("Show names") if hidden else _("Initials instead of names"), "P", self.initials.toggle),
        )

    def _show_from_anywhere(self, *, board: bool) -> None:
        self.wanted.emit()
        self.show_view(board=board)

    # -- what is chosen ------------------------------------------------------------------------------------------

    @Slot(QModelIndex, QModelIndex)
    def _remember(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._chosen = now.data(ROW).id

    @Slot()
    def _show_chosen(self) -> None:
        at = self.model.row_of(self._chosen) if self._chosen else None
        if at is not None:
            self.table.setCurrentIndex(self.model.index(at, 0))
            self.board.choose(at)

    @Slot()
    def _open_first(self) -> None:
        """Open the patient chosen, or the first one shown."""
        shown = self.model.shown
        at = self.model.row_of(self._chosen) if self._chosen else None
        if shown:
            self.opened.emit(shown[at or 0])

    # -- what is said --------------------------------------------------------------------------------------------

    @Slot()
    def _show_state(self) -> None:
        shown, known = len(self.model.shown), self.model.known
        self.count.setText(self._told(shown, known))
        nobody = _NONE_YET if self.may_register else f"{_OUT_OF_REACH}{_ENROL if self.feed.may_enrol else ''}"
        self._empty.setText(_("No patients match.") if known else nobody if self.complete else _READING)
        self._instead.setVisible(not shown)
        nobody_matches = bool(known) and not shown
        if nobody_matches and self.clear.isHidden():
            announce(self, f"{self._empty.text()} {self.clear.text()}")
        self.clear.setVisible(nobody_matches)
        self.table.setVisible(bool(shown) and not self.feed.choices.board)
        self.board.setVisible(bool(shown) and self.feed.choices.board)
        self._show_failed()
        self._follow_focus(shown, known)

    def _told(self, shown: int, known: int) -> str:
        whole = ngettext("{n} patient", "{n} patients", known).format(n=known)
        words = [whole if shown == known else _("{n} of {all} shown").format(n=shown, all=whole)]
        if self.feed.as_of is not None:
            words.append(_("as of {time}").format(time=self._time()))
        if not self.complete and self.feed.streams:
            words.append(self.feed.told)
        return ", ".join(words)

    def _time(self) -> str:
        """The time of day, with its day where that is not today."""
        at, voice, zone = self.feed.as_of or self._desk.now(), Voice(zone=self._desk.zone), self._desk.zone
        return clock(at, voice) if today(at, zone) == today(self._desk.now(), zone) else moment(at, voice)

    def _show_failed(self) -> None:
        failed = len(self.feed.failed)
        told = ngettext(
            "{n} chart could not be read; what is shown of it may be old.",
            "{n} charts could not be read; what is shown of them may be old.",
            failed,
        )
        self._why.setText(told.format(n=failed))
        self._unread.setVisible(bool(failed))

    def _follow_focus(self, shown: int, known: int) -> None:
        instead = self.registering[-1] if self.may_register and not known else self.filters.words
        self.setFocusProxy(self.view if shown or not self.complete else instead)

    # -- keys ----------------------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.view.hasFocus() and keys.belongs_to_the_page(event)):
            super().keyPressEvent(event)
            return
        match event.key():
            case keys.BOARD:
                self.show_view(board=True)
            case keys.TABLE:
                self.show_view(board=False)
            case keys.INITIALS:
                self.initials.toggle()
            case keys.CLEAR:
                self._clear_filters()
            case keys.MOVE:
                self._ask_where()
            case _:
                self.filters.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask_where(self) -> None:
        at = self.model.row_of(self._chosen) if self._chosen else None
        if at is not None:
            row = self.model.shown[at]
            self.mover.ask(row, self.model.name_of(row))

    @property
    def panes(self) -> Sequence[QWidget]:
        """Its parts, in the order of reading."""
        return (self.digest, self.filters, self.view)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()
        self._show_digest()
