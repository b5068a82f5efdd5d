"""Phrases on a real vault: an own library sealed for its member, the clinic's for all, and files that lose nothing."""

from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.projections.writing.phrases import FIRST_LINE, Phrase
from careboard.vault.refusals import NotAllowed
from careboard.workflow.session import Session
from careboard.workflow.writing.phrases import NoPhrases, keep_clinics, keep_own, library, read_file, write_file
from tests.clinic import Clinic

MSE, SLEEP = Phrase("mse", "Appearance {neat|unkempt}, zebrafinch."), Phrase("sleep", "Slept *** hours.")


def test_that_an_own_library_is_there_again_and_nobody_else_has_it_and_no_word_of_it_is_on_the_disk(
    clinic: Clinic,
) -> None:
    counselor = Session(clinic.open(Role.COUNSELOR))
    assert keep_own(counselor, (MSE, SLEEP)).own == (MSE, SLEEP)
    assert library(Session(clinic.open(Role.COUNSELOR))).own == (MSE, SLEEP)
    assert library(Session(clinic.open(Role.NURSE))).own == ()
    assert not any(b"zebrafinch" in path.read_bytes() for path in clinic.path.parent.iterdir() if path.is_file())
    assert keep_own(counselor, ()).own == ()
    assert counselor.drafts() == {}


def test_that_the_clinics_library_is_everybodys_and_only_who_decides_changes_it(clinic: Clinic) -> None:
    supervisor, nurse = Session(clinic.open(Role.SUPERVISOR)), Session(clinic.open(Role.NURSE))
    assert library(supervisor).decides
    assert not library(nurse).decides
    assert keep_clinics(supervisor, (MSE, SLEEP)).clinic == (MSE, SLEEP)
    assert library(Session(clinic.open(Role.NURSE))).clinic == (MSE, SLEEP)
    with pytest.raises(NotAllowed):
        keep_clinics(nurse, ())
    assert keep_clinics(supervisor, (SLEEP,)).clinic == (SLEEP,)


def test_that_keeping_what_is_already_kept_records_nothing(clinic: Clinic) -> None:
    supervisor = Session(clinic.open(Role.SUPERVISOR))
    keep_clinics(supervisor, (MSE,))
    before = len(clinic.ids(stream=supervisor.vault.registry.clinic_stream))
    keep_clinics(supervisor, (MSE,))
    assert len(clinic.ids(stream=supervisor.vault.registry.clinic_stream)) == before


def test_that_a_library_goes_out_as_a_file_and_comes_back(tmp_path: Path) -> None:
    write_file(tmp_path / "phrases.txt", (MSE, SLEEP))
    assert read_file(tmp_path / "phrases.txt") == (MSE, SLEEP)
    assert (tmp_path / "phrases.txt").stat().st_mode & 0o077 == 0
    with pytest.raises(NoPhrases, match="a file of this name already"):
        write_file(tmp_path / "phrases.txt", ())
    assert read_file(tmp_path / "phrases.txt") == (MSE, SLEEP)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "no plain text"),
        (b"Dear colleague", "no file of phrases"),
        (f"{FIRST_LINE}\n.mse\n".encode(), "says nothing"),
        (b"x" * (4 * 1024 * 1024 + 1), "larger than 4 MiB"),
    ],
)
def test_that_a_file_that_is_no_library_is_told_in_a_sentence_with_the_next_step(
    tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "phrases.txt"
    file.write_bytes(content)
    with pytest.raises(NoPhrases, match=told) as refused:
        read_file(file)
    assert refused.value.next_step


def test_that_a_file_that_is_not_there_or_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NoPhrases, match="cannot be read: "):
        read_file(tmp_path / "nowhere.txt")
    with pytest.raises(NoPhrases, match="cannot be written: "):
        write_file(tmp_path / "nowhere" / "phrases.txt", (MSE,))
