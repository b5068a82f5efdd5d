"""What a patient reads is in Spanish too: no sentence and no word of ours is left in English."""

import runpy
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from careboard.assets import resource
from careboard.clinical.condition import (
    Allergy,
    AllergyCategory,
    AllergyType,
    ClinicalStatus,
    Criticality,
    Diagnosis,
    Severity,
    VerificationStatus,
)
from careboard.clinical.coordination import Appointment, HomePractice, HomePracticeReport
from careboard.clinical.entry import KnownContent
from careboard.clinical.episode import Achievement, Agreement, GoalStatus, LevelOfCare, PlanOfCare, PlanStatus
from careboard.clinical.medication.orders import Complete, DoseChange, Hold, MedicationStart, ReasonType, Resume, Stop
from careboard.clinical.medication.reconciliation import Occasion, Reconciliation
from careboard.clinical.medication.taking import DoseGiven, DoseStatus, MedicationReported, MedicationStatus
from careboard.clinical.nutrition import MealPlan, MealPlanStatus
from careboard.clinical.paper import Audience, Direction
from careboard.clinical.person import Contact, Sex
from careboard.clinical.response import SafetyPlan
from careboard.clinical.values import NOT_RECORDED, Intent
from careboard.i18n import gettext
from careboard.projections import wording
from careboard.projections.nutrition import handout
from careboard.projections.summary import Additions, summary
from careboard.projections.wording import coordination, dosage, medication, response, terms, times, voice, week
from careboard.projections.wording.note import NOTE_TYPES
from careboard.projections.wording.paper import GROUNDS, PART2
from careboard.projections.wording.voice import Voice
from tests.clinical_examples import AS_NEEDED, EXAMPLES, STEPS, each_morning
from tests.projections.records import chart, every_example, on, signed
from tests.projections.story import STORY

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = resource("locale", "es", "LC_MESSAGES", "careboard.po")
SPANISH = Voice("es")

READ_BY_PATIENTS = (
    *(Allergy, Diagnosis, Contact, Appointment, SafetyPlan, MealPlan, HomePractice, HomePracticeReport, PlanOfCare),
    *(MedicationStart, MedicationReported, DoseChange, Hold, Resume, Stop, Complete, DoseGiven, Reconciliation),
)
TOLD = (
    *(Severity, AllergyType, AllergyCategory, Criticality, ClinicalStatus, VerificationStatus, MedicationStatus),
    *(Intent, ReasonType, Occasion, PlanStatus, GoalStatus, Achievement, MealPlanStatus),
)
TABLES = (
    *(
        dosage._EVENTS,
        dosage._ONE,
        dosage._PER,
        dosage._UNITS,
        dosage._LASTING,
        dosage._LASTING_ONE,
        dosage._DAILY,
        dosage.DAYS,
    ),
    *(times.INFORMANT, medication.DECISIONS, medication._GIVEN, medication._TAKEN, week.MEALS),
    *(coordination.APPOINTMENTS, coordination.PRACTICED),
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Every sentence that was looked up."""
    sentences: set[str] = set()

    def looked_up(sentence: str, language: str = "en") -> str:
        sentences.add(sentence)
        return gettext(sentence, language)

    monkeypatch.setattr(voice, "gettext", looked_up)
    return sentences


def translated() -> set[str]:
    """Every English sentence of the catalogue that has a Spanish one."""
    entries = runpy.run_path(str(ROOT / "packaging" / "catalogues.py"))["_entries"]
    return {one["msgid"] for one in entries(CATALOGUE.read_text(encoding="utf-8")) if one.get("msgstr")}


@pytest.mark.parametrize("content", READ_BY_PATIENTS, ids=lambda content: content.__name__)
def test_that_what_a_patient_reads_is_in_spanish(content: type[KnownContent], asked: set[str]) -> None:
    for example in EXAMPLES[content].contents:
        wording.said(example, "es")
        wording.text(example, "es")
        wording.kind_name(example, "es")
    assert asked
    assert asked - translated() - {""} == set()


def test_that_every_word_for_a_value_is_in_spanish(asked: set[str]) -> None:
    assert all(terms.spaced(value, SPANISH) for told in TOLD for value in told)
    words = {word for table in TABLES for word in table.values()}
    agreements = {wording.episode.AGREED[agreement.value] for agreement in Agreement}
    assert (asked | words | agreements) - translated() == set()
    assert set(DoseStatus) == set(medication._GIVEN)


def test_that_the_compiled_catalogue_is_that_of_its_source() -> None:
    compiled = runpy.run_path(str(ROOT / "packaging" / "catalogues.py"))["compiled"]
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled(CATALOGUE.read_text(encoding="utf-8"))


def test_that_a_dosage_is_told_in_spanish() -> None:
    assert dosage.dosage(each_morning("0.5"), SPANISH) == "0.5 mg oral cada ma\N{LATIN SMALL LETTER N WITH TILDE}ana"
    assert dosage.dosage(AS_NEEDED, SPANISH) == (
        "25 mg oral, si lo necesita, para anxiety, como m\N{LATIN SMALL LETTER A WITH ACUTE}ximo 75 mg en 24 horas"
    )
    assert "1 a 2 tabletas cada 4 a 6 horas, durante 3 d" in dosage.dosage(STEPS, SPANISH)


def test_that_days_are_told_in_letters() -> None:
    assert times.day(date(2026, 1, 5), SPANISH) == "05-ene-2026"
    assert times.long_day(date(2026, 5, 5), SPANISH) == "5 de mayo de 2026"
    assert times.long_day(date(2026, 5, 5), Voice()) == "5 May 2026"
    assert times.when(None, SPANISH) == "No consta"


def test_that_an_unknown_language_is_english() -> None:
    assert Voice("xx")(NOT_RECORDED) == "Not recorded"


def test_that_one_and_many_are_told_apart() -> None:
    assert SPANISH.count("{n} goal", "{n} goals", 1) == "1 meta"
    assert SPANISH.count("{n} goal", "{n} goals", 3) == "3 metas"


def test_that_every_sentence_of_a_meal_handout_is_in_spanish(asked: set[str]) -> None:
    plans = [signed(plan, str(number), at=on(10)) for number, plan in enumerate(EXAMPLES[MealPlan].contents)]
    made = [handout.handout(chart(plan, *others), "es", {}) for plan in plans for others in ((), STORY)]
    assert any(made)
    words = {*handout._SERVINGS.values(), *handout._GROUPS.values()}
    assert "My meal plan" in asked
    assert (asked | words) - translated() == set()


@pytest.mark.parametrize("direction", list(Direction))
@pytest.mark.parametrize("audience", list(Audience))
def test_that_every_heading_of_a_summary_is_in_spanish(
    direction: Direction, audience: Audience, asked: set[str]
) -> None:
    every = [signed(content, str(number), at=on(10)) for number, content in enumerate(every_example())]
    for entries in ((), STORY, (*STORY, *every)):
        summary(chart(*entries), direction, audience, "es", Additions())
    assert "Reason for admission" in asked
    assert asked - translated() == set()


def test_that_every_value_that_a_summary_may_name_is_in_spanish(asked: set[str]) -> None:
    assert all(terms.spaced(value, SPANISH) for told in (LevelOfCare, Sex) for value in told)
    assert (asked | set(NOTE_TYPES.values())) - translated() == set()


COMPLETE: tuple[Mapping[Any, str], ...] = (
    *(dosage._EVENTS, dosage._ONE, dosage._PER, dosage._UNITS, dosage.DAYS, times.INFORMANT, medication.DECISIONS),
    *(
        medication._GIVEN,
        week.MEALS,
        coordination.APPOINTMENTS,
        coordination.PRACTICED,
        NOTE_TYPES,
        PART2,
        GROUNDS,
    ),
    *(response.RISK_OF, response.RISK_LEVELS, coordination._PRESENCE, coordination._OUTCOMES),
)


@pytest.mark.parametrize("table", COMPLETE, ids=lambda table: type(next(iter(table))).__name__)
def test_that_every_table_has_words_for_each_value(table: Mapping[Any, str]) -> None:
    kind: Any = type(next(iter(table)))
    assert set(table) == set(kind)
