"""Who opened whose chart in an emergency, why, and what the privacy officer found: the records, read and written.

Everybody sees that a chart was opened, by whom and when; why, only who asked and the privacy officers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, MemberId, PatientId
from careboard.vault.glass import Words, read_words, said_in, words_body
from careboard.vault.keys import PublicKeys
from careboard.vault.record import Header, Record
from careboard.vault.refusals import BadRecord, NotAllowed
from careboard.workflow.open_vault import Draft, OpenVault, clear


class Outcome(StrEnum):
    """What a privacy officer found."""

    IN_ORDER = "in-order"
    NOT_IN_ORDER = "not-in-order"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A privacy officer looked at it. `outcome` and `words`: only for who asked and the privacy officers of then."""

    record: EntryId
    by: MemberId
    at: datetime
    outcome: Outcome | None
    words: str


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody opened a chart in an emergency.

    `named` and `reason`: whose, and why; empty for whom they are not sealed, and where none can be read.
    """

    record: EntryId
    patient: PatientId
    by: MemberId
    at: datetime
    named: str
    reason: str
    review: Reviewed | None


_Read = tuple[Record, Header, Words]


def requests_of(vault: OpenVault) -> tuple[Request, ...]:
    """Every request, the newest first, with the first review that counts.

    A record that is damaged, and a review of nothing or of one's own request, is refused and told (rule 10).
    """
    vault.catch_up()
    asked, reviews = _read(vault, "breakglass"), _read(vault, "review")
    counts = _that_count(vault, {record.id.hex(): header for record, header, _ in asked}, reviews)
    found = (_request(vault, *one, counts.get(one[0].id.hex())) for one in asked)
    return tuple(sorted(found, key=lambda request: (request.at, request.record), reverse=True))


def may_review(vault: OpenVault, request: Request) -> bool:
    """A privacy officer reviews what somebody else asked for, once."""
    return Role.PRIVACY_OFFICER in vault.roles and not is_own(vault, request) and request.review is None


def is_own(vault: OpenVault, request: Request) -> bool:
    """Did whoever is signed in ask, with these keys or with earlier ones?"""
    return vault.registry.person(request.by) == vault.registry.person(vault.member)


def review(vault: OpenVault, request: Request, outcome: Outcome, words: str = "") -> None:
    """Sign what was found; raises NotAllowed for anybody else, and for the own request.

    What was not in order needs a word why.
    """
    vault.catch_up()
    if not may_review(vault, request):
        raise NotAllowed(
            "Only a privacy officer reviews what was opened in an emergency, and never the own request.",
            "Ask another privacy officer. A clinic where only one person could review makes somebody else one too.",
        )
    if outcome is Outcome.NOT_IN_ORDER and not words.strip():
        raise NotAllowed("Say what was not in order.", "Nothing was recorded. Type it, and sign again.")
    said = {"outcome": outcome.value, "words": words.strip()}
    body = words_body(vault.clinic, request.patient, vault.member, request.record, said, readers(vault, request.by))
    vault.write([clear("review", body, request.patient, ref=request.record)])


def request_draft(vault: OpenVault, stream: str, key: str, named: str, reason: str) -> Draft:
    """The record of a request; raises NotAllowed for other roles than clinical ones and without a reason."""
    if not vault.registry.policy.may_write_kind("breakglass", vault.roles):
        raise NotAllowed("Only who treats patients opens a chart in an emergency.")
    refuse_unreasoned(reason)
    said = {"named": named, "reason": reason.strip()}
    body = words_body(vault.clinic, stream, vault.member, key, said, readers(vault, vault.member))
    return clear("breakglass", body, stream, key_id=key, under=vault.registry)


def refuse_unreasoned(reason: str) -> None:
    """Raise NotAllowed where nothing is said."""
    if not reason.strip():
        raise NotAllowed("Say why you open this chart.", "Nothing was opened. Type the reason first.")


def readers(vault: OpenVault, asker: str) -> Mapping[str, PublicKeys]:
    """Who reads a reason: who asked, the privacy officers, and where there is none the administrators."""
    active = vault.registry.active
    officers = [key for key, member in active.items() if Role.PRIVACY_OFFICER in member.roles]
    officers = officers or [key for key, member in active.items() if Role.ADMIN in member.roles]
    return {key: vault.registry.keys_of(key) for key in {vault.registry.signing(asker), vault.member, *officers}}


def _read(vault: OpenVault, kind: str) -> list[_Read]:
    found: list[_Read] = []
    for record, (header, payload, _roles) in vault.verified(vault.file.frame([kind], vault.member)):
        try:
            found.append((record, header, read_words(header, payload or b"")))
        except BadRecord as refusal:
            vault.refuse(record, refusal)
    return found


def _that_count(vault: OpenVault, asked: Mapping[str, Header], reviews: Iterable[_Read]) -> Mapping[str, _Read]:
    """Request to its first review. A review of what has not arrived yet waits, and counts for nothing."""
    counts: dict[str, _Read] = {}
    for record, header, words in sorted(reviews, key=lambda one: (one[1].time, one[0].id)):
        request = asked.get(header.ref)
        own = request is not None and len(vault.registry.persons((request.author, header.author))) == 1
        if request is not None and (own or request.stream != header.stream):
            vault.refuse(record, BadRecord(10, "A review is about the own request of who wrote it, or another chart."))
        elif request is not None:
            counts.setdefault(header.ref, (record, header, words))
    return counts


def _request(vault: OpenVault, record: Record, header: Header, words: Words, review: _Read | None) -> Request:
    said = said_in(words, header, vault.keyset, vault.clinic) or {}
    named, reason = (str(said.get(name, "")).strip() for name in ("named", "reason"))
    by, at, patient = MemberId(header.author), _moment(header), PatientId(header.stream)
    reviewed = _reviewed(vault, *review) if review is not None else None
    return Request(EntryId(record.id.hex()), patient, by, at, named, reason, reviewed)


def _reviewed(vault: OpenVault, record: Record, header: Header, words: Words) -> Reviewed:
    said = said_in(words, header, vault.keyset, vault.clinic) or {}
    outcome = next((one for one in Outcome if one.value == said.get("outcome")), None)
    by, text = MemberId(header.author), str(said.get("words", ""))
    return Reviewed(EntryId(record.id.hex()), by, _moment(header), outcome, text)


def _moment(header: Header) -> datetime:
    return datetime.fromtimestamp(header.time / 1000, UTC)
