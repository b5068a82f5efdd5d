"""What a reader does in the list: acknowledges, adds, takes back, co-signs, marks as read, and looks at a weight.

What cannot be done with an entry is told with its reason; a thing is signed once, however often its key is pressed.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from careboard.clinical.note import Acknowledgement, CoSignature, Seen
from careboard.clinical.values import EntryId, When
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.ui.patient.composer.forms import SCALES
from careboard.ui.patient.export_sheet import ExportSheet
from careboard.ui.patient.files_sheet import FilesSheet
from careboard.ui.patient.timeline.acts import may_acknowledge, may_correct
from careboard.ui.patient.timeline.facts import told_under_the_flag
from careboard.ui.patient.weight import look_at_weight
from careboard.workflow.files import may_have_files

if TYPE_CHECKING:
    from careboard.ui.patient.page import PatientPage

_WRITES = frozenset({"mark-read", "note", "private", "scale", "acknowledge", "add", "in-error", "cosign"})


class Acts(QObject):
    """Does what the list of a page asks for."""

    def __init__(self, page: "PatientPage") -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self._cosigned: set[EntryId] = set()
        self._opened = When.at(self._desk.now())
        self._waits: EntryId | None = None  # the co-signature that can still be taken back
        page.undo.taken_back.connect(self._was_taken_back)
        self._marked: Seen | None = None  # what was last marked as read by a key

    @Slot(str, object)
    def do(self, what: str, row: TimelineRow | None) -> None:
        """Do what is asked for, with the entry that it is about, if there is one."""
        page = self._page
        if page.reads_only and what in _WRITES:
            self._desk.tell(_("This chart is open to be read. To write, ask somebody on the care team to add you."))
            return
        match what, row:
            case "mark-read", _row:
                self._record_seen()
            case "weight", _row:
                look_at_weight(self._desk, page.patient, self, page.timeline.show_weights)
            case "keys", _row:
                page.sheets.show_keys()
            case "undo", _row:
                page.undo.undo()
            case "note", _row if page.writes.may_write_notes:
                page.write_note()
            case "note", _row if page.ready:
                self._desk.tell(_("Your role writes no notes here."))
            case "private", _row if page.writes.may_write_privately and (place := page.writing_place()) is not None:
                place.open_private()
            case "private", _row if page.ready:
                self._desk.tell(_("Your role writes no private notes here."))
            case "scale", _row if (composer := page.writing_place()) is not None:
                composer.open(SCALES)
            case str(), TimelineRow() as entry if page.chart is not None:
                self._do_with(what, entry, page.chart)
            case _:
                pass

    def _do_with(self, what: str, row: TimelineRow, chart: Chart) -> None:
        page, composer = self._page, self._page.composer
        match what:
            case "acknowledge" if may_acknowledge(row, chart) and page.timeline.view.is_whole(row):
                words = _("Acknowledged: {entry}").format(entry=told_under_the_flag(row, chart))
                page.undo.wait_with(words, partial(page.recording.record, Acknowledgement(), ref=row.id))
            case "acknowledge":
                self._desk.tell(_("Open an entry of somebody else that you have not acknowledged, then press A."))
            case "files" if may_have_files(row.entry) and not row.withheld:
                sheet = FilesSheet(self._desk, told_under_the_flag(row, chart), row.entry)
                sheet.export_asked.connect(lambda: page.show_sheet(ExportSheet(self._desk, page.patient)))
                page.show_sheet(sheet)
            case "files":
                self._desk.tell(_("This entry has no files."))
            case "add" if may_correct(row, chart) and composer is not None:
                composer.add_to(row)
            case "add":
                self._desk.tell(_("Its author or a supervisor adds to a signed entry. Write a note of your own: N."))
            case "in-error" if composer is not None:
                composer.take_back(row)
            case "cosign" if row.id not in self._cosigned:
                self._cosigned.add(row.id)
                words = _("Co-signed: {entry}").format(entry=told_under_the_flag(row, chart))
                page.undo.wait_with(words, partial(self._cosign, row.id))
                self._waits = row.id
            case _:
                pass

    def _cosign(self, entry: EntryId) -> None:
        def refused(error: CareboardError) -> None:
            self._cosigned.discard(entry)
            self._desk.refused.emit(error)

        self._waits = None
        self._page.recording.record(
            CoSignature(_("I have read this entry and stand for it.")), ref=entry, refused=refused
        )

    @Slot()
    def _was_taken_back(self) -> None:
        if self._waits is not None:
            self._cosigned.discard(self._waits)
            self._waits = None

    def _record_seen(self) -> None:
        if (seen := self._seen()) is not None:
            self._marked = seen
            self._page.recording.record(seen, at=self._opened)

    def record_at_the_end(self) -> None:
        """Record as seen what was open since the chart was opened; that goes on when the page is gone.

        Where nothing came after what was marked, that is recorded again: else a visit would end with its mark.
        """
        if self._page.reads_only:
            return
        seen, patient, opened = self._seen() or self._marked, self._page.patient, self._opened
        if seen is not None:
            self._desk.ask(lambda session: session.append(patient, seen, at=opened), self._desk, lambda _entry: None)

    def _seen(self) -> Seen | None:
        """What was read and is not recorded yet."""
        view = self._page.timeline.view
        read = tuple(sorted(view.read))
        view.were_recorded_as_seen(view.read)
        return Seen(read) if read else None
