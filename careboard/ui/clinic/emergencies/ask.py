"""The sheet that asks for a chart in an emergency: who it is, what will be recorded, why, and the passphrase once more.

Nobody is listed: what was typed whole finds who answers to it. Nothing opens before all of it is there.
"""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.values import When
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import Voice
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.days import read_when
from careboard.ui.parts.fields import Field, Line, Secret, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.breaking_glass.at_desk import Match

RECORDED = (
    _("That you opened this chart, and when. Everybody in the clinic sees it until a privacy officer has reviewed it."),
    _("Your reason. You and the privacy officers read it, nobody else."),
    _("Each look at the chart, as always."),
)
OPENS = _(
    "This one chart opens to be read for 60 minutes. Nothing can be written into it; the emergency sheet can be "
    "printed. Private notes stay closed."
)
WITH_SERVER = _("The clinic's server holds one half of the key, and gives it out only after it has your request.")
WITHOUT_SERVER = _(
    "This clinic has no server for shared records: the record of this opening and its end are kept by this program "
    "alone."
)


class AskSheet(Sheet):
    """`searched` carries what was typed, `asked` the patient, the reason and the passphrase."""

    searched = Signal(object)  # a dict of family, given, born, mrn
    asked = Signal(object, str, str)  # a Match

    def __init__(self, zone: ZoneInfo, today: date, *, server: bool) -> None:
        super().__init__(_("Open a chart in an emergency"))
        self._zone, self._today = zone, today
        self.mrn, self.family, self.given, self.born = Line(), Line(), Line(), Line()
        self._born = Field(_("Born"), self.born, _("such as 04-Mar-1987"))
        self.find_button = Button(_("Find"), "primary", "search")
        self.again, self._first = Button(_("Search again"), "quiet", "search"), QWidget()
        self._told = Label("", Type.BODY, "text2", wrap=True)
        self.matches: dict[QRadioButton, Match] = {}
        self._group, self._offered = QButtonGroup(self), list[QWidget]()
        self._list = QVBoxLayout()
        self._list.setSpacing(look().px(8))
        self.reason, self.passphrase = Text(lines=3), Secret()
        self._reason = Field(_("Why this chart, now"), self.reason)
        self._passphrase = Field(_("Your passphrase"), self.passphrase)
        self.open = Button("", "danger", "unlock")
        self._error = Label("", Type.STRONG_LABEL, "danger", wrap=True)
        self._then = self._second(server=server)
        self._build()
        self.setFocusProxy(self.mrn)

    def _build(self) -> None:
        intro = _(
            "For a patient in danger whose chart you have no key for. Type the record number; or the family name with "
            "the given name or the date of birth. Names are typed whole, and nobody is listed. That you searched is "
            "recorded, not for whom."
        )
        first = QVBoxLayout(self._first)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(look().px(12))
        first.addWidget(Label(intro, Type.BODY, "text2", wrap=True))
        for field in (
            Field(_("Medical record number (MRN)"), self.mrn),
            Field(_("Family name"), self.family),
            Field(_("Given name"), self.given),
            self._born,
        ):
            first.addWidget(field)
        first.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignLeft)
        for line in (self.mrn, self.family, self.given, self.born):
            line.returnPressed.connect(self.search)
            line.textEdited.connect(self._forget)
        self.body.addWidget(self._first)
        self.body.addWidget(self._told)
        self.body.addLayout(self._list)
        self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._then)
        for widget in (self._error, self.open):
            self.footer.addWidget(widget)
        self.find_button.clicked.connect(self.search)
        self.again.clicked.connect(self._search_again)
        self.open.clicked.connect(self.ask)
        self.passphrase.returnPressed.connect(self.ask)
        self._forget()

    def _second(self, *, server: bool) -> QWidget:
        """What is asked for once it is known who it is."""
        then = QWidget()
        column = QVBoxLayout(then)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        told = Panel(ground="warn_tint")
        inside = QVBoxLayout(told)
        edge = look().px(12)
        inside.setContentsMargins(edge, edge, edge, edge)
        inside.setSpacing(look().px(6))
        inside.addWidget(Label(_("What will be recorded"), Type.STRONG_LABEL, "warn"))
        for line in RECORDED:
            inside.addWidget(Label(line, Type.BODY, wrap=True))
        inside.addWidget(Label(OPENS, Type.BODY, wrap=True))
        inside.addWidget(Label(WITH_SERVER if server else WITHOUT_SERVER, Type.BODY, wrap=True))
        for widget in (told, self._reason, self._passphrase):
            column.addWidget(widget)
        return then

    @property
    def chosen(self) -> Match | None:
        """Whose chart is to be opened."""
        return next((match for button, match in self.matches.items() if button.isChecked()), None)

    @property
    def said(self) -> str:
        """What is said about what was found."""
        return self._told.text()

    @property
    def error(self) -> str:
        """What was refused."""
        return self._error.text()

    @Slot()
    def search(self) -> None:
        """Ask who answers to what was typed."""
        self._forget()
        try:
            born = read_when(self.born.words, self._today, self._zone)
        except ValueError as refused:
            self._born.refuse(str(refused))
            self.born.setFocus()
            return
        told = {"family": self.family.words, "given": self.given.words, "mrn": self.mrn.words}
        self.find_button.setEnabled(False)
        self.searched.emit({**told, "born": (born.iso or "") if born is not None else ""})

    def show_matches(self, found: Sequence[Match]) -> None:
        """Show who answers; the only one is chosen."""
        self._forget()
        readers = [match for match in found if match.reads]
        for match in found:
            if not match.reads:
                self._offer(match)
        if len(self.matches) == 1:
            next(iter(self.matches)).setChecked(True)
        self._told.setText(_told_of(len(self.matches), [match.named for match in readers]))
        self._follow()
        announce(self, self.said)
        if self.chosen is not None:
            self.reason.setFocus()
        elif self.matches:
            next(iter(self.matches)).setFocus()

    def refuse_search(self, error: CareboardError) -> None:
        """Say why nothing was looked for."""
        self.find_button.setEnabled(True)
        self._told.setText(error.told)
        announce(self, error.told, assertive=True)

    def refuse(self, error: CareboardError) -> None:
        """Say what was refused; what was typed stays, but for the passphrase."""
        self.rest(resting=False)
        self.passphrase.clear()
        self._error.setText(error.told)
        self._error.setVisible(True)
        announce(self, error.told, assertive=True)

    @Slot()
    def ask(self) -> None:
        """Ask for the chart that is chosen, if all is there."""
        match = self.chosen
        self._reason.refuse("" if self.reason.words else _("Say why you open this chart."))
        self._passphrase.refuse("" if self.passphrase.text() else _("Type your passphrase."))
        if match is None:
            return
        if not self.reason.words:
            self.reveal(self.reason)
        elif not self.passphrase.text():
            self.reveal(self.passphrase)
        else:
            self._error.setVisible(False)
            self.rest(resting=True)
            self.asked.emit(match, self.reason.words, self.passphrase.text())

    def rest(self, *, resting: bool) -> None:
        """While it is under way nothing is asked twice."""
        self.open.setEnabled(not resting)
        self.inside.setEnabled(not resting)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        signs = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if signs and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.ask()
        else:
            super().keyPressEvent(event)

    def _offer(self, match: Match) -> None:
        voice = Voice(zone=self._zone)
        born = when(When(match.whom.born), voice) if match.whom.born else _("not recorded")
        number = match.whom.mrn or _("not recorded")
        about = _("born {day}, MRN {number}").format(day=born, number=number)
        button, below = QRadioButton(match.named), Label(about, Type.BODY, "text2", wrap=True)
        below.setIndent(look().px(28))
        button.setAccessibleName(f"{match.named}, {about}")
        self.matches[button] = match
        self._group.addButton(button)
        for widget in (button, below):
            self._offered.append(widget)
            self._list.addWidget(widget)
            widget.show()
        button.toggled.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        match = self.chosen
        self._then.setVisible(match is not None)
        self.open.setVisible(match is not None)
        self._first.setVisible(not self.matches)
        self.again.setVisible(bool(self.matches))
        if match is not None:
            self.open.setText(_("Open the chart of {patient}").format(patient=match.named))

    @Slot()
    def _search_again(self) -> None:
        self._forget()
        self.mrn.setFocus()

    @Slot()
    def _forget(self) -> None:
        """What was found does not belong to what is typed now."""
        for button in self.matches:
            self._group.removeButton(button)
        for widget in self._offered:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._offered.clear()
        self.matches.clear()
        self._told.setText("")
        self._born.refuse("")
        self._error.setVisible(False)
        self.find_button.setEnabled(True)
        self._follow()


def _told_of(found: int, read: Sequence[str]) -> str:
    told = []
    if found:
        told.append(
            ngettext("{n} chart answers to this.", "{n} charts answer to this. Choose one.", found).format(n=found)
        )
    if read:
        names = "; ".join(read)
        told.append(_("You read this chart already: {patient}. Open it from the caseload.").format(patient=names))
    if not told:
        told.append(
            _("No chart answers to this. Check the spelling and the day; a chart that nobody shares cannot be found.")
        )
    return " ".join(told)
