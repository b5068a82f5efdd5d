"""What each kind of content is called, and in which discipline's lane an entry stands.

A note names its discipline; an entry of this clinic stands with its author's; an imported fact with what it is about,
because nobody's name is borrowed.
"""

import re
from collections.abc import Mapping

from careboard.clinical.condition import Allergy, Diagnosis
from careboard.clinical.entry import KIND_OF, SCHEMA_OF, Content, Entry, Kind, Newer, Source
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, ProcedureDone, TestOrdered, Vitals
from careboard.clinical.note import Note
from careboard.clinical.people import Discipline
from careboard.clinical.response import SideEffect
from careboard.projections.wording.note import NOTE_TYPES
from careboard.projections.wording.voice import Voice

_NAMES: Mapping[str, str] = {
    "registration": "Registration",
    "details-change": "Change of details",
    "contact": "Contact",
    "allergy": "Allergy",
    "diagnosis": "Diagnosis",
    "flag": "Flag",
    "admission": "Admission",
    "level-of-care-change": "Level of care",
    "plan-of-care": "Plan of care",
    "plan-review": "Review of the plan of care",
    "discharge": "Discharge",
    "note": "Note",
    "addendum": "Addendum",
    "co-signature": "Co-signature",
    "entered-in-error": "Entered in error",
    "acknowledgement": "Acknowledgement",
    "seen": "Seen",
    "psychotherapy-note": "Psychotherapy note",
    "sud-counseling-note": "SUD counseling note",
    "medication-start": "Medicine started",
    "medication-reported": "Medicine reported",
    "dose-change": "Dose change",
    "hold": "Medicine held",
    "resume": "Medicine resumed",
    "stop": "Medicine stopped",
    "complete": "Medicine completed",
    "dose-given": "Dose given",
    "adherence": "Adherence",
    "as-needed-use": "Taken as needed",
    "reconciliation": "Reconciliation",
    "side-effect": "Side effect",
    "assessment": "Assessment",
    "risk-assessment": "Risk assessment",
    "safety-plan": "Safety plan",
    "vitals": "Vital signs",
    "lab-result": "Laboratory result",
    "test-ordered": "Test ordered",
    "ecg": "ECG",
    "drug-screen": "Drug screen",
    "procedure-done": "Procedure",
    "meal-plan": "Meal plan",
    "meal-observation": "Observed meal",
    "weight": "Weight",
    "attendance": "Attendance",
    "appointment": "Appointment",
    "home-practice": "Home practice",
    "home-practice-report": "Home practice report",
    "task": "Task",
    "task-done": "Task closed",
    "handover": "Handover",
    "document": "Document",
    "consent": "Consent",
    "consent-revoked": "Consent revoked",
    "part2-review": "42 CFR part 2 review",
    "disclosure": "Disclosure",
    "discharge-summary-issued": "Summary issued",
    "program": "Program",
    "site-setting": "Setting",
    "template": "Template",
    "member-profile": "Member",
}
_LANE_OF_KIND: Mapping[Kind, Discipline] = {
    Kind.PERSON: Discipline.COORDINATION,
    Kind.EPISODE: Discipline.COORDINATION,
    Kind.NOTE: Discipline.COORDINATION,
    Kind.MEDICATION: Discipline.MEDICAL,
    Kind.RESPONSE: Discipline.COUNSELING,
    Kind.NUTRITION: Discipline.NUTRITION,
    Kind.COORDINATION: Discipline.COORDINATION,
    Kind.PAPER: Discipline.COORDINATION,
    Kind.CLINIC: Discipline.COORDINATION,
    Kind.IMPORTED: Discipline.COORDINATION,
}
_CAREBOARD = "urn:careboard:entry"  # the system of the identifiers of a Careboard's entries
# A text inside the payload has its quotation marks escaped once more, and is not found.
_LANE = re.compile(rf'(?<!\\)\\"lane\\":\\"({"|".join(Discipline)})\\"')
_MEDICAL = (Allergy, Diagnosis, SideEffect, Vitals, LabResult, TestOrdered, Ecg, DrugScreen, ProcedureDone)


def schema_name(content: Content) -> str:
    """The name of a content as scripts know it, such as "dose-change"."""
    schema = content.schema if isinstance(content, Newer) else SCHEMA_OF[type(content)]
    return schema.partition("/")[0]


def kind_of(content: Content) -> Kind | None:
    """The kind that a content belongs to, also when it was imported; None for one of a newer version."""
    return None if isinstance(content, Newer) else KIND_OF[type(content)]


def kind_name(content: Content, language: str = "en") -> str:
    """What a content is called on a screen, such as "Dose change"; a note by its type."""
    voice = Voice(language)
    if isinstance(content, Newer):
        return voice("Made by a newer version of Careboard")
    return voice(NOTE_TYPES[content.type] if isinstance(content, Note) else _NAMES[schema_name(content)])


def name_of_content(named: str) -> str:
    """What a content is called on a screen, by the name of its class; a name of something else stays."""
    return _NAMES.get(_SCHEMAS.get(named, ""), named)


_SCHEMAS = {content.__name__: schema.partition("/")[0] for content, schema in SCHEMA_OF.items()}


def discipline_of(entry: Entry) -> Discipline:
    """The lane of the timeline that an entry stands in."""
    content = entry.content
    if isinstance(content, Note):
        return content.discipline
    if entry.source is None or isinstance(content, Newer):
        return entry.author.discipline
    if (stated := _stated_by_a_careboard(entry.source)) is not None:
        return stated
    return Discipline.MEDICAL if isinstance(content, _MEDICAL) else _LANE_OF_KIND[KIND_OF[type(content)]]


def _stated_by_a_careboard(source: Source) -> Discipline | None:
    """The lane in which an entry stood in the Careboard that it comes from: its payload says so in the kept source."""
    if source.system != _CAREBOARD and source.resource_type != "Patient":
        return None
    found = _LANE.search(source.resource)
    return Discipline(found[1]) if found else None
