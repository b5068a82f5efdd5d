"""In which logs does the time go back? Told, and no fault: what was signed stands, in the order of its chain."""

from collections import Counter
from dataclasses import dataclass

from careboard.i18n import ngettext
from careboard.vault.record import Record
from careboard.workflow.open_vault.set_back import is_set_back


@dataclass(frozen=True, slots=True)
class WentBack:
    """A log (hex), whose it is (a member's id), and how many of its records say a time before the one they follow."""

    log: str
    member: str
    records: int

    def told(self, name: str) -> str:
        """A sentence, with the member's name."""
        return ngettext(
            "{name}: {n} record is dated before the one it follows, as after a clock was set back. It stands.",
            "{name}: {n} records are dated before the one they follow, as after a clock was set back. They stand.",
            self.records,
        ).format(name=name, n=self.records)


class ClocksOfLogs:
    """What a walk through sound records, each log from its beginning, has found so far."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._back: Counter[tuple[str, str]] = Counter()

    def step(self, record: Record) -> None:
        """The walk comes to the next sound record."""
        head = record.head
        self._back[head.log, head.author] += is_set_back(head.time, self._last.get(head.log, head.time))
        self._last[head.log] = head.time

    @property
    def found(self) -> tuple[WentBack, ...]:
        """The logs in which the time goes back."""
        return tuple(WentBack(log, member, count) for (log, member), count in self._back.items() if count)
