"""A summary as a FHIR document: a Composition that says what the paper says, and the facts that it speaks of.

Only what a copy tells goes with it: a copy for the patient has neither the level of risk nor numbers that the paper has
not. Every resource is named by a section, or by what a section names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from careboard.clinical.entry import Entry
from careboard.clinical.episode import PlanOfCare
from careboard.clinical.measured import LabResult, ProcedureDone
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.paper import Audience
from careboard.clinical.people import Author
from careboard.clinical.response import Assessment, SafetyPlan
from careboard.clinical.values import LOINC, NOT_RECORDED, When
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out.bundle import part, parts_of
from careboard.exchange.fhir_out.context import Context, resource_id
from careboard.exchange.fhir_out.elements import time
from careboard.exchange.fhir_out.left_out import why_left_out
from careboard.exchange.fhir_out.plain import narrative, tidy
from careboard.exchange.fhir_out.told import reference_to
from careboard.projections.chart import Chart
from careboard.projections.standing import Stated
from careboard.projections.steps import StepKind
from careboard.projections.summary import Block, Summary, SummaryMedicine
from careboard.projections.wording.voice import Line, Voice, joined

DOCUMENT = "urn:careboard:document"  # the system of the identifiers of documents
MEDICINES, SAFETY_PLAN, APPOINTMENTS = "medicines", "safety-plan", "appointments"
_CONFIDENTIALITY = "R"  # restricted (HL7 v3 Confidentiality)
# resources/facts/loinc_labs_sections.csv; 59259-2 stands there as unverified.
_TYPES = (("18842-5", "Discharge summary"), ("59259-2", "Psychiatry discharge summary"))
_SECTIONS: Mapping[str, str] = {
    "care-provided": "8648-8",
    "diagnoses": "11450-4",
    "allergies": "48765-2",
    MEDICINES: "10183-2",
    "results": "30954-2",
    "nutrition": "42344-2",
    "plan": "18776-5",
    "information-given": "8653-8",
}


def document_of(summary: Summary, chart: Chart, context: Context, signer: Author | None = None) -> Resource:
    """The document Bundle of one copy. `signer` is whoever signed it; a draft is preliminary."""
    going = {key: _going(entries, context) for key, entries in _facts(summary, chart).items()}
    if signer is not None:
        context = replace(context, members={**context.members, signer.member: signer})
    entries = {entry.id: entry for several in going.values() for entry in several}
    inside = context.only(entries)
    composition = _composition(summary, inside, going, signer)
    parts = parts_of(entries.values(), context, beside=(composition,))
    stamp = When.at(summary.made_at).iso
    return {
        "resourceType": "Bundle",
        "type": "document",
        "identifier": {"system": DOCUMENT, "value": composition["id"]},
        "timestamp": stamp,
        "entry": [part(composition), *parts],
    }


def _composition(
    summary: Summary, context: Context, going: Mapping[str, list[Entry]], signer: Author | None
) -> Resource:
    clinic = {**reference_to("Organization", context.clinic), "display": context.clinic}
    author = reference_to("Practitioner", signer.member) if signer else clinic
    made = time(When.at(summary.made_at))
    signed = signer is not None and not summary.draft
    name = "/".join([context.patient, summary.direction, summary.audience, summary.language, made or ""])
    nothing = Voice(summary.language)(NOT_RECORDED)
    composition: Resource = tidy(
        {
            "resourceType": "Composition",
            "id": resource_id("Composition", name),
            "language": summary.language,
            "text": narrative([summary.title, summary.identity.name, *_handover(summary)]),
            "status": "final" if signed else "preliminary",
            "type": {"coding": [{"system": LOINC, "code": code, "display": display} for code, display in _TYPES]},
            "subject": reference_to("Patient", context.patient),
            "date": made,
            "author": [author],
            "title": summary.title,
            "confidentiality": _CONFIDENTIALITY,
            "attester": [{"mode": "legal", "time": made, "party": author}] if signed else [],
            "custodian": clinic,
            "section": [_section(block, going.get(block.key, []), context, nothing) for block in _blocks(summary)],
        }
    )
    return composition


def _handover(summary: Summary) -> Iterator[str]:
    for block in summary.handover:
        yield f"{block.heading}: {'; '.join(map(str, block.lines)) or Voice(summary.language)(NOT_RECORDED)}"


def _blocks(summary: Summary) -> Iterator[Block]:
    """Everything that the paper has after its first page, part by part."""
    voice = Voice(summary.language)
    yield Block(
        MEDICINES, voice("Medicines"), (*(_medicine(one, voice) for one in summary.medicines), *summary.ended_medicines)
    )
    yield from summary.blocks
    yield summary.safety_plan
    yield summary.appointments
    if summary.release.statement_text:
        statement = Line("", summary.release.statement_text)
        yield Block("disclosure", voice("Disclosure"), (statement, *summary.release.scope))


def _medicine(medicine: SummaryMedicine, voice: Voice) -> Line:
    decided = medicine.decided
    decision = joined([decided.words, decided.reason, decided.by, decided.on]) if decided else voice("not decided")
    taken = [medicine.dose, medicine.route, medicine.frequency, medicine.purpose, medicine.note, medicine.last_dose]
    return Line(medicine.name, joined([*taken, joined([voice("Decision"), decision], ": ")], "; "))


def _section(block: Block, entries: Iterable[Entry], context: Context, nothing: str) -> Resource:
    code = _SECTIONS.get(block.key)
    named = {context.id_of(entry): {"reference": f"urn:uuid:{context.id_of(entry)}"} for entry in entries}
    return {
        "title": block.heading,
        "code": {"coding": [{"system": LOINC, "code": code}]} if code else None,
        "text": narrative([str(line) for line in block.lines] or [nothing]),
        "entry": list(named.values()),
    }


def _going(entries: Iterable[Entry], context: Context) -> list[Entry]:
    """The last version of each fact, as far as it may go out."""
    last: dict[str, Entry] = {}
    for entry in entries:
        version = context.version_of(entry)
        held = last.get(version.of)
        if held is None or context.version_of(held).number < version.number:
            last[version.of] = entry
    return [entry for entry in last.values() if not why_left_out(entry, context)]


def _facts(summary: Summary, chart: Chart) -> dict[str, list[Entry]]:
    """The entries that each section speaks of."""
    stay, record = chart.stay, chart.record
    shared = {
        "diagnoses": [one.entry for one in chart.person.diagnoses.active],
        "allergies": [one.entry for one in (*chart.person.allergies.active, *chart.person.allergies.none_known)],
        MEDICINES: list(_orders(chart)),
        SAFETY_PLAN: _entry(stay.safety_plan),
        APPOINTMENTS: [one.entry for one in stay.appointments],
    }
    if summary.audience is Audience.PATIENT:
        return shared
    judged = [one.now.entry for one in chart.risk.standings]
    rated = [record.by_id[scale.scores[-1].entry] for scale in chart.scales if scale.scores]
    return {
        **shared,
        "procedures": [one.entry for one in record.of(ProcedureDone)],
        "risk": judged,
        "scores": [entry for entry in rated if isinstance(entry.content, Assessment)],
        "results": _latest(record.of(LabResult)),
        "nutrition": _entry(stay.meal_plan),
        "plan": _entry(stay.plan_of_care),
    }


def _orders(chart: Chart) -> Iterator[Entry]:
    for course in chart.regimen.current:
        for step in course.steps:
            if step.kind is not StepKind.CONFIRMED:
                yield chart.record.by_id[step.entry]


def _latest(results: Iterable[Stated[LabResult]]) -> list[Entry]:
    return list({one.content.code.code_in(LOINC) or one.content.code.text: one.entry for one in results}.values())


def _entry(stated: Stated[SafetyPlan] | Stated[MealPlan] | Stated[PlanOfCare] | None) -> list[Entry]:
    return [stated.entry] if stated else []
