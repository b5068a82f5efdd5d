"""A chart and a caseload as `--json` prints them: fields may be added, those that are there stay.

Amounts are strings with their digits as recorded, times ISO 8601 with Z, or partial dates; what was recorded in the
wrong chart is in no output, not even its author's.
"""

from typing import Any

from careboard.clinical.condition import Allergy, Diagnosis
from careboard.clinical.person import Registration
from careboard.clinical.values import Coded, When
from careboard.projections.caseload import CaseloadRow, names_of
from careboard.projections.chart import Chart
from careboard.projections.course import Course, Step
from careboard.projections.response.series import Point, Series
from careboard.projections.standing import Stated
from careboard.projections.timeline import WITHHELD, TimelineRow
from careboard.projections.wording import schema_name
from careboard.projections.wording.dosage import NOT_CONFIRMED
from careboard.projections.wording.numbers import plain
from careboard.projections.wording.person import allergy_words, contact_point, diagnosis_words

Json = dict[str, Any]


def chart_json(chart: Chart) -> Json:
    """The chart as `careboard chart --json` prints it."""
    return {
        "patient": _patient(chart),
        "allergies": [_allergy(one, chart) for one in chart.person.allergies.active],
        "allergies_label": chart.person.allergies.label,
        "diagnoses": [_diagnosis(one) for one in (*chart.person.diagnoses.active, *chart.person.diagnoses.past)],
        "timeline": [_row(row) for row in chart.timeline],
        "regimen": [_course(course) for course in chart.regimen.courses],
        "series": [_series(one) for one in chart.series],
        "findings": [{"entry": finding.entry, "text": finding.text} for finding in chart.findings],
        "complete": chart.complete,
    }


def patients_json(rows: list[CaseloadRow]) -> list[Json]:
    """The caseload as `careboard patients --json` prints it."""
    return [
        {
            "id": row.id,
            "family": row.family,
            "given": row.given,
            "birth_date": row.birth_date or None,
            "mrn": row.mrn or None,
            "level_of_care": row.level_of_care or None,
            "entries": row.entries,
            "unread": row.unread,
            "to_acknowledge": row.to_acknowledge,
            "risk": row.risk_told or None,
            "next_due": row.next_due.text if row.next_due else None,
        }
        for row in rows
    ]


def _time(at: When | None) -> str | None:
    return at.iso or None if at is not None else None


def _patient(chart: Chart) -> Json:
    registered = chart.person.registration
    family, given = names_of(registered.name) if registered else ("", "")
    level = chart.stay.level_of_care
    return {
        "id": chart.patient,
        "family": family,
        "given": given,
        "birth_date": _time(registered.birth_date) if registered else None,
        "mrn": chart.person.mrn or None,
        "level_of_care": level.change.content.given.setting.value if level else None,
        "blind_weight": chart.person.blind_weight,
        "part2": chart.permissions.part2.value,
        **(_registered(registered) if registered else {}),
    }


def _registered(registered: Registration) -> Json:
    return {
        "preferred_name": registered.preferred_name,
        "pronouns": registered.pronouns,
        "sex": registered.sex.value if registered.sex else None,
        "identifiers": [{"system": one.system, "value": one.value} for one in registered.identifiers],
        "telecom": [contact_point(point) for point in registered.telecom],
        "deceased": registered.deceased,
    }


def _codes(thing: Coded) -> list[Json]:
    return [{"system": one.system, "code": one.code, "display": one.display} for one in thing.codings]


def _allergy(stated: Stated[Allergy], chart: Chart) -> Json:
    allergy = stated.content
    return {
        "entry": stated.entry.id,
        "substance": allergy.substance.text,
        "codes": _codes(allergy.substance),
        "text": allergy_words(allergy, chart.voice),
        "criticality": allergy.criticality.value if allergy.criticality else None,
        "verification_status": allergy.verification_status.value if allergy.verification_status else None,
        "onset": _time(allergy.onset),
    }


def _diagnosis(stated: Stated[Diagnosis]) -> Json:
    diagnosis = stated.content
    return {
        "entry": stated.entry.id,
        "text": diagnosis.code.text,
        "codes": _codes(diagnosis.code),
        "words": diagnosis_words(diagnosis),
        "principal": diagnosis.principal,
        "clinical_status": diagnosis.clinical_status.value if diagnosis.clinical_status else None,
        "verification_status": diagnosis.verification_status.value if diagnosis.verification_status else None,
        "onset": _time(diagnosis.onset) or diagnosis.onset_text or None,
    }


def _row(row: TimelineRow) -> Json:
    told = (WITHHELD, WITHHELD) if row.wrong_patient else (row.headline, row.text)
    return {
        "id": row.id,
        "at": _time(row.at),
        "recorded_at": row.recorded_at.isoformat().replace("+00:00", "Z"),
        "discipline": row.discipline.value,
        "kind": schema_name(row.entry.content),
        "author": row.author,
        "headline": told[0],
        "text": told[1],
        "status": row.status.value,
        "unread": row.unread,
        "needs_acknowledgement": row.needs_my_acknowledgement,
    }


def _course(course: Course) -> Json:
    return {
        "course": course.id,
        "medicine": course.medicine.text,
        "dosage": _dosage(course),
        "since": _time(course.since),
        "status": course.status.value,
        "confirmed": course.confirmed,
        "dose_confirmed": course.dose_confirmed,
        "purpose": course.purpose,
        "steps": [_step(step) for step in course.steps],
    }


def _dosage(course: Course) -> str:
    """The words of the present dose; where two changes overlap, that it is not confirmed, and both."""
    if course.overlaps:
        return f"{NOT_CONFIRMED}: {' or '.join(dosage.text for dosage in course.overlapping)}"
    return course.dosage.text if course.dosage else NOT_CONFIRMED


def _step(step: Step) -> Json:
    return {
        "at": _time(step.at),
        "kind": step.kind.value,
        "dosage": step.dosage.text if step.dosage else None,
        "reason": step.reason,
    }


def _series(one: Series) -> Json:
    return {
        "name": one.name,
        "code": one.code,
        "unit": one.unit,
        "points": [_point(point) for point in one.points],
    }


def _point(point: Point) -> Json:
    return {"at": _time(point.at), "value": plain(point.value), "comparator": point.comparator.value}
