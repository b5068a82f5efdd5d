"""Scores, laboratory results, vital signs and tracings as the sample clinic records them.

Each answer counts what it says; totals are added up from the answers, and amounts stand in US units.
"""

from decimal import Decimal

from careboard.clinical.measured import (
    Component,
    Detected,
    DrugScreen,
    Ecg,
    Expected,
    LabResult,
    ObservationStatus,
    Position,
    QtcFormula,
    Result,
    SubstanceResult,
    Validity,
    Vitals,
)
from careboard.clinical.nutrition import Weight
from careboard.clinical.response import Answer, AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Amount, Coded, Quantity
from careboard.demo.staff import Staff
from careboard.demo.telling import Book, Making
from careboard.reference.instruments import by_name

_HOW_OFTEN = ("Not at all", "Several days", "More than half the days", "Nearly every day")
_SCORE = "{score}"
LABORATORY = "Harbor Clinical Laboratory"


def _questionnaire(name: str, panel: str, answers: str, asked: str, note: str) -> Assessment:
    """A questionnaire of answers that count 0 to 3, in the order of the items: "2 1 0"."""
    values = [int(value) for value in answers.split()]
    given = (Answer(str(number), _HOW_OFTEN[value], Decimal(value)) for number, value in enumerate(values, start=1))
    total = sum(values)
    instrument = by_name(name)
    return Assessment(
        Coded.of(LOINC, panel, name),
        AnsweredBy.PATIENT,
        language="en",
        time_frame=asked,
        answers=tuple(given),
        total=Quantity(Decimal(total), _SCORE, ucum=_SCORE),
        level=(instrument.band(total) or "") if instrument else "",
        note=note,
    )


def phq9(answers: str, note: str = "") -> Assessment:
    """A PHQ-9 by its nine answers; the ninth asks about thoughts of death or self-harm."""
    return _questionnaire("PHQ-9", "44249-1", answers, "last 2 weeks", note)


def gad7(answers: str, note: str = "") -> Assessment:
    """A GAD-7 by its seven answers."""
    return _questionnaire("GAD-7", "69737-5", answers, "last 2 weeks", note)


def c_ssrs(level: str, yes: str, note: str = "", *, first: bool = False) -> Assessment:
    """A C-SSRS screener: which of its numbered questions were answered yes, and the level of its own rule.

    Its wording does not ship; three to five are asked only when the second was answered yes. The first one asks about
    the past month and a lifetime of acts, the later ones about the time since the last.
    """
    positive = yes.split(",")
    acts = ["6 lifetime", "6 past 3 months"] if first else ["6"]
    asked = ["1", "2", *(["3", "4", "5"] if "2" in positive else []), *acts]
    answers = tuple(Answer(item, "Yes" if item in positive else "No") for item in asked)
    return Assessment(
        Coded.of(LOINC, "93373-9", "C-SSRS screener (recent)"),
        AnsweredBy.CLINICIAN,
        language="en",
        time_frame="past month" if first else "since the last screen",
        answers=answers,
        level=level,
        note=note,
    )


def scale(name: str, total: int, *, by: AnsweredBy = AnsweredBy.PATIENT, note: str = "") -> Assessment:
    """A scale whose total alone is recorded."""
    return Assessment(Coded(name), by, language="en", total=Quantity(Decimal(total), _SCORE, ucum=_SCORE), note=note)


_ANALYTES = {
    "potassium": ("2823-3", "Potassium", "mEq/L", "meq/L", "3.5 to 5.0 mEq/L"),
    "sodium": ("2951-2", "Sodium", "mEq/L", "meq/L", "135 to 145 mEq/L"),
    "phosphate": ("2777-1", "Phosphate", "mg/dL", "mg/dL", "2.5 to 4.5 mg/dL"),
    "magnesium": ("19123-9", "Magnesium", "mg/dL", "mg/dL", "1.7 to 2.2 mg/dL"),
    "creatinine": ("2160-0", "Creatinine", "mg/dL", "mg/dL", "0.6 to 1.2 mg/dL"),
    "calcium": ("17861-6", "Calcium", "mg/dL", "mg/dL", "8.6 to 10.2 mg/dL"),
    "lithium": ("14334-7", "Lithium", "mEq/L", "meq/L", ""),
    "ALT": ("1742-6", "ALT", "U/L", "U/L", "7 to 56 U/L"),
    "AST": ("1920-8", "AST", "U/L", "U/L", "10 to 40 U/L"),
    "TSH": ("3016-3", "TSH", "mIU/L", "m[IU]/L", "0.4 to 4.0 mIU/L"),
    "glucose": ("1558-6", "Fasting glucose", "mg/dL", "mg/dL", "70 to 99 mg/dL"),
    "HbA1c": ("4548-4", "HbA1c", "%", "%", "4.0 to 5.6%"),
    "cholesterol": ("2093-3", "Total cholesterol", "mg/dL", "mg/dL", "under 200 mg/dL"),
    "triglycerides": ("2571-8", "Triglycerides", "mg/dL", "mg/dL", "under 150 mg/dL"),
    "HDL": ("2085-9", "HDL cholesterol", "mg/dL", "mg/dL", "50 mg/dL or more"),
    "hemoglobin": ("718-7", "Hemoglobin", "g/dL", "g/dL", "12.0 to 16.0 g/dL"),
    "platelets": ("777-3", "Platelets", "10*3/uL", "10*3/uL", "150 to 400 10*3/uL"),
    "prolactin": ("2842-3", "Prolactin", "ng/mL", "ng/mL", "under 25 ng/mL"),
}


def measured(analyte: str, value: str, finding: str = "") -> Component:
    """One analyte with its value; `finding` is what the laboratory made of it ("low")."""
    code, name, unit, ucum, usual = _ANALYTES[analyte]
    return Component(
        Coded.of(LOINC, code, name),
        Result(Quantity(Decimal(value), unit, ucum=ucum)),
        reference_range=usual,
        interpretation=(Coded(finding),) if finding else (),
    )


def lab(panel: str, *components: Component, note: str = "", asked: tuple[Staff, ...] = (), order: str = "") -> Making:
    """A laboratory report of one analyte, or of a panel of several."""

    def made(book: Book) -> LabResult:
        one = components[0] if len(components) == 1 else None
        return LabResult(
            one.code if one else Coded(panel),
            one.result if one else None,
            () if one else components,
            reference_range=one.reference_range if one else "",
            interpretation=one.interpretation if one else (),
            specimen=Coded("serum"),
            performer=LABORATORY,
            note=note,
            asked_to_acknowledge=tuple(book.member(who) for who in asked),
            order=book[order] if order else None,
        )

    return made


def pending(analyte: str, note: str, order: str = "") -> Making:
    """A result that the laboratory has not given yet."""
    code, name, *_ = _ANALYTES[analyte]
    return lambda book: LabResult(
        Coded.of(LOINC, code, name),
        status=ObservationStatus.REGISTERED,
        performer=LABORATORY,
        note=note,
        order=book[order] if order else None,
    )


def reading(code: str, name: str, value: str, unit: str, ucum: str, position: Position | None) -> Component:
    """One vital sign."""
    return Component(Coded.of(LOINC, code, name), Result(Quantity(Decimal(value), unit, ucum=ucum)), position)


def pressure(systolic: int, diastolic: int, rate: int, position: Position | None = None) -> tuple[Component, ...]:
    """Blood pressure and heart rate in one position."""
    return (
        reading("8480-6", "Systolic blood pressure", str(systolic), "mmHg", "mm[Hg]", position),
        reading("8462-4", "Diastolic blood pressure", str(diastolic), "mmHg", "mm[Hg]", position),
        reading("8867-4", "Heart rate", str(rate), "beats/min", "/min", position),
    )


def orthostatic(lying: tuple[int, int, int], standing: tuple[int, int, int]) -> tuple[Component, ...]:
    """Systolic and diastolic pressure and heart rate, lying and after three minutes of standing."""
    return (*pressure(*lying, Position.LYING), *pressure(*standing, Position.STANDING))


def temperature(fahrenheit: str) -> Component:
    """Body temperature."""
    return reading("8310-5", "Body temperature", fahrenheit, "\N{DEGREE SIGN}F", "[degF]", None)


def vitals(*readings: Component, note: str = "", panel: str = "", asked: tuple[Staff, ...] = ()) -> Making:
    """Vital signs taken together."""
    return lambda book: Vitals(
        readings,
        Coded(panel) if panel else None,
        note=note,
        asked_to_acknowledge=tuple(book.member(who) for who in asked),
    )


def qtc(milliseconds: int) -> Component:
    """A QTc by Fridericia that was read with other measures; it joins the series of the tracings."""
    return Component(Coded("QTc (Fridericia)"), Result(Quantity(Decimal(milliseconds), "ms", ucum="ms")))


def ecg(text: str, qtc_ms: int, rate: int, read_by: Staff, asked: tuple[Staff, ...] = ()) -> Making:
    """An ECG, corrected by Fridericia's formula: the QT is the one that gives this QTc at this rate."""
    qt_ms = round(qtc_ms * (60 / rate) ** (1 / 3))
    return lambda book: Ecg(
        text,
        Decimal(qt_ms),
        Decimal(rate),
        Decimal(qtc_ms),
        QtcFormula.FRIDERICIA,
        read_by.value.signature,
        asked_to_acknowledge=tuple(book.member(who) for who in asked),
    )


def weight(
    kilograms: str, *, blind: bool, note: str = "", conditions: str = "gown, after voiding, before breakfast"
) -> Weight:
    """A weight in kg under the usual conditions."""
    return Weight(Amount(Decimal(kilograms), "kg", ucum="kg"), blind, tuple(conditions.split(", ")), note=note)


def drug_screen(
    positive: tuple[str, ...] = (),
    negative: tuple[str, ...] = (),
    *,
    prescribed: tuple[str, ...] = (),
    observed: bool = False,
    confirmatory: bool = False,
    note: str = "",
    asked: tuple[Staff, ...] = (),
) -> Making:
    """A urine drug screen; what is prescribed is expected to be found, and nothing else."""

    def one(name: str, detected: Detected) -> SubstanceResult:
        found = detected is Detected.POSITIVE
        expected = Expected.EXPECTED if found == (name in prescribed) else Expected.NOT_EXPECTED
        return SubstanceResult(Coded(name), detected, expected)

    substances = (
        *(one(name, Detected.POSITIVE) for name in positive),
        *(one(name, Detected.NEGATIVE) for name in negative),
    )
    return lambda book: DrugScreen(
        substances,
        Coded("urine"),
        observed=observed,
        confirmatory=confirmatory,
        performer=LABORATORY if confirmatory else "point of care",
        note=note,
        asked_to_acknowledge=tuple(book.member(who) for who in asked),
        validity=Validity.VALID,
    )
