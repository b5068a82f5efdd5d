"""An unlocked vault: one member's keys over one vault file; it writes that member's log and reads what it may.

Everything that is read here was verified here. What does not stand goes to quarantine and is told, never dropped.
"""

from careboard.workflow.open_vault.kept_drafts import KeptDrafts
from careboard.workflow.open_vault.stream_keys import StreamKeys
from careboard.workflow.open_vault.unlocked import ENTRY_KINDS, FRAME, NO_RULE, Nature, Trouble
from careboard.workflow.open_vault.unsigned import Clock, Draft, access, clear, compose, log_id, utc_now
from careboard.workflow.open_vault.watching import CHECKPOINT_EVERY, MOVED, Watching
from careboard.workflow.open_vault.witness import Witness

__all__ = [
    "CHECKPOINT_EVERY",
    "ENTRY_KINDS",
    "FRAME",
    "MOVED",
    "NO_RULE",
    "Clock",
    "Draft",
    "Nature",
    "OpenVault",
    "Trouble",
    "Witness",
    "access",
    "clear",
    "compose",
    "log_id",
    "utc_now",
]


class OpenVault(Watching, StreamKeys, KeptDrafts):
    """The one place where keys and the vault file meet. Dropping it is what locking does."""
