"""Signing in: a passphrase opens a member's keys, and whoever is signed in shows it again or changes it.

A wrong passphrase, or a name that nobody has, is counted in the vault, to be told at the next sign-in, and on this
computer, where the wait grows with it. Names that nobody has are counted without the name, which may be a passphrase.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from careboard.errors import CareboardError
from careboard.i18n import later
from careboard.settings import ClinicSettings, sign_in_name
from careboard.storage.refusals import StorageRefused
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import KdfCost, Keyslot, Slot, close_passphrase, prepared
from careboard.vault.refusals import NotAllowed, WrongSecret
from careboard.vault.registry import REGISTRY_KINDS, fold_registry
from careboard.workflow.clinic import clinic_of
from careboard.workflow.hub.ahead import hub_first
from careboard.workflow.open_vault import Clock, OpenVault, utc_now
from careboard.workflow.refusals import NotLetInYet

_NOBODY = "\0"


def unlock(path: Path, sign_in: str | None, passphrase: str, *, clock: Clock = utc_now) -> OpenVault:
    """Sign in with a passphrase; a failed attempt is counted in the vault, to be told at the next sign-in.

    Raises WrongSecret, NotAllowed for somebody who left, and what opening the file raises.
    """
    file = VaultFile.open(path)
    try:
        clinic = clinic_of(file)
        keyset = open_keys(file, clinic, sign_in, passphrase, clock)
        refuse_gone(file, clinic, keyset.id)
        ClinicSettings(clinic).forget_wrong_tries()
        return hub_first(OpenVault(file, keyset, clinic, clock))
    except BaseException:
        file.close()
        raise


def open_keys(file: VaultFile, clinic: str, sign_in: str | None, passphrase: str, clock: Clock) -> Keyset:
    """The keys of whoever signs in here, a member or not yet; raises WrongSecret, and counts a failed attempt."""
    slot = _slot(file, clinic, sign_in, clock)
    return _opened(file, clinic, slot, passphrase, sign_in or "", clock)


def confirm(vault: OpenVault, passphrase: str) -> None:
    """Whoever is signed in shows it again by the passphrase; a wrong one raises WrongSecret and is counted.

    The slot must be this member's own: a colleague who may write to the file could put another in its place.
    """
    slot = _slot_of(vault.file, vault.clinic, vault.member)
    _opened(vault.file, vault.clinic, slot, passphrase, vault.member, vault.clock)


def keys_behind(vault: OpenVault, member: str, passphrase: str) -> Keyset:
    """The keys of a member who shows their passphrase to whoever is signed in; raises WrongSecret, and counts it."""
    slot = _slot_of(vault.file, vault.clinic, member)
    return _opened(vault.file, vault.clinic, slot, passphrase, member, vault.clock)


def count_wrong_try(vault: OpenVault) -> None:
    """Somebody tried to lift the cover with a wrong PIN or passphrase; told at the next sign-in."""
    _count(vault.file, vault.clinic, vault.member, vault.clock)


def mistyped(refusal: CareboardError) -> bool:
    """Was a sign-in refused for what was typed, and not for the state of file, disk or computer?"""
    return isinstance(refusal, WrongSecret)


def change_passphrase(vault: OpenVault, passphrase: str, *, cost: KdfCost | None = None) -> None:
    """Close the member's seed anew; nothing else changes. Old backups keep the old passphrase."""
    site_secret = ClinicSettings(vault.clinic).site_secret()
    slot = close_passphrase(vault.keyset, vault.clinic, passphrase, site_secret, cost or KdfCost())
    vault.file.put_keyslot(vault.member, slot.slot, slot.encode())


def refuse_gone(file: VaultFile, clinic: str, member: str) -> None:
    """Nobody signs in whose records would not count; who was never a member may have asked to become one."""
    registry = fold_registry(file.of_kinds(REGISTRY_KINDS), clinic)
    if member not in registry.members:
        raise NotLetInYet(later("The clinic's administrator has not let you in yet."))
    if member not in registry.active:
        raise NotAllowed("You do not belong to this clinic any more.", "Ask its administrator.")


def _opened(file: VaultFile, clinic: str, slot: Keyslot, passphrase: str, who: str, clock: Clock) -> Keyset:
    site_secret = ClinicSettings(clinic).site_secret()
    try:
        return slot.open(prepared(passphrase), site_secret)
    except WrongSecret as refusal:
        _count(file, clinic, who, clock)
        raise WrongSecret("The passphrase does not fit.") from refusal


def _slot(file: VaultFile, clinic: str, sign_in: str | None, clock: Clock) -> Keyslot:
    slots = file.keyslots(Slot.PASSPHRASE)
    if sign_in is None and len(slots) == 1:
        member = next(iter(slots))
    elif sign_in is None:
        raise WrongSecret("Several people sign in to this vault.", "Say who you are: --as NAME")
    else:
        member = ClinicSettings(clinic).sign_ins().get(sign_in_name(sign_in), "")
    if member not in slots:
        _count(file, clinic, _NOBODY, clock)
        raise WrongSecret(
            "Nobody signs in under this name on this computer.", "Check the name, or recover with your kit."
        )
    return _slot_of(file, clinic, member)


def _slot_of(file: VaultFile, clinic: str, member: str) -> Keyslot:
    kept = file.keyslots(Slot.PASSPHRASE).get(member)
    slot = Keyslot.decode(kept) if kept is not None else None
    if slot is None or (slot.clinic, slot.member, slot.slot) != (clinic, member, Slot.PASSPHRASE):
        raise WrongSecret("The place where your key is kept is damaged.", "Recover with your printed kit.")
    return slot


def _count(file: VaultFile, clinic: str, who: str, clock: Clock) -> None:
    """A file that cannot be written cannot count; what is said to the person stays the same."""
    now, hashed = clock().timestamp(), hashlib.sha256(f"{clinic}{who}".encode(errors="replace")).digest()
    ClinicSettings(clinic).count_wrong_try(now)
    with suppress(StorageRefused):
        file.count_failed_unlock(int(now * 1000), hashed)
