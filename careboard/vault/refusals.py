"""What the vault refuses, and the sentence a person reads.

A check that must not be ignored raises; none of these sentences holds patient text or a key.
"""

from typing import ClassVar

from careboard.errors import CareboardError


class BadRecord(CareboardError):
    """A record breaks one of the ten rules (decision 0006); `rule` is its number."""

    advice: ClassVar[str] = "Do not rely on this record. What there is of it is in quarantine for the privacy officer."

    def __init__(self, rule: int, sentence: str) -> None:
        super().__init__(sentence)
        self.rule = rule


class NoKey(CareboardError):
    """The reader holds no key of this stream; the record itself may be sound."""

    advice: ClassVar[str] = "Ask a member of the patient's care team to add you."


class WrongSecret(CareboardError):
    """A passphrase, kit, sheet or site secret does not fit."""

    advice: ClassVar[str] = "Nothing was changed. Check what you typed and try again."


class NotAllowed(CareboardError):
    """The author's role may not write this."""

    advice: ClassVar[str] = "Ask a colleague whose role allows it."
