"""How long a discharge summary takes to become a PDF.

The baseline is ReportLab writing as many pages of plain text and tables.
"""

from collections.abc import Callable
from io import BytesIO
from random import Random
from zoneinfo import ZoneInfo

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from careboard.bench import charts
from careboard.bench.measure import Measure, in_turns
from careboard.clinical.paper import Audience, Direction
from careboard.documents.summary_pdf import summary_paper
from careboard.projections.chart import chart_of
from careboard.projections.summary import Summary, summary

ENTRIES, ROUNDS = 400, 15
_PARAGRAPHS, _ROWS = 4, 12  # on a page


def summary_pdf(entries: int = ENTRIES, rounds: int = ROUNDS) -> Measure:
    """One copy for a clinician, fonts loaded."""
    made = _summary(entries)
    pages = summary_paper(made).pages
    times = in_turns(rounds, lambda: summary_paper(made), _plain(pages))
    return Measure(
        "summary-pdf", times[0], times[1], 2, f"a summary of {pages} pages; ReportLab's plain text and tables"
    )


def _summary(entries: int) -> Summary:
    course = charts.entry(1, charts.started())
    contents = [charts.registration(1), *charts.contents(1, entries, course.id)]
    record = [course, *(charts.entry(number + 2, content) for number, content in enumerate(contents))]
    zone, now = ZoneInfo("UTC"), charts.moment(len(record) + 2)
    chart = chart_of(charts.PATIENT, record, charts.AUTHOR.member, zone, now, roles=frozenset(charts.AUTHOR.roles))
    return summary(chart, Direction.COMMUNITY, Audience.CLINICIAN, "en")


def _plain(pages: int) -> Callable[[], object]:
    """Writes so many pages, each with paragraphs and a table that fill it."""
    dice, style = Random(2), getSampleStyleSheet()["BodyText"]  # noqa: S311  no secrets
    words = [section.text for _ in range(pages) for section in charts.note(dice).sections][: pages * _PARAGRAPHS]
    lines = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTSIZE", (0, 0), (-1, -1), 9)])
    cells = [[f"{row}", "medicine by mouth once daily", "continue", "as before"] for row in range(_ROWS)]

    def written() -> bytes:
        target, story = BytesIO(), []
        for page in range(pages):
            story += [Paragraph(text, style) for text in words[page * _PARAGRAPHS : (page + 1) * _PARAGRAPHS]]
            story += [Spacer(1, 12), Table(cells, style=lines), PageBreak()]
        SimpleDocTemplate(target, pagesize=LETTER).build(story)
        return target.getvalue()

    return written
