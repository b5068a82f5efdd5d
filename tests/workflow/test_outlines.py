"""The sealed outlines of a caseload and the choices beside them: nothing on disk in clear, nothing foreign believed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.projections.inbox import Group
from careboard.projections.outline import Outline
from careboard.vault.record import canon
from careboard.workflow.outlines import (
    CHOICES,
    SNAPSHOT,
    Choices,
    SavedFilter,
    keep_choices,
    keep_outlines,
    kept_choices,
    kept_outlines,
    outline_of,
    unsigned,
)
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import form_drafts, keep_drafts, keep_form
from tests.clinic import Clinic

NAMES = (b"Rivera", b"RIVERA", b"Maya", b"004-1187")
CHOSEN = Choices(board=True, initials=True, filters=(SavedFilter("The Riveras", "all", "rivera"),))


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    """The founder at work."""
    made = Session(clinic.open())
    yield made
    made.vault.file.close()


def outlined(session: Session) -> tuple[Outline, ...]:
    """The outlines of all charts, kept."""
    found = tuple(one for stream in session.streams() if (one := outline_of(session, stream)) is not None)
    keep_outlines(session, found)
    return found


def on_disk(folder: Path) -> bytes:
    """Every byte of every file beside the vault."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_that_outlines_come_back_as_they_were_kept_with_their_time(session: Session, clinic: Clinic) -> None:
    found = outlined(session)
    kept = kept_outlines(session)
    assert kept is not None
    assert kept.outlines == found
    assert found[0].row.family == "Rivera"
    assert 0 <= (clinic.clock() - kept.at).total_seconds() < 60


def test_that_neither_a_name_nor_a_saved_filter_lies_on_the_disk_in_clear(session: Session, clinic: Clinic) -> None:
    outlined(session)
    keep_choices(session, CHOSEN)
    bytes_kept = on_disk(clinic.path.parent)
    assert session.vault.file.snapshot(session.vault.member, SNAPSHOT) in bytes_kept  # type: ignore[operator]  # is there
    told = [name for name in (*NAMES, b"rivera", b"The Riveras") if name in bytes_kept]
    assert told == []


@pytest.mark.parametrize(
    "what", ["damaged", "cut off", "another member's", "another clinic's", "another seal", "nothing"]
)
def test_that_a_snapshot_that_is_not_mine_and_whole_is_as_if_it_were_not_there(
    session: Session, clinic: Clinic, what: str
) -> None:
    outlined(session)
    keep_choices(session, CHOSEN)
    vault = session.vault
    mine = vault.file.snapshot(vault.member, SNAPSHOT) or b""
    nurse = Session(clinic.open(Role.NURSE))
    outlined(nurse)
    hers = vault.file.snapshot(nurse.vault.member, SNAPSHOT) or b""
    bad = {
        "damaged": mine[:40] + bytes([mine[40] ^ 1]) + mine[41:],
        "cut off": mine[:-1],
        "another member's": hers,
        "another clinic's": vault.keyset.seal_large("caseload/v1", b"{}", b"elsewhere"),
        "another seal": vault.file.snapshot(vault.member, CHOICES) or b"",
        "nothing": b"",
    }[what]
    vault.file.put_snapshot(vault.member, SNAPSHOT, bad)
    assert kept_outlines(session) is None
    outlined(session)
    assert kept_outlines(session) is not None


def test_that_a_snapshot_of_another_version_of_the_program_is_as_if_it_were_not_there(session: Session) -> None:
    vault = session.vault
    context = _context(session)
    for text in (b'{"at":"2026-09-15T14:00:00Z","outlines":[{"row":{"id":"x"}}]}', b"no JSON", b"[]"):
        vault.file.put_snapshot(vault.member, SNAPSHOT, vault.keyset.seal_large("caseload/v1", text, context))
        assert kept_outlines(session) is None


def test_that_the_outline_of_a_chart_out_of_reach_is_not_shown(session: Session) -> None:
    (mine,) = outlined(session)
    gone = replace(mine, row=replace(mine.row, id=PatientId("f" * 64)))
    keep_outlines(session, [gone, mine])
    kept = kept_outlines(session)
    assert kept is not None
    assert kept.outlines == (mine,)


def test_that_choices_are_remembered_by_member(session: Session, clinic: Clinic) -> None:
    assert kept_choices(session) == Choices()
    keep_choices(session, CHOSEN)
    assert kept_choices(Session(clinic.open())) == CHOSEN
    assert kept_choices(Session(clinic.open(Role.NURSE))) == Choices()


def test_that_what_is_begun_waits_to_be_signed_but_a_private_note_is_not_told(session: Session, clinic: Clinic) -> None:
    drafts = {"note:DAP": {"title": "DAP note"}, "private:psychotherapy": {"title": "Psychotherapy note"}}
    keep_drafts(session, clinic.patient, drafts)
    keep_form(session, None, "NewPatientForm", {"title": "New patient"})
    found = [(item.group, item.patient, item.draft, item.title) for item in unsigned(session)]
    assert found == [
        (Group.TO_SIGN, clinic.patient, "composer/note:DAP", "DAP note"),
        (Group.TO_SIGN, None, "forms/NewPatientForm", "New patient"),
    ]
    assert form_drafts(session, None)


def _context(session: Session) -> bytes:
    return canon({"clinic": session.vault.clinic, "member": session.vault.member})
