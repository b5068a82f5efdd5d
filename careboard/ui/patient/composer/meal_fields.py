"""One meal of the week as it is written: servings by food group with steppers, its energy, and words.

Up and Down step a serving, with Shift half of one; a number can be typed. What is typed as a line is read into the
groups when its field is left; what cannot be read as servings stays as it was typed.
"""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal

from PySide6.QtCore import QEvent, QRegularExpression, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.nutrition import MealTime, PlannedMeal
from careboard.i18n import gettext as _
from careboard.projections.wording.numbers import number
from careboard.projections.wording.voice import capital
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import IconButton, pressed_by_enter
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow
from careboard.workflow.writing.meals import called, planned_meal
from careboard.workflow.writing.week import made, with_servings

_STEP, _HALF, _MOST = Decimal(1), Decimal("0.5"), Decimal(99)
_LINE, _SIDE, _ENERGY = 46, 26, 90  # px at 100%
_SERVINGS, _KCAL = r"\d{0,2}(\.\d{0,2})?", r"\d{0,5}"
_NONE = Decimal(0)


class MealLine(Line):
    """A line of a meal. `done` comes with Enter, `left_back` with Esc."""

    done = Signal()
    left_back = Signal()
    settled = Signal()

    def __init__(self, allowed: str = "", placeholder: str = "") -> None:
        super().__init__("", placeholder)
        if allowed:
            self.setValidator(QRegularExpressionValidator(QRegularExpression(allowed), self))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if pressed_by_enter(event):
            self.settled.emit()
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.settled.emit()
            self.left_back.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settled.emit()


class Servings(MealLine):
    """So many servings of one group; Up and Down step them, Left and Right go to the next group."""

    stepped = Signal(object)  # Decimal
    aside = Signal(int)

    def __init__(self, group: str) -> None:
        super().__init__(_SERVINGS)
        self.group = group
        self.setTextMargins(look().px(4), 0, look().px(4), 0)
        self.setAccessibleName(_("Servings of {group}").format(group=group))
        self.setAccessibleDescription(_("Up and Down step a serving, with Shift half of one"))
        self.textEdited.connect(lambda _text: self.stepped.emit(self.count))

    @property
    def count(self) -> Decimal:
        """How many servings stand in it."""
        return Decimal(self.text()) if self.text().strip(".") else _NONE

    def show_count(self, count: Decimal) -> None:
        """Show so many servings; a number that is being typed stays as it is typed."""
        if count != self.count or not self.hasFocus():
            self.setText(number(count) if count else "")

    def step(self, by: Decimal) -> None:
        """So many servings more, or fewer; never less than none."""
        count = min(max(self.count + by, _NONE), _MOST)
        self.setText(number(count) if count else "")
        self.selectAll()
        self.stepped.emit(count)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _HALF if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        match event.key():
            case Qt.Key.Key_Up:
                self.step(by)
            case Qt.Key.Key_Down:
                self.step(-by)
            case Qt.Key.Key_Left | Qt.Key.Key_Right if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.aside.emit(1 if event.key() == Qt.Key.Key_Right else -1)
            case _:
                super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    @override
    def sizeHint(self) -> QSize:
        return QSize(look().px(_LINE), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Stepper(QWidget):
    """The servings of a group under its name, with two buttons for the mouse."""

    def __init__(self, group: str) -> None:
        super().__init__()
        self.servings = Servings(group)
        name = Label(capital(group), Type.STRONG_LABEL, "text2")
        name.setBuddy(self.servings)
        more = IconButton("arrow-up", _("One serving of {group} more").format(group=group))
        fewer = IconButton("arrow-down", _("One serving of {group} fewer").format(group=group))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.servings)
        for button, by in ((more, _STEP), (fewer, -_STEP)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys for it are in the field
            button.setFixedWidth(look().px(_SIDE))
            row.addWidget(button)
            button.clicked.connect(lambda _on=False, by=by: self.servings.step(by))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(2))
        column.addWidget(name)
        column.addLayout(row)


class MealFields(QWidget):
    """What is planned at one place of the week. `changed` carries the PlannedMeal, None where nothing is planned."""

    changed = Signal(object)
    done = Signal()
    left_back = Signal()

    def __init__(self, groups: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meal: PlannedMeal | None = None
        self._time = MealTime.BREAKFAST
        self._steppers: dict[str, Stepper] = {}
        self._name = Label("", Type.HEADLINE, "text1", wrap=True)
        self._held = QWidget()
        self._flow = Flow(self._held, look().px(12))
        self.energy = MealLine(_KCAL)
        self.words = MealLine("", _("in words, or as a line: 2 starch, 1 fruit"))
        self._energy_field = Field(_("Energy of the meal, kcal"), self.energy)
        self._words_field = Field(_("In words"), self.words)
        self._lay_out()
        self.offer(groups)
        self.energy.textEdited.connect(lambda _text: self._type_energy())
        self.words.textEdited.connect(lambda _text: self._type_words())
        for line in (self.energy, self.words):
            line.done.connect(self.done)
            line.left_back.connect(self.left_back)
        self.words.settled.connect(self.settle)

    def _lay_out(self) -> None:
        self._energy_field.setFixedWidth(look().px(_ENERGY + 80))
        row = QHBoxLayout()
        row.setSpacing(look().px(12))
        row.addWidget(self._words_field, 1)
        row.addWidget(self._energy_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(6))
        column.addWidget(self._name)
        column.addWidget(self._held)
        column.addLayout(row)

    def offer(self, groups: Sequence[str]) -> None:
        """Offer these groups too; those that are there stay."""
        for group in groups:
            if group not in self._steppers:
                self._steppers[group] = made_stepper = Stepper(group)
                servings = made_stepper.servings
                self._flow.addWidget(made_stepper)
                made_stepper.show()
                servings.stepped.connect(lambda count, group=group: self._step(group, count))
                servings.aside.connect(lambda by, group=group: self._go_aside(group, by))
                servings.done.connect(self.done)
                servings.left_back.connect(self.left_back)

    @property
    def servings(self) -> dict[str, Servings]:
        """The steppers by their group."""
        return {group: stepper.servings for group, stepper in self._steppers.items()}

    def show_meal(self, name: str, time: MealTime, meal: PlannedMeal | None, *, shows_energy: bool) -> None:
        """Show what is planned at a place; what is being typed of the same one stays as it is typed."""
        self._name.setText(name)
        self._time, self._meal = time, meal
        counts = {one.group: one.count for one in meal.exchanges} if meal is not None else {}
        self.offer(tuple(counts))
        for group, servings in self.servings.items():
            servings.show_count(counts.get(group, _NONE))
        self._energy_field.setVisible(shows_energy)
        energy = number(meal.energy_kcal).replace(",", "") if meal is not None and meal.energy_kcal else ""
        for line, words in ((self.energy, energy), (self.words, meal.text if meal is not None else "")):
            if line.text() != words and not (line.hasFocus() and line.words == words):
                line.setText(words)

    def begin(self) -> None:
        """The keyboard goes to the first group."""
        next(iter(self.servings.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Read what was typed as a line into the groups, as far as it can be read."""
        read = None
        with suppress(ValueError):  # a group that stands twice in it: the line stays as it was typed
            read = planned_meal(self._time, self.words.words)
        if read is None or not (read.exchanges or read.energy_kcal):
            return
        meal = self._meal
        for one in read.exchanges:
            meal = with_servings(meal, self._time, called(one.group, tuple(self._steppers)), one.count)
        energy = read.energy_kcal or (meal.energy_kcal if meal is not None else None)
        self._be(made(self._time, meal.exchanges if meal is not None else (), energy, read.text))

    def _step(self, group: str, count: Decimal) -> None:
        self._be(with_servings(self._meal, self._time, group, count))

    def _go_aside(self, group: str, by: int) -> None:
        fields = [*self.servings.values(), self.words]
        here = list(self.servings).index(group)
        fields[max(here + by, 0)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_energy(self) -> None:
        energy = Decimal(self.energy.words) if self.energy.words else None
        exchanges, text = (self._meal.exchanges, self._meal.text) if self._meal is not None else ((), "")
        self._be(made(self._time, exchanges, energy or None, text))

    def _type_words(self) -> None:
        words = self.words.words
        if self._meal is not None:
            self._be(made(self._time, self._meal.exchanges, self._meal.energy_kcal, words))
        else:
            self._be(made(self._time, (), None, words))

    def _be(self, meal: PlannedMeal | None) -> None:
        if meal != self._meal:
            self._meal = meal
            self.changed.emit(meal)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._flow.setSpacing(look().px(12))
