"""A note by its template: a field for each section, then risk and goals; a section left empty is left out.

There is no copying from earlier notes: what is written here was seen or heard this time.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.note import Note, Section
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.wording import shortened
from careboard.ui.parts.fields import Field, Text
from careboard.ui.patient.composer.body import Body, Head, Kept
from careboard.ui.patient.composer.marks import Marks
from careboard.workflow.writing.offers import FREE, TemplateOffer

_MOST_LINES = 30


class NoteBody(Body):
    """The sections of one template."""

    wants_headline = True
    wants_session = True
    wants_when = True
    wants_asked = True

    def __init__(self, template: TemplateOffer, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(template.id, template.name, parent)
        self._template = template
        self._texts: list[tuple[str, Text]] = []
        for section in template.sections:
            text = Text(placeholder=section.hint, lines=2, most=_MOST_LINES)
            text.textChanged.connect(self.changed)
            self._texts.append((section.heading, text))
            self.column.addWidget(Field(section.heading or _("Note"), text))
        plan = chart.stay.plan_of_care
        self.marks = Marks(plan.entry.id if plan else None, plan.content.goals if plan else ())
        self.marks.changed.connect(self.changed)
        self.column.addWidget(self.marks)

    def section(self, heading: str) -> Text:
        """The field of a section."""
        return next(text for named, text in self._texts if named == heading)

    @property
    def texts(self) -> dict[str, str]:
        """What stands under each heading."""
        return {heading: text.words for heading, text in self._texts if text.words}

    def carry(self, texts: Mapping[str, str]) -> None:
        """Put what was written under other headings where it belongs here, the rest under the first one."""
        rest = [words for heading, words in texts.items() if heading not in dict(self._texts)]
        for heading, field in self._texts:
            field.setPlainText(texts.get(heading, ""))
        first = self._texts[0][1]
        first.setPlainText("\n\n".join(part for part in (first.words, *rest) if part))

    def write(self, text: str) -> None:
        """Put text into the first section, and go on there."""
        self._texts[0][1].setPlainText(text)
        self._texts[0][1].moveCursor(self._texts[0][1].textCursor().MoveOperation.End)

    @property
    @override
    def empty(self) -> bool:
        return not any(text.words for _heading, text in self._texts)

    @property
    @override
    def suggestion(self) -> str:
        """The first line of the plan; without one that of the last section that says something."""
        said = [(heading, text.words) for heading, text in self._texts if text.words]
        plan = [words for heading, words in said if "plan" in heading.casefold()]
        words = next(iter(plan), said[-1][1] if said else "")
        return shortened(next((line for line in words.splitlines() if line.strip()), ""))

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        sections = tuple(Section(heading, text.words) for heading, text in self._texts if text.words)
        return (
            Note(
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
            ),
        )

    @override
    def kept(self) -> Kept:
        texts = [text.toPlainText() for _heading, text in self._texts]
        return {"texts": texts, "risk": self.marks.risk_changed, "goals": list(self.marks.numbers)}

    @override
    def restore(self, kept: Kept) -> None:
        for (_heading, field), text in zip(self._texts, kept["texts"], strict=False):
            field.setPlainText(text)
        self.marks.set_risk(kept["risk"])
        for number in kept["goals"]:
            self.marks.mark(number, on=True)
