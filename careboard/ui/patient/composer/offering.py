"""What the fields of a note offer behind `.` and `@`: phrases, values of the chart, and members to be mentioned.

It is gathered when somebody first asks for it, and again when the chart is another.
"""

from collections.abc import Iterator

from careboard.clinical.provenance import Origin
from careboard.clinical.values import MemberId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.writing.pulled import name_of, pulled
from careboard.ui.patient.composer.offer_list import Offer
from careboard.workflow.writing.offers import Offers


class Offering:
    """The offers of one chart to one member."""

    def __init__(self, chart: Chart, offers: Offers) -> None:
        self._chart, self._offers = chart, offers
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
        yield from self._members()

    def _members(self) -> Iterator[Offer]:
        others = {member: name for member, name in self._offers.team.items() if member != self._chart.reader}
        lasts = [_last(name) for name in others.values()]
        for member, name in others.items():
            short = _last(name) if lasts.count(_last(name)) == 1 else name_of(name)
            about = _("{name}: a task with this note").format(name=name)
            yield Offer("@", short, mention(name), None, about, member=MemberId(member))


def _last(name: str) -> str:
    return name_of(name.partition(",")[0].split()[-1])


def mention(name: str) -> str:
    """How a member stands in a note."""
    return f"@{name}"
