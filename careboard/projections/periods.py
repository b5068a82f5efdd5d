"""Periods that end before they begin: a source's mistake, kept as it was stated and told as a finding.

Times known less exactly are compared as far as both are known.
"""

from collections.abc import Iterator, Mapping

from careboard.clinical.entry import Content
from careboard.clinical.episode import PlanOfCare
from careboard.clinical.measured import LabResult, ProcedureDone, Vitals
from careboard.clinical.medication.taking import Adherence, DoseGiven, MedicationReported
from careboard.clinical.permission import Consent
from careboard.clinical.person import Contact, Flag
from careboard.clinical.values import Period, refuse_reversed
from careboard.i18n import gettext, later
from careboard.projections.findings import Finding
from careboard.projections.standing import Record

REVERSED = later("It is stated to end before it begins.")
# The field that holds the period, by content.
_FIELDS: Mapping[type[Content], str] = {
    Contact: "period",
    Flag: "period",
    PlanOfCare: "period",
    MedicationReported: "effective",
    DoseGiven: "period",
    Adherence: "period",
    Vitals: "period",
    LabResult: "period",
    ProcedureDone: "performed",
    Consent: "period",
}


def reversed_periods(record: Record) -> Iterator[Finding]:
    """A finding for each entry whose period ends before it begins."""
    for content, field in _FIELDS.items():
        for entry in record.entries_of(content):
            period: Period | None = getattr(entry.content, field)
            if period is not None and _is_reversed(period):
                yield Finding(entry.id, gettext(REVERSED))


def _is_reversed(period: Period) -> bool:
    try:
        refuse_reversed(period.start, period.end, REVERSED)
    except ValueError:
        return True
    return False
