"""The errors that a person can do something about: a sentence, and an advice that names the next step.

Neither ever holds patient text, so both may stand in a log.
"""

from typing import ClassVar


class CareboardError(Exception):
    """Something was refused. `str(error)` is one plain sentence, `advice` the next step."""

    advice: ClassVar[str] = "Nothing was changed. Try again, or ask your administrator."

    def __init__(self, sentence: str, advice: str | None = None) -> None:
        super().__init__(sentence)
        self.next_step = advice or type(self).advice

    @property
    def told(self) -> str:
        """The sentence and its advice, as they are shown."""
        return f"{self} {self.next_step}"
