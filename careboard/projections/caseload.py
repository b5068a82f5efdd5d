"""One row of the caseload for each patient: who, where in care, what is unread, risk, scores, and what is due next.

A row is made from a chart, so it never says anything that the chart does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from careboard.clinical.entry import Entry
from careboard.clinical.measured import Vitals
from careboard.clinical.note import Acknowledgement, Modality, Note, NoteType, Seen
from careboard.clinical.nutrition import Weight
from careboard.clinical.people import Discipline
from careboard.clinical.person import HumanName
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import PatientId, When
from careboard.projections.chart import Chart
from careboard.projections.due import DueItem, all_due, overdue
from careboard.projections.moments import first_day, today
from careboard.projections.needs_review import needs_review
from careboard.projections.response.risk import age
from careboard.projections.response.scores import PHQ_9, Scale
from careboard.projections.stages import Stage, next_level, stage_of
from careboard.projections.standing import author_words
from careboard.projections.wording import discipline_of
from careboard.projections.wording.person import full_name
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import capital

_RECEIPTS = (Acknowledgement, Seen)
_WITHOUT_PATIENT = (NoteType.TEAM_REVIEW, NoteType.COLLATERAL, NoteType.OUTREACH)


@dataclass(frozen=True, slots=True)
class LatestScore:
    """The last total of a scale, and how much it changed since the one before."""

    total: Decimal
    at: When
    change: Decimal | None
    responded: bool
    totals: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One patient. Words are empty where nothing is recorded; `level_of_care` is in words, with its day beside it.

    `named` is the name as screens show it, `age` in whole years. `entries` counts the whole record; `owner` is the
    author of the plan of care in force. `reviews` says why somebody should look; `mine`: the reader wrote the plan in
    force, or signed something in this stay. `changing` is the level that is given next, with its day.
    """

    id: PatientId
    named: str
    age: int | None
    family: str
    given: str
    preferred_name: str
    birth_date: str
    mrn: str
    level_of_care: str
    level_day: int | None
    planned_days: int | None
    entries: int
    unread: int
    unread_by_discipline: Mapping[Discipline, int]
    to_acknowledge: int
    risk: RiskLevel | None
    risk_told: str
    risk_worsening: bool
    last_seen: Mapping[Discipline, When]
    phq9: LatestScore | None
    next_due: DueItem | None
    overdue: bool
    owner: str
    discharged: bool
    stage: Stage = Stage.OTHER
    changing: str = ""
    reviews: tuple[str, ...] = ()
    mine: bool = False

    @property
    def initials(self) -> str:
        """What stands for the name where others look on."""
        return initials(self.named)


def initials(named: str) -> str:
    """The first letter of each name, given names first: "M. R." for "RIVERA, Maya"."""
    family, _comma, given = named.partition(",")
    letters = [word[:1].upper() for word in (*given.split(), *family.split()) if word[:1].isalnum()]
    return " ".join(f"{letter}." for letter in letters)


def caseload_row(chart: Chart, now: datetime) -> CaseloadRow:
    """The row of a chart as it is shown now."""
    registered, stay, suicide = chart.person.registration, chart.stay, chart.risk.suicide
    family, given = names_of(registered.name) if registered else ("", "")
    due = all_due(chart)
    level = stay.level_of_care
    plan = stay.plan_of_care
    return CaseloadRow(
        id=chart.patient,
        named=full_name(registered.name) if registered else "",
        age=_age(registered.birth_date if registered else None, now, chart.zone),
        family=family,
        given=given,
        preferred_name=registered.preferred_name if registered else "",
        birth_date=registered.birth_date.iso if registered and registered.birth_date else "",
        mrn=chart.person.mrn,
        level_of_care=capital(spaced(level.change.content.given.setting, chart.voice)) if level else "",
        level_day=level.day if level else None,
        planned_days=stay.admission.content.planned_days if stay.admission else None,
        entries=len(chart.record.entries),
        unread=len(chart.unread.entries),
        unread_by_discipline=_by_discipline(chart),
        to_acknowledge=len(chart.unread.to_acknowledge),
        risk=suicide.level if suicide else None,
        risk_told=suicide.told(chart.voice) if suicide else "",
        risk_worsening=chart.risk.worsening,
        last_seen=_last_seen(chart),
        phq9=_latest(next((scale for scale in chart.scales if scale.instrument.name == PHQ_9), None)),
        next_due=due[0] if due else None,
        overdue=bool(due) and overdue(due[0], now, chart.zone),
        owner=author_words(plan.entry) if plan else "",
        discharged=stay.discharge is not None,
        stage=stage_of(chart, now),
        changing=_changing(chart, now),
        reviews=needs_review(chart, now),
        mine=_is_mine(chart),
    )


def names_of(name: HumanName) -> tuple[str, str]:
    """Family and given names; a name that is known only as written stands whole as the family name."""
    return (name.family or ("" if name.given else name.text), " ".join(name.given))


def _changing(chart: Chart, now: datetime) -> str:
    change = next_level(chart, now) if chart.stay.discharge is None else None
    if change is None:
        return ""
    words = capital(spaced(change.given.setting, chart.voice))
    return chart.voice("{level} from {day}", level=words, day=when(change.effective_from, chart.voice)[:11])


def _is_mine(chart: Chart) -> bool:
    """Did the reader write the plan in force, or sign something but receipts here since the admission?"""
    plan, admission = chart.stay.plan_of_care, chart.stay.admission
    since = admission.entry.order if admission is not None else None
    signed = (
        entry
        for entry in chart.record.entries
        if entry.author.member == chart.reader and entry.source is None and not isinstance(entry.content, _RECEIPTS)
    )
    wrote = plan is not None and plan.entry.source is None and plan.entry.author.member == chart.reader
    return wrote or any(since is None or entry.order >= since for entry in signed)


def _age(birth_date: When | None, now: datetime, zone: ZoneInfo) -> int | None:
    exact = birth_date is not None and len(birth_date.iso) >= 10
    born = first_day(birth_date, zone) if exact else None
    return age(born, today(now, zone)) if born else None


def _by_discipline(chart: Chart) -> dict[Discipline, int]:
    unread = set(chart.unread.entries)
    found: dict[Discipline, int] = {}
    for row in chart.timeline:
        if row.id in unread:
            found[row.discipline] = found.get(row.discipline, 0) + 1
    return found


def _last_seen(chart: Chart) -> dict[Discipline, When]:
    """The last of what each discipline wrote of a meeting with the patient, or measured on the patient here."""
    met = (entry for entry in chart.record.entries_of(Note, Vitals, Weight) if _was_met(entry))
    return {discipline_of(entry): entry.at for entry in met}


def _was_met(entry: Entry) -> bool:
    match entry.content:
        case Note() as note:
            return note.type not in _WITHOUT_PATIENT and note.modality is not Modality.WITHOUT_PATIENT
        case _:
            return entry.source is None


def _latest(scale: Scale | None) -> LatestScore | None:
    if scale is None or not scale.totals:
        return None
    totals = tuple(score.total for score in scale.totals if score.total is not None)
    return LatestScore(totals[-1], scale.totals[-1].at, scale.change, scale.responded, totals)
