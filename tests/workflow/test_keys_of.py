"""What is told of keys: only what the record and this computer know, and nothing of private notes."""

from careboard.clinical.note import PsychotherapyNote
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId
from careboard.reference.fingerprints import six_words
from careboard.workflow import people
from careboard.workflow.keys_of import KeysOf, keys_of
from careboard.workflow.session import Session
from tests.clinic import Clinic, note


def of(clinic: Clinic, who: Role) -> KeysOf:
    return keys_of(Session(clinic.open())).people[MemberId(clinic.keys(who).id)]


def test_that_a_key_has_the_same_six_words_everywhere_and_another_key_others() -> None:
    key = "00" * 31 + "07"
    assert six_words(key) == ("able", *["abacus"] * 5)
    assert six_words("ff" * 32) == six_words("ff" * 32) != six_words("ff" * 31 + "fe")
    assert len(set(six_words("3f" * 32))) > 1


def test_that_the_words_of_a_key_hang_on_the_whole_key() -> None:
    """77 bits of 256: no change of a single bit leaves all six words as they were."""
    key = int("5c" * 32, 16)
    words = six_words(f"{key:064x}")
    assert [bit for bit in range(256) if six_words(f"{key ^ (1 << bit):064x}") == words] == []


def test_that_who_left_is_told_how_far_the_keys_are_renewed(clinic: Clinic) -> None:
    before = of(clinic, Role.NURSE)
    assert before.charts == before.newest > 0
    people.revoke(clinic.open(), clinic.keys(Role.NURSE).id)
    assert of(clinic, Role.NURSE).newest == before.newest
    Session(clinic.open()).append(clinic.patient, note("After."))
    after = of(clinic, Role.NURSE)
    assert (after.charts, after.newest) == (before.charts, before.newest - 1)


def test_that_private_notes_are_not_counted(clinic: Clinic) -> None:
    before = of(clinic, Role.COUNSELOR).charts, keys_of(Session(clinic.open())).charts
    session = Session(clinic.open(Role.COUNSELOR))
    session.append(session.private_stream(clinic.patient), PsychotherapyNote(clinic.patient, "Transference."))
    for who in (None, Role.COUNSELOR):
        told = keys_of(Session(clinic.open(who)))
        assert (told.people[MemberId(clinic.keys(Role.COUNSELOR).id)].charts, told.charts) == before


def test_that_it_is_told_who_was_at_work_on_this_computer_and_who_has_a_kit(clinic: Clinic) -> None:
    session = Session(clinic.open())
    told = keys_of(session)
    founder = told.people[MemberId(clinic.founder.id)]
    assert founder.kit
    assert founder.here is not None
    assert founder.sign_in
    assert told.custody
    never = told.people[MemberId(clinic.keys(Role.NUTRITIONIST).id)]
    assert not never.kit
