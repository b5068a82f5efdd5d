"""Whom a form is about, and in which clinic's words and time it is told.

A form knows no session: all that it must know of the patient stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from careboard.clinical.values import MemberId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.wording import Voice
from careboard.projections.wording.person import full_name


@dataclass(frozen=True, slots=True)
class About:
    """Whom a form is about: the patient's name for the button, how things are told, and what time it is there.

    `chart` is None only where the patient is not registered yet; `others` are those who read it too, by name.
    """

    patient: str
    voice: Voice
    now: datetime
    zone: ZoneInfo
    chart: Chart | None = None
    others: Mapping[MemberId, str] = field(default_factory=dict)

    @classmethod
    def of(cls, chart: Chart, team: Mapping[MemberId, str] = MappingProxyType({})) -> "About":
        """The patient of a chart, which this team reads."""
        others = {member: name for member, name in team.items() if member != chart.reader}
        return cls(_patient(chart), chart.voice, chart.now, chart.zone, chart, others)

    @classmethod
    def nobody_yet(cls, zone: ZoneInfo, now: datetime) -> "About":
        """A patient who is about to be registered."""
        return cls(_("a new patient"), Voice(zone=zone), now, zone)

    @property
    def today(self) -> date:
        """The day in the clinic's zone."""
        return self.now.astimezone(self.zone).date()


def _patient(chart: Chart) -> str:
    registered = chart.person.registration
    if registered is None:
        return _("this patient")
    return full_name(registered.name)
