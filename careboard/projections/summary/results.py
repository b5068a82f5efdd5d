"""Results in a summary: the last of each test, what is pending, and what is to be checked by when.

Nothing is left out silently: how many tests stand only in the chart is said.
"""

from datetime import date

from careboard.clinical.entry import Entry
from careboard.clinical.measured import DrugScreen, Ecg, LabResult, Vitals
from careboard.projections.course import Course, Step
from careboard.projections.measures.awaited import awaited_tests, code_of_test, is_open, name_of_test, pending_results
from careboard.projections.summary.making import Making, block
from careboard.projections.summary.parts import Block
from careboard.projections.wording import tell
from careboard.projections.wording.dosage import dosage
from careboard.projections.wording.times import day
from careboard.projections.wording.voice import Line, joined

MOST_RESULTS = 30


def results(making: Making) -> Block:
    """The last of every test of the stay and of the vital signs, newest first; how many stay in the chart is said."""
    latest: dict[str, Entry] = {}
    for entry in making.record.entries_of(Vitals, LabResult, Ecg, DrugScreen):
        if making.in_stay(entry) and not is_open(entry):
            latest[name_of_test(entry)] = entry
    newest = sorted(latest.values(), key=lambda entry: making.record.position[entry.id], reverse=True)
    lines = [Line(making.when(entry.at), tell(entry.content, making.voice).said) for entry in newest]
    rest = len(lines) - MOST_RESULTS
    more = making.voice.count("{n} more test in the chart", "{n} more tests in the chart", rest) if rest > 0 else ""
    return block(making, "results", "Results", [*lines[:MOST_RESULTS], Line("", more)])


def pending(making: Making) -> Block:
    """Tests without their result, and results that are not final."""
    waiting = [*pending_results(making.record), *awaited_tests(making.record)]
    both = sorted(waiting, key=lambda entry: making.record.position[entry.id])
    return block(making, "pending", "Pending results", (_awaited(making, entry) for entry in both))


def _awaited(making: Making, entry: Entry) -> Line:
    """A test that has no final result; for a patient by its name alone."""
    if not making.for_patient:
        return Line(making.when(entry.at), tell(entry.content, making.voice).said)
    code = code_of_test(entry)
    name = making.free(code.text) if code is not None else making.voice("Drug screen")
    return Line(making.when(entry.at), f"{name}: {making.voice('pending')}")


def monitoring(making: Making) -> Block:
    """What is to be checked with the medicines taken now, by when, and by whose rule."""
    due = [(check, check.on) for check in making.chart.checks() if check.on is not None]
    late = making.voice("overdue")
    told = (
        Line(_day(making, on), f"{joined([late if check.overdue else '', check.text], ': ')}; {check.rule.cited}")
        for check, on in due
    )
    return block(making, "monitoring", "Laboratory tests and checks due", told)


def _day(making: Making, on: date) -> str:
    return day(on, making.voice)


def orders(making: Making) -> Block:
    """The latest orders that are not carried out yet: tests, and doses that begin later."""
    chart = making.chart
    steps = [(course, course.next_step(chart.now, chart.zone)) for course in chart.regimen.current]
    lines = [Line(making.when(step.at), _ordered(making, course, step)) for course, step in steps if step]
    lines += [
        Line(making.when(entry.at), tell(entry.content, making.voice).said) for entry in awaited_tests(making.record)
    ]
    return block(making, "orders", "Latest orders", lines)


def _ordered(making: Making, course: Course, step: Step) -> str:
    dose = dosage(step.dosage, making.voice) if step.dosage else ""
    return f"{course.name}: {joined([making.voice(step.kind.value), dose], ', ')}"
