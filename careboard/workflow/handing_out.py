"""What a patient takes home: the meal plan in force as a paper, drafted freely and recorded when it is handed out.

A paper in which a text still waits for a person is not handed out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from careboard.clinical.paper import Disclosure, Ground
from careboard.clinical.values import PatientId
from careboard.documents.meal_handout_pdf import meal_handout_paper
from careboard.errors import CareboardError
from careboard.projections.chart import Chart
from careboard.projections.nutrition.handout import Handout, handout
from careboard.workflow.open_vault import access

if TYPE_CHECKING:
    from careboard.workflow.session import Session

WHAT = {"en": "Meal plan for the patient, in English", "es": "Meal plan for the patient, in Spanish"}


class NothingToHandOut(CareboardError):
    """There is no meal plan in force, or a text on it waits for a person."""

    advice = "Sign a meal plan first, or word the texts that wait, and print again."


@dataclass(frozen=True, slots=True)
class Drafted:
    """A handout and its paper."""

    handout: Handout
    pdf: bytes


def draft_handout(session: "Session", chart: Chart, language: str, wordings: Mapping[str, str]) -> Drafted:
    """The handout as it stands now; nothing is recorded. Raises NothingToHandOut where no plan is in force."""
    made = handout(replace(chart, site=session.site), language, wordings, clinic=session.clinic)
    if made is None:
        raise NothingToHandOut("No meal plan is in force.")
    return Drafted(made, meal_handout_paper(made).content)


def hand_out(session: "Session", patient: PatientId, drafted: Drafted) -> Chart:
    """Record that this paper is printed for the patient, before it is: disclosure and printing stand together."""
    made = drafted.handout
    if made.waiting:
        raise NothingToHandOut("A text on the handout waits for a person.")
    disclosure = Disclosure(
        ground=Ground.PATIENTS_OWN_COPY,
        recipient=made.identity.name,
        what=WHAT[made.language],
        how="printed",
        entries=(made.plan,),
    )
    session.append(patient, disclosure, also=[access("printed", patient)])
    return session.chart_after(patient)
