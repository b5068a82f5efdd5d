"""A whole record on paper: who it is, the medicines, then every entry that goes out, oldest first, each whole.

It is the readable half of an export; what it leaves out, and why, stands on its first page.
"""

from collections.abc import Callable, Iterable, Sequence

from careboard.clinical.values import NOT_RECORDED
from careboard.documents.blocks import lines_strips, titled
from careboard.documents.fonts import BOLD, load_fonts
from careboard.documents.ink import BODY, CLINICIAN
from careboard.documents.pages import FULL, About, Paper, nothing, paginated, painted
from careboard.documents.sheet import DOT, Sheet, identifying
from careboard.documents.strips import Cell, Mark, Strip, heading, held, paragraph
from careboard.documents.strips import row as row_of
from careboard.documents.typeset import Run
from careboard.projections.chart import Chart
from careboard.projections.course import Course
from careboard.projections.standing import Status
from careboard.projections.summary import Identity, identity_of
from careboard.projections.timeline import TimelineRow
from careboard.projections.wording import dosage_words
from careboard.projections.wording.dosage import NOT_CONFIRMED
from careboard.projections.wording.times import moment, when
from careboard.projections.wording.voice import Line, Voice, joined

_KIND = CLINICIAN


def record_pdf(
    chart: Chart, going: Sequence[TimelineRow], includes: Sequence[str], clinic: str, step: Callable[[], None] = nothing
) -> Paper:
    """The record as a PDF: `going` are the entries that go out, `includes` says in sentences what it has.

    `step` is called before each entry and each page, and may raise what stops the work.
    """
    load_fonts()
    voice, identity = chart.voice, identity_of(chart)
    made = moment(chart.now, voice)
    sheet = Sheet(identity, voice("Whole record"), voice, (), (clinic, voice("exported {moment}", moment=made)))
    strips = [*_first(identity, includes, voice), *_medicines(chart, voice), *_entries(going, voice, step)]
    about = About(f"Whole record: {identity.name}", clinic or "Careboard", "Whole record", "en-US", chart.now)
    return painted(sheet.dressed(paginated(strips, sheet.room)), about, step)


def _first(identity: Identity, includes: Iterable[str], voice: Voice) -> list[Strip]:
    about = identifying(identity, voice, whole=True)
    strips = titled(identity.name, FULL, _KIND, "record")
    strips += paragraph([Run(about)], FULL, _KIND.body, _KIND.leading, colour=BODY, keep=True)
    strips += _headed(voice("What this record includes"), "includes")
    for sentence in includes:
        strips += paragraph([Run(sentence)], FULL, _KIND.body, _KIND.leading, before=2)
    return strips


def _medicines(chart: Chart, voice: Voice) -> list[Strip]:
    strips = _headed(voice("Medicines"), "medicines")
    lines = [Line(course.name, _course(course, voice)) for course in chart.regimen.courses]
    return [*strips, *lines_strips(lines, FULL, _KIND, voice)]


def _course(course: Course, voice: Voice) -> str:
    dose = dosage_words(course.dosage, voice) if course.dosage and course.dose_confirmed else voice(NOT_CONFIRMED)
    known = course.since is not None and course.since.iso
    since = voice("dose since {day}", day=when(course.since, voice)) if known else ""
    last = next((step for step in reversed(course.steps) if step.kind == course.status.value), None)
    stands = joined([voice(course.status.value), when(last.at, voice) if last else ""], " ")
    return joined([dose, since, stands, course.purpose], "; ")


def _entries(going: Iterable[TimelineRow], voice: Voice, step: Callable[[], None]) -> list[Strip]:
    strips = _headed(voice("Every entry, oldest first"), "entries")
    day = ""
    for row in sorted(going, key=lambda row: row.entry.order):
        step()
        if row.day != day:
            day = row.day
            strips += _day(day, row)
        strips += _entry(row, voice)
    return strips


def _day(day: str, row: TimelineRow) -> list[Strip]:
    strips = paragraph([Run(day, BOLD)], FULL, _KIND.body + 1, _KIND.leading + 2, before=12, keep=True)
    mark = Mark(f"entry-{row.id}", day, 1)
    return [Strip(strips[0].height, strips[0].ink, strips[0].before, keep=True, mark=mark), *strips[1:]]


def _entry(row: TimelineRow, voice: Voice) -> list[Strip]:
    """Kind, time and author on a line of their own; then the entry as a clinician reads it."""
    status = "" if row.status is Status.SIGNED else voice(row.status.value.replace("-", " "))
    by = joined([when(row.at, voice), row.author, status], DOT)
    words = [Run(row.kind_name, BOLD), Run(f"{DOT}{by}")]
    head = row_of([Cell(FULL, tuple(words), _KIND.label, BODY)], _KIND.leading, rule=FULL, padding=3)
    told = [line for line in row.lines if line.text.strip()] or [Line("", row.said or NOT_RECORDED)]
    return [*held(head, before=8, keep=True), *lines_strips(told, FULL, _KIND, voice)]


def _headed(title: str, key: str) -> list[Strip]:
    return heading(title, FULL, _KIND, Mark(key, title))
