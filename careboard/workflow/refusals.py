"""What the workflow refuses because of the people of the clinic, and what it tells of a clock; sentences for a person.

What is refused is refused before anything is written, never after.
"""

from typing import ClassVar

from careboard.errors import CareboardError
from careboard.i18n import later


class MembershipEnded(CareboardError):
    """Whoever is signed in left the clinic meanwhile: nothing that they wrote from now on would count."""

    advice: ClassVar[str] = "What you signed before stands. Ask the clinic's administrator if this is a mistake."


class PeopleChanged(CareboardError):
    """Somebody left, came or changed roles between the making of a record and its signing."""

    advice: ClassVar[str] = "Nothing was written. Do it once more."


class ClockSetBack(CareboardError):
    """This computer's clock stands before what is recorded already. Nothing is refused for it: it is told."""

    advice: ClassVar[str] = later("Check the clock: what you sign now stands before that in a chart.")


class NotLetInYet(CareboardError):
    """Whoever asked to join a clinic is no member of it yet; the vault holds keys and no record."""

    advice: ClassVar[str] = later("Read your six words to the clinic's administrator, face to face, and wait.")
