"""Warnings that a member has heard before: passed with a reason, or called not useful.

The same warning about the same patient is not said twice, unless what it rests on changed: its words hold the numbers
that it rests on, so that another number makes another warning. What stops the hand is never kept silent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from careboard.clinical.medication.orders import DoseChange, MedicationStart, Resume
from careboard.clinical.values import PatientId
from careboard.projections.chart import Chart
from careboard.projections.wording.times import when
from careboard.reference.interactions import Tier
from careboard.vault.record import canon
from careboard.workflow.dose_alerts import Alert
from careboard.workflow.sealed_aside import SealedAside
from careboard.workflow.session import Session

_MOST = 2_000  # pieces of feedback that are kept of one member, the latest


@dataclass(frozen=True, slots=True)
class Feedback:
    """One warning was called not useful: a digest that finds it again, where its rule comes from, and when.

    It holds no word about a patient.
    """

    warning: str
    source: str
    at: datetime


_FEEDBACK = SealedAside("alert feedback", "alert-feedback/v1", tuple[Feedback, ...])


def heard(alerts: Iterable[Alert], chart: Chart, medicine: str, unhelpful: frozenset[str]) -> tuple[Alert, ...]:
    """The warnings about an order of a medicine, without what was called not useful.

    What was passed with a reason before asks for none again: it says when, by whom and why.
    """
    return tuple(sorted(_unheard(alerts, chart, medicine, unhelpful), key=lambda alert: -alert.tier))


def _unheard(alerts: Iterable[Alert], chart: Chart, medicine: str, unhelpful: frozenset[str]) -> Iterator[Alert]:
    before = _passed(chart, medicine)
    for alert in alerts:
        if alert.tier is Tier.ACKNOWLEDGE and alert.text in before:
            yield replace(alert, tier=Tier.STRIP, before=before[alert.text])
        elif alert.tier is not Tier.STRIP or digest(chart.patient, medicine, alert) not in unhelpful:
            yield alert


def _passed(chart: Chart, medicine: str) -> Mapping[str, str]:
    """The warnings that stood when this medicine was ordered, and how each was passed; the latest time counts."""
    words = {course.id: course.words for course in chart.regimen.courses}
    passed = {}
    for entry in chart.record.entries_of(MedicationStart, DoseChange, Resume):
        content = entry.content
        if not isinstance(content, MedicationStart | DoseChange | Resume):
            continue
        course = entry.id if isinstance(content, MedicationStart) else content.course
        for answer in content.alerts if words.get(course) == medicine else ():
            told = {"day": when(entry.at, chart.voice), "who": entry.author.name, "reason": answer.reason}
            passed[answer.alert] = chart.voice("Passed on {day} by {who}: {reason}", **told)
    return passed


def digest(patient: PatientId, medicine: str, alert: Alert) -> str:
    """What finds a warning again: about this patient, this medicine, in these words, from this source."""
    return sha256(canon([patient, medicine, alert.text, alert.source])).hexdigest()


def unhelpful(session: Session) -> frozenset[str]:
    """The warnings that this member called not useful."""
    return frozenset(one.warning for one in feedback(session))


def call_not_useful(session: Session, patient: PatientId, medicine: str, alert: Alert) -> frozenset[str]:
    """Record that a warning was not useful, sealed for this member; answers with all of them."""
    mark = digest(patient, medicine, alert)
    others = [one for one in feedback(session) if one.warning != mark]
    kept = [*others, Feedback(mark, alert.source, session.vault.clock())][-_MOST:]
    _FEEDBACK.keep(session, tuple(kept))
    return frozenset(one.warning for one in kept)


def feedback(session: Session) -> tuple[Feedback, ...]:
    """All that this member called not useful, oldest first; nothing where what was kept is damaged."""
    return _FEEDBACK.kept(session) or ()
