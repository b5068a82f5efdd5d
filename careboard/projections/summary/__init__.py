"""The discharge or transition summary: everything that is printed, under its heading, and what is missing.

Who makes, prints or sends one finds all of it here; the rooms below make its parts.
"""

from careboard.projections.summary.additions import (
    NO_ADDITIONS,
    Additions,
    AdditionsRefused,
    Section,
    additions_from_json,
)
from careboard.projections.summary.emergency import EmergencySheet, emergency_sheet
from careboard.projections.summary.identity import author_of, identity_of
from careboard.projections.summary.lanes import DoseLane, DosePiece
from careboard.projections.summary.parts import (
    Block,
    Decided,
    Gap,
    Identity,
    Lack,
    Missing,
    ScoreLine,
    ScorePoint,
    SummaryMedicine,
)
from careboard.projections.summary.release import Release
from careboard.projections.summary.whole import Summary, summary

__all__ = [
    "NO_ADDITIONS",
    "Additions",
    "AdditionsRefused",
    "Block",
    "Decided",
    "DoseLane",
    "DosePiece",
    "EmergencySheet",
    "Gap",
    "Identity",
    "Lack",
    "Missing",
    "Release",
    "ScoreLine",
    "ScorePoint",
    "Section",
    "Summary",
    "SummaryMedicine",
    "additions_from_json",
    "author_of",
    "emergency_sheet",
    "identity_of",
    "summary",
]
