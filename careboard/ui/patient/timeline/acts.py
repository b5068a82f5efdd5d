"""What a reader may do with an entry: see its files, answer it, add to it, take it back, co-sign it; each with its key.

The vault decides; this only keeps from offering what it would refuse.
"""

from careboard.clinical.note import Acknowledgement, CoSignature, EnteredInError, Seen
from careboard.clinical.people import Role
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.workflow.files import may_have_files

ACKNOWLEDGE, ADD, IN_ERROR, COSIGN, FILES = "acknowledge", "add", "in-error", "cosign", "files"
_ADDED = (Acknowledgement, Seen, CoSignature, EnteredInError)


def acts_on(row: TimelineRow, chart: Chart) -> tuple[tuple[str, str], ...]:
    """What the chart's reader may do with an entry, and what it is called."""
    acts = [] if row.withheld or not may_have_files(row.entry) else [(FILES, _("Show its files  F"))]
    if may_acknowledge(row, chart):
        acts.append((ACKNOWLEDGE, _("Acknowledge  A")))
    if may_correct(row, chart) and not isinstance(row.entry.content, _ADDED):
        acts.append((ADD, _("Add to it  E")))
    if may_cosign(row, chart):
        acts.append((COSIGN, _("Co-sign  Ctrl+Enter")))
    if may_correct(row, chart) and row.struck is None:
        acts.append((IN_ERROR, _("Entered in error")))
    return tuple(acts)


def may_acknowledge(row: TimelineRow, chart: Chart) -> bool:
    """An entry of somebody else that this reader has not acknowledged; what one imported was written by others."""
    mine = row.entry.author.member == chart.reader and not row.imported
    answered = chart.reader in {one.author.member for one in row.acknowledgements}
    return not mine and not answered and row.struck is None and not isinstance(row.entry.content, _ADDED)


def may_correct(row: TimelineRow, chart: Chart) -> bool:
    """Its author and supervisors add to a signed entry or strike it."""
    return row.entry.author.member == chart.reader or Role.SUPERVISOR in chart.reading.roles


def may_cosign(row: TimelineRow, chart: Chart) -> bool:
    """The prescriber who ordered by telephone; a supervisor or psychiatrist for what another wrote."""
    if row.entry.author.member == chart.reader or row.struck is not None or isinstance(row.entry.content, _ADDED):
        return False
    ordered_by = getattr(row.entry.content, "ordered_by", None)
    if ordered_by is not None:
        return row.awaits_cosignature_of == chart.reader
    signed = {one.author.member for one in chart.record.cosignatures.get(row.id, ())}
    attests = bool({Role.SUPERVISOR, Role.PSYCHIATRIST} & chart.reading.roles)
    return attests and not row.imported and chart.reader not in signed
