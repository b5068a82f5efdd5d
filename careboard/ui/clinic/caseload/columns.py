"""The columns of the caseload, and what each says of a patient in words.

What is painted is said here too, so that a screen reader hears all that the eye sees.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from zoneinfo import ZoneInfo

from careboard.clinical.people import Discipline
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import When
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.caseload import CaseloadRow
from careboard.projections.response.scores import PHQ_9, REMISSION
from careboard.projections.stages import Stage
from careboard.projections.wording.response import RISK_LEVELS
from careboard.projections.wording.times import day, when
from careboard.projections.wording.voice import Voice

NOT_RECORDED = _("Not recorded")
NO_PLAN = _("No plan of care")
DISCIPLINES: Mapping[Discipline, str] = {
    Discipline.PSYCHIATRY: _("Psychiatry"),
    Discipline.COUNSELING: _("Counseling"),
    Discipline.NUTRITION: _("Nutrition"),
    Discipline.MEDICAL: _("Medical"),
    Discipline.COORDINATION: _("Coordination"),
}
BETWEEN = "  \N{MIDDLE DOT}  "  # parts of a small line; the last ones go where there is no room
SERIOUS = (RiskLevel.MODERATE, RiskLevel.HIGH, RiskLevel.IMMINENT)
_RISK_ORDER = (
    RiskLevel.IMMINENT,
    RiskLevel.HIGH,
    RiskLevel.MODERATE,
    RiskLevel.NOT_DETERMINED,
    None,
    RiskLevel.LOW,
)


class Column(Enum):
    """A column: its heading, and its share of the width."""

    PATIENT = (_("Patient"), 21)
    LEVEL = (_("Level of care"), 15)
    RISK = (_("Suicide risk"), 18)
    UNREAD = (_("Unread"), 9)
    SEEN = (_("Last seen"), 17)
    SCORE = (_("PHQ-9"), 13)
    DUE = (_("Next due"), 19)
    OWNER = (_("Plan by"), 12)

    @property
    def heading(self) -> str:
        """What stands above it."""
        return self.value[0]

    @property
    def share(self) -> int:
        """How wide it is beside the others."""
        return self.value[1]


class Order(Enum):
    """How the rows are sorted, in words."""

    NEED = _("Risk, due, unread")
    NAME = _("Name")
    UNREAD = _("Unread")
    DUE = _("Next due")


def order_key(row: CaseloadRow, order: Order) -> tuple[object, ...]:
    """What rows are compared by; the name decides where all else is equal."""
    name = (row.named.casefold(), row.id)
    risk = (not row.risk_worsening, _RISK_ORDER.index(row.risk))
    due = (row.next_due is None, row.next_due.on.isoformat() if row.next_due and row.next_due.on else "")
    match order:
        case Order.NEED:
            return (row.discharged, risk[1], risk[0], not row.overdue, -row.unread, *name)
        case Order.NAME:
            return name
        case Order.UNREAD:
            return (-row.unread, *name)
        case Order.DUE:
            return (*due, *name)


def is_worse(now: CaseloadRow, before: CaseloadRow) -> bool:
    """Is somebody at more risk than before? Then no order that was kept may hide it."""
    ranks = _RISK_ORDER.index(now.risk), _RISK_ORDER.index(before.risk)
    return ranks[0] < ranks[1] or (now.risk_worsening and not before.risk_worsening)


def lines(row: CaseloadRow, column: Column, zone: ZoneInfo, *, hidden: bool = False) -> tuple[str, str]:
    """The strong line and the small one below it; `hidden`: initials instead of names."""
    match column:
        case Column.PATIENT:
            return (row.initials if hidden else row.named), about(row, hidden=hidden)
        case Column.LEVEL:
            return _level(row)
        case Column.RISK:
            return _risk(row)
        case Column.UNREAD:
            return str(row.unread or ""), _("to acknowledge: {n}").format(n=row.to_acknowledge) * bool(row.unread)
        case Column.SEEN:
            return "; ".join(f"{DISCIPLINES[one]} {on}" for one, on in last_seen(row, zone)) or NOT_RECORDED, ""
        case Column.SCORE:
            return _score(row)
        case Column.DUE:
            return _due(row, zone)
        case Column.OWNER:
            return row.owner or NO_PLAN, ""


def said(row: CaseloadRow, column: Column, zone: ZoneInfo, *, hidden: bool = False) -> str:
    """What a screen reader says of a cell; why somebody should look is said with the patient."""
    if column is Column.UNREAD:
        counts = [f"{DISCIPLINES[one]} {n}" for one, n in row.unread_by_discipline.items()]
        return ", ".join(counts) or _("Nothing unread")
    strong, small = lines(row, column, zone, hidden=hidden)
    reviews = row.reviews if column is Column.PATIENT else ()
    return ", ".join(words for words in (strong, small, *reviews) if words)


def about(row: CaseloadRow, *, hidden: bool = False) -> str:
    """Age, number and preferred name; the age alone where names are hidden."""
    age = ngettext("{n} year", "{n} years", row.age).format(n=row.age) if row.age is not None else ""
    if hidden:
        return age
    known = _("goes by {name}").format(name=row.preferred_name) if row.preferred_name else ""
    number = _("MRN {mrn}").format(mrn=row.mrn) if row.mrn else ""
    return BETWEEN.join(words for words in (age, number, known) if words)


def _level(row: CaseloadRow) -> tuple[str, str]:
    if row.discharged:
        return _("Discharged"), ""
    if row.stage is Stage.REFERRED:
        return _("Referred"), _("not admitted yet")
    if row.changing:
        return row.level_of_care or NOT_RECORDED, row.changing
    if row.level_day is None:
        return row.level_of_care or NOT_RECORDED, ""
    if row.planned_days:
        return row.level_of_care, _("day {n} of {m}").format(n=row.level_day, m=row.planned_days)
    return row.level_of_care, _("day {n}").format(n=row.level_day)


def _risk(row: CaseloadRow) -> tuple[str, str]:
    if row.risk is None:
        return NOT_RECORDED, ""
    level = _(RISK_LEVELS[row.risk])
    return level, row.risk_told.removeprefix(level).removeprefix(", ")


def last_seen(row: CaseloadRow, zone: ZoneInfo) -> list[tuple[Discipline, str]]:
    """When each discipline last met the patient, the latest first."""
    newest = sorted(row.last_seen.items(), key=lambda one: one[1].iso, reverse=True)
    return [(discipline, _day(at, zone)) for discipline, at in newest]


def _score(row: CaseloadRow) -> tuple[str, str]:
    if row.phq9 is None:
        return NOT_RECORDED, ""
    change = row.phq9.change
    told = [_change(change)] if change is not None else []
    if row.phq9.total < REMISSION[PHQ_9]:
        told.append(_("remission"))
    elif row.phq9.responded:
        told.append(_("halved"))
    return f"{row.phq9.total:f}", ", ".join(told)


def _change(change: Decimal) -> str:
    if not change:
        return _("unchanged")
    return (_("up {n}") if change > 0 else _("down {n}")).format(n=f"{abs(change):f}")


def _due(row: CaseloadRow, zone: ZoneInfo) -> tuple[str, str]:
    if row.next_due is None:
        return _("Nothing due"), ""
    on = day(row.next_due.on, Voice(zone=zone)) if row.next_due.on else _("at once")
    return row.next_due.text, (_("overdue, {day}") if row.overdue and row.next_due.on else "{day}").format(day=on)


def _day(at: When, zone: ZoneInfo) -> str:
    return when(at, Voice(zone=zone)).partition(" ")[0]
