"""The caseload: in what order, what each row says, and that it is read row by row."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.people import Discipline, Role
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import EntryId, PatientId, When
from careboard.projections.caseload import CaseloadRow, LatestScore
from careboard.projections.due import DueItem
from careboard.settings import ClinicSettings
from careboard.ui.clinic.caseload.cells import Cells
from careboard.ui.clinic.caseload.columns import Column, Order, lines, said
from careboard.ui.clinic.caseload.marks import paint_marks, unread_marks
from careboard.ui.clinic.caseload.model import CaseloadModel
from careboard.ui.clinic.caseload.table import CaseloadTable
from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.parts.broken import broken
from careboard.ui.shell.findable import findable
from careboard.ui.shell.ways import INBOX
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import Person
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.desk import Started, labels_of
from tests.ui.keys import press, write

WORDS = "four words that fit"
ZONE = ZoneInfo("America/New_York")
DUE = DueItem(EntryId("e" * 64), "Review of the level of care", date(2026, 9, 30))
PLAIN = CaseloadRow(
    id=PatientId("a" * 64),
    named="RIVERA, Maya",
    age=22,
    family="Rivera",
    given="Maya",
    preferred_name="May",
    birth_date="2004-03-14",
    mrn="004-1187",
    level_of_care="Intensive outpatient",
    level_day=9,
    planned_days=42,
    entries=96,
    unread=3,
    unread_by_discipline=MappingProxyType({Discipline.COUNSELING: 2, Discipline.MEDICAL: 1}),
    to_acknowledge=1,
    risk=RiskLevel.MODERATE,
    risk_told="Moderate, was Low 09-Sep-2026",
    risk_worsening=True,
    last_seen=MappingProxyType(
        {Discipline.NUTRITION: When.on(date(2026, 9, 16)), Discipline.COUNSELING: When.on(date(2026, 9, 17))}
    ),
    phq9=LatestScore(Decimal(11), When.on(date(2026, 9, 15)), Decimal(-3), False, (Decimal(14), Decimal(11))),
    next_due=DUE,
    overdue=False,
    owner="L. Moreno, LCSW",
    discharged=False,
)


def row(named: str, **changes: object) -> CaseloadRow:
    """Another patient."""
    return replace(PLAIN, id=PatientId(named.ljust(64, "0")), named=named, **changes)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (Column.PATIENT, ("RIVERA, Maya", "22 years  ·  MRN 004-1187  ·  goes by May")),
        (Column.LEVEL, ("Intensive outpatient", "day 9 of 42")),
        (Column.RISK, ("Moderate", "was Low 09-Sep-2026")),
        (Column.SEEN, ("Counseling 17-Sep-2026; Nutrition 16-Sep-2026", "")),
        (Column.SCORE, ("11", "down 3")),
        (Column.DUE, ("Review of the level of care", "30-Sep-2026")),
        (Column.OWNER, ("L. Moreno, LCSW", "")),
    ],
)
def test_that_a_cell_says_in_words_what_the_chart_says(column: Column, told: tuple[str, str]) -> None:
    assert lines(PLAIN, column, ZONE) == told


def test_that_unread_is_said_by_discipline() -> None:
    assert said(PLAIN, Column.UNREAD, ZONE) == "Counseling 2, Medical 1"


def test_that_what_is_not_recorded_is_said_so() -> None:
    bare = replace(PLAIN, level_day=None, level_of_care="", risk=None, risk_told="", last_seen={}, next_due=None)
    for column in (Column.LEVEL, Column.RISK, Column.SEEN):
        assert lines(bare, column, ZONE)[0] == "Not recorded"
    assert lines(bare, Column.DUE, ZONE)[0] == "Nothing due"
    assert lines(replace(PLAIN, phq9=None), Column.SCORE, ZONE)[0] == "Not recorded"
    assert lines(replace(PLAIN, owner=""), Column.OWNER, ZONE)[0] == "No plan of care"


def test_that_risk_stands_first_then_overdue_then_unread() -> None:
    model = CaseloadModel(ZONE)
    rows = [
        row("discharged", risk=RiskLevel.HIGH, discharged=True),
        row("low and unread", risk=RiskLevel.LOW, unread=9),
        row("low and overdue", risk=RiskLevel.LOW, overdue=True, unread=0),
        row("low", risk=RiskLevel.LOW, unread=0),
        row("moderate", risk=RiskLevel.MODERATE, risk_worsening=False),
        row("moderate, worse", risk=RiskLevel.MODERATE, risk_worsening=True, unread=0),
        row("high", risk=RiskLevel.HIGH, risk_worsening=False, unread=0),
    ]
    for one in rows:
        model.put(one)
    assert [one.named for one in model.shown] == [
        "high", "moderate, worse", "moderate", "low and overdue", "low and unread", "low", "discharged",
    ]  # fmt: skip
    model.sort_by(Order.UNREAD)
    assert model.shown[0].named == "low and unread"


def test_that_while_charts_are_read_only_who_is_at_more_risk_leaves_the_order() -> None:
    calm = {"risk": RiskLevel.LOW, "risk_worsening": False, "unread": 0}
    kept = [row(name, **calm) for name in ("ALBA, Ann", "BELL, Ben", "COLE, Cal", "DIAZ, Dee")]
    model = CaseloadModel(ZONE)
    model.put_all(kept)
    model.hold_order()

    def named() -> str:
        return " ".join(one.named[0] for one in model.shown)

    model.put(replace(kept[2], unread=9, overdue=True))
    assert named() == "A B C D"
    model.put(replace(kept[3], risk_worsening=True))
    assert named() == "D A B C"
    model.put(replace(kept[1], risk=RiskLevel.HIGH))
    assert named() == "B D A C"
    model.put_all(model.rows)
    assert named() == "B D C A"


def test_that_every_word_of_the_filter_must_be_found() -> None:
    model = CaseloadModel(ZONE)
    model.put(PLAIN)
    model.put(row("OKAFOR, Daniel", mrn="004-1163", preferred_name=""))
    model.filter_by("may 1187")
    assert [one.named for one in model.shown] == ["RIVERA, Maya"]
    model.filter_by("may 1163")
    assert model.shown == ()


def test_that_the_caseload_model_obeys_the_item_model_rules(qtmodeltester: ModelTester) -> None:
    model = CaseloadModel(ZONE)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.put(PLAIN)
    model.filter_by("nobody")


def test_that_a_screen_reader_hears_the_heading_with_each_cell() -> None:
    model = CaseloadModel(ZONE)
    model.put(PLAIN)
    told = [model.index(0, at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.columnCount())]
    assert told[2] == "Suicide risk: Moderate, was Low 09-Sep-2026"
    assert told[5] == "PHQ-9: 11, down 3"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_what_is_due_next_is_read_whole_however_long(program: QApplication, qtbot: QtBot, scale: float) -> None:
    apply(named("light", scale))
    try:
        long = "Check for suicidality: a medicine of a very long name was started or changed, and what follows from it"
        assert PLAIN.next_due is not None
        cells = Cells(ZONE)
        model = CaseloadModel(ZONE)
        table = CaseloadTable(model, cells)
        qtbot.addWidget(table)
        table.resize(1260, 600)
        table.show()
        model.put(PLAIN)
        model.put(row("ZEN, Long", next_due=replace(PLAIN.next_due, text=long), risk=RiskLevel.LOW))
        width = table.columnWidth(list(Column).index(Column.DUE)) - look().px(16)
        font = look().font(Type.LABEL)
        lines_needed = broken(long, font, width, look().line(Type.LABEL), 0, ()).layout.lineCount()
        assert lines_needed > 2
        assert table.rowHeight(0) == cells.height
        many = MappingProxyType({one: 100 + n for n, one in enumerate(Discipline)})
        model.put(replace(PLAIN, unread_by_discipline=many))
        room = table.columnWidth(list(Column).index(Column.UNREAD)) - look().px(16)
        marks = unread_marks(replace(PLAIN, unread_by_discipline=many))
        assert table.rowHeight(0) >= paint_marks(None, marks, QPointF(), room)
        assert table.rowHeight(1) >= lines_needed * look().line(Type.LABEL) + look().line(Type.META)
    finally:
        apply(named("light"))


def test_that_a_filter_that_finds_nobody_says_what_to_do(started: Started) -> None:
    started.sign_in()
    caseload = started.workplace.caseload
    caseload.filter.setFocus()
    write("nobody of this name")
    assert "No patients match." in labels_of(caseload)
    caseload.filter.clear()
    write(caseload.model.shown[0].mrn or caseload.model.shown[0].family[:3])
    press(Qt.Key.Key_Return)
    assert len(started.workplace.top_bar.tabs.patients) == 1


def test_that_a_long_caseload_is_read_one_patient_after_another(started: Started) -> None:
    """Between two rows another job gets its turn, so that opening a chart never waits for the whole list."""
    started.sign_in()
    order: list[str] = []
    desk, caseload = started.workplace.desk, started.workplace.caseload
    caseload.feed.changed.connect(lambda _outline: order.append("row"))
    caseload.load()
    desk.ask(lambda _session: None, caseload, lambda _done: order.append("another job"))
    started.wait(lambda: caseload.complete and "another job" in order)
    assert "another job" in order[: order.index("row") + 2]


def enrolled(clinic: Clinic, role: Role) -> None:
    """One more member, who signs in as "new"."""
    session = Session(clinic.open())
    session.enrol(Person("D. West", role, "new", WORDS), cost=LIGHT)
    session.close()


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PRIVACY_OFFICER])
def test_that_who_may_begin_no_chart_is_offered_none_and_told_why(started: Started, clinic: Clinic, role: Role) -> None:
    enrolled(clinic, role)
    started.sign_in_as(clinic.path, "new", WORDS)
    caseload = started.workplace.caseload
    assert not any(button.isVisible() for button in caseload.registering)
    told = "Charts are read and begun by who treats or coordinates. Your role does neither."
    assert told + (" Enroll them under People." if role is Role.ADMIN else "") in labels_of(caseload)
    assert caseload.filter.hasFocus()
    offered = {one.words for one in findable(started.workplace)}
    assert offered.isdisjoint({"New patient", "Import"})
    started.workplace.show_place(INBOX)
    started.wait(lambda: started.desktop.background.idle)
    bodies = [record.body or b"" for record in clinic.file().every() if record.head.kind == "access"]
    assert [json.loads(body)["count"] for body in bodies if b"inbox" in body] == [0]  # as many charts as there were
    ClinicSettings(clinic.id).drop_sign_in("new")


def test_that_who_coordinates_is_offered_to_begin_a_chart(started: Started, clinic: Clinic) -> None:
    enrolled(clinic, Role.COORDINATOR)
    started.sign_in_as(clinic.path, "new", WORDS)
    assert all(button.isVisible() for button in started.workplace.caseload.registering)
    assert {"New patient", "Import"} <= {one.words for one in findable(started.workplace)}
    ClinicSettings(clinic.id).drop_sign_in("new")
