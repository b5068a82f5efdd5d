"""One text: what is added to an entry, and a note for nobody else's eyes. Phrases, values and blanks stand in both.

Where the words of a private note come from is kept in its author's draft alone; nobody else reads them.
"""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.note import Addendum, PsychotherapyNote, SudCounselingNote
from careboard.clinical.provenance import Provenance
from careboard.i18n import gettext as _
from careboard.i18n import later
from careboard.projections.chart import Chart
from careboard.projections.writing.blanks import without_empty
from careboard.projections.writing.runs import sections_of
from careboard.ui.patient.composer.body import Head
from careboard.ui.patient.composer.offering import Offering
from careboard.ui.patient.composer.written_body import WrittenBody
from careboard.workflow.writing.offers import Offers

ADDENDUM = "addendum"
PRIVATE_NAMES = {"psychotherapy-note": later("Psychotherapy note"), "sud-counseling-note": later("SUD counseling note")}
_LINES = 3


class TextBody(WrittenBody):
    """One section without a heading. Nobody is mentioned in it: a task goes with a note of the team."""

    def __init__(
        self, key: str, title: str, label: str, hint: str, chart: Chart, offers: Offers, parent: QWidget | None = None
    ) -> None:
        super().__init__(key, title, Offering(chart, offers, mentions=False), parent)
        self.text = self.add_section("", label, hint, _LINES).text

    def said(self) -> tuple[str, Provenance]:
        """What is signed, and where its words come from; raises ValueError where something stands in the way."""
        self.refuse_unfilled()
        sections, provenance = sections_of([("", without_empty(self.text.runs))])
        if not sections:
            raise ValueError(_("Nothing is written yet."))
        return sections[0].text, provenance


class AddendumBody(TextBody):
    """Words added to a signed entry; the entry itself stays as it is."""

    def __init__(self, about: str, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        title = _("Addendum to: {entry}").format(entry=about)
        hint = _("What was missing, or what is known since")
        super().__init__(ADDENDUM, title, _("What is added"), hint, chart, offers, parent)

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        text, provenance = self.said()
        return (Addendum(text, provenance=provenance),)


class PrivateBody(TextBody):
    """A private note. It has no headline, no time and no mark in the chart."""

    def __init__(self, kind: str, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        name = _(PRIVATE_NAMES[kind])
        hint = _(
            "Your own analysis of the session. Times, medicines, results, diagnosis and plan belong into the chart."
        )
        super().__init__(f"private:{kind}", name, name, hint, chart, offers, parent)
        self._kind, self._patient = kind, chart.patient

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        made = PsychotherapyNote if self._kind == "psychotherapy-note" else SudCounselingNote
        text, _provenance = self.said()
        return (made(self._patient, text),)
