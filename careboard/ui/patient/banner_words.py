"""What the banner says of a patient: names, dates and one chip for everything that must be known before a first word.

Missing is said in words. Red stands for a known allergy and for a risk that is moderate or higher, for nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from careboard.clinical.condition import Allergy
from careboard.clinical.episode import LevelOfCare, PlanOfCare
from careboard.clinical.permission import Part2
from careboard.clinical.person import FlagType
from careboard.clinical.response import RiskLevel, SafetyPlan
from careboard.clinical.values import When
from careboard.i18n import gettext as _
from careboard.i18n import later, ngettext
from careboard.projections.chart import Chart
from careboard.projections.moments import first_day, today
from careboard.projections.response.risk import age
from careboard.projections.standing import Stated
from careboard.projections.wording.person import full_name
from careboard.projections.wording.terms import short, spaced
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import Voice, capital, in_one_line

_SHORT_LEVEL = {
    LevelOfCare.INPATIENT: later("Inpatient"),
    LevelOfCare.WITHDRAWAL_MANAGEMENT: later("Withdrawal management"),
    LevelOfCare.RESIDENTIAL: later("Residential"),
    LevelOfCare.PARTIAL_HOSPITALIZATION: "PHP",
    LevelOfCare.INTENSIVE_OUTPATIENT: "IOP",
    LevelOfCare.OUTPATIENT: later("Outpatient"),
    LevelOfCare.NONE: later("No program"),
}
_PART2 = {
    Part2.APPLIES: later("Part 2 applies"),
    Part2.DOES_NOT_APPLY: later("Part 2 does not apply"),
    Part2.NOT_REVIEWED: later("Part 2 not reviewed"),
}
_SERIOUS = (RiskLevel.MODERATE, RiskLevel.HIGH, RiskLevel.IMMINENT)
_ADULT = 18


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value in the first row; `topic` is what it opens, `always` whether the short form has it too."""

    topic: str
    label: str
    value: str
    always: bool = False

    @property
    def told(self) -> str:
        """The label with its value."""
        return f"{self.label} {self.value}".strip()


@dataclass(frozen=True, slots=True)
class Notice:
    """A chip of the second row; the colours are tokens."""

    topic: str
    text: str
    icon: str = ""
    tone: str = "text2"
    ground: str = "surface"
    line: str = "border_strong"
    spoken: str = ""

    @property
    def always(self) -> bool:
        """Does the short form have it too: allergies, the risk, and whatever is red or amber?"""
        return self.topic in ("allergies", "risk") or self.tone in ("danger", "warn")


def level_in_short(setting: LevelOfCare) -> str:
    """A level of care as it fits on a chip: "IOP"."""
    return _(_SHORT_LEVEL[setting])


def level_at(setting: LevelOfCare, place: str) -> str:
    """A level of care with its place; a place that names the level says both."""
    short_ = level_in_short(setting)
    return place if short_ in place.split() else ", ".join(part for part in (short_, place) if part)


def name(chart: Chart) -> str:
    """FAMILY, Given."""
    registered = chart.person.registration
    return full_name(registered.name) if registered else _("Name not recorded")


def called(chart: Chart) -> str:
    """What the person is called, and with which pronouns."""
    registered = chart.person.registration
    if registered is None:
        return ""
    preferred = registered.preferred_name
    goes = _("goes by {name}").format(name=preferred) if preferred else ""
    return in_one_line(", ".join(part for part in (goes, registered.pronouns) if part))


def born(chart: Chart) -> str:
    """The birth date, and the age in whole years at the clinic."""
    registered = chart.person.registration
    at = registered.birth_date if registered else None
    words = capital(when(at, chart.voice))
    day = first_day(at, chart.zone)
    if day is None or at is None or len(at.iso) < 10:
        return words
    deceased = first_day(registered.deceased_at, chart.zone) if registered else None
    years = _("{n} y").format(n=age(day, deceased or today(chart.now, chart.zone)))
    return f"{words} ({years})"


def facts(chart: Chart) -> tuple[Fact, ...]:
    """The first row: born, sex, number, diagnoses."""
    registered = chart.person.registration
    sex = capital(spaced(registered.sex, chart.voice)) if registered and registered.sex else _("Not recorded")
    diagnoses = "; ".join(short(one.content.code) for one in chart.person.diagnoses.active)
    died = (Fact("person", _("Died"), _died(chart), always=True),) if registered and registered.deceased else ()
    return (
        Fact("person", _("Born"), born(chart), always=True),
        *died,
        Fact("person", _("Sex"), sex),
        Fact("person", _("MRN"), chart.person.mrn or _("Not recorded"), always=True),
        Fact("diagnoses", _("Diagnoses"), diagnoses or _("Not recorded")),
    )


def _died(chart: Chart) -> str:
    registered = chart.person.registration
    return when(registered.deceased_at if registered else None, chart.voice)


def notices(chart: Chart) -> tuple[Notice, ...]:
    """The second row, in the order in which it is read."""
    return (_allergies(chart), _risk(chart), _level(chart), *_blind(chart), _permissions(chart), *_legal(chart))


def allergies(chart: Chart) -> str:
    """The allergies as they stand on their chip."""
    return _allergies(chart).text


def _allergies(chart: Chart) -> Notice:
    known, none_known = chart.person.allergies.active, chart.person.allergies.none_known
    if known:
        told = ", ".join(_reaction(one, chart.voice) for one in known)
        words = _("Known allergies: {list}").format(list=told)
        return Notice("allergies", words, "warning", "danger", "danger_tint", "danger_tint")
    if not chart.complete:
        return Notice("allergies", _("Allergies unavailable"), "hidden", "warn", "warn_tint", "warn_tint")
    if none_known:
        words = "; ".join(dict.fromkeys(short(one.content.substance) for one in none_known))
        return Notice("allergies", words, "check")
    return Notice("allergies", _("Allergies not recorded"), "question", "warn", "warn_tint", "warn_tint")


def _reaction(stated: Stated[Allergy], voice: Voice) -> str:
    """The substance with its reactions, each told once: a source may have put one behind the substance."""
    allergy = stated.content
    told = [short(one) for reaction in allergy.reactions for one in reaction.manifestations]
    told += [reaction.description for reaction in allergy.reactions if not reaction.manifestations]
    named = short(allergy.substance)
    untold = [one for one in told if f"({one})".casefold() not in named.casefold()]
    if told and not untold:
        return named
    return f"{named} ({', '.join(untold) or voice('reaction not recorded')})"


def _risk(chart: Chart) -> Notice:
    standing, due = chart.risk.suicide, bool(chart.risk.due)
    ending = _(", assessment due") if due else ""
    if standing is None:
        words = _("Suicide risk not assessed") if chart.complete else _("Suicide risk unavailable")
        return Notice("risk", words + ending, "shield", "warn", "warn_tint", "warn_tint")
    words = _("Suicide risk {level}").format(level=_risk_words(chart)) + ending
    if standing.level in _SERIOUS:
        return Notice("risk", words, "shield", "danger", "danger_tint", "danger_tint")
    if due or standing.level is RiskLevel.NOT_DETERMINED:
        return Notice("risk", words, "shield", "warn", "warn_tint", "warn_tint")
    return Notice("risk", words, "shield")


def _risk_words(chart: Chart) -> str:
    """The level, its day, and the one before: "Moderate 15-Sep-2026, was Low 08-Sep-2026"."""
    standing = chart.risk.suicide
    if standing is None:
        return ""
    level, comma, before = standing.told(chart.voice).partition(", ")
    at = standing.now.entry.at
    day = when(at if at.iso else When.at(standing.now.entry.recorded_at), chart.voice).partition(" ")[0]
    return f"{level} {day}{comma}{before}"


def _level(chart: Chart) -> Notice:
    if chart.stay.discharge is not None:
        on = when(chart.stay.discharge.entry.at, chart.voice).partition(" ")[0]
        return Notice("level-of-care", _("Discharged {day}").format(day=on), "home", "text1", "sunken", "sunken")
    standing = chart.stay.level_of_care
    if standing is None:
        words = _("Level of care not recorded") if chart.complete else _("Level of care unavailable")
        return Notice("level-of-care", words, "home", "warn", "warn_tint", "warn_tint")
    change = standing.change.content
    day = _(" day {n}").format(n=standing.day) if standing.day else ""
    review = (
        _(", reviews {day}").format(day=when(change.review, chart.voice)) if change.review else _(", no review set")
    )
    return Notice(
        "level-of-care", f"{level_in_short(change.given.setting)}{day}{review}", "home", "text1", "sunken", "sunken"
    )


def _blind(chart: Chart) -> Iterator[Notice]:
    if chart.person.blind_weight:
        yield Notice("blind-weight", _("Blind weight"), "hidden", "warn", "warn_tint", "warn_tint")


def _permissions(chart: Chart) -> Notice:
    count = len(chart.permissions.in_force)
    releases = ngettext("{n} release", "{n} releases", count).format(n=count) if count else _("No release")
    return Notice("permissions", f"{releases}, {_(_PART2[chart.permissions.part2])}")


def _legal(chart: Chart) -> Iterator[Notice]:
    voice = chart.voice
    legal = [short(flag.content.code) for flag in chart.person.flagged(FlagType.LEGAL_STATUS)]
    guardians = [f"{_('Guardian')} {one.content.name}" for one in chart.person.contacts if one.content.guardian]
    flags = [short(flag.content.code) for flag in chart.person.flagged(FlagType.GUARDIAN)]
    told = "; ".join([*legal, *guardians, *flags])
    yield Notice(
        "legal", told or _own_consent(chart), spoken=told or f"{_own_consent(chart)}, {_('no guardian recorded')}"
    )
    registered = chart.person.registration
    needs = [short(flag.content.code) for flag in chart.person.flagged(FlagType.INTERPRETER)]
    if needs or (registered and registered.interpreter_needed):
        languages = ", ".join(map(short, registered.languages)) if registered else ""
        words = "; ".join(needs) or _("Interpreter needed: {language}").format(
            language=languages or voice("not recorded")
        )
        yield Notice("interpreter", words, "phone", "warn", "warn_tint", "warn_tint")


def _own_consent(chart: Chart) -> str:
    registered = chart.person.registration
    day = first_day(registered.birth_date, chart.zone) if registered else None
    if day is None:
        return _("Legal status not recorded")
    adult = age(day, today(chart.now, chart.zone)) >= _ADULT
    return _("Adult") if adult else _("Minor, guardian not recorded")


def more(chart: Chart) -> tuple[Notice, ...]:
    """What stands behind the last chip: contacts, appointments, plans, and what is not so and may be set."""
    return tuple(_more(chart))


def _more(chart: Chart) -> Iterator[Notice]:
    voice, stay, contacts = chart.voice, chart.stay, len(chart.person.contacts)
    yield Notice("contacts", ngettext("{n} contact", "{n} contacts", contacts).format(n=contacts))
    ahead = stay.appointments[0].content.starts if stay.appointments else None
    told = _("Next appointment {when}").format(when=when(ahead, voice)) if stay.appointments else _("No appointment")
    yield Notice("appointments", told)
    plan = stay.plan_of_care
    yield Notice(
        "plan-of-care", _("Plan of care {day}").format(day=_day_of(plan, voice)) if plan else _("No plan of care")
    )
    safety = stay.safety_plan
    yield Notice(
        "safety-plan", _("Safety plan {day}").format(day=_day_of(safety, voice)) if safety else _("No safety plan")
    )
    shown = {notice.topic for notice in notices(chart)}
    if "blind-weight" not in shown:
        yield Notice("blind-weight", _("Weight is not blind"))
    if "interpreter" not in shown:
        yield Notice("interpreter", _("No interpreter needed"))
    yield Notice("care-team", _("Care team"))


def _day_of(stated: Stated[PlanOfCare] | Stated[SafetyPlan], voice: Voice) -> str:
    return when(stated.entry.at, voice).partition(" ")[0]
