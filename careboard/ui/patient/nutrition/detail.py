"""The meal of the cell that has the keyboard, in words, with what else was seen of it: supplement, behaviour, by whom.

It shows and says what was changed; who may change nothing reads why.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.nutrition import MealObservation, Supplement
from careboard.clinical.values import Informant
from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Chip
from careboard.ui.parts.fields import Choice, Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, arrange

_SHARES = {
    0: _("0   nothing"),
    25: _("1   a quarter"),
    50: _("2   half"),
    75: _("3   three quarters"),
    100: _("4   all"),
}
_NARROW = 760  # px at 100% below which the fields stand below each other
_SUPPLEMENTS: tuple[tuple[str, object], ...] = (
    (_("taken"), Supplement.TAKEN),
    (_("taken in part"), Supplement.PARTLY),
    (_("refused"), Supplement.REFUSED),
    (_("not offered"), Supplement.NOT_OFFERED),
    (_("not needed"), Supplement.NOT_NEEDED),
)
_TOLD_BY: tuple[tuple[str, object], ...] = (
    (_("seen here"), Informant.SEEN_HERE),
    (_("told by the patient"), Informant.PATIENT),
    (_("told by the family"), Informant.FAMILY),
)


class MealDetail(QWidget):
    """Words, how much was eaten for who holds the mouse, and three fields. `changed` comes when one of them was."""

    changed = Signal()
    eaten = Signal(int)  # percent

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", Type.VALUE, "text1", wrap=True)
        self._why = Label("", Type.META, "text3", wrap=True)
        self.supplement = Choice(_SUPPLEMENTS, empty=_("not recorded"))
        self.seen = Line("", _("such as: cut the food very small; several with a semicolon"))
        self.told_by = Choice(_TOLD_BY)
        self.shares = QWidget()
        self._chips = {share: self._chip(share, words) for share, words in _SHARES.items()}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fields = (
            Field(_("Supplement (S)"), self.supplement),
            Field(_("Behavior seen (B)"), self.seen),
            Field(_("Who says so"), self.told_by),
        )
        for field, stretch in zip(self._fields, (0, 1, 0), strict=True):
            self._row.addWidget(field, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(6))
        head = QHBoxLayout()
        head.addWidget(self._words, 1)
        column.addLayout(head)
        column.addWidget(self._offered())
        column.addWidget(self._why)
        column.addLayout(self._row)
        self.supplement.activated.connect(lambda _at: self.changed.emit())
        self.told_by.activated.connect(lambda _at: self.changed.emit())
        self.seen.textEdited.connect(lambda _text: self.changed.emit())
        self._fit()

    def _chip(self, share: int, words: str) -> Chip:
        """One share; the keyboard stays at the meal, where a digit says the same."""
        chip = Chip(words, checkable=True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.clicked.connect(lambda _on: self.eaten.emit(share))
        return chip

    def _offered(self) -> QWidget:
        flow = Flow(self.shares, look().px(6))
        for chip in self._chips.values():
            flow.addWidget(chip)
        self.shares.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.shares.hide()
        return self.shares

    @property
    def said(self) -> str:
        """The words about the meal."""
        return self._words.text()

    @property
    def why(self) -> str:
        """Why nothing can be changed."""
        return self._why.text()

    def show_meal(self, words: str, seen: MealObservation | None, told_by: Informant, why_not: str) -> None:
        """Show a meal; what is being typed of the same one stays as it is typed."""
        self._words.setText(words)
        self._why.setText(why_not)
        self._why.setVisible(bool(why_not))
        for share, chip in self._chips.items():
            chip.setChecked(seen is not None and seen.share == share)
        for field in self._fields:
            field.setEnabled(not why_not)
        self.supplement.setCurrentIndex(0)
        self.supplement.choose(seen.supplement if seen else None)
        self.told_by.choose(told_by)
        shown = "; ".join(seen.behaviors) if seen else ""
        if self.behaviors != (seen.behaviors if seen else ()):
            self.seen.setText(shown)

    @property
    def behaviors(self) -> tuple[str, ...]:
        """What was seen, one by one."""
        return tuple(part.strip() for part in self.seen.words.split(";") if part.strip())

    @property
    def given(self) -> Supplement | None:
        """What became of the supplement."""
        chosen = self.supplement.chosen
        return chosen if isinstance(chosen, Supplement) else None

    @property
    def source(self) -> Informant:
        """Who says so."""
        chosen = self.told_by.chosen
        return chosen if isinstance(chosen, Informant) else Informant.SEEN_HERE

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._fit()

    def _fit(self) -> None:
        narrow = self.width() < look().px(_NARROW)
        self._row.setSpacing(look().px(12))
        arrange(self._row, beside=not narrow)
