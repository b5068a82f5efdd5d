"""Before a form goes into the patient's hands: which one, in which language, and what happens then.

A language is offered only where the licensed wording ships in it; what does not ship is said.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.ui.look.look import Type
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.parts.labels import Label
from careboard.ui.parts.sheet import Sheet
from careboard.workflow.writing.scales import self_rated

_LANGUAGES = {"en": _("English"), "es": _("Spanish")}


class HandOver(Sheet):
    """Choose the form and its language. `handed` carries both."""

    handed = Signal(str, str)

    def __init__(self, wanted: str) -> None:
        super().__init__(_("Hand to the patient"))
        self._offered = {one.name: one.languages for one in self_rated()}
        self.form = Choice([(name, name) for name in self._offered])
        self.form.choose(wanted)
        self.language = Choice([(_LANGUAGES[code], code) for code in _LANGUAGES])
        self._only = Label("", Type.LABEL, "warn", wrap=True)
        self.button = Button("", "primary")
        told = _(
            "The chart is put away and the form fills the screen in large type. Only your PIN or your passphrase "
            "leads back. The answers wait here as a draft until you have gone through them and signed."
        )
        for part in (Field(_("Form"), self.form), Field(_("Language"), self.language), self._only):
            self.body.addWidget(part)
        self.body.addWidget(Label(told, Type.BODY, "text2", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        self.footer.addLayout(row)
        self.form.currentIndexChanged.connect(lambda _at: self._follow())
        self.language.currentIndexChanged.connect(lambda _at: self._follow())
        self.button.clicked.connect(lambda _on: self._hand())
        self.setFocusProxy(self.button)
        self._follow()

    def _follow(self) -> None:
        name, language = str(self.form.chosen), str(self.language.chosen)
        ships = language in self._offered[name]
        missing = _("The wording of {form} does not ship in {language}: hand it over in English, or use a paper form.")
        self._only.setText("" if ships else missing.format(form=name, language=_LANGUAGES[language]))
        self._only.setVisible(not ships)
        self.button.setEnabled(ships)
        self.button.setText(_("Hand over {form}").format(form=name))

    def _hand(self) -> None:
        self.handed.emit(str(self.form.chosen), str(self.language.chosen))


def initials_of(chart: Chart) -> str:
    """Whose turn it is, in two letters; nothing where nobody is registered."""
    registered = chart.person.registration
    if registered is None:
        return ""
    name = registered.name
    parts = (*name.given[:1], name.family) if name.family else (name.text,)
    return " ".join(f"{part[0].upper()}." for part in parts if part)
