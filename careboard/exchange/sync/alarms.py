"""What a hub can be caught at, each in a sentence that says what to do; the sentences are promises, held word for word.

An alarm names a log and a place, never a person's or a patient's name: it may be shown to anybody at this computer.
"""

from dataclasses import dataclass
from enum import Enum

from careboard.i18n import gettext, later


class Caught(Enum):
    """The lies and losses that the engine sees beside the ten rules, which have sentences of their own."""

    LOST = later("The hub no longer holds records that it had acknowledged; this computer has sent them again.")
    NOT_PUT_BACK = later(
        "The hub no longer holds records that it had acknowledged, and they could not be sent again: "
        "tell your administrator."
    )
    LOST_OF_OTHERS = later(
        "The hub no longer holds records of a colleague that this computer has. "
        "Tell your administrator, whose computer sends them again."
    )
    EXCHANGED = later(
        "The hub holds another record where this computer has one: it was altered, "
        "or a computer was restored from an old copy. Tell your administrator."
    )
    WITHHELD = later(
        "A colleague's computer has seen a record that the hub does not hand out: tell your administrator."
    )
    FALSE_BRANCH = later(
        "The hub handed out other records of a member than those that stood when that member left or changed roles. "
        "They do not count; tell your administrator."
    )
    NOT_HANDED_OUT = later(
        "The hub says that it holds records which it does not hand out. "
        "Sync again; if it stays so, tell your administrator."
    )
    OTHERWISE = later("The hub answers with something else than what it was asked for: tell your administrator.")
    TURNED_AWAY = later(
        "The hub does not take in what this computer sends, for a reason that cannot be seen in its records. "
        "What you wrote is safe here; tell your administrator."
    )
    WITHOUT_BODY = later("The hub hands out a record without what stands in it: tell your administrator.")
    OLD_KEYSLOT = later("The hub handed out an older key box than the one last made: tell your administrator.")


@dataclass(frozen=True, slots=True)
class Alarm:
    """The hub was caught at something, in this log, at this place."""

    caught: Caught
    log: str
    seq: int

    @property
    def told(self) -> str:
        """The sentence."""
        return gettext(self.caught.value)
