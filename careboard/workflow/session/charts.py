"""Charts as a member sees them: one, all within reach, and the rows of the caseload.

A chart is folded from scratch; whose was opened is recorded first.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from careboard.clinical.entry import Entry
from careboard.clinical.person import Registration
from careboard.clinical.values import EntryId, PatientId
from careboard.errors import CareboardError
from careboard.i18n import filled
from careboard.projections.caseload import CaseloadRow, caseload_row
from careboard.projections.chart import Chart, chart_of
from careboard.projections.findings import Finding
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.workflow import collector
from careboard.workflow.reading import entries_of, streams_within_reach
from careboard.workflow.session.at_work import AtWork

FIRST_SCREENFUL = 50


class UnknownPatient(CareboardError):
    """No chart answers to this name, number or id."""

    advice = "List the patients with: careboard patients VAULT"


class Charts(AtWork):
    """What is read."""

    def streams(self) -> list[str]:
        """The streams that this member can read, without the clinic's own."""
        return streams_within_reach(self.vault)

    def charts(self) -> Iterator[Chart]:
        """The whole chart of every patient within reach; nothing is logged, because nobody looked at one."""
        yield from (chart for chart in map(self.chart_in, self.streams()) if chart is not None)

    def caseload_row(self, stream: str) -> CaseloadRow | None:
        """The row of one patient; None for a stream that is no chart."""
        chart = self.chart_in(stream)
        return caseload_row(chart, self.vault.clock()) if chart is not None else None

    def chart_in(self, stream: str) -> Chart | None:
        """The whole chart of a stream, read by nobody; None where a stream is no chart."""
        entries = entries_of(self.vault, stream, self.authors)
        registered = any(isinstance(entry.content, Registration) for entry in entries)
        return self._chart(PatientId(stream), entries) if registered else None

    def open_chart(self, patient: PatientId) -> Iterator[Chart]:
        """The newest entries at once, then the whole chart; the opening is recorded."""
        self.note_access("opened", patient)
        newest = entries_of(self.vault, patient, self.authors, newest=FIRST_SCREENFUL)
        if len(newest) == FIRST_SCREENFUL:
            yield self._chart(patient, newest, complete=False)
        yield self._whole(patient)

    def chart(self, patient: PatientId) -> Chart:
        """The whole chart; the opening is recorded."""
        self.note_access("opened", patient)
        return self._whole(patient)

    def chart_after(self, patient: PatientId) -> Chart:
        """The chart as it stands after an act; nobody opened it anew."""
        return self._chart(patient, entries_of(self.vault, patient, self.authors))

    def caseload(self) -> list[CaseloadRow]:
        """One row for every patient within reach, by name."""
        rows = (caseload_row(chart, self.vault.clock()) for chart in self.charts())
        return sorted(rows, key=lambda row: (row.family.casefold(), row.given.casefold(), row.id))

    def find_patient(self, named: str) -> PatientId:
        """The patient of an id, or of an MRN that only one has."""
        rows = self.caseload()
        found = [row for row in rows if row.id == named] or [row for row in rows if named and row.mrn == named]
        if len(found) == 1:
            return found[0].id
        if found:
            raise UnknownPatient(
                "Several patients have this number.", "Name the patient by id: careboard patients VAULT"
            )
        raise UnknownPatient("There is no patient of this id or number.")

    def _whole(self, patient: PatientId) -> Chart:
        with collector.held_back():
            return self._chart(patient, entries_of(self.vault, patient, self.authors))

    def _chart(self, patient: PatientId, entries: Sequence[Entry], *, complete: bool = True) -> Chart:
        held_back = [Finding(EntryId(t.record.hex()), t.told) for t in self.vault.trouble]
        held_back += [self._adopted(entry.id) for entry in entries if bytes.fromhex(entry.id) in self.vault.adoptions]
        now = self.vault.clock()
        return chart_of(
            patient,
            entries,
            self.me.member,
            self.zone,
            now,
            held_back,
            complete=complete,
            roles=self.vault.roles,
            site=self.site,
            members={author.member: author.credited for author in self.authors.values()},
        )

    def _adopted(self, entry: EntryId) -> Finding:
        """Whose word it is that an entry stands, though its author's roles had changed before."""
        by = self.vault.adoptions[bytes.fromhex(entry)]
        at, voice = datetime.fromtimestamp(by.time / 1000, UTC), Voice(zone=self.zone)
        text = "This came after its author's roles had changed. It stands because {who} adopted it on {when}."
        return Finding(entry, filled(text, who=self.authors[by.author].name, when=moment(at, voice)))
