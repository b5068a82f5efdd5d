"""A patient whose every name is as long as names get, in the words of real registers of long names."""

from careboard.clinical.condition import Allergy
from careboard.clinical.person import HumanName, Registration, Sex
from careboard.clinical.values import Coded, Identifier, Informant, PatientId, When
from careboard.demo.words import MRN
from careboard.workflow.session import Session
from tests.gallery.walk import Walk

LONG_MRN = "004-1187-2026-0000000042"
LONG = HumanName(
    "Wolfeschlegelsteinhausenbergerdorff-Castellanos de la Vega", ("Maximiliana", "Alexandrina", "Philomena")
)

ALLERGIES = ("amoxicillin with clavulanate potassium", "sulfamethoxazole with trimethoprim", "latex of the rubber tree")


def register_long(walk: Walk) -> PatientId:
    """Register the patient, with allergies that do not fit into a line."""
    registration = Registration(
        LONG,
        When("1931-12-28"),
        Sex.FEMALE,
        (Identifier(LONG_MRN, MRN, Coded("Medical record number"), "usual"),),
        preferred_name="Maxi-Philomena-Alexandrina",
        pronouns="she/her or they/them, as the day is",
    )
    made: list[PatientId] = []

    def register(session: Session) -> PatientId:
        patient = session.new_patient(registration)
        for name in ALLERGIES:
            session.append(patient, Allergy(Coded(name), Informant.PATIENT))
        return patient

    desk = walk.workplace.desk
    desk.ask(register, desk, made.append)
    walk.wait(lambda: bool(made))
    return made[0]
