"""What the shared values keep and refuse: times that stay as exact as they were known, numbers that stay as written."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.clinical.dosage import Dosage, Dose, Medicine, Timing, UnitOfTime
from careboard.clinical.measured import Result
from careboard.clinical.people import DISCIPLINE_OF, Author, Discipline, Role
from careboard.clinical.values import (
    LOINC,
    RXNORM,
    Amount,
    Coded,
    Coding,
    Comparator,
    Identifier,
    Informant,
    Period,
    Precision,
    Quantity,
    When,
    refuse_reversed,
)
from tests.clinical_examples import AS_NEEDED, MORNING, NOT_CONFIRMED, each_morning, member_id, mg

PARTIAL = {"2026": Precision.YEAR, "2026-09": Precision.MONTH, "2026-09-15": Precision.DAY}


FIRST, LAST = date(1800, 1, 2), date(2999, 12, 30)
TIMES = st.datetimes(datetime(1800, 1, 2), datetime(2999, 12, 30), timezones=st.timezones())  # noqa: DTZ001


@given(TIMES)
def test_that_an_instant_is_the_same_instant_in_utc(moment: datetime) -> None:
    expected = moment.astimezone(UTC)
    when = When.at(moment)
    assert when.instant == when.first_instant == expected
    assert when.iso.endswith("Z")
    assert when.precision is Precision.INSTANT
    assert When(when.iso) == when


@given(st.dates(FIRST, LAST))
def test_that_a_day_stays_a_day(day: date) -> None:
    when = When.on(day)
    assert when.iso == day.isoformat()
    assert when.precision is Precision.DAY
    assert when.instant is None


@pytest.mark.parametrize(("iso", "precision"), PARTIAL.items())
def test_that_a_partial_time_gains_no_precision_and_sorts_at_its_first_instant(iso: str, precision: Precision) -> None:
    when = When(iso, Informant.IMPORTED)
    assert when.iso == iso
    assert when.precision is precision
    assert when.instant is None
    first = {Precision.YEAR: (2026, 1, 1), Precision.MONTH: (2026, 9, 1), Precision.DAY: (2026, 9, 15)}[precision]
    assert when.first_instant == datetime(*first, tzinfo=UTC)


def test_that_an_unknown_time_is_nowhere() -> None:
    when = When.unknown(Informant.FAMILY)
    assert (when.precision, when.instant, when.first_instant) == (Precision.UNKNOWN, None, None)
    assert when.told_by is Informant.FAMILY


def test_that_a_day_of_a_datetime_is_its_day() -> None:
    assert When.on(datetime(2026, 9, 15, 23, 59, tzinfo=UTC)).iso == "2026-09-15"


def test_that_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        When.at(datetime(2026, 9, 15, 10, 12))  # noqa: DTZ001  a naive time is what is refused here


def test_that_an_assumed_zone_is_said() -> None:
    eastern = timezone(timedelta(hours=-4))
    when = When.at(datetime(2026, 9, 15, 6, 12, tzinfo=eastern), Informant.IMPORTED, zone_assumed=True)
    assert when == When("2026-09-15T10:12:00Z", Informant.IMPORTED, zone_assumed=True)


@pytest.mark.parametrize(
    "iso",
    [
        "2026-09-15T10:12:00",
        "2026-09-15T10:12:00+00:00",
        "2026-09-15T12:12:00+02:00",
        "2026-09-15T10:12Z",
        "2026-09-15T10:12:00z",
        "2026-09-15 10:12:00Z",
        "2026-09-15T10:12:00.500Z",
        "2026-09-15T24:00:00Z",
        "2026-09-15T10:12:60Z",
        "2026-02-30",
        "2026-13",
        "0000",
        "26",
        "20260915",
        "2026-W38",
        "2026-258",
        "२०२६",
        "yesterday",
        " ",
        "1799",
        "1799-12-31T23:59:59Z",
        "3000",
        "9999-12-31",
    ],
)
def test_that_a_time_has_one_spelling(iso: str) -> None:
    with pytest.raises(ValueError, match="instant in UTC"):
        When(iso)


MOMENTS = st.datetimes(datetime(2026, 9, 14), datetime(2026, 9, 16), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, MOMENTS)
def test_that_an_end_before_its_start_is_refused_and_no_other(one: datetime, other: datetime) -> None:
    early, late = sorted([one, other])
    refuse_reversed(When.at(early), When.at(late), "Reversed.")
    refuse_reversed(When.at(early), When.on(early.date()), "Reversed.")
    refuse_reversed(When.on(late.date()), When.at(late), "Reversed.")
    if early < late:
        with pytest.raises(ValueError, match="Reversed"):
            refuse_reversed(When.at(late), When.at(early), "Reversed.")
    if early.date() < late.date():
        with pytest.raises(ValueError, match="Reversed"):
            refuse_reversed(When.at(late), When.on(early.date()), "Reversed.")


@pytest.mark.parametrize(
    ("start", "end"), [("2026-09", "2026"), ("2026", "2026-01-01"), ("2026-09-15", ""), ("", "2026")]
)
def test_that_times_are_compared_only_as_far_as_both_are_known(start: str, end: str) -> None:
    refuse_reversed(When(start), When(end), "Reversed.")


def test_that_a_reversed_period_of_a_source_is_kept_as_stated() -> None:
    assert Period(When("2015-01-15"), When("2014")).end == When("2014")


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+21", "1E-21", "0E-21", "0." + 39 * "1"])
def test_that_a_quantity_is_a_number_that_can_be_written_out(value: str) -> None:
    with pytest.raises(ValueError, match="number is finite"):
        Quantity(Decimal(value), "mg")


@given(st.decimals(-(10**20), 10**20, places=4), st.sampled_from(Comparator))
def test_that_a_quantity_keeps_its_digits_and_its_sign(value: Decimal, comparator: Comparator) -> None:
    quantity = Quantity(value, "mmol/L", comparator)
    assert str(quantity.value) == str(value)
    assert quantity.comparator is comparator


@pytest.mark.parametrize("value", ["0", "-1", "0.000", "NaN"])
def test_that_an_amount_is_more_than_nothing(value: str) -> None:
    with pytest.raises(ValueError, match=r"more than zero|finite"):
        Amount(Decimal(value), "mg")


def test_that_an_amount_is_exact() -> None:
    with pytest.raises(ValueError, match="exact"):
        Amount(Decimal(1), "mg", Comparator.LESS)


def test_that_a_coded_thing_is_found_by_its_system() -> None:
    thing = Coded("PHQ-9", (Coding("", "", "PHQ-9"), Coding(LOINC, "44249-1")))
    assert thing.code_in(LOINC) == "44249-1"
    assert thing.code_in(RXNORM) is None
    assert thing.code_in("") is None
    assert Coded.of(LOINC, "44249-1", "PHQ-9") == Coded("PHQ-9", (Coding(LOINC, "44249-1"),))


@pytest.mark.parametrize(
    "build",
    [
        lambda: Coded(""),
        lambda: Coded(" \n"),
        lambda: Coding(LOINC),
        lambda: Identifier(" "),
        Period,
        Result,
        lambda: Result(Quantity(Decimal(1)), Coded("one")),
        lambda: Result(text=" "),
        lambda: Medicine(""),
        lambda: Medicine("sertraline", "RX36437"),
        lambda: Medicine("a and b", None, ("a", "b"), (mg("1"),)),
        lambda: Medicine("a", None, ("a", " ")),
        Timing,
        lambda: Timing(" "),
        lambda: Timing("twice", 0),
        lambda: Timing("every", period=Decimal(4)),
        lambda: Timing("every", period=Decimal(0), period_unit=UnitOfTime.HOUR),
        lambda: Timing("at", times_of_day=("8:00",)),
        lambda: Timing("at", times_of_day=("24:00",)),
        lambda: Timing("up to 3 times", frequency_max=3),
        lambda: Timing("to 6 hours", period_max=Decimal(6)),
        lambda: Dose(None, MORNING, mg("50")),
        lambda: Dose(mg("50"), MORNING, mg("25")),
        lambda: Dose(mg("50"), MORNING, sequence=0),
        lambda: Dosage(""),
        lambda: Dosage("daily", as_needed_for="pain"),
        lambda: Author(member_id("Chen"), " ", ()),
    ],
)
def test_that_a_value_that_says_nothing_or_contradicts_itself_is_refused(build: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].+\.$"):
        build()


def test_that_a_dose_that_is_not_known_is_not_confirmed_and_never_zero() -> None:
    assert not NOT_CONFIRMED.confirmed
    assert not Dosage("as directed").confirmed
    assert each_morning("50").confirmed
    assert AS_NEEDED.confirmed


def test_that_a_discipline_follows_the_role_unless_the_profile_says_otherwise() -> None:
    assert set(DISCIPLINE_OF) == set(Role)
    practitioner = Author(member_id("Ito"), "M. Ito", (Role.ADMIN, Role.NURSE_PRACTITIONER), "PMHNP")
    assert practitioner.discipline is Discipline.MEDICAL
    own = Author(member_id("Ito"), "M. Ito", (Role.NURSE_PRACTITIONER,), own_discipline=Discipline.PSYCHIATRY)
    assert own.discipline is Discipline.PSYCHIATRY
    assert Author(member_id("X"), "Gone", ()).discipline is Discipline.COORDINATION
