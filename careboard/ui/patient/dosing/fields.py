"""The fields of an order: an amount that steps by known doses, and a reason chosen by a single key.

What is typed is never changed; a step up or down goes to the next dose of the ladder.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.medication.orders import ReasonType
from careboard.clinical.values import Amount
from careboard.i18n import gettext as _
from careboard.projections.wording.numbers import number
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring, outline
from careboard.ui.parts.buttons import IconButton
from careboard.ui.parts.fields import Line
from careboard.ui.parts.tips import tell_in_tip

_AROUND = 6  # px between the reasons and the ring around them


def in_unit(typed: str, unit: str) -> Decimal:
    """A number as it is typed, with or without its unit: "1,000 mg". Raises InvalidOperation."""
    return Decimal(typed.casefold().removesuffix(unit.casefold()).strip().replace(",", ""))


_STEP = 28  # px at 100% of a step by mouse


class DoseField(Line):
    """An amount with its unit beside it. Up and Down step through the ladder; beyond its ends by its last step.

    By mouse the two signs at its right do the same.
    """

    def __init__(self, amount: Amount | None, ladder: Sequence[Decimal], unit: str = "mg") -> None:
        super().__init__(number(amount.value) if amount else "")
        self.unit = amount.unit if amount else unit
        self._ucum = amount.ucum if amount else unit
        self._ladder: tuple[Decimal, ...] = ()
        self.less = self._stepper("subtract", _("Next dose down"), -1)
        self.more = self._stepper("add", _("Next dose up"), 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, look().px(4), 0)
        row.setSpacing(look().px(2))
        row.addStretch(1)
        row.addWidget(self.less)
        row.addWidget(self.more)
        self.textChanged.connect(self._offer_steps)
        self.step_by(ladder)

    def _stepper(self, icon_name: str, name: str, by: int) -> IconButton:
        made = IconButton(icon_name, name, self)
        made.setFixedSize(look().px(_STEP), look().px(_STEP))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.clicked.connect(lambda: self.step(by))
        return made

    def step_by(self, ladder: Sequence[Decimal]) -> None:
        """From now on Up and Down go to these doses."""
        self._ladder = tuple(sorted(ladder))
        told = _("Up and Down step by {doses} {unit}").format(doses=", ".join(map(number, ladder)), unit=self.unit)
        tell_in_tip(self, told if ladder else "")
        for stepper in (self.less, self.more):
            stepper.setVisible(bool(ladder))
        beside = look().px(8 + (2 * _STEP if ladder else 0))
        self.setTextMargins(look().px(8), 0, beside, 0)
        self._offer_steps()

    def _offer_steps(self) -> None:
        """A sign that leads to no other dose cannot be pressed."""
        self.less.setEnabled(self._next(-1) is not None)
        self.more.setEnabled(self._next(1) is not None)

    @property
    def amount(self) -> Amount:
        """What stands in it; raises ValueError with a sentence."""
        try:
            value = in_unit(self.words, self.unit)
        except InvalidOperation:
            raise ValueError(_("Write the dose as a number, such as 150 or 2.5.")) from None
        if not value.is_finite() or value <= 0:
            raise ValueError(_("A dose is more than zero."))
        return Amount(value, self.unit, ucum=self._ucum)

    def step(self, by: int) -> None:
        """Go to the next dose up or down."""
        found = self._next(by)
        if found is not None:
            self.setText(number(found))

    def _next(self, by: int) -> Decimal | None:
        try:
            now = self.amount.value
        except ValueError:
            now = Decimal(0)
        return self._above(now) if by > 0 else self._below(now)

    def _above(self, now: Decimal) -> Decimal | None:
        higher = [dose for dose in self._ladder if dose > now]
        return higher[0] if higher else now + self._last_step if self._ladder else None

    def _below(self, now: Decimal) -> Decimal | None:
        lower = [dose for dose in self._ladder if dose < now]
        return lower[-1] if lower else None

    @property
    def _last_step(self) -> Decimal:
        return self._ladder[-1] - self._ladder[-2] if len(self._ladder) > 1 else self._ladder[-1]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


REASONS: tuple[tuple[str, ReasonType], ...] = (
    ("P", ReasonType.PARTIAL_RESPONSE),
    ("N", ReasonType.NO_RESPONSE),
    ("S", ReasonType.SIDE_EFFECT),
    ("I", ReasonType.INTOLERANCE),
    ("T", ReasonType.TAPER),
    ("R", ReasonType.REMISSION),
    ("C", ReasonType.PATIENT_CHOICE),
    ("O", ReasonType.OTHER),
)


def reason_words(reason: ReasonType) -> str:
    """A reason as it is written into the order."""
    return {
        ReasonType.PARTIAL_RESPONSE: _("Partial response"),
        ReasonType.NO_RESPONSE: _("No response"),
        ReasonType.SIDE_EFFECT: _("Side effect"),
        ReasonType.INTOLERANCE: _("Intolerance"),
        ReasonType.TAPER: _("Taper"),
        ReasonType.CROSS_TAPER: _("Cross-taper"),
        ReasonType.INTERACTION: _("Interaction"),
        ReasonType.TEST_RESULT: _("Test result"),
        ReasonType.MISSED_DOSES: _("Missed doses"),
        ReasonType.PATIENT_CHOICE: _("Patient's choice"),
        ReasonType.REMISSION: _("Remission"),
        ReasonType.OTHER: _("Other"),
    }[reason]


class ReasonKeys(QWidget):
    """Reasons as a list in which one key chooses: its letter. Arrows go on to the next one."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: ReasonType | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def answer(self) -> str:
        """The reason that was chosen, as a draft keeps it."""
        return self.chosen.value if self.chosen else ""

    def choose_answer(self, answer: str) -> None:
        """Choose again what a draft kept."""
        self.choose(next((reason for _key, reason in REASONS if reason.value == answer), None))

    def choose(self, reason: ReasonType | None) -> None:
        """Choose a reason, or none any more."""
        self.chosen = reason
        self.setAccessibleDescription(reason_words(reason) if reason else "")
        self.chosen_changed.emit()
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        letter = event.text().upper()
        found = next((reason for key, reason in REASONS if key == letter), None) if plain else None
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}.get(
            Qt.Key(event.key())
        )
        if found is not None:
            self.choose(found)
        elif step is not None:
            reasons = [reason for _key, reason in REASONS]
            at = reasons.index(self.chosen) + step if self.chosen else 0
            self.choose(reasons[at % len(reasons)])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = next((i for i, box in enumerate(self.boxes) if box.contains(event.position())), None)
        if at is not None:
            self.choose(REASONS[at][1])
        self.setFocus()

    @property
    def boxes(self) -> list[QRectF]:
        """Where each reason stands, in the order of REASONS."""
        metrics = QFontMetrics(look().font(Type.STRONG_LABEL))
        high, gap, boxes = look().px(28), look().px(6), list[QRectF]()
        x = y = float(_AROUND)
        for key, reason in REASONS:
            wide = metrics.horizontalAdvance(f"{key}  {reason_words(reason)}") + look().px(22)
            if x > _AROUND and x + wide > self.width() - _AROUND:
                x, y = float(_AROUND), y + high + gap
            boxes.append(QRectF(x, y, wide, high))
            x += wide + gap
        return boxes

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(now.font(Type.STRONG_LABEL))
        for (key, reason), box in zip(REASONS, self.boxes, strict=True):
            on = reason is self.chosen
            line = now.colour("accent" if on else "border_strong")
            outline(painter, box, line, now.colour("accent_tint" if on else "surface"), now.px(6))
            painter.setPen(now.colour("accent" if on else "text1"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{key}  {reason_words(reason)}")
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
        painter.end()

    @override
    def sizeHint(self) -> QSize:
        boxes = self.boxes
        return QSize(look().px(300), round(boxes[-1].bottom()) + _AROUND)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self.setMinimumHeight(self.sizeHint().height())
        return super().event(event)
