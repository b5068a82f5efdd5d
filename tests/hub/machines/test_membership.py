"""Promises about who belongs, whatever order things happen in, over a hub: joining, leaving, new keys, two at once.

Three people and whoever joins them write at computers of their own, and meet the hub when they please. Changes of
people go to the hub first, as in the product; whose keys were replaced has a client of their own and goes on writing.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.exchange.sync.announcing import announce
from careboard.exchange.sync.engine import Engine
from careboard.vault.keys import Keyset
from careboard.vault.record import Record
from careboard.workflow.founding import admit
from careboard.workflow.handing_on import look_after_new_keys
from careboard.workflow.new_keys import sign_new_keys
from careboard.workflow.open_vault import OpenVault, clear
from careboard.workflow.people import belonging, renew_keys, revoke
from careboard.workflow.refusals import MembershipEnded
from tests.clinic import ClientOfTheirOwn, Ticking
from tests.hub.in_memory import HubInMemory, Login, shelved
from tests.hub.machines.computers import Computer
from tests.hub.machines.world import NOTE, World, answered_once, run, world

__all__ = ["answered_once", "world"]

PEOPLE = 3
SOMEBODY = st.integers(0, PEOPLE)  # the last one is whoever joined, if anybody did


class Written(NamedTuple):
    """A note as the machine remembers it. `out`: the keys that were out, as its writer's computer knew."""

    record: Record
    key: str
    out: frozenset[str]


class Out(NamedTuple):
    """A record by which keys were put out: of the clinic with the places of their logs, or of the team."""

    record: bytes
    member: str
    heads: dict[str, int] | None


class ToTheHub:
    """Changes of people go to the hub in memory first."""

    def __init__(self, at: "At") -> None:
        self._at = at

    def make_way(self) -> None:
        """Exchange with the hub."""
        self._at.meets()

    def send(self, records: Sequence[Record]) -> None:
        """Send the change."""
        announce(self._at.login, records)

    def follow(self) -> None:
        """Logins are not looked at here."""


class At:
    """Somebody at a computer with a way to the hub."""

    def __init__(self, world: World, keyset: Keyset, hub: HubInMemory, clock: Ticking) -> None:
        self.computer = Computer(keyset, world.clinic, clock, world.beginning)
        self.hub = hub
        self.vault.ahead = ToTheHub(self)

    @property
    def vault(self) -> OpenVault:
        """The client."""
        return self.computer.vault

    @property
    def login(self) -> Login:
        """The hub as this person meets it."""
        return self.hub.seen_by(self.computer.member, may_repair=self.computer.may_repair)

    def meets(self) -> None:
        """Send, take in, and do what every client does for colleagues with new keys."""
        Engine(self.computer, self.login).meet()
        with suppress(MembershipEnded):
            self.vault.catch_up()

    def at_work(self) -> bool:
        """Do they belong to the clinic, as far as this computer knows?"""
        with suppress(MembershipEnded):
            self.vault.catch_up()
        return self.computer.member in self.vault.registry.active

    def reads(self, stream: str) -> bool:
        """Are they on the team, as far as this computer knows?"""
        return (
            self.at_work()
            and self.vault.keyring.holds(stream)
            and self.computer.member in belonging(self.vault, stream)
        )

    def goes_on(self) -> None:
        """From now on they have a client that asks nobody."""
        self.vault.__class__ = ClientOfTheirOwn


class Membership(RuleBasedStateMachine):
    """What was written and who was put out, by the hands that did it."""

    world: ClassVar[World]
    counted: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.clock, self.hub = Ticking(), HubInMemory(shelved(self.world.beginning))
        self.people = [At(self.world, keys, self.hub, self.clock) for keys in self.world.people[:PEOPLE]]
        self.thieves: list[At] = []
        self.spare = list(self.world.spare)
        self.notes: list[Written] = []
        self.forged: list[Record] = []
        self.out: list[Out] = []

    @rule(who=SOMEBODY)
    def writes(self, who: int) -> None:
        at, chart = self._person(who), self.world.chart
        if at.reads(chart):
            look_after_new_keys(at.vault)
            renew_keys(at.vault, chart)
            written = at.vault.write([at.vault.sealed("note", chart, NOTE)])[0]
            self.notes.append(Written(written, written.head.key, self._out_by(at)))

    @rule(who=SOMEBODY)
    def meets_the_hub(self, who: int) -> None:
        self._person(who).meets()

    @rule(who=SOMEBODY)
    def looks_after_new_keys(self, who: int) -> None:
        if (at := self._person(who)).at_work():
            look_after_new_keys(at.vault)

    @rule()
    @precondition(lambda self: len(self.people) == PEOPLE and self.spare)
    def joins(self) -> None:
        keys, founder = self.spare.pop(), self.people[0]
        founder.meets()
        charts = [self.world.chart] if founder.reads(self.world.chart) else []
        admit(founder.vault, keys.public, {Role.NURSE}, "A newcomer", charts)
        self.people.append(newcomer := At(self.world, keys, self.hub, self.clock))
        newcomer.meets()

    @rule(who=st.integers(1, PEOPLE))
    @precondition(lambda self: len(self.out) < 4)
    def leaves_the_clinic(self, who: int) -> None:
        member, founder = self._person(who).computer.member, self.people[0]
        founder.meets()
        if member in founder.vault.registry.active and member != founder.computer.member:
            heads = self._heads_of(founder, member)
            revoke(founder.vault, member)
            self.out.append(Out(self._last_of(founder), member, heads))

    @rule(who=SOMEBODY, leaves=SOMEBODY)
    @precondition(lambda self: len(self.out) < 4)
    def leaves_the_team(self, who: int, leaves: int) -> None:
        at, leaver, chart = self._person(who), self._person(leaves).computer.member, self.world.chart
        if who in (0, leaves) and at.reads(chart) and {leaver, at.computer.member} < belonging(at.vault, chart):
            newest = at.vault.keyring.levels(chart)[-1][-1].key
            record = at.vault.write([clear("leave", {}, chart, to=leaver, key_id=newest)])[0]
            self.out.append(Out(record.id, leaver, None))
            at.vault.refresh()

    @rule(who=st.integers(1, PEOPLE), stolen=st.booleans())
    @precondition(lambda self: bool(self.spare))
    def gets_new_keys(self, who: int, stolen: bool) -> None:  # noqa: FBT001  drawn by the machine
        before, founder = self._person(who), self.people[0]
        founder.meets()
        member = before.computer.member
        if member not in founder.vault.registry.active or member == founder.computer.member:
            return
        keys, heads = self.spare.pop(), self._heads_of(founder, member)
        sign_new_keys(founder.vault, member, keys.public, stolen=stolen)
        revoked = [one for one in founder.computer.file.of_kinds(["revoke"]) if one.head.to == member]
        self.out.append(Out(revoked[-1].id, member, heads))
        after = At(self.world, keys, self.hub, self.clock)
        after.meets()
        self.people[self.people.index(before)] = after
        before.goes_on()
        self.thieves.append(before)

    @rule()
    @precondition(lambda self: bool(self.thieves))
    def a_thief_writes_and_shares_it(self) -> None:
        thief, chart = self.thieves[-1], self.world.chart
        with suppress(CareboardError):
            self.forged += thief.vault.write([thief.vault.sealed("note", chart, NOTE)])
        thief.meets()

    @override
    def teardown(self) -> None:
        for _round in range(2):
            for at in self.people:
                at.meets()
                if at.at_work():
                    look_after_new_keys(at.vault)
        for at in (*self.people, *self.people, *self.thieves):
            at.meets()
        for one in (*self.people, *self.thieves):
            one.vault.refresh()
        for note in self.notes:
            self._is_open_to_the_right(note)
        self._agree()
        self.counted["examples"] += 1

    def _is_open_to_the_right(self, note: Written) -> None:
        everybody = {at.computer.member: at for at in (*self.people, *self.thieves)}
        opened = {member for member, at in everybody.items() if _opens(at, self.world.chart, note.key)}
        assert not opened & note.out, "who was out opens what was written afterwards"
        self.counted["closed to who was out"] += len(note.out)
        if self._is_cut_off(note.record):
            return
        ever_out = {out.member for out in self.out}
        on_the_team = {member for member, at in everybody.items() if at.reads(self.world.chart)} - ever_out
        assert opened >= on_the_team, "somebody on the team does not open an entry"
        self.counted["opened by the team"] += len(on_the_team)
        for at in self.people:
            if at.at_work():
                assert note.record.id in at.computer.file.records, "an entry was lost"

    def _agree(self) -> None:
        working = [at for at in self.people if at.at_work()]
        standing = [frozenset(_standing(at, self.world.chart)) for at in working if at.reads(self.world.chart)]
        assert len({*standing}) <= 1, "an entry stands at one computer and not at another"
        assert len({frozenset(at.vault.registry.active) for at in working}) == 1
        assert len({tuple(sorted(at.computer.heads().items())) for at in working}) == 1
        newest = {at.vault.keyring.current(self.world.chart)[1].id for at in working if at.reads(self.world.chart)}
        assert len(newest) <= 1, "computers that hold the same records write under different keys"
        honest = {note.record.id for note in self.notes if not self._is_cut_off(note.record)}
        late = {record.id for record in self.forged if self._is_cut_off(record)}
        for found in standing:
            assert honest <= found, "an honest entry does not stand"
            assert not late & found, "what was written with replaced keys counts"
            self.counted["forged and refused"] += len(late)

    def _person(self, who: int) -> At:
        return self.people[who % len(self.people)]

    def _out_by(self, at: At) -> frozenset[str]:
        """Who was out, by the records that lie at this computer."""
        return frozenset(out.member for out in self.out if out.record in at.computer.file.records)

    def _is_cut_off(self, record: Record) -> bool:
        head = record.head
        ends = [out.heads for out in self.out if out.member == head.author and out.heads is not None]
        return any(head.seq > heads.get(head.log, -1) for heads in ends)

    @staticmethod
    def _heads_of(at: At, member: str) -> dict[str, int]:
        return {log: seq for log, (seq, _) in at.computer.heads().items() if at.computer.owner(log) == member}

    @staticmethod
    def _last_of(at: At) -> bytes:
        return bytes.fromhex(at.computer.file.heads()[at.vault._log][1])


def _opens(at: At, stream: str, key: str) -> bool:
    try:
        at.vault.keyring.key(stream, key)
    except CareboardError:
        return False
    return True


def _standing(at: At, stream: str) -> set[bytes]:
    found = at.vault.verified(at.computer.file.stream(stream, at.computer.member))
    return {record.id for record, one in found if one.header.kind == "note" and one.payload == NOTE}


def test_that_whoever_belongs_reads_everything_and_whoever_is_out_nothing_new_whatever_happens(
    world: World, examples: int
) -> None:
    counted = run(Membership, examples, steps=10, world=world)
    assert counted["examples"] >= examples
    assert counted["opened by the team"] > examples / 2
    assert counted["closed to who was out"] > examples / 4
    assert counted["forged and refused"] > examples / 10
