"""The lanes: a lane answers with its last value at or before a moment, dated, and never with a later one."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.medication.orders import DoseChange, Hold, MedicationStart, Resume, Stop
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus, Taken
from careboard.clinical.person import Flag
from careboard.clinical.values import Informant, Period, When
from careboard.projections.course import CourseStatus
from careboard.projections.lanes.all import Lanes, Row, lanes_of
from careboard.projections.lanes.days import Calendar, day_number, end_of_day
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.model import Section, Tone, plain_title
from careboard.projections.lanes.points import Points
from careboard.projections.ranges import Range, stated_range
from careboard.projections.wording.voice import Voice
from tests.projections.records import ZONE, chart, signed
from tests.ui.medication.maya import MAYA, NOW, course, daily, day, moment, scale, tablet

LANES = lanes_of(chart(*MAYA, now=NOW))


def lane(title: str, lanes: Lanes = LANES) -> Row:
    """The lane whose name begins so."""
    return next(row for row in lanes.rows if plain_title(row).startswith(title))


def at(written: str) -> float:
    """The end of a day of the story."""
    month, of_month = written.split("-")
    return end_of_day(date(2026, int(month), int(of_month)))


def test_that_a_medicine_stands_above_the_one_that_takes_its_place() -> None:
    names = [row.name for row in LANES.rows if isinstance(row, DoseLane)]
    assert names == ["escitalopram", "sertraline", "OLANZapine", "hydrOXYzine HCl", "thiamine"]


def test_that_risk_stands_above_every_score() -> None:
    scores = [plain_title(row) for row in LANES.rows if row.section is Section.SCORES]
    assert scores == ["Risk: suicide", "C-SSRS", "PHQ-9", "GAD-7"]


@pytest.mark.parametrize(
    ("title", "written", "told"),
    [
        ("sertraline", "08-12", "none"),
        ("sertraline", "09-01", "100 mg since 01-Sep"),
        ("sertraline", "09-14", "100 mg since 01-Sep"),
        ("sertraline", "09-15", "150 mg since 15-Sep"),
        ("escitalopram", "08-26", "5 mg since 20-Aug"),
        ("escitalopram", "08-27", "Stopped 27-Aug"),
        ("hydrOXYzine", "09-17", "25 mg used 2 in 7 days"),
        ("Nausea", "08-13", "none"),
        ("Nausea", "08-20", "moderate since 20-Aug"),
        ("Nausea", "08-30", "none since 29-Aug"),
        ("PHQ-9", "07-19", "none"),
        ("PHQ-9", "09-01", "16 on 26-Aug"),
        ("PHQ-9", "09-02", "14 on 02-Sep"),
        ("C-SSRS", "09-14", "Low on 09-Sep"),
        ("Risk", "09-14", "Low on 09-Sep"),
        ("QTc", "08-11", "430 ms on 29-Jul"),
        ("Potassium", "07-31", "3.3 low on 29-Jul"),
    ],
)
def test_that_a_lane_answers_with_its_last_value_and_its_day(title: str, written: str, told: str) -> None:
    assert lane(title).value(at(written)).at_the_line == told


@pytest.mark.parametrize("known", ["2025", "2025-03"])
def test_that_a_dose_is_told_no_more_exactly_than_it_is_known_since_when(known: str) -> None:
    began = MedicationReported(
        tablet("amlodipine"),
        MedicationStatus.ACTIVE,
        Informant.PATIENT,
        Taken.YES,
        daily("5"),
        effective=Period(When(known)),
    )
    row = lane("amlodipine", lanes_of(chart(signed(began, "a", at=NOW), now=NOW)))
    words = {"2025": "2025", "2025-03": "Mar-2025"}[known]
    assert row.value(LANES.calendar.now_number).at_the_line == f"5 mg since {words}"


def test_that_risk_and_scores_say_their_direction() -> None:
    now = LANES.calendar.now_number
    assert lane("Risk").value(now).words == "Moderate on 15-Sep, was Low 09-Sep"
    assert lane("C-SSRS").value(now).words == "Moderate on 15-Sep, was Low 09-Sep"
    assert lane("PHQ-9").value(now).words == "11 on 15-Sep, item 9: 1, was 0, was 14 on 02-Sep"


def test_that_a_worse_answer_about_suicide_alarms_and_a_better_one_is_told_without() -> None:
    phq = lane("PHQ-9")
    worse = phq.value(LANES.calendar.now_number)
    assert (worse.warning, worse.eased) == ("item 9: 1, was 0", False)
    better = phq.value(at("09-02"))
    assert (better.warning, better.eased) == ("item 9: 0, was 1", True)


def test_that_a_planned_step_is_told_with_its_day() -> None:
    assert lane("OLANZapine").value(LANES.calendar.now_number).at_the_line == "5 mg to 2.5 on 22-Sep"


def test_that_a_side_effect_names_the_suspected_medicine() -> None:
    assert plain_title(lane("Sedation")) == "Sedation, OLANZapine?"


def test_that_a_qtc_names_its_formula_and_the_limit_of_the_patients_sex() -> None:
    assert (plain_title(lane("QTc")), lane("QTc").caption) == ("QTc (Fridericia)", "ms, shaded to 460")


def test_that_a_blind_weight_has_no_number_in_any_lane_until_it_is_shown() -> None:
    hidden, shown = lane("Weight"), lane("Weight", lanes_of(chart(*MAYA, now=NOW), weight_shown=True))
    assert not hidden.marks()
    assert "48.2" not in hidden.value(LANES.calendar.now_number).words
    assert "48.2" in shown.value(LANES.calendar.now_number).words


def test_that_a_weight_taken_blind_is_hidden_without_the_flag_too() -> None:
    unflagged = [entry for entry in MAYA if type(entry.content) is not Flag]
    assert not lane("Weight", lanes_of(chart(*unflagged, now=NOW))).marks()
    assert lane("Weight", lanes_of(chart(*unflagged, now=NOW), weight_shown=True)).marks()


def test_that_a_share_of_the_maximum_is_stated_only_where_a_source_gives_one() -> None:
    shares = {row.name: [span.share for span in row.spans()] for row in LANES.rows if isinstance(row, DoseLane)}
    assert shares["sertraline"] == [Decimal("0.125"), Decimal("0.25"), Decimal("0.5"), Decimal("0.75")]
    assert shares["thiamine"] == [None]


def test_that_a_medicine_begun_anew_goes_on_in_its_row_and_two_side_by_side_have_two() -> None:
    again = signed(MedicationStart(tablet("escitalopram"), daily("10"), "Depression", day("09-10")), "again")
    beside = signed(MedicationStart(tablet("sertraline"), daily("25"), "Panic", day("09-10")), "beside")
    rows = [row for row in lanes_of(chart(*MAYA, again, beside, now=NOW)).rows if isinstance(row, DoseLane)]
    assert [row.name for row in rows].count("escitalopram") == 1
    assert [row.name for row in rows].count("sertraline") == 2


def test_that_a_medicine_stopped_before_its_first_day_has_no_dose_in_any_lane() -> None:
    ordered = signed(
        MedicationStart(tablet("pimozide"), daily("2"), "Tics", day("09-18")), "pimozide", at=moment("09-17")
    )
    stopped = signed(Stop(course("pimozide"), day("09-17"), "Declined"), "stopped", at=moment("09-17", 15))
    rows = lanes_of(chart(*MAYA, ordered, stopped, now=NOW)).rows
    assert "pimozide" not in [row.name for row in rows if isinstance(row, DoseLane)]


def test_that_a_suspended_medicine_says_so_and_goes_on_when_it_is_resumed() -> None:
    held = signed(Hold(course("sertraline"), day("09-10"), "Vomiting", day("09-12")), "held", at=moment("09-10"))
    resumed = Resume(course("sertraline"), daily("50"), 2, day("09-12"))
    entries = (*MAYA, held, signed(resumed, "resumed", at=moment("09-12")))
    row = lane("sertraline", lanes_of(chart(*entries, now=NOW)))
    assert row.value(at("09-11")).at_the_line == "Suspended since 10-Sep"
    assert row.value(at("09-11")).tone is Tone.CAUTION
    assert row.value(at("09-12")).at_the_line == "50 mg since 12-Sep"


def test_that_the_response_is_the_first_total_down_by_half() -> None:
    row = lane("PHQ-9", lanes_of(chart(*MAYA, scale("PHQ-9", "44249-1", 10, "09-16", 0), now=NOW)))
    assert [mark.name for mark in row.marks() if "down by half" in mark.name] == [
        "PHQ-9 10 on 16-Sep-2026, item 9: 0, down by half"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3.5 to 5.0 mEq/L", Range(3.5, 5.0)),
        ("3.5-5.0", Range(3.5, 5.0)),
        ("70 mg/dL - 99 mg/dL", Range(70, 99)),
        ("under 200 mg/dL", Range(None, 200)),
        ("<= 35", Range(None, 35)),
        ("50 mg/dL or more", Range(50, None)),
        ("> 60", Range(60, None)),
        ("negative", Range()),
        ("", Range()),
    ],
)
def test_that_a_range_is_what_the_source_states_or_nothing(text: str, found: Range) -> None:
    assert stated_range(text) == found


@given(st.lists(st.integers(0, 120 * 24 * 60), max_size=40), st.integers(0, 120))
def test_that_no_number_after_the_line_is_ever_its_answer(minutes: list[int], days: int) -> None:
    begin = NOW - timedelta(100)
    times = [When.at((begin + timedelta(minutes=minute)).replace(microsecond=0)) for minute in minutes]
    points = Points(lambda: (times, [Decimal(minute) for minute in minutes]), ZONE)
    line = end_of_day((begin + timedelta(days)).date())
    last = points.last_at(line)
    assert all(points.day(index) <= line for index in range(last + 1))
    assert all(points.day(index) > line for index in range(last + 1, len(points)))
    assert [points.numbers[index] for index in range(len(points))] == sorted(map(float, minutes))


@given(st.integers(0, 119))
def test_that_every_lane_is_dated_at_or_before_the_line(days: int) -> None:
    line = end_of_day(NOW.date() - timedelta(days))
    for row in LANES.rows:
        known = [mark for mark in row.marks() if mark.start <= line]
        assert (row.value(line).strong == "none" and not row.value(line).dated) is (not known) or row.key == HIDDEN


HIDDEN = "measure:29463-7:kg"


def test_that_days_are_told_with_the_year_in_every_year_but_this_one() -> None:
    calendar = Calendar(ZONE, NOW, Voice())
    assert calendar.short(day_number(NOW, ZONE)) == "17-Sep"
    assert calendar.short(day_number(NOW, ZONE) - 365) == "17-Sep-2025"


ORDERS = st.lists(
    st.tuples(
        st.sampled_from(["change", "hold", "resume", "stop"]), st.integers(0, 30), st.sampled_from([25, 50, 100])
    ),
    max_size=6,
)


@given(ORDERS, st.integers(0, 40))
def test_that_a_lane_tells_of_any_day_what_the_regimen_told_on_that_day(
    orders: list[tuple[str, int, int]], later: int
) -> None:
    began = NOW - timedelta(60)
    entries = [
        signed(MedicationStart(tablet("sertraline"), daily("25"), "Panic", When.on(began.date())), "s", at=began)
    ]
    ordered = 25
    for number, (kind, days, dose) in enumerate(orders):
        at, seen = When.on((began + timedelta(days)).date()), ordered if ordered != dose else 75
        ordered = dose if kind in ("change", "resume") else ordered
        made = {
            "change": DoseChange(course("s"), daily(str(seen)), daily(str(dose)), at, "Response"),
            "hold": Hold(course("s"), at, "Rash", at),
            "resume": Resume(course("s"), daily(str(dose)), None, at),
            "stop": Stop(course("s"), at, "Rash"),
        }[kind]
        assert isinstance(made, DoseChange | Hold | Resume | Stop)
        entries.append(signed(made, f"order {number}", at=began + timedelta(minutes=number + 1)))
    moment_ = began + timedelta(later)
    told = chart(*entries, now=moment_).regimen.courses[0]
    value = next(row for row in lanes_of(chart(*entries, now=NOW)).rows if isinstance(row, DoseLane)).value(
        day_number(moment_, ZONE)
    )
    dose_now = told.dosage.schedule[0].amount if told.dosage else None
    match told.status:
        case CourseStatus.STOPPED:
            assert value.strong == "Stopped"
        case CourseStatus.HELD:
            assert value.strong == "Suspended"
        case _:
            assert dose_now is not None
            assert value.strong == f"{dose_now.value} mg"


def test_that_of_two_doses_ordered_at_once_a_lane_tells_neither() -> None:
    began, at = NOW - timedelta(60), When.on((NOW - timedelta(3)).date())
    start = MedicationStart(tablet("sertraline"), daily("25"), "Panic", When.on(began.date()))
    changes = [DoseChange(course("s"), daily("25"), daily(dose), at, "Response") for dose in ("50", "75")]
    entries = [signed(change, change.now.text, at=NOW - timedelta(3)) for change in changes]
    lanes = lanes_of(chart(signed(start, "s", at=began), *entries, now=NOW))
    lane = next(row for row in lanes.rows if isinstance(row, DoseLane))
    assert lane.value(day_number(NOW, ZONE)).strong == "not confirmed"
    assert lane.value(day_number(NOW - timedelta(5), ZONE)).strong == "25 mg"
