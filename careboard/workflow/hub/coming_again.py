"""A member comes to the hub from a computer that did not know it: with a new vault, or one that was there before.

The enrolment file names the member; the passphrase opens the key box that they left at the hub.
"""

from contextlib import ExitStack, closing
from pathlib import Path

from careboard.errors import CareboardError
from careboard.i18n import later
from careboard.settings import ClinicSettings, HubSettings
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.hub.reception import Reception
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import Keyslot, Slot, prepared
from careboard.vault.refusals import WrongSecret
from careboard.workflow.founding import keep_slot, refuse_taken_name, take_back
from careboard.workflow.hub.enrolment import BadEnrolment, Enrolment
from careboard.workflow.hub.joining import AnotherClinic, clinic_at, people_of, remembered, vault_at
from careboard.workflow.hub.key_boxes import digest_of, fetched_boxes
from careboard.workflow.hub.waiting import ASKING, away_means
from careboard.workflow.open_vault import Clock, OpenVault, utc_now
from careboard.workflow.sign_in import open_keys


class NoKeyBox(CareboardError):
    """The member left no key box at the hub."""

    advice = later(
        "Run careboard sync on a computer where they sign in, and come again. Where there is none, a backup and the "
        "printed kit open the vault, or an administrator gives them new keys."
    )


def come(path: Path, enrolment: Enrolment, sign_in: str, passphrase: str, *, clock: Clock = utc_now) -> None:
    """As `come_again`, or, where the vault at this place has the member's keys already, take up the login there.

    Raises what both do, and WrongSecret.
    """
    if not _has_keys(path, enrolment.member):
        come_again(path, enrolment, sign_in, passphrase)
        return
    with closing(VaultFile.open(path)) as file:
        clinic = clinic_at(file)
        _take_up(open_keys(file, clinic, sign_in, passphrase, clock), clinic, enrolment)


def come_again(path: Path, enrolment: Enrolment, sign_in: str, passphrase: str) -> None:
    """Make a vault on a new computer that its owner may sign in to, and that holds no record yet (`Joining.fetch`).

    What fails leaves nothing behind. Raises BadEnrolment, WrongSecret, NoKeyBox, and what the hub refuses.
    """
    _refuse_nameless(enrolment)
    clinic, member = enrolment.clinic, enrolment.member
    settings = ClinicSettings(clinic)
    refuse_taken_name(settings, sign_in)
    line = LastingLine(enrolment.address, enrolment.login, enrolment.password)
    with away_means(ASKING), closing(line), vault_at(path, clinic) as file, ExitStack() as undoing:
        people_of(PostgresHub(line), clinic)
        boxes = fetched_boxes(line, clinic, member)
        slot, keyset = _opened(boxes.get(Slot.PASSPHRASE), passphrase, enrolment.site_secret)
        undoing.callback(take_back, file, member, settings, sign_in, settings.known_here)
        for kind, sealed in boxes.items():
            file.put_keyslot(member, kind, sealed)
        keep_slot(file, clinic, sign_in, slot, enrolment.site_secret)
        with remembered(enrolment, member):
            Reception(line).change_password(keyset.hub_password)
        undoing.pop_all()
    if (known := HubSettings.of(clinic)) is not None:
        known.with_left(member, digest_of(boxes)).keep(clinic)


def take_up(vault: OpenVault, enrolment: Enrolment) -> None:
    """Whoever is signed in takes up a login that an administrator made for them; raises BadEnrolment, AnotherClinic."""
    _take_up(vault.keyset, vault.clinic, enrolment)


def _take_up(keyset: Keyset, clinic: str, enrolment: Enrolment) -> None:
    _refuse_nameless(enrolment)
    if enrolment.clinic != clinic:
        raise AnotherClinic(later("The vault at this place belongs to another clinic."))
    if enrolment.member != keyset.id:
        raise BadEnrolment(later("This enrollment file was made for somebody else."))
    line = LastingLine(enrolment.address, enrolment.login, enrolment.password)
    with closing(line), remembered(enrolment, keyset.id):
        people_of(PostgresHub(line), clinic)
        Reception(line).change_password(keyset.hub_password)


def _has_keys(path: Path, member: str) -> bool:
    if not path.exists():
        return False
    with closing(VaultFile.open(path)) as file:
        return member in file.keyslots(Slot.PASSPHRASE)


def _opened(sealed: bytes | None, passphrase: str, site_secret: bytes) -> tuple[Keyslot, Keyset]:
    if sealed is None:
        raise NoKeyBox(later("Your key is not at the clinic's hub."))
    slot = Keyslot.decode(sealed)
    try:
        return slot, slot.open(prepared(passphrase), site_secret)
    except WrongSecret as refusal:
        raise WrongSecret(later("The passphrase does not fit.")) from refusal


def _refuse_nameless(enrolment: Enrolment) -> None:
    if not enrolment.member:
        raise BadEnrolment(
            later("This enrollment file was made for a newcomer."),
            later("Join as one, or ask the administrator for a file that names you."),
        )
