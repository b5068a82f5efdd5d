"""The composer's frame: a line at rest, a form between its header and footer, a choice of scales; one of them is shown.

It takes three fifths of its panel when a form is open, more of a low one, or stands beside the list and is as high.
What has the keyboard is in sight. Where there is room, what is read beside a note stands at its right.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.projections.chart import Chart
from careboard.projections.moments import today
from careboard.ui.look.look import look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.panels import Rule
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.patient.composer.body import Body
from careboard.ui.patient.composer.chooser import ScaleChooser
from careboard.ui.patient.composer.footer import Footer
from careboard.ui.patient.composer.forms import forms_of
from careboard.ui.patient.composer.header import Header
from careboard.ui.patient.composer.margin import Margin
from careboard.ui.patient.composer.opening import Opening
from careboard.ui.patient.composer.sign_strip import SignStrip
from careboard.workflow.writing.offers import Offers

SHARE = 0.6  # of the panel's height
LEAST_BESIDE = 400  # pixels at 100%: beside the list it is not narrower
BOTH = 660  # pixels at 100%: in less the note and what is read beside it stand one in place of the other
WIDE = 980  # pixels at 100% from which a note and what is read beside it stand side by side by themselves
WHOLE, LEFT_OF_LIST, LEAST, LEFT_OF_FORM = 400, 110, 260, 90  # pixels at 100%
_NO_LIMIT = 16_777_215  # Qt's own


class Frame(QWidget):
    """What stands around a form. `resized` is sent when it takes another height."""

    resized = Signal()
    cramped = Signal()  # beside the list there is no room for it any more

    def __init__(self, chart: Chart, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        others = {member: name for member, name in offers.team.items() if member != chart.reader}
        self.body: Body | None = None
        self.opening = Opening(offers.default, forms_of(offers))
        self.chart = chart
        self.header = Header(offers, chart.zone, lambda: today(self.chart.now, self.chart.zone))
        self.footer = Footer(others, offers.cosigners)
        self.strip, self.chooser = SignStrip(), ScaleChooser(offers.scales)
        self._writing, self._stack = QWidget(), QStackedLayout()
        self._writing_column = QVBoxLayout(self._writing)
        inside = QWidget()
        self._held = QVBoxLayout(inside)
        self._scrolled, self._choosing, self.margin = Scrolled(inside), Scrolled(self.chooser), Margin()
        self._room, self._above, self.beside_list = 600, 0, False
        self._margin_wanted: bool | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self._held.setContentsMargins(0, 0, 0, 0)
        self._held.addStretch(1)
        self._scrolled.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # its width is reckoned with
        writing = self._writing_column
        writing.setContentsMargins(0, 0, 0, 0)
        writing.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._scrolled, 1)
        middle.addWidget(self.margin)
        writing.addWidget(self.header)
        writing.addLayout(middle, 1)
        for part in (Rule(), self.footer, self.strip):
            writing.addWidget(part)
        self.strip.hide()
        self.margin.hide()
        self.header.margin_wanted.connect(self.toggle_margin)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addLayout(self._stack)
        for page in (self.opening, self._writing, self._choosing):
            self._stack.addWidget(page)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    # -- what is shown ------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Is a form open?"""
        return self._stack.currentWidget() is not self.opening

    def show_opening(self) -> None:
        """Take the form away and rest."""
        self._take_away()
        self._stack.setCurrentWidget(self.opening)
        self._fit()

    def show_chooser(self) -> None:
        """Let somebody choose a scale."""
        self._stack.setCurrentWidget(self._choosing)
        self._fit()
        self.chooser.begin()

    def put(self, body: Body, private: str) -> None:
        """Put another form between header and footer."""
        self._take_away()
        if self._scrolled.isHidden():
            self._margin_wanted = None  # it stood in place of the form before
        self.body = body
        self._held.insertWidget(self._held.count() - 1, body)
        body.show()  # at once, not with the next event: the keyboard goes there now
        body.turned.connect(self.bring_into_sight)
        self.header.restore({})
        self.header.show_body(body, private)
        self.footer.show_body(body)
        self.show_fields()
        self._stack.setCurrentWidget(self._writing)
        self._fit()
        self._place_header()
        self._show_margin()
        announce(self, body.title)

    def show_fields(self) -> None:
        """Show the footer in place of the last look."""
        self.strip.hide()
        self.footer.show()

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll to a part of the form."""
        self._scrolled.ensureWidgetVisible(part, 0, look().px(60))

    def rest(self, *, resting: bool) -> None:
        """While the vault writes there is nothing to change."""
        for part in (self.header, self._scrolled):
            part.setEnabled(not resting)

    def _take_away(self) -> None:
        if self.body is not None:
            self._held.removeWidget(self.body)
            self.body.hide()
            self.body.deleteLater()
            self.body = None

    # -- what is read beside it ---------------------------------------------------------------------------------

    def toggle_margin(self) -> None:
        """Show what is read beside the note, or no longer."""
        self._margin_wanted = self.margin.isHidden()
        reading = self.margin.hasFocus()
        self._show_margin()
        if reading and self.body is not None:
            self.body.begin()

    def _show_margin(self) -> None:
        read = self.body.read_beside if self.body is not None else None
        wanted = self.width() >= look().px(WIDE) if self._margin_wanted is None else self._margin_wanted
        shown, alone = read is not None and wanted, self.width() < look().px(BOTH)
        if read is not None and wanted:
            self.margin.show_all(read(), alone=alone)
        self.margin.setVisible(shown)
        self._scrolled.setVisible(not (shown and alone))
        if shown and alone:
            self.margin.setFocus(Qt.FocusReason.OtherFocusReason)
        self.header.offer_margin(offered=read is not None, shown=wanted)

    # -- its height ---------------------------------------------------------------------------------------------

    def fit(self, height: int, above: int) -> None:
        """Take its share of a panel of this height, of which so much stands above it at least.

        A note shows its first section whole.
        """
        self._room, self._above = height, above
        self._fit()

    def stand_beside(self, *, beside: bool) -> None:
        """Stand beside the list, as high as it, or below it again."""
        self.beside_list = beside
        grows = QSizePolicy.Policy.Expanding if beside else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, grows)
        self._fit()

    def _fit(self) -> None:
        self._place_header()
        if self.beside_list:
            self.setMinimumHeight(0)
            self.setMaximumHeight(_NO_LIMIT)
        elif self.is_open:
            self.setFixedHeight(self._share())
        else:
            self.setFixedHeight(self.opening.sizeHint().height() + 2)
        self.resized.emit()

    def _share(self) -> int:
        if self.beside_list:
            return self._room
        roomy = self.body is not None and self.body.wants_room
        left = self._room - max(look().px(LEFT_OF_LIST), self._above)
        whole = left if roomy else min(look().px(WHOLE), left)
        return round(max(self._room * SHARE, whole, look().px(LEAST)))

    def _place_header(self) -> None:
        """Where text is large and the window low, the header scrolls with the form: else nothing is left for it."""
        around = self.header.minimumSizeHint().height() + self.footer.minimumSizeHint().height()
        scrolls = self._share() < around + look().px(LEFT_OF_FORM)
        if scrolls and self._held.indexOf(self.header) < 0:
            self._held.insertWidget(0, self.header)
        elif not scrolls and self._held.indexOf(self.header) >= 0:
            self._writing_column.insertWidget(0, self.header)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._margin_wanted is None:
            self._show_margin()
        if self.beside_list and self.width() < look().px(LEAST_BESIDE):
            self.cramped.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._fit()
