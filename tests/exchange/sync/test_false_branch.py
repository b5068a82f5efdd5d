"""A hub in league with somebody who left hands out another log of theirs than the one that the clinic's people end.

Whatever it hands out first, the true records enter once they are shown, and no false one bars their way.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.exchange.sync.alarms import Caught
from careboard.vault.record import Record, canon
from tests.exchange.sync.desks import Desk, clinic_of, same
from tests.hub.in_memory import HubInMemory, Shelves

TOLD = (
    "The hub handed out other records of a member than those that stood when that member left or changed roles. "
    "They do not count; tell your administrator."
)


class Colluding(HubInMemory):
    """Tells something else than it keeps as long as `lie` is one."""

    lie: Callable[[Shelves], None] | None = None

    @override
    def shown(self) -> Shelves:
        told = {log: dict(places) for log, places in self.kept.items()}
        if self.lie is not None:
            self.lie(told)
        return told


@dataclass
class Departure:
    """Diaz wrote six notes and left; `false` are what Diaz signs in place of the fourth and all after it."""

    hub: Colluding
    chen: Desk
    diaz: Desk
    false: list[Record]

    def newcomer(self, name: str = "Evans") -> Desk:
        """A computer on which nothing lies yet."""
        return Desk(name, self.chen.clinic)

    def lies(self, count: int, *, without_the_end: bool = False) -> None:
        """So many of the false records are handed out; the registry may be held back that says where the log ends."""

        def lie(told: Shelves) -> None:
            told[self.diaz.log] = {seq: one for seq, one in told[self.diaz.log].items() if seq < 3}
            told[self.diaz.log] |= {one.head.seq: one for one in self.false[:count]}
            if without_the_end:
                del told[self.chen.log][max(told[self.chen.log])]

        self.hub.lie = lie


def leave(chen: Desk, who: Desk) -> Record:
    """The end of a membership, with the place where the log ends."""
    seq, last = chen.heads()[who.log]
    return chen.keep(chen.compose("revoke", canon({"heads": {who.log: [seq, last]}}), to=who.member, reg=3))


@pytest.fixture
def left() -> Departure:
    hub, (chen, diaz, evans) = Colluding(), clinic_of("Diaz", "Evans")
    chen.at(hub).sync()
    for number in range(3):
        diaz.note(f"True {number}.")
    branch = diaz.restored()
    for number in range(3, 6):
        diaz.note(f"True {number}.")
    diaz.at(hub).sync()
    chen.at(hub).sync()
    leave(chen, diaz)
    chen.at(hub).sync()
    assert evans.at(hub).sync().complete
    return Departure(hub, chen, diaz, [branch.note(f"False {number}.") for number in range(5)])


def healed(left: Departure, *desks: Desk) -> bool:
    """With the hub honest again: everybody holds the true log, and nothing more is to be told."""
    left.hub.lie = None
    for desk in desks:
        desk.at(left.hub).sync()
    return all(desk.at(left.hub).sync().complete for desk in desks) and same(left.chen, *desks)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_that_a_false_branch_at_first_sync_never_bars_the_true_one(left: Departure, count: int) -> None:
    newcomer = left.newcomer()
    left.lies(count)
    answer = newcomer.at(left.hub).sync()
    assert not answer.complete
    assert {alarm.told for alarm in answer.alarms} & {TOLD, Caught.WITHHELD.value}
    assert newcomer.heads()[left.diaz.log][0] < 5, "the place where the log ends is held by nothing else"
    assert healed(left, newcomer)
    assert [one.body for one in newcomer.aside] == [one.body for one in left.false[: min(count, 2)]]


@pytest.mark.parametrize("most", [1, 2, 4])
@pytest.mark.parametrize("count", [1, 3, 5])
def test_that_a_false_branch_that_came_before_the_end_was_known_is_moved_aside(
    left: Departure, count: int, most: int
) -> None:
    newcomer = left.newcomer()
    left.lies(count, without_the_end=True)
    newcomer.at(left.hub, most).sync()
    assert newcomer.heads()[left.diaz.log][0] == 2 + count
    assert healed(left, newcomer)
    assert TOLD in [alarm.told for alarm in newcomer.alarms]
    assert [one.body for one in newcomer.aside] == [one.body for one in left.false[:count]]


def test_that_what_is_false_stays_out_also_while_the_hub_goes_on_with_it(left: Departure) -> None:
    newcomer = left.newcomer()
    left.lies(5)
    for _ in range(3):
        newcomer.at(left.hub).sync()
    assert newcomer.heads()[left.diaz.log][0] == 4
    assert newcomer.caught.count(Caught.FALSE_BRANCH) == 1
    assert {(one.log, one.rule) for one in newcomer.refused} == {(left.diaz.log, 8)}
    assert healed(left, newcomer)


def test_that_checkpoints_that_name_the_false_branch_alarm_nobody_who_holds_the_true_one(left: Departure) -> None:
    newcomer, other = left.newcomer(), left.newcomer("Evans")
    other.installation = 2
    left.lies(2)
    newcomer.at(left.hub).sync()
    newcomer.checkpoint()
    newcomer.at(left.hub).share()
    assert healed(left, newcomer, other, left.chen)
    assert not other.alarms + left.chen.alarms


def test_that_a_hub_that_shows_no_true_branch_has_nothing_moved_aside(left: Departure) -> None:
    holder = left.newcomer()
    assert holder.at(left.hub).sync().complete
    left.lies(3)
    holder.at(left.hub).sync()
    assert not holder.aside
    assert holder.caught == [Caught.EXCHANGED]
    assert healed(left, holder)


def test_that_the_records_of_somebody_who_works_on_are_left_to_their_owner(left: Departure) -> None:
    """After a restored image on a shared computer the notes of whoever is still here may lie there alone."""
    evans, hub = left.newcomer(), left.hub
    evans.at(hub).sync()
    image = evans.restored()
    evans.note("True.")
    evans.at(hub).sync()
    left.chen.at(hub).sync()
    seq, last = left.chen.heads()[evans.log]
    body = canon({"heads": {evans.log: [seq, last]}, "roles": [Role.COUNSELOR.value]})
    left.chen.keep(left.chen.compose("role", body, to=evans.member, reg=4))
    left.chen.at(hub).sync()
    image.note("Written after the image.")
    colleague = Desk("Chen", left.chen.clinic, 7, logs=image.logs)
    colleague.written_here = lambda log: log == evans.log  # type: ignore[method-assign]
    colleague.at(hub).sync()
    assert not colleague.aside
    assert image.at(hub).sync().parted == ((evans.log, 0),)


def test_that_an_administrator_sends_what_somebody_who_left_had_not_shared() -> None:
    """Else the end of their log would name a record that nobody can fetch, and nothing of theirs would be believed."""
    hub, (chen, diaz, evans) = HubInMemory(), clinic_of("Diaz", "Evans")
    chen.at(hub).sync()
    diaz.note("Written at the administrator's computer, and not sent.")
    chen.logs |= {log: list(records) for log, records in diaz.logs.items()}
    leave(chen, diaz)
    assert chen.at(hub).sync().complete
    assert evans.at(hub).sync().complete
    assert same(chen, evans)
