"""For whom a copy is, on which ground, and what 42 CFR 2.32 asks to go with it.

Without a recipient and a ground that holds, it is an internal copy, not for release.
"""

from dataclasses import dataclass

from careboard.clinical.paper import Ground, Statement
from careboard.clinical.permission import Consent
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.standing import Stated
from careboard.projections.summary.making import Making
from careboard.projections.wording import tell
from careboard.projections.wording.paper import GROUNDS
from careboard.projections.wording.person import name_in_order
from careboard.projections.wording.voice import Line
from careboard.reference.statements import part2_statements

_GROUNDS_OF_PART2 = (
    Ground.CONSENT,
    Ground.PATIENTS_OWN_COPY,
    Ground.WITHIN_PROGRAM,
    Ground.QUALIFIED_SERVICE_ORGANIZATION,
    Ground.MEDICAL_EMERGENCY,
    Ground.CHILD_ABUSE_REPORT,
    Ground.CRIME_ON_PREMISES,
    Ground.AUDIT,
    Ground.RESEARCH,
    Ground.COURT_ORDER,
)


@dataclass(frozen=True, slots=True)
class Release:
    """Where a copy goes. `statement_text` is byte for byte that of the regulation; `scope` explains the consent."""

    recipient: str
    ground: Ground | None
    ground_words: str
    consent: EntryId | None
    statement: Statement
    statement_text: str
    scope: tuple[Line, ...]

    @property
    def internal(self) -> bool:
        """Does every page say that it is not for release?"""
        return self.ground is None


def release(making: Making) -> Release:
    """The release of this copy; a patient's copy is the patient's own."""
    chart, additions = making.chart, making.additions
    consent = consent_for(chart, additions.consent, additions.recipient)
    ground = Ground.PATIENTS_OWN_COPY if making.for_patient else additions.ground
    for_somebody = making.for_patient or bool(additions.recipient.strip())
    forbidden = ground is not None and needs_no_part2(ground) and chart.permissions.part2_protects
    if not for_somebody or forbidden or (ground is Ground.CONSENT and consent is None):
        ground = None
    by_consent = consent if ground is Ground.CONSENT else None
    statement = Statement.STATEMENT_1 if by_consent and chart.permissions.part2_protects else Statement.NONE
    return Release(
        recipient=_own_name(chart) if making.for_patient else additions.recipient,
        ground=ground,
        ground_words=making.voice(GROUNDS[ground]) if ground else "",
        consent=by_consent.entry.id if by_consent else None,
        statement=statement,
        statement_text=part2_statements().long if statement is Statement.STATEMENT_1 else "",
        scope=tell(by_consent.content, making.voice).lines if by_consent else (),
    )


def consent_for(chart: Chart, named: EntryId | None, recipient: str) -> Stated[Consent] | None:
    """The consent in force for this recipient, that which was named if one was; never one for private notes alone."""
    in_force = [one for one in chart.permissions.in_force if not one.content.private_notes_only]
    return next(
        (
            one
            for one in in_force
            if named in (None, one.entry.id) and same_words(one.content.recipient, recipient) and recipient.strip()
        ),
        None,
    )


def needs_no_part2(ground: Ground) -> bool:
    """Does this ground hold only where 42 CFR part 2 does not protect the chart?"""
    return ground not in _GROUNDS_OF_PART2


def same_words(one: str, other: str) -> bool:
    """Is it the same recipient, however it is capitalised and spaced?"""
    return one.casefold().split() == other.casefold().split()


def _own_name(chart: Chart) -> str:
    registered = chart.person.registration
    return name_in_order(registered.name) if registered else ""
