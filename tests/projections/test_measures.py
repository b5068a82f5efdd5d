"""Scales as rows with their direction and what is due, and vital signs and results as a table."""

from dataclasses import replace
from decimal import Decimal

from careboard.clinical.coordination import Task
from careboard.clinical.entry import Entry
from careboard.clinical.measured import (
    Component,
    LabResult,
    ObservationStatus,
    Position,
    Result,
    TestOrdered,
    TestStatus,
    Vitals,
)
from careboard.clinical.medication.orders import MedicationStart
from careboard.clinical.nutrition import Weight
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.response import (
    Answer,
    AnsweredBy,
    Assessment,
    InstrumentDefinition,
    InstrumentItem,
)
from careboard.clinical.values import LOINC, Amount, Coded, Quantity, When
from careboard.projections.measures.follow_up import Step, follow_up
from careboard.projections.measures.rated import Rated, changes, rated
from careboard.projections.measures.readings import VITALS, Reading, newest, readings
from careboard.projections.wording import tell
from careboard.projections.wording.voice import Voice
from careboard.reference.instruments import instruments
from tests.clinical_examples import REGISTRATION, RISK, SERTRALINE, each_morning
from tests.projections.records import DOCTOR, chart, on, signed

SYSTOLIC, DIASTOLIC = Coded.of(LOINC, "8480-6", "Systolic"), Coded.of(LOINC, "8462-4", "Diastolic")
RATE = Coded.of(LOINC, "8867-4", "Heart rate")


def scored(name: str, total: int, day: int, *, item9: int | None = None, level: str = "") -> Entry:
    answers = (Answer("9", "as rated", Decimal(item9)),) if item9 is not None else ()
    made = Assessment(
        Coded(name), AnsweredBy.PATIENT, answers=answers, total=Quantity(Decimal(total), "{score}"), level=level
    )
    return signed(made, f"{name} {day}", at=on(day))


def row(name: str, *entries: Entry) -> Rated:
    return next(one for one in rated(chart(*entries)) if one.name == name)


def measured(code: Coded, value: str, unit: str, position: Position | None = None) -> Component:
    return Component(code, Result(quantity=Quantity(Decimal(value), unit)), position)


def lab(value: str, day: int, reference: str = "", code: str = "2823-3") -> Entry:
    result = Result(quantity=Quantity(Decimal(value), "mEq/L"))
    return signed(LabResult(Coded.of(LOINC, code, "potassium"), result, reference_range=reference), at=on(day))


def table(*entries: Entry) -> list[Reading]:
    return list(readings(chart(*entries)))


# -- scales -----------------------------------------------------------------------------------------------------------


def test_that_a_total_stands_against_the_last_one_and_the_first() -> None:
    shown = row("PHQ-9", scored("PHQ-9", 19, 1), scored("PHQ-9", 14, 5), scored("PHQ-9", 11, 9, level="moderate"))
    assert (shown.last, shown.about) == ("11 (moderate)", "Depression, 0 to 27")
    assert shown.changes == ("down 3 since 05-Sep-2026 (14)", "down 8 since the first, 01-Sep-2026 (19)")
    assert list(map(int, shown.totals)) == [19, 14, 11]


def test_that_half_of_the_first_total_is_a_response_and_under_five_a_remission() -> None:
    assert row("PHQ-9", scored("PHQ-9", 18, 1), scored("PHQ-9", 10, 5)).marks == ()
    assert row("PHQ-9", scored("PHQ-9", 18, 1), scored("PHQ-9", 9, 5)).marks == (
        "Response: half of the first total or less",
    )
    assert row("PHQ-9", scored("PHQ-9", 18, 1), scored("PHQ-9", 4, 5)).marks[0] == "Remission: under 5"


def test_that_a_screen_and_a_scale_that_is_better_high_have_no_response() -> None:
    for name in ("AUDIT-C", "WHO-5", "CIWA-Ar"):
        assert row(name, scored(name, 8, 1), scored(name, 2, 5)).marks == ()


def test_that_a_worsening_answer_about_suicide_stands_beside_a_falling_total() -> None:
    shown = row("PHQ-9", scored("PHQ-9", 18, 1, item9=0), scored("PHQ-9", 12, 5, item9=1))
    assert shown.warnings == ("Item 9 about suicide: 1, was 0",)
    assert row("PHQ-9", scored("PHQ-9", 12, 5, item9=0)).warnings == ()


def test_that_a_severity_that_was_not_recorded_is_the_band_of_the_total() -> None:
    assert row("AUDIT", scored("AUDIT", 24, 1)).last == "24 (possible dependence)"


def test_that_a_suicide_screen_has_a_level_and_the_one_before_and_never_a_number() -> None:
    screens = [
        signed(Assessment(Coded("C-SSRS"), AnsweredBy.CLINICIAN, level=level), f"c {day}", at=on(day))
        for day, level in ((1, "low"), (4, "high"))
    ]
    shown = row("C-SSRS screener (recent)", *screens)
    assert (shown.last, shown.changes, shown.totals) == ("High", ("was Low 01-Sep-2026",), ())


def test_that_a_scale_that_is_due_and_was_never_given_has_a_row_that_says_why() -> None:
    medicine = replace(SERTRALINE, text="olanzapine", rxcui=None, ingredients=(), strengths=())
    start = MedicationStart(medicine, each_morning("5"), "Psychosis", When.at(on(1)))
    shown = row("AIMS", signed(start, at=on(1)))
    assert shown.last == "Not given yet"
    assert shown.overdue
    assert shown.due.startswith("Overdue since 01-Sep-2026: OLANZapine, ")


def test_that_an_instrument_of_the_site_has_a_row_of_its_own() -> None:
    form = InstrumentDefinition((InstrumentItem("1", "Urge to skip a meal, 0 to 5"),))
    made = Assessment(Coded("Diary card"), AnsweredBy.PATIENT, answers=(Answer("1", "3"),), definition=form)
    shown = row("Diary card", signed(made, at=on(3)))
    assert (shown.about, shown.last, shown.on) == ("This site's own form", "1 answer", "03-Sep-2026 08:00")


def test_that_a_total_not_signed_yet_is_compared_with_what_stands() -> None:
    shown = chart(scored("PHQ-9", 19, 1), scored("PHQ-9", 14, 5))
    assert changes("PHQ-9", Decimal(15), shown) == (
        "up 1 since 05-Sep-2026 (14)",
        "down 4 since the first, 01-Sep-2026 (19)",
    )
    assert changes("GAD-7", Decimal(15), shown) == ()


def test_that_an_own_form_with_totals_stands_against_its_earlier_ones_too() -> None:
    shown = chart(scored("Diary card", 9, 1), scored("Diary card", 4, 5))
    (card,) = rated(shown)
    assert card.changes == ("down 5 since 01-Sep-2026 (9)",)
    assert changes("Diary card", Decimal(5), shown) == (
        "up 1 since 05-Sep-2026 (4)",
        "down 4 since the first, 01-Sep-2026 (9)",
    )


def test_that_only_known_scales_are_treated_to_a_target() -> None:
    assert {one.name for one in instruments() if one.treated_to_target} >= {"PHQ-9", "GAD-7"}


# -- vital signs and results ------------------------------------------------------------------------------------------


def test_that_what_is_out_of_its_stated_range_says_so_in_a_word() -> None:
    shown = table(lab("3.1", 1, "3.5 to 5.0 mEq/L"), lab("5.2", 2, "3.5 to 5.0 mEq/L"), lab("9.9", 3))
    assert [(one.value, one.flag, one.out) for one in shown] == [
        ("9.9 mEq/L", "", 0),
        ("5.2 mEq/L", "High", 1),
        ("3.1 mEq/L", "Low", -1),
    ]
    assert [one.against for one in shown] == ["up 4.7 since 02-Sep-2026", "up 2.1 since 01-Sep-2026", ""]


def test_that_lying_and_standing_are_followed_by_their_difference_in_words() -> None:
    taken = [
        measured(SYSTOLIC, "118", "mmHg", Position.LYING),
        measured(DIASTOLIC, "76", "mmHg", Position.LYING),
        measured(RATE, "64", "beats/min", Position.LYING),
        measured(SYSTOLIC, "96", "mmHg", Position.STANDING),
        measured(DIASTOLIC, "76", "mmHg", Position.STANDING),
        measured(RATE, "99", "beats/min", Position.STANDING),
    ]
    shown = table(signed(Vitals(tuple(taken)), at=on(1)))
    assert [(one.what, one.value) for one in shown] == [
        ("Blood pressure, lying", "118/76 mmHg"),
        ("Heart rate, lying", "64 beats/min"),
        ("Blood pressure, standing", "96/76 mmHg"),
        ("Heart rate, standing", "99 beats/min"),
        ("From lying to standing", "Systolic down 22 mmHg, diastolic unchanged, heart rate up 35 beats/min"),
    ]


def test_that_no_difference_is_told_where_one_position_is_missing() -> None:
    taken = (measured(RATE, "64", "beats/min", Position.LYING), measured(RATE, "70", "beats/min", Position.SITTING))
    assert [one.what for one in table(signed(Vitals(taken), at=on(1)))] == ["Heart rate, lying", "Heart rate, sitting"]


def test_that_a_pending_and_an_absent_result_say_so_and_are_no_number() -> None:
    pending = LabResult(Coded("TSH"), status=ObservationStatus.REGISTERED)
    absent = LabResult(Coded("lithium"), Result(absent=Coded("hemolyzed specimen")))
    shown = table(signed(pending, at=on(1)), signed(absent, at=on(2)))
    assert [(one.what, one.value) for one in shown] == [
        ("Lithium", "no result: hemolyzed specimen"),
        ("TSH", "pending"),
    ]
    final = LabResult(Coded("TSH"), Result(Quantity(Decimal("2.1"), "mIU/L")))
    assert [one.value for one in table(signed(pending, at=on(1)), signed(final, at=on(2)))] == ["2.1 mIU/L"]
    assert [one.value for one in table(signed(final, at=on(1)), signed(pending, at=on(2)))] == ["pending", "2.1 mIU/L"]


def test_that_a_test_without_its_result_stands_on_top_until_the_result_is_there() -> None:
    test = TestOrdered(Coded.of(LOINC, "2823-3", "potassium"), "Refeeding", When("2026-09-09"))
    ordered = signed(test, at=on(1))
    (waiting,) = table(ordered)
    assert (waiting.what, waiting.value) == ("Potassium", "ordered, no result yet, due 09-Sep-2026")
    assert [one.value for one in table(ordered, lab("3.9", 2))] == ["3.9 mEq/L"]
    given_up = replace(test, status=TestStatus.CANCELLED, status_reason="Moved away")
    assert table(replace(ordered, content=given_up)) == []


def test_that_a_weight_is_hidden_by_its_own_flag_and_by_the_patients() -> None:
    blind = Weight(Amount(Decimal("48.9"), "kg"), blind=True, conditions=("gown",))
    weight, open_one = signed(blind, at=on(1)), signed(replace(blind, blind=False), at=on(1))
    bmi = signed(Vitals((measured(Coded.of(LOINC, "39156-5", "BMI"), "17.1", "kg/m2"),)), at=on(2))
    flag = signed(Flag(FlagType.BLIND_WEIGHT, Coded("Agreed with the patient")), at=on(1))
    assert [one.weight for one in table(weight)] == [True]
    assert [one.weight for one in table(open_one, bmi)] == [False, False]
    assert [one.weight for one in table(open_one, bmi, flag)] == [True, True]


def test_that_a_qtc_is_judged_by_the_limit_for_the_patients_sex() -> None:
    qtc = signed(Vitals((measured(Coded("QTc (Bazett)"), "455", "ms"),)), at=on(1))
    person = signed(REGISTRATION, at=on(0))
    (shown,) = table(person, qtc)
    assert shown.reference == "up to 460 ms, unverified"
    assert shown.flag == ""
    (alone,) = table(qtc)
    assert (alone.reference, alone.flag) == ("", "")


# -- after a positive screen ------------------------------------------------------------------------------------------


def screened(level: str, day: int = 3) -> Entry:
    answers = (Answer("5", "Yes" if level == "high" else "No", Decimal(level == "high")),)
    made = Assessment(Coded("C-SSRS"), AnsweredBy.CLINICIAN, answers=answers, level=level, note="Highest item: 5")
    return signed(made, "screen", at=on(day), recorded=on(day))


def test_that_a_high_screen_asks_for_a_judgement_a_safety_plan_and_to_tell() -> None:
    entry = screened("high")
    found = follow_up(chart(entry), entry.id)
    assert found is not None
    assert (found.high, found.said) == (True, "C-SSRS: level high, Highest item: 5")
    assert found.steps == ((Step.ASSESS, False), (Step.PLAN, False), (Step.TELL, False))


def test_that_a_lower_screen_asks_for_a_judgement_alone_and_a_negative_one_for_nothing() -> None:
    low, negative = screened("low"), screened("negative")
    found = follow_up(chart(low), low.id)
    assert found is not None
    assert found.steps == ((Step.ASSESS, False),)
    assert follow_up(chart(negative), negative.id) is None


def test_that_a_step_is_done_by_what_was_signed_after_the_screen_and_not_before() -> None:
    entry = screened("high")
    task = Task("See her today.", member=DOCTOR.member)
    before = signed(task, "task before", at=on(2), recorded=on(2))
    after = [signed(task, "task", at=on(4), recorded=on(4)), signed(RISK, "risk", at=on(4), recorded=on(4))]
    found = follow_up(chart(before, entry, *after), entry.id)
    assert found is not None
    assert found.steps == ((Step.ASSESS, True), (Step.PLAN, False), (Step.TELL, True))
    assert not found.done


def test_that_a_record_of_years_is_told_from_its_newest_rows_with_what_stood_before_them() -> None:
    chart_of_years = chart(*(lab(f"{3 + at / 10:.1f}", at + 1) for at in range(30)))
    shown, older = newest(chart_of_years, 5)
    assert older
    assert [one.value for one in shown] == [f"{value} mEq/L" for value in ("5.9", "5.8", "5.7", "5.6", "5.5")]
    assert shown[-1].against == "up 0.1 since 25-Sep-2026"
    assert newest(chart_of_years, 5, VITALS) == ((), False)
    assert len(readings(chart_of_years)) == 30


def test_that_the_headline_of_a_result_says_that_it_is_out_of_its_stated_range() -> None:
    potassium = Coded.of(LOINC, "2823-3", "potassium")
    for value, told in (("5.9", "potassium: 5.9 mEq/L (high)"), ("4.1", "potassium: 4.1 mEq/L")):
        came = LabResult(potassium, Result(Quantity(Decimal(value), "mEq/L")), reference_range="3.5 to 5.0 mEq/L")
        assert tell(came, Voice()).headline == told
    unstated = LabResult(potassium, Result(Quantity(Decimal("5.9"), "mEq/L")))
    assert tell(unstated, Voice()).headline == "potassium: 5.9 mEq/L"
