"""A change of the clinic's people is sent to the hub before it is kept here, because the hub numbers such changes.

What the hub refuses is kept nowhere; what may have arrived is kept, and the next push settles it.
"""

from collections.abc import Sequence
from enum import Enum

from careboard.storage.hub.port import Hub, HubAway
from careboard.vault.record import Record


class Arrival(Enum):
    """What is known of records that were sent ahead; those that were refused raise."""

    ARRIVED = "arrived"
    UNKNOWN = "unknown"


def announce(hub: Hub, records: Sequence[Record]) -> Arrival:
    """Send records before they are kept; asks the vault nothing, so it may be called while the vault is written to.

    What stands before them in their log must be at the hub (`Engine.meet`). Raises HubAway where the hub cannot be
    reached, and RegistryMoved, Gap, Forked or NotYourLog where it refuses: nothing has arrived then.
    """
    hub.digest()
    try:
        hub.push(records)
    except HubAway:
        return Arrival.UNKNOWN
    return Arrival.ARRIVED
