"""Who the patient is, in words: registration, contacts, allergies, diagnoses, flags.

What nobody stated is said to be not recorded, never left to be guessed.
"""

from collections.abc import Iterable

from careboard.clinical.condition import Allergy, AllergyType, ClinicalStatus, Diagnosis, Reaction, VerificationStatus
from careboard.clinical.entry import PersonContent
from careboard.clinical.person import (
    Address,
    Contact,
    ContactPoint,
    ContactType,
    DetailsChange,
    Flag,
    FlagType,
    HumanName,
    Registration,
)
from careboard.clinical.values import Identifier, Informant
from careboard.projections.wording.terms import named, short, shorts, spaced, whole, wholes, yes_no
from careboard.projections.wording.times import INFORMANT, period, when, when_told
from careboard.projections.wording.voice import (
    Line,
    Telling,
    Voice,
    bracketed,
    capital,
    ended,
    in_one_line,
    joined,
    led,
    told,
)


def tell(content: PersonContent, voice: Voice) -> Telling:
    """A content about the person in words."""
    match content:
        case Registration():
            return _registration(content, voice)
        case DetailsChange():
            return _details_change(content, voice)
        case Contact():
            return _contact(content, voice)
        case Allergy():
            return _allergy(content, voice)
        case Diagnosis():
            return _diagnosis(content, voice)
        case Flag():
            return _flag(content, voice)


def full_name(name: HumanName) -> str:
    """FAMILY, Given; the name as written where its parts are not known."""
    parts = joined([name.family.upper(), " ".join(name.given)])
    return in_one_line(parts or name.text)


def name_in_order(name: HumanName) -> str:
    """The name as the person says it: Maya Rivera."""
    return in_one_line(joined([*name.given, name.family], " ") or name.text)


def _whole_name(name: HumanName) -> str:
    written = "" if name.text in (full_name(name), "") else name.text
    use = "" if name.use in ("official", "usual") else name.use
    return joined([full_name(name), name.prefix, name.suffix, written, use])


def _registration(person: Registration, voice: Voice) -> Telling:
    who = _who(person, voice)
    return told(voice("Registered: {who}", who=who), who, _person_lines(person, voice))


def _who(person: Registration, voice: Voice) -> str:
    born = (
        voice("born {day}", day=when(person.birth_date, voice))
        if person.birth_date
        else voice("birth date not recorded")
    )
    return joined([full_name(person.name), born, spaced(person.sex, voice)])


def _person_lines(person: Registration, voice: Voice) -> Iterable[Line]:
    yield Line(voice("Name"), _whole_name(person.name))
    yield Line(voice("Other names"), joined(map(_whole_name, person.other_names), "; "))
    yield Line(voice("Preferred name"), person.preferred_name)
    yield Line(voice("Pronouns"), person.pronouns)
    yield Line(voice("Born"), when_told(person.birth_date, voice))
    yield Line(voice("Sex"), spaced(person.sex, voice))
    yield Line(voice("Sex at birth"), spaced(person.birth_sex, voice))
    yield Line(voice("Gender identity"), person.gender_identity)
    yield Line(voice("Identifiers"), joined((_identifier(one) for one in person.identifiers), "; "))
    yield Line(voice("Reached at"), joined((contact_point(one) for one in person.telecom), "; "))
    yield Line(voice("Address"), joined(map(address, person.addresses), "; "))
    yield Line(voice("Languages"), wholes(person.languages))
    yield Line(voice("Interpreter needed"), yes_no(voice, value=person.interpreter_needed))
    yield Line(voice("Marital status"), whole(person.marital_status))
    yield Line(voice("Deceased"), _deceased(person, voice))


def _deceased(person: Registration, voice: Voice) -> str:
    return joined([yes_no(voice, value=person.deceased), when_told(person.deceased_at, voice)])


def _identifier(one: Identifier) -> str:
    return joined([whole(one.type), one.value], " ") + bracketed("" if one.type else one.system)


def contact_point(point: ContactPoint) -> str:
    """A number or address, and what kind it is where it is no telephone."""
    kind = "" if point.system.value in ("phone", "email") else point.system.value
    return joined([point.value + bracketed(joined([kind, point.use]))])


def address(place: Address) -> str:
    """An address on one line."""
    parts = joined([*place.lines, place.city, joined([place.state, place.postal_code], " "), place.country])
    return joined([parts, place.text if place.text != parts else ""]) + bracketed(place.use)


def _details_change(change: DetailsChange, voice: Voice) -> Telling:
    said = voice("Details changed: {reason} Now: {who}", reason=_stop(change.reason), who=_who(change.now, voice))
    return told(
        said,
        voice("Details changed: {reason}", reason=change.reason),
        Line(voice("Reason"), change.reason),
        _person_lines(change.now, voice),
    )


def _stop(text: str) -> str:
    return text if ended(text.rstrip()) else f"{text}."


def _contact(contact: Contact, voice: Voice) -> Telling:
    who = contact.name + bracketed(joined([short(contact.relationship), *_contact_roles(contact, voice)]))
    told_what = (
        voice("may be told: {what}", what=contact.may_be_told) if contact.may_be_told else voice("may be told nothing")
    )
    lead = "Contact: {who}" if contact.active else "No longer a contact: {who}"
    said = joined([voice(lead, who=who), *(point.value for point in contact.telecom), told_what])
    return told(
        said,
        voice(lead, who=who),
        Line(voice("Name"), contact.name),
        Line(voice("Relation"), joined([whole(contact.relationship), *_contact_roles(contact, voice)])),
        Line(voice("Reached at"), joined(map(contact_point, contact.telecom), "; ")),
        Line(voice("Address"), joined(map(address, contact.addresses), "; ")),
        Line(voice("May be told"), contact.may_be_told or voice("nothing")),
        Line(voice("Active"), voice("yes") if contact.active else voice("no"), aside=contact.active),
        Line(voice("Period"), period(contact.period, voice)),
        Line(voice("Remark"), contact.note),
    )


def _contact_roles(contact: Contact, voice: Voice) -> list[str]:
    roles = [
        *([spaced(contact.type, voice)] if contact.type is not ContactType.PERSONAL else []),
        *([voice("emergency contact")] if contact.emergency else []),
        *([voice("guardian")] if contact.guardian else []),
    ]
    return [role for role in roles if role.casefold() not in short(contact.relationship).casefold()]


def _allergy(allergy: Allergy, voice: Voice) -> Telling:
    lead = allergy_words(allergy, voice)
    doubts = joined([spaced(allergy.verification_status, voice), spaced(allergy.clinical_status, voice)])
    return told(
        joined([lead + bracketed(doubts), voice(INFORMANT[allergy.told_by])]),
        led(_unusual(allergy.verification_status, allergy.clinical_status, voice), lead),
        Line(voice("Substance"), whole(allergy.substance)),
        Line("", voice("None is known.") if allergy.none_known else "", aside=True),
        (Line(voice("Reaction"), _reaction_whole(reaction, voice)) for reaction in allergy.reactions),
        Line(voice("Reaction"), "" if allergy.reactions or allergy.none_known else voice("reaction not recorded")),
        Line(voice("Type"), joined([spaced(allergy.type, voice), *(spaced(one, voice) for one in allergy.categories)])),
        Line(voice("Danger at the next exposure"), spaced(allergy.criticality, voice)),
        Line(voice("Status"), doubts, aside=allergy.clinical_status is ClinicalStatus.ACTIVE),
        Line(voice("Onset"), joined([when_told(allergy.onset, voice), allergy.onset_text])),
        Line(voice("Last occurrence"), when_told(allergy.last_occurrence, voice)),
        Line(voice("Who says so"), voice(INFORMANT[allergy.told_by]), aside=allergy.told_by is Informant.IMPORTED),
        Line(voice("Remark"), allergy.note),
    )


def _unusual(verification: VerificationStatus | None, clinical: ClinicalStatus | None, voice: Voice) -> str:
    """What a headline says first: that it is refuted, not confirmed, or over; nothing of what simply is so."""
    doubted = verification not in (None, VerificationStatus.CONFIRMED)
    status = (
        spaced(verification, voice) if doubted else "" if clinical is ClinicalStatus.ACTIVE else spaced(clinical, voice)
    )
    return f"{status[:1].upper()}{status[1:]}: " if status else ""


def allergy_words(allergy: Allergy, voice: Voice) -> str:
    """The substance with its reaction, or that none is known."""
    if allergy.none_known:
        return voice(short(allergy.substance))
    kind = "Intolerance to {what}" if allergy.type is AllergyType.INTOLERANCE else "Allergy to {what}"
    reactions = joined((_reaction(one, voice) for one in allergy.reactions), "; ")
    return f"{voice(kind, what=short(allergy.substance))}: {reactions or voice('reaction not recorded')}"


def _reaction(reaction: Reaction, voice: Voice) -> str:
    return joined([shorts(reaction.manifestations) or reaction.description, spaced(reaction.severity, voice)])


def _reaction_whole(reaction: Reaction, voice: Voice) -> str:
    return joined(
        [
            wholes(reaction.manifestations),
            spaced(reaction.severity, voice),
            when_told(reaction.onset, voice),
            reaction.description,
            led(voice("to") + " ", whole(reaction.substance)),
            whole(reaction.exposure_route),
        ]
    )


def _diagnosis(diagnosis: Diagnosis, voice: Voice) -> Telling:
    lead = "Principal diagnosis: {what}" if diagnosis.principal else "Diagnosis: {what}"
    what = diagnosis_words(diagnosis)
    status = joined([spaced(diagnosis.clinical_status, voice), spaced(diagnosis.verification_status, voice)])
    onset = joined([when_told(diagnosis.onset, voice), diagnosis.onset_text])
    said = joined([voice(lead, what=what), status, _since(diagnosis, voice)])
    return told(
        said,
        led(_unusual(diagnosis.verification_status, diagnosis.clinical_status, voice), voice(lead, what=what)),
        Line(voice("Principal diagnosis") if diagnosis.principal else voice("Diagnosis"), whole(diagnosis.code)),
        Line(voice("Status"), status, aside=diagnosis.clinical_status is ClinicalStatus.ACTIVE),
        Line(voice("Onset"), onset),
        Line(voice("Ended"), joined([when_told(diagnosis.abatement, voice), diagnosis.abatement_text])),
        Line(voice("Severity"), whole(diagnosis.severity)),
        Line(voice("Category"), wholes(diagnosis.categories)),
        Line(voice("Body site"), wholes(diagnosis.body_sites)),
        Line(voice("Remark"), diagnosis.note),
    )


def _since(diagnosis: Diagnosis, voice: Voice) -> str:
    if diagnosis.onset is not None and diagnosis.onset.iso:
        return voice("since {day}", day=when_told(diagnosis.onset, voice))
    return voice("onset {words}", words=diagnosis.onset_text) if diagnosis.onset_text else ""


def diagnosis_words(diagnosis: Diagnosis) -> str:
    """The words of a diagnosis with its codes."""
    return joined([named(diagnosis.code), short(diagnosis.severity)])


def _flag(flag: Flag, voice: Voice) -> Telling:
    kind, active = spaced(flag.type, voice), flag.status.value == "active"
    status = "" if active else spaced(flag.status, voice)
    named = flag.type is FlagType.OTHER or kind.casefold() in flag.code.text.casefold()
    what = capital(flag.code.text if named else f"{kind}: {flag.code.text}")
    return told(
        joined([f"{voice('Flag')}: {what}", status]),
        what + bracketed(status),
        Line(joined([voice("Flag"), "" if flag.type is FlagType.OTHER else kind]), whole(flag.code)),
        Line(voice("Status"), spaced(flag.status, voice), aside=active),
        Line(voice("Period"), period(flag.period, voice)),
        Line(voice("Category"), wholes(flag.categories)),
        Line(voice("Remark"), flag.note),
    )
