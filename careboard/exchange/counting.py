"""What became of every resource of a file: counted exactly once, with what was refused and what is in doubt.

A repeat, or what the chart already holds, counts under what it is (decision 0011).
"""

from collections import Counter

from careboard.exchange.facts import FileReport, Reading


class Tally:
    """The account of one file, as it grows."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._taken: Counter[str] = Counter()
        self._kept_as_text: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()
        self._refused: list[tuple[str, str]] = []
        self._findings: list[tuple[str, str]] = []

    def take(self, content: str, resource_type: str, reading: Reading) -> None:
        """A resource was taken as a content of this name, or is kept as text."""
        if reading.kept_as_text:
            self._kept_as_text[resource_type] += 1
        else:
            self._taken[content] += 1

    def leave_out(self, resource_type: str) -> None:
        """A resource is context only, or names no patient."""
        self._left_out[resource_type] += 1

    def refuse(self, where: str, why: str) -> None:
        """A resource, or the whole file, is refused."""
        self._refused.append((where, why))

    def doubt(self, where: str, findings: tuple[str, ...]) -> None:
        """Something about a resource is for a person to look at."""
        self._findings.extend((where, text) for text in findings)

    @property
    def report(self) -> FileReport:
        """The account, closed."""
        return FileReport(
            self._file,
            _sorted(self._taken),
            _sorted(self._kept_as_text),
            _sorted(self._left_out),
            tuple(self._refused),
            tuple(self._findings),
        )


def _sorted(count: Counter[str]) -> dict[str, int]:
    return dict(sorted(count.items()))
