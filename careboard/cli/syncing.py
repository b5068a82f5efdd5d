"""How an exchange with the hub goes, and what it came to, told at the terminal.

What is amiss is said a sentence each; standard output carries the result only.
"""

from careboard.cli import asking
from careboard.exchange.sync.engine import Told
from careboard.exchange.sync.visit import Progress, Synced
from careboard.i18n import filled


def tell_tenths() -> Told:
    """Says a line for each tenth of what the hub holds that has come."""
    told = [0]

    def tell(progress: Progress) -> None:
        tenth = 10 * progress.here // max(progress.at_hub, 1)
        if tenth > told[0] and progress.here < progress.at_hub:
            asking.say(filled("{percent}% of what the hub holds is here.", percent=10 * tenth))
        told[0] = max(told[0], tenth)

    return tell


def tell_synced(synced: Synced) -> int:
    """Say what an exchange came to; the exit status."""
    print(filled("Sent {sent} records, fetched {taken}.", sent=synced.sent, taken=synced.taken))
    if synced.unshared:
        asking.say(filled("Records that are on this computer alone: {number}.", number=synced.unshared))
    for alarm in synced.alarms:
        asking.say(alarm.told)
    for refused in synced.refused:
        asking.say(refused.told)
    if synced.hindrance is not None:
        asking.say(synced.hindrance.told)
    return 0 if synced.complete else 1
