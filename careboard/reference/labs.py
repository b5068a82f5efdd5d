"""LOINC codes of labs, vital signs and sections of documents, with the short names that screens use.

A code that is not listed has no name here; the words as received are shown instead.
"""

from dataclasses import dataclass
from functools import cache

from careboard.reference.tables import Cited, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class LoincCode(Cited):
    """A code, its short name, what it is (lab, vital, ecg, section, document) and its component in the LOINC list."""

    code: str
    name: str
    kind: str
    component: str


@cache
def loinc_codes() -> dict[str, LoincCode]:
    """Every row by its code."""
    return {
        row["loinc"]: LoincCode(
            code=row["loinc"],
            name=row["use"],
            kind=row["kind"],
            component=row["component_in_LOINC_2.68"],
            source=row["source"],
            status=row["status"],
        )
        for row in rows("loinc_labs_sections")
    }


def name_of(code: str) -> str | None:
    """The short name of a code, such as "potassium" for 2823-3."""
    listed = loinc_codes().get(code)
    return listed.name if listed else None


def is_vital(code: str) -> bool:
    """Whether the code is that of a vital sign or body measure."""
    listed = loinc_codes().get(code)
    return listed is not None and listed.kind == "vital"
