"""A note by its template: a field for each section, risk and goals, what is signed with it; the empty is left out.

There is no copying from earlier notes: what is written here was seen or heard this time.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.note import Note
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import today
from careboard.projections.wording import shortened
from careboard.projections.wording.written import paragraphs, unmarked
from careboard.projections.writing.beside import Beside, beside
from careboard.projections.writing.blanks import without_empty
from careboard.projections.writing.runs import Run, Runs, plain, sections_of
from careboard.ui.patient.composer.body import Head, Kept, Missing
from careboard.ui.patient.composer.offering import Offering
from careboard.ui.patient.composer.risk_and_goals import RiskAndGoals
from careboard.ui.patient.composer.with_note import WithNote
from careboard.ui.patient.composer.written_body import WrittenBody
from careboard.workflow.writing.offers import FREE, Offers, TemplateOffer


class NoteBody(WrittenBody):
    """The sections of one template."""

    wants_headline = True
    wants_session = True
    wants_when = True
    wants_asked = True

    def __init__(self, template: TemplateOffer, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(template.id, template.name, Offering(chart, offers), parent)
        self._template, self._chart, self._discipline = template, chart, offers.discipline
        for section in template.sections:
            self.add_section(section.heading, section.heading or _("Note"), section.hint)
        plan = chart.stay.plan_of_care
        self.risk_and_goals = RiskAndGoals(plan.entry.id if plan else None, plan.content.goals if plan else ())
        others = {member: name for member, name in offers.team.items() if member != chart.reader}
        self.together = WithNote(others, practice="home-practice" in offers.schemas)
        self.column.addWidget(self.risk_and_goals)
        self.column.addWidget(self.together)
        for part in self.parts:
            part.text.mentioned.connect(self.together.mention)
        self.risk_and_goals.changed.connect(self.changed)
        self.together.changed.connect(self.changed)

    @override
    def show_chart(self, chart: Chart) -> None:
        super().show_chart(chart)
        self._chart = chart

    @property
    @override
    def read_beside(self) -> Callable[[], Sequence[Beside]]:
        return lambda: beside(self._chart, self._discipline, self._template.type)

    # -- its sections -------------------------------------------------------------------------------------------

    def carry(self, texts: Mapping[str, Runs]) -> None:
        """Put what was written under other headings where it belongs here, the rest under the first one."""
        own = {part.heading: part.text for part in self.parts}
        rest = [runs for heading, runs in texts.items() if heading not in own]
        for heading, runs in texts.items():
            if heading in own:
                own[heading].write(runs)
        first = next(iter(own.values()))
        parts = [*([first.runs] if first.runs and self.texts else []), *rest]
        if rest:
            first.write([run for at, part in enumerate(parts) for run in ((Run("\n\n"),) if at else ()) + tuple(part)])

    def begin_with(self, text: str) -> None:
        """Put typed text into the first section, and go on there."""
        first = self.parts[0].text
        first.write((Run(text),))
        first.moveCursor(first.textCursor().MoveOperation.End)

    @property
    @override
    def empty(self) -> bool:
        return super().empty and not self.answers

    @property
    def answers(self) -> bool:
        """Is anything answered by keys, or to be signed with it?"""
        keys = self.risk_and_goals
        return keys.risk_changed is not None or bool(keys.numbers) or not self.together.empty

    # -- what it says -------------------------------------------------------------------------------------------

    @property
    @override
    def suggestion(self) -> str:
        """The first line of the plan; without one that of the last section that says something."""
        said = [(heading, _words(without_empty(runs))) for heading, runs in self.texts.items()]
        plan = [words for heading, words in said if "plan" in heading.casefold()]
        words = next(iter(plan), said[-1][1] if said else "")
        return shortened(next((line for line in words.splitlines() if line.strip()), ""))

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        if not self.texts:
            raise Missing(self.parts[0].text, _("Nothing is written yet."))
        self.refuse_unfilled()
        found = [(part.heading, without_empty(part.text.runs)) for part in self.parts]
        sections, provenance = sections_of(found)
        note = Note(
            discipline=head.discipline,
            type=self._template.type,
            headline=head.headline,
            sections=sections,
            template="" if self._template.id == FREE else self._template.id,
            session_start=head.start,
            session_stop=head.stop,
            goals=self.risk_and_goals.goals,
            mood=head.mood,
            risk_changed=self.risk_and_goals.risk_changed,
            asked_to_acknowledge=head.asked,
            cosigner=head.cosigner,
            provenance=provenance,
        )
        text = "\n".join(unmarked(section.text) for section in sections)
        zone = self._chart.zone
        return (note, *self.together.contents(text, today(self._chart.now, zone), zone))

    # -- drafts -------------------------------------------------------------------------------------------------

    @override
    def kept(self) -> Kept:
        return {**self.beside_words(), **super().kept()}

    def beside_words(self) -> Kept:
        """A draft without its words: risk, goals, what is signed with it."""
        keys = self.risk_and_goals
        answered = {"risk": keys.risk_changed, "goals": list(keys.numbers), "with": self.together.kept()}
        return {"texts": [], "runs": [], **answered}

    @override
    def restore(self, kept: Kept) -> None:
        super().restore(kept)
        self.risk_and_goals.set_risk(kept["risk"])
        for number in kept["goals"]:
            self.risk_and_goals.mark(number, on=True)
        if "with" in kept:
            self.together.restore(kept["with"])


def _words(runs: Runs) -> str:
    """What is said, line by line, without marks; a dash before a number may be a minus, and stays."""
    said = paragraphs(plain(runs))
    return "\n".join(one.lead + one.words if one.words[:1].isdecimal() else one.words for one in said)
