"""Who looked at what, for whoever may review it: the records of access, of the clinic's people, and of keys handed on.

Every record is held against the rules before it is shown. Reading and taking away the audit is recorded too.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import attrgetter
from pathlib import Path
from zoneinfo import ZoneInfo

from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.documents.audit_pdf import audit_pdf
from careboard.errors import CareboardError
from careboard.projections.audit import Act, AuditRow, Deed, as_csv, as_json, audit_row
from careboard.projections.wording.voice import Voice
from careboard.settings import write_private
from careboard.storage.kept import Kept
from careboard.storage.records import AccessPlace
from careboard.storage.refusals import StorageRefused
from careboard.vault.glass import GLASS_KINDS, is_group_grant
from careboard.vault.record import Header, Record, parse_canon
from careboard.vault.refusals import BadRecord, NotAllowed
from careboard.vault.registry import REGISTRY_KINDS
from careboard.vault.verifier import Verified
from careboard.workflow.checking import Verdict, check_vault
from careboard.workflow.open_vault import log_id
from careboard.workflow.session import Session

REVIEWERS = frozenset({Role.ADMIN, Role.PRIVACY_OFFICER})
FIRST = 400  # records that are read before the first row is shown
_PIECE = 500
_FRAME = (REGISTRY_KINDS - {"custody"}) | GLASS_KINDS | {"grant", "adopt"}
_OF_A_CHART = GLASS_KINDS | {"access", "grant"}
Names = Mapping[PatientId, str]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest rows, the first on top; `rest` is the place before which older ones stand, if there are any."""

    rows: tuple[AuditRow, ...]
    rest: AccessPlace | None


def may_audit(session: Session) -> bool:
    """May whoever is signed in see who looked at what?"""
    return not REVIEWERS.isdisjoint(session.vault.roles)


def newest(session: Session, names: Names) -> Newest:
    """The newest records of access and all about people, newest first; that they were read is recorded first."""
    _refuse_others(session)
    session.note_access(Deed.AUDIT_READ.value)
    with suppress(StorageRefused):  # a file that may not be written is only slower
        session.vault.file.index_accesses()
    return since(session, names)


def since(session: Session, names: Names) -> Newest:
    """As `newest`, for who has begun to read: nothing is recorded again."""
    _refuse_others(session)
    reader = _Reader(session, names)
    kept = session.vault.file.accesses(session.vault.member, FIRST)
    rows = reader.rows([*reader.acts(kept), *reader.people(), *reader.quarantined()])
    return Newest(rows, _place(kept[-1].record) if len(kept) == FIRST else None)


def older(session: Session, names: Names, place: AccessPlace, day: date | None, stopped: Callable[[], bool]) -> Newest:
    """The records of access before a place, newest first, back to a day or to the first; or until it is stopped."""
    _refuse_others(session)
    reader = _Reader(session, names)
    acts: list[Act] = []
    rest: AccessPlace | None = place
    while rest is not None and not stopped() and reaches(rest, day, session.zone):
        kept = session.vault.file.accesses(session.vault.member, _PIECE, before=rest)
        acts += reader.acts(kept)
        rest = _place(kept[-1].record) if len(kept) == _PIECE else None
    return Newest(reader.rows(acts), rest)


def reaches(place: AccessPlace, day: date | None, zone: ZoneInfo) -> bool:
    """Can there be records before this place that are of this day or later?"""
    return day is None or datetime.fromtimestamp(place.time / 1000, zone).date() >= day


def verify_and_record(session: Session, progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> Verdict:
    """Hold the whole vault against every rule; where all of it stands, that is recorded with how many records it was.

    Raises CheckStopped.
    """
    verdict = check_vault(session.vault, progress, stopped)
    if not verdict.faults:
        session.note_access(Deed.VERIFIED.value, count=verdict.verified)
    return verdict


def last_verified(session: Session) -> AuditRow | None:
    """The newest record among the last ones of access that the whole vault was verified; None where there is none."""
    reader = _Reader(session, {})
    looks = reader.acts(session.vault.file.accesses(session.vault.member, FIRST))
    return next((row for row in reader.rows(looks) if row.deed is Deed.VERIFIED), None)


def keep_pdf(session: Session, rows: Sequence[AuditRow], about: str, path: Path) -> None:
    """Write the rows as a PDF; `about` says which they are. Recorded before the file is there."""
    _keep(session, rows, path, audit_pdf(rows, about, session.clinic, session.vault.clock(), Voice(zone=session.zone)))


def keep_csv(session: Session, rows: Sequence[AuditRow], path: Path) -> None:
    """Write the rows for a spreadsheet. Recorded before the file is there."""
    _keep(session, rows, path, as_csv(rows, Voice(zone=session.zone)).encode("utf-8-sig"))


def keep_json(session: Session, rows: Sequence[AuditRow], path: Path) -> None:
    """Write the rows for another program. Recorded before the file is there."""
    _keep(session, rows, path, as_json(rows).encode())


def _keep(session: Session, rows: Sequence[AuditRow], path: Path, content: bytes) -> None:
    _refuse_others(session)
    if path.exists():
        raise CareboardError("There is already a file of this name; nothing is overwritten.", "Choose another name.")
    patients = {row.patient for row in rows}
    session.note_access(Deed.AUDIT_EXPORTED.value, (patients.pop() or "") if len(patients) == 1 else "", len(rows))
    try:
        write_private(path, content)
    except OSError:
        raise CareboardError("The file could not be written.", "Choose another folder.") from None


def _refuse_others(session: Session) -> None:
    if not may_audit(session):
        raise NotAllowed("Only an administrator or a privacy officer sees who looked at what.")


class _Reader:
    """Reads records as acts for one session."""

    def __init__(self, session: Session, names: Names) -> None:
        self._vault, self._names = session.vault, names
        self._people = {member: author.name for member, author in session.authors.items()}
        self._voice = Voice(zone=session.zone)
        self._here = {log_id(member, self._vault.file.installation): member for member in self._people}

    def rows(self, acts: Iterable[Act]) -> tuple[AuditRow, ...]:
        """In words, newest first."""
        worded = (audit_row(act, self._names, self._voice) for act in acts)
        return tuple(sorted(worded, key=attrgetter("order"), reverse=True))

    def people(self) -> list[Act]:
        """Who came, left or changed, to whom charts were handed, and what was opened in an emergency.

        The clinic's own texts go to every member, and every chart's key to the group for emergencies.
        """
        kept = self._vault.file.frame(_FRAME, self._vault.member)
        return self.acts(one for one in kept if one.record.head.kind != "grant" or self._to_somebody(one.record))

    def _to_somebody(self, grant: Record) -> bool:
        head = grant.head
        return head.stream not in self._vault.of_the_clinic and not is_group_grant(_clear(grant))

    def quarantined(self) -> list[Act]:
        """What was refused, with its reason."""
        return [self._refused(record, why) for record, _rule, why in self._vault.file.quarantined()]

    def acts(self, kept: Iterable[Kept]) -> list[Act]:
        """Those that stand."""
        return [self._act(record, found) for record, found in self._vault.verified(kept)]

    def _act(self, record: Record, found: Verified) -> Act:
        header = found.header
        body = _body_of(found)
        purpose = str(body.get("purpose", "")) if header.kind == "access" else self._deed_of(header, body)
        roles = found.roles or self._vault.registry.roles_at(header.author, header.log, header.seq)
        return Act(
            record.id.hex(),
            datetime.fromtimestamp(header.time / 1000, UTC),
            header.seq,
            self._vault.registry.person(header.author),
            self._name(header.author),
            tuple(role for role in Role if role in roles),
            PatientId(header.stream) if header.stream and header.kind in _OF_A_CHART else None,
            Deed(purpose) if purpose in _DEEDS else Deed.OTHER,
            _number(body.get("count")),
            self._name(header.to) if header.to else "",
            self._device(header.log),
            purpose=purpose,
        )

    def _deed_of(self, header: Header, body: Mapping[str, object]) -> str:
        """The kind of a record; of those about people also what it was for."""
        if header.kind == "member" and body.get("instead"):
            return Deed.NEW_KEYS.value
        replaced = any(one.instead == header.to for one in self._vault.registry.members.values())
        return Deed.OLD_KEYS_ENDED.value if header.kind == "revoke" and replaced else header.kind

    def _refused(self, record: Record, why: str) -> Act:
        try:
            head = record.head
            at, author, log = datetime.fromtimestamp(head.time / 1000, UTC), head.author, head.log
        except (BadRecord, ValueError, OverflowError, OSError):
            at, author, log = self._vault.clock(), "", ""
        return Act(
            record.id.hex(),
            at,
            0,
            author,
            self._name(author),
            (),
            None,
            Deed.QUARANTINED,
            0,
            "",
            self._device(log),
            why,
        )

    def _name(self, member: str) -> str:
        if self._vault.registry.is_custody(member):
            return self._voice("Custody sheets")
        return self._people.get(member, self._voice("Nobody of this clinic"))

    def _device(self, log: str) -> str:
        if log in self._here:
            return self._voice("This computer")
        return self._voice("Another, log {number}", number=log[:6]) if log else self._voice("Not recorded")


_DEEDS = frozenset(deed.value for deed in Deed) - {Deed.QUARANTINED.value, Deed.OTHER.value}


def _place(record: Record) -> AccessPlace:
    head = record.head
    return AccessPlace(head.time, head.log, head.seq)


def _clear(record: Record) -> dict[str, object]:
    return _parsed(record.body)


def _body_of(found: Verified) -> dict[str, object]:
    return _parsed(found.payload)


def _parsed(text: bytes | None) -> dict[str, object]:
    try:
        return dict(parse_canon(text or b""))
    except BadRecord:
        return {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 1
