"""Doses as they may be read at a bedside: ISMP and NHS CUI rules (decision 0012)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from careboard.clinical.dosage import DayOfWeek, Dosage, Dose, EventTiming, Medicine, Timing, UnitOfTime
from careboard.clinical.values import Amount, Coded, Comparator, Quantity
from careboard.projections.wording import medication_line
from careboard.projections.wording.dosage import dosage, timing
from careboard.projections.wording.medicine import name
from careboard.projections.wording.numbers import amount, number, quantity, span, unit
from careboard.projections.wording.voice import Voice
from tests.clinical_examples import AS_NEEDED, HYDROXYZINE, NOT_CONFIRMED, SERTRALINE, STEPS, each_morning, mg

ENGLISH = Voice()
ORAL = Coded("oral")


DOSES = {
    "1.0": "1",
    ".5": "0.5",
    "2.50": "2.5",
    "1000": "1,000",
    "10": "10",
    "100": "100",
    "1E+3": "1,000",
    "0.50": "0.5",
    "12500.50": "12,500.5",
    "0": "0",
    "0.0": "0",
    "1E-2": "0.01",
}
UNITS = {
    "ug": "mcg",
    "\N{MICRO SIGN}g": "mcg",
    "\N{GREEK SMALL LETTER MU}g": "mcg",
    "IU": "units",
    "U": "units",
    "[IU]": "units",
    "UNT": "units",
    "cc": "mL",
    "ml": "mL",
    "mg/ml": "mg per mL",
    "mg": "mg",
}


@pytest.mark.parametrize(("recorded", "shown"), DOSES.items())
def test_that_a_dose_has_no_trailing_zero_a_leading_zero_and_a_comma_from_a_thousand(recorded: str, shown: str) -> None:
    assert number(Decimal(recorded)) == shown


@pytest.mark.parametrize(("recorded", "shown"), UNITS.items())
def test_that_a_unit_that_is_misread_is_written_out(recorded: str, shown: str) -> None:
    assert unit(recorded) == shown


def test_that_international_units_are_units() -> None:
    assert amount(Amount(Decimal(100), "IU"), ENGLISH) == "100 units"


def test_that_half_a_tablet_is_no_fraction() -> None:
    assert amount(Amount(Decimal("0.5"), "tablet"), ENGLISH) == "half tablet"
    assert amount(Amount(Decimal("1.5"), "TAB"), ENGLISH) == "1.5 tablets"
    assert amount(Amount(Decimal("1.0"), "{tbl}"), ENGLISH) == "1 tablet"


def test_that_an_amount_without_a_unit_says_so() -> None:
    assert amount(Amount(Decimal(1)), ENGLISH) == "1, unit not stated"


def test_that_a_range_of_doses_names_its_unit_once() -> None:
    assert span(mg("25"), mg("50"), ENGLISH) == "25 to 50 mg"


def test_that_a_measured_value_keeps_its_digits_and_its_comparator() -> None:
    assert quantity(Quantity(Decimal("4.0"), "mmol/L"), ENGLISH) == "4.0 mmol/L"
    assert quantity(Quantity(Decimal("0.30"), "ng/mL", Comparator.LESS), ENGLISH) == "less than 0.30 ng/mL"


def every(period: str, unit_of_time: UnitOfTime, times: int = 1) -> Timing:
    return Timing(frequency=times, period=Decimal(period), period_unit=unit_of_time)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (every("1", UnitOfTime.DAY), "daily"),
        (every("1", UnitOfTime.DAY, 2), "twice daily"),
        (every("1", UnitOfTime.DAY, 6), "6 times daily"),
        (every("2", UnitOfTime.DAY), "every other day"),
        (every("6", UnitOfTime.HOUR), "every 6 hours"),
        (every("1", UnitOfTime.WEEK), "once weekly"),
        (every("4", UnitOfTime.WEEK), "every 4 weeks"),
        (every("1", UnitOfTime.WEEK, 3), "3 times a week"),
        (replace(every("4", UnitOfTime.HOUR), period_max=Decimal(6)), "every 4 to 6 hours"),
        (Timing(events=(EventTiming.BEDTIME,)), "at bedtime"),
        (Timing(events=(EventTiming.NIGHT,)), "nightly"),
        (replace(every("1", UnitOfTime.DAY), events=(EventTiming.MORNING,)), "every morning"),
        (Timing(events=(EventTiming.MORNING, EventTiming.BEDTIME)), "every morning and at bedtime"),
        (Timing(times_of_day=("08:00", "20:00")), "at 08:00 and 20:00"),
        (Timing(days_of_week=(DayOfWeek.MONDAY, DayOfWeek.THURSDAY)), "on Monday and Thursday"),
        (replace(every("1", UnitOfTime.DAY), count=5), "daily, 5 doses in all"),
        (Timing("when the moon is full"), "when the moon is full"),
        (Timing(frequency=3), "3 times"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_that_a_frequency_is_in_words(due: Timing, words: str) -> None:
    assert timing(due, ENGLISH) == words


def test_that_no_forbidden_abbreviation_is_ever_written() -> None:
    forbidden = {"qd", "od", "qod", "hs", "qhs", "qn", "u", "iu", "cc", "d/c", "1/2", "prn", "bid", "tid", "qid"}
    for unit_of_time in UnitOfTime:
        for times in (1, 2, 3, 4, 5):
            for period in ("1", "2", "3"):
                words = timing(every(period, unit_of_time, times), ENGLISH)
                assert not forbidden & set(words.split()), words


def test_that_as_needed_always_has_a_maximum_or_says_that_none_is_recorded() -> None:
    assert dosage(AS_NEEDED, ENGLISH) == "25 mg oral, as needed for anxiety, at most 75 mg in 24 hours"
    unlimited = replace(AS_NEEDED, max_per_24h=None)
    assert "maximum in 24 hours not recorded" in dosage(unlimited, ENGLISH)


def test_that_the_steps_of_a_taper_follow_each_other() -> None:
    assert dosage(STEPS, ENGLISH) == (
        "1 to 2 tablets every 4 to 6 hours, for 3 days, then 1 tablet daily, 5 doses in all"
    )


def test_that_two_doses_a_day_are_told_side_by_side() -> None:
    both = Dosage("x", (Dose(mg("100"), Timing(events=(EventTiming.MORNING,))), Dose(mg("200"), BEDTIME)), route=ORAL)
    assert dosage(both, ENGLISH) == "100 mg oral every morning and 200 mg oral at bedtime"


BEDTIME = Timing(events=(EventTiming.BEDTIME,))


def test_that_an_unknown_dose_is_not_confirmed_and_never_zero() -> None:
    told = dosage(NOT_CONFIRMED, ENGLISH)
    assert told == "one at night, strength not known (dose not confirmed)"
    line = medication_line(Medicine("melatonin"), NOT_CONFIRMED)
    assert not line.confirmed
    assert line.doses[0].amount == "not confirmed"
    assert NOT_CONFIRMED.text in line.plain
    assert "0" not in line.plain


def test_that_the_attributes_of_a_line_stand_in_their_order() -> None:
    medicine = Medicine("sertraline", None, ("sertraline",), (mg("50"),), "tablet")
    line = medication_line(medicine, each_morning("100"))
    dash = " \N{EN DASH} "
    assert line.plain == dash.join(["sertraline", "50 mg", "tablet", "DOSE 100 mg", "oral", "every morning"])


def test_that_a_brand_stands_after_its_generic_name() -> None:
    line = medication_line(Medicine("Zyprexa", None, ("olanzapine",), (mg("5"),), "tablet"), each_morning("5"))
    assert line.brand == "Zyprexa"
    assert line.plain.startswith("OLANZapine \N{EN DASH} Zyprexa \N{EN DASH} 5 mg")


def test_that_tall_letters_are_marked_for_drawing() -> None:
    spans = medication_line(HYDROXYZINE, AS_NEEDED).name
    assert "".join(span.text for span in spans) == HYDROXYZINE.text
    assert [span.text for span in spans if span.tall] == ["OXY"]


def test_that_the_words_of_a_source_stand_whole_and_are_not_said_twice() -> None:
    words = "24 HR venlafaxine 75 MG Extended Release Oral Capsule"
    medicine = Medicine(words, None, ("venlafaxine",), (mg("75"),), "Oral Capsule", "Extended Release")
    line = medication_line(medicine, each_morning("75"))
    assert line.plain.startswith(f"{words} \N{EN DASH} DOSE 75 mg")
    assert name(medicine) == words


def test_that_a_combination_joins_its_ingredients_with_a_plus() -> None:
    medicine = Medicine("Symbyax", None, ("olanzapine", "fluoxetine"), (mg("6"), mg("25")), "capsule")
    assert name(medicine) == "OLANZapine + FLUoxetine (Symbyax)"
    assert medication_line(medicine, None).strength == "6 mg + 25 mg"


@pytest.mark.parametrize("dose", ["0.5", "1.0", "1000", "37.50"])
def test_that_a_line_of_ours_has_no_sign_that_is_misread(dose: str) -> None:
    line = medication_line(SERTRALINE, each_morning(dose)).plain
    assert not set("@&<>/\\|\N{DEGREE SIGN}()[]{}") & set(line)
