"""How a clinic begins, how its people are enrolled, and how a lost passphrase is got over.

Whatever goes wrong midway leaves nothing half made: a new vault is removed again, an existing one is not touched.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from careboard.clinical.clinic import MemberProfile, SiteSetting
from careboard.clinical.entry import KnownContent
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId, When
from careboard.documents.keys_on_paper import CustodySheet, Kit, text_of
from careboard.errors import CareboardError
from careboard.settings import ClinicSettings, SettingsRefused
from careboard.storage.kept import Head, Kept
from careboard.storage.refusals import StorageRefused
from careboard.storage.vaultfile import VaultFile
from careboard.vault import codec, custody
from careboard.vault.codes import KIT_SIZE, SITE_SECRET_SIZE, found_in, printed
from careboard.vault.keys import Keyset, StreamKey, stream_id
from careboard.vault.keyslot import KdfCost, Keyslot, Slot, close_kit, close_passphrase, prepared
from careboard.vault.policy import Policy
from careboard.vault.record import Record, canon
from careboard.vault.refusals import NotAllowed, WrongSecret
from careboard.vault.registry import REGISTRY_KINDS, fold_registry
from careboard.vault.verifier import Passed
from careboard.workflow.open_vault import Clock, Draft, OpenVault, clear, compose, log_id, utc_now
from careboard.workflow.reading import contents_of

Cost = KdfCost
CLINIC_NAME, TIME_ZONE = "clinic-name", "time-zone"


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
    clinic_id = genesis.id.hex()
    slot = close_passphrase(keyset, clinic_id, person.passphrase, site_secret, cost)
    file.append(genesis.head.log, keyset.id, lambda _: [Kept(genesis, Passed(keyset).mac(genesis.id))])
    vault = OpenVault(file, keyset, clinic_id, clock)
    vault.begin_stream([keyset.id], key=key)
    stream = vault.registry.clinic_stream
    say(vault, stream, SiteSetting(CLINIC_NAME, clinic))
    say(vault, stream, SiteSetting(TIME_ZONE, zone))
    say(vault, stream, MemberProfile(MemberId(keyset.id), person.name))
    kit = _keep_slots(file, keyset, clinic, clinic_id, person, slot, site_secret, clock())
    return Founded(vault, kit, _sheets(custodian, clinic, clinic_id, site_secret, clock()))


def enrol(vault: OpenVault, person: Person, *, cost: KdfCost | None = None) -> tuple[Kit, MemberId]:
    """An administrator makes one more member, with a passphrase and a kit of their own, on this computer."""
    kit, keyset = _enrolled(vault, person, cost or KdfCost())
    return kit, MemberId(keyset.id)


def enrol_at_work(vault: OpenVault, person: Person, *, cost: KdfCost | None = None) -> tuple[Kit, OpenVault]:
    """As `enrol`, for somebody who goes on at once: the vault comes unlocked, and the key is not derived again."""
    kit, keyset = _enrolled(vault, person, cost or KdfCost())
    return kit, OpenVault(VaultFile.open(vault.file.path), keyset, vault.clinic, vault.clock)


def _enrolled(vault: OpenVault, person: Person, cost: KdfCost) -> tuple[Kit, Keyset]:
    if Role.ADMIN not in vault.registry.members[vault.member].roles:
        raise NotAllowed("Only an administrator enrols members.")
    settings = ClinicSettings(vault.clinic)
    refuse_taken_name(settings, person.sign_in)
    keyset, site_secret = Keyset.new(), settings.site_secret()
    slot = close_passphrase(keyset, vault.clinic, person.passphrase, site_secret, cost)
    admit(vault, keyset, {person.role}, person.name)
    name = clinic_name(vault)
    return _keep_slots(vault.file, keyset, name, vault.clinic, person, slot, site_secret, vault.clock()), keyset


def admit(vault: OpenVault, keyset: Keyset, roles: Iterable[Role], name: str) -> None:
    """Sign a member into the registry, and hand over the clinic's own stream with the person's name sealed in it."""
    vault.catch_up()
    body = {"keys": keyset.public.to_json(), "roles": sorted(roles)}
    vault.write([clear("member", body, to=keyset.id, reg=vault.registry.last + 1)])
    vault.refresh()
    stream = vault.registry.clinic_stream
    vault.grant(stream, keyset.id)
    if not vault.registry.is_custody(vault.member):
        say(vault, stream, MemberProfile(MemberId(keyset.id), name))


def unlock(path: Path, sign_in: str | None, passphrase: str, *, clock: Clock = utc_now) -> OpenVault:
    """Sign in with a passphrase; a failed attempt is counted in the vault, to be told at the next sign-in."""
    file = VaultFile.open(path)
    try:
        clinic = clinic_of(file)
        settings = ClinicSettings(clinic)
        slot = _slot(file, clinic, settings, sign_in)
        site_secret = settings.site_secret()
        try:
            keyset = slot.open(prepared(passphrase), site_secret)
        except WrongSecret as refusal:
            with suppress(StorageRefused):  # a file that cannot be written cannot count; the sentence stays the same
                file.count_failed_unlock(int(clock().timestamp() * 1000), _who(clinic, sign_in or ""))
            raise WrongSecret("The passphrase does not fit.") from refusal
        _refuse_gone(file, clinic, keyset.id)
        return OpenVault(file, keyset, clinic, clock)
    except BaseException:
        file.close()
        raise


def confirm(vault: OpenVault, passphrase: str) -> None:
    """Whoever is signed in shows it again by the passphrase; a wrong one raises WrongSecret and is counted."""
    slot = Keyslot.decode(vault.file.keyslots(Slot.PASSPHRASE)[vault.member])
    try:
        slot.open(prepared(passphrase), ClinicSettings(vault.clinic).site_secret())
    except WrongSecret as refusal:
        count_wrong_try(vault)
        raise WrongSecret("The passphrase does not fit.") from refusal


def count_wrong_try(vault: OpenVault) -> None:
    """Somebody tried to lift the cover with a wrong PIN or passphrase; told at the next sign-in."""
    with suppress(StorageRefused):
        vault.file.count_failed_unlock(int(vault.clock().timestamp() * 1000), _who(vault.clinic, vault.member))


def mistyped(refusal: CareboardError) -> bool:
    """Was a sign-in refused for what was typed, and not for the state of file, disk or computer?"""
    return isinstance(refusal, WrongSecret)


def _refuse_gone(file: VaultFile, clinic: str, member: str) -> None:
    """Nobody signs in whose records would not count."""
    if member not in fold_registry(file.of_kinds(REGISTRY_KINDS), clinic).active:
        raise NotAllowed("You do not belong to this clinic any more.", "Ask its administrator.")


def change_passphrase(vault: OpenVault, passphrase: str, *, cost: KdfCost | None = None) -> None:
    """Close the member's seed anew; nothing else changes. Old backups keep the old passphrase."""
    site_secret = ClinicSettings(vault.clinic).site_secret()
    slot = close_passphrase(vault.keyset, vault.clinic, passphrase, site_secret, cost or KdfCost())
    vault.file.put_keyslot(vault.member, slot.slot, slot.encode())


def recover_by_kit(path: Path, paper: bytes, sign_in: str, passphrase: str, *, cost: KdfCost | None = None) -> None:
    """Open with the printed kit, on any computer, and set a new passphrase; a wrong kit changes nothing."""
    file = VaultFile.open(path)
    try:
        text, clinic = text_of(paper), clinic_of(file)
        code, site_secret = found_in("kit", text, KIT_SIZE), found_in("site", text, SITE_SECRET_SIZE)
        keyset = _by_kit(file, code)
        _refuse_other_secret(clinic, site_secret)
        _refuse_name_of_another(clinic, sign_in, keyset.id)
        _refuse_gone(file, clinic, keyset.id)
        slot = close_passphrase(keyset, clinic, passphrase, site_secret, cost or KdfCost())
        _keep(file, clinic, sign_in, slot, site_secret)
    finally:
        file.close()


def recover_by_custody(
    path: Path, papers: tuple[bytes, bytes], person: Person, *, cost: KdfCost | None = None, clock: Clock = utc_now
) -> Kit:
    """Two custody sheets enrol a new administrator and hand over every stream that custody opens."""
    file = VaultFile.open(path)
    try:
        clinic = clinic_of(file)
        texts = [text_of(paper) for paper in papers]
        one, other = (custody.Sheet.found_in(text) for text in texts)
        site_secret = found_in("site", texts[0], SITE_SECRET_SIZE)
        registry = fold_registry(file.of_kinds(REGISTRY_KINDS), clinic)
        if registry.custody is None:
            raise WrongSecret("This clinic has no custody sheets.", "Recover with a member's printed kit.")
        custodian = custody.join(one, other, registry.custody.id)
        _refuse_other_secret(clinic, site_secret)
        refuse_taken_name(ClinicSettings(clinic), person.sign_in)
        vault, keyset = OpenVault(file, custodian, clinic, clock), Keyset.new()
        slot = close_passphrase(keyset, clinic, person.passphrase, site_secret, cost or KdfCost())
        admit(vault, keyset, {person.role, Role.ADMIN, Role.PRIVACY_OFFICER}, person.name)
        for stream in sorted(vault.keyring.streams - {registry.clinic_stream}):
            if vault.keyring.holds(stream):
                vault.grant(stream, keyset.id)
        newcomer = OpenVault(file, keyset, clinic, clock)
        say(newcomer, registry.clinic_stream, MemberProfile(MemberId(keyset.id), person.name))
        return _keep_slots(file, keyset, clinic_name(newcomer), clinic, person, slot, site_secret, clock())
    finally:
        file.close()


def clinic_of(file: VaultFile) -> str:
    """The clinic id of a vault: the id of its genesis."""
    genesis = file.of_kinds(["genesis"])
    return fold_registry(genesis).clinic


def clinic_name(vault: OpenVault) -> str:
    """The clinic's name, from its own stream."""
    return setting(vault, CLINIC_NAME) or "Clinic"


def setting(vault: OpenVault, name: str) -> str | None:
    """The newest value of a site setting."""
    contents = reversed(contents_of(vault, vault.registry.clinic_stream))
    return next((c.value for c in contents if isinstance(c, SiteSetting) and c.setting == name), None)


def say(vault: OpenVault, stream: str, content: KnownContent) -> Record:
    """Seal a content of the clinic's own stream."""
    payload = codec.encode(content, When.at(vault.clock()), said="")
    return vault.write([vault.sealed("clinic", stream, payload)])[0]


def refuse_unknown_zone(zone: str) -> None:
    """A clinic's time zone is one of the tz database."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise CareboardError(f"There is no time zone {zone!r}.", "Name one such as America/New_York.") from None


def refuse_taken_name(settings: ClinicSettings, sign_in: str) -> None:
    """A sign-in name belongs to one member on a computer."""
    if not sign_in.strip():
        raise SettingsRefused("A sign-in name is needed; initials are enough.", "Nothing was changed.")
    if sign_in in settings.sign_ins():
        raise SettingsRefused("Somebody already signs in under this name on this computer.", "Choose another name.")


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
    head, log = Head(0, ""), log_id(keyset.id, file.installation)
    return compose(draft, keyset, "", log, head.seq, head.prev, int(clock().timestamp() * 1000))


def _keep_slots(
    file: VaultFile,
    keyset: Keyset,
    clinic: str,
    clinic_id: str,
    person: Person,
    slot: Keyslot,
    site_secret: bytes,
    made: datetime,
) -> Kit:
    code = os.urandom(KIT_SIZE)
    file.put_keyslot(keyset.id, Slot.KIT, close_kit(keyset, clinic_id, code).encode())
    _keep(file, clinic_id, person.sign_in, slot, site_secret)
    paper = printed("kit", code), printed("site", site_secret)
    return Kit(clinic, clinic_id, person.name, person.sign_in, *paper, made)


def _keep(file: VaultFile, clinic: str, sign_in: str, slot: Keyslot, site_secret: bytes) -> None:
    settings = ClinicSettings(clinic)
    try:
        settings.keep_site_secret(site_secret)
        file.put_keyslot(slot.member, slot.slot, slot.encode())
        settings.keep_sign_in(sign_in, slot.member)
    except OSError:
        raise SettingsRefused(
            "Careboard's own folder on this computer may not be written.", "Ask whoever looks after this computer."
        ) from None


def _sheets(
    custodian: Keyset | None, clinic: str, clinic_id: str, site_secret: bytes, made: datetime
) -> tuple[CustodySheet, ...]:
    if custodian is None:
        return ()
    secret = printed("site", site_secret)
    return tuple(CustodySheet(clinic, clinic_id, s.number, s.code, secret, made) for s in custody.split(custodian))


def _slot(file: VaultFile, clinic: str, settings: ClinicSettings, sign_in: str | None) -> Keyslot:
    slots = file.keyslots(Slot.PASSPHRASE)
    if sign_in is None and len(slots) == 1:
        member = next(iter(slots))
    elif sign_in is None:
        raise WrongSecret("Several people sign in to this vault.", "Say who you are: --as NAME")
    else:
        member = settings.sign_ins().get(sign_in, "")
    if member not in slots:
        raise WrongSecret(
            "Nobody signs in under this name on this computer.", "Check the name, or recover with your kit."
        )
    slot = Keyslot.decode(slots[member])
    if (slot.clinic, slot.member, slot.slot) != (clinic, member, Slot.PASSPHRASE):
        raise WrongSecret("The place where your key is kept is damaged.", "Recover with your printed kit.")
    return slot


def _by_kit(file: VaultFile, code: bytes) -> Keyset:
    for sealed in file.keyslots(Slot.KIT).values():
        try:
            return Keyslot.decode(sealed).open(code, b"")
        except WrongSecret:
            continue
    raise WrongSecret("This kit opens nobody's key in this vault.", "Was a newer kit printed? Use that one.")


def _refuse_other_secret(clinic: str, site_secret: bytes) -> None:
    with suppress(SettingsRefused):  # what is missing or damaged on this computer is what the paper is for
        if ClinicSettings(clinic).site_secret() != site_secret:
            raise WrongSecret("This paper belongs to another clinic, or its site secret was changed since.")


def _refuse_name_of_another(clinic: str, sign_in: str, member: str) -> None:
    settings = ClinicSettings(clinic)
    if settings.sign_ins().get(sign_in) != member:
        refuse_taken_name(settings, sign_in)


def _who(clinic: str, sign_in: str) -> bytes:
    import hashlib

    return hashlib.sha256(f"{clinic}{sign_in}".encode()).digest()
