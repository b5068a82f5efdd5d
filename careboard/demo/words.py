"""Short ways to say what every story says again and again: days, people, notes, codes.

They build contents and add nothing to them. ICD-10-CM codes are unverified: no code list ships with this program.
"""

from datetime import date
from decimal import Decimal

from careboard.clinical.condition import (
    Allergy,
    AllergyCategory,
    AllergyType,
    ClinicalStatus,
    Diagnosis,
    Reaction,
    Severity,
    VerificationStatus,
)
from careboard.clinical.episode import GoalRef
from careboard.clinical.note import Modality, Note, NoteType, Section
from careboard.clinical.people import Discipline
from careboard.clinical.person import (
    Address,
    Contact,
    ContactPoint,
    ContactSystem,
    ContactType,
    HumanName,
    Registration,
    Sex,
)
from careboard.clinical.values import ICD_10_CM, Coded, Identifier, Informant, When
from careboard.demo.staff import Staff
from careboard.demo.telling import YEAR, Book, Making, moment

MRN = "urn:example:cedar:mrn"


def on(day: str) -> When:
    """A day of the story's year, told as "09-15"; or a whole date, a month or a year of another."""
    return When(day) if len(day) != 5 else When.on(date.fromisoformat(f"{YEAR}-{day}"))


def at(told: str) -> When:
    """An instant, told as "09-15 16:30"."""
    return When.at(moment(told))


def patient(
    family: str,
    given: str,
    born: str,
    sex: Sex,
    mrn: str,
    phone: str,
    *,
    goes_by: str = "",
    pronouns: str = "",
    street: str = "",
    town: str = "",
    languages: tuple[str, ...] = ("English",),
    interpreter: bool = False,
) -> Registration:
    """A registration."""
    return Registration(
        HumanName(family, (given,), use="official"),
        When(born, Informant.PATIENT),
        sex,
        (Identifier(mrn, MRN, Coded("Medical record number"), "usual"),),
        preferred_name=goes_by,
        pronouns=pronouns,
        telecom=(ContactPoint(ContactSystem.PHONE, phone, "mobile"),),
        addresses=(Address((street,), town, "MA", country="US"),) if street else (),
        languages=tuple(Coded(language) for language in languages),
        interpreter_needed=interpreter,
    )


def contact(
    name: str,
    relation: str,
    phone: str,
    *,
    told: str = "",
    emergency: bool = False,
    type_: ContactType = ContactType.PERSONAL,
) -> Contact:
    """Somebody of the patient's own, or who treats the patient elsewhere; without `told` nothing may be told."""
    point = ContactPoint(ContactSystem.PHONE, phone)
    return Contact(name, Coded(relation), (point,), may_be_told=told, emergency=emergency, type=type_)


def allergy(
    substance: str,
    reaction: str = "",
    severity: Severity = Severity.MODERATE,
    *,
    category: AllergyCategory | None = AllergyCategory.MEDICATION,
    intolerance: bool = False,
) -> Allergy:
    """Something that the patient reacts to; without a reaction it is not recorded."""
    reactions = (Reaction((Coded(reaction),), severity),) if reaction else ()
    return Allergy(
        Coded(substance),
        Informant.PATIENT,
        reactions,
        type=AllergyType.INTOLERANCE if intolerance else None,
        categories=(category,) if category else (),
        clinical_status=ClinicalStatus.ACTIVE,
    )


def no_known_allergies() -> Allergy:
    """The patient was asked, and knows of none."""
    return Allergy(Coded("No known drug allergies"), Informant.PATIENT, none_known=True)


def diagnosis(code: str, words: str, *, principal: bool = False, onset: str = "", note: str = "") -> Diagnosis:
    """A confirmed diagnosis, coded in ICD-10-CM."""
    return Diagnosis(
        Coded.of(ICD_10_CM, code, words),
        ClinicalStatus.ACTIVE,
        VerificationStatus.CONFIRMED,
        principal=principal,
        onset=When(onset, Informant.PATIENT) if onset else None,
        note=note,
    )


_HEADINGS = {
    "apso": ("Assessment", "Plan", "Subjective", "Objective"),
    "soap": ("Subjective", "Objective", "Assessment", "Plan"),
    "dap": ("Data", "Assessment", "Plan"),
    "birp": ("Behavior", "Intervention", "Response", "Plan"),
    "adime": ("Assessment", "Nutrition diagnosis", "Intervention", "Monitoring", "Evaluation"),
    "med-check": ("Response", "Side effects", "Taking it", "Mental status", "Assessment", "Plan"),
    "meal-plan": ("How the plan went", "What got in the way", "Change to the plan", "Support"),
    "family": ("Who was there", "What was worked on", "How it went", "Agreed"),
    "collateral": ("Spoke with", "Why", "What was said", "Next step"),
    "team-review": ("Since the last review", "Views", "Decided", "To do"),
    "crisis-contact": ("What happened", "Risk now", "What was done", "Who was told", "Until the next contact"),
    "no-show": ("Missed", "Tried", "Known risk", "Next step"),
    "": ("",),
}
_P, _M = Discipline.PSYCHIATRY, Discipline.MEDICAL
_C, _N, _O = Discipline.COUNSELING, Discipline.NUTRITION, Discipline.COORDINATION
_DISCIPLINES = {
    Staff.CHEN: _P,
    Staff.MARSH: _M,
    Staff.REED: _M,
    Staff.PATEL: _M,
    Staff.MORENO: _C,
    Staff.BRANDT: _C,
    Staff.ADEYEMI: _C,
    Staff.OSEI: _N,
    Staff.NGUYEN: _O,
}


def note(
    by: Staff,
    type_: NoteType,
    template: str,
    headline: str,
    *texts: str,
    session: tuple[str, str] | None = None,
    modality: Modality | None = Modality.IN_PERSON,
    present: tuple[str, ...] = (),
    goals: tuple[int, ...] = (),
    plan: str = "plan",
    mood: int | None = None,
    risk_changed: bool | None = None,
    asked: tuple[Staff, ...] = (),
    interpreter: str = "",
    place: str = "",
) -> Making:
    """A note in the sections of a template; an empty text leaves its section out.

    `session` is when it began and ended, `goals` are numbers in the plan of care that is called `plan`, `asked` are
    those who are to acknowledge it.
    """
    parts = zip(_HEADINGS[template], texts, strict=True)
    sections = tuple(Section(heading, text) for heading, text in parts if text)

    def made(book: Book) -> Note:
        return Note(
            _DISCIPLINES[by],
            type_,
            headline,
            sections,
            template=template,
            session_start=at(session[0]) if session else None,
            session_stop=at(session[1]) if session else None,
            modality=modality,
            present=present,
            goals=tuple(GoalRef(book[plan], number) for number in goals),
            mood=mood,
            risk_changed=risk_changed,
            asked_to_acknowledge=tuple(book.member(who) for who in asked),
            interpreter=interpreter,
            place=place,
        )

    return made


def dec(number: str) -> Decimal:
    """A number as written."""
    return Decimal(number)
