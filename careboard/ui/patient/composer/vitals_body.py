"""Vital signs, a weight and laboratory results, entered together: signed as one act, each as a content of its own.

A weight follows the patient's blind-weight flag; a number keeps its digits and its unit as they were typed.
"""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.measured import Component, LabResult, Position, Vitals
from careboard.clinical.nutrition import Weight
from careboard.clinical.values import Amount
from careboard.i18n import gettext as _
from careboard.i18n import later
from careboard.projections.chart import Chart
from careboard.projections.measures.last_tests import last_of_tests
from careboard.projections.measures.positions import difference
from careboard.projections.ranges import stated_range
from careboard.projections.wording.voice import joined
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.completing import complete
from careboard.ui.parts.fields import Choice, Field, Line, Text
from careboard.ui.parts.labels import Label
from careboard.ui.patient.composer.body import Body, Head, Kept, Missing
from careboard.workflow.writing import measures

KEY = "vitals"
_POSITIONS = (
    (Position.LYING, later("Lying")),
    (Position.SITTING, later("Sitting")),
    (Position.STANDING, later("Standing")),
)
_OTHERS = (
    (measures.BREATHS, later("Breaths per minute"), "breaths/min"),
    (measures.TEMPERATURE, later("Temperature, F"), "F"),
    (measures.SATURATION, later("Oxygen saturation, %"), "%"),
)


class _Test(Line):
    """The name of a laboratory test: where what was typed begins only one, it is written out when the field is left."""

    def __init__(self) -> None:
        super().__init__()
        complete(self, sorted(measures.lab_codes()))

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        self._write_out()  # here too: a completer that is open lets no line hear that the keyboard went
        return super().focusNextPrevChild(next)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._write_out()
        super().focusOutEvent(event)

    def _write_out(self) -> None:
        typed = self.words.casefold()
        found = [name for name in measures.lab_codes() if name.startswith(typed)] if typed else []
        if len(found) == 1 and found[0] != typed:
            self.setText(found[0])


class VitalsBody(Body):
    """The measures of one moment."""

    wants_asked = True
    wants_when = True

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(KEY, _("Vitals and labs"), parent)
        self._lines: dict[str, Line] = {}
        self._voice = chart.voice
        self._labs: list[tuple[Line, Line, Line, Line]] = []
        self._note = Text(placeholder=_("Symptoms, fluids, what was done"), lines=2)
        self._unit = Choice([("kg", "kg"), ("lb", "lb")], empty=_("Choose"))
        self._blind = QCheckBox(_("Blind: not shown to the patient"))
        self._blind.setChecked(chart.person.blind_weight)
        self._moved = Label("", Type.STRONG_LABEL, "text1", wrap=True)
        self._out = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self._last = last_of_tests(chart)
        self._lay_out()
        self.changed.connect(self._tell)
        self._note.textChanged.connect(self.changed)
        self._unit.currentIndexChanged.connect(self.changed)
        self._blind.toggled.connect(self.changed)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(look().px(8))
        for column, words in enumerate(("", _("Blood pressure, mmHg"), _("Heart rate"))):
            grid.addWidget(Label(words, Type.STRONG_LABEL, "text2"), 0, column)
        for row, (position, words) in enumerate(_POSITIONS, 1):
            grid.addWidget(Label(_(words), Type.LABEL, "text2"), row, 0)
            grid.addWidget(
                self._line(f"{position.value} pressure", _("{p} pressure").format(p=_(words)), _("upper/lower")), row, 1
            )
            grid.addWidget(self._line(f"{position.value} rate", _("{p} heart rate").format(p=_(words))), row, 2)
        self.column.addLayout(grid)
        self.column.addWidget(self._moved)
        self.column.addLayout(
            self._in_a_row(*(Field(_(words), self._line(words, _(words))) for _c, words, _u in _OTHERS))
        )
        weight = Field(_("Weight"), self._line("weight", _("Weight")))
        conditions = Field(
            _("Under which conditions"), self._line("conditions", _("Conditions"), _("gown, after voiding"))
        )
        self.column.addLayout(self._in_a_row(weight, Field(_("Unit"), self._unit), conditions))
        self.column.addWidget(self._blind)
        self._results = QGridLayout()
        self._results.setSpacing(look().px(8))
        for column, words in enumerate((_("Laboratory test"), _("Result"), _("Unit"), _("Reference range"))):
            self._results.addWidget(Label(words, Type.STRONG_LABEL, "text2"), 0, column)
        self.column.addLayout(self._results)
        self._add_lab()
        for told in (self._moved, self._out):
            told.hide()
        hint = _("A number with its unit, or words; pending; or no result: and why, such as no result: hemolyzed.")
        for told in (self._out, Label(hint, Type.META, "text3", wrap=True)):
            self.column.addWidget(told)
        more = Button(_("One more result"), "quiet", "add")
        more.clicked.connect(lambda _checked: self._add_lab())
        self.column.addLayout(self._in_a_row(more, stretch=True))
        self.column.addWidget(Field(_("Remark"), self._note))

    def _in_a_row(self, *widgets: QWidget, stretch: bool = False) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        for widget in widgets:
            row.addWidget(widget)
        if stretch:
            row.addStretch(1)
        return row

    def _line(self, key: str, name: str, hint: str = "") -> Line:
        return self._known(key, name, Line(placeholder=hint))

    def _known(self, key: str, name: str, line: Line) -> Line:
        line.setAccessibleName(name)
        line.textChanged.connect(self.changed)
        self._lines[key] = line
        return line

    def _add_lab(self) -> None:
        at = len(self._labs) + 1
        test = self._known(f"lab {at} 0", _("Test {n}").format(n=at), _Test())
        result = self._line(f"lab {at} 1", _("Result {n}").format(n=at))
        unit = self._line(f"lab {at} 2", _("Unit {n}").format(n=at))
        normal = self._line(f"lab {at} 3", _("Reference range {n}").format(n=at))
        for column, line in enumerate((test, result, unit, normal)):
            self._results.addWidget(line, 2 * at - 1, column)
        again = Button("", "quiet")
        again.hide()
        self._results.addWidget(again, 2 * at, 2, 1, 2, Qt.AlignmentFlag.AlignLeft)
        again.clicked.connect(lambda: self._take_again(test, unit, normal))
        for line in (test, unit):
            line.textChanged.connect(lambda: self._remind(test, unit, again))
        self._labs.append((test, result, unit, normal))

    def _remind(self, test: Line, unit: Line, again: Button) -> None:
        """Offer the unit and the range of the last result of a test; what counts is what stands in their fields."""
        before = self._last.get(test.words.casefold())
        if before is not None:
            told = joined([before.unit, before.reference])
            again.setText(_("As last time: {unit_and_range}").format(unit_and_range=told))
        again.setVisible(before is not None and bool(before.unit) and not unit.words)

    def _take_again(self, test: Line, unit: Line, normal: Line) -> None:
        before = self._last.get(test.words.casefold())
        if before is not None:
            unit.setText(before.unit)
            normal.setText(before.reference)

    def _tell(self) -> None:
        """Say at once what changes from lying to standing, and what is out of its range."""
        try:
            moved = difference(tuple(self._readings()), self._voice)
        except ValueError:
            moved = ""
        out = [words for row in self._labs if (words := self._beyond(*row))]
        for label, told in ((self._moved, moved), (self._out, ", ".join(out))):
            if told and label.text() != told:
                announce(self, told)
            label.setText(told)
            label.setVisible(bool(told))

    def _beyond(self, test: Line, result: Line, _unit: Line, normal: Line) -> str:
        try:
            value = float(result.words)
        except ValueError:
            return ""
        found = stated_range(normal.words).beyond(value)
        word = {-1: _("low"), 1: _("high")}.get(found, "")
        return f"{test.words or _('Result')} {result.words}: {word}" if word else ""

    def line(self, key: str) -> Line:
        """A field by its key, such as "standing rate"."""
        return self._lines[key]

    @property
    @override
    def empty(self) -> bool:
        return not any(line.words for line in self._lines.values()) and not self._note.words

    @override
    def begin(self) -> None:
        self._lines["lying pressure"].setFocus()

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        readings, labs = tuple(self._readings()), tuple(self._results_of(head))
        weight = self._lines["weight"].words
        if not (readings or labs or weight):
            raise ValueError(_("Nothing is measured yet."))
        if not (readings or labs) and (self._note.words or head.asked):
            raise ValueError(_("A weight has no remark and asks nobody: write a note beside it."))
        vitals = (Vitals(readings, note=self._note.words, asked_to_acknowledge=head.asked),) if readings else ()
        remarked = labs if readings else tuple(replace(one, note=self._note.words) for one in labs)
        return (*vitals, *((self._weight(weight),) if weight else ()), *remarked)

    def _results_of(self, head: Head) -> Iterator[LabResult]:
        for test, result, unit, normal in self._labs:
            if test.words or result.words:
                if not (test.words and result.words):
                    raise ValueError(_("A laboratory result names its test and what came out."))
                try:
                    made = measures.lab_result(test.words, result.words, unit.words, normal.words)
                except ValueError as wrong:
                    raise Missing(result if unit.words else unit, str(wrong)) from None
                yield replace(made, asked_to_acknowledge=head.asked)

    def _readings(self) -> Iterator[Component]:
        for position, _words in _POSITIONS:
            if typed := self._lines[f"{position.value} pressure"].words:
                yield from measures.pressure(typed, position)
            if typed := self._lines[f"{position.value} rate"].words:
                yield measures.reading(measures.HEART_RATE, typed, "beats/min", position)
        for what, words, unit in _OTHERS:
            if typed := self._lines[words].words:
                yield measures.reading(what, typed, unit)

    def _weight(self, typed: str) -> Weight:
        value = measures.number(typed, _("The weight"))
        unit = str(self._unit.chosen or "")
        if not unit:
            raise Missing(self._unit, _("Choose whether the weight is in kg or in lb."))
        conditions = tuple(part.strip() for part in self._lines["conditions"].words.split(",") if part.strip())
        code = {"kg": "kg", "lb": "[lb_av]"}[unit]
        return Weight(Amount(value, unit, ucum=code), self._blind.isChecked(), conditions or (_("not recorded"),))

    @override
    def kept(self) -> Kept:
        lines = {key: line.text() for key, line in self._lines.items()}
        rest = {"unit": self._unit.currentText(), "blind": self._blind.isChecked(), "note": self._note.toPlainText()}
        return {"lines": lines, "labs": len(self._labs), **rest}

    @override
    def restore(self, kept: Kept) -> None:
        while len(self._labs) < kept["labs"]:
            self._add_lab()
        for key, text in kept["lines"].items():
            if key in self._lines:
                self._lines[key].setText(text)
        self._unit.choose_words(kept["unit"])
        self._blind.setChecked(kept["blind"])
        self._note.setPlainText(kept["note"])
