"""What every form of free text is made of: fields in which phrases, values, blanks and marks are written by keys.

What must be filled keeps it from being signed. Its draft keeps the words, and where each of them comes from.
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from careboard.clinical.provenance import Origin
from careboard.projections.chart import Chart
from careboard.projections.writing.blanks import next_blank, refusal, unfilled
from careboard.projections.writing.runs import Run, Runs, stripped
from careboard.ui.parts.fields import Field
from careboard.ui.patient.composer.body import Body, Kept, Missing
from careboard.ui.patient.composer.offering import Offering
from careboard.ui.patient.composer.origin_field import Clipped
from careboard.ui.patient.composer.writing_field import WritingField


class Part(NamedTuple):
    """One section: its heading, its field, and what it began with."""

    heading: str
    text: WritingField
    field: Field
    begun: Runs


class WrittenBody(Body):
    """One or several sections of free text."""

    takes_marks = True

    def __init__(self, key: str, title: str, offering: Offering, parent: QWidget | None = None) -> None:
        super().__init__(key, title, parent)
        self.offering = offering
        self._clipped = Clipped()
        self.parts: list[Part] = []
        self._written_last: WritingField | None = None

    def add_section(self, heading: str, label: str, hint: str, lines: int = 2) -> Part:
        """Add a section; a hint with blanks is what it begins with."""
        begun = (Run(hint, Origin.TEMPLATE),) if next_blank(hint, 0) else ()
        text = WritingField(self.offering, self._clipped, "" if begun else hint, lines)
        text.write(begun)
        part = Part(heading, text, Field(label, text), begun)
        self.parts.append(part)
        self.column.addWidget(part.field)
        text.textChanged.connect(self.changed)
        text.went.connect(partial(self._remember, text))
        text.refused.connect(part.field.refuse)
        return part

    @override
    def show_chart(self, chart: Chart) -> None:
        self.offering.show_chart(chart)

    # -- its sections -------------------------------------------------------------------------------------------

    def section(self, heading: str) -> WritingField:
        """The field of a section."""
        return next(part.text for part in self.parts if part.heading == heading)

    @property
    def texts(self) -> dict[str, Runs]:
        """What stands under each heading, beyond what it began with."""
        found = {part.heading: stripped(part.text.runs) for part in self.parts if part.text.runs != part.begun}
        return {heading: runs for heading, runs in found.items() if runs}

    @property
    @override
    def empty(self) -> bool:
        return not self.texts

    @property
    @override
    def written(self) -> Sequence[Runs]:
        return [part.text.runs for part in self.parts]

    def expand(self, name: str) -> None:
        """Write a phrase out where somebody wrote last, else in the first section."""
        found = next((one for one in self.offering() if (one.sign, one.name) == (".", name)), None)
        if found is not None:
            self._go_on().take(found)

    @override
    def mark_words(self, what: str) -> None:
        self._go_on().mark(what)

    def _go_on(self) -> WritingField:
        """The field that was written in last has the keyboard again."""
        field = self._written_last or self.parts[0].text
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return field

    def _remember(self, text: WritingField) -> None:
        self._written_last = text
        self.settled.emit()

    @override
    def show_origins(self, *, shown: bool) -> None:
        for part in self.parts:
            part.text.show_origins(shown=shown)

    # -- blanks -------------------------------------------------------------------------------------------------

    @override
    def go_to_blank(self) -> bool:
        fields = [part.text for part in self.parts]
        here = next((at for at, text in enumerate(fields) if text is QApplication.focusWidget()), -1)
        if here >= 0 and fields[here].go_to_blank():
            return True
        return any(text.go_to_blank(from_start=True) for text in (*fields[here + 1 :], *fields[: here + 1]))

    def refuse_unfilled(self) -> None:
        """Raise Missing where a blank must be filled, and say it beside its field."""
        for part in self.parts:
            if (blank := unfilled(part.text.toPlainText())) is not None:
                part.field.refuse(refusal(blank))
                raise Missing(part.text, f"{part.field.label}: {refusal(blank)}")

    @override
    def refuse_nothing(self) -> None:
        for part in self.parts:
            if part.field.error:
                part.field.refuse("")

    # -- drafts -------------------------------------------------------------------------------------------------

    @override
    def kept(self) -> Kept:
        runs = [[[run.text, run.origin] for run in part.text.runs] for part in self.parts]
        return {"texts": [part.text.toPlainText() for part in self.parts], "runs": runs}

    @override
    def restore(self, kept: Kept) -> None:
        texts = kept.get("texts", [kept.get("text", "")])
        plainly = [[[text, None]] for text in texts]
        for part, runs in zip(self.parts, kept.get("runs", plainly), strict=False):
            part.text.write([Run(text, Origin(origin) if origin else None) for text, origin in runs])
