"""The regimen as it would be with one more order: what a prescriber sees before signing.

It is worked out by the same fold as the regimen itself, from the same entries; nothing is recorded.
"""

from dataclasses import replace
from datetime import UTC

from careboard.clinical.entry import KIND_OF, Entry, MedicationContent
from careboard.clinical.note import EnteredInError
from careboard.clinical.people import Author, Role
from careboard.clinical.values import EntryId, When
from careboard.projections.chart import Chart
from careboard.projections.regimen import regimen
from careboard.projections.standing import standing

UNSIGNED = EntryId("0" * 64)
"""The id of what is not signed yet."""


def unsigned(content: MedicationContent, chart: Chart) -> Entry:
    """A content as an entry that nobody has signed yet."""
    author = Author(chart.reader, "not signed", (Role.PSYCHIATRIST,))
    now = chart.now.astimezone(UTC)
    return Entry(UNSIGNED, chart.patient, author, now, When.at(now), KIND_OF[type(content)], content, "Not signed.")


def with_one_more(chart: Chart, entry: Entry) -> Chart:
    """The chart with the regimen that would follow."""
    about = [one for one in chart.record.entries if isinstance(one.content, MedicationContent | EnteredInError)]
    record = standing([*about, entry])
    return replace(chart, regimen=regimen(record, chart.now, chart.zone, complete=chart.complete))
