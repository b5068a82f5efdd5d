"""What a source states to be normal, read from its words; what it does not state is nowhere assumed."""

import re
from dataclasses import dataclass

_NUMBER = r"(\d+(?:\.\d+)?)"
_BETWEEN = re.compile(rf"\s*{_NUMBER}\s*[^\d\s.]*\s*(?:-|\N{{EN DASH}}|to)\s*{_NUMBER}", re.IGNORECASE)
_BELOW = re.compile(rf"\s*(?:<=?|under|below|up to|less than)\s*{_NUMBER}", re.IGNORECASE)
_ABOVE = re.compile(rf"\s*(?:>=?|over|above|more than|at least)\s*{_NUMBER}", re.IGNORECASE)
_OR_MORE = re.compile(rf"\s*{_NUMBER}\s*\S*\s+or more", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """What was stated to be normal; an open end is None."""

    low: float | None = None
    high: float | None = None

    def beyond(self, number: float) -> int:
        """-1 below it, 1 above it, 0 within."""
        if self.low is not None and number < self.low:
            return -1
        return int(self.high is not None and number > self.high)

    @property
    def words(self) -> str:
        """ "3.5 to 5", "up to 460", "from 50"."""
        if self.low is not None and self.high is not None:
            return f"{self.low:g} to {self.high:g}"
        if self.high is not None:
            return f"up to {self.high:g}"
        return f"from {self.low:g}" if self.low is not None else ""


def stated_range(text: str) -> Range:
    """What a source states to be normal: "3.5 to 5.0 mEq/L", "under 200", "50 or more"; else nothing."""
    if found := _BETWEEN.match(text):
        return Range(float(found[1]), float(found[2]))
    if found := _BELOW.match(text):
        return Range(high=float(found[1]))
    found = _ABOVE.match(text) or _OR_MORE.match(text)
    return Range(low=float(found[1])) if found else Range()
