"""The summary: every item under its heading, what is missing in sentences, and what must never be in a copy."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careboard.clinical.entry import Entry
from careboard.clinical.measured import LabResult, TestStatus
from careboard.clinical.medication.orders import DoseChange, Hold, MedicationStart, Stop
from careboard.clinical.medication.reconciliation import Decision, Occasion
from careboard.clinical.medication.taking import DoseGiven, MedicationReported, MedicationStatus
from careboard.clinical.note import PsychotherapyNote, SudCounselingNote
from careboard.clinical.paper import Audience, Direction, Ground
from careboard.clinical.people import Author, Role
from careboard.clinical.permission import Part2, Part2Review
from careboard.clinical.response import Answer, AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Coded, EntryId, Informant, When
from careboard.projections.chart import Chart
from careboard.projections.site import Site
from careboard.projections.summary import (
    Additions,
    AdditionsRefused,
    Lack,
    Section,
    Summary,
    additions_from_json,
    emergency_sheet,
    summary,
)
from careboard.projections.summary.additions import Instead, MedicineDecision, SectionWords
from careboard.projections.summary.making import tells_weight
from careboard.projections.summary.payload import content_sha256, payload_of
from careboard.projections.wording import tell
from careboard.projections.wording.voice import Voice
from careboard.reference.statements import part2_statements
from tests.clinical_examples import (
    ADMISSION,
    DISCHARGE,
    FLAG,
    NOT_CONFIRMED,
    ORDERED,
    PATIENT,
    POTASSIUM,
    REGISTRATION,
    RELEASE,
    SAFETY_PLAN,
    SERTRALINE,
    SIDE_EFFECT,
    VITALS,
    at,
    each_morning,
    entry_id,
    mg,
)
from tests.projections.records import COUNSELOR, DOCTOR, NURSE, chart, every_example, on, signed
from tests.projections.story import COURSE, GOING, STORY
from tests.projections.test_response import lithium

TOLD = SectionWords("Told in words.")
EVERY_SECTION = dict.fromkeys(Section, TOLD)

BLIND = signed(FLAG, "blind", at=on(1))


def made(
    laid: Chart | None = None,
    audience: Audience = Audience.CLINICIAN,
    additions: Additions | None = None,
    *,
    language: str = "en",
    signer: Author | None = DOCTOR,
    direction: Direction = Direction.COMMUNITY,
) -> Summary:
    whole = laid or chart(*STORY)
    return summary(whole, direction, audience, language, additions or Additions(), clinic="Lakeside", signer=signer)


def without(*names: str) -> Chart:
    gone = {entry_id(name) for name in names}
    return chart(*(entry for entry in STORY if entry.id not in gone))


def words_of(copy: Summary) -> str:
    return payload_of([copy])


def lines(copy: Summary, key: str) -> str:
    block = copy.block(key)
    return " | ".join(map(str, block.lines)) if block else ""


def lacks(copy: Summary) -> list[tuple[Lack, str]]:
    return [(one.lack, one.about) for one in copy.missing]


# -- what it holds ----------------------------------------------------------------------------------------------------


def test_that_a_whole_stay_gives_a_summary_in_which_nothing_is_missing() -> None:
    copy = made()
    assert copy.missing == ()
    assert not copy.draft


HOLDS = {
    "reason-for-admission": "Restores eating outside residential care",
    "diagnoses": "Major depressive disorder, recurrent, moderate (F33.1)",
    "allergies": "Allergy to penicillin: hives",
    "care-provided": "from 50 mg oral every morning to 100 mg oral every morning: Partial response",
    "symptoms": "sertraline 50 mg tablet suspected",
    "procedures": "Nasogastric tube removal: Tolerated well",
    "condition-and-disposition": "Stable: eats to plan",
    "risk": "Moderate, was Low 08-Sep-2026",
    "scores": "PHQ-9: 11 (10-Sep-2026)",
    "results": "Potassium: 3.9 mmol/L",
    "pending": "TSH: pending",
    "orders": "Test ordered: Lithium",
    "nutrition": "2,200 to 2,400 kcal a day",
    "plan": "I want to eat dinner with my family without a fight.",
    "information-given": "a copy was given to the patient",
    "follow-up": "Dr. R. Singh, outpatient psychiatry",
    "level-of-care": "Intensive outpatient",
}


@pytest.mark.parametrize(("key", "words"), HOLDS.items())
def test_that_each_item_stands_under_its_heading(key: str, words: str) -> None:
    assert words in lines(made(), key)


def test_that_vital_signs_and_labs_taken_together_stand_among_the_results() -> None:
    taken = signed(VITALS, "vitals", by=NURSE, at=on(10))
    assert tell(VITALS, Voice()).said in lines(made(chart(*STORY, taken)), "results")


def test_that_means_safety_stands_beside_the_risk() -> None:
    assert "no firearm at home" in lines(made(), "risk")
    assert any("Mother keeps the medicines locked" in line.text for line in made().safety_plan.lines)


def test_that_a_side_effect_of_before_the_stay_stands_where_it_goes_on() -> None:
    def before(what: str, ended: When | None) -> Entry:
        felt = replace(SIDE_EFFECT, effect=Coded(what), onset=When("2026-07"), ended=ended, suspected=())
        return signed(felt, what, at=on(0, 9))

    told = lines(made(chart(*STORY, before("fine tremor", None), before("dry mouth", When("2026-08")))), "symptoms")
    assert "fine tremor" in told
    assert "dry mouth" not in told


def test_that_the_last_screen_for_suicide_stands_beside_the_risk_with_its_date() -> None:
    def screen(level: str, answer: str, day: int) -> Entry:
        asked = Assessment(Coded("C-SSRS"), AnsweredBy.CLINICIAN, answers=(Answer("1", answer),), level=level)
        return signed(asked, f"screen {day}", at=on(day))

    told = lines(made(chart(*STORY, screen("Low", "Yes", 9))), "risk")
    assert "C-SSRS screener (recent): Low 09-Sep-2026" in told
    told = lines(made(chart(*STORY, screen("", "No", 8), screen("Moderate", "Yes", 14))), "risk")
    assert "C-SSRS screener (recent): Moderate 14-Sep-2026, was negative 08-Sep-2026" in told


def test_that_the_plan_says_how_the_patient_agreed_in_the_patients_words() -> None:
    assert "Agrees to all but the weekly weight" in lines(made(), "plan")


def test_that_words_of_a_dose_that_is_not_known_stand_behind_not_confirmed() -> None:
    home = MedicationReported(SERTRALINE, MedicationStatus.ACTIVE, Informant.PATIENT, dosage=NOT_CONFIRMED)
    medicine = made(chart(*STORY, signed(home, "home", at=on(3)))).medicines[1]
    assert medicine.dose == "not confirmed: one at night, strength not known"


def test_that_page_one_is_a_handover() -> None:
    told = {block.key: " | ".join(map(str, block.lines)) for block in made().handover}
    assert list(told) == [
        *("reason-for-admission", "diagnoses", "risk-now", "allergies", "medicine-changes", "last-doses"),
        *("next-appointments", "contacts"),
    ]
    assert "Moderate, was Low 08-Sep-2026" in told["risk-now"]
    assert "no firearm at home" in told["risk-now"]
    assert "Partial response" in told["medicine-changes"]
    assert "07-Sep-2026" in told["last-doses"]
    assert "Ana Rivera: mother, emergency contact, 555-0142" in told["contacts"]


def test_that_two_identifiers_are_there_for_every_page() -> None:
    identity = made().identity
    assert (identity.name, identity.born, identity.age, identity.mrn) == (
        "RIVERA, Maya",
        "14-Mar-2004",
        "22",
        "004-1187",
    )


@pytest.mark.parametrize("direction", list(Direction))
def test_that_a_summary_goes_both_ways(direction: Direction) -> None:
    copy = made(direction=direction)
    assert copy.direction is direction
    assert copy.missing == ()


def test_that_the_titles_of_the_directions_differ() -> None:
    assert len({made(direction=direction).title for direction in Direction}) == len(Direction)


def test_that_an_empty_chart_gives_a_draft_with_everything_missing() -> None:
    copy = made(chart(), signer=None)
    assert copy.draft
    assert {one.about for one in copy.missing} == {*Section, "signature"}
    assert copy.identity.name == "Not recorded"
    assert words_of(copy)


# -- medicines --------------------------------------------------------------------------------------------------------


def test_that_a_test_is_pending_until_a_result_answers_it() -> None:
    by_order = replace(POTASSIUM, order=entry_id("ordered"))
    assert "Lithium" not in lines(made(chart(*STORY, signed(by_order, "answer", at=on(12)))), "pending")
    same_test = LabResult(ORDERED.code, POTASSIUM.result)
    assert "Lithium" not in lines(made(chart(*STORY, signed(same_test, "answer", at=on(12)))), "pending")
    given_up = replace(ORDERED, status=TestStatus.CANCELLED, status_reason="Not needed.")
    assert "Lithium" not in lines(made(chart(*STORY, signed(given_up, "gone", at=on(12), ref="ordered"))), "pending")
    assert "Lithium" in lines(made(), "pending")


def test_that_each_medicine_has_its_decision_with_who_and_when() -> None:
    (medicine,) = made().medicines
    assert (medicine.dose, medicine.route, medicine.frequency) == ("100 mg", "oral", "every morning")
    assert medicine.standing == "Started 02-Sep-2026, dose since 05-Sep-2026"
    assert (medicine.purpose, medicine.last_dose) == ("depression", "07-Sep-2026 08:00")
    assert medicine.decided is not None
    assert (medicine.decided.words, medicine.decided.by) == ("continue", "A. Chen, MD")


def test_that_a_medicine_without_a_decision_blocks() -> None:
    assert lacks(made(without("reconciled"))) == [(Lack.MEDICINE, COURSE)]


def test_that_a_decision_older_than_the_last_order_is_none() -> None:
    later = signed(
        DoseChange(COURSE, each_morning("100"), each_morning("150"), at("16"), "More"), "later", at=on(15, 14)
    )
    assert lacks(made(chart(*STORY, later))) == [(Lack.MEDICINE, COURSE)]


def test_that_a_decision_at_admission_is_none_for_the_discharge() -> None:
    early = signed(replace(GOING, occasion=Occasion.ADMISSION), "early", at=on(15, 13))
    assert lacks(made(chart(*(entry for entry in STORY if entry.id != entry_id("reconciled")), early))) == [
        (Lack.MEDICINE, COURSE)
    ]


def test_that_a_decision_that_a_person_adds_counts() -> None:
    added = Additions(medicines={COURSE: MedicineDecision(Decision.STOP, "Wishes to try without.")})
    (medicine,) = made(without("reconciled"), additions=added).medicines
    assert medicine.decided is not None
    assert (medicine.decided.words, medicine.decided.reason) == ("stop", "Wishes to try without.")


def test_that_an_imported_medicine_counts_as_unreconciled_and_an_unknown_dose_prints_not_confirmed() -> None:
    home = MedicationReported(
        replace(SERTRALINE, text="melatonin", ingredients=(), strengths=()), MedicationStatus.ACTIVE, Informant.PATIENT
    )
    copy = made(chart(*STORY, signed(home, "home", at=on(3))))
    assert (Lack.MEDICINE, entry_id("home")) in lacks(copy)
    (medicine,) = (one for one in copy.medicines if one.course == entry_id("home"))
    assert (medicine.dose, medicine.note) == ("not confirmed", "reported, not confirmed")


def test_that_overlapping_doses_print_both_and_not_confirmed() -> None:
    other = signed(DoseChange(COURSE, each_morning("50"), each_morning("75"), at("06"), "More"), "other", at=on(6))
    medicine = made(chart(*STORY, other)).medicines[0]
    assert medicine.dose == "not confirmed: 100 mg oral every morning or 75 mg oral every morning"


def test_that_medicines_that_ended_in_the_stay_stand_with_their_reason() -> None:
    stop = signed(Stop(COURSE, at("16"), "Sedation"), "stop", at=on(16))
    copy = made(chart(*STORY, stop))
    assert copy.medicines == ()
    assert [str(line) for line in copy.ended_medicines] == [
        "sertraline 50 mg tablet: Stopped 16-Sep-2026, A. Chen, MD: Sedation"
    ]


def test_that_a_medicine_from_home_that_was_stopped_here_stands_among_the_ended_ones() -> None:
    told = MedicationReported(
        replace(SERTRALINE, text="venlafaxine", ingredients=(), strengths=()),
        MedicationStatus.ACTIVE,
        Informant.PATIENT,
    )
    home = signed(told, "home", at=on(2))
    stopped = signed(Stop(entry_id("home"), at("08"), "Too fast"), "stop", at=on(8))
    (line,) = made(chart(*STORY, home, stopped)).ended_medicines
    assert str(line) == "venlafaxine: Stopped 08-Sep-2026, A. Chen, MD: Too fast"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "stopped 17-Sep-2026, before it began, planned: Declined"),
        ("es", "se dejó el 17-sep-2026, antes de empezar"),
    ],
)
def test_that_of_a_medicine_stopped_before_its_first_day_no_start_is_told(language: str, told: str) -> None:
    bupropion = replace(SERTRALINE, text="bupropion", ingredients=(), strengths=())
    ordered = signed(MedicationStart(bupropion, each_morning("150"), "x", at("18")), "later", at=on(8))
    stopped = signed(Stop(entry_id("later"), at("17"), "Declined"), "stopped", at=on(9))
    copy = made(chart(*STORY, ordered, stopped), language=language)
    changed = next(block for block in copy.handover if block.key == "medicine-changes")
    (line,) = [str(line) for line in changed.lines if "bupropion" in str(line).lower()]
    assert told in line


def test_that_a_held_medicine_is_suspended_since_it_was_held_and_not_since_its_dose() -> None:
    held = signed(Hold(COURSE, at("12"), "Fever", until=at("20")), "held", at=on(12))
    assert made(chart(*STORY, held)).medicines[0].standing == "Suspended since 12-Sep-2026"


def test_that_a_medicine_that_was_only_told_of_has_no_first_day() -> None:
    told = MedicationReported(SERTRALINE, MedicationStatus.ACTIVE, Informant.PATIENT)
    assert made(chart(*STORY, signed(told, "home", at=on(3)))).medicines[1].standing == "Told of on 03-Sep-2026"


def test_that_an_order_of_before_that_holds_only_in_the_stay_is_a_change_of_the_stay() -> None:
    ordered = signed(
        DoseChange(COURSE, each_morning("100"), each_morning("150"), at("14"), "As planned"), "before", at=on(0)
    )
    copy = made(chart(*STORY, ordered))
    assert [line.text.split(":")[0] for line in copy.handover[4].lines][-2:] == [
        "changed 05-Sep-2026",
        "changed 14-Sep-2026",
    ]
    told = lines(copy, "care-provided")
    assert "changed 14-Sep-2026: from 100 mg oral every morning to 150 mg oral every morning: As planned" in told


def test_that_a_decision_of_the_day_of_admission_is_none_for_the_discharge() -> None:
    arrival = signed(replace(GOING, occasion=Occasion.TRANSFER), "arrival", at=on(2, 13))
    story = [entry for entry in STORY if entry.id not in (entry_id("reconciled"), entry_id("change"))]
    assert made(chart(*story, arrival)).medicines[0].decided is not None
    admitted = [replace(entry, at=at("02")) if entry.id == entry_id("admission") else entry for entry in story]
    assert made(chart(*admitted, arrival)).medicines[0].decided is None


def test_that_the_next_long_acting_dose_is_told() -> None:
    injection = DoseGiven(SERTRALINE, mg("100"), COURSE, next_due=When("2026-10-13"))
    (medicine,) = made(chart(*STORY, signed(injection, "injection", at=on(9)))).medicines
    assert medicine.next_due == "13-Oct-2026"


# -- what is missing --------------------------------------------------------------------------------------------------

EMPTY = {
    Section.REASON: ("admission",),
    Section.PROCEDURES: ("procedure",),
    Section.CONDITION: ("discharge",),
    Section.INFORMATION: ("safety plan",),
}


@pytest.mark.parametrize(("section", "gone"), EMPTY.items())
def test_that_an_empty_section_blocks_and_says_from_whom(section: Section, gone: tuple[str, ...]) -> None:
    copy = made(without(*gone))
    (missing,) = copy.missing
    assert (missing.lack, missing.about) == (Lack.SECTION, section)
    assert missing.text.endswith("is empty.")
    assert missing.from_whom


def test_that_what_is_missing_is_told_in_the_words_of_the_reader_whatever_the_language_of_the_copy() -> None:
    undecided = without("admission", "procedure", "discharge", "safety plan", "reconciled")
    told, asked = ([one.text for one in made(undecided, language=language).missing] for language in ("es", "en"))
    about_the_copy = ("Nobody has decided", '"')
    kept = [text for text in told if text.startswith(about_the_copy)]
    assert kept == [text for text in asked if text.startswith(about_the_copy)]
    assert '"Reason for admission" is empty.' in kept
    assert any("tablet." in text for text in kept)


def test_that_care_and_follow_up_block_when_they_are_empty() -> None:
    copy = made(without("discharge", "appointment", "attended", "note", "start", "change", "given", "reconciled"))
    assert {about for _, about in lacks(copy)} >= {Section.CARE, Section.FOLLOW_UP}


@pytest.mark.parametrize("section", list(Section))
def test_that_words_or_a_reason_fill_a_section(section: Section) -> None:
    nothing = chart(signed(REGISTRATION, "registration"))
    for words in (TOLD, SectionWords("there were none", Instead.NONE), SectionWords("the patient left", Instead.LEFT)):
        copy = made(nothing, additions=Additions(sections={**EVERY_SECTION, section: words}))
        assert copy.missing == ()
        assert words.text in lines(copy, section)


def test_that_a_reason_says_what_stands_instead() -> None:
    refused = Additions(sections={Section.FOLLOW_UP: SectionWords("wants no appointment", Instead.REFUSED)})
    assert "Refused: wants no appointment" in lines(made(additions=refused), Section.FOLLOW_UP)


def test_that_the_discharge_says_what_was_explained_and_to_whom() -> None:
    told = replace(DISCHARGE, admission=None, information_given="Signs of relapse explained.", told_to=("Ana Rivera",))
    copy = made(chart(*STORY, signed(told, "told", at=on(16, 13))))
    assert "Signs of relapse explained. | Told to: Ana Rivera" in lines(copy, Section.INFORMATION)


def test_that_an_unsigned_summary_is_a_draft() -> None:
    assert lacks(made(signer=None)) == [(Lack.SIGNATURE, "signature")]
    assert lacks(made(signer=NURSE)) == [(Lack.SIGNATURE, "signature")]
    supervisor = replace(COUNSELOR, roles=(Role.COUNSELOR, Role.SUPERVISOR))
    assert made(signer=supervisor).signed_by == "L. Moreno, LCSW"
    assert made(signer=supervisor).missing == ()


def test_that_gaps_are_told_and_do_not_block() -> None:
    copy = made(
        without("safety plan", "risk", "risk low", "allergy", "appointment"),
        additions=Additions(sections=EVERY_SECTION),
    )
    assert copy.missing == ()
    assert {gap.about for gap in copy.gaps} == {"safety-plan", "risk", "allergies", "follow-up"}
    assert all(gap.text and gap.from_whom for gap in copy.gaps)


def test_that_a_check_by_a_rule_that_was_not_verified_says_so_beside_its_source() -> None:
    due = lines(made(chart(*STORY, lithium(1))), "monitoring").split(" | ")
    told = {line.split(" (")[0].rpartition(": ")[2]: line.endswith("(not fully verified)") for line in due}
    assert (told["lithium level"], told["calcium"]) == (True, False)


# -- for whom ---------------------------------------------------------------------------------------------------------

CONSENTED = (
    *STORY,
    signed(RELEASE, "consent", at=on(15)),
    signed(Part2Review(Part2.APPLIES, "Substance use program."), "part2", at=on(1)),
)
TO_SINGH = Additions(recipient=RELEASE.recipient, ground=Ground.CONSENT)


def test_that_without_a_recipient_it_is_an_internal_copy() -> None:
    assert made().release.internal


def test_that_a_disclosure_by_consent_carries_the_statement_byte_for_byte_and_the_scope_of_the_consent() -> None:
    release = made(chart(*CONSENTED), additions=TO_SINGH).release
    assert not release.internal
    assert release.consent == entry_id("consent")
    assert release.statement_text == part2_statements().long
    assert any(RELEASE.what in line.text for line in release.scope)


def test_that_where_part_2_does_not_apply_there_is_no_statement() -> None:
    reviewed = signed(Part2Review(Part2.DOES_NOT_APPLY, "Looked."), "reviewed", at=on(16))
    release = made(chart(*CONSENTED, reviewed), additions=TO_SINGH).release
    assert (release.internal, release.statement_text) == (False, "")


def test_that_without_a_consent_in_force_it_is_blocked_and_internal() -> None:
    copy = made(additions=TO_SINGH)
    assert lacks(copy) == [(Lack.CONSENT, "consent")]
    assert copy.release.internal
    another = replace(TO_SINGH, recipient="Somebody else")
    assert lacks(made(chart(*CONSENTED), additions=another)) == [(Lack.CONSENT, "consent")]


def test_that_a_consent_for_one_recipient_lets_nothing_go_to_another_even_when_it_is_named() -> None:
    named = replace(TO_SINGH, consent=entry_id("consent"))
    assert made(chart(*CONSENTED), additions=named).release.consent == entry_id("consent")
    copy = made(chart(*CONSENTED), additions=replace(named, recipient="Her employer"))
    assert lacks(copy) == [(Lack.CONSENT, "consent")]
    assert copy.release.internal


def test_that_a_consent_for_private_notes_allows_no_summary() -> None:
    private = signed(replace(RELEASE, private_notes_only=True), "private", at=on(15))
    assert lacks(made(chart(*STORY, private), additions=TO_SINGH)) == [(Lack.CONSENT, "consent")]


def test_that_a_ground_without_part_2_is_none_for_a_protected_chart() -> None:
    shared = Additions(recipient="Dr. Singh", ground=Ground.TREATMENT_PAYMENT_OPERATIONS)
    assert lacks(made(additions=shared)) == [(Lack.CONSENT, "ground")]
    assert made(additions=shared).release.internal
    reviewed = signed(Part2Review(Part2.DOES_NOT_APPLY, "Looked."), "reviewed", at=on(16))
    assert made(chart(*STORY, reviewed), additions=shared).missing == ()


def test_that_a_recipient_needs_a_ground_and_a_ground_a_recipient() -> None:
    assert lacks(made(additions=Additions(recipient="Dr. Singh"))) == [(Lack.CONSENT, "ground")]
    assert lacks(made(additions=Additions(ground=Ground.AUDIT))) == [(Lack.CONSENT, "recipient")]


def test_that_the_patients_copy_is_the_patients_own_and_carries_no_statement() -> None:
    release = made(chart(*CONSENTED), Audience.PATIENT, TO_SINGH).release
    assert (release.ground, release.recipient, release.statement_text) == (Ground.PATIENTS_OWN_COPY, "Maya Rivera", "")


# -- the patient's copy -----------------------------------------------------------------------------------------------


def test_that_the_level_of_risk_is_for_clinicians() -> None:
    copy = made(audience=Audience.PATIENT)
    assert "Moderate, was Low" not in words_of(copy)
    assert copy.safety_plan.recorded


def test_that_the_patients_copy_has_long_dates() -> None:
    assert "5 October 2026, 10:00" in lines(made(audience=Audience.PATIENT), "follow-up")


def test_that_a_blind_weight_is_in_no_copy_for_the_patient() -> None:
    story = chart(*STORY, BLIND)
    copy = words_of(made(story, Audience.PATIENT))
    assert "47.3" not in copy
    assert "2,400" not in copy
    assert "620" not in copy
    assert "47.3 kg" in lines(made(story), "nutrition")


def test_that_a_summary_tells_the_days_on_which_a_meal_plan_differs() -> None:
    told = lines(made(chart(*STORY)), "nutrition")
    assert "Dinner (Saturday and Sunday): 3 grains, with the family" in told
    assert "Lunch: 2 grains, 1.5 protein, 620 kcal, with dessert" in told


def test_that_free_text_with_a_weight_waits_for_a_person() -> None:
    telling = signed(replace(DISCHARGE, condition="Gained 2 kg, BMI 17.4."), "told", at=on(16, 13))
    story = chart(*STORY, telling, BLIND)
    (waiting,) = made(story, Audience.PATIENT).missing
    assert (waiting.lack, waiting.about) == (Lack.WORDING, "Gained 2 kg, BMI 17.4.")
    worded = Additions(wordings={"Gained 2 kg, BMI 17.4.": "Eats to plan."})
    copy = made(story, Audience.PATIENT, worded)
    assert copy.missing == ()
    assert "17.4" not in words_of(copy)
    kept = Additions(wordings={"Gained 2 kg, BMI 17.4.": "Gained 2 kg, BMI 17.4."})
    assert made(story, Audience.PATIENT, kept).missing == ()
    assert made(story).missing == ()


@pytest.mark.parametrize(
    "text",
    [
        "47.3 kg",
        "weighs 104 today",
        "BMI of 17",
        "5 lbs up",
        "85 percent of her ideal weight",
        "peso 47",
        "at the 5th percentile",
        "115-lb",
        "47.3-kg",
        "115#",
        "weighs forty-seven",
        "forty-seven kilos",
        "up two pounds since Monday",
        "pesa cuarenta y siete",
        "BMI eighteen",
        "Wt: 103",
        "ideal body wt 52",
        "the scale read 103",
    ],
)
def test_that_a_number_beside_a_word_about_weight_is_found(text: str) -> None:
    assert tells_weight(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sleeps 7 hours.",
        "PHQ-9 11, was 14",
        "Weight is stable.",
        "50 mg in the morning",
        "3 meals",
        "One of her fears is her weight",
    ],
)
def test_that_other_numbers_are_no_weight(text: str) -> None:
    assert not tells_weight(text)


def test_that_untranslated_words_block_a_spanish_copy_until_a_person_translates_or_removes_them() -> None:
    copy = made(audience=Audience.PATIENT, language="es")
    waiting = {one.about for one in copy.missing if one.lack is Lack.WORDING}
    assert ADMISSION.reason in waiting
    assert "depression" in waiting
    assert SAFETY_PLAN.coping[0] in waiting
    worded = Additions(wordings=dict.fromkeys(waiting, "en palabras suyas") | {"depression": ""})
    done = made(audience=Audience.PATIENT, language="es", additions=worded)
    assert done.missing == ()
    assert ADMISSION.reason not in words_of(done)
    assert done.medicines[0].purpose == ""


def test_that_the_spanish_copy_has_its_crisis_line() -> None:
    assert "988" in made(audience=Audience.PATIENT, language="es").crisis_line
    assert "AYUDA" in made(audience=Audience.PATIENT, language="es").crisis_line
    assert "988" in made().crisis_line


def test_that_who_reads_spanish_finds_a_spanish_crisis_line_whatever_the_site_wrote() -> None:
    english = replace(chart(*STORY), site=Site(crisis_lines="Call the clinic: 555-0199."))
    told = made(english, audience=Audience.PATIENT, language="es").crisis_line
    assert told.startswith("Llame al 988 y oprima 2")
    assert told.endswith("Call the clinic: 555-0199.")
    both = replace(chart(*STORY), site=Site(crisis_lines="Call.", crisis_lines_in_spanish="Llame al 555-0199."))
    assert made(both, audience=Audience.PATIENT, language="es").crisis_line == "Llame al 555-0199."
    assert made(both).crisis_line == "Call."


def test_that_a_summary_says_who_treated_and_where_they_are_reached() -> None:
    copy = made(replace(chart(*STORY), site=Site(phone="555-0160")))
    assert "Team: L. Moreno, LCSW" in lines(copy, "care-provided")
    assert copy.clinic.endswith(", 555-0160")


# -- never ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [PsychotherapyNote, SudCounselingNote])
def test_that_private_notes_are_in_no_summary_even_if_one_were_in_the_chart(kind: type[PsychotherapyNote]) -> None:
    secret = signed(kind(PATIENT, "The father's silence."), "secret", at=on(10))
    for audience in Audience:
        assert "silence" not in words_of(made(chart(*STORY, secret), audience))


def test_that_no_internal_code_is_printed() -> None:
    copy = words_of(made())
    assert "26643006" not in copy  # SNOMED CT of the route
    assert LOINC not in copy


def test_that_staff_only_work_is_in_no_copy() -> None:
    several = [signed(content, str(number), at=on(10)) for number, content in enumerate(every_example())]
    copy = words_of(made(chart(*STORY, *several), additions=Additions(sections=EVERY_SECTION)))
    assert "Send the release to Cedar House" not in copy
    assert "Sister's visit tonight" not in copy


# -- payload, emergency sheet, the file of decisions ------------------------------------------------------------------


def test_that_the_same_content_has_the_same_hash_and_another_another() -> None:
    first, again = payload_of([made()]), payload_of([made()])
    assert first == again
    assert content_sha256(first) == hashlib.sha256(first.encode()).hexdigest()
    assert content_sha256(first) != content_sha256(payload_of([made(additions=Additions(recapitulation="Ate."))]))
    assert set(json.loads(first)) == {"copies"}


def test_that_the_emergency_sheet_needs_nothing() -> None:
    sheet = emergency_sheet(chart(*STORY), clinic="Lakeside")
    told = {block.key: " | ".join(map(str, block.lines)) for block in sheet.blocks}
    assert "Restores eating" in told["why"]
    assert "Moderate, was Low" in told["risk"]
    assert "penicillin" in told["allergies"]
    assert sheet.medicines[0].last_dose == "07-Sep-2026 08:00"
    assert emergency_sheet(chart()).identity.name == "Not recorded"


FILE = {
    "medicines": {COURSE: {"decision": "stop", "reason": "Sedation"}},
    "sections": {"procedures": {"none": "no procedure was needed"}, "follow-up": "With Dr. Singh."},
    "recipient": "Dr. Singh",
    "ground": "consent",
}


def test_that_the_file_of_decisions_is_read() -> None:
    read = additions_from_json(FILE)
    assert read.medicines == {COURSE: MedicineDecision(Decision.STOP, "Sedation")}
    assert read.sections[Section.PROCEDURES] == SectionWords("no procedure was needed", Instead.NONE)
    assert (read.recipient, read.ground) == ("Dr. Singh", Ground.CONSENT)
    assert additions_from_json({}) == Additions()


@pytest.mark.parametrize(
    "file",
    [
        [],
        {"medicins": {}},
        {"medicines": []},
        {"medicines": {COURSE: {"decision": "forget"}}},
        {"medicines": {COURSE: {"decision": "stop"}}},
        {"sections": {"weather": "fine"}},
        {"sections": {"procedures": {"none": ""}}},
        {"sections": {"procedures": {"none": "a", "left": "b"}}},
        {"sections": {"procedures": " "}},
        {"ground": "because"},
        {"recipient": 7},
    ],
)
def test_that_a_wrong_file_of_decisions_is_refused_with_a_sentence(file: object) -> None:
    with pytest.raises(AdditionsRefused, match=r"[A-Z\"].+\.$"):
        additions_from_json(file)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(every_example()), max_size=15),
    st.sampled_from(list(Audience)),
    st.sampled_from(["en", "es"]),
)
def test_that_a_summary_is_made_of_any_chart(contents: list[object], audience: Audience, language: str) -> None:
    several = [signed(content, str(number), at=on(number)) for number, content in enumerate(contents)]  # type: ignore[arg-type]
    copy = made(chart(*several), audience, language=language)
    assert words_of(copy)
    assert emergency_sheet(chart(*several)).blocks


def test_that_it_says_when_it_was_made() -> None:
    assert made().made_at == datetime(2026, 9, 16, 14, tzinfo=UTC)
    assert made().made_on == "16-Sep-2026 10:00"
    assert EntryId(made().medicines[0].course) == COURSE
