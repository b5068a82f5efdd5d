"""The meal plan as its patient takes it home: language, the texts that wait for a person, the paper as it will print.

It is recorded as disclosed and printed before the first page goes; what waits for a person is never printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.wording.voice import capital
from careboard.ui.background import Errand
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.sheet import Sheet
from careboard.ui.patient.summary.paper import Picture, pictures
from careboard.ui.patient.summary.preview import Preview
from careboard.ui.patient.summary.taking import Taking
from careboard.workflow.handing_out import Drafted
from careboard.workflow.session import Session

PAUSE = 500  # ms after the last key until the paper is drawn anew
_PREVIEW = 420  # px at 100%
_LANGUAGES = ((_("English"), "en"), (_("Spanish"), "es"))


@dataclass(frozen=True, slots=True)
class _Drawn:
    drafted: Drafted
    pages: tuple[Picture, ...]


class Wording(QWidget):
    """A text that waits for a person: how it reads on the paper, or that it is left out."""

    changed = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = Text(lines=1)
        self.left_out = QCheckBox(_("Leave it out"))
        self.left_out.setAccessibleName(_("Leave out: {text}").format(text=text))
        self._field = Field(text, self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addWidget(self._field)
        column.addWidget(self.left_out)
        self.text.textChanged.connect(self.changed)
        self.left_out.toggled.connect(lambda on: self._leave(on=on))

    @property
    def decided(self) -> str | None:
        """How it reads; empty where it is left out, None where nobody decided yet."""
        return "" if self.left_out.isChecked() else self.text.words or None

    def say(self, why: str) -> None:
        """Say why it waits."""
        self._field.refuse(f"{capital(_(why))}." if why else "")

    def _leave(self, *, on: bool) -> None:
        self.text.setEnabled(not on)
        self.changed.emit()


class HandoutSheet(Sheet):
    """Drafts, shows and prints it. `recorded` carries the chart in which the printing stands."""

    recorded = Signal(object)  # Chart

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(_("Meal plan for the patient"), parent)
        self._desk, self._chart = desk, chart
        self.taking = Taking(desk, chart.patient, self)
        self.language = Choice(_LANGUAGES)
        self.preview = Preview()
        self.print = Button(_("Print"), "primary", "print")
        self.print.setEnabled(False)
        self.drafted: Drafted | None = None
        self._wordings: dict[str, Wording] = {}
        self._waiting = QVBoxLayout()
        self._state = Label("", Type.LABEL, "text2", wrap=True)
        self._errand: Errand | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.draw)
        self._lay_out()
        self.language.currentIndexChanged.connect(lambda _at: self._redraw())
        self.print.clicked.connect(self.print_paper)
        self.setFocusProxy(self.language)
        self._timer.start(0)  # when it has its width

    def _lay_out(self) -> None:
        words = _("Servings in words and no figures: no energy, weight or percent. Drawn from the plan in force.")
        self.body.addWidget(Label(words, Type.BODY, "text2", wrap=True))
        self.body.addWidget(Field(_("Language of the paper"), self.language))
        self._waiting.setSpacing(look().px(12))
        self.body.addLayout(self._waiting)
        self.preview.setMinimumHeight(look().px(_PREVIEW))
        self.body.addWidget(self.preview, 1)
        self.footer.addWidget(self._state)
        self.footer.addWidget(self.print)

    @property
    def said(self) -> str:
        """How it stands."""
        return self._state.text()

    @property
    def wordings(self) -> Mapping[str, str]:
        """What a person decided about the texts that wait, as far as it is decided."""
        decided = {text: one.decided for text, one in self._wordings.items() if not one.isHidden()}
        return {text: words for text, words in decided.items() if words is not None}

    @property
    def texts(self) -> tuple[Wording, ...]:
        """The texts that a person is asked about."""
        return tuple(one for one in self._wordings.values() if not one.isHidden())

    def _redraw(self) -> None:
        self.drafted = None
        for one in self._wordings.values():
            one.hide()
        self.draw()

    def draw(self) -> None:
        """Draw the paper as the fields stand, away from the screen."""
        self._timer.stop()
        if self._errand is not None:
            self._errand.stop()
        chart, language, wordings = self._chart, str(self.language.chosen), dict(self.wordings)
        dots = self.preview.dots_per_inch()

        def drawn(session: Session, errand: Errand, _tell: object) -> _Drawn | None:
            made = session.draft_meal_handout(chart, language, wordings)
            return None if errand.stopped else _Drawn(made, pictures(made.pdf, dots))

        self.print.setEnabled(False)
        self._errand = self._desk.begin(drawn, self, self._show, self._refuse)

    def _refuse(self, error: CareboardError) -> None:
        self._say(error.told)

    def _show(self, made: _Drawn | None) -> None:
        if made is None:
            return
        self.drafted = made.drafted
        waiting = made.drafted.handout.waiting
        for text, one in self._wordings.items():
            one.say(waiting.get(text, ""))
        for text, why in waiting.items():
            self._ask_about(text, why)
        self.preview.show_pages(made.pages, self.devicePixelRatioF())
        self.print.setEnabled(not waiting)
        ready = _("Ready to print. Printing is recorded as a disclosure to the patient.")
        self._say(_("Word each text above as the patient shall read it, or leave it out.") if waiting else ready)

    def _say(self, words: str) -> None:
        if words != self._state.text():
            self._state.setText(words)
            announce(self, words)

    def _ask_about(self, text: str, why: str) -> None:
        if text not in self._wordings:
            self._wordings[text] = made = Wording(text)
            made.changed.connect(self._timer.start)
            self._waiting.addWidget(made)
        self._wordings[text].say(why)
        self._wordings[text].show()

    def print_paper(self) -> None:
        """Ask for a printer, record it, print what is shown: once it is recorded also when this is closed meanwhile."""
        drafted = self.drafted
        if drafted is None or drafted.handout.waiting or self._timer.isActive():
            return
        send = self.taking.ask_printer()
        if send is None:
            return

        def printed(chart: Chart) -> None:
            send(drafted.pdf)
            desk.tell(_("Sent to the printer. The printer's queue may keep a copy."))
            if isValid(self):
                self.recorded.emit(chart)

        desk, patient = self._desk, self._chart.patient
        desk.ask(lambda session: session.hand_out(patient, drafted), desk, printed)
