"""Does the consent cover what the copy holds? What it leaves out blocks; what it does not name is told before signing.

A disclosure by consent is limited to what the consent describes (42 CFR 2.31, 2.33; decision 0016).
"""

from collections.abc import Iterable, Iterator

from careboard.clinical.measured import DrugScreen
from careboard.clinical.paper import Ground
from careboard.clinical.permission import Consent
from careboard.clinical.values import NOT_RECORDED
from careboard.i18n import filled, later
from careboard.projections.patient.permissions import ConsentState
from careboard.projections.summary.additions import Section
from careboard.projections.summary.making import Making
from careboard.projections.summary.parts import Block, Gap, Lack, Missing
from careboard.projections.summary.release import consent_for, same_words
from careboard.projections.summary.topics import Topic, topics_of
from careboard.projections.wording.voice import shortened

_TOLD_IN = {
    "diagnoses": Topic.DIAGNOSES,
    "allergies": Topic.ALLERGIES,
    "medicine-changes": Topic.MEDICINES,
    "last-doses": Topic.MEDICINES,
    "risk": Topic.RISK,
    "safety-plan": Topic.RISK,
    "scores": Topic.SCORES,
    "results": Topic.RESULTS,
    "pending": Topic.RESULTS,
    "monitoring": Topic.RESULTS,
    "orders": Topic.RESULTS,
    "nutrition": Topic.NUTRITION,
    "plan": Topic.PLAN,
    "home-practice": Topic.PLAN,
    "appointments": Topic.APPOINTMENTS,
    "contacts": Topic.PEOPLE,
    "symptoms": Topic.CARE,
    "level-of-care": Topic.CARE,
    Section.REASON: Topic.CARE,
    Section.PROCEDURES: Topic.CARE,
    Section.CONDITION: Topic.CARE,
    Section.INFORMATION: Topic.CARE,
    Section.FOLLOW_UP: Topic.APPOINTMENTS,
}
_PATIENT = later("the patient, through the care coordinator")
_LONGEST = 200  # characters of a consent's words within a sentence


def held_by(making: Making, blocks: Iterable[Block], *, medicines: bool) -> tuple[Topic, ...]:
    """What this copy tells about, in the order of a sentence."""
    recorded = {block.key for block in blocks if block.recorded}
    found = {topic for key, topic in _TOLD_IN.items() if key in recorded}
    if Section.CARE in recorded:
        found |= {Topic.CARE, Topic.ATTENDANCE}
    if medicines:
        found.add(Topic.MEDICINES)
    if making.chart.permissions.part2_protects or making.record.of(DrugScreen):
        found.add(Topic.SUBSTANCE_USE)
    return tuple(topic for topic in Topic if topic in found)


def left_out(making: Making, held: Iterable[Topic]) -> Iterator[Missing]:
    """What the consent, or a refusal in force for the same recipient, forbids and the copy holds: it blocks."""
    consent = _consent(making)
    if consent is None:
        return
    covered = topics_of(consent.what)
    if beyond := [topic for topic in held if covered.leaves_out(topic)]:
        text = filled(
            "The consent leaves out what the copy holds: {held}. It says: {words}.",
            held=_list(beyond),
            words=_words(consent),
        )
        yield Missing(Lack.CONSENT, text, _PATIENT, "consent")
    for refusal in _refusals(making):
        refused = topics_of(refusal.what)
        if beyond := [topic for topic in held if refused.names(topic)]:
            text = filled(
                "The patient refused that {whom} is told of {held}: {words}.",
                whom=making.additions.recipient,
                held=_list(beyond),
                words=_words(refusal),
            )
            yield Missing(Lack.CONSENT, text, _PATIENT, "consent")


def unnamed(making: Making, held: Iterable[Topic]) -> Iterator[Gap]:
    """What whoever signs is to read before the copy leaves: what the words do not name, or do not plainly say."""
    consent = _consent(making)
    if consent is None:
        return
    covered = topics_of(consent.what)
    beyond = [topic for topic in held if not (covered.names(topic) or covered.leaves_out(topic))]
    if consent.part2:
        beyond = [topic for topic in beyond if topic is not Topic.SUBSTANCE_USE]
    if not covered.plain:
        yield Gap(
            filled("What the consent covers is to be read in its own words: {words}.", words=_words(consent)),
            _PATIENT,
            "consent",
        )
    elif beyond:
        text = filled(
            "The consent does not name what the copy holds: {held}. It says: {words}.",
            held=_list(beyond),
            words=_words(consent),
        )
        yield Gap(text, _PATIENT, "consent")
    if consent.provisions:
        rules = shortened("; ".join(consent.provisions), _LONGEST)
        yield Gap(filled("The consent has rules of its source: \u201c{rules}\u201d.", rules=rules), _PATIENT, "consent")
    for refusal in _refusals(making):
        if not topics_of(refusal.what).plain:
            yield Gap(
                filled("A refusal is in force, to be read in its own words: {words}.", words=_words(refusal)),
                _PATIENT,
                "consent",
            )


def _consent(making: Making) -> Consent | None:
    """The consent on which this copy would leave."""
    additions = making.additions
    if making.for_patient or additions.ground is not Ground.CONSENT:
        return None
    stated = consent_for(making.chart, additions.consent, additions.recipient)
    return stated.content if stated else None


def _refusals(making: Making) -> Iterator[Consent]:
    """The refusals in force for this recipient, or for nobody in particular."""
    for one in making.chart.permissions.consents:
        refusal = one.consent.content
        if one.state is ConsentState.REFUSAL and (
            refusal.recipient == NOT_RECORDED or same_words(refusal.recipient, making.additions.recipient)
        ):
            yield refusal


def _list(topics: Iterable[Topic]) -> str:
    return ", ".join(topics)


def _words(consent: Consent) -> str:
    return f"\u201c{shortened(consent.what, _LONGEST).removesuffix('.')}\u201d"
