"""Getting over a lost passphrase: with the printed kit, or with two custody sheets.

A wrong paper changes nothing, and an existing vault is never touched before the paper has opened a key.
"""

from contextlib import suppress
from pathlib import Path

from careboard.clinical.clinic import MemberProfile
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId
from careboard.documents.keys_on_paper import Kit, text_of
from careboard.errors import CareboardError
from careboard.i18n import filled
from careboard.settings import ClinicSettings, SettingsRefused, sign_in_name
from careboard.storage.vaultfile import VaultFile
from careboard.vault import custody
from careboard.vault.codes import KIT_SIZE, SITE_SECRET_SIZE, found_in
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import KdfCost, Keyslot, Slot, close_passphrase
from careboard.vault.refusals import WrongSecret
from careboard.vault.registry import REGISTRY_KINDS, fold_registry
from careboard.workflow.clinic import clinic_name, clinic_of, say, today
from careboard.workflow.founding import (
    Keep,
    Person,
    admit,
    keep_slot,
    newcomer,
    on_no_paper,
    prepared,
    refuse_nameless,
    refuse_taken_name,
)
from careboard.workflow.open_vault import Clock, OpenVault, utc_now
from careboard.workflow.people import renew_keys
from careboard.workflow.reading import streams_within_reach
from careboard.workflow.sign_in import refuse_gone


def recover_by_kit(path: Path, paper: bytes, sign_in: str, passphrase: str, *, cost: KdfCost | None = None) -> None:
    """Open with the printed kit, on any computer, and set a new passphrase; a wrong kit changes nothing."""
    file = VaultFile.open(path)
    try:
        text, clinic = text_of(paper), clinic_of(file)
        code, site_secret = found_in("kit", text, KIT_SIZE), found_in("site", text, SITE_SECRET_SIZE)
        keyset = keys_of_kit(file, code)
        refuse_other_secret(clinic, site_secret)
        _refuse_name_of_another(clinic, sign_in, keyset.id)
        refuse_gone(file, clinic, keyset.id)
        slot = close_passphrase(keyset, clinic, passphrase, site_secret, cost or KdfCost())
        keep_slot(file, clinic, sign_in, slot, site_secret)
    finally:
        file.close()


def recover_by_custody(
    path: Path,
    papers: tuple[bytes, bytes],
    person: Person,
    *,
    cost: KdfCost | None = None,
    clock: Clock = utc_now,
    keep: Keep = on_no_paper,
) -> Kit:
    """Two custody sheets enrol a new administrator and hand over every stream that custody opens.

    `keep` puts the new kit on paper before anybody is enrolled; the enrolment is one transaction, and what fails before
    its end takes everything back, the paper too.
    """
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
        refuse_other_secret(clinic, site_secret)
        refuse_taken_name(ClinicSettings(clinic), person.sign_in)
        refuse_nameless(person.name)
        vault = OpenVault(file, custodian, clinic, clock)
        named = clinic_name(vault), clinic
        new = newcomer(person, Keyset.new(), named, site_secret, cost or KdfCost(), today(vault))
        with prepared(file, new, site_secret, keep):
            roles = {person.role, Role.ADMIN, Role.PRIVACY_OFFICER}
            admit(vault, new.keyset.public, roles, person.name, streams_within_reach(vault))
        _introduce(OpenVault(file, new.keyset, clinic, clock), person)
        return new.kit
    finally:
        file.close()


def _introduce(vault: OpenVault, person: Person) -> None:
    """Who was enrolled by custody, which signs no name, signs the own one; who has left does not read it."""
    stream = vault.registry.clinic_stream
    try:
        renew_keys(vault, stream)
        say(vault, stream, MemberProfile(MemberId(vault.member), person.name))
    except CareboardError as refusal:
        raise CareboardError(
            filled("You are an administrator now, but your name could not be recorded. {refusal}", refusal=refusal),
            filled("Sign in as {sign_in}; your recovery kit is written.", sign_in=person.sign_in),
        ) from refusal


def keys_of_kit(file: VaultFile, code: bytes) -> Keyset:
    """The keys that a kit's code opens; raises WrongSecret."""
    for sealed in file.keyslots(Slot.KIT).values():
        try:
            return Keyslot.decode(sealed).open(code, b"")
        except WrongSecret:
            continue
    raise WrongSecret("This kit opens nobody's key in this vault.", "Was a newer kit printed? Use that one.")


def refuse_other_secret(clinic: str, site_secret: bytes) -> None:
    """A paper of this clinic prints the site secret that this computer has; raises WrongSecret."""
    with suppress(SettingsRefused):  # what is missing or damaged on this computer is what the paper is for
        if ClinicSettings(clinic).site_secret() != site_secret:
            raise WrongSecret("This paper belongs to another clinic, or its site secret was changed since.")


def _refuse_name_of_another(clinic: str, sign_in: str, member: str) -> None:
    settings = ClinicSettings(clinic)
    if settings.sign_ins().get(sign_in_name(sign_in)) != member:
        refuse_taken_name(settings, sign_in)
