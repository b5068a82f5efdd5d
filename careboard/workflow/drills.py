"""Recovery drills: what would be done after a lost passphrase is done now, in a copy of the vault that goes away again.

Each ends by opening a record that was sealed for the recovered key alone. Nothing of the clinic is changed but for one
record of who ran which drill, when, and whether it succeeded.
"""

import secrets
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.people import Author, Role
from careboard.documents.keys_on_paper import text_of
from careboard.errors import CareboardError
from careboard.storage.vaultfile import VaultFile
from careboard.vault import custody
from careboard.vault.codes import KIT_SIZE, SITE_SECRET_SIZE, found_in
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT, close_passphrase, prepared
from careboard.vault.policy import MANAGERS
from careboard.vault.record import canon
from careboard.vault.refusals import NoKey, NotAllowed, WrongSecret
from careboard.workflow.clinic import said
from careboard.workflow.founding import admit
from careboard.workflow.new_keys import give_new_keys
from careboard.workflow.open_vault import OpenVault, access
from careboard.workflow.people import belonging
from careboard.workflow.reading import streams_within_reach
from careboard.workflow.recovery import keys_of_kit, refuse_other_secret
from careboard.workflow.session import Session

_DRAFT = "drill"


class Drill(StrEnum):
    """What is tried. The value is the purpose of its access record; with `_FAILED` behind it where it failed."""

    COLLEAGUE = "drill-colleague"
    KIT = "drill-kit"
    CUSTODY = "drill-custody"


_FAILED = "-failed"


class DrillFailed(CareboardError):
    """What would be needed after a loss did not work."""

    advice = "Nothing was changed. Tell your administrator, and do not wait: a real loss would not be got over."


@dataclass(frozen=True, slots=True)
class Proven:
    """What a drill that succeeded proved: how many shared charts the key opens, besides the record for it alone.

    `others`: how many more it is handed by colleagues who read them. `closed`: how many nobody could open any more.
    """

    drill: Drill
    charts: int
    others: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class LastRun:
    """A drill as it was last run: by whom, when, and did it succeed?"""

    by: str
    at: datetime
    succeeded: bool


def may_drill(session: Session, drill: Drill) -> bool:
    """The own kit is everybody's to try; the rest needs an administrator, and custody needs sheets."""
    admin = Role.ADMIN in session.vault.roles
    match drill:
        case Drill.KIT:
            return True
        case Drill.COLLEAGUE:
            return admin
        case Drill.CUSTODY:
            return admin and session.vault.registry.custody is not None


def may_be_tried(session: Session) -> tuple[Author, ...]:
    """The colleagues for whom it can be tried that they lost their keys; by name."""
    others = (one for one in session.people() if one.belongs and one.author.member != session.me.member)
    return tuple(one.author for one in others)


def drill_kit(session: Session, paper: bytes) -> Proven:
    """As if the own passphrase were forgotten: the printed kit opens the copy, and what only its key opens.

    Raises DrillFailed and, for a paper that is none or not the right one, WrongSecret.
    """
    vault = session.vault
    with _recorded(session, Drill.KIT), _copy(session) as file:
        test = _sealed_for(_opened(file, vault.keyset, vault), {vault.member})
        text = text_of(paper)
        code, secret = found_in("kit", text, KIT_SIZE), found_in("site", text, SITE_SECRET_SIZE)
        keyset = keys_of_kit(file, code)
        refuse_other_secret(vault.clinic, secret)
        if keyset.id != vault.member:
            raise WrongSecret("This is the kit of somebody else.", "Fetch your own kit, and try it again.")
        passphrase = secrets.token_hex(16)
        again = close_passphrase(keyset, vault.clinic, passphrase, secret, LIGHT).open(prepared(passphrase), secret)
        opened = _opened_again(file, again, vault, test)
        charts = [stream for stream in _shared(vault) if vault.keyring.holds(stream)]
        return Proven(Drill.KIT, _count(opened, charts))


def drill_custody(session: Session, papers: tuple[bytes, bytes]) -> Proven:
    """As if nobody could sign in any more: two sheets make an administrator in the copy, who reads the shared charts.

    Raises DrillFailed, and WrongSecret for sheets that are none, the same, or of another clinic.
    """
    vault = session.vault
    _refuse_others(session, Drill.CUSTODY)
    with _recorded(session, Drill.CUSTODY), _copy(session) as file:
        test = _sealed_for(_opened(file, vault.keyset, vault), ())
        texts = [text_of(paper) for paper in papers]
        one, other = (custody.Sheet.found_in(text) for text in texts)
        sheets = vault.registry.custody
        custodian = _opened(file, custody.join(one, other, sheets.id if sheets is not None else ""), vault)
        refuse_other_secret(vault.clinic, found_in("site", texts[0], SITE_SECRET_SIZE))
        newcomer, charts = Keyset.new(), _shared(vault)
        admit(custodian, newcomer.public, {Role.SUPERVISOR, Role.ADMIN}, "", streams_within_reach(custodian))
        opened = _count(_opened_again(file, newcomer, vault, test), charts)
        return Proven(Drill.CUSTODY, opened, closed=len(charts) - opened)


def drill_colleague(session: Session, member: str) -> Proven:
    """As if this colleague had lost passphrase and kit: new keys are signed in the copy, and the charts handed over.

    Raises DrillFailed, and NotAllowed for anybody but an administrator and for who does not belong to the clinic.
    """
    vault = session.vault
    _refuse_others(session, Drill.COLLEAGUE)
    lost = vault.registry.signing(member)
    if lost == vault.member or lost not in vault.registry.active:
        raise NotAllowed("It is tried for a colleague who belongs to the clinic.", "Choose somebody else.")
    with _recorded(session, Drill.COLLEAGUE), _copy(session) as file:
        keyset, helper = Keyset.new(), Session(_opened(file, vault.keyset, vault))
        give_new_keys(helper, member, keyset.public, stolen=False)
        test = _sealed_for(helper.vault, {keyset.id})
        reading = {stream: readers for stream in _shared(vault) if lost in (readers := _readers(vault, stream))}
        closed = sum(readers == {lost} for readers in reading.values())
        opened = _count(_opened_again(file, keyset, vault, test), reading)
        return Proven(Drill.COLLEAGUE, opened, len(reading) - opened - closed, closed)


def last_runs(session: Session) -> Mapping[Drill, LastRun]:
    """Of each drill the last run; that of a kit is one's own."""
    vault, runs = session.vault, dict[Drill, LastRun]()
    outcomes = [(drill, end) for drill in Drill for end in ("", _FAILED)]
    bodies = {canon({"count": 1, "purpose": f"{drill}{end}"}): (drill, not end) for drill, end in outcomes}
    for record, found in vault.verified(vault.file.accesses_saying(list(bodies), vault.member)):
        drill, succeeded = bodies[record.body or b""]
        by = session.authors.get(found.header.author)
        if by is not None and (drill is not Drill.KIT or by.member == session.me.member):
            at = datetime.fromtimestamp(found.header.time / 1000, UTC)
            if drill not in runs or at >= runs[drill].at:
                runs[drill] = LastRun(by.name, at, succeeded)
    return runs


class _Test(NamedTuple):
    """What was sealed for one key alone, and in which stream it lies."""

    stream: str
    said: bytes


@contextmanager
def _recorded(session: Session, drill: Drill) -> Iterator[None]:
    """Who ran it and how it ended, whatever it ended with."""
    outcome = _FAILED
    try:
        yield
        outcome = ""
    finally:
        session.vault.write([access(f"{drill}{outcome}")])


@contextmanager
def _copy(session: Session) -> Iterator[VaultFile]:
    """A copy of the vault, as sealed as the vault is, in a folder of its own beside it."""
    path = session.vault.file.path
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=path.parent) as folder:
        copy = Path(folder) / path.name
        session.vault.file.copy_to(copy)
        with closing(VaultFile.open(copy)) as file:
            yield file


def _opened(file: VaultFile, keyset: Keyset, like: OpenVault) -> OpenVault:
    return OpenVault(file, keyset, like.clinic, like.clock)


def _sealed_for(vault: OpenVault, readers: Collection[str]) -> _Test:
    """Something that no other key opens, sealed for these readers alone; for custody alone where there are none.

    It is a record of the kind that whoever runs the drill may sign, or a draft of who signs no record with a key.
    """
    secret = secrets.token_hex(32)
    if not vault.registry.policy.may_write_kind("stream", vault.roles):
        vault.keep_draft(_DRAFT, secret.encode())
        return _Test("", secret.encode())
    stream = vault.begin_stream(readers, custody=not readers)
    if vault.roles & MANAGERS:
        draft = said(vault, stream, SiteSetting("drill", secret))
    else:
        draft = vault.sealed("blob", stream, secret.encode())
    vault.write([draft])
    return _Test(stream, draft.payload)


def _opened_again(file: VaultFile, keyset: Keyset, like: OpenVault, test: _Test) -> OpenVault:
    """The copy, opened with a key that was recovered; raises DrillFailed unless that opens what was sealed for it."""
    vault = _opened(file, keyset, like)
    if test.stream:
        kept = file.stream(test.stream, vault.member, without=())
        found = {one.payload for _record, one in vault.verified(kept)}
    else:
        found = {vault.drafts().get(_DRAFT)}
    if test.said not in found:
        raise DrillFailed("The key that was recovered does not open what was sealed for it.")
    return vault


def _count(vault: OpenVault, charts: Iterable[str]) -> int:
    return sum(vault.keyring.holds(chart) for chart in charts)


def _shared(vault: OpenVault) -> list[str]:
    """The charts that several people read or read once; who keeps private notes is nobody's to know."""
    keyring, persons = vault.keyring, vault.registry.persons
    known = keyring.streams - vault.of_the_clinic
    return sorted(stream for stream in known if len(persons(keyring.team(stream))) > 1)


def _readers(vault: OpenVault, stream: str) -> frozenset[str]:
    try:
        return belonging(vault, stream)
    except NoKey:
        return vault.keyring.team(stream) & vault.registry.active.keys()


def _refuse_others(session: Session, drill: Drill) -> None:
    if not may_drill(session, drill):
        raise NotAllowed("Only an administrator runs this drill.", "Ask an administrator of the clinic.")
