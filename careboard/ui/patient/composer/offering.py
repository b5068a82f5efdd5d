"""What the fields of a note offer behind `.` and `@`: phrases, values of the chart, and members to be mentioned.

It is gathered when somebody first asks for it, and again when the chart is another.
"""

from collections.abc import Iterator

from careboard.clinical.provenance import Origin
from careboard.clinical.values import MemberId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.writing.mentions import mention
from careboard.projections.writing.pulled import name_of, pulled
from careboard.ui.patient.composer.offer_list import Offer
from careboard.workflow.writing.offers import Offers


class Offering:
    """The offers of one chart to one member."""

    def __init__(self, chart: Chart, offers: Offers, *, mentions: bool = True) -> None:
        self._chart, self._offers, self._mentions = chart, offers, mentions
        self._found: tuple[Offer, ...] | None = None

    def show_chart(self, chart: Chart) -> None:
        """Offer the values of another chart from now on."""
        self._chart, self._found = chart, None

    def know(self, offers: Offers) -> None:
        """Offer other phrases from now on."""
        self._offers, self._found = offers, None

    def __call__(self) -> tuple[Offer, ...]:
        """All of them."""
        if self._found is None:
            self._found = tuple(self._gathered())
        return self._found

    def _gathered(self) -> Iterator[Offer]:
        for one in self._offers.phrases:
            yield Offer(".", one.phrase.name, one.phrase.text, Origin.TEMPLATE)
        for value in pulled(self._chart):
            yield Offer("@", value.name, value.text, Origin.PULLED, refused=value.refused)
        if self._mentions:
            yield from self._members()

    def _members(self) -> Iterator[Offer]:
        """Each by the family name, where two have it by the whole one; and by given names and roles too."""
        others = {member: name for member, name in self._offers.team.items() if member != self._chart.reader}
        lasts = [_names(name)[-1] for name in others.values()]
        for member, name in others.items():
            *given, last = _names(name)
            roles = self._offers.roles.get(member, ())
            short = last if lasts.count(last) == 1 else name_of(name)
            who = f"{name} ({', '.join(role.replace('-', ' ') for role in roles)})" if roles else name
            about = _("{name}: mentioned").format(name=who)
            yield Offer("@", short, mention(name), None, about, member=MemberId(member), also=(*given, last, *roles))


def _names(name: str) -> list[str]:
    """Given names, then the family name, without credentials."""
    return [name_of(word) for word in name.partition(",")[0].split()] or [name_of(name)]
