"""What is in quarantine, and how an administrator lets stand again what only a change of roles cut off.

Only what its author really wrote can be adopted: a forgery, a fork or a damaged record stays where it is (decision
0025). Whoever adopts decides by author and time, and need not be able to read it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from careboard.clinical.people import Role
from careboard.clinical.values import MemberId, PatientId
from careboard.i18n import gettext
from careboard.vault.record import Header, Record
from careboard.vault.refusals import BadRecord, NotAllowed
from careboard.vault.registry import REGISTRY_KINDS
from careboard.vault.verifier import Known, judged
from careboard.workflow.open_vault import OpenVault, clear
from careboard.workflow.session import Session

_NEVER = REGISTRY_KINDS | {"adopt"}
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A record that does not stand, or stands again because it was adopted: `by` whom and `when`.

    `member`, `author` and `at` are as its header says, which nobody need have signed; None where it says nothing.
    """

    record: str
    member: MemberId | None
    author: str
    at: datetime | None
    kind: str
    stream: PatientId | None
    why: str
    adoptable: bool
    by: str = ""
    when: datetime | None = None

    @property
    def told(self) -> str:
        """Why it does not stand, or did not until it was adopted, in the language of the program."""
        return gettext(self.why)


def held_back(session: Session) -> tuple[HeldBack, ...]:
    """Everything that was refused, and what was adopted since; the newest first by what each says of its time."""
    vault = session.vault
    vault.catch_up()
    vault.verified(vault.file.among(list(_after_a_change(vault)), vault.member))
    reasons = dict.fromkeys(_adopted(vault), "") | {record: why for record, _rule, why in vault.file.quarantined()}
    rows = [_row(session, record, why) for record, why in reasons.items()]
    return tuple(sorted(rows, key=lambda row: (row.at or _LONG_AGO, row.record), reverse=True))


def may_adopt(session: Session) -> bool:
    """May whoever is signed in let records stand again?"""
    return Role.ADMIN in session.vault.roles


def adopt(session: Session, records: Iterable[str]) -> int:
    """Let these records (hex ids) stand again, all of them or none; how many were not adopted before.

    Raises NotAllowed for anybody but an administrator, and for a record that is no more than cut off.
    """
    vault = session.vault
    vault.catch_up()
    if not may_adopt(session):
        raise NotAllowed("Only an administrator adopts records.", "Ask an administrator of the clinic.")
    wanted = [bytes.fromhex(record) for record in dict.fromkeys(records)]
    wanted = [record for record in wanted if record not in vault.adoptions]
    found = [vault.file.one(record) for record in wanted]
    if not all(record is not None and _only_cut_off(vault, record) for record in found):
        raise NotAllowed(
            "Only what its author really wrote, and only a change of roles cut off, can be adopted.",
            "Leave the others in quarantine. What they were to say can be recorded anew.",
        )
    drafts = [clear("adopt", {}, to=one.head.author, ref=one.id.hex()) for one in found if one is not None]
    if drafts:
        vault.write(drafts)
        vault.refresh()
    return len(drafts)


def _after_a_change(vault: OpenVault) -> Iterator[bytes]:
    """The records that lie beyond a point where their author's roles changed: who has not read them cannot know."""
    heads = vault.file.heads()
    since = {log: seq for log, (seq, _) in heads.items()}
    for log in heads:
        member = vault.registry.members.get(vault.file.owner(log) or "")
        cuts = [change.heads for change in member.changes if change.heads is not None] if member else []
        if cuts:
            since[log] = min(cut[log][0] if log in cut else -1 for cut in cuts)
    yield from (one.id for one in vault.file.news(since))


def _adopted(vault: OpenVault) -> Iterator[Record]:
    return (kept.record for kept in vault.file.among(list(vault.adoptions), vault.member))


def _only_cut_off(vault: OpenVault, record: Record) -> bool:
    """Does it break no rule but the one that asks for its author's roles of that place?"""
    known = replace(vault.known, adopted=vault.known.adopted - {record.id})
    again = replace(known, adopted=known.adopted | {record.id})
    return record.head.kind not in _NEVER and not _stands(record, known) and _stands(record, again)


def _stands(record: Record, known: Known) -> bool:
    try:
        judged(record, known, passed=False)
    except BadRecord:
        return False
    return True


def _row(session: Session, record: Record, why: str) -> HeldBack:
    vault, head = session.vault, _head(record)
    if head is None:
        return HeldBack(record.id.hex(), None, "", None, "", None, why, adoptable=False)
    adoption = vault.adoptions.get(record.id)
    lies_here = vault.file.one(record.id) == record
    return HeldBack(
        record.id.hex(),
        MemberId(vault.registry.person(head.author)),
        _name(session, head.author),
        _moment(head),
        head.kind,
        PatientId(head.stream) if head.stream else None,
        why,
        adoption is None and lies_here and _only_cut_off(vault, record),
        _name(session, adoption.author) if adoption is not None else "",
        _moment(adoption) if adoption is not None else None,
    )


def _head(record: Record) -> Header | None:
    try:
        head = record.head
        _moment(head)
    except (BadRecord, ValueError, OverflowError, OSError):
        return None
    return head


def _moment(head: Header) -> datetime:
    return datetime.fromtimestamp(head.time / 1000, UTC)


def _name(session: Session, member: str) -> str:
    author = session.authors.get(member)
    return author.name if author is not None else ""
