"""What a member signs: contents into charts and private notes, large bytes beside them.

What the role forbids, or nobody may sign, is refused before anything is written; each act is one transaction.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from typing_extensions import override

from careboard.clinical.entry import KIND_OF, Entry, KnownContent
from careboard.clinical.native import refuse_unless_stated_by_a_source
from careboard.clinical.note import Note, PrivateNote
from careboard.clinical.people import Role
from careboard.clinical.person import DetailsChange, Registration
from careboard.clinical.values import BlobId, EntryId, PatientId, When
from careboard.errors import CareboardError
from careboard.projections.chart import Chart
from careboard.projections.standing import standing
from careboard.projections.wording import said
from careboard.storage.kept import Kept
from careboard.vault import codec
from careboard.vault.codec import Opened
from careboard.vault.policy import CO_SIGNERS, TEAM
from careboard.vault.refusals import BadRecord, NotAllowed
from careboard.workflow.breaking_glass.group import wrap_chart
from careboard.workflow.clinic import chosen_teams
from careboard.workflow.open_vault import Draft
from careboard.workflow.people import belonging, is_private, renew_keys
from careboard.workflow.reading import check, entries_among, entries_of, target_of
from careboard.workflow.session.charts import Charts

MAX_BLOB = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Writing:
    """A content that is to be signed into a stream; without `at` it is true now."""

    stream: str
    content: KnownContent
    at: When | None = None
    ref: EntryId | None = None


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


class Recording(Charts):
    """What is written."""

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
        writings = list(writings)
        drafts = [self._draft(writing) for writing in writings]
        written = self.vault.write([*drafts, *also])
        if any(draft.stream == self.vault.registry.clinic_stream for draft in drafts):
            self._read_clinic()
        for stream in {one.stream for one in writings if isinstance(one.content, Registration | DetailsChange)}:
            wrap_chart(self.vault, stream, renewed=True)
        return [EntryId(record.id.hex()) for record in written[: len(drafts)]]

    def _draft(self, writing: Writing) -> Draft:
        _refuse_the_impossible(writing.content)
        self._refuse_an_unfit_cosigner(writing)
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

    def _refuse_the_forbidden(self, stream: str, kind: str, opened: Opened) -> None:
        self.vault.catch_up()
        target = target_of(self.vault, stream, opened.ref) if opened.ref else None
        if opened.ref and target is None:
            raise NotAllowed("What this refers to is not in this chart.", "Open the chart again.")
        try:
            check(self.vault, stream, kind, opened, target)
        except BadRecord as refusal:
            raise NotAllowed("Your role may not record this.") from refusal

    def _refuse_an_unfit_cosigner(self, writing: Writing) -> None:
        """A note waits for nobody who may not co-sign it, does not read it, has left, or wrote it."""
        named = writing.content.cosigner if isinstance(writing.content, Note) else None
        if named is None:
            return
        self.vault.catch_up()
        registry, reads = self.vault.registry, belonging(self.vault, writing.stream)
        key = registry.signing(named)
        member = registry.active.get(key)
        if member is None or not member.roles & CO_SIGNERS or key not in reads or key == self.vault.member:
            raise NotAllowed("Who is asked to co-sign this note may not do so.", "Choose another, and sign again.")

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
        return [stream for stream in self.streams() if is_private(self.vault, stream)]

    def _about(self, patient: PatientId, stream: str) -> list[Entry]:
        entries = entries_of(self.vault, stream, self.authors)
        return [one for one in entries if isinstance(one.content, PrivateNote) and one.content.patient == patient]

    def renew_keys(self, stream: str) -> None:
        """Before a write: a member who has left no longer belongs to the stream's newest epoch."""
        renew_keys(self.vault, stream)

    def care_team(self) -> list[str]:
        """Who reads a new chart: its author, and everybody at this clinic who treats or coordinates.

        Where the clinic chooses its care teams, its author and who coordinates: they add the others (decision 0025).
        """
        active, joining = self.vault.registry.active, {Role.COORDINATOR} if chosen_teams(self.vault) else TEAM
        return sorted({key for key, member in active.items() if member.roles & joining} | {self.vault.member})

    def attach(self, stream: str, content: bytes) -> BlobId:
        """Keep large bytes (a scan, an issued PDF) sealed beside a chart; the entry that names them comes after."""
        if len(content) > MAX_BLOB:
            raise CareboardError("The file is larger than 32 MiB.", "Split it, or scan it at a lower resolution.")
        self.renew_keys(stream)
        (record,) = self.vault.write([self.vault.sealed("blob", stream, content)])
        return BlobId(record.id.hex())

    def attached(self, blob: BlobId) -> bytes:
        """The bytes of a blob, verified and opened."""
        record = self.vault.file.one(bytes.fromhex(blob))
        found = self.vault.verified([Kept(record, None)]) if record else []
        if not found or found[0][1].payload is None or found[0][1].header.kind != "blob":
            raise CareboardError("The attached file is missing, or you hold no key of it.", "Ask its author for it.")
        return found[0][1].payload


def _refuse_the_impossible(content: KnownContent) -> None:
    try:
        refuse_unless_stated_by_a_source(content)
    except ValueError as refusal:
        raise NotAllowed(str(refusal), "Correct it, and sign again.") from None
