"""Promises about recovery drills: each opens what only the recovered key opens, changes nothing, and is recorded."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from careboard.clinical.people import Role
from careboard.documents.keys_on_paper import custody_pdf, kit_pdf
from careboard.errors import CareboardError
from careboard.projections.audit import Deed
from careboard.vault.codes import printed
from careboard.vault.keyslot import LIGHT, close_kit
from careboard.vault.record import parse_canon
from careboard.vault.refusals import NotAllowed, WrongSecret
from careboard.workflow import drills
from careboard.workflow.auditing import newest
from careboard.workflow.care_team import take_off
from careboard.workflow.drills import Drill, Proven, drill_colleague, drill_custody, drill_kit, last_runs, may_drill
from careboard.workflow.founding import Person
from careboard.workflow.session import Session
from tests.clinic import Clinic, note

Run = Callable[[Session, Clinic], Proven]


def by_kit(session: Session, clinic: Clinic) -> Proven:
    return drill_kit(session, kit_pdf(clinic.kit))


def by_custody(session: Session, clinic: Clinic) -> Proven:
    return drill_custody(session, (custody_pdf(clinic.sheets[0]), custody_pdf(clinic.sheets[2])))


def by_colleague(session: Session, clinic: Clinic) -> Proven:
    return drill_colleague(session, clinic.keys(Role.NURSE).id)


RUNS = {Drill.KIT: by_kit, Drill.CUSTODY: by_custody, Drill.COLLEAGUE: by_colleague}


def lies_beside(clinic: Clinic) -> set[str]:
    return {path.name for path in clinic.path.parent.iterdir()}


@pytest.mark.parametrize("drill", list(Drill))
def test_that_a_drill_opens_the_charts_and_leaves_nothing_behind_but_a_record_that_it_was_run(
    clinic: Clinic, drill: Drill
) -> None:
    session = Session(clinic.open())
    slots, before = session.vault.file.every_keyslot(), {record.id for record in session.vault.file.every()}
    beside = lies_beside(clinic)
    assert RUNS[drill](session, clinic) == Proven(drill, charts=1)
    (added,) = [record for record in session.vault.file.every() if record.id not in before]
    assert parse_canon(added.body or b"") == {"count": 1, "purpose": drill.value}
    assert session.vault.file.every_keyslot() == slots
    assert lies_beside(clinic) == beside
    assert last_runs(session)[drill].succeeded
    assert last_runs(session)[drill].by == "A. Chen"


@pytest.mark.parametrize("drill", list(Drill))
def test_that_a_drill_is_told_as_failed_where_the_key_does_not_open_what_was_sealed_for_it(
    clinic: Clinic, drill: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that would call anything a success would pass every other test."""
    sealed = drills._sealed_for
    monkeypatch.setattr(drills, "_sealed_for", lambda vault, _readers: sealed(vault, {clinic.keys(Role.COUNSELOR).id}))
    session = Session(clinic.open())
    with pytest.raises(CareboardError):
        RUNS[drill](session, clinic)
    assert not last_runs(session)[drill].succeeded


def wrong_papers(clinic: Clinic) -> dict[str, tuple[str, Run]]:
    one, two, _three = map(custody_pdf, clinic.sheets)
    kit, strange = clinic.kit, printed("custody", b"\2" + bytes(range(64)))
    code = kit.code[:-1] + ("0" if kit.code[-1] != "0" else "1")
    return {
        "a slip of the pen": ("slip of the pen", lambda s, _c: drill_kit(s, kit_pdf(replace(kit, code=code)))),
        "another kit": (
            "opens nobody's key",
            lambda s, _c: drill_kit(s, kit_pdf(replace(kit, code=printed("kit", bytes(20))))),
        ),
        "a sheet for a kit": ("slip of the pen", lambda s, _c: drill_kit(s, one)),
        "one sheet alone": ("No code of this kind", lambda s, _c: drill_custody(s, (one, b""))),
        "one sheet twice": ("two copies of the same sheet", lambda s, _c: drill_custody(s, (one, one))),
        "a sheet of elsewhere": (
            "do not belong together",
            lambda s, c: drill_custody(s, (one, custody_pdf(replace(c.sheets[1], code=strange)))),
        ),
        "a kit for a sheet": ("No code of this kind", lambda s, _c: drill_custody(s, (two, kit_pdf(kit)))),
    }


@pytest.mark.parametrize(
    "which",
    [
        "a slip of the pen",
        "another kit",
        "a sheet for a kit",
        "one sheet alone",
        "one sheet twice",
        "a sheet of elsewhere",
        "a kit for a sheet",
    ],
)
def test_that_a_wrong_paper_fails_the_drill_in_words_and_the_failure_is_recorded(clinic: Clinic, which: str) -> None:
    session = Session(clinic.open())
    words, run = wrong_papers(clinic)[which]
    with pytest.raises(WrongSecret, match=words) as refusal:
        run(session, clinic)
    assert refusal.value.next_step
    (last,) = last_runs(session).values()
    assert not last.succeeded


def test_that_the_kit_of_a_colleague_fails_the_own_drill(clinic: Clinic) -> None:
    session = Session(clinic.open())
    theirs = session.enrol(Person("R. Osei", Role.NURSE, "osei-drills", "four words that fit"), cost=LIGHT)
    with pytest.raises(WrongSecret, match="kit of somebody else"):
        drill_kit(session, kit_pdf(theirs))


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PRIVACY_OFFICER, Role.NURSE])
def test_that_everybody_drills_the_own_kit_whatever_records_they_may_sign(clinic: Clinic, role: Role) -> None:
    session, code = Session(clinic.open(role)), bytes(range(20))
    slot = close_kit(clinic.keys(role), clinic.id, code)
    session.vault.file.put_keyslot(session.vault.member, slot.slot, slot.encode())
    charts = 1 if role is Role.NURSE else 0
    assert drill_kit(session, kit_pdf(replace(clinic.kit, code=printed("kit", code)))).charts == charts


def test_that_an_administrator_who_reads_no_chart_drills_for_a_colleague_and_with_sheets(clinic: Clinic) -> None:
    session = Session(clinic.open(Role.ADMIN))
    assert by_colleague(session, clinic) == Proven(Drill.COLLEAGUE, charts=0, others=1)
    assert by_custody(session, clinic) == Proven(Drill.CUSTODY, charts=1)


def test_that_charts_that_others_hand_over_and_charts_that_would_be_lost_are_counted_apart(clinic: Clinic) -> None:
    session, nurse, psychiatrist = Session(clinic.open()), clinic.open(Role.NURSE), clinic.keys(Role.PSYCHIATRIST).id
    nurse.begin_stream([nurse.member, psychiatrist])
    lost = nurse.begin_stream([nurse.member, clinic.keys(Role.COUNSELOR).id], custody=False)
    nurse.begin_stream([nurse.member])  # private notes: nobody is told of them
    session.vault.catch_up()
    take_off(Session(clinic.open(Role.COUNSELOR)), lost, clinic.keys(Role.COUNSELOR).id)  # type: ignore[arg-type]
    session.vault.catch_up()
    assert by_colleague(session, clinic) == Proven(Drill.COLLEAGUE, charts=1, others=1, closed=1)
    assert by_custody(session, clinic) == Proven(Drill.CUSTODY, charts=2, closed=1)


def test_that_everybody_tries_the_own_kit_and_an_administrator_the_rest(clinic: Clinic) -> None:
    nurse = Session(clinic.open(Role.NURSE))
    assert [drill for drill in Drill if may_drill(nurse, drill)] == [Drill.KIT]
    for run in (by_custody, by_colleague):
        with pytest.raises(NotAllowed):
            run(nurse, clinic)
    assert last_runs(nurse) == {}
    with pytest.raises(NotAllowed):
        drill_colleague(Session(clinic.open()), clinic.founder.id)


def test_that_a_drill_stands_in_the_audit_with_its_outcome_and_a_kit_is_told_to_its_owner_alone(clinic: Clinic) -> None:
    session = Session(clinic.open())
    by_kit(session, clinic)
    with pytest.raises(WrongSecret):
        drill_custody(session, (b"", b""))
    session.append(clinic.patient, note("Something else."))
    rows = {row.deed: (row.person, row.object, row.result) for row in newest(session, {}).rows}
    assert rows[Deed.DRILL_KIT] == ("A. Chen", "By the printed kit", "Done")
    assert rows[Deed.DRILL_CUSTODY_FAILED] == ("A. Chen", "By custody sheets", "Failed")
    assert set(last_runs(Session(clinic.open(Role.NURSE)))) == {Drill.CUSTODY}
