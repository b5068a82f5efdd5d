"""A whole summary: its handover, its blocks in their order, its lists, and what is missing from it.

It is made from the chart and from what a person added; private notes are not in a chart, so they cannot be in it.
"""

from dataclasses import dataclass
from datetime import datetime

from careboard.clinical.paper import Audience, Direction
from careboard.clinical.people import Author
from careboard.projections.chart import Chart
from careboard.projections.summary import care, results, risk_and_scores, sections
from careboard.projections.summary.additions import NO_ADDITIONS, Additions, Section
from careboard.projections.summary.consent_scope import held_by
from careboard.projections.summary.identity import author_of, crisis_line_of, identity
from careboard.projections.summary.lanes import DoseLane, dose_lanes
from careboard.projections.summary.making import Making, block
from careboard.projections.summary.medicines import changes, ended, last_doses, medicines
from careboard.projections.summary.missing import gaps, missing
from careboard.projections.summary.parts import Block, Gap, Identity, Lack, Missing, ScoreLine, SummaryMedicine
from careboard.projections.summary.release import Release, release
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Line, joined

_TITLES = {
    Direction.IOP: "Transition summary: to the intensive outpatient program",
    Direction.RESIDENTIAL: "Transition summary: step-up to residential care",
    Direction.COMMUNITY: "Discharge summary",
    Direction.PARTIAL_HOSPITALIZATION: "Transition summary: to partial hospitalization",
    Direction.INPATIENT: "Transition summary: to inpatient care",
    Direction.EMERGENCY: "Transition summary: to an emergency department",
    Direction.WITHDRAWAL_MANAGEMENT: "Transition summary: to withdrawal management",
    Direction.OTHER: "Transition summary",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """One copy of a summary. A draft is one with something in `missing`.

    `handover` is page 1; `blocks` follow in their order, the six required ones among them; the list of medicines, the
    safety plan and the appointments each fit a page of their own.
    """

    title: str
    direction: Direction
    audience: Audience
    language: str
    clinic: str
    made_at: datetime
    made_on: str
    signed_by: str
    identity: Identity
    release: Release
    handover: tuple[Block, ...]
    blocks: tuple[Block, ...]
    medicines: tuple[SummaryMedicine, ...]
    ended_medicines: tuple[Line, ...]
    safety_plan: Block
    appointments: Block
    scores: tuple[ScoreLine, ...]
    dose_lanes: tuple[DoseLane, ...]
    crisis_line: str
    missing: tuple[Missing, ...]
    gaps: tuple[Gap, ...]

    @property
    def draft(self) -> bool:
        """Does every page say DRAFT?"""
        return bool(self.missing)

    @property
    def unsigned_only(self) -> bool:
        """Is its signature all that a draft waits for?"""
        return self.draft and all(one.lack is Lack.SIGNATURE for one in self.missing)

    def block(self, key: str) -> Block | None:
        """The block with this key."""
        return next((one for one in self.blocks if one.key == key), None)


def summary(
    chart: Chart,
    direction: Direction,
    audience: Audience = Audience.CLINICIAN,
    language: str = "en",
    additions: Additions = NO_ADDITIONS,
    *,
    clinic: str = "",
    signer: Author | None = None,
) -> Summary:
    """One copy for an audience, in English or Spanish, from the chart and what a person added.

    `signer` is whoever signs it; None makes a draft.
    """
    making = Making(chart, audience, language, additions, author_of(signer))
    required = sections.required(making)
    listed = medicines(making)
    blocks = _blocks(making, required)
    handover = _handover(making, required)
    safety_plan, appointments = risk_and_scores.safety_plan(making), _appointments(making)
    past = ended(making)
    held = held_by(making, (*handover, *blocks, safety_plan, appointments), medicines=bool(listed or past))
    return Summary(
        title=making.voice(_TITLES[direction]),
        direction=direction,
        audience=audience,
        language=language,
        clinic=joined([clinic, chart.site.phone]),
        made_at=chart.now,
        made_on=moment(chart.now, making.voice),
        signed_by=making.signer,
        identity=identity(making),
        release=release(making),
        handover=handover,
        blocks=blocks,
        medicines=listed,
        ended_medicines=past,
        safety_plan=safety_plan,
        appointments=appointments,
        scores=() if making.for_patient else risk_and_scores.score_lines(making),
        dose_lanes=() if making.for_patient else dose_lanes(making),
        crisis_line=crisis_line_of(chart.site, language),
        missing=missing(making, required, listed, held, signer),  # the last: everything else has been looked at by then
        gaps=gaps(making, held),
    )


def _handover(making: Making, required: dict[Section, Block]) -> tuple[Block, ...]:
    """Page 1: reason, risk with direction, medicine changes with reasons, last doses, next appointments, contacts."""
    return (
        required[Section.REASON],
        *(() if making.for_patient else (care.diagnoses(making), risk_and_scores.risk_now(making))),
        care.allergies(making),
        block(making, "medicine-changes", "Changes of medicines", changes(making)),
        block(making, "last-doses", "Last doses", last_doses(making)),
        block(making, "next-appointments", "Next appointments", sections.appointment_lines(making)),
        care.contacts(making),
    )


def _blocks(making: Making, required: dict[Section, Block]) -> tuple[Block, ...]:
    return (
        required[Section.REASON],
        care.diagnoses(making),
        care.allergies(making),
        required[Section.CARE],
        care.symptoms(making),
        required[Section.PROCEDURES],
        required[Section.CONDITION],
        block(making, "level-of-care", "Level of care", [sections.level_line(making)]),
        *(() if making.for_patient else _for_clinicians(making)),
        results.pending(making),
        care.nutrition(making),
        care.goals(making),
        care.practice(making),
        required[Section.INFORMATION],
        required[Section.FOLLOW_UP],
    )


def _for_clinicians(making: Making) -> tuple[Block, ...]:
    """What a patient's copy has not: the level of risk, and numbers that need a clinician beside them."""
    return (
        risk_and_scores.risk(making),
        risk_and_scores.scores(making),
        results.results(making),
        results.monitoring(making),
        results.orders(making),
    )


def _appointments(making: Making) -> Block:
    return block(making, "appointments", "Appointments", sections.appointment_lines(making))
