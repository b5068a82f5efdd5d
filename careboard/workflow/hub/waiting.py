"""What is said while the hub is away and nobody has written anything yet: that nothing is lost, and what goes on.

The advice of HubAway is for those at work, whose entries wait on their computer; here nobody is at work.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from careboard.i18n import later
from careboard.storage.hub.port import HubAway

ASKING = later(
    "Nothing was kept on this computer. Check its network and try again; if the file is refused then, ask the "
    "clinic's administrator for a new one."
)
WAITING = later("Nothing is lost: your keys are on this computer, and it goes on when the server answers again.")


def fitting(away: HubAway, advice: str) -> HubAway:
    """The same refusal with this advice, unless it has one of its own."""
    return HubAway(str(away), advice) if away.next_step == HubAway.advice else away


@contextmanager
def away_means(advice: str) -> Iterator[None]:
    """Raise HubAway with this advice."""
    try:
        yield
    except HubAway as away:
        raise fitting(away, advice) from away
