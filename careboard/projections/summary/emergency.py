"""The emergency sheet: what somebody must know at once about a patient.

It waits for nothing: what is not recorded says so, and no decision, consent or signature is asked for.
"""

from dataclasses import dataclass
from datetime import datetime

from careboard.clinical.paper import Audience
from careboard.projections.chart import Chart
from careboard.projections.summary import care, risk_and_scores, sections
from careboard.projections.summary.additions import NO_ADDITIONS, Section
from careboard.projections.summary.identity import crisis_line_of, identity
from careboard.projections.summary.making import Making, block, present
from careboard.projections.summary.medicines import last_doses, medicines
from careboard.projections.summary.parts import Block, Identity, SummaryMedicine
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import joined


@dataclass(frozen=True, slots=True)
class EmergencySheet:
    """What somebody must know at once: why, risk, medicines with last dose, allergies, contacts. It prints at once."""

    identity: Identity
    clinic: str
    made_at: datetime
    made_on: str
    blocks: tuple[Block, ...]
    medicines: tuple[SummaryMedicine, ...]
    crisis_line: str


def emergency_sheet(chart: Chart, *, clinic: str = "") -> EmergencySheet:
    """The emergency sheet of a chart; nothing keeps it from being printed."""
    making = Making(chart, Audience.CLINICIAN, "en", NO_ADDITIONS)
    reason = sections.required(making)[Section.REASON]
    return EmergencySheet(
        identity=identity(making),
        clinic=joined([clinic, chart.site.phone]),
        made_at=chart.now,
        made_on=moment(chart.now, making.voice),
        blocks=(
            Block("why", "Why", present([*reason.lines, *care.diagnoses(making).lines])),
            risk_and_scores.risk(making),
            care.allergies(making),
            block(making, "last-doses", "Last doses", last_doses(making)),
            care.contacts(making),
        ),
        medicines=medicines(making),
        crisis_line=crisis_line_of(chart.site, "en"),
    )
