"""A newcomer's computer joins the clinic's hub: it asks, waits to be let in, and then fetches what may be read.

Nothing that the hub says is believed but the clinic that the enrolment file names; until the newcomer is let in the
vault holds keys and no record.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from careboard.errors import CareboardError
from careboard.exchange.refusals import never
from careboard.exchange.sync.alarms import Alarm
from careboard.exchange.sync.engine import Engine, Stopped, Told, tell_nobody
from careboard.exchange.sync.visit import Synced
from careboard.i18n import later
from careboard.reference.fingerprints import six_words
from careboard.settings import ClinicSettings, HubSettings
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.port import HubAway
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.hub.reception import Reception
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import KdfCost, Keyslot, Slot
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import REGISTRY_KINDS, Registry, fold_registry
from careboard.vault.request import Request
from careboard.workflow import founding
from careboard.workflow.clinic import clinic_of
from careboard.workflow.hub.enrolment import BadEnrolment, Enrolment
from careboard.workflow.hub.key_boxes import fetched_boxes
from careboard.workflow.hub.named_boxes import older_than_named
from careboard.workflow.hub.reaching import line_of
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.hub.waiting import ASKING, WAITING, away_means, fitting
from careboard.workflow.open_vault import Clock, OpenVault, utc_now
from careboard.workflow.refusals import NotLetInYet
from careboard.workflow.sign_in import open_keys


class AnotherClinic(CareboardError):
    """Hub, file and enrolment are not of one clinic."""

    advice = later("Nothing was changed. Ask the clinic's administrator for a new enrollment file, and tell of this.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A newcomer who asked to join, and the words to be read aloud."""

    member: str
    words: tuple[str, ...]


def look_at_hub(enrolment: Enrolment) -> None:
    """Is the hub at its address that of the clinic in the file, and does it let this login in?

    Raises AnotherClinic, HubAway, HubRefused.
    """
    line = LastingLine(enrolment.address, enrolment.login, enrolment.password)
    with closing(line), away_means(ASKING):
        people_of(PostgresHub(line), enrolment.clinic)


def ask_to_join(
    path: Path,
    enrolment: Enrolment,
    person: founding.Person,
    device: str,
    *,
    cost: KdfCost | None = None,
    keep: founding.Keep = founding.on_no_paper,
    clock: Clock = utc_now,
) -> Asked:
    """Make keys, a kit and a vault that waits, and ask the clinic's administrators to be let in.

    A vault of this clinic that is there already takes the newcomer's keys. What fails takes back all that was made.
    Raises AnotherClinic, BadEnrolment, HubAway, HubRefused, and what making a vault raises.
    """
    _refuse_a_members(enrolment)
    founding.refuse_nameless(person.name, device)
    founding.refuse_taken_name(ClinicSettings(enrolment.clinic), person.sign_in)
    line = LastingLine(enrolment.address, enrolment.login, enrolment.password)
    with away_means(ASKING), closing(line), vault_at(path, enrolment.clinic) as file:
        people_of(PostgresHub(line), enrolment.clinic)
        keyset, made = Keyset.new(), clock().astimezone().date()  # the clinic's own zone is not known yet
        clinic = enrolment.named, enrolment.clinic
        new = founding.newcomer(person, keyset, clinic, enrolment.site_secret, cost or KdfCost(), made)
        with founding.prepared(file, new, enrolment.site_secret, keep), remembered(enrolment, keyset.id):
            said = person.name, person.role.value, device
            request = Request.sealed(keyset, said, enrolment.site_secret, enrolment.clinic, enrolment.login)
            desk = Reception(line)
            desk.ask(request)
            desk.change_password(keyset.hub_password)
    return Asked(keyset.id, six_words(keyset.id))


@dataclass
class Joining:
    """Somebody signed in who asked to join. Ask `let_in` until it says yes, then `fetch`, and `close`."""

    file: VaultFile
    clinic: str
    keyset: Keyset = field(repr=False)
    clock: Clock = utc_now

    def __post_init__(self) -> None:
        self._line = line_of(self.clinic, self.keyset)

    @classmethod
    def sign_in(cls, path: Path, sign_in: str | None, passphrase: str, *, clock: Clock = utc_now) -> "Joining":
        """Open the own keys; raises WrongSecret, and NoHub on a computer that asked nobody."""
        file = VaultFile.open(path)
        try:
            clinic = clinic_at(file)
            return cls(file, clinic, open_keys(file, clinic, sign_in, passphrase, clock), clock)
        except BaseException:
            file.close()
            raise

    @property
    def words(self) -> tuple[str, ...]:
        """What is read to the administrator, face to face."""
        return six_words(self.keyset.id)

    @property
    def let_in(self) -> bool:
        """Has an administrator signed this newcomer in? Raises HubAway, HubRefused, AnotherClinic."""
        with away_means(WAITING):
            return self.keyset.id in people_of(PostgresHub(self._line), self.clinic).active

    @property
    def is_member(self) -> bool:
        """Does this computer know that nobody needs to let them in, as of a member at a new computer?"""
        known, records = HubSettings.of(self.clinic), self.file.of_kinds(REGISTRY_KINDS)
        came = known is not None and self.keyset.id in known.left
        return came or (bool(records) and self.keyset.id in fold_registry(records, self.clinic).members)

    def refuse_unless_let_in(self) -> None:
        """Raise NotLetInYet."""
        if not self.let_in:
            raise NotLetInYet(later("The clinic's administrator has not let you in yet."))

    def fetch(self, progress: Told = tell_nobody, stopped: Stopped = never) -> Synced:
        """The first sync; stopped or broken off it goes on where it was, however often it is asked for.

        Once everything is here, the own key boxes that the hub hands out are held against those that were named.
        """
        replica = VaultReplica(self.file, self.keyset, self.clinic, self.clock)
        synced = Engine(replica, PostgresHub(self._line)).sync(progress, stopped)
        if isinstance(synced.hindrance, HubAway):
            synced = replace(synced, hindrance=fitting(synced.hindrance, WAITING))
        caught = self._old_boxes(replica) if synced.complete else ()
        return replace(synced, alarms=caught, complete=False) if caught else synced

    def _old_boxes(self, replica: VaultReplica) -> tuple[Alarm, ...]:
        vault = OpenVault(self.file, self.keyset, self.clinic, self.clock)
        caught = older_than_named(vault, fetched_boxes(self._line, self.clinic, self.keyset.id))
        for alarm in caught:
            replica.tell(alarm)
        return tuple(caught)

    def give_up(self) -> None:
        """Break off what waits for the hub, for good; from another thread."""
        self._line.give_up()

    def close(self) -> None:
        """Let go of file and line."""
        self._line.close()
        self.file.close()


def people_of(hub: PostgresHub, clinic: str) -> Registry:
    """The people of a clinic as its hub tells them; raises AnotherClinic where they do not begin with its genesis."""
    try:
        return fold_registry(hub.people(), clinic)
    except BadRecord:
        raise AnotherClinic(later("The hub at this address is not that of the clinic in the file.")) from None


def waits(path: Path) -> bool:
    """Does the vault at this place wait to be let in to a clinic, and hold no record yet?"""
    with closing(VaultFile.open(path)) as file:
        return _clinic_waited_for(file) is not None


def _refuse_a_members(enrolment: Enrolment) -> None:
    if enrolment.member:
        raise BadEnrolment(later("This enrollment file was made for a member who comes to a new computer."))


@contextmanager
def vault_at(path: Path, clinic: str) -> Iterator[VaultFile]:
    """The clinic's vault, or a new file that goes again when something fails."""
    with ExitStack() as undoing:
        if path.exists():
            file = undoing.enter_context(closing(VaultFile.open(path)))
            if clinic != clinic_at(file):
                raise AnotherClinic(later("The vault at this place belongs to another clinic."))
            yield file
            return
        file = VaultFile.create(path)
        undoing.callback(path.unlink, missing_ok=True)
        undoing.callback(file.close)
        yield file
        undoing.pop_all()
        file.close()


def clinic_at(file: VaultFile) -> str:
    """The clinic of a vault, whether it holds it or waits for it."""
    return _clinic_waited_for(file) or clinic_of(file)


def _clinic_waited_for(file: VaultFile) -> str | None:
    """The clinic of which a vault holds keys and no record; None for a vault that holds a clinic, or nothing."""
    if file.of_kinds(["genesis"]):
        return None
    slots = [Keyslot.decode(sealed) for sealed in file.keyslots(Slot.PASSPHRASE).values()]
    return slots[0].clinic if slots else None


@contextmanager
def remembered(enrolment: Enrolment, member: str) -> Iterator[None]:
    """This computer knows the hub and the member's login, unless something fails."""
    before = HubSettings.of(enrolment.clinic)
    known = replace(before, address=enrolment.address) if before else HubSettings(enrolment.address)
    known.with_login(member, enrolment.login).keep(enrolment.clinic)
    try:
        yield
    except BaseException:
        before.keep(enrolment.clinic) if before else HubSettings.forget(enrolment.clinic)
        raise
