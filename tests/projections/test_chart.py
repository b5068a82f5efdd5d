"""A chart always opens, whatever the entries and the order in which they arrived; and as it is told in JSON."""

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from careboard.clinical.entry import Entry, Newer
from careboard.clinical.medication.orders import DoseChange, MedicationStart
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.clinical.people import Author, Discipline
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import Period, When
from careboard.projections.as_json import chart_json, patients_json
from careboard.projections.caseload import caseload_row
from careboard.projections.chart import Chart
from careboard.projections.due import all_due
from careboard.projections.findings import Finding
from careboard.projections.periods import REVERSED
from careboard.projections.timeline import WITHHELD
from tests.clinical_examples import (
    FLAG,
    LEVEL,
    NOTE,
    PHQ9,
    PLAN_OF_CARE,
    REGISTRATION,
    RISK,
    SERTRALINE,
    TASK,
    at,
    each_morning,
    entry_id,
)
from tests.projections.records import COUNSELOR, DOCTOR, NOW, NURSE, chart, every_example, imported, on, signed

EXAMPLES = every_example()
# The ids that examples refer to, so that arbitrary records hold real references.
NAMES = [f"start of {name}" for name in ("sertraline", "hydroxyzine", "olanzapine", "melatonin")]
NAMES += ["plan of care", "consent", "note", "vitals", "task", "home practice", *map(str, range(6))]


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Any content under any name, at any time, referring to anything, ours or imported."""
    content = draw(st.sampled_from([*EXAMPLES, Newer("hologram/1")]))
    moment = on(0) + timedelta(hours=draw(st.integers(0, 24 * 40)))
    when = draw(st.sampled_from([When.at(moment), When.on(moment.date()), When("2026"), When.unknown()]))
    ref = draw(st.one_of(st.none(), st.sampled_from(NAMES)))
    by = draw(st.sampled_from([DOCTOR, COUNSELOR, NURSE]))
    entry = signed(content, draw(st.sampled_from(NAMES)), at=when, by=by, ref=ref, recorded=moment)
    ours = isinstance(content, Newer) or draw(st.booleans())
    return entry if ours else imported(entry)


def unique(several: Sequence[Entry]) -> list[Entry]:
    return list({entry.id: entry for entry in several}.values())


def everything(laid: Chart) -> str:
    """All that can be asked of a chart."""
    rows = [
        (row.headline, row.said, row.text, row.day, row.status, row.awaited.roles, row.about) for row in laid.timeline
    ]
    return json.dumps([chart_json(laid), patients_json([caseload_row(laid, NOW)])]) + repr(rows) + repr(all_due(laid))


@settings(max_examples=150)
@given(st.lists(entries(), max_size=25), st.sampled_from([DOCTOR, COUNSELOR, NURSE]))
def test_that_a_chart_always_opens(several: list[Entry], reader: Author) -> None:
    laid = chart(*several, reader=reader)
    assert len(laid.timeline) == len({entry.id for entry in several})
    assert everything(laid)


@settings(max_examples=100)
@given(
    st.lists(entries(), max_size=15)
    .map(unique)
    .flatmap(lambda several: st.tuples(st.just(several), st.permutations(several)))
)
def test_that_a_chart_does_not_depend_on_the_order_of_arrival(orders: tuple[list[Entry], list[Entry]]) -> None:
    first, second = (chart(*order) for order in orders)
    assert first == second
    assert everything(first) == everything(second)


def test_that_an_incomplete_chart_opens_with_its_newest_entries() -> None:
    change = DoseChange(entry_id("start"), each_morning("50"), each_morning("100"), at("10"), "More")
    laid = chart(signed(change, "change", at=on(10)), complete=False)
    assert (laid.complete, laid.findings) == (False, ())


def test_that_findings_about_records_held_back_stand_in_the_chart() -> None:
    held = Finding(entry_id("x"), "A record could not be verified.")
    laid = chart(signed(NOTE, "note"))
    assert replace(laid, findings=(held, *laid.findings)).findings[0] == held


def test_that_a_period_that_ends_before_it_begins_is_a_finding() -> None:
    turned = Period(When("2015-01-15"), When("2014"))
    right = Period(When("2015-01-15"), When("2015"))
    entries = [signed(replace(FLAG, period=period), period.end.iso) for period in (turned, right) if period.end]
    assert [(one.entry, one.text) for one in chart(*entries).findings] == [(entry_id("2014"), REVERSED)]


def test_that_five_thousand_entries_are_laid_out_within_a_few_frames() -> None:
    several = [
        signed(content, f"{name} {day}", at=on(day % 28)) for day in range(50) for name, content in enumerate(EXAMPLES)
    ]
    best = min(_seconds(several[:5000]) for _ in range(3))
    assert best < 0.150, "far above the 20 ms that it takes on a quiet machine"


def _seconds(several: list[Entry]) -> float:
    begun = time.process_time()
    chart(*several)
    return time.process_time() - begun


# -- JSON -------------------------------------------------------------------------------------------------------------

CHART_FIELDS = {"patient", "allergies", "diagnoses", "timeline", "regimen", "series", "findings"}
ROW_FIELDS = {"id", "at", "recorded_at", "discipline", "kind", "author", "headline", "text", "status"}
COURSE_FIELDS = {"course", "medicine", "dosage", "since", "status", "confirmed", "steps"}
PATIENT_FIELDS = {"id", "family", "given", "birth_date", "mrn", "level_of_care", "entries", "unread"}


def test_that_the_json_of_a_chart_keeps_its_contract() -> None:
    told = chart_json(chart(*(signed(content, str(name)) for name, content in enumerate(EXAMPLES))))
    assert set(told) >= CHART_FIELDS
    assert all(set(row) >= ROW_FIELDS for row in told["timeline"])
    assert all(set(course) >= COURSE_FIELDS for course in told["regimen"])
    assert all(set(step) >= {"at", "dosage", "reason"} for course in told["regimen"] for step in course["steps"])
    assert all(set(series) >= {"name", "code", "unit", "points"} for series in told["series"])
    assert all(set(finding) == {"entry", "text"} for finding in told["findings"])
    assert json.loads(json.dumps(told)) == told


def test_that_amounts_are_strings_and_times_end_in_z_or_stay_partial() -> None:
    told = chart_json(chart(signed(REGISTRATION, "r"), signed(PHQ9, "phq", at=When("2023-05"), recorded=on(2))))
    (point,) = (series["points"][0] for series in told["series"] if series["unit"] == "{score}")
    assert point == {"at": "2023-05", "value": "11", "comparator": ""}
    assert told["timeline"][-1]["at"] == "2023-05"
    assert told["timeline"][-1]["recorded_at"] == "2026-09-02T12:00:00Z"


def test_that_the_medicine_in_json_is_the_words_of_its_source_whole() -> None:
    words = "24 HR Venlafaxine 75 MG Extended Release Oral Capsule [Effexor]"
    start = MedicationStart(replace(SERTRALINE, text=words), each_morning("75"), "x", at("01"))
    (course,) = chart_json(chart(signed(start, "start")))["regimen"]
    assert course["medicine"] == words
    assert (course["status"], course["since"], course["confirmed"]) == ("active", "2026-09-01", True)


def test_that_an_overlapping_dose_is_not_confirmed_in_json() -> None:
    start = signed(MedicationStart(SERTRALINE, each_morning("50"), "x", at("01")), "start")
    changes = [
        signed(DoseChange(start.id, each_morning("50"), each_morning(now), at("02"), "More"), now, at=on(day))
        for now, day in (("75", 2), ("100", 3))
    ]
    told = chart_json(chart(start, *changes))
    assert told["regimen"][0]["dosage"].startswith("not confirmed: ")
    assert len(told["findings"]) == 1


def test_that_what_was_recorded_in_the_wrong_chart_is_in_no_output_not_even_its_authors() -> None:
    error = signed(EnteredInError(ErrorReason.WRONG_PATIENT), "error", at=on(2), by=COUNSELOR, ref="note")
    told = json.dumps(chart_json(chart(signed(NOTE, "note", by=COUNSELOR), error, reader=COUNSELOR)))
    assert "TIPP" not in told
    assert WITHHELD in told


# -- caseload ---------------------------------------------------------------------------------------------------------


def test_that_a_row_of_the_caseload_tells_who_where_and_what_is_due() -> None:
    laid = chart(
        signed(REGISTRATION, "registration", at=on(0)),
        signed(LEVEL, "level", at=on(8)),
        signed(PLAN_OF_CARE, "plan", at=on(9), by=COUNSELOR),
        signed(replace(RISK, level=RiskLevel.LOW), "low", at=on(9)),
        signed(RISK, "risk", at=on(15)),
        signed(PHQ9, "phq", at=on(14)),
        signed(NOTE, "note", at=on(15), by=COUNSELOR),
        signed(TASK, "task", at=on(15)),
    )
    row = caseload_row(laid, NOW)
    assert (row.family, row.given, row.birth_date, row.mrn) == ("Rivera", "Maya", "2004-03-14", "004-1187")
    assert (row.level_of_care, row.level_day) == ("Intensive outpatient", 8)
    assert (row.entries, row.unread, row.unread_by_discipline) == (8, 2, {Discipline.COUNSELING: 2})
    assert (row.risk, row.risk_told) == (RiskLevel.MODERATE, "Moderate, was Low 09-Sep-2026")
    assert row.risk_worsening
    assert row.last_seen == {Discipline.COUNSELING: When.at(on(15))}
    assert row.phq9 is not None
    assert row.phq9.total == 11
    assert row.next_due is not None
    assert row.next_due.text == TASK.text
    assert row.owner == "L. Moreno, LCSW"
    (told,) = patients_json([row])
    assert set(told) >= PATIENT_FIELDS
    assert told["birth_date"] == "2004-03-14"


def test_that_an_empty_chart_has_a_row() -> None:
    (told,) = patients_json([caseload_row(chart(), NOW)])
    assert (told["family"], told["mrn"], told["level_of_care"], told["entries"]) == ("", None, None, 0)


def test_that_a_positive_screen_is_due_before_everything_else() -> None:
    screen = replace(PHQ9, answers=(replace(PHQ9.answers[0], item="9"),), unanswered=())
    laid = chart(signed(screen, "screen"), signed(TASK, "task"))
    assert [item.entry for item in all_due(laid)] == [entry_id("screen"), entry_id("task")]
