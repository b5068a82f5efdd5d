"""A chart: what a clinician sees of one patient, laid out from scratch from the entries of the record.

It always opens: what does not add up is a finding beside it, never an exception.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from careboard.clinical.entry import Entry
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId, PatientId
from careboard.projections.findings import Finding
from careboard.projections.monitoring import Check, checks
from careboard.projections.patient.permissions import Permissions, permissions
from careboard.projections.patient.person import Person, person
from careboard.projections.patient.stay import Stay, stay
from careboard.projections.periods import reversed_periods
from careboard.projections.regimen import Regimen, regimen
from careboard.projections.response.effects import SideEffectSpan, side_effects
from careboard.projections.response.risk import Due, Risk, risk, suicidality_checks
from careboard.projections.response.scores import Scale, scales
from careboard.projections.response.series import Series, series
from careboard.projections.site import Site
from careboard.projections.standing import Record, standing
from careboard.projections.timeline import Reading, TimelineRow, timeline, voice_of
from careboard.projections.unread import Unread, unread
from careboard.projections.wording import Voice

_NO_CHOICES = Site()


@dataclass(frozen=True, slots=True)
class Chart:
    """One patient's chart for one reader at one moment. `complete` is False while older entries are still loading."""

    patient: PatientId
    reading: Reading
    zone: ZoneInfo
    now: datetime
    complete: bool
    site: Site
    timeline: tuple[TimelineRow, ...]
    person: Person
    stay: Stay
    permissions: Permissions
    regimen: Regimen
    series: tuple[Series, ...]
    scales: tuple[Scale, ...]
    side_effects: tuple[SideEffectSpan, ...]
    risk: Risk
    unread: Unread
    findings: tuple[Finding, ...]

    @property
    def record(self) -> Record:
        """The entries in order, and what stands of them."""
        return self.reading.record

    @property
    def reader(self) -> MemberId:
        """Who reads it."""
        return self.reading.reader

    @property
    def voice(self) -> Voice:
        """How its contents are told: in English, in the clinic's zone, each entry by its name."""
        return self.reading.voice

    def checks(self) -> tuple[Check, ...]:
        """What is to be monitored with the medicines taken now; worked out when asked for."""
        scheme = self.site.metabolic_scheme
        return checks(self.record, self.regimen.courses, self.series, self.scales, self.now, self.zone, scheme)

    def suicidality_checks(self) -> tuple[Due, ...]:
        """The checks due after an antidepressant was started or changed under 25; worked out when asked for."""
        registered = self.person.registration
        return suicidality_checks(
            self.record,
            self.regimen.courses,
            self.scales,
            registered.birth_date if registered else None,
            self.now,
            self.zone,
            self.site.suicidality_days,
        )


def chart_of(
    patient: PatientId,
    entries: Sequence[Entry],
    reader: MemberId,
    zone: ZoneInfo,
    now: datetime,
    held_back: Sequence[Finding] = (),
    *,
    complete: bool = True,
    roles: AbstractSet[Role] = frozenset(),
    site: Site = _NO_CHOICES,
    members: Mapping[str, str] = MappingProxyType({}),
) -> Chart:
    """Lay out a chart.

    `roles` are the reader's; `held_back` are the findings about records that may not be shown; `site` is what the
    clinic decided; `members` are the names of its staff, also of those who wrote nothing here.
    """
    record = standing(entries)
    reading = Reading(record, reader, roles, voice_of(record, zone, members=members), site.duties)
    courses = regimen(record, now, zone, complete=complete)
    rated = scales(record)
    return Chart(
        patient=patient,
        reading=reading,
        zone=zone,
        now=now,
        complete=complete,
        site=site,
        timeline=timeline(reading),
        person=person(record),
        stay=stay(record, now, zone),
        permissions=permissions(record, now, zone),
        regimen=courses,
        series=series(record),
        scales=rated,
        side_effects=side_effects(record),
        risk=risk(record, rated),
        unread=unread(reading),
        findings=(*held_back, *courses.findings, *reversed_periods(record)),
    )
