"""Rivera's chart holds the numbers of the picture that the window was drawn after."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from careboard.clinical.medication.orders import DoseChange
from careboard.clinical.nutrition import MealTime
from careboard.clinical.paper import Direction
from careboard.clinical.people import Discipline
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import Informant
from careboard.projections.chart import Chart
from careboard.projections.course import Course, CourseStatus
from careboard.projections.filters import Filter, counts, days, shown
from careboard.projections.nutrition.intake import intake
from careboard.projections.response.scores import Scale
from careboard.projections.response.series import Series
from careboard.projections.summary import summary


def course(chart: Chart, name: str) -> Course:
    """The only course of this medicine."""
    (found,) = (one for one in chart.regimen.courses if one.name == name)
    return found


def steps(chart: Chart, name: str) -> dict[str, str]:
    """From when which dose was ordered, in the order in which it holds."""
    return {step.at.iso: step.dosage.text if step.dosage else step.kind.value for step in course(chart, name).steps}


def scale(chart: Chart, name: str) -> Scale:
    """The ratings by one instrument."""
    (found,) = (one for one in chart.scales if one.instrument.name == name)
    return found


def series(chart: Chart, name: str) -> Series:
    """The numbers of one name."""
    (found,) = (one for one in chart.series if one.name == name)
    return found


def test_that_she_is_who_the_design_shows(rivera: Chart) -> None:
    registered = rivera.person.registration
    assert registered is not None
    assert (registered.name.family, registered.name.given) == ("Rivera", ("Maya",))
    assert (registered.preferred_name, registered.pronouns) == ("May", "she/her")
    assert registered.birth_date is not None
    assert (registered.birth_date.iso, rivera.person.mrn) == ("2004-03-14", "004-1187")
    allergies = {one.content.substance.text: one.content.reactions for one in rivera.person.allergies.active}
    assert [reaction.manifestations[0].text for reaction in allergies["penicillin"]] == ["hives"]
    assert allergies["latex"] == ()
    assert rivera.person.blind_weight
    assert len(rivera.permissions.in_force) == 3
    assert not rivera.permissions.part2_protects


def test_that_the_chips_show_101_entries_and_sum_to_the_whole(rivera: Chart) -> None:
    rows = shown(rivera.timeline, Filter())
    assert counts(rows) == {
        Discipline.PSYCHIATRY: 11,
        Discipline.COUNSELING: 38,
        Discipline.NUTRITION: 29,
        Discipline.MEDICAL: 19,
        Discipline.COORDINATION: 4,
    }
    assert len(rows) == 101


def test_that_five_entries_are_new_to_the_psychiatrist_since_tuesday(rivera: Chart) -> None:
    rows = {row.id: row for row in rivera.timeline}
    new = [rows[entry] for entry in rivera.unread.entries]
    assert [(row.author, row.seen_by) for row in new] == [
        ("R. Patel, RN", 1),
        ("L. Moreno, LCSW", 2),
        ("K. Osei, RD", 3),
        ("K. Osei, RD", 3),
        ("L. Moreno, LCSW", 2),
    ]
    assert rivera.unread.last_look == datetime(2026, 9, 15, 20, 40, tzinfo=UTC)
    assert rivera.unread.to_acknowledge == (new[0].id,)


def test_that_the_newest_days_read_as_the_design_shows_them(rivera: Chart) -> None:
    today, yesterday, tuesday = days(shown(rivera.timeline, Filter()))[:3]
    assert [day.label for day in (today, yesterday, tuesday)] == ["17-Sep-2026", "16-Sep-2026", "15-Sep-2026"]
    assert today.rows[0].headline.startswith(
        "Orthostatic heart rate up 22 beats/min; Potassium 3.9 mEq/L, QTc (Fridericia) 438 ms"
    )
    assert "Blood pressure 104/66 mmHg lying" in today.rows[0].said
    assert [row.headline for row in (*today.rows[1:], *yesterday.rows)] == [
        "Used paced breathing twice; passive ideation down since Tuesday",
        "Finished 5 of 6 exchanges at lunch; supplement taken",
        "Lunch: 75% eaten, supplement taken",
        "Stayed for the full session, shared once",
    ]
    assert tuesday.rows[0].author == "A. Chen, MD"
    assert isinstance(tuesday.rows[0].entry.content, DoseChange)
    assert tuesday.rows[0].entry.content.now.text == "150 mg oral every morning"


def test_that_no_text_sends_a_patient_with_low_potassium_into_cold_water(rivera: Chart) -> None:
    assert not [row for row in rivera.timeline if "cold water" in row.text.casefold() or "TIPP" in row.text]


@pytest.mark.parametrize(
    ("name", "ordered"),
    [
        (
            "escitalopram",
            {
                "2026-03": "20 mg oral every morning",
                "2026-08-10": "10 mg oral every morning",
                "2026-08-20": "5 mg oral every morning",
                "2026-08-27": "stopped",
            },
        ),
        (
            "sertraline",
            {
                "2026-08-13": "25 mg oral every morning",
                "2026-08-20": "50 mg oral every morning",
                "2026-09-01": "100 mg oral every morning",
                "2026-09-15": "150 mg oral every morning",
            },
        ),
        (
            "OLANZapine",
            {
                "2026-07-30": "2.5 mg oral at bedtime",
                "2026-08-06": "5 mg oral at bedtime",
                "2026-09-22": "2.5 mg oral at bedtime",
            },
        ),
        ("hydrOXYzine HCl", {"2026-07-30": "25 mg oral, as needed for anxiety, at most 75 mg in 24 hours"}),
        ("thiamine", {"2026-07-29": "100 mg oral every morning"}),
    ],
)
def test_that_each_medicine_rises_and_falls_on_the_days_of_the_design(
    rivera: Chart, name: str, ordered: Mapping[str, str]
) -> None:
    assert steps(rivera, name) == ordered


def test_that_four_courses_run_and_three_are_over(rivera: Chart) -> None:
    running = {one.name for one in rivera.regimen.current}
    assert running == {"sertraline", "OLANZapine", "hydrOXYzine HCl", "thiamine"}
    assert {one.name: one.status for one in rivera.regimen.past} == {
        "escitalopram": CourseStatus.STOPPED,
        "potassium chloride": CourseStatus.COMPLETED,
        "green tea extract": CourseStatus.STOPPED,
    }
    assert all(course.confirmed for course in rivera.regimen.current)


def test_that_hydroxyzine_was_used_twice_in_seven_days(rivera: Chart) -> None:
    used = [one for one in course(rivera, "hydrOXYzine HCl").used if one.entry.at.iso >= "2026-09-10"]
    assert sum(one.content.times for one in used) == 2


@pytest.mark.parametrize(
    ("name", "totals"),
    [("PHQ-9", (20, 21, 18, 16, 15, 14, 11)), ("GAD-7", (17, 15, 12, 10))],
)
def test_that_the_totals_fall_as_in_the_design(rivera: Chart, name: str, totals: tuple[int, ...]) -> None:
    assert tuple(one.total for one in scale(rivera, name).totals) == totals


def test_that_the_answer_about_death_rises_while_the_total_falls(rivera: Chart) -> None:
    phq9 = scale(rivera, "PHQ-9")
    assert phq9.risk_direction == "item 9: 1, was 0"
    assert phq9.change == Decimal(-3)
    assert [one.at.iso[:10] for one in phq9.totals[-2:]] == ["2026-09-02", "2026-09-15"]


def test_that_the_suicide_screen_goes_from_high_to_low_and_back_to_moderate(rivera: Chart) -> None:
    levels = [one.level for one in scale(rivera, "C-SSRS screener (recent)").scores]
    assert levels == ["high", "moderate", "moderate", "low", "low", "low", "low", "moderate"]


def test_that_risk_is_moderate_was_low_and_no_screen_waits_for_a_clinician(rivera: Chart) -> None:
    assert rivera.risk.suicide is not None
    assert rivera.risk.suicide.level is RiskLevel.MODERATE
    assert rivera.risk.suicide.told(rivera.voice) == "Moderate, was Low 09-Sep-2026"
    assert rivera.risk.worsening
    assert rivera.risk.due == ()


@pytest.mark.parametrize(
    ("name", "unit", "values"),
    [
        ("Potassium", "mEq/L", ("3.3", "3.8", "4.1", "3.9")),
        ("QTc (Fridericia)", "ms", ("431", "433", "436", "438")),
    ],
)
def test_that_her_potassium_and_qtc_are_one_series_each(
    rivera: Chart, name: str, unit: str, values: tuple[str, ...]
) -> None:
    one = series(rivera, name)
    assert (one.unit, tuple(str(point.value) for point in one.points)) == (unit, values)


def test_that_each_side_effect_names_the_suspected_medicine_and_is_over(rivera: Chart) -> None:
    told = [(one.effect, one.severity.value, one.medicines) for one in rivera.side_effects]
    assert told == [
        ("sedation", "moderate", ("OLANZapine",)),
        ("nausea", "mild", ("sertraline",)),
        ("sedation", "mild", ("OLANZapine",)),
        ("nausea", "moderate", ("sertraline",)),
        ("nausea", "mild", ("sertraline",)),
    ]
    assert all(one.ended for one in rivera.side_effects)


def test_that_this_is_day_nine_of_the_iop_and_its_review_is_due_on_30_september(rivera: Chart) -> None:
    level = rivera.stay.level_of_care
    assert level is not None
    assert level.day == 9
    assert level.change.content.review is not None
    assert level.change.content.review.iso == "2026-09-30"
    settings = [one.content.given.setting.value for one in rivera.stay.levels]
    assert settings == ["outpatient", "residential", "intensive-outpatient"]


def test_that_her_summary_names_on_page_1_the_change_that_lies_ahead(rivera: Chart) -> None:
    draft = summary(rivera, Direction.COMMUNITY)
    (block,) = (one for one in draft.handover if one.key == "medicine-changes")
    told = [str(line) for line in block.lines]
    assert any("OLANZapine" in line and "22-Sep-2026" in line and "planned" in line for line in told)


def test_that_the_lunches_here_and_the_dinners_of_her_log_stand_in_the_intake_of_the_week(rivera: Chart) -> None:
    week = intake(rivera, 7)
    told = {(day.isoformat(), time.value): meal.eaten.share for (day, time), meal in week.meals.items() if meal.eaten}
    assert told == {
        ("2026-09-11", "lunch"): 75,
        ("2026-09-12", "dinner"): 50,
        ("2026-09-13", "dinner"): 25,
        ("2026-09-14", "lunch"): 100,
        ("2026-09-16", "lunch"): 75,
    }
    said = {meal.last.entry.at.told_by for meal in week.meals.values() if meal.last and meal.time is MealTime.DINNER}
    assert said == {Informant.PATIENT}
