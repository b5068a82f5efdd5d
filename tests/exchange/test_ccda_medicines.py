"""Medicines of a C-CDA: what is in force by the word of the source, how it is taken, and what is not taken at all."""

from decimal import Decimal

import pytest

from careboard.clinical.dosage import EventTiming, UnitOfTime
from careboard.clinical.medication.taking import DoseGiven, DoseStatus, MedicationReported, MedicationStatus, Taken
from careboard.clinical.paper import Document
from careboard.clinical.values import Amount, Intent
from careboard.exchange.ccda_in.prescribing import CONTRADICTION
from tests.exchange.ccda_documents import (
    MEDICATIONS,
    content,
    linked,
    loinc,
    medicine,
    parts,
    reading,
    section,
    snomed,
    template,
)

GIVEN = ("29549-3", "Medications administered")
PLAN = ("18776-5", "Plan of treatment")
DAILY = (
    '<effectiveTime xsi:type="IVL_TS"><low value="20260901"/><high nullFlavor="NI"/></effectiveTime>'
    '<effectiveTime xsi:type="PIVL_TS" operator="A"><period value="1" unit="d"/></effectiveTime>'
)
ORAL = '<routeCode code="C38288" codeSystem="2.16.840.1.113883.3.26.1.1" displayName="Oral"/>'
SPANISH = (
    f'<entryRelationship typeCode="SUBJ"><act classCode="ACT" moodCode="INT">{template("4.20")}'
    "<text>label in Spanish</text></act></entryRelationship>"
)
SIG = (
    '<entryRelationship typeCode="COMP"><substanceAdministration classCode="SBADM" moodCode="EVN">'
    f'{template("4.147")}<text><reference value="#sig"/></text></substanceAdministration></entryRelationship>'
)
UNKNOWN_CODE = '<code nullFlavor="UNK"/>'


def supplied(name: str) -> str:
    material = f'<manufacturedMaterial><code displayName="{name}"/></manufacturedMaterial>'
    return f"<product><manufacturedProduct>{material}</manufacturedProduct></product>"


def reported(entry: str, text: str = "", named: tuple[str, str] = MEDICATIONS) -> MedicationReported:
    found = content(named, entry, text)
    assert isinstance(found, MedicationReported)
    return found


@pytest.mark.parametrize(
    ("status", "stands"),
    [
        ("active", MedicationStatus.ACTIVE),
        ("completed", MedicationStatus.COMPLETED),
        ("aborted", MedicationStatus.STOPPED),
        ("suspended", MedicationStatus.ON_HOLD),
        ("cancelled", MedicationStatus.CANCELLED),
        ("nullified", MedicationStatus.ENTERED_IN_ERROR),
        ("", MedicationStatus.UNKNOWN),
    ],
)
def test_that_the_status_of_the_source_says_how_a_medicine_stands(status: str, stands: MedicationStatus) -> None:
    assert reported(medicine(DAILY, status=status)).status is stands


def test_that_dates_never_decide_whether_a_medicine_is_in_force() -> None:
    over = '<effectiveTime xsi:type="IVL_TS"><low value="1999"/><high value="2000"/></effectiveTime>'
    found = reported(medicine(over))
    assert found.status is MedicationStatus.ACTIVE
    assert found.effective is not None
    assert (found.effective.start and found.effective.start.iso, found.effective.end and found.effective.end.iso) == (
        "1999",
        "2000",
    )


def test_that_a_nullified_entry_was_entered_in_error() -> None:
    assert reading(MEDICATIONS, medicine(DAILY, status="nullified")).in_error
    assert not reading(MEDICATIONS, medicine(DAILY)).in_error


def test_that_an_active_discharge_list_speaks_before_a_completed_administration_and_says_so() -> None:
    entry = (
        f'<act classCode="ACT" moodCode="EVN">{template("4.35")}<statusCode code="active"/>'
        f"{linked(medicine(DAILY, mood='EVN', status='completed'))}</act>"
    )
    assert reported(entry).status is MedicationStatus.ACTIVE
    assert CONTRADICTION in reading(MEDICATIONS, entry).findings


def test_that_a_status_observation_speaks_before_the_act() -> None:
    held = snomed("value", "421139008", "On hold", kind="CD")
    observed = f"<observation>{loinc('33999-4', 'Status')}{held}</observation>"
    assert reported(medicine(DAILY, linked(observed, "REFR"))).status is MedicationStatus.ON_HOLD


def test_that_dose_route_and_frequency_stand_in_numbers() -> None:
    dosage = reported(
        medicine(DAILY + ORAL + '<doseQuantity value="1"/>' + "<administrationUnitCode displayName='capsule'/>")
    ).dosage
    assert dosage is not None
    (dose,) = dosage.schedule
    assert dose.amount == Amount(Decimal(1), "capsule")
    assert dose.timing is not None
    assert (dose.timing.frequency, dose.timing.period, dose.timing.period_unit) == (1, Decimal(1), UnitOfTime.DAY)
    assert dosage.route is not None
    assert dosage.route.text == "Oral"
    assert dosage.text == "1 capsule daily, Oral"


def test_that_an_unknown_dose_stays_open_and_is_never_zero() -> None:
    for dose in ('<doseQuantity nullFlavor="UNK"/>', '<doseQuantity value="0"/>', '<doseQuantity value="-1"/>'):
        dosage = reported(medicine(DAILY + dose)).dosage
        assert dosage is not None
        assert not dosage.confirmed


def test_that_a_range_of_times_and_of_doses_stays_a_range() -> None:
    every = '<period xsi:type="IVL_PQ"><low value="4" unit="h"/><high value="6" unit="h"/></period>'
    dosed = '<doseQuantity><low value="25" unit="mg"/><high value="50" unit="mg"/></doseQuantity>'
    entry = medicine(f'<effectiveTime xsi:type="PIVL_TS" operator="A">{every}</effectiveTime>{dosed}')
    dosage = reported(entry).dosage
    assert dosage is not None
    (dose,) = dosage.schedule
    assert (dose.amount, dose.amount_max) == (
        Amount(Decimal(25), "mg", ucum="mg"),
        Amount(Decimal(50), "mg", ucum="mg"),
    )
    assert dose.timing is not None
    assert (dose.timing.period, dose.timing.period_max) == (Decimal(4), Decimal(6))


def test_that_bedtime_is_an_event_of_the_day() -> None:
    bedtime = '<effectiveTime xsi:type="EIVL_TS" operator="A"><event code="HS"/></effectiveTime>'
    dosage = reported(medicine(bedtime + '<doseQuantity value="1"/>')).dosage
    assert dosage is not None
    assert dosage.schedule[0].timing is not None
    assert dosage.schedule[0].timing.events == (EventTiming.BEDTIME,)


def test_that_a_precondition_makes_it_as_needed_even_without_a_reason() -> None:
    why = snomed("value", "56018004", "Wheezing", kind="CD")
    for value, reason in ((why, "Wheezing"), ('<value xsi:type="CD" nullFlavor="NI"/>', "")):
        dosage = reported(medicine(DAILY, f"<precondition><criterion>{value}</criterion></precondition>")).dosage
        assert dosage is not None
        assert (dosage.as_needed, dosage.as_needed_for) == (True, reason)


def test_that_a_daily_maximum_counts_and_any_other_is_told_in_words() -> None:
    def most(unit: str) -> str:
        ratio = f'<numerator value="8" unit="mg"/><denominator value="1" unit="{unit}"/>'
        return f"<maxDoseQuantity>{ratio}</maxDoseQuantity>"

    daily, weekly = (reported(medicine(DAILY + most(unit))).dosage for unit in ("d", "wk"))
    assert daily is not None
    assert daily.max_per_24h == Amount(Decimal(8), "mg", ucum="mg")
    assert weekly is not None
    assert weekly.max_per_24h is None
    assert "at most 8 mg / 1 wk" in weekly.text


def test_that_the_lines_of_a_taper_keep_their_order() -> None:
    lines = "".join(
        linked(
            f'<sequenceNumber value="{n}"/><substanceAdministration moodCode="INT">'
            f'<doseQuantity value="{dose}" unit="mg"/></substanceAdministration>',
            "COMP",
        )
        for n, dose in ((1, 20), (2, 10))
    )
    dosage = reported(medicine(DAILY, lines)).dosage
    assert dosage is not None
    assert [(dose.sequence, str(dose.amount.value)) for dose in dosage.schedule if dose.amount] == [
        (1, "20"),
        (2, "10"),
    ]


def test_that_the_words_of_the_order_are_kept_whole() -> None:
    text = '<content ID="sig">2 capsules in the morning, with food</content>'
    dosage = reported(medicine(DAILY, SIG + SPANISH), text).dosage
    assert dosage is not None
    assert (dosage.text, dosage.instructions) == ("2 capsules in the morning, with food", "label in Spanish")


def test_that_a_medicine_without_a_code_stands_in_the_words_of_its_order() -> None:
    found = reported(medicine(DAILY, SIG, product=UNKNOWN_CODE), '<content ID="sig">Herbal tea, one cup</content>')
    assert found.medicine.text == "Herbal tea, one cup"
    assert found.medicine.rxcui is None


def test_that_words_and_code_of_a_medicine_both_stand_where_they_differ() -> None:
    product = (
        '<code code="310384" codeSystem="2.16.840.1.113883.6.88" displayName="fluoxetine 20 MG Oral Capsule">'
        "<originalText>Prozac 20mg</originalText></code>"
    )
    found = reported(medicine(DAILY, product=product))
    assert found.medicine.text == "fluoxetine 20 MG Oral Capsule (Prozac 20mg)"
    assert found.medicine.rxcui == "310384"


def test_that_a_refused_medicine_is_not_taken_and_says_why() -> None:
    refusal = snomed("value", "105480006", "Refusal of treatment by patient", kind="CD")
    why = linked(f"<observation>{loinc('77301-0', 'Reason')}{refusal}</observation>", "RSON")
    found = reported(medicine("", why, mood="EVN", status="completed", denied=True))
    assert (found.status, found.taken) == (MedicationStatus.NOT_TAKEN, Taken.NO)
    assert found.status_reason == "Refusal of treatment by patient"
    assert not found.purpose


def test_that_an_order_not_to_give_is_kept_as_one() -> None:
    assert reported(medicine(DAILY, denied=True)).do_not_give


def test_that_no_medicines_is_a_fact_in_words_and_no_medicine() -> None:
    nothing = f'<code nullFlavor="OTH">{snomed("translation", "410942007", "drug or medication")}</code>'
    found = content(MEDICATIONS, medicine("", mood="EVN", product=nothing, denied=True))
    assert isinstance(found, Document)
    assert found.type.text == "No medicines"


@pytest.mark.parametrize(
    ("mood", "intent"),
    [("EVN", Intent.STATEMENT), ("INT", Intent.ORDER), ("RQO", Intent.ORDER), ("PRP", Intent.PROPOSAL)],
)
def test_that_the_mood_tells_an_order_from_a_statement(mood: str, intent: Intent) -> None:
    assert reported(medicine(DAILY, mood=mood)).intent is intent


def test_that_a_planned_medicine_is_no_order() -> None:
    found = reported(medicine(DAILY), named=PLAN)
    assert (found.intent, found.status) == (Intent.PLAN, MedicationStatus.PLANNED)


def test_that_each_line_of_an_organizer_is_a_medicine_of_its_own() -> None:
    entry = (
        f'<organizer moodCode="EVN"><component>{medicine(DAILY)}</component>'
        f"<component>{medicine(DAILY, status='completed')}</component></organizer>"
    )
    found = reading(MEDICATIONS, entry).contents
    assert [one.status for one in found if isinstance(one, MedicationReported)] == [
        MedicationStatus.ACTIVE,
        MedicationStatus.COMPLETED,
    ]


def test_that_a_supply_order_is_an_order_and_a_dispensing_is_words() -> None:
    supply = f'{template("4.17")}<statusCode code="active"/><quantity value="75"/>{supplied("clozapine 25 MG")}'
    order, dispensed = (content(MEDICATIONS, f'<supply moodCode="{mood}">{supply}</supply>') for mood in ("INT", "EVN"))
    assert isinstance(order, MedicationReported)
    assert (order.intent, order.medicine.text) == (Intent.ORDER, "clozapine 25 MG")
    assert "Quantity: 75" in order.note
    assert isinstance(dispensed, Document)
    assert "clozapine 25 MG" in dispensed.text


def test_that_purpose_prescriber_and_everything_else_are_kept() -> None:
    indication = snomed("value", "35489007", "Depression", kind="CD")
    more = (
        "<author><assignedAuthor><assignedPerson><name>Dr. Sixer</name></assignedPerson></assignedAuthor></author>"
        + linked(f"<observation>{template('4.19')}{indication}</observation>", "RSON")
        + linked(f'<supply moodCode="EVN"><quantity value="30"/>{supplied("Prozac")}</supply>', "REFR")
    )
    found = reported(medicine(DAILY, more))
    assert (found.purpose, found.prescriber) == ("Depression", "Dr. Sixer")
    assert "Prozac" in found.note
    assert "Quantity: 30" in found.note


def test_that_nobody_s_name_is_borrowed_as_prescriber() -> None:
    assert reported(medicine(DAILY)).prescriber == ""


def test_that_a_dose_given_is_a_dose_given() -> None:
    inside = '<effectiveTime value="20260914083000-0400"/><doseQuantity value="50" unit="mg"/>'
    nurse = "<assignedEntity><assignedPerson><name>Nurse Hill</name></assignedPerson></assignedEntity>"
    entry = medicine(inside, f"<performer>{nurse}</performer>", mood="EVN", status="completed")
    found = reading(GIVEN, entry)
    (given,) = found.contents
    assert isinstance(given, DoseGiven)
    assert given.amount == Amount(Decimal(50), "mg", ucum="mg")
    assert (given.status, given.given_by) == (DoseStatus.COMPLETED, "Nurse Hill")
    assert found.at.iso == "2026-09-14T12:30:00Z"


def test_that_an_order_is_never_as_old_as_the_document_it_stands_in() -> None:
    written = '<author><time value="20260903"/></author>'
    assert reading(MEDICATIONS, medicine("", written)).at.iso == "2026-09-03"
    assert reading(MEDICATIONS, medicine()).at.iso == ""


@pytest.mark.parametrize("often", ["BID", "PRN", "HS"])
def test_that_how_often_is_kept_where_only_the_narrative_says_it(often: str) -> None:
    text = f"<table><tbody><tr><td>fluoxetine 20 MG</td><td>{often}</td></tr></tbody></table>"
    (part,) = [one for one in parts(section(MEDICATIONS, medicine(), text=text)) if one.resource_type != "Patient"]
    said = [one.text for one in part.reading.contents if isinstance(one, Document)]
    assert any(often in one for one in said)
