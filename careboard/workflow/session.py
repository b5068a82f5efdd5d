"""The one door between the vault and everybody who uses it: screens, command line, tests.

Every act of a clinician is one entry, and recording it answers with the new chart. Locking drops the session.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from typing_extensions import override

from careboard.clinical.entry import KIND_OF, Entry, KnownContent
from careboard.clinical.native import refuse_unless_stated_by_a_source
from careboard.clinical.paper import Audience, Direction, IssuedCopy
from careboard.clinical.people import Author, Role
from careboard.clinical.person import Registration
from careboard.clinical.values import BlobId, EntryId, MemberId, PatientId, When
from careboard.documents.keys_on_paper import Kit
from careboard.errors import CareboardError
from careboard.exchange.delivery import no_progress
from careboard.exchange.refusals import never
from careboard.projections.caseload import CaseloadRow, caseload_row
from careboard.projections.chart import Chart, chart_of
from careboard.projections.findings import Finding
from careboard.projections.site import Site, site_of
from careboard.projections.standing import standing
from careboard.projections.summary import NO_ADDITIONS, Additions, Summary, summary
from careboard.projections.wording import said
from careboard.storage.kept import Kept
from careboard.storage.place import one_desktop, refuse_full_disk
from careboard.vault import codec
from careboard.vault.codec import Opened
from careboard.vault.keyslot import KdfCost
from careboard.vault.policy import TEAM
from careboard.vault.refusals import BadRecord, NotAllowed
from careboard.workflow import collector, exporting, founding, issuing
from careboard.workflow.clinic import TIME_ZONE, clinic_name, lock_minutes, setting
from careboard.workflow.open_vault import MOVED, Clock, Draft, OpenVault, access, utc_now
from careboard.workflow.people import renew_keys
from careboard.workflow.reading import authors_of, check, entries_among, entries_of, streams_within_reach, target_of
from careboard.workflow.refusals import MembershipEnded
from careboard.workflow.searching import Finder, Found, Progress, Stop
from careboard.workflow.sign_in import unlock

FIRST_SCREENFUL = 50
SMALL = 20_000  # records of a vault whose rows are all looked at when somebody signs in: a quarter of a second
MAX_BLOB = 32 * 1024 * 1024


class UnknownPatient(CareboardError):
    """No chart answers to this name, number or id."""

    advice = "List the patients with: careboard patients VAULT"


@dataclass(frozen=True, slots=True)
class Writing:
    """A content that is to be signed into a stream; without `at` it is true now."""

    stream: str
    content: KnownContent
    at: When | None = None
    ref: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the clinic, with the roles of today; none when they left."""

    author: Author
    roles: tuple[Role, ...]

    @property
    def belongs(self) -> bool:
        """Do they belong to the clinic now?"""
        return bool(self.roles)


class _Names(Mapping[str, str]):
    """Words for the ids that a content names, each looked up when it is asked for: most contents name none."""

    def __init__(self, look_up: Callable[[str], str]) -> None:
        self._look_up = look_up
        self._found: dict[str, str] = {}

    @override
    def __getitem__(self, named: str) -> str:
        if named not in self._found:
            self._found[named] = self._look_up(named)
        if not self._found[named]:
            raise KeyError(named)
        return self._found[named]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    @override
    def __len__(self) -> int:
        return len(self._found)


class Session:
    """One member at work in one vault."""

    def __init__(self, vault: OpenVault) -> None:
        self.vault = vault
        self.desk = ExitStack()
        self.zone = ZoneInfo(setting(vault, TIME_ZONE) or "UTC")
        self.authors: dict[str, Author] = authors_of(vault)
        self.clinic = clinic_name(vault)
        self.site: Site = self._chosen()
        self._finder = Finder(vault, self.zone)
        self._report_failed_sign_ins()
        vault.tell_of_gaps()
        self._looked_for_moved = sum(seq for seq, _ in vault.file.heads().values()) <= SMALL and vault.tell_of_moved()
        self.checkpoint()

    @classmethod
    def unlock(cls, path: Path, sign_in: str | None, passphrase: str, *, clock: Clock = utc_now) -> Self:
        """Sign in; raises WrongSecret, NotAVault or VaultDamaged, each with its next step."""
        return cls(unlock(path, sign_in, passphrase, clock=clock))

    @classmethod
    def at_desk(cls, path: Path, sign_in: str | None, passphrase: str, *, clock: Clock = utc_now) -> Self:
        """Sign in for a desktop: one at a time on a vault, with room on the disk, checked after an unclean exit."""
        refuse_full_disk(path)
        with ExitStack() as desk:
            unclean = desk.enter_context(one_desktop(path))
            session = cls.unlock(path, sign_in, passphrase, clock=clock)
            desk.callback(session.vault.file.close)
            if unclean:
                session.vault.file.quick_check()
            session.desk = desk.pop_all()
        return session

    def close(self) -> None:
        """End the session: leave a checkpoint, unless the membership has ended, and let go of the file."""
        try:
            with suppress(MembershipEnded):
                self._finder.close()
                self.checkpoint()
        finally:
            self.vault.file.close()
            self.desk.close()

    @property
    def me(self) -> Author:
        """Who is signed in."""
        return self.authors[self.vault.member]

    # -- charts -------------------------------------------------------------------------------------------------

    def streams(self) -> list[str]:
        """The streams that this member can read, without the clinic's own."""
        return streams_within_reach(self.vault)

    def charts(self) -> Iterator[Chart]:
        """The whole chart of every patient within reach; nothing is logged, because nobody looked at one."""
        yield from (chart for chart in map(self._chart_in, self.streams()) if chart is not None)

    def caseload_row(self, stream: str) -> CaseloadRow | None:
        """The row of one patient; None for a stream that is no chart."""
        chart = self._chart_in(stream)
        return caseload_row(chart, self.vault.clock()) if chart is not None else None

    def _chart_in(self, stream: str) -> Chart | None:
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
        *_, whole = self.open_chart(patient)
        return whole

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

    def people(self) -> tuple[Person, ...]:
        """Everybody who ever belonged to the clinic, those who do now first, by name."""
        active = self.vault.registry.active
        people = [
            Person(author, tuple(role for role in Role if member in active and role in active[member].roles))
            for member, author in self.authors.items()
        ]
        return tuple(sorted(people, key=lambda one: (not one.belongs, one.author.name.casefold())))

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a touch the clinic wants a desktop to lock."""
        return lock_minutes(self.vault)

    @property
    def may_enrol(self) -> bool:
        """Does whoever is signed in administer the clinic?"""
        return Role.ADMIN in self.vault.roles

    @property
    def may_register(self) -> bool:
        """May whoever is signed in begin a chart, by hand or by an import?"""
        return self.vault.registry.policy.may_write_schema("registration", self.vault.roles)

    def enrol(
        self, person: founding.Person, *, cost: KdfCost | None = None, keep: founding.Keep = founding.on_no_paper
    ) -> Kit:
        """Make one more member; those who treat or coordinate are handed the charts that this member reads.

        `keep` puts the kit on paper before anybody is enrolled; what fails takes everything back.
        """
        self.vault.catch_up()
        self.renew_keys(self.vault.registry.clinic_stream)
        charts = [chart.patient for chart in self.charts()] if person.role in TEAM else []
        kit, _member = founding.enrol(self.vault, person, cost=cost, keep=keep, charts=charts)
        self.authors = authors_of(self.vault)
        return kit

    def _whole(self, patient: PatientId) -> Chart:
        with collector.held_back():
            return self._chart(patient, entries_of(self.vault, patient, self.authors))

    def _chart(self, patient: PatientId, entries: Sequence[Entry], *, complete: bool = True) -> Chart:
        held_back = [Finding(EntryId(t.record.hex()), t.sentence) for t in self.vault.trouble]
        now = self.vault.clock()
        roles = frozenset(self.me.roles)
        return chart_of(
            patient,
            entries,
            MemberId(self.vault.member),
            self.zone,
            now,
            held_back,
            complete=complete,
            roles=roles,
            site=self.site,
        )

    def _chosen(self) -> Site:
        return site_of(entries_of(self.vault, self.vault.registry.clinic_stream, self.authors))

    # -- search -------------------------------------------------------------------------------------------------

    def prepare_search(self, progress: Progress | None = None, cancelled: Stop | None = None) -> bool:
        """Make search ready, in the background: at once from the sealed index, else in batches; False when stopped."""
        return self._finder.prepare(progress, cancelled)

    def search(self, typed: str, patient: PatientId | None = None) -> Found:
        """The newest entries that hold what was typed, in one chart or in all; recorded with its count only."""
        return self._finder.search(typed, patient)

    @property
    def search_ready(self) -> bool:
        """Is every entry within reach taken in? When not, `prepare_search` again."""
        return self._finder.ready

    # -- recording ----------------------------------------------------------------------------------------------

    def new_patient(self, registration: Registration, *, at: When | None = None) -> PatientId:
        """Begin a chart: a stream of its own, which the clinic's care team reads, and the registration in it."""
        patient = PatientId(self.vault.begin_stream(self.care_team()))
        self.append(patient, registration, at=at)
        return patient

    def record(
        self, patient: PatientId, content: KnownContent, *, at: When | None = None, ref: EntryId | None = None
    ) -> Chart:
        """Sign a content into the patient's record and return the chart as it now stands."""
        self.append(patient, content, at=at, ref=ref)
        return self.chart_after(patient)

    def chart_after(self, patient: PatientId) -> Chart:
        """The chart as it stands after an act; nobody opened it anew."""
        return self._chart(patient, entries_of(self.vault, patient, self.authors))

    def append(
        self,
        stream: str,
        content: KnownContent,
        *,
        at: When | None = None,
        ref: EntryId | None = None,
        also: Sequence[Draft] = (),
    ) -> EntryId:
        """Sign a content into a stream; refused in words when the member's role may not write it."""
        return self.append_all([Writing(stream, content, at, ref)], also)[0]

    def append_each(self, stream: str, contents: Iterable[KnownContent]) -> list[EntryId]:
        """Sign several contents into one stream, true now: all of them or none."""
        return self.append_all(Writing(stream, content) for content in contents)

    def append_all(self, writings: Iterable[Writing], also: Sequence[Draft] = ()) -> list[EntryId]:
        """Sign several contents, each into its stream, in one transaction: all of them or none.

        `also`: what else is to be recorded with them.
        """
        drafts = [self._draft(writing) for writing in writings]
        written = self.vault.write([*drafts, *also])
        if any(draft.stream == self.vault.registry.clinic_stream for draft in drafts):
            self.site = self._chosen()
        return [EntryId(record.id.hex()) for record in written[: len(drafts)]]

    def _draft(self, writing: Writing) -> Draft:
        _refuse_the_impossible(writing.content)
        stream, kind = writing.stream, KIND_OF[type(writing.content)].value
        when = writing.at or When.at(self.vault.clock())
        words = said(writing.content, names=_Names(partial(self._name, stream)), zone=self.zone)
        payload = codec.encode(writing.content, when, words, writing.ref)
        self._refuse_the_forbidden(stream, kind, codec.decode(payload))
        self.renew_keys(stream)
        return self.vault.sealed(kind, stream, payload)

    def _name(self, stream: str, named: str) -> str:
        """The words for a member, or for an entry of the stream, so that a sentence stands alone; empty for nobody."""
        if named in self.authors:
            return self.authors[named].name
        entries = entries_among(self.vault, [bytes.fromhex(named)], self.authors)
        return standing(entry for entry in entries if entry.patient == stream).names.get(named, "")

    def private_stream(self, patient: PatientId) -> str:
        """The stream of this member's own private notes on a patient; made when first needed."""
        for stream in self._read_by_nobody_else():
            if self._about(patient, stream):
                return stream
        return self.vault.begin_stream([self.vault.member], custody=self.vault.registry.policy.custody_opens_private)

    def private_notes(self, patient: PatientId) -> tuple[Entry, ...]:
        """This member's own private notes on a patient; nobody else can be told that they exist."""
        return tuple(entry for stream in self._read_by_nobody_else() for entry in self._about(patient, stream))

    def _read_by_nobody_else(self) -> list[str]:
        return [stream for stream in self.streams() if self.vault.keyring.team(stream) == {self.vault.member}]

    def _about(self, patient: PatientId, stream: str) -> list[Entry]:
        entries = entries_of(self.vault, stream, self.authors)
        return [entry for entry in entries if getattr(entry.content, "patient", None) == patient]

    def renew_keys(self, stream: str) -> None:
        """Before a write: a member who has left no longer belongs to the stream's newest epoch."""
        renew_keys(self.vault, stream)

    def care_team(self) -> list[str]:
        """Who reads a new chart: everybody at this clinic who treats or coordinates, and its author."""
        active = self.vault.registry.active
        return sorted({key for key, member in active.items() if member.roles & TEAM} | {self.vault.member})

    def _refuse_the_forbidden(self, stream: str, kind: str, opened: Opened) -> None:
        self.vault.catch_up()
        target = target_of(self.vault, stream, opened.ref) if opened.ref else None
        if opened.ref and target is None:
            raise NotAllowed("What this refers to is not in this chart.", "Open the chart again.")
        try:
            check(self.vault, stream, kind, opened, target)
        except BadRecord as refusal:
            raise NotAllowed("Your role may not record this.") from refusal

    # -- summaries ----------------------------------------------------------------------------------------------

    def draft_summary(
        self,
        chart: Chart,
        direction: Direction,
        audience: Audience = Audience.CLINICIAN,
        language: str = "en",
        additions: Additions = NO_ADDITIONS,
    ) -> Summary:
        """One copy of a summary as it stands now, unsigned, with all that is missing; nothing is recorded."""
        return summary(chart, direction, audience, language, additions, clinic=self.clinic)

    def issue_summary(
        self,
        patient: PatientId,
        direction: Direction,
        additions: Additions = NO_ADDITIONS,
        copies: Sequence[issuing.Copy] = issuing.CLINICIANS_COPY,
    ) -> issuing.Issued:
        """Sign a summary with its papers into the record; raises SummaryIncomplete while anything is missing."""
        return issuing.issue(self, patient, direction, additions, copies)

    def summary_as_fhir(self, chart: Chart, copy: Summary, signer: Author | None = None) -> bytes:
        """A copy as a FHIR R4 document, in JSON; without a signer it is preliminary."""
        return issuing.as_fhir(self, chart, copy, signer)

    def printed(self, patient: PatientId, copy: IssuedCopy) -> bytes:
        """A copy as it was issued, byte for byte; the printing is recorded before the bytes are handed out."""
        content = self.attached(copy.blob)
        self.note_access("printed", patient)
        return content

    def emergency_sheet(
        self, patient: PatientId, recipient: str = "", affiliation: str = "", reason: str = ""
    ) -> bytes:
        """The emergency sheet as a PDF, at once; recorded as a disclosure with its reason."""
        return issuing.in_emergency(self, patient, recipient, affiliation, reason)

    def export(
        self,
        patient: PatientId,
        folder: Path,
        deny_weights: str = "",
        progress: Progress = no_progress,
        cancelled: Stop = never,
    ) -> exporting.Exported:
        """Write the whole record into a new folder; given a reason, without the weights that are hidden."""
        return exporting.export(self, patient, folder, deny_weights, progress, cancelled)

    # -- large bytes ---------------------------------------------------------------------------------------------

    def attach(self, stream: str, content: bytes) -> BlobId:
        """Keep large bytes (a scan, an issued PDF) sealed beside a chart; the entry that names them comes after."""
        if len(content) > MAX_BLOB:
            raise CareboardError("The file is larger than 32 MiB.", "Split it, or scan it at a lower resolution.")
        (record,) = self.vault.write([self.vault.sealed("blob", stream, content)])
        return BlobId(record.id.hex())

    def attached(self, blob: BlobId) -> bytes:
        """The bytes of a blob, verified and opened."""
        record = self.vault.file.one(bytes.fromhex(blob))
        found = self.vault.verified([Kept(record, None)]) if record else []
        if not found or found[0][1].payload is None or found[0][1].header.kind != "blob":
            raise CareboardError("The attached file is missing, or you hold no key of it.", "Ask its author for it.")
        return found[0][1].payload

    # -- drafts -------------------------------------------------------------------------------------------------

    def save_draft(self, name: str, text: bytes) -> None:
        """Keep what is being written, sealed for this member alone."""
        self.vault.keep_draft(name, text)

    def drafts(self) -> dict[str, bytes]:
        """What was being written when the last session ended, by name; without those that are damaged."""
        return {name: text for name, text in self.vault.drafts().items() if text is not None}

    def damaged_drafts(self) -> list[str]:
        """The names of drafts that were saved and can no longer be opened."""
        return [name for name, text in self.vault.drafts().items() if text is None]

    def drop_draft(self, name: str) -> None:
        """The draft was signed, or its author threw it away."""
        self.vault.file.drop_draft(self.vault.member, name)

    # -- audit --------------------------------------------------------------------------------------------------

    def note_access(self, purpose: str, stream: str = "", count: int = 1) -> None:
        """Record who looked: purpose and counts, never what was looked for.

        Before the act, so that none is without its record; an act that then fails has one all the same.
        """
        self.vault.write([access(purpose, stream, count)])

    def checkpoint(self) -> None:
        """Name the heads of the logs that this member has seen; the desktop does so every hour."""
        self.vault.checkpoint()

    def look_for_moved(self, stopped: Stop = never) -> int:
        """How many records the file hides by rows that lie; what signing in leaves to the background in a large vault.

        Each is told in every chart. A stopped look is begun anew when this is asked again.
        """
        if not self._looked_for_moved:
            self._looked_for_moved = self.vault.tell_of_moved(stopped)
        return sum(trouble.sentence == MOVED for trouble in self.vault.trouble)

    def _report_failed_sign_ins(self) -> None:
        self.vault.file.take_failed_unlocks(lambda count: self.note_access("failed-sign-in", count=count))


def _refuse_the_impossible(content: KnownContent) -> None:
    try:
        refuse_unless_stated_by_a_source(content)
    except ValueError as refusal:
        raise NotAllowed(str(refusal), "Correct it, and sign again.") from None
