"""The unit and the range that stood beside the last result of each test, by the names under which it is typed.

They remind whoever types the next one; nothing is filled in from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from careboard.clinical.measured import LabResult
from careboard.clinical.values import LOINC
from careboard.projections.chart import Chart
from careboard.reference.labs import name_of


@dataclass(frozen=True, slots=True)
class LastTest:
    """As the last result had them."""

    unit: str
    reference: str


def last_of_tests(chart: Chart) -> Mapping[str, LastTest]:
    """The last of each test that came out as a number, by its words and its short name in small letters."""
    found: dict[str, LastTest] = {}
    for stated in chart.record.of(LabResult):
        lab = stated.content
        if lab.result is not None and lab.result.quantity is not None:
            last = LastTest(lab.result.quantity.unit, lab.reference_range)
            for name in (lab.code.text, name_of(lab.code.code_in(LOINC) or "") or ""):
                found[name.casefold()] = last
    return found
