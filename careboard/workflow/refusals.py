"""What the workflow refuses because of the people of the clinic, and the sentence that a person reads.

Both come before anything is written, never after.
"""

from typing import ClassVar

from careboard.errors import CareboardError


class MembershipEnded(CareboardError):
    """Whoever is signed in left the clinic meanwhile: nothing that they wrote from now on would count."""

    advice: ClassVar[str] = "What you signed before stands. Ask the clinic's administrator if this is a mistake."


class PeopleChanged(CareboardError):
    """Somebody left, came or changed roles between the making of a record and its signing."""

    advice: ClassVar[str] = "Nothing was written. Do it once more."
