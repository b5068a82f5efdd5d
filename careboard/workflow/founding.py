"""How a clinic begins, and how its people are enrolled.

Whatever goes wrong midway leaves nothing half made: a new vault is removed again, an existing one is not touched.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from careboard.clinical.clinic import MemberProfile, SiteSetting
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId
from careboard.documents.keys_on_paper import CustodySheet, Kit
from careboard.errors import CareboardError
from careboard.settings import ClinicSettings, SettingsRefused, sign_in_name
from careboard.storage.kept import Kept
from careboard.storage.vaultfile import VaultFile
from careboard.vault import custody
from careboard.vault.codes import KIT_SIZE, SITE_SECRET_SIZE, printed
from careboard.vault.keys import Keyset, PublicKeys, StreamKey, stream_id
from careboard.vault.keyslot import KdfCost, Keyslot, Slot, close_kit, close_passphrase
from careboard.vault.policy import Policy
from careboard.vault.record import Record, canon
from careboard.vault.refusals import NotAllowed
from careboard.vault.verifier import Passed
from careboard.workflow.clinic import CLINIC_NAME, TIME_ZONE, clinic_name, refuse_unknown_zone, said, say, today
from careboard.workflow.open_vault import Clock, Draft, OpenVault, clear, compose, log_id, utc_now
from careboard.workflow.papers import Undo

Cost = KdfCost
LONGEST_NAME = 200  # characters of a person's or a clinic's name
Keep = Callable[[Kit], Undo]  # puts a kit on paper


def on_no_paper(_kit: Kit) -> Undo:
    """Whoever asked for the kit looks after its paper."""
    return lambda: None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to sign in on this computer."""

    name: str
    role: Role
    sign_in: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Founded:
    """A new clinic: its vault, unlocked, and the paper that must be kept."""

    vault: OpenVault
    kit: Kit
    custody: tuple[CustodySheet, ...]


def found_clinic(
    path: Path,
    clinic: str,
    person: Person,
    *,
    zone: str,
    with_custody: bool = False,
    policy: Policy | None = None,
    cost: KdfCost | None = None,
    clock: Clock = utc_now,
) -> Founded:
    """Make a vault with its first member, who administers it; with custody, three sheets come with it."""
    refuse_unknown_zone(zone)
    refuse_no_name(person.sign_in)
    refuse_nameless(clinic, person.name)
    file = VaultFile.create(path)
    try:
        return _found(file, clinic, person, zone, with_custody, policy or Policy(), cost or KdfCost(), clock)
    except BaseException:
        file.close()
        path.unlink(missing_ok=True)
        raise


def abandon(founded: Founded) -> None:
    """Undo the founding of a clinic that nobody has worked in: its paper was not taken, so it must not stand."""
    founded.vault.file.close()
    founded.vault.file.path.unlink(missing_ok=True)
    ClinicSettings(founded.vault.clinic).forget()


def _found(
    file: VaultFile,
    clinic: str,
    person: Person,
    zone: str,
    with_custody: bool,  # noqa: FBT001  a private step of found_clinic
    policy: Policy,
    cost: KdfCost,
    clock: Clock,
) -> Founded:
    keyset, key, site_secret = Keyset.new(), StreamKey.new(), os.urandom(SITE_SECRET_SIZE)
    custodian = Keyset.new() if with_custody else None
    genesis = _genesis(keyset, custodian, key, person.role, policy, file, clock)
    made = clock().astimezone(ZoneInfo(zone)).date()
    clinic_id = genesis.id.hex()
    new = newcomer(person, keyset, (clinic, clinic_id), site_secret, cost, made)
    file.append(genesis.head.log, keyset.id, lambda _: [Kept(genesis, Passed(keyset).mac(genesis.id))])
    vault = OpenVault(file, keyset, clinic_id, clock)
    vault.begin_stream([keyset.id], key=key)
    stream = vault.registry.clinic_stream
    say(vault, stream, SiteSetting(CLINIC_NAME, clinic))
    say(vault, stream, SiteSetting(TIME_ZONE, zone))
    say(vault, stream, MemberProfile(MemberId(keyset.id), person.name))
    with prepared(file, new, site_secret):
        return Founded(vault, new.kit, _sheets(custodian, clinic, clinic_id, site_secret, made))


def enrol(
    vault: OpenVault,
    person: Person,
    *,
    cost: KdfCost | None = None,
    keep: Keep = on_no_paper,
    charts: Iterable[str] = (),
) -> tuple[Kit, MemberId]:
    """An administrator makes one more member, who reads these charts, with a passphrase and a kit of their own.

    The kit is kept before anybody is enrolled, and whatever fails takes everything back.
    """
    kit, keyset = _enrolled(vault, person, cost or KdfCost(), keep, charts)
    return kit, MemberId(keyset.id)


def enrol_at_work(vault: OpenVault, person: Person, *, cost: KdfCost | None = None) -> tuple[Kit, OpenVault]:
    """As `enrol`, for somebody who goes on at once: the vault comes unlocked, and the key is not derived again."""
    kit, keyset = _enrolled(vault, person, cost or KdfCost(), on_no_paper, ())
    return kit, OpenVault(VaultFile.open(vault.file.path), keyset, vault.clinic, vault.clock)


def _enrolled(vault: OpenVault, person: Person, cost: KdfCost, keep: Keep, charts: Iterable[str]) -> tuple[Kit, Keyset]:
    if Role.ADMIN not in vault.registry.members[vault.member].roles:
        raise NotAllowed("Only an administrator enrolls members.")
    settings = ClinicSettings(vault.clinic)
    refuse_taken_name(settings, person.sign_in)
    refuse_nameless(person.name)
    site_secret, clinic = settings.site_secret(), (clinic_name(vault), vault.clinic)
    new = newcomer(person, Keyset.new(), clinic, site_secret, cost, today(vault))
    with prepared(vault.file, new, site_secret, keep):
        admit(vault, new.keyset.public, {person.role}, person.name, charts)
    return new.kit, new.keyset


def admit(vault: OpenVault, keys: PublicKeys, roles: Iterable[Role], name: str, charts: Iterable[str] = ()) -> None:
    """Sign a member into the registry, and hand over the clinic's own stream and these charts: all of it or nothing.

    The person's name is sealed in the clinic's stream, unless custody enrols, which signs no name.
    """
    vault.look_ahead()
    stream = vault.registry.clinic_stream
    body = {"keys": keys.to_json(), "roles": sorted(roles)}
    drafts = [clear("member", body, to=keys.id, reg=vault.registry.last + 1)]
    drafts += [vault.grant_draft(one, keys) for one in (stream, *charts)]
    if not vault.registry.is_custody(vault.member):
        drafts.append(said(vault, stream, MemberProfile(MemberId(keys.id), name)))
    vault.write(drafts)
    vault.refresh()


def refuse_taken_name(settings: ClinicSettings, sign_in: str) -> None:
    """A sign-in name belongs to one member on a computer."""
    refuse_no_name(sign_in)
    if sign_in_name(sign_in) in settings.sign_ins():
        raise SettingsRefused("Somebody already signs in under this name on this computer.", "Choose another name.")


def refuse_nameless(*names: str) -> None:
    """A clinic and its people have names, as those who read a chart see them."""
    if not all(name.strip() and name.isprintable() and len(name) <= LONGEST_NAME for name in names):
        raise SettingsRefused("A name is needed, in one line.", "Nothing was changed. Type it again.")


def refuse_no_name(sign_in: str) -> None:
    """A sign-in name is one short line that can be seen and typed."""
    if not sign_in_name(sign_in):
        raise SettingsRefused(
            "A sign-in name is needed, one short line of letters and figures; initials are enough.",
            "Nothing was changed. Choose another name.",
        )


def _genesis(
    keyset: Keyset, custodian: Keyset | None, key: StreamKey, role: Role, policy: Policy, file: VaultFile, clock: Clock
) -> Record:
    body = {
        "keys": keyset.public.to_json(),
        "roles": sorted({role, Role.ADMIN, Role.PRIVACY_OFFICER}),
        "custody": custodian.public.to_json() if custodian else None,
        "policy": policy.to_json(),
        "clinic_stream": stream_id(key.id, keyset.id),
    }
    draft = Draft("genesis", "", canon(body), reg=0)
    log = log_id(keyset.id, file.installation)
    return compose(draft, keyset, "", log, 0, "", int(clock().timestamp() * 1000))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who is about to become a member: with keys, a passphrase that opens them, and a kit whose code does too."""

    keyset: Keyset
    slot: Keyslot
    code: bytes = field(repr=False)
    kit: Kit = field(repr=False)


def newcomer(
    person: Person, keyset: Keyset, clinic: tuple[str, str], site_secret: bytes, cost: KdfCost, made: date
) -> Newcomer:
    """Close a person's keys; `clinic` is its name and its id. Raises WrongSecret for a passphrase that is too short."""
    name, clinic_id = clinic
    code = os.urandom(KIT_SIZE)
    slot = close_passphrase(keyset, clinic_id, person.passphrase, site_secret, cost)
    paper = printed("kit", code), printed("site", site_secret)
    kit = Kit(name, clinic_id, person.name, sign_in_name(person.sign_in), *paper, made)
    return Newcomer(keyset, slot, code, kit)


@contextmanager
def prepared(file: VaultFile, new: Newcomer, site_secret: bytes, keep: Keep = on_no_paper) -> Iterator[None]:
    """Whatever somebody needs to sign in, before they are a member: the kit on paper, both keyslots, the sign-in name.

    What fails here, or within the block that makes them a member, takes all of it back.
    """
    clinic, member, sign_in = new.slot.clinic, new.keyset.id, new.kit.sign_in
    settings = ClinicSettings(clinic)
    with ExitStack() as undoing:
        undoing.callback(keep(new.kit))
        undoing.callback(take_back, file, member, settings, sign_in, settings.known_here)
        file.put_keyslot(member, Slot.KIT, close_kit(new.keyset, clinic, new.code).encode())
        keep_slot(file, clinic, sign_in, new.slot, site_secret)
        yield
        undoing.pop_all()


def take_back(file: VaultFile, member: str, settings: ClinicSettings, sign_in: str, known: bool) -> None:  # noqa: FBT001
    """Nobody signs in here under these keys after all; `known`: this computer knew the clinic before.

    As far as disk and folder allow: what stays of it opens nothing, and `verify` tells of it.
    """
    with suppress(CareboardError):
        file.drop_keyslots(member)
    with suppress(CareboardError, OSError):
        settings.drop_sign_in(sign_in) if known else settings.forget()


def keep_slot(file: VaultFile, clinic: str, sign_in: str, slot: Keyslot, site_secret: bytes) -> None:
    """Keep a slot in the vault, and on this computer what it needs; raises SettingsRefused where that cannot be."""
    settings = ClinicSettings(clinic)
    try:
        settings.keep_site_secret(site_secret)
        file.put_keyslot(slot.member, slot.slot, slot.encode())
        settings.keep_sign_in(sign_in, slot.member, first=False)
    except OSError:
        raise SettingsRefused(
            "Careboard's own folder on this computer may not be written.", "Ask whoever looks after this computer."
        ) from None


def _sheets(
    custodian: Keyset | None, clinic: str, clinic_id: str, site_secret: bytes, made: date
) -> tuple[CustodySheet, ...]:
    if custodian is None:
        return ()
    secret = printed("site", site_secret)
    return tuple(CustodySheet(clinic, clinic_id, s.number, s.code, secret, made) for s in custody.split(custodian))
