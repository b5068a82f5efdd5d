"""Promises about what lies at each computer, whatever a hub tells and in whatever order: nothing that its author did
not sign for that place, no loss that is not told, and, once the hub is honest again, everything everywhere.

Three people, and one who comes, write, sync and poll at computers of their own; the hub lies to one or to all of them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from typing_extensions import override

from careboard.exchange.sync import admission, comparing, sending
from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.engine import Engine
from careboard.exchange.sync.visit import Synced, Visit
from careboard.vault.record import Header, Record, parse_canon
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import Place
from careboard.vault.verifier import stands_in_its_log
from tests.exchange.sync.desks import CHART, OTHER_CHART, Desk, clinic_of, same
from tests.hub.machines import two_faced
from tests.hub.machines.two_faced import EVERYBODY, Lie, Spot, TwoFaced
from tests.hub.machines.world import USUAL, answered_once, run

__all__ = ["answered_once"]

STEPS = 20
_AUTHORS_OWN = 6  # the rule that a log is its author's
PEOPLE = 3
ROUNDS = 3  # until everybody has what everybody else sent
SOMEBODY = st.integers(0, PEOPLE)  # the last one is the newcomer, if one came
VICTIM = st.integers(0, PEOPLE + 2)  # beyond the people: everybody
SPOT = st.tuples(SOMEBODY, st.integers(0, 3))  # whose log, and how far from its end
WHEN = st.integers(0, 4)  # how many of the hub's states ago
LIES = (
    "deletes", "truncates", "withholds", "swaps_rows", "swaps_bodies", "flips", "keeps_a_body_back", "forges",
    "steals_an_author", "writes_for_somebody", "shows_another_clinic", "rolls_back",
)  # fmt: skip


class Replicas(RuleBasedStateMachine):
    """The computers, the hub, and `signed`: what was written, by the hands that wrote it."""

    counted: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.hub = TwoFaced()
        self.desks = [desk.restored() for desk in _beginning()]
        self.engines = {desk.name: self._engine(desk) for desk in self.desks}
        self.signed = {(r.head.log, r.head.seq): r for r in self.desks[0].everything()}
        self.desks[0].at(self.hub).sync()
        self.earlier = [self.hub.kept]

    # -- what people do ------------------------------------------------------------------------------------------------

    @rule(who=SOMEBODY, stream=st.sampled_from((CHART, CHART, OTHER_CHART)), shares=st.booleans())
    def writes(self, who: int, stream: str, shares: bool) -> None:  # noqa: FBT001  drawn by the machine
        if self._belongs(desk := self._desk(who)):
            self._remember(desk.note("Slept well.", stream))
            if shares:
                self._sync(desk)

    @rule(who=SOMEBODY)
    def names_what_is_there(self, who: int) -> None:
        """By a checkpoint, as every computer does after it was in step."""
        desk = self._desk(who)
        if self._sync(desk).complete and self._belongs(desk):
            self._remember(desk.checkpoint())
            self._sync(desk)

    @rule(who=SOMEBODY)
    def syncs(self, who: int) -> None:
        self._sync(self._desk(who))

    @rule(who=SOMEBODY)
    def polls(self, who: int) -> None:
        desk = self._desk(who)
        self.hub.asker = desk.member
        self.engines[desk.name].poll()
        self._holds_only_what_was_signed(desk)

    @rule()
    @precondition(lambda self: len(self.desks) == PEOPLE)
    def somebody_comes(self) -> None:
        founder = self.desks[0]
        self._remember(founder.admit("Fox", reg=PEOPLE))
        self.desks.append(fox := Desk("Fox", founder.clinic))
        self.engines[fox.name] = self._engine(fox)

    # -- what the hub does ---------------------------------------------------------------------------------------------

    @rule(to=VICTIM, at=SPOT)
    def deletes(self, to: int, at: tuple[int, int]) -> None:
        self.counted["deletes"] += self._lies(to, at, two_faced.deleted)

    @rule(to=VICTIM, at=SPOT)
    def truncates(self, to: int, at: tuple[int, int]) -> None:
        self.counted["truncates"] += self._lies(to, at, two_faced.truncated)

    @rule(to=VICTIM, at=SPOT)
    def withholds(self, to: int, at: tuple[int, int]) -> None:
        self.counted["withholds"] += self._lies(to, at, two_faced.withheld)

    @rule(to=VICTIM, at=SPOT, other=SPOT)
    def swaps_rows(self, to: int, at: tuple[int, int], other: tuple[int, int]) -> None:
        lie = partial(two_faced.rows_swapped, other=self._spot(other))
        self.counted["swaps_rows"] += self._lies(to, at, lie)

    @rule(to=VICTIM, at=SPOT, other=SPOT, renamed=st.booleans())
    def swaps_bodies(self, to: int, at: tuple[int, int], other: tuple[int, int], renamed: bool) -> None:  # noqa: FBT001  drawn by the machine
        lie = partial(two_faced.bodies_swapped, other=self._spot(other), renamed=renamed)
        self.counted["swaps_bodies"] += self._lies(to, at, lie)

    @rule(to=VICTIM, at=SPOT, part=st.sampled_from(("id", "body_hash", "body", "sig")))
    def flips(self, to: int, at: tuple[int, int], part: str) -> None:
        self.counted["flips"] += self._lies(to, at, partial(two_faced.flipped, part=part))

    @rule(to=VICTIM, at=SPOT)
    def keeps_a_body_back(self, to: int, at: tuple[int, int]) -> None:
        self.counted["keeps_a_body_back"] += self._lies(to, at, two_faced.body_kept_back)

    @rule(to=VICTIM, at=SPOT, signed=st.booleans())
    def forges(self, to: int, at: tuple[int, int], signed: bool) -> None:  # noqa: FBT001  drawn by the machine
        self.counted["forges"] += self._lies(to, at, partial(two_faced.forged, signed=signed))

    @rule(to=VICTIM, at=SPOT, thief=SOMEBODY)
    def steals_an_author(self, to: int, at: tuple[int, int], thief: int) -> None:
        lie = partial(two_faced.author_stolen, other=self._desk(thief).member)
        self.counted["steals_an_author"] += self._lies(to, at, lie)

    @rule(to=VICTIM, whose=SOMEBODY, thief=SOMEBODY, in_league=st.booleans())
    def writes_for_somebody(self, to: int, whose: int, thief: int, in_league: bool) -> None:  # noqa: FBT001  drawn by the machine
        """After the last row of a log that the hub holds, in league with another member or not."""
        other = self._desk(thief)
        keys = other.keyset if in_league and other is not self._desk(whose) else None
        self.counted["writes_for_somebody"] += self._lies(to, (whose, 0), partial(two_faced.written_for, thief=keys))

    @rule(to=VICTIM, at=SPOT)
    def shows_another_clinic(self, to: int, at: tuple[int, int]) -> None:
        self.counted["shows_another_clinic"] += self._lies(to, at, two_faced.of_another_clinic)

    @rule(to=VICTIM, when=WHEN)
    def rolls_back(self, to: int, when: int) -> None:
        self.counted["rolls_back"] += self._lies(to, (0, 0), lambda _: two_faced.rolled_back(self._was(when)))

    @rule(who=SOMEBODY, when=WHEN)
    def loses_what_came_since(self, who: int, when: int) -> None:
        self.hub.lose(self._was(when))
        self._sync(self._desk(who))

    @rule()
    @precondition(lambda self: self.hub.lies)
    def turns_honest(self) -> None:
        self.hub.lies.clear()

    # -- what holds ----------------------------------------------------------------------------------------------------

    @override
    def teardown(self) -> None:
        self.hub.lies.clear()
        for _round in range(ROUNDS):
            whole = [self._sync(desk).complete for desk in self.desks]
            if all(whole) and same(*self.desks):
                break
        for desk in self.desks:
            places = {(r.head.log, r.head.seq) for r in desk.everything()}
            assert places == self.signed.keys(), "a record was lost"
            assert not desk.lacking(), "a body was lost"
            assert self._sync(desk).complete, "the clinic does not heal"
        self.counted["examples"] += 1

    def _sync(self, desk: Desk) -> Synced:
        before, self.hub.asker = dict(desk.known), desk.member
        synced = self.engines[desk.name].sync()
        self._holds_only_what_was_signed(desk)
        lied_to = bool(self.hub.told_to(desk.member))
        if synced.alarms or synced.refused or synced.hindrance:
            assert lied_to or self.hub.lost, "a hub that did no wrong is accused"
            self.counted["told"] += 1
            self.counted.update({alarm.caught.name for alarm in synced.alarms})
        else:
            self._was_told_everything(desk, before)
        self.counted["lied to"] += lied_to
        if not self.hub.lies:
            self.earlier.append(self.hub.kept)
        return synced

    def _holds_only_what_was_signed(self, desk: Desk) -> None:
        """Nobody believes a lie."""
        for log, records in desk.logs.items():
            for seq, record in enumerate(records):
                true = self.signed.get((log, seq))
                assert true is not None, "a lie was believed"
                assert record in (true, true._replace(body=None)), "a lie was believed"

    def _was_told_everything(self, desk: Desk, before: Mapping[str, int]) -> None:
        """No loss is silent that can be known here: by what the hub had, by what it says, by what a colleague saw."""
        here, there = desk.heads(), self.hub.heads()
        assert all(there.get(log, (-1, ""))[0] >= seq for log, seq in before.items()), "a silent loss"
        assert all(here[log] == place for log, place in there.items()), "a silent difference"
        assert all(log in there for log in desk.own()), "what was sent did not arrive"
        for log, seq, record in _named_by_checkpoints(desk):
            assert desk.id_at(log, seq) == record, "a silent loss: a checkpoint names it"
        assert not desk.lacking(), "a body is missing in silence"

    # -- how the rules find what they are about ------------------------------------------------------------------------

    def _lies(self, to: int, at: tuple[int, int], lie: Callable[[Spot], Lie]) -> bool:
        """Tell a lie, beside the last one, which some sync meets at once; was anything told of it there?"""
        member = self._desk(to).member if to <= PEOPLE else EVERYBODY
        self.hub.lies = [*self.hub.lies[-1:], (member, lie(self._spot(at)))]
        self.counted["lies"] += 1
        synced = self._sync(self._desk(to))
        return bool(synced.alarms or synced.refused)

    def _spot(self, at: tuple[int, int]) -> Spot:
        whose, back = at
        log = self._desk(whose).log
        return log, max(0, max(self.hub.kept.get(log, {0: None})) - back)

    def _was(self, when: int) -> dict[str, dict[int, Record]]:
        return self.earlier[max(0, len(self.earlier) - 1 - when)]

    def _desk(self, who: int) -> Desk:
        return self.desks[who % len(self.desks)]

    def _engine(self, desk: Desk) -> Engine:
        return desk.at(self.hub, most=5)

    def _remember(self, record: Record) -> None:
        self.signed[record.head.log, record.head.seq] = record

    @staticmethod
    def _belongs(desk: Desk) -> bool:
        """Does this computer know that its owner is a member?"""
        return any(desk.member in (record.head.author, record.head.to) for record in desk.people())


@cache
def _beginning() -> tuple[Desk, ...]:
    return clinic_of("Diaz", "Evans")


def _named_by_checkpoints(desk: Desk) -> list[tuple[str, int, str]]:
    kept = [record for record in desk.everything() if record.head.kind == "checkpoint"]
    return [(log, *place) for record in kept for log, place in parse_canon(record.body or b"").items()]


def test_that_no_lie_is_believed_and_no_loss_is_silent_and_all_is_whole_again_whatever_a_hub_tells(
    answered_once: None, examples: int
) -> None:
    counted = run(Replicas, examples, STEPS)
    assert counted["examples"] >= examples
    assert counted["lies"] > 6 * examples
    assert counted["lied to"] > 8 * examples
    assert all(counted[lie] > examples / 50 for lie in LIES), "a lie was hardly ever met"
    assert counted[Caught.WITHHELD.name] > examples / 50, "hardly any checkpoint told of what was kept back"


def _never_mind(*_args: object) -> None:
    """What is forgotten: nothing is refused, and nothing told."""


def _anybodys(record: Record, header: Header, chain: admission.Overlay) -> None:
    """Rule 7 without rule 6: anybody may go on in a log."""
    if chain.owner(header.log) in (None, header.author):
        stands_in_its_log(record, header, chain)


def _in_any_order(record: Record, header: Header, chain: admission.Overlay) -> None:
    """Rule 6 without rule 7: whatever the author signed goes on in the log."""
    try:
        stands_in_its_log(record, header, chain)
    except BadRecord as refusal:
        if refusal.rule == _AUTHORS_OWN:
            raise


def _met(_visit: Visit, met: Mapping[str, Place]) -> Mapping[str, Place]:
    """Whatever a checkpoint names."""
    return met


@pytest.mark.parametrize(
    ("where", "what", "instead", "found"),
    [
        pytest.param(admission, "is_signed", _never_mind, "a lie was believed", id="who signed"),
        pytest.param(admission, "stands_in_its_log", _anybodys, "a lie was believed", id="whose log it is"),
        pytest.param(admission, "stands_in_its_log", _in_any_order, "only what follows may be kept", id="what follows"),
        pytest.param(sending, "_tell_of_lost", _never_mind, "a silent loss", id="what the hub had"),
        pytest.param(comparing, "_compare_checkpoints", _met, "a checkpoint names it", id="what a colleague saw"),
        pytest.param(Visit, "catch", _never_mind, "in silence|a silent", id="alarms"),
    ],
)
def test_that_a_computer_that_forgets_a_rule_is_found_out(
    answered_once: None, monkeypatch: pytest.MonkeyPatch, where: object, what: str, instead: object, found: str
) -> None:
    monkeypatch.setattr(where, what, instead)
    with pytest.raises(AssertionError, match=found):
        run(Replicas, USUAL, STEPS)
