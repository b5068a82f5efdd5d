"""Promises of the engine with an honest hub: vaults come into step, however they are cut, ordered or late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from careboard.clinical.people import Role
from careboard.exchange.sync.alarms import Caught
from careboard.exchange.sync.announcing import Arrival, announce
from careboard.exchange.sync.visit import Progress, Synced
from careboard.storage.hub.port import Digest, Forked, HubAway, RegistryMoved
from careboard.vault.record import Record
from careboard.vault.registry import Place
from tests.exchange.sync.desks import CHART, OTHER_CHART, Desk, clinic_of, founder, same
from tests.hub.in_memory import HubInMemory


def in_step(hub: HubInMemory, *desks: Desk) -> list[Synced]:
    """Everybody syncs twice, in order; the last answers."""
    for desk in desks:
        desk.at(hub).sync()
    return [desk.at(hub).sync() for desk in desks]


@pytest.fixture
def hub() -> HubInMemory:
    """An honest hub without a record."""
    return HubInMemory()


def test_that_what_one_writes_the_other_holds_and_both_know_that_it_is_shared(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    chen.note("Before Diaz came.")
    in_step(hub, chen, diaz)
    diaz.note("Diaz was here.")
    assert [one.complete for one in in_step(hub, diaz, chen)] == [True, True]
    assert same(chen, diaz)
    assert chen.known == diaz.known == {log: seq for log, (seq, _) in chen.heads().items()}
    assert not chen.alarms + diaz.alarms


def test_that_the_outcome_says_what_was_sent_taken_and_left(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    for _ in range(3):
        chen.note()
    assert chen.at(hub).share() == Synced(sent=5)
    assert diaz.at(hub).sync() == Synced(taken=5, complete=True)
    diaz.note()
    assert diaz.at(hub).sync(stopped=lambda: True) == Synced(unshared=1)


def test_that_a_first_sync_goes_on_where_it_was_cut(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    for _ in range(30):
        chen.note()
    chen.at(hub).sync()
    told: list[Progress] = []
    halves = iter([False, False, False, True])
    cut = diaz.at(hub, most=5).sync(told.append, lambda: next(halves))
    assert not cut.complete
    assert (cut.taken, told[-1]) == (15, Progress(15, 32))
    rest = diaz.at(hub, most=5).sync(told.append)
    assert rest.complete
    assert rest.taken == 17
    assert [one.here for one in told] == sorted(one.here for one in told)
    assert told[-1] == Progress(32, 32)


class Cuts(HubInMemory):
    """A line that breaks: `before` or after the n-th push arrived, once."""

    breaks_at, before, pushes = -1, False, 0

    @override
    def push(self, records: Sequence[Record]) -> None:
        self.pushes += 1
        broken = self.pushes == self.breaks_at
        if not (broken and self.before):
            super().push(records)
        if broken:
            raise HubAway("The line broke.")


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_that_a_push_of_which_nobody_knows_whether_it_arrived_is_made_again(*, at: int, before: bool) -> None:
    cutting = Cuts()
    cutting.breaks_at, cutting.before = at, before
    chen, diaz = clinic_of("Diaz")
    for _ in range(10):
        chen.note()
    engine = chen.at(cutting, most=4)
    cut = engine.sync()
    assert isinstance(cut.hindrance, HubAway)
    assert cut.unshared == 12
    assert engine.sync().complete
    assert diaz.at(cutting).sync().complete
    assert same(chen, diaz)


STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["note", "sync", "cut", "poll", "checkpoint"])), max_size=40
)


@settings(max_examples=40)
@given(STEPS)
def test_that_three_vaults_come_into_step_whatever_the_order_of_what_they_do(steps: list[tuple[int, str]]) -> None:
    hub, desks = HubInMemory(), clinic_of("Diaz", "Evans")
    desks[0].at(hub).sync()
    for desk in desks[1:]:
        desk.at(hub).sync()
    engines = [desk.at(hub, most=3) for desk in desks]
    for who, what in steps:
        match what:
            case "note":
                desks[who].note()
            case "sync":
                engines[who].sync()
            case "cut":
                engines[who].sync(stopped=lambda: True)
            case "poll":
                engines[who].poll()
            case _:
                engines[who].sync()
                desks[who].checkpoint()
    outcomes = in_step(hub, *desks)
    assert same(*desks)
    assert all(outcome.complete for outcome in outcomes)
    assert not [alarm for desk in desks for alarm in desk.alarms]


def test_that_two_who_sync_in_each_others_steps_come_into_step(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    chen.at(hub).sync()
    for _ in range(12):
        chen.note()
    other, texts = diaz.at(hub, most=2), iter(["One.", "Two.", "Three."])

    def meanwhile(_progress: Progress) -> None:
        for text in islice(texts, 1):
            diaz.note(text)
            other.sync()

    chen.at(hub, most=3).sync(meanwhile)
    assert all(one.complete for one in in_step(hub, chen, diaz))
    assert same(chen, diaz)


# --- polling ----------------------------------------------------------------------------------------------------------


@dataclass
class Counts(HubInMemory):
    """Counts what it is asked."""

    asked: list[str] = field(default_factory=list)

    @override
    def digest(self) -> Digest:
        self.asked.append("digest")
        return super().digest()

    @override
    def heads(self) -> dict[str, Place]:
        self.asked.append("heads")
        return super().heads()

    @override
    def pull(self, have: Mapping[str, int], streams: Collection[str], most: int) -> list[Record]:
        self.asked.append("pull")
        return super().pull(have, streams, most)


def test_that_a_poll_where_nothing_came_is_one_question() -> None:
    counting = Counts()
    chen, diaz = clinic_of("Diaz")
    engine, other = chen.at(counting), diaz.at(counting)
    engine.sync()
    counting.asked.clear()
    assert engine.poll() is None
    assert counting.asked == ["digest"]
    other.sync()
    diaz.note()
    other.sync()
    counting.asked.clear()
    news = engine.poll()
    assert news == Synced(taken=1, complete=True)
    assert "heads" not in counting.asked
    assert engine.poll() is None


def test_that_a_poll_shares_what_was_written_here(hub: HubInMemory) -> None:
    (chen,) = clinic_of()
    engine = chen.at(hub)
    engine.sync()
    chen.note()
    assert engine.poll() == Synced(sent=1, complete=True)
    assert engine.poll() is None


def test_that_a_poll_of_a_hub_that_is_away_says_what_is_not_shared(hub: HubInMemory) -> None:
    class Away(HubInMemory):
        @override
        def digest(self) -> Digest:
            raise HubAway("Nobody there.")

    (chen,) = clinic_of()
    chen.at(hub).sync()
    chen.note()
    answer = chen.at(Away()).poll()
    assert answer is not None
    assert (answer.unshared, answer.complete, type(answer.hindrance)) == (1, False, HubAway)


# --- people -----------------------------------------------------------------------------------------------------------


def test_that_logs_come_in_any_order_for_authors_are_looked_up_with_the_hub(hub: HubInMemory) -> None:
    """Somebody enrolled by somebody enrolled: whichever log is handed out first, and however many records at once."""
    chen, diaz, *_ = desks = clinic_of("Diaz")
    diaz_admin = chen.admit("Evans", Role.ADMIN, reg=2)
    evans = Desk("Evans", chen.clinic, may_repair=True)
    in_step(hub, chen, diaz, evans)
    evans.admit("Frank", reg=3)
    frank = Desk("Frank", chen.clinic)
    in_step(hub, evans, frank)
    frank.note()
    in_step(hub, frank)
    assert diaz_admin.head.author == chen.member
    for who in range(6):
        newcomer = Desk("Frank", chen.clinic, installation=who + 2)
        assert newcomer.at(hub, most=1 + who).sync().complete
    assert in_step(hub, *desks, evans, frank)[-1].complete


def test_that_somebody_enrolled_meanwhile_is_no_stranger(hub: HubInMemory) -> None:
    """Between two polls somebody is enrolled and writes: whichever log comes first, nobody is refused."""
    for number in range(8):
        shared = HubInMemory()
        chen, diaz = clinic_of("Diaz")
        engine = diaz.at(shared, most=1)
        chen.at(shared).sync()
        engine.sync()
        chen.admit(f"Newcomer {number}", reg=2)
        chen.at(shared).sync()
        newcomer = Desk(f"Newcomer {number}", chen.clinic)
        newcomer.at(shared).sync()
        newcomer.note()
        newcomer.at(shared).sync()
        news = engine.poll()
        assert news == Synced(taken=2, complete=True)
        assert not diaz.refused


def test_that_a_computer_of_another_clinic_is_told_so(hub: HubInMemory) -> None:
    chen, stranger = founder(), founder("Stranger")
    chen.at(hub).sync()
    lost = Desk("Chen", stranger.clinic).at(hub).sync()
    assert lost.hindrance is not None
    assert lost.hindrance.told.startswith("The hub does not hold the clinic that this computer was enrolled in.")


def test_that_a_change_of_people_is_sent_before_it_is_kept(hub: HubInMemory) -> None:
    chen, evans = clinic_of()[0], Desk("Evans")
    chen.admit("Evans", Role.ADMIN, reg=1)
    evans.clinic = chen.clinic
    in_step(hub, chen, evans)
    first, second = chen.admission_of("Frank", reg=2), evans.admission_of("Gomez", reg=2)
    assert announce(hub.seen_by(chen.member), [first]) is Arrival.ARRIVED
    chen.keep(first)
    with pytest.raises(RegistryMoved):
        announce(hub.seen_by(evans.member), [second])
    assert all(one.complete for one in in_step(hub, chen, evans))
    assert same(chen, evans)


def test_that_a_change_of_people_is_not_kept_while_the_hub_is_away() -> None:
    class Away(HubInMemory):
        @override
        def digest(self) -> Digest:
            raise HubAway("Nobody there.")

    chen, _ = clinic_of("Diaz")
    with pytest.raises(HubAway):
        announce(Away(), [chen.admission_of("Frank", reg=2)])


@pytest.mark.parametrize("before", [True, False])
def test_that_a_change_of_people_that_may_have_arrived_is_settled_by_the_next_push(*, before: bool) -> None:
    cutting = Cuts()
    chen, diaz = clinic_of("Diaz")
    engine = chen.at(cutting)
    engine.share()
    change = chen.admission_of("Frank", reg=2)
    cutting.breaks_at, cutting.before, cutting.pushes = 1, before, 0
    assert announce(cutting.seen_by(chen.member), [change]) is Arrival.UNKNOWN
    chen.keep(change)
    assert engine.sync().complete
    assert diaz.at(cutting).sync().complete
    assert same(chen, diaz)


def test_that_a_change_of_people_that_came_second_is_moved_aside_with_what_followed_it(hub: HubInMemory) -> None:
    chen, evans = clinic_of()[0], Desk("Evans")
    chen.admit("Evans", Role.ADMIN, reg=1)
    evans.clinic = chen.clinic
    in_step(hub, chen, evans)
    evans.admit("Gomez", reg=2)  # kept, because nobody knew whether it had arrived; it had not
    after = evans.note("Written after it.")
    chen.admit("Frank", reg=2)
    in_step(hub, chen)
    settled = evans.at(hub).sync()
    assert settled.parted == ((after.head.log, 0),)
    assert (settled.complete, settled.alarms) == (True, ())
    assert [record.head.kind for record in evans.aside] == ["member", "note"]
    assert all(one.complete for one in in_step(hub, chen, evans))
    assert same(chen, evans)
    assert [r.body for r in chen.everything() if r.head.author == evans.member] == [b"Written after it."]


# --- bodies -----------------------------------------------------------------------------------------------------------


def test_that_a_computer_holds_the_bodies_of_charts_that_are_read_at_it_and_others_when_they_are_granted(
    hub: HubInMemory,
) -> None:
    chen, diaz = clinic_of("Diaz")
    for number in range(7):
        chen.note(f"Note {number}.", OTHER_CHART if number % 2 else CHART)
    in_step(hub, chen, diaz)
    bare = [record for record in diaz.everything() if record.body is None]
    assert [record.head.stream for record in bare] == [OTHER_CHART] * 3
    assert diaz.heads() == chen.heads()
    diaz.reads.add(OTHER_CHART)
    assert diaz.at(hub, most=2).sync().complete
    assert not [record for record in diaz.everything() if record.body is None]


def test_that_a_record_erased_by_law_lacks_nothing(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    note = chen.note()
    in_step(hub, chen)
    hub.kept[note.head.log][note.head.seq] = note._replace(body=None)
    diaz.erasures.add(note.id)
    assert diaz.at(hub).sync().complete
    assert not diaz.alarms


# --- forks ------------------------------------------------------------------------------------------------------------


def test_that_a_restored_computer_that_wrote_nothing_gets_its_own_log_back(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    in_step(hub, chen, diaz)
    image = chen.restored()
    chen.note()
    in_step(hub, chen)
    assert image.at(hub).sync() == Synced(taken=1, complete=True)
    assert same(chen, image)


@pytest.mark.parametrize("written", [1, 2, 3])
def test_that_a_restored_computer_signs_anew_what_it_wrote_since_and_nothing_is_lost(
    hub: HubInMemory, written: int
) -> None:
    chen, diaz = clinic_of("Diaz")
    in_step(hub, chen, diaz)
    image = diaz.restored()
    for text in ("First.", "Second."):
        diaz.note(text)
    in_step(hub, diaz)
    again = [image.note(f"After the image {number}.").body for number in range(written)]
    answer = image.at(hub).sync()
    assert answer.parted == ((diaz.log, 0),)
    assert (answer.complete, image.alarms) == (True, [])
    in_step(hub, chen)
    assert same(chen, image)
    assert [r.body for r in chen.logs[image.log]] == again
    assert [r.body for r in chen.logs[diaz.log]] == [b"First.", b"Second."]


def test_that_two_copies_of_one_computer_part_once_and_go_on(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    in_step(hub, chen, diaz)
    twin = diaz.restored()
    twin.installation = diaz.installation
    for number in range(3):
        diaz.note(f"One {number}.")
        twin.note(f"Other {number}.")
        in_step(hub, diaz, twin)
    assert all(one.complete for one in in_step(hub, chen, diaz, twin))
    assert same(chen, diaz, twin)
    assert len([r for r in chen.everything() if r.head.kind == "note"]) == 6


def test_that_a_fork_of_which_the_hub_shows_nothing_moves_nothing(hub: HubInMemory) -> None:
    class Claims(HubInMemory):
        @override
        def push(self, records: Sequence[Record]) -> None:
            if records[0].head.kind == "note":
                raise Forked(records[0].head.log, records[0].head.seq)
            super().push(records)

    claiming, (chen, diaz) = Claims(), clinic_of("Diaz")
    in_step(claiming, chen, diaz)
    diaz.note()
    answer = diaz.at(claiming).sync()
    assert (diaz.aside, diaz.caught, answer.unshared) == ([], [Caught.TURNED_AWAY], 1)


# --- what the hub lost ------------------------------------------------------------------------------------------------


def test_that_a_hub_restored_from_an_old_copy_gets_everything_back(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    in_step(hub, chen, diaz)
    old = {log: dict(places) for log, places in hub.kept.items()}
    diaz.note("Lost.")
    chen.note("Lost too.")
    in_step(hub, chen, diaz)
    whole, hub.kept = hub.kept, old
    assert diaz.at(hub).poll() is not None
    assert diaz.caught == [Caught.LOST_OF_OTHERS, Caught.LOST]
    assert chen.at(hub).poll() is not None
    assert chen.caught == [Caught.LOST]
    assert hub.kept == whole


def test_that_an_administrator_puts_back_the_log_of_somebody_who_is_not_there(hub: HubInMemory) -> None:
    chen, diaz = clinic_of("Diaz")
    diaz.note()
    in_step(hub, chen, diaz, chen)
    del hub.kept[diaz.log]
    answer = chen.at(hub).sync()
    assert (answer.sent, chen.caught) == (1, [Caught.LOST])
    assert hub.heads() == chen.heads()
