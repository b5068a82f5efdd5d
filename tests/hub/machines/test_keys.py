"""Promises about keys, whatever order things happen in: who has left opens nothing new, who stays opens everything.

Four people at four computers begin charts, renew keys at once, hand them on, leave, and meet when they please.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import combinations
from typing import ClassVar, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from typing_extensions import override

from careboard.errors import CareboardError
from careboard.vault.record import Header
from careboard.workflow.open_vault import clear
from careboard.workflow.people import belonging, renew_keys, revoke
from careboard.workflow.refusals import MembershipEnded
from tests.clinic import Ticking
from tests.hub.machines.computers import Computer
from tests.hub.machines.world import NOTE, World, answered_once, run, world

__all__ = ["answered_once", "world"]

PEOPLE = 4
SOMEBODY = st.integers(0, PEOPLE - 1)
STREAMS = st.integers(0, 2)


class Written(NamedTuple):
    """A note as the machine remembers it. `gone`: who had left, as its writer's computer knew."""

    by: str
    stream: str
    key: str
    gone: frozenset[str]


class Made(NamedTuple):
    """A key as the machine remembers it: its record, and who read the chart before and was left out."""

    record: bytes
    head: Header
    left_out: frozenset[str]


class Keys(RuleBasedStateMachine):
    """What was written and which keys were made, by the hands that did it."""

    world: ClassVar[World]
    counted: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        clock = Ticking()
        self.computers = [self.world.computer(number, clock) for number in range(PEOPLE)]
        self.streams = [self.world.chart]
        self.first_team = {self.world.chart: self.computers[0].vault.keyring.team(self.world.chart)}
        self.notes: list[Written] = []
        self.made: list[Made] = []
        self.revoked: dict[str, dict[str, int]] = {}

    @rule(who=SOMEBODY, others=SOMEBODY)
    @precondition(lambda self: len(self.streams) < 3)
    def begins_a_chart(self, who: int, others: int) -> None:
        computer = self.computers[who]
        if self._at_work(computer):
            active = computer.vault.registry.active
            team = {computer.member, self.computers[others].member} & active.keys()
            self.streams.append(stream := computer.vault.begin_stream(sorted(team)))
            self.first_team[stream] = frozenset(team)
            self._remember_keys(computer, frozenset())

    @rule(who=SOMEBODY, where=STREAMS)
    def writes(self, who: int, where: int) -> None:
        computer, stream = self.computers[who], self._stream(where)
        if not self._reads(computer, stream):
            return
        if computer.member in computer.vault.keyring.left(stream):
            return
        with self._renewing(computer, stream):
            renew_keys(computer.vault, stream)
        written = computer.vault.write([computer.vault.sealed("note", stream, NOTE)])[0]
        self.notes.append(Written(computer.member, stream, written.head.key, self._gone(computer, stream)))

    @rule(who=SOMEBODY, where=STREAMS, leaves=SOMEBODY)
    def renews_a_key(self, who: int, where: int, leaves: int) -> None:
        computer, stream, leaver = self.computers[who], self._stream(where), self.computers[leaves].member
        if not self._reads(computer, stream) or who not in (0, leaves):  # others by their role, oneself always
            return
        team = belonging(computer.vault, stream)
        if len(team) > 1 and {leaver, computer.member} <= team:
            newest = computer.vault.keyring.levels(stream)[-1][-1].key
            record = computer.vault.write([clear("leave", {}, stream, to=leaver, key_id=newest)])[0]
            self.made.append(Made(record.id, record.head, frozenset({leaver})))
            computer.vault.refresh()
            if leaver != computer.member:
                with self._renewing(computer, stream):
                    renew_keys(computer.vault, stream)

    @rule(who=SOMEBODY, where=STREAMS, comes=SOMEBODY)
    def hands_on_a_key(self, who: int, where: int, comes: int) -> None:
        computer, stream, newcomer = self.computers[who], self._stream(where), self.computers[comes].member
        if not self._reads(computer, stream) or newcomer in computer.vault.keyring.team(stream):
            return
        if newcomer in computer.vault.registry.active and newcomer not in self._ever_left_out(stream):
            computer.vault.grant(stream, newcomer)

    @rule(leaves=st.integers(1, PEOPLE - 1))
    @precondition(lambda self: len(self.revoked) < 2)
    def leaves_the_clinic(self, leaves: int) -> None:
        founder, leaver = self.computers[0], self.computers[leaves].member
        founder.vault.catch_up()
        if leaver in founder.vault.registry.active:
            heads = {log: seq for log, (seq, _) in founder.heads().items() if founder.owner(log) == leaver}
            revoke(founder.vault, leaver)
            self.revoked[leaver] = heads

    @rule(one=SOMEBODY, other=SOMEBODY)
    def meet(self, one: int, other: int) -> None:
        self.computers[one].meet(self.computers[other])

    @override
    def teardown(self) -> None:
        for one, other in (*combinations(self.computers, 2), *combinations(self.computers, 2)):
            one.meet(other)
        for computer in self.computers:
            computer.vault.refresh()
        for note in self.notes:
            self._is_open_to_the_right(note)
        for stream in self.streams:
            self._is_written_under_one_key(stream)
        self.counted["examples"] += 1

    def _is_open_to_the_right(self, note: Written) -> None:
        opened = {computer.member for computer in self.computers if _opens(computer, note)}
        assert not opened & note.gone, "who had left opens what was written afterwards"
        self.counted["closed to who had left"] += len(note.gone)
        if any(made.head.key == note.key and self._is_cut_off(made.head) for made in self.made):
            self.counted["under a key by who had left"] += 1
            return
        staying = self.first_team[note.stream] - self._ever_left_out(note.stream)
        assert opened >= {*staying, note.by}, "a key was lost"
        self.counted["opened"] += len(opened)

    def _is_written_under_one_key(self, stream: str) -> None:
        current = {c.vault.keyring.current(stream)[1].id for c in self.computers if c.vault.keyring.holds(stream)}
        assert len(current) <= 1, "computers that hold the same records write under different keys"
        self.counted["agreed on the newest key"] += len(current)

    def _at_work(self, computer: Computer) -> bool:
        with suppress(MembershipEnded):
            computer.vault.catch_up()
        return computer.member in computer.vault.registry.active

    def _reads(self, computer: Computer, stream: str) -> bool:
        return self._at_work(computer) and computer.vault.keyring.holds(stream)

    def _stream(self, where: int) -> str:
        return self.streams[where % len(self.streams)]

    @contextmanager
    def _renewing(self, computer: Computer, stream: str) -> Iterator[None]:
        team, newest = computer.vault.keyring.current_team(stream), computer.heads()
        yield
        if computer.heads() != newest:
            self._remember_keys(computer, team)

    def _remember_keys(self, computer: Computer, team: frozenset[str]) -> None:
        """The last record of this computer made a key for those of a team who stay."""
        record = list(computer.file.records.values())[-1]
        if record.head.kind in ("stream", "epoch"):
            self.made.append(Made(record.id, record.head, frozenset()))

    def _gone(self, computer: Computer, stream: str) -> frozenset[str]:
        """Who does not belong to a chart any more, by the records that lie at this computer."""
        active = computer.vault.registry.active.keys()
        seen = [m for m in self.made if m.head.stream == stream and m.record in computer.file.records]
        counts = [made for made in seen if made.head.author in active or not self._is_cut_off(made.head)]
        left_out = {member for made in counts for member in made.left_out}
        return frozenset(left_out | (computer.vault.registry.members.keys() - active))

    def _ever_left_out(self, stream: str) -> frozenset[str]:
        return frozenset(self.revoked).union(*(made.left_out for made in self.made if made.head.stream == stream))

    def _is_cut_off(self, head: Header) -> bool:
        return head.author in self.revoked and head.seq > self.revoked[head.author].get(head.log, -1)


def _opens(computer: Computer, note: Written) -> bool:
    try:
        computer.vault.keyring.key(note.stream, note.key)
    except CareboardError:
        return False
    return True


def test_that_who_has_left_opens_nothing_new_and_who_stays_opens_everything(world: World, examples: int) -> None:
    counted = run(Keys, examples, world=world)
    assert counted["examples"] >= examples
    assert counted["opened"] > examples
    assert counted["closed to who had left"] > examples / 4
    assert counted["agreed on the newest key"] > examples
