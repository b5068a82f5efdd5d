"""Promises of what checkpoints tell: a withheld row is told until it comes, and what was met is not read again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from typing_extensions import override

from careboard.exchange.sync.alarms import Alarm, Caught
from careboard.exchange.sync.replica import Named
from careboard.exchange.sync.visit import MOST_ALARMS
from careboard.vault.registry import Place
from tests.exchange.sync.desks import Desk, clinic_of
from tests.hub.in_memory import HubInMemory, Shelves


@dataclass
class Withholding(HubInMemory):
    """A hub that keeps the end of one log back, from everybody and in all that it tells."""

    log: str = ""
    after: int = -1

    @override
    def shown(self) -> Shelves:
        cut = {seq: one for seq, one in self.kept.get(self.log, {}).items() if seq <= self.after}
        return {**self.kept, self.log: cut} if self.log else self.kept


@pytest.fixture
def three() -> tuple[Desk, Desk, Desk]:
    """Chen, who founded the clinic, Diaz and Evans."""
    chen, diaz, evans = clinic_of("Diaz", "Evans")
    return chen, diaz, evans


def test_that_a_row_that_a_checkpoint_names_and_the_hub_withholds_is_told_until_it_comes(
    three: tuple[Desk, Desk, Desk],
) -> None:
    chen, diaz, evans = three
    hub = Withholding()
    chen.note("A dose was halved.")
    last = chen.heads()[chen.log][0]
    chen.at(hub).sync()
    diaz.at(hub).sync()
    diaz.checkpoint()
    diaz.at(hub).sync()
    hub.log, hub.after = chen.log, last - 1
    engine = evans.at(hub)
    for _ in range(2):
        assert engine.sync().alarms == (Alarm(Caught.WITHHELD, chen.log, last),)
    hub.log = ""
    assert engine.sync().complete
    assert evans.heads() == diaz.heads()


class Inventing(HubInMemory):
    """A hub that speaks of logs that there are not."""

    @override
    def heads(self) -> dict[str, Place]:
        return super().heads() | {f"{number:032x}": (9, "a" * 64) for number in range(20 * MOST_ALARMS)}


def test_that_a_hub_that_speaks_of_countless_logs_is_told_as_often_as_anybody_could_read_it(
    three: tuple[Desk, Desk, Desk],
) -> None:
    chen, _, _ = three
    synced = chen.at(Inventing()).sync()
    assert len(chen.alarms) == MOST_ALARMS
    assert synced.alarms[0].caught is Caught.NOT_HANDED_OUT
    assert not synced.complete


@dataclass
class Counting(Desk):
    """A desk that counts the names that it is asked for."""

    asked: list[int] = field(default_factory=list)

    @override
    def named(self, beyond: Mapping[str, int]) -> Iterator[Named]:
        names = list(super().named(beyond))
        self.asked.append(len(names))
        yield from names


def test_that_checkpoints_whose_names_are_all_here_are_not_read_again(three: tuple[Desk, Desk, Desk]) -> None:
    chen, diaz, _ = three
    hub, counting = HubInMemory(), Counting("Evans", three[0].clinic)
    chen.at(hub).sync()
    for _ in range(4):
        diaz.at(hub).sync()
        diaz.checkpoint()
    diaz.at(hub).sync()
    engine = counting.at(hub)
    for _ in range(3):
        assert engine.sync().complete
        counting.note("Something of Evans's.")
    first, *later = counting.asked
    assert first >= 4
    assert later == [0, 0]
