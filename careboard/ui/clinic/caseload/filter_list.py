"""The filters of the caseload: words, the fixed filters with their counts, and those that somebody saved by name.

At the left of a wide page, above the list of a narrow one; a saved filter is the member's own and kept sealed.
"""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.ui.clinic.caseload.columns import Order
from careboard.ui.clinic.caseload.filters import Preset, preset_of
from careboard.ui.clinic.caseload.model import CaseloadModel
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button, Chip
from careboard.ui.parts.fields import Choice, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, arrange
from careboard.ui.parts.tips import tell_in_tip
from careboard.workflow.outlines import SavedFilter

_ANY = 16_777_215  # px, Qt's own largest
WIDTH = 184  # px at 100% where it stands at the left


class FilterList(QWidget):
    """Shows and changes the filter of a model. `kept` carries every saved filter when there is one more or less."""

    kept = Signal(object)  # a tuple of SavedFilter
    entered = Signal()  # Enter in the field of words

    def __init__(self, model: CaseloadModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._saved: tuple[SavedFilter, ...] = ()
        self._group = QButtonGroup(self)
        self._flow = Flow(self, look().px(8))
        self._named: dict[str, Chip] = {}
        self._build()
        self._listen()

    def _build(self) -> None:
        self.words = Line(placeholder=_("Name, number, level"))
        self.words.setAccessibleName(_("Filter by name, number, level of care, risk or plan"))
        self.words.setToolTip(self.words.accessibleName())
        self.words.setClearButtonEnabled(True)
        self._flow.addWidget(self.words)
        self.presets = {preset: self._chip(preset.words, preset.meaning) for preset in Preset}
        self.presets[Preset.ALL].setChecked(True)
        self.order = Choice([(order.value, order) for order in Order])
        self.order.setAccessibleName(_("Sort by"))
        sort = Label(_("Sort by"), Type.LABEL, "text2")
        sort.setBuddy(self.order)
        self.save = Button(_("Save this filter"), "quiet", "save")
        self.remove = Button(_("Remove this filter"), "quiet", "close")
        self.name = Line(placeholder=_("Name of the filter, Enter"))
        self.name.setAccessibleName(_("Name of the filter"))
        self._sorting = QWidget()
        self._sort_row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._sorting)
        self._sort_row.setContentsMargins(0, 0, 0, 0)
        self._sort_row.addWidget(sort)
        self._sort_row.addWidget(self.order)
        for widget in (self.save, self.remove, self.name, self._sorting):
            self._flow.addWidget(widget)
        self.name.hide()
        self._follow_look()

    def _listen(self) -> None:
        self.words.textChanged.connect(self._model.filter_by)
        self.words.returnPressed.connect(self.entered)
        self.order.currentIndexChanged.connect(self._sort)
        for preset, chip in self.presets.items():
            chip.clicked.connect(partial(self._choose, preset))
        self.save.clicked.connect(self._ask_for_a_name)
        self.remove.clicked.connect(self._remove)
        self.name.returnPressed.connect(self._keep)
        self._model.changed.connect(self._follow)
        self._follow()

    def _chip(self, words: str, meaning: str) -> Chip:
        chip = Chip(words, checkable=True)
        tell_in_tip(chip, meaning)
        chip.setAccessibleDescription(meaning)
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        chip.show()  # at once, not with the next event
        return chip

    # -- what is filtered ----------------------------------------------------------------------------------------

    @property
    def filtered(self) -> bool:
        """Is anybody hidden by a filter?"""
        return self._model.preset is not Preset.ALL or bool(self._model.words.strip())

    @Slot()
    def clear(self) -> None:
        """Show everybody."""
        self._apply(Preset.ALL, "")

    def show_preset(self, preset: Preset) -> None:
        """Show those whom a fixed filter shows, whatever was typed."""
        self._apply(preset, "")

    def _choose(self, preset: Preset, *_checked: object) -> None:
        self._model.show_preset(preset)

    def _apply(self, preset: Preset, words: str, *_checked: object) -> None:
        self._model.show_preset(preset)
        self.words.setText(words)

    @Slot()
    def _sort(self) -> None:
        chosen = self.order.chosen
        if isinstance(chosen, Order):
            self._model.sort_by(chosen)

    # -- what is saved -------------------------------------------------------------------------------------------

    def show_saved(self, saved: tuple[SavedFilter, ...]) -> None:
        """Offer these by name."""
        self._saved = saved
        for chip in self._named.values():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._named = {one.name: self._saved_chip(one) for one in saved}
        for widget in (self.save, self.remove, self.name, self._sorting):
            self._flow.removeWidget(widget)
            self._flow.addWidget(widget)
        self._follow()

    def _saved_chip(self, one: SavedFilter) -> Chip:
        meaning = ", ".join(part for part in (preset_of(one.preset).words, one.words) if part)
        chip = self._chip(one.name, _("Your own filter: {filter}").format(filter=meaning))
        chip.clicked.connect(partial(self._apply, preset_of(one.preset), one.words))
        return chip

    @property
    def _now(self) -> SavedFilter | None:
        """The saved filter that is in force."""
        here = (self._model.preset.key, self._model.words.strip())
        return next((one for one in self._saved if (one.preset, one.words) == here), None)

    @Slot()
    def _ask_for_a_name(self) -> None:
        self.name.clear()
        self.name.show()
        self.save.hide()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _keep(self) -> None:
        name = self.name.words
        if not name:
            return
        others = tuple(one for one in self._saved if one.name != name)
        made = SavedFilter(name, self._model.preset.key, self._model.words.strip())
        self.name.hide()
        self.show_saved((*others, made))
        self.kept.emit(self._saved)
        self._named[name].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _remove(self) -> None:
        gone = self._now
        if gone is not None:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_saved(tuple(one for one in self._saved if one is not gone))
            self.kept.emit(self._saved)

    # -- how it looks --------------------------------------------------------------------------------------------

    @Slot()
    def _follow(self) -> None:
        for preset, chip in self.presets.items():
            chip.setText(f"{preset.words}  {self._model.count(preset)}")
            chip.updateGeometry()
        now = self._now
        chosen = self._named[now.name] if now is not None else self.presets[self._model.preset]
        chosen.setChecked(True)
        self.save.setVisible(self.filtered and now is None and self.name.isHidden())
        self.remove.setVisible(now is not None)
        if not self.filtered:
            self.name.hide()

    def stand(self, *, at_the_left: bool) -> None:
        """Stand in a column of its own at the left, or in rows over the whole width."""
        self.setMinimumWidth(look().px(WIDTH) if at_the_left else 0)
        self.setMaximumWidth(look().px(WIDTH) if at_the_left else _ANY)
        arrange(self._sort_row, beside=not at_the_left)
        self._sort_row.setSpacing(look().px(4 if at_the_left else 12))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.name.isVisible():
            self.name.hide()
            self._follow()
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._follow_look()

    def _follow_look(self) -> None:
        for line in (self.words, self.name):
            line.setFixedWidth(look().px(WIDTH))
