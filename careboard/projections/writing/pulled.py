"""Values of the chart that somebody pulls into a note with `@`: each with its day, as it stands when it is pulled.

Structured facts alone: no word of an earlier note can be pulled. A weight that is blind is refused, in words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from careboard.clinical.entry import Entry
from careboard.clinical.measured import Ecg, LabResult, Vitals
from careboard.clinical.nutrition import Weight
from careboard.clinical.values import Precision, Quantity, When
from careboard.projections.chart import Chart
from careboard.projections.hidden import hides_weight
from careboard.projections.moments import today
from careboard.projections.response.scores import Scale
from careboard.projections.response.series import Point, Series, is_weight
from careboard.projections.since import risk_told
from careboard.projections.wording import headline, numbers, tell
from careboard.projections.wording.response import RISK_LEVELS
from careboard.projections.wording.times import day, when

MOST_LABS = 12


@dataclass(frozen=True, slots=True)
class Pulled:
    """A value by its name. `text` is what stands in the note; empty where `refused` says why it may not stand there."""

    name: str
    text: str
    refused: str = ""


def pulled(chart: Chart) -> tuple[Pulled, ...]:
    """Everything that can be pulled from a chart, by name; of two of one name the first."""
    found: dict[str, Pulled] = {}
    for one in _values(chart):
        found.setdefault(one.name, one)
    return tuple(found[name] for name in sorted(found))


def _values(chart: Chart) -> Iterator[Pulled]:
    for scale in chart.scales:
        if told := score_told(scale, chart):
            yield Pulled(name_of(scale.instrument.name), told)
    if risks := _risks(chart):
        yield Pulled("risk", risks)
    yield from _weight(chart)
    yield from _vitals(chart)
    yield from _medicines(chart)
    yield from _labs(chart)
    yield from _background(chart)


def name_of(words: str) -> str:
    """What a thing is called behind the @: "PHQ-9" is phq9."""
    return re.sub(r"[^a-z0-9]", "", words.casefold())


def _day(at: When | None, chart: Chart) -> str:
    words = when(at, chart.voice)
    return words.partition(" ")[0] if at is not None and at.precision is Precision.INSTANT else words


def _recorded(entry: Entry, chart: Chart) -> str:
    return _day(entry.at if entry.at.iso else When.at(entry.recorded_at), chart)


def score_told(scale: Scale, chart: Chart) -> str:
    """The last total with its day, the one before, and a positive answer about suicide with what it was."""
    totals = scale.totals
    if not totals:
        return ""
    last = totals[-1]
    told = f"{scale.instrument.name} {_number(last.total)} on {_recorded(chart.record.by_id[last.entry], chart)}"
    if len(totals) > 1:
        told += f", was {_number(totals[-2].total)}"
    return told + (f"; {scale.risk_direction}" if scale.risk_direction and last.positive else "")


def _number(value: Decimal | None) -> str:
    return numbers.plain(value) if value is not None else ""


def _risks(chart: Chart) -> str:
    told = []
    for one in chart.risk.standings:
        level = chart.voice(RISK_LEVELS[one.level])
        lead = risk_told(one, chart).partition(level)[0]
        before = f", was {chart.voice(RISK_LEVELS[one.before.content.level])}" if one.before else ""
        told.append(f"{lead}{level} on {_recorded(one.now.entry, chart)}{before}")
    return "; ".join(told)


def _weight(chart: Chart) -> Iterator[Pulled]:
    taken = [entry for entry in chart.record.entries_of(Weight) if _weighed(entry)]
    if not taken:
        return
    last = taken[-1].content
    if hides_weight(last, blind=chart.person.blind_weight):
        told = chart.voice("The weight is not shown to this patient, so it is put into no note.")
        yield Pulled("weight", "", told)
    else:
        yield Pulled("weight", f"{headline(last, zone=chart.zone)} on {_recorded(taken[-1], chart)}")


def _weighed(entry: Entry) -> bool:
    return isinstance(entry.content, Weight) and entry.content.weight is not None


def _vitals(chart: Chart) -> Iterator[Pulled]:
    for entry in reversed(chart.record.entries_of(Vitals)):
        if not isinstance(content := entry.content, Vitals):
            continue
        blind = chart.person.blind_weight
        shown = tuple(one for one in content.readings if not (blind and is_weight(one.code)))
        if shown:
            told = tell(replace(content, readings=shown, note=""), chart.voice).said.rstrip(".")
            yield Pulled("vitals", f"{told} on {_recorded(entry, chart)}")
            return


def _medicines(chart: Chart) -> Iterator[Pulled]:
    lines = [f"{course.line.plain}, since {_day(course.since, chart)}" for course in chart.regimen.current]
    on = day(today(chart.now, chart.zone), chart.voice)
    if lines:
        yield Pulled("meds", "\n".join((f"Medicines on {on}:", *lines)))


def _labs(chart: Chart) -> Iterator[Pulled]:
    found = [one for one in chart.series if _from_a_laboratory(one, chart)]
    found.sort(key=lambda one: chart.record.position[one.latest.entry], reverse=True)
    for one in found:
        yield Pulled(name_of(one.name), _lab(one, chart))
    if found:
        yield Pulled("labs", "\n".join(_lab(one, chart) for one in found[:MOST_LABS]))


def _from_a_laboratory(one: Series, chart: Chart) -> bool:
    content = chart.record.by_id[one.latest.entry].content
    hidden = one.weight and chart.person.blind_weight
    return (
        isinstance(content, LabResult | Ecg)
        and not hidden
        and not hides_weight(content, blind=chart.person.blind_weight)
    )


def _lab(one: Series, chart: Chart) -> str:
    told = f"{one.name} {_point(one.latest, one, chart)} on {_recorded(chart.record.by_id[one.latest.entry], chart)}"
    return told + (f", was {_point(one.previous, one, chart)}" if one.previous else "")


def _point(point: Point, one: Series, chart: Chart) -> str:
    return numbers.quantity(Quantity(point.value, one.unit, point.comparator), chart.voice)


def _background(chart: Chart) -> Iterator[Pulled]:
    on = day(today(chart.now, chart.zone), chart.voice)
    allergies = "; ".join(headline(one.content, zone=chart.zone) for one in chart.person.allergies.active)
    yield Pulled("allergies", f"{allergies or chart.person.allergies.label} (as of {on})")
    diagnoses = "; ".join(headline(one.content, zone=chart.zone) for one in chart.person.diagnoses.active)
    if diagnoses:
        yield Pulled("diagnoses", f"{diagnoses} (as of {on})")
    if (plan := chart.stay.plan_of_care) is not None:
        goals = "\n".join(f"Goal {one.number}: {one.goal}" for one in plan.content.goals)
        yield Pulled("goals", f"Goals of the plan of {_recorded(plan.entry, chart)}:\n{goals}")
