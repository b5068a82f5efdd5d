"""A draft as it is drawn: what it says, its paper, and the pictures of the pages. Made away from the screen.

What is shown is what is printed: the pictures are drawn from the very bytes of the paper.
"""

from dataclasses import dataclass

from careboard.clinical.paper import Direction
from careboard.documents.summary_pdf import summary_pdf
from careboard.projections.chart import Chart
from careboard.projections.summary import Additions, Summary
from careboard.ui.background import Errand
from careboard.ui.patient.summary.paper import Picture, pictures
from careboard.workflow.issuing import Copy
from careboard.workflow.session import Session


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn, as the fields stand; `resolution` in dots per inch."""

    chart: Chart
    direction: Direction
    copy: Copy
    additions: Additions
    resolution: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draft with its paper and the pictures of its pages."""

    draft: Summary
    pdf: bytes
    pages: tuple[Picture, ...]


def drawn(order: Order, session: Session, errand: Errand) -> Drawn | None:
    """Draw it; nothing if it was stopped meanwhile."""
    draft = session.draft_summary(order.chart, order.direction, *order.copy, order.additions)
    pdf = summary_pdf(draft)
    return None if errand.stopped else Drawn(draft, pdf, pictures(pdf, order.resolution))
