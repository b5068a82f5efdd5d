"""What stands between a draft and its issue, in sentences with from whom; and what a good summary has besides.

An empty section, a medicine without a decision, no signature, a consent that does not hold, a text that waits for its
wording: each of them blocks. The rest prints "Not recorded".
"""

from collections.abc import Iterable, Iterator

from careboard.clinical.coordination import AppointmentStatus
from careboard.clinical.paper import Ground
from careboard.clinical.people import Author, Role
from careboard.i18n import filled, later
from careboard.projections.course import Course
from careboard.projections.summary.additions import Section
from careboard.projections.summary.consent_scope import left_out, unnamed
from careboard.projections.summary.making import Making
from careboard.projections.summary.parts import Block, Gap, Lack, Missing, SummaryMedicine
from careboard.projections.summary.release import consent_for, needs_no_part2
from careboard.projections.summary.sections import HEADINGS
from careboard.projections.summary.topics import Topic
from careboard.projections.wording.medicine import DASH, medication_line
from careboard.projections.wording.paper import GROUNDS
from careboard.projections.wording.voice import joined

PRESCRIBERS = (Role.PSYCHIATRIST, Role.PHYSICIAN, Role.NURSE_PRACTITIONER)
SIGNERS = (*PRESCRIBERS, Role.SUPERVISOR)
_COORDINATOR, _NURSE = later("the care coordinator"), later("the nurse")
_RISK = later("the psychiatrist or the counselor")
_FROM = {
    Section.REASON: later("the psychiatrist or the care coordinator"),
    Section.PROCEDURES: later("the physician or the nurse"),
    Section.CARE: later("the counselor"),
    Section.CONDITION: later("the psychiatrist"),
    Section.INFORMATION: later("the counselor or the nurse"),
    Section.FOLLOW_UP: _COORDINATOR,
}
_PRESCRIBER = later("a prescriber")


def missing(
    making: Making,
    required: dict[Section, Block],
    medicines: Iterable[SummaryMedicine],
    held: Iterable[Topic],
    signer: Author | None,
) -> tuple[Missing, ...]:
    """Everything that blocks the issue. `held` is what the copy tells about."""
    return (
        *_sections(required),
        *_medicines(making, medicines),
        *_decisions(making, signer),
        *_consent(making),
        *left_out(making, held),
        *_wordings(making),
        *_signature(signer),
    )


def _sections(required: dict[Section, Block]) -> Iterator[Missing]:
    for section, block in required.items():
        if not block.recorded:
            # For who writes it, whatever the language of the copy.
            text = filled('"{heading}" is empty.', heading=filled(HEADINGS[section]))
            yield Missing(Lack.SECTION, text, _FROM[section], block.key)


def _medicines(making: Making, medicines: Iterable[SummaryMedicine]) -> Iterator[Missing]:
    names = {course.id: _name(making, course) for course in making.chart.regimen.current}
    for medicine in medicines:
        if medicine.decided is None:
            text = filled("Nobody has decided what becomes of {name}.", name=names.get(medicine.course, medicine.name))
            yield Missing(Lack.MEDICINE, text, _PRESCRIBER, medicine.course)


def _name(making: Making, course: Course) -> str:
    """A medicine with its strength and form, in the words of who reads the chart."""
    line = medication_line(course.medicine, None, making.chart.voice)
    return joined([course.name, line.strength, line.form], DASH)


def _decisions(making: Making, signer: Author | None) -> Iterator[Missing]:
    """What a person decided with the summary counts when a prescriber signs it."""
    courses = {course.id: course.name for course in making.chart.regimen.current}
    for course in making.additions.medicines:
        if course not in courses:
            text = filled("A decision names a medicine that is not in the list.")
            yield Missing(Lack.MEDICINE, text, _PRESCRIBER, course)
        elif signer is not None and not set(signer.roles) & set(PRESCRIBERS):
            text = filled("{who} may not decide what becomes of {name}.", who=signer.name, name=courses[course])
            yield Missing(Lack.MEDICINE, text, _PRESCRIBER, course)


def _consent(making: Making) -> Iterator[Missing]:
    additions = making.additions
    if making.for_patient:
        return
    if additions.ground is not None and not additions.recipient.strip():
        yield Missing(Lack.CONSENT, filled("It is to be disclosed, but to nobody."), _COORDINATOR, "recipient")
    elif additions.recipient.strip() and additions.ground is None:
        text = filled("There is no ground to disclose it to {whom}.", whom=additions.recipient)
        yield Missing(Lack.CONSENT, text, _COORDINATOR, "ground")
    elif additions.ground and needs_no_part2(additions.ground) and making.chart.permissions.part2_protects:
        ground = GROUNDS[additions.ground]
        text = filled('42 CFR part 2 protects this chart; "{ground}" is no ground for it.', ground=ground)
        yield Missing(Lack.CONSENT, text, later("the privacy officer"), "ground")
    elif additions.ground is Ground.CONSENT and not consent_for(making.chart, additions.consent, additions.recipient):
        text = filled("No consent in force allows it to go to {whom}.", whom=additions.recipient)
        yield Missing(Lack.CONSENT, text, later("the patient, through the care coordinator"), "consent")


def _wordings(making: Making) -> Iterator[Missing]:
    for text, why in making.waiting.items():
        sentence = filled('The text "{text}" cannot stand on the patient\'s copy: {why}.', text=text, why=why)
        yield Missing(Lack.WORDING, sentence, later("whoever signs"), text)


def _signature(signer: Author | None) -> Iterator[Missing]:
    who = later("a prescriber or a supervisor")
    if signer is None:
        yield Missing(Lack.SIGNATURE, filled("It is not signed."), who, "signature")
    elif not set(signer.roles) & set(SIGNERS):
        yield Missing(Lack.SIGNATURE, filled("{who} may not sign a summary.", who=signer.name), who, "signature")


def gaps(making: Making, held: Iterable[Topic]) -> tuple[Gap, ...]:
    """What whoever signs is to know of the consent, and what is not recorded and should be."""
    return (*unnamed(making, held), *_gaps(making))


def _gaps(making: Making) -> Iterator[Gap]:
    chart = making.chart
    if chart.stay.safety_plan is None:
        yield Gap(filled("There is no safety plan."), later("the counselor"), "safety-plan")
    if chart.risk.suicide is None:
        yield Gap(filled("No clinician has judged the risk of suicide."), _RISK, "risk")
    for due in chart.risk.due:
        yield Gap(due.text, _RISK, "risk")
    made = [one.content for one in chart.stay.appointments if one.content.status is AppointmentStatus.MADE]
    if not any(appointment.follow_up for appointment in made):
        yield Gap(filled("No follow-up within 7 days is arranged."), _COORDINATOR, "follow-up")
    if not chart.person.allergies.recorded:
        yield Gap(filled("Allergies are not recorded."), _NURSE, "allergies")
    for course in chart.regimen.current:
        if not course.dose_confirmed:
            yield Gap(filled("The dose of {name} is not confirmed.", name=course.name), _PRESCRIBER, course.id)
        if course.last_taken is None:
            yield Gap(filled("The last dose of {name} is not recorded.", name=course.name), _NURSE, course.id)
