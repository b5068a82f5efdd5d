"""The disciplines that write into a chart, each with its lane.

It imports nothing, because the first page of the program needs no more of the ward than their colours.
"""

from enum import StrEnum


class Discipline(StrEnum):
    """The lane of the timeline that an entry stands in."""

    PSYCHIATRY = "psychiatry"
    COUNSELING = "counseling"
    NUTRITION = "nutrition"
    MEDICAL = "medical"
    COORDINATION = "coordination"
