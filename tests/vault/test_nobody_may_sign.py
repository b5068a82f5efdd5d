"""What nobody here may sign, though a source may state it (clinical/native.py): refused three times over.

The session refuses it in words, a reader refuses what a modified client signed all the same, and an import takes it.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from careboard.clinical.dosage import Dosage
from careboard.clinical.entry import SCHEMA_OF, KnownContent
from careboard.clinical.measured import Component, Vitals
from careboard.clinical.medication.reconciliation import Reconciliation
from careboard.clinical.medication.taking import DoseStatus
from careboard.clinical.native import POSSIBLE, refuse_unless_stated_by_a_source
from careboard.clinical.permission import Consent, Signing
from careboard.clinical.values import LOINC, Amount, Coded, Quantity
from careboard.vault.codec import base
from careboard.vault.policy import NEVER_IMPORTED
from careboard.vault.refusals import NotAllowed
from careboard.workflow.checking import check_vault
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.clinical_examples import (
    AS_NEEDED,
    CHANGE,
    ECG,
    EXAMPLES,
    GIVEN,
    NOT_CONFIRMED,
    NOT_GIVEN,
    RECONCILIATION,
    RELEASE,
    RESUME,
    SOURCE,
    START,
    VITALS,
    each_morning,
    reading,
)

MMHG = "mmHg"


FOR_NOTHING = replace(AS_NEEDED, as_needed_for="")


def reconciled(dosage: Dosage) -> Reconciliation:
    return replace(RECONCILIATION, medicines=(replace(RECONCILIATION.medicines[2], dosage=dosage),))


def measured(*readings: Component) -> Vitals:
    return replace(VITALS, readings=readings)


def number(loinc: str, value: str, unit: str, ucum: str = "") -> Vitals:
    quantity = Quantity(Decimal(value), unit, ucum=ucum)
    whole = reading("8867-4", "Heart rate", "68", "beats/min")
    return measured(
        replace(whole, code=Coded.of(LOINC, loinc, "A reading"), result=replace(whole.result, quantity=quantity))
    )


REFUSED: dict[str, tuple[KnownContent, str]] = {
    "a start as needed for nothing named": (replace(START, dosage=FOR_NOTHING), "for what"),
    "a change to as needed for nothing named": (replace(CHANGE, now=FOR_NOTHING), "for what"),
    "a medicine resumed as needed for nothing named": (replace(RESUME, dosage=FOR_NOTHING), "for what"),
    "a reconciled medicine as needed for nothing named": (reconciled(FOR_NOTHING), "for what"),
    "a reconciled dose that is not confirmed": (reconciled(NOT_CONFIRMED), "says how much"),
    "a reconciled medicine without a route": (reconciled(replace(each_morning("50"), route=None)), "by which route"),
    "a reconciled medicine as needed without a maximum": (
        reconciled(replace(AS_NEEDED, max_per_24h=None)),
        "maximum per 24 hours",
    ),
    "a dose given without an amount": (replace(GIVEN, amount=None), "has an amount"),
    "a dose given without a unit": (replace(GIVEN, amount=Amount(Decimal(380), "")), "has a unit"),
    "a dose whose unit is not its code's": (
        replace(GIVEN, amount=Amount(Decimal(380), "mg", ucum="g")),
        "not the same unit",
    ),
    "a dose not given for no reason": (replace(NOT_GIVEN, not_given_reason=""), "has a reason"),
    "a dose stopped for no reason": (
        replace(NOT_GIVEN, status=DoseStatus.STOPPED, not_given_reason=""),
        "has a reason",
    ),
    "a weight among the vital signs": (number("29463-7", "51.2", "kg"), "where it can be blind"),
    "a pulse without a unit": (number("8867-4", "68", ""), "has a unit"),
    "a pulse of 900": (number("8867-4", "900", "beats/min", "/min"), "cannot be"),
    "a systolic pressure below the diastolic": (
        measured(
            reading("8480-6", "Systolic blood pressure", "66", MMHG),
            reading("8462-4", "Diastolic blood pressure", "104", MMHG),
        ),
        "above the diastolic",
    ),
    "a QTc of 4380 ms": (replace(ECG, qtc_ms=Decimal(4380)), "cannot be"),
    "a heart rate of 5 on an ECG": (replace(ECG, heart_rate=Decimal(5)), "cannot be"),
    "a consent under part 2 by word of mouth": (replace(RELEASE, signing=Signing.SPOKEN), "in writing"),
    "a consent under part 2 that nobody signed": (replace(RELEASE, signed_by=""), "who signed it"),
}
EDGES = [
    (code, unit, edge, beyond)
    for code, limits in POSSIBLE.items()
    for unit, (low, high) in limits.items()
    for edge, beyond in ((low, low - Decimal("0.1")), (high, high + Decimal("0.1")))
]


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    session = Session(clinic.open())
    yield session
    session.close()


@pytest.mark.parametrize("case", REFUSED)
def test_that_nobody_here_signs(clinic: Clinic, session: Session, case: str) -> None:
    content, words = REFUSED[case]
    before = session.vault.file.count()
    with pytest.raises(NotAllowed, match=words) as refusal:
        session.append(clinic.patient, content)
    assert refusal.value.next_step == "Correct it, and sign again."
    assert session.vault.file.count() == before


@pytest.mark.parametrize("case", REFUSED)
def test_that_no_reader_is_shown_what_a_modified_client_signed(clinic: Clinic, case: str) -> None:
    forged = clinic.write(None, REFUSED[case][0])
    assert forged.id.hex() not in clinic.ids()
    told = [fault.text for fault in check_vault(clinic.open()).faults if fault.record == forged.id.hex()]
    assert told == ["A record says something that nobody here may sign."]


@pytest.mark.parametrize("case", REFUSED)
def test_that_an_import_takes_what_its_source_states(clinic: Clinic, case: str) -> None:
    content = REFUSED[case][0]
    stated = clinic.write(None, content, kind="imported", source=SOURCE)
    never = base(SCHEMA_OF[type(content)]) in NEVER_IMPORTED
    assert (stated.id.hex() in clinic.ids()) is not never
    assert never is (isinstance(content, Reconciliation))


def test_that_every_content_with_such_a_limit_is_tried() -> None:
    """And every example that is signed here passes it."""
    tried = {type(content) for content, _ in REFUSED.values()}
    assert {type(START), type(CHANGE), type(RESUME), type(GIVEN), type(ECG), Vitals, Consent, Reconciliation} == tried
    for example in EXAMPLES.values():
        refuse_unless_stated_by_a_source(example.content)


@pytest.mark.parametrize(("code", "unit", "edge", "beyond"), EDGES)
def test_that_the_edge_of_the_possible_is_signed_and_what_lies_beyond_is_not(
    code: str, unit: str, edge: Decimal, beyond: Decimal
) -> None:
    refuse_unless_stated_by_a_source(number(code, str(edge), unit))
    with pytest.raises(ValueError, match="cannot be"):
        refuse_unless_stated_by_a_source(number(code, str(beyond), unit))
