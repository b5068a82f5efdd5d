"""Drafting, issuing and printing a summary, and the emergency sheet that waits for nothing.

A draft costs no record and can be made at every keystroke; what is issued is one signed entry that holds its papers.
"""

from careboard.clinical.paper import Audience, Direction
from careboard.clinical.people import Author
from careboard.projections.chart import Chart
from careboard.projections.summary import NO_ADDITIONS, Additions, Summary, summary


def draft(
    chart: Chart,
    direction: Direction,
    audience: Audience = Audience.CLINICIAN,
    language: str = "en",
    additions: Additions = NO_ADDITIONS,
    *,
    clinic: str = "",
    signer: Author | None = None,
) -> Summary:
    """One copy as it would be issued now, with what is missing; nothing is recorded."""
    return summary(chart, direction, audience, language, additions, clinic=clinic, signer=signer)
