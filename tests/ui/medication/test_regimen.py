"""The regimen: the rules MED-01 to MED-19 (decision 0012), as rows and as they are drawn."""

import re
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.dosage import Medicine
from careboard.clinical.medication.orders import Hold, MedicationStart, Stop
from careboard.clinical.medication.reconciliation import Decision, Occasion, ReconciledMedicine, Reconciliation
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus
from careboard.clinical.values import Informant, When
from careboard.projections.lanes.model import Span
from careboard.projections.regimen_rows import RegimenRow, regimen_rows
from careboard.projections.wording.medicine import medication_line, title
from careboard.ui.look import look as looks
from careboard.ui.look.look import Type
from careboard.ui.parts.labels import Label
from careboard.ui.patient.regimen.painting import Word, line_words, wrapped
from careboard.ui.patient.regimen.panel import RegimenTable
from careboard.ui.patient.regimen.table import Columns, row_height
from careboard.ui.patient.response.canvas import HEAVY, STRONG, width_of
from careboard.workflow.offers import Allowed
from tests.projections.records import chart, signed
from tests.ui.medication.maya import MAYA, NOW, course, daily, day, mg, moment, scale, tablet

FORBIDDEN = re.compile(r"[@&<>/\\|\N{DEGREE SIGN}()\[\]]")


def rows(*more: object) -> dict[str, RegimenRow]:
    """The current rows by name."""
    found = regimen_rows(chart(*MAYA, *more, now=NOW))  # type: ignore[arg-type]  # entries of this story
    return {row.name: row for row in (*found.current, *found.past)}


def words_of(row: RegimenRow) -> list[Word]:
    """The words of the first line."""
    return line_words(row.line)


def test_that_the_generic_name_comes_first_bold_and_in_lower_case_but_for_tall_letters() -> None:
    words = words_of(rows()["OLANZapine"])
    assert [(word.text, word.weight) for word in words[:2]] == [("OLANZ", HEAVY), ("apine", STRONG)]
    assert words[1].glued


def test_that_the_label_of_the_dose_is_small_capitals_without_a_colon_and_the_dose_is_bold() -> None:
    words = words_of(rows()["sertraline"])
    label = next(word for word in words if word.text.startswith("DOSE"))
    assert (label.text, label.role, label.glued) == ("DOSE ", Type.META, True)
    dose = words[words.index(label) + 1 :]
    assert [(word.text, word.weight, word.glued) for word in dose] == [("150 ", HEAVY, True), ("mg ", HEAVY, True)]


def test_that_the_attributes_stand_in_their_order_with_dashes_between_them() -> None:
    line = rows()["hydrOXYzine HCl"].line
    assert line.plain.startswith("hydrOXYzine HCl \N{EN DASH} capsule \N{EN DASH} DOSE 25 mg")


def test_that_what_is_taken_as_needed_has_its_maximum_in_24_hours() -> None:
    assert rows()["hydrOXYzine HCl"].under == "oral, as needed for anxiety, at most 75 mg in 24 hours"


def test_that_no_line_of_ours_holds_a_sign_that_is_misread() -> None:
    assert not [row.read for row in rows().values() if FORBIDDEN.search(row.line.plain + row.under)]


def test_that_the_salt_stands_where_it_changes_the_meaning() -> None:
    pamoate = Medicine("hydroxyzine pamoate 25 mg capsule", ingredients=("hydroxyzine",), form="capsule")
    assert "".join(span.text for span in title(pamoate)) == "hydrOXYzine pamoate"


@pytest.mark.parametrize(
    ("medicine", "named"),
    [
        (Medicine("Sertraline 50 MG Oral Tablet", ingredients=("sertraline",)), "sertraline"),
        (Medicine("Zoloft", ingredients=("sertraline",)), "sertraline"),
        (Medicine("melatonin gummies"), "melatonin gummies"),
        (Medicine("24 HR quetiapine 50 MG Tablet", ingredients=("quetiapine",)), "QUEtiapine"),
    ],
)
def test_that_a_row_is_called_by_the_name_whole_without_its_strength(medicine: Medicine, named: str) -> None:
    assert "".join(span.text for span in title(medicine)) == named


def test_that_a_line_wraps_between_attributes_and_keeps_label_and_value_together(qapp: QApplication) -> None:
    looks.apply(looks.named("light"))
    words = words_of(rows()["hydrOXYzine HCl"])
    for room in range(60, 400, 20):
        lines = wrapped(words, room)
        assert "".join(word.text for line in lines for word in line) == "".join(word.text for word in words)
        texts = ["".join(word.text for word in line) for line in lines]
        assert any("DOSE 25 mg" in text for text in texts)
        assert any(text.startswith("hydrOXYzine") for text in texts)


def test_that_lines_have_the_height_of_130_percent_and_room_between_medicines(qapp: QApplication) -> None:
    looks.apply(looks.named("light"))
    row = rows()["thiamine"]
    two_lines = row_height(row, 770)
    assert (two_lines - 8) / 2 / 14 == pytest.approx(1.29, abs=0.02)


def test_that_every_medicine_has_a_status_word_of_at_most_two_words() -> None:
    held = signed(Hold(course("thiamine"), day("09-16"), "Rash", day("09-20")), "held", at=moment("09-16"))
    ahead = signed(MedicationStart(tablet("lithium"), daily("300"), "Mood", day("09-30")), "ahead", at=moment("09-16"))
    ended = MedicationStart(tablet("zolpidem"), daily("5"), "Sleep", day("08-01"), When("2026-08-10"))
    found = rows(held, ahead, signed(ended, "ended", at=moment("08-01")))
    assert {name: row.status for name, row in found.items()} == {
        "sertraline": "Started",
        "OLANZapine": "Started",
        "hydrOXYzine HCl": "Started",
        "thiamine": "Suspended",
        "lithium": "Not started",
        "escitalopram": "Stopped",
        "zolpidem": "Expired",
    }
    current = regimen_rows(chart(*MAYA, held, ahead, now=NOW)).current
    assert "thiamine" in [row.name for row in current]


def test_that_a_past_medicine_says_what_it_came_to_and_why_it_ended() -> None:
    told = rows(scale("PHQ-9", "44249-1", 23, "06-01"))["escitalopram"]
    trial = "adequate trial: 11 weeks at 10 mg or more a day, 4 needed"
    assert told.under == f"highest 20 mg a day, 12 weeks, PHQ-9 23 to 16, {trial}"
    assert (told.status, told.since, told.next_step) == ("Stopped", "27-Aug-2026", "Switch to sertraline")


def test_that_the_newest_dose_comes_first() -> None:
    assert [row.name for row in regimen_rows(chart(*MAYA, now=NOW)).current] == [
        "sertraline",
        "OLANZapine",
        "hydrOXYzine HCl",
        "thiamine",
    ]


def test_that_what_was_only_reported_is_not_confirmed_and_says_who_told_it() -> None:
    told = MedicationReported(tablet("melatonin"), MedicationStatus.ACTIVE, Informant.FAMILY, dosage=daily("3"))
    assert rows(signed(told, "home", at=moment("09-16")))["melatonin"].doubt == "not confirmed, told by the family"


def test_that_the_next_step_is_the_next_planned_dose_with_its_day() -> None:
    assert rows()["OLANZapine"].next_step == "to 2.5 mg on 22-Sep-2026"


def test_that_the_last_reconciliation_is_told_with_its_day_and_who_did_it() -> None:
    done = Reconciliation(Occasion.REVIEW, (ReconciledMedicine(course("sertraline"), Decision.CONTINUE),), "the lists")
    found = regimen_rows(chart(*MAYA, signed(done, "done", at=moment("09-09")), now=NOW))
    assert found.reconciled == "last reconciled 09-Sep-2026 by A. Chen, MD"
    assert regimen_rows(chart(*MAYA, now=NOW)).reconciled == "never reconciled here"


@pytest.fixture
def table(qtbot: QtBot) -> RegimenTable:
    """The regimen of RIVERA, Maya."""
    looks.apply(looks.named("light"))
    widget = RegimenTable()
    qtbot.addWidget(widget)
    widget.resize(770, 360)
    widget.show_allowed(Allowed(orders=True, prescribes=True, observes=True))
    widget.show_chart(chart(*MAYA, now=NOW))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def told(table: RegimenTable) -> str:
    """All words of the panel around the list."""
    return " | ".join(str(label.property("text")) for label in table.findChildren(Label) if label.isVisible())


def test_that_nothing_is_chosen_when_the_list_opens(table: RegimenTable) -> None:
    assert not table.list.currentIndex().isValid()
    assert not table.list.selectedIndexes()


def test_that_the_medicine_has_the_widest_column_and_days_one_width(table: RegimenTable) -> None:
    dates = []
    for width in (600, 770, 1200):
        columns = Columns.of(width)
        widths = [
            columns.since - columns.medicine,
            columns.next_step - columns.since,
            columns.purpose - columns.next_step,
            columns.menu - columns.purpose,
        ]
        assert widths[0] == max(widths)
        dates.append(widths[1])
    assert len(set(dates)) == 1
    assert width_of("06-Aug-2026", Type.BODY, 0, 1.0) < dates[0]
    assert not table.list.horizontalScrollBar().isVisible()


def test_that_current_and_past_are_two_views_of_which_one_is_shown(table: RegimenTable) -> None:
    assert "Current regimen" in told(table)
    button = next(one for one in table.findChildren(QPushButton) if one.text() == "Show 1 past")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "Past medicines" in told(table)
    assert [row.name for row in table.list.regimen.rows] == ["escitalopram"]
    assert table.list.regimen.rows[0].next_step == "Switch to sertraline"


def test_that_what_was_stopped_in_the_last_days_is_told_over_the_current_view(table: RegimenTable) -> None:
    stop = signed(Stop(course("thiamine"), day("09-10"), "Refeeding is over"), "stopped", at=moment("09-10"))
    table.show_chart(chart(*MAYA, stop, now=NOW))
    assert "1 stopped in last 14 days: thiamine" in told(table)
    table.show_past(past=True)
    assert "stopped in last 14 days" not in told(table)


def test_that_rows_out_of_view_are_named(table: RegimenTable, qtbot: QtBot) -> None:
    table.resize(770, 190)
    qtbot.waitUntil(lambda: "thiamine" in table.list.names_below())
    qtbot.waitUntil(lambda: "below: " in told(table))
    table.list.setCurrentIndex(table.list.regimen.index(3))
    qtbot.waitUntil(lambda: "sertraline" in table.list.names_above())


def test_that_what_is_told_to_be_below_does_not_depend_on_the_size_before(qtbot: QtBot) -> None:
    looks.apply(looks.named("light"))
    window = QWidget()
    qtbot.addWidget(window)
    table = RegimenTable(window)
    table.show_chart(chart(*MAYA, now=NOW))
    with qtbot.waitExposed(window):
        window.show()
    whole = table.height_for(770)

    def told_in(height: int) -> str:
        table.setGeometry(0, 0, 770, height)
        for _turn in range(3):
            QApplication.sendPostedEvents()
        return next((words for words in told(table).split(" | ") if "below: " in words), "")

    heights = range(whole - 60, whole + 20, 5)
    shrinking = {height: told_in(height) for height in reversed(heights)}
    assert {height: told_in(height) for height in heights} == shrinking
    assert not any(words for height, words in shrinking.items() if height >= whole)
    assert shrinking[whole - 60]


def test_that_a_screen_reader_hears_the_whole_row(table: RegimenTable) -> None:
    read = str(table.list.regimen.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    for part in ("sertraline", "150 mg", "every morning", "Started", "15-Sep-2026", "Depression"):
        assert part in read


def test_that_the_model_obeys_the_rules_of_models(table: RegimenTable, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(table.list.regimen)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_that_keys_go_through_the_rows_and_ask_for_a_dose(table: RegimenTable, qtbot: QtBot) -> None:
    table.list.setFocus()
    QTest.keyClick(table.list, Qt.Key.Key_J)
    QTest.keyClick(table.list, Qt.Key.Key_J)
    with qtbot.waitSignal(table.asked) as asked:
        QTest.keyClick(table.list, Qt.Key.Key_D)
    assert asked.args == ["adjust", course("olanzapine")]


def test_that_twelve_medicines_with_long_names_fit_without_losing_a_letter(table: RegimenTable) -> None:
    name = "amphetamine aspartate + amphetamine sulfate + dextroamphetamine saccharate + dextroamphetamine sulfate"
    many = [
        signed(
            MedicationStart(Medicine(f"{name} {n}"), daily("10"), "ADHD", day("09-01")), f"long {n}", at=moment("09-01")
        )
        for n in range(12)
    ]
    table.show_chart(chart(*MAYA, *many, now=NOW))
    row = table.list.regimen.rows[1]
    lines = wrapped(line_words(row.line), 280)
    assert "".join(word.text for line in lines for word in line).startswith(
        "amphetamine aspartate + amphetamine sulfate"
    )
    assert all(sum(word.width for word in line[:-1]) <= 280 for line in lines)


def test_that_a_dose_in_words_is_read_as_its_number() -> None:
    line = medication_line(tablet("clonidine"), daily("0.1"))
    assert (
        line.plain == "cloNIDine \N{EN DASH} tablet \N{EN DASH} DOSE 0.1 mg \N{EN DASH} oral \N{EN DASH} every morning"
    )
    assert mg("0.1").value == Decimal("0.1")
    assert line.name == (Span("clo", tall=False), Span("NID", tall=True), Span("ine", tall=False))
