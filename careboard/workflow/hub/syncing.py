"""One exchange of whoever is signed in with the clinic's hub, from the command line, and how things stand with it.

It may be stopped at any moment, and the next one goes on from there.
"""

from contextlib import closing
from dataclasses import dataclass, replace

from careboard.errors import CareboardError
from careboard.exchange.refusals import never
from careboard.exchange.sync.engine import Engine, Stopped, Told, tell_nobody
from careboard.exchange.sync.visit import NOWHERE, Synced, unshared_of
from careboard.settings import HubSettings
from careboard.storage.hub.postgres import PostgresHub
from careboard.storage.vaultfile import VaultFile
from careboard.workflow.hub.emergencies import tend_with_hub
from careboard.workflow.hub.reaching import line_to_hub
from careboard.workflow.hub.replica import VaultReplica
from careboard.workflow.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class HubStatus:
    """How this computer stands with the hub.

    `hub`: None where it knows none. `login`: "" where the member has none. `unshared`: own records that the hub is not
    known to hold. `to_come`: records that the hub says it holds and that are not here; None where it did not answer,
    and `hindrance` says why.
    """

    hub: str | None
    login: str
    unshared: int
    to_come: int | None
    alarms: int
    hindrance: CareboardError | None = None


def sync(vault: OpenVault, progress: Told = tell_nobody, stopped: Stopped = never) -> Synced:
    """Send what is own, take in what others wrote, hold one side against the other; raises NoHub.

    Then the clinic is kept ready for emergencies, and what that wrote is sent too. The file is opened once more for it,
    for a vault notices what others write to its file, and not what it writes itself.
    """
    with closing(line_to_hub(vault)) as line, closing(VaultFile.open(vault.file.path)) as file:
        engine = Engine(VaultReplica(file, vault.keyset, vault.clinic, vault.clock), PostgresHub(line))
        synced = engine.sync(progress, stopped)
        vault.catch_up()
        if synced.hindrance is not None or stopped():
            return synced
        tend_with_hub(vault, line)
        return _with(synced, engine.share(progress, stopped))


def _with(synced: Synced, more: Synced) -> Synced:
    """Both, told as one."""
    hindered = synced.hindrance or more.hindrance
    complete = synced.complete and not (more.unshared or more.alarms or hindered)
    alarms = synced.alarms + tuple(alarm for alarm in more.alarms if alarm not in synced.alarms)
    sent, parted = synced.sent + more.sent, synced.parted + more.parted
    return replace(
        synced, sent=sent, unshared=more.unshared, complete=complete, alarms=alarms, parted=parted, hindrance=hindered
    )


def hub_status(vault: OpenVault) -> HubStatus:
    """Asked of the vault and, where it can be reached, of the hub."""
    known, replica = HubSettings.of(vault.clinic), _replica(vault)
    unshared, alarms = unshared_of(replica), len(vault.file.alarms())
    if known is None:
        return HubStatus(None, "", unshared, None, alarms)
    login = known.logins.get(vault.member, "")
    try:
        to_come = _to_come(vault, replica)
    except CareboardError as hindrance:
        return HubStatus(known.address.shown, login, unshared, None, alarms, hindrance)
    return HubStatus(known.address.shown, login, unshared, to_come, alarms)


def _to_come(vault: OpenVault, replica: VaultReplica) -> int:
    hub, here = PostgresHub(line_to_hub(vault)), replica.heads()
    try:
        return sum(max(0, seq - here.get(log, NOWHERE)[0]) for log, (seq, _) in hub.heads().items())
    finally:
        hub.close()


def _replica(vault: OpenVault) -> VaultReplica:
    return VaultReplica(vault.file, vault.keyset, vault.clinic, vault.clock)
