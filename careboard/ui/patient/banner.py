"""The banner: who the patient is, always on top, never covered; each fact and chip opens what stands behind it.

It reads in the order name, born, sex, number, diagnoses, then chips; at larger text it wraps and nothing is lost. Where
that would take more than a third of a window, what is neither name, number, red nor amber stands behind one button.
"""

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.episode import LevelOfCare
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.chart import Chart
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.buttons import Button, Chip, IconButton
from careboard.ui.parts.panels import Flow
from careboard.ui.parts.tips import tell_in_tip
from careboard.ui.parts.whole_chip import WholeChip
from careboard.ui.patient import banner_words
from careboard.ui.patient.banner_words import Fact, Notice

HEIGHT, STRIPE = 86, 6
SHARE = 3  # it takes at most one part of so many of a window's height
_SHADES = {
    LevelOfCare.INPATIENT: 1,
    LevelOfCare.WITHDRAWAL_MANAGEMENT: 1,
    LevelOfCare.RESIDENTIAL: 1,
    LevelOfCare.PARTIAL_HOSPITALIZATION: 2,
    LevelOfCare.INTENSIVE_OUTPATIENT: 2,
    LevelOfCare.OUTPATIENT: 0,
    LevelOfCare.NONE: 0,
}


def shade_of_care(setting: LevelOfCare) -> str:
    """The colour of a level of care: on the stripe, on the strip, on the chart's band."""
    return look().tokens.care[_SHADES[setting]]


class Words(QAbstractButton):
    """A fact of the first row: its label pale, its value strong; pressed, it opens what stands behind it."""

    def __init__(self, fact: Fact, role: Type = Type.VALUE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fact, self._role = fact, role
        self.setText(fact.value)
        self.setAccessibleName(fact.told)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        last = fact.topic == "diagnoses"
        across = QSizePolicy.Policy.Expanding if last else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._label_width() + self._value_width() + 2, look().px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        least = self._label_width() + min(self._value_width(), look().px(160))
        return QSize(least, look().px(28))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now, box = QPainter(self), look(), self.rect()
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        if self._fact.label:
            painter.setFont(now.font(Type.LABEL))
            painter.setPen(now.colour("text3"))
            painter.drawText(box, flags, self._fact.label)
        room = box.adjusted(self._label_width(), 0, 0, 0)
        painter.setFont(now.font(self._role))
        painter.setPen(now.colour("text2" if self._role is Type.LABEL else "text1"))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width() + 2)
        tell_in_tip(self, self.text() if shown != self.text() else "")
        painter.drawText(room, flags | Qt.TextFlag.TextDontClip, shown)
        if self.hasFocus():
            focus_ring(painter, QRectF(box), 4)
        painter.end()

    def _label_width(self) -> int:
        if not self._fact.label:
            return 0
        return QFontMetrics(look().font(Type.LABEL)).horizontalAdvance(self._fact.label) + look().px(8)

    def _value_width(self) -> int:
        return QFontMetrics(look().font(self._role)).horizontalAdvance(self.text()) + 2


class Banner(QWidget):
    """The banner of one chart. `chip_opened` names what the reader wants to see: "allergies", "risk"."""

    chip_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setting: LevelOfCare | None = None
        self._deceased = False
        self.setAccessibleName(_("Patient"))
        self._first, self._second = QWidget(), QWidget()
        self._column = QVBoxLayout(self)
        self._facts, self._chips = Flow(self._first), Flow(self._second)
        self._more = IconButton("menu", _("More"))
        self._more.clicked.connect(self._offer)
        self._more.setMaximumHeight(look().px(28))
        self._rest = Button("", "quiet")
        self._rest.clicked.connect(self._offer)
        self._rest.hide()
        self._said: dict[QWidget, Fact | Notice] = {}
        self._others: tuple[Notice, ...] = ()
        self._window, self._short = QSize(), False
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addWidget(self._first, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addWidget(self._second)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._space()

    def show_chart(self, chart: Chart) -> None:
        """Say who this is."""
        level = chart.stay.level_of_care
        registered = chart.person.registration
        self._setting = level.change.content.given.setting if level else None
        self._deceased = bool(registered and registered.deceased)
        focused = self._focused()
        self._said.clear()
        self._show_facts(chart)
        self._show_notices(chart)
        self._choose_form()
        self._focus(focused)
        self.updateGeometry()
        self.update()

    def fit(self, width: int, height: int) -> None:
        """Stand in a window that is so high, so wide oneself: whole, or in the short form where that takes too much."""
        if (window := QSize(width, height)) != self._window:
            self._window = window
            self._choose_form()

    @property
    def short(self) -> bool:
        """Does something stand behind the button "n more"?"""
        return self._short

    def _choose_form(self) -> None:
        if self._window.isEmpty():
            return
        self._set_short(short=False)
        if self._needed(self._window.width()) * SHARE > self._window.height():
            self._set_short(short=True)
        for changed in (self._first, self._second, self):
            changed.updateGeometry()

    def _set_short(self, *, short: bool) -> None:
        self._short = short
        behind = [widget for widget, said in self._said.items() if short and not said.always]
        moved = [widget for widget in self._said if widget.isHidden() is not (widget in behind)]
        focused: QWidget | None = self.focusWidget()
        holders = [one for one in (self._first, self._second) if moved and not one.isAncestorOf(focused or self)]
        for holder in holders:
            holder.hide()  # else each one that comes or goes would lay out the whole page
        for widget in moved:
            widget.setVisible(widget not in behind)
        for holder in holders:
            holder.show()
        number = len(behind) + len(self._others)
        self._rest.setText(ngettext("{n} more", "{n} more", number).format(n=number))
        self._rest.setAccessibleName(_("{n} more: {list}").format(n=number, list=", ".join(self._behind())))
        self._rest.setVisible(short)
        self._more.setVisible(not short)
        self._space()

    def _behind(self) -> dict[str, str]:
        """What is not seen here now, in the order in which it would be read, with the topic that it opens."""
        hidden = [said for said in self._said.values() if self._short and not said.always]
        told = {one.told if isinstance(one, Fact) else one.spoken or one.text: one.topic for one in hidden}
        return told | {one.text: one.topic for one in self._others}

    def _needed(self, width: int) -> int:
        """How high it would be with what is not hidden."""
        edges, beside = self._column.contentsMargins(), self._more.sizeHint().width() + look().px(8)
        room = width - edges.left() - edges.right()
        rows = self._facts.heightForWidth(room - beside) + self._chips.heightForWidth(room)
        return edges.top() + rows + self._column.spacing() + edges.bottom()

    @property
    def chips(self) -> dict[str, str]:
        """What each chip says, by its topic."""
        chips = [self._chips.itemAt(at) for at in range(self._chips.count())]
        return {str(w.property("topic")): w.text() for c in chips if c and isinstance(w := c.widget(), Chip)}

    def _show_facts(self, chart: Chart) -> None:
        _clear(self._facts)
        called = banner_words.called(chart)
        self._add_fact(Fact("person", "", banner_words.name(chart), always=True), Type.NAME)
        if called:
            self._add_fact(Fact("person", "", called), Type.LABEL)
        for fact in banner_words.facts(chart):
            self._add_fact(fact, Type.BODY if fact.topic == "diagnoses" or fact.label == _("Sex") else Type.VALUE)

    def _add_fact(self, fact: Fact, role: Type) -> None:
        words = Words(fact, role)
        words.clicked.connect(lambda: self.chip_opened.emit(fact.topic))
        self._facts.addWidget(words)
        self._said[words] = fact

    def _show_notices(self, chart: Chart) -> None:
        _clear(self._chips)
        for notice in banner_words.notices(chart):
            chip = WholeChip(notice.text, notice.icon, notice.tone, notice.ground, notice.line)
            chip.setProperty("topic", notice.topic)
            chip.setAccessibleName(notice.spoken or notice.text)
            chip.clicked.connect(partial(self._open, notice.topic))
            self._chips.addWidget(chip)
            self._said[chip] = notice
        self._others = banner_words.more(chart)
        self._more.setAccessibleName(_("More: {list}").format(list=", ".join(one.text for one in self._others)))

    def _offer(self, _checked: object) -> None:
        button = self._rest if self._short else self._more
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, topic in self._behind().items():
            menu.addAction(words.replace("&", "&&"), partial(self._open, topic))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _open(self, topic: str, *_checked: object) -> None:
        self.chip_opened.emit(topic)

    def _focused(self) -> str:
        chip: QWidget | None = self.focusWidget()
        return str(chip.property("topic") or "") if chip is not None and chip.hasFocus() else ""

    def _focus(self, topic: str) -> None:
        for at in range(self._chips.count()) if topic else ():
            item = self._chips.itemAt(at)
            if item is not None and (chip := item.widget()) is not None and chip.property("topic") == topic:
                chip.setFocus()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._space()
            self._choose_form()
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, now = QPainter(self), look()
        ground = "sunken" if self._deceased else "surface"
        painter.fillRect(self.rect(), now.colour(ground))
        if self._deceased:
            painter.fillRect(self.rect(), QColor(now.tokens.border_strong))
            painter.fillRect(self.rect().adjusted(3, 3, -3, -3), now.colour(ground))
        if self._setting is not None:
            painter.fillRect(0, 0, now.px(STRIPE), self.height(), QColor(shade_of_care(self._setting)))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.colour("border"))
        painter.end()

    def _space(self) -> None:
        now, tight = look(), 3 if self._short else 9
        self._column.setContentsMargins(now.px(18), now.px(tight + 3), now.px(16), now.px(tight))
        self._column.setSpacing(now.px(tight))
        self._facts.setSpacing(now.px(22))
        self._facts.between_rows = now.px(2)
        self._chips.setSpacing(now.px(8))
        self._chips.between_rows = now.px(4) if self._short else None
        self.setMinimumHeight(now.px(HEIGHT))


def _clear(flow: Flow) -> None:
    while (item := flow.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
