"""What the screens may offer for an order: medicines, doses to step by, who may order, and what to warn of.

A warning quotes its source and status and never decides; nothing is offered beyond the record and the cited tables.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from careboard.clinical.dosage import Dosage, Medicine
from careboard.clinical.people import Author
from careboard.clinical.values import RXNORM, Coding, MemberId
from careboard.i18n import filled, gettext
from careboard.projections.chart import Chart
from careboard.projections.course import Course, CourseStatus
from careboard.projections.lanes.measures import is_qtc
from careboard.projections.moments import first_day, today
from careboard.projections.regimen_rows import regimen_rows
from careboard.projections.response.risk import age
from careboard.projections.site import Site
from careboard.projections.strengths import strengths_for
from careboard.projections.wording import numbers
from careboard.projections.wording.numbers import number
from careboard.projections.wording.times import day
from careboard.reference import interactions as pairs
from careboard.reference.formulary import formulary
from careboard.reference.interactions import Tier
from careboard.reference.limits import qtc_limits, restart_rule, wash_out
from careboard.reference.medicines import matching, mentions
from careboard.reference.monitoring import due_rules, monitoring
from careboard.reference.tables import Cited
from careboard.vault.policy import ORDERS, PRESCRIBERS
from careboard.workflow.dose_alerts import Alert, dose_alerts
from careboard.workflow.session import Session

__all__ = ["Alert", "Allowed", "Restart", "Tier", "allowed", "dose_alerts", "dose_ladder", "find_medicines"]
_MOST_FOUND = 12
_UNDER = 25  # facts/monitoring.csv: "antidepressant <25 y"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What this member may sign here. `prescribers` are named by who takes an order by telephone."""

    orders: bool
    prescribes: bool
    observes: bool
    prescribers: tuple[tuple[str, MemberId], ...] = ()


@dataclass(frozen=True, slots=True)
class Restart:
    """The cited rule for taking a medicine up again after a gap."""

    off_hours: int
    how: str
    source: str
    status: str

    def applies(self, days: int | None) -> bool:
        """Is the gap as long, or may it be?"""
        return days is None or days * 24 >= self.off_hours


def allowed(session: Session) -> Allowed:
    """What the member at the desk may sign about medicines."""
    policy, roles = session.vault.registry.policy, session.vault.roles
    return Allowed(
        orders=all(policy.may_write_schema(schema, roles) for schema in ORDERS),
        prescribes=not PRESCRIBERS.isdisjoint(roles),
        observes=policy.may_write_schema("medication-reported", roles),
        prescribers=_prescribers(session),
    )


def _prescribers(session: Session) -> tuple[tuple[str, MemberId], ...]:
    active = session.vault.registry.active
    named = {member: author for member, author in session.authors.items() if member in active}
    found = [one for one in named.values() if not PRESCRIBERS.isdisjoint(one.roles)]
    return tuple(sorted(((_signature(one), one.member) for one in found), key=lambda one: one[0].casefold()))


def _signature(author: Author) -> str:
    return f"{author.name}, {author.credentials}" if author.credentials else author.name


# -- medicines ----------------------------------------------------------------------------------------------------


@cache
def _offered() -> tuple[Medicine, ...]:
    seen: dict[str, Medicine] = {}
    for row in formulary():
        codings = (Coding(RXNORM, row.rxcui, row.generic),) if row.rxcui else ()
        ingredients = tuple(part.strip() for part in row.generic.replace("/", "+").split("+"))
        medicine = Medicine(row.generic, row.rxcui or None, ingredients, codings=codings)
        seen.setdefault(row.generic, medicine)
    return tuple(sorted(seen.values(), key=lambda one: one.text))


def find_medicines(typed: str) -> tuple[Medicine, ...]:
    """The medicines of the cited list whose name begins so, then those in which a word does."""
    words = typed.strip().casefold()
    if not words:
        return ()
    first = [one for one in _offered() if one.text.casefold().startswith(words)]
    later = [one for one in _offered() if f" {words}" in f" {one.text.casefold()}" and one not in first]
    return tuple([*first, *later][:_MOST_FOUND])


def routes_of(medicine: Medicine) -> tuple[str, ...]:
    """The routes of which the cited list knows a usual dose, oral first; none where it does not know the medicine."""
    found = dict.fromkeys(row.route for row in formulary() if row.generic == medicine.text)
    return tuple(sorted(found, key=lambda route: (route != "oral", route)))


def dose_ladder(course: Course, site: Site) -> tuple[Decimal, ...]:
    """The amounts to step by, lowest first: the site's list, else the course's own doses and its product's strength."""
    if listed := listed_doses(course.medicine, _unit_of(course), site):
        return listed
    doses = [step.dosage for step in course.steps if step.dosage is not None]
    amounts = {line.amount.value for dosage in doses for line in dosage.schedule if line.amount is not None}
    strengths = {one.value for one in course.medicine.strengths if len(course.medicine.strengths) == 1}
    return tuple(sorted(amounts | strengths))


def listed_doses(medicine: Medicine, unit: str, site: Site) -> tuple[Decimal, ...]:
    """The doses of the site's own list in a unit; none where it has no list of them."""
    listed = strengths_for(medicine, site.strengths)
    return listed.doses if listed is not None and listed.unit == numbers.unit(unit) else ()


def _unit_of(course: Course) -> str:
    lines = course.ordered.schedule if course.ordered else ()
    return next((line.amount.unit for line in lines if line.amount is not None), "mg")


# -- warnings -----------------------------------------------------------------------------------------------------


def start_alerts(chart: Chart, medicine: Medicine, dosage: Dosage | None) -> tuple[Alert, ...]:
    """What is to be known before a medicine is begun: allergies, clashes, wash-outs, limits; the heaviest first."""
    words = _words(medicine)
    others = [course for course in chart.regimen.current if course.status is not CourseStatus.STOPPED]
    found = [
        *_allergies(chart, words),
        *_clashes(words, others),
        *_wash_outs(chart, words),
        *(dose_alerts(medicine, dosage, None, _age(chart)) if dosage else ()),
        *_qtc(chart, words),
        *_under_25(chart, words),
        *_tried(chart, medicine),
    ]
    return tuple(sorted(found, key=lambda alert: -alert.tier))


def change_alerts(chart: Chart, course: Course, dosage: Dosage) -> tuple[Alert, ...]:
    """What is to be known before a dose is changed. What stood at the start is not said again."""
    of_dose = dose_alerts(course.medicine, dosage, course.dosage, _age(chart))
    found = (*of_dose, *_qtc(chart, course.words), *_under_25(chart, course.words))
    return tuple(sorted(found, key=lambda alert: -alert.tier))


def restart_of(chart: Chart, course: Course) -> Restart | None:
    """The rule for taking a course up again beside the others, if a source gives one."""
    others = [one.words for one in chart.regimen.current if one.id != course.id]
    rule = restart_rule(course.words, others)
    return None if rule is None else Restart(rule.off_hours, rule.how, rule.source, rule.status)


def monitoring_words(medicine: Medicine) -> str:
    """What is to be checked by a date while a medicine is taken, with the sources of the schedules."""
    rules = due_rules(_words(medicine))
    measures = ", ".join(dict.fromkeys(rule.measure for rule in rules))
    sources = "; ".join(dict.fromkeys(rule.cited for rule in rules))
    return f"{measures} ({sources})" if rules else ""


def _words(medicine: Medicine) -> str:
    return " ".join([medicine.text, *medicine.ingredients])


def _age(chart: Chart) -> int | None:
    registered = chart.person.registration
    born = first_day(registered.birth_date, chart.zone) if registered else None
    return age(born, today(chart.now, chart.zone)) if born else None


def _allergies(chart: Chart, words: str) -> Iterable[Alert]:
    for stated in chart.person.allergies.active:
        substance = stated.content.substance.text
        if mentions(words, substance) or mentions(substance, words) or matching(words, substance.strip().casefold()):
            reactions = ", ".join(words.text for one in stated.content.reactions for words in one.manifestations)
            known = reactions or gettext("reaction not recorded")
            text = filled("Allergy recorded: {substance}, {reactions}.", substance=substance, reactions=known)
            yield Alert(Tier.MODAL, text, gettext("the allergies of this chart"), gettext("as recorded"))


def _clashes(words: str, others: Sequence[Course]) -> Iterable[Alert]:
    for said in pairs.interactions([words, *(course.words for course in others)]):
        if words in (said.first, said.second):
            yield _cited(said, said.tier, f"{said.severity}: {said.text}")


def _wash_outs(chart: Chart, words: str) -> Iterable[Alert]:
    for course in chart.regimen.past:
        rule = wash_out(course.words, words)
        ended = first_day(course.steps[-1].at, chart.zone)
        if rule is None or ended is None:
            continue
        passed = (today(chart.now, chart.zone) - ended).days
        if passed < rule.days:
            sentence = "{name} was stopped {passed} days ago; {days} days must pass before this is started."
            yield _cited(rule, Tier.MODAL, filled(sentence, name=course.name, passed=passed, days=rule.days))


def _qtc(chart: Chart, words: str) -> Iterable[Alert]:
    """The last QTc, where it reaches a limit that a source gives for this medicine."""
    taken = [one.latest for one in chart.series if is_qtc(one) and one.unit == "ms"]
    dated = [(at, one.value) for one in taken if (at := first_day(one.at, chart.zone)) is not None]
    if not dated:
        return
    on, value = max(dated)
    for limit in qtc_limits(words):
        if limit.reached_by(value):
            sentence, written = "QTc {value} ms on {day}: {meaning}.", day(on, chart.voice)
            told = filled(sentence, value=number(value), day=written, meaning=limit.meaning)
            yield _cited(limit, Tier.STRIP, told)


def _tried(chart: Chart, medicine: Medicine) -> Iterable[Alert]:
    """What the same medicine came to before."""
    wanted = _names(medicine)
    for row, course in zip(regimen_rows(chart).past, chart.regimen.past, strict=True):
        if wanted & _names(course.medicine):
            over = ": ".join(part for part in (f"{row.status} {row.since}", row.next_step) if part)
            told = "; ".join(part for part in (row.under, over) if part)
            text = filled("{name} was tried before: {told}.", name=row.name, told=told)
            yield Alert(Tier.STRIP, text, gettext("computed"), gettext("from the record"))


def _names(medicine: Medicine) -> set[str]:
    return {name.casefold() for name in medicine.ingredients or (medicine.text,)}


def _under_25(chart: Chart, words: str) -> Iterable[Alert]:
    years = _age(chart)
    if years is not None and years < _UNDER and matching(words, "antidepressant"):
        sentence = (
            "Patient under {age} years: a check for suicidality is due after an antidepressant is started or changed."
        )
        text = filled(sentence, age=_UNDER)
        rule = next((one for one in monitoring(words) if str(_UNDER) in one.topic), None)
        yield Alert(Tier.STRIP, text, rule.source if rule else "", rule.status if rule else "")


def _cited(said: Cited, tier: Tier, text: str) -> Alert:
    return Alert(tier, text, said.source, said.status)
