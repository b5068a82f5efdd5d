"""A note by its template: a field for each section, risk and goals, what is signed with it; the empty is left out.

There is no copying from earlier notes: what is written here was seen or heard this time.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.note import Note
from careboard.clinical.provenance import Origin
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import today
from careboard.projections.wording import shortened
from careboard.projections.wording.written import paragraphs, unmarked
from careboard.projections.writing.beside import Beside, beside
from careboard.projections.writing.blanks import next_blank, refusal, unfilled, without_empty
from careboard.projections.writing.runs import Run, Runs, plain, sections_of, stripped
from careboard.ui.parts.fields import Field
from careboard.ui.patient.composer.body import Body, Head, Kept, Missing
from careboard.ui.patient.composer.marks import Marks
from careboard.ui.patient.composer.offering import Offering
from careboard.ui.patient.composer.origin_field import Clipped
from careboard.ui.patient.composer.with_note import WithNote
from careboard.ui.patient.composer.writing_field import WritingField
from careboard.workflow.writing.offers import FREE, Offers, TemplateOffer


class _Part(NamedTuple):
    """One section: its heading, its field, and what the template began it with."""

    heading: str
    text: WritingField
    field: Field
    begun: Runs


class NoteBody(Body):
    """The sections of one template."""

    wants_headline = True
    wants_session = True
    wants_when = True
    wants_asked = True
    takes_marks = True

    def __init__(self, template: TemplateOffer, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(template.id, template.name, parent)
        self._template, self._chart, self._discipline = template, chart, offers.discipline
        self.offering = Offering(chart, offers)
        clipped = Clipped()
        self._parts: list[_Part] = []
        for section in template.sections:
            begun = (Run(section.hint, Origin.TEMPLATE),) if next_blank(section.hint, 0) else ()
            text = WritingField(self.offering, clipped, "" if begun else section.hint)
            text.write(begun)
            field = Field(section.heading or _("Note"), text)
            self._parts.append(_Part(section.heading, text, field, begun))
            self.column.addWidget(field)
        plan = chart.stay.plan_of_care
        self.marks = Marks(plan.entry.id if plan else None, plan.content.goals if plan else ())
        others = {member: name for member, name in offers.team.items() if member != chart.reader}
        self.together = WithNote(others, practice="home-practice" in offers.schemas)
        self.column.addWidget(self.marks)
        self.column.addWidget(self.together)
        self._written_last = self._parts[0].text
        self._listen()

    def _listen(self) -> None:
        for part in self._parts:
            part.text.textChanged.connect(self.changed)
            part.text.went.connect(partial(self._remember, part.text))
            part.text.refused.connect(part.field.refuse)
            part.text.mentioned.connect(self.together.mention)
        self.marks.changed.connect(self.changed)
        self.together.changed.connect(self.changed)

    @override
    def show_chart(self, chart: Chart) -> None:
        self._chart = chart
        self.offering.show_chart(chart)

    @property
    @override
    def read_beside(self) -> Callable[[], Sequence[Beside]]:
        return lambda: beside(self._chart, self._discipline, self._template.type)

    # -- its sections -------------------------------------------------------------------------------------------

    def section(self, heading: str) -> WritingField:
        """The field of a section."""
        return next(part.text for part in self._parts if part.heading == heading)

    @property
    def texts(self) -> dict[str, Runs]:
        """What stands under each heading, beyond what the template began it with."""
        found = {part.heading: stripped(part.text.runs) for part in self._parts if part.text.runs != part.begun}
        return {heading: runs for heading, runs in found.items() if runs}

    def carry(self, texts: Mapping[str, Runs]) -> None:
        """Put what was written under other headings where it belongs here, the rest under the first one."""
        own = {part.heading: part.text for part in self._parts}
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
        first = self._parts[0].text
        first.write((Run(text),))
        first.moveCursor(first.textCursor().MoveOperation.End)

    def expand(self, name: str) -> None:
        """Write a phrase out where somebody wrote last, else in the first section."""
        found = next((one for one in self.offering() if (one.sign, one.name) == (".", name)), None)
        if found is not None:
            self._written_last.setFocus(Qt.FocusReason.OtherFocusReason)
            self._written_last.take(found)

    @override
    def mark_words(self, what: str) -> None:
        self._written_last.setFocus(Qt.FocusReason.OtherFocusReason)
        self._written_last.mark(what)

    def _remember(self, text: WritingField) -> None:
        self._written_last = text
        self.settled.emit()

    @override
    def go_to_blank(self) -> bool:
        fields = [part.text for part in self._parts]
        here = next((at for at, text in enumerate(fields) if text is QApplication.focusWidget()), -1)
        if here >= 0 and fields[here].go_to_blank():
            return True
        return any(text.go_to_blank(from_start=True) for text in (*fields[here + 1 :], *fields[: here + 1]))

    @override
    def show_origins(self, *, shown: bool) -> None:
        for part in self._parts:
            part.text.show_origins(shown=shown)

    # -- what it says -------------------------------------------------------------------------------------------

    @property
    @override
    def empty(self) -> bool:
        return not self.texts

    @property
    @override
    def suggestion(self) -> str:
        """The first line of the plan; without one that of the last section that says something."""
        said = [(heading, _words(without_empty(runs))) for heading, runs in self.texts.items()]
        plan = [words for heading, words in said if "plan" in heading.casefold()]
        words = next(iter(plan), said[-1][1] if said else "")
        return shortened(next((line for line in words.splitlines() if line.strip()), ""))

    @property
    @override
    def written(self) -> Sequence[Runs]:
        return [part.text.runs for part in self._parts]

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        self._refuse_unfilled()
        found = [(part.heading, without_empty(part.text.runs)) for part in self._parts]
        sections, provenance = sections_of(found)
        note = Note(
            discipline=head.discipline,
            type=self._template.type,
            headline=head.headline,
            sections=sections,
            template="" if self._template.id == FREE else self._template.id,
            session_start=head.start,
            session_stop=head.stop,
            goals=self.marks.goals,
            mood=head.mood,
            risk_changed=self.marks.risk_changed,
            asked_to_acknowledge=head.asked,
            cosigner=head.cosigner,
            provenance=provenance,
        )
        text = "\n".join(unmarked(section.text) for section in sections)
        zone = self._chart.zone
        return (note, *self.together.contents(text, today(self._chart.now, zone), zone))

    def _refuse_unfilled(self) -> None:
        for part in self._parts:
            if (blank := unfilled(part.text.toPlainText())) is not None:
                part.field.refuse(refusal(blank))
                raise Missing(part.text, f"{part.field.label}: {refusal(blank)}")

    @override
    def refuse_nothing(self) -> None:
        for part in self._parts:
            if part.field.error:
                part.field.refuse("")

    # -- drafts -------------------------------------------------------------------------------------------------

    @override
    def kept(self) -> Kept:
        texts = [part.text.toPlainText() for part in self._parts]
        runs = [[[run.text, run.origin] for run in part.text.runs] for part in self._parts]
        marked = {"risk": self.marks.risk_changed, "goals": list(self.marks.numbers)}
        return {"texts": texts, "runs": runs, **marked, "with": self.together.kept()}

    @override
    def restore(self, kept: Kept) -> None:
        plainly = [[[text, None]] for text in kept["texts"]]
        for part, runs in zip(self._parts, kept.get("runs", plainly), strict=False):
            part.text.write([Run(text, Origin(origin) if origin else None) for text, origin in runs])
        self.marks.set_risk(kept["risk"])
        for number in kept["goals"]:
            self.marks.mark(number, on=True)
        if "with" in kept:
            self.together.restore(kept["with"])


def _words(runs: Runs) -> str:
    """What is said, line by line, without marks; a dash before a number may be a minus, and stays."""
    said = paragraphs(plain(runs))
    return "\n".join(one.lead + one.words if one.words[:1].isdecimal() else one.words for one in said)
