"""One patient's stay from admission to discharge, with everything that a summary holds."""

from dataclasses import replace

from careboard.clinical.entry import Entry
from careboard.clinical.measured import LabResult, ObservationStatus
from careboard.clinical.medication.orders import DoseChange, MedicationStart
from careboard.clinical.medication.reconciliation import Decision, Occasion, ReconciledMedicine, Reconciliation
from careboard.clinical.medication.taking import DoseGiven
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import Coded
from tests.clinical_examples import (
    ADMISSION,
    ALLERGY,
    ATTENDED,
    CONTACT,
    DIAGNOSIS,
    DISCHARGE,
    FOLLOW_UP,
    LEVEL,
    MEAL_PLAN,
    NOTE,
    ORDERED,
    PHQ9,
    PLAN_OF_CARE,
    POTASSIUM,
    PROCEDURE,
    REGISTRATION,
    RISK,
    SAFETY_PLAN,
    SERTRALINE,
    SIDE_EFFECT,
    WEIGHT,
    at,
    each_morning,
    entry_id,
    mg,
)
from tests.projections.records import COUNSELOR, NURSE, on, signed

COURSE = entry_id("start")
START = signed(MedicationStart(SERTRALINE, each_morning("50"), "depression", at("02")), "start", at=on(2))
CHANGE = DoseChange(COURSE, each_morning("50"), each_morning("100"), at("05"), "Partial response")
GOING = Reconciliation(Occasion.DISCHARGE, (ReconciledMedicine(COURSE, Decision.CONTINUE),), "the regimen")

STORY: tuple[Entry, ...] = (
    signed(REGISTRATION, "registration", at=on(0)),
    signed(CONTACT, "contact", at=on(0, 1)),
    signed(ALLERGY, "allergy", at=on(0, 2)),
    signed(DIAGNOSIS, "diagnosis", at=on(0, 3)),
    signed(ADMISSION, "admission", at=on(1)),
    START,
    signed(CHANGE, "change", at=on(5)),
    signed(replace(SIDE_EFFECT, suspected=(COURSE,)), "effect", at=on(6)),
    signed(DoseGiven(SERTRALINE, mg("100"), COURSE), "given", at=on(7)),
    signed(replace(RISK, level=RiskLevel.LOW), "risk low", at=on(8)),
    signed(LEVEL, "level", at=on(9)),
    signed(PHQ9, "phq", at=on(10)),
    signed(POTASSIUM, "potassium", at=on(10), by=NURSE),
    signed(LabResult(Coded("TSH"), status=ObservationStatus.PRELIMINARY), "tsh", at=on(10)),
    signed(ORDERED, "ordered", at=on(10)),
    signed(PROCEDURE, "procedure", at=on(10)),
    signed(ATTENDED, "attended", at=on(10)),
    signed(NOTE, "note", at=on(10), by=COUNSELOR),
    signed(PLAN_OF_CARE, "plan", at=on(10), by=COUNSELOR),
    signed(MEAL_PLAN, "meal plan", at=on(14)),
    signed(WEIGHT, "weight", at=on(14)),
    signed(RISK, "risk", at=on(15)),
    signed(SAFETY_PLAN, "safety plan", at=on(15)),
    signed(FOLLOW_UP, "appointment", at=on(15)),
    signed(GOING, "reconciled", at=on(15, 13)),
    signed(replace(DISCHARGE, admission=None, information_given="", told_to=()), "discharge", at=on(16)),
)
