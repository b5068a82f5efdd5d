"""Promises of search: what a clinician finds while typing, and what nobody finds, whoever else writes meanwhile."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from careboard.clinical.note import Addendum, EnteredInError, ErrorReason, PsychotherapyNote
from careboard.clinical.nutrition import Exchange, MealPlan, MealTime, PlannedMeal, Weight
from careboard.clinical.people import Role
from careboard.clinical.values import Amount, EntryId, PatientId
from careboard.vault.keys import Keyset
from careboard.workflow import searching
from careboard.workflow.founding import admit
from careboard.workflow.session import Session
from tests.clinic import Clinic, note
from tests.clinical_examples import REGISTRATION

SignedIn = Callable[..., Session]


@pytest.fixture
def signed_in(clinic: Clinic) -> Iterator[SignedIn]:
    """A session of a member, ended when the test ends."""
    opened: list[Session] = []

    def sign_in(who: Role | Keyset | None = None) -> Session:
        opened.append(Session(clinic.open(who)))
        return opened[-1]

    yield sign_in
    for session in opened:
        session.vault.file.close()


def ready(session: Session) -> Session:
    """The session, with search made ready."""
    assert session.prepare_search()
    return session


def entries(session: Session, typed: str, patient: PatientId | None = None) -> list[EntryId]:
    """The entries that are found."""
    return [hit.entry for hit in session.search(typed, patient).hits]


def snapshot(session: Session) -> bytes:
    """What lies sealed in the vault for this member's search."""
    return session.vault.file.snapshot(session.vault.member, "search 0000") or b""


def searched(session: Session) -> list[dict[str, object]]:
    """The access records about this member's searches."""
    mine = [
        r
        for r in session.vault.file.every()
        if r.head.author == session.vault.member and b"searched" in (r.body or b"")
    ]
    return [json.loads(record.body or b"") for record in mine]


def test_that_a_hit_says_whose_entry_it_is_and_where_the_words_stand(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    written = session.append(clinic.patient, note("Walked to the river. " * 20 + "Tremor of both hands."))
    (hit,) = ready(session).search("tremor").hits
    assert (hit.entry, hit.patient) == (written, clinic.patient)
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["Tremor"]
    assert hit.headline.startswith("Walked to the river.")


def test_that_all_charts_are_searched_or_one(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    other = session.new_patient(REGISTRATION)
    here, there = (session.append(patient, note("Zebrafinch.")) for patient in (clinic.patient, other))
    ready(session)
    assert entries(session, "zebraf") == [there, here]
    assert entries(session, "zebraf", other) == [there]


def test_that_what_anybody_writes_is_found_at_the_next_keystroke(clinic: Clinic, signed_in: SignedIn) -> None:
    session, nurse = ready(signed_in()), signed_in(Role.NURSE)
    mine = session.append(clinic.patient, note("Zebrafinch in the morning."))
    assert entries(session, "zebrafinch") == [mine]
    hers = nurse.append(clinic.patient, note("Zebrafinch at noon."))
    assert entries(session, "zebrafinch") == [hers, mine]
    other = nurse.new_patient(REGISTRATION)
    third = nurse.append(other, note("Zebrafinch in the evening."))
    assert entries(session, "zebrafinch") == [third, hers, mine]


def test_that_a_medicine_is_found_by_the_name_that_its_signer_saw(clinic: Clinic, signed_in: SignedIn) -> None:
    session = ready(signed_in())
    (start,) = entries(session, "started sertraline") or entries(session, "sertraline")
    assert start == clinic.entries["start"]


def test_that_words_that_must_stand_together_are_found_only_together(clinic: Clinic, signed_in: SignedIn) -> None:
    session = ready(signed_in())
    together = session.append(clinic.patient, note("No zebrafinch today."))
    for number in range(searching.MOST_HITS + 5):
        session.append(clinic.patient, note(f"A zebrafinch, no goldfinch {number}."))
    assert entries(session, '"no zebrafinch"') == [together]
    assert len(session.search("no zebrafinch").hits) == searching.MOST_HITS


def test_that_before_search_is_ready_the_answer_says_that_it_is_not_complete(signed_in: SignedIn) -> None:
    session = signed_in()
    assert not session.search("slept").complete
    assert ready(session).search("slept").complete


def test_that_no_more_hits_are_read_than_are_shown_and_the_answer_says_so(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    for number in range(searching.MOST_HITS + 1):
        session.append(clinic.patient, note(f"Zebrafinch {number}."))
    found = ready(session).search("zebrafinch")
    assert (len(found.hits), found.more) == (searching.MOST_HITS, True)
    assert not session.search("zebrafinch 7").more


# -- what nobody finds --------------------------------------------------------------------------------------------


def test_that_private_notes_are_found_by_nobody_not_even_their_author(clinic: Clinic, signed_in: SignedIn) -> None:
    counselor = signed_in(Role.COUNSELOR)
    stream = counselor.private_stream(clinic.patient)
    counselor.append(stream, PsychotherapyNote(clinic.patient, "Transference, zebrafinch."))
    assert entries(ready(counselor), "zebrafinch") == []
    counselor.append(stream, PsychotherapyNote(clinic.patient, "Another zebrafinch."))
    assert entries(counselor, "zebrafinch") == []
    assert entries(ready(signed_in()), "zebrafinch") == []


@pytest.mark.parametrize("reason", [ErrorReason.WRONG_PATIENT, ErrorReason.DUPLICATE])
def test_that_what_was_entered_in_error_is_found_no_more_from_the_next_keystroke_on(
    clinic: Clinic, signed_in: SignedIn, reason: ErrorReason
) -> None:
    author, colleague = signed_in(), ready(signed_in(Role.NURSE))
    wrong = author.append(clinic.patient, note("Zebrafinch."))
    author.append(clinic.patient, Addendum("More of the zebrafinch."), ref=wrong)
    assert len(entries(colleague, "zebrafinch")) == 2
    author.append(clinic.patient, EnteredInError(reason, "The zebrafinch is somebody else's."), ref=wrong)
    assert entries(colleague, "zebrafinch") == []
    assert not colleague.search_ready
    assert entries(ready(colleague), "zebrafinch") == []
    assert colleague.search_ready


def test_that_an_addendum_to_what_was_entered_in_error_is_not_found_either(clinic: Clinic, signed_in: SignedIn) -> None:
    author = signed_in()
    wrong = author.append(clinic.patient, note("Slept badly."))
    author.append(clinic.patient, EnteredInError(ErrorReason.WRONG_PATIENT), ref=wrong)
    ready(author)
    author.append(clinic.patient, Addendum("The zebrafinch."), ref=wrong)
    assert entries(author, "zebrafinch") == []


def test_that_words_of_what_was_entered_in_error_leave_the_sealed_index(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    wrong = session.append(clinic.patient, note("Zebrafinch."))
    ready(session)
    session.append(clinic.patient, EnteredInError(ErrorReason.WRONG_PATIENT), ref=wrong)
    ready(session)
    finder = session._finder
    assert finder._indexing is not None
    assert b"zebrafinch" not in finder._indexing.index.to_bytes()
    again = signed_in()
    assert entries(ready(again), "zebrafinch") == []


def test_that_a_chart_whose_key_was_lost_is_found_no_more(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    session.append(clinic.patient, note("Zebrafinch."))
    ready(session)
    again = signed_in()
    again.vault.keyring.holds = lambda stream: stream != clinic.patient  # type: ignore[method-assign]
    again.note_access("opened", clinic.patient)
    again._finder._catch_up()
    assert again.prepare_search()
    assert entries(again, "zebrafinch") == []


def test_that_a_member_without_a_key_finds_nothing(clinic: Clinic, signed_in: SignedIn) -> None:
    signed_in().append(clinic.patient, note("Zebrafinch."))
    assert entries(ready(signed_in(Role.ADMIN)), "zebrafinch") == []


def test_that_a_chart_handed_over_later_is_found_then(clinic: Clinic, signed_in: SignedIn) -> None:
    session, newcomer = signed_in(), Keyset.new()
    written = session.append(clinic.patient, note("Zebrafinch."))
    admit(session.vault, newcomer.public, {Role.NURSE}, "N. Newcomer")
    late = ready(signed_in(newcomer))
    assert entries(late, "zebrafinch") == []
    session.vault.grant(clinic.patient, newcomer.id)
    assert entries(late, "zebrafinch") == [written]


# -- the sealed index ---------------------------------------------------------------------------------------------


def test_that_the_next_session_loads_the_sealed_index_and_takes_in_what_came_since(
    clinic: Clinic, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = signed_in()
    before = first.append(clinic.patient, note("Zebrafinch at dawn."))
    ready(first).close()
    after = signed_in(Role.NURSE).append(clinic.patient, note("Zebrafinch at dusk."))
    session = signed_in()
    monkeypatch.setattr(searching.Finder, "_build", lambda *_: pytest.fail("The index was made anew."))
    assert session.prepare_search()
    assert session.search_ready
    assert entries(session, "zebrafinch") == [after, before]


def test_that_the_sealed_index_shows_no_word(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    session.append(clinic.patient, note("Zebrafinch."))
    ready(session)
    assert snapshot(session)
    assert b"zebrafinch" not in clinic.path.read_bytes().lower()


def test_that_an_index_in_several_pieces_comes_back_whole_and_a_smaller_one_leaves_none_behind(
    clinic: Clinic, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PIECE", 1000)
    session = signed_in()
    written = session.append(clinic.patient, note("Zebrafinch."))
    ready(session)
    assert len(list(session._finder._pieces())) > 3
    monkeypatch.setattr(searching, "PIECE", 1_000_000)
    session._finder.save()
    assert len(list(session._finder._pieces())) == 1
    assert entries(ready(signed_in()), "zebrafinch") == [written]


@pytest.mark.parametrize("what", ["another member's", "damaged", "cut off", "nothing"])
def test_that_a_sealed_index_that_does_not_open_is_ignored_and_made_anew(
    clinic: Clinic, signed_in: SignedIn, what: str
) -> None:
    session, nurse = signed_in(), signed_in(Role.NURSE)
    written = session.append(clinic.patient, note("Zebrafinch."))
    mine, hers = snapshot(ready(session)), snapshot(ready(nurse))
    bad = {
        "another member's": hers,
        "damaged": mine[:-9] + b"x" + mine[-8:],
        "cut off": mine[:-1],
        "nothing": b"x",
    }[what]
    session.vault.file.put_snapshot(session.vault.member, "search 0000", bad)
    again = signed_in()
    assert entries(ready(again), "zebrafinch") == [written]
    assert snapshot(again) not in (bad, b"")


def test_that_an_older_sealed_index_is_caught_up_and_what_was_struck_since_is_not_found(
    clinic: Clinic, signed_in: SignedIn
) -> None:
    session = signed_in()
    wrong = session.append(clinic.patient, note("Zebrafinch."))
    older = snapshot(ready(session))
    session.append(clinic.patient, EnteredInError(ErrorReason.WRONG_PATIENT), ref=wrong)
    right = session.append(clinic.patient, note("Goldfinch."))
    ready(session)
    session.vault.file.put_snapshot(session.vault.member, "search 0000", older)
    again = ready(signed_in())
    assert entries(again, "zebrafinch") == []
    assert entries(again, "goldfinch") == [right]


def test_that_an_index_of_records_that_this_vault_never_had_is_made_anew(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    kept = clinic.path.read_bytes()
    session.append(clinic.patient, note("Zebrafinch."))
    ahead = snapshot(ready(session))
    session.vault.file.close()
    clinic.path.write_bytes(kept)
    restored = signed_in()
    restored.vault.file.put_snapshot(restored.vault.member, "search 0000", ahead)
    assert entries(ready(restored), "zebrafinch") == []


def test_that_making_the_index_can_be_stopped_and_begun_again(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    written = session.append(clinic.patient, note("Zebrafinch."))
    seen: list[tuple[int, int]] = []
    assert not session.prepare_search(lambda done, of: seen.append((done, of)), lambda: True)
    assert not session.search_ready
    assert not session.search("zebrafinch").complete
    assert snapshot(session) == b""
    assert session.prepare_search(lambda done, of: seen.append((done, of)))
    assert seen[-1] == (1, 1)
    assert entries(session, "zebrafinch") == [written]


# -- who searched -------------------------------------------------------------------------------------------------


def test_that_searches_are_recorded_with_their_count_and_never_their_words(clinic: Clinic, signed_in: SignedIn) -> None:
    session = ready(signed_in())
    for typed in ("z", "ze", "zebrafinch", "..."):
        session.search(typed)
    assert searched(session) == [{"purpose": "searched", "count": 1}]
    session.close()
    records = searched(signed_in())
    assert records == [{"purpose": "searched", "count": 1}, {"purpose": "searched", "count": 2}]


def test_that_a_search_within_one_chart_is_recorded_for_that_chart(clinic: Clinic, signed_in: SignedIn) -> None:
    session = ready(signed_in())
    session.search("zebrafinch", clinic.patient)
    heads = [r.head for r in session.vault.file.every() if b"searched" in (r.body or b"")]
    assert [head.stream for head in heads] == [clinic.patient]


def test_that_the_first_search_of_each_burst_is_recorded_before_its_answer(clinic: Clinic, signed_in: SignedIn) -> None:
    session = ready(signed_in())
    session.search("zebrafinch")
    clinic.clock.now += searching.BURST
    session.search("zebrafinch")
    assert [body["count"] for body in searched(session)] == [1, 1]


def test_that_a_weight_is_found_by_its_words_and_its_figures_neither_find_it_nor_are_told(
    clinic: Clinic, signed_in: SignedIn
) -> None:
    """A hit for "48" would tell a hidden weight by the search alone, and no look at it would be recorded."""
    session = signed_in()
    amount = Amount(Decimal("48.9"), "kg", ucum="kg")
    weights = [Weight(amount, blind, ("gown",), note="after breakfast") for blind in (True, False)]
    weighed = [session.append(clinic.patient, weight) for weight in weights]
    ready(session)
    assert [session.search(typed).hits for typed in ("48", "48.9", "weight 48", '"48.9 kg"')] == [()] * 4
    for typed in ("weight", "kg", "breakfast"):
        hits = session.search(typed).hits
        assert [hit.entry for hit in hits] == weighed[::-1]
        assert "48.9" not in repr([(hit.headline, hit.snippet) for hit in hits])
        assert {hit.headline for hit in hits} == {"Weight"}


def test_that_a_hit_in_a_meal_plan_tells_what_is_eaten_and_no_energy(clinic: Clinic, signed_in: SignedIn) -> None:
    session = signed_in()
    lunch = PlannedMeal(MealTime.LUNCH, (Exchange("starch", Decimal(2)),), Decimal(620))
    plan = session.append(clinic.patient, MealPlan((lunch,), energy_min_kcal=Decimal(1850)))
    ready(session)
    assert [session.search(typed).hits for typed in ("620", "1,850")] == [()] * 2
    for typed in ("starch", "kcal", "2 starch"):
        (hit,) = session.search(typed).hits
        assert (hit.entry, hit.headline) == (plan, "Meal plan: 1 eating time")
        assert not re.search("kcal|620|850", repr(hit.snippet))
    assert "2 starch" in session.search("starch").hits[0].snippet.text
