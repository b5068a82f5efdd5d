"""Two fields for a new passphrase, with words that say how good it is while it is typed."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.i18n import gettext as _
from careboard.ui.look.look import Type, look
from careboard.ui.parts.fields import Field, Secret
from careboard.ui.parts.labels import Label
from careboard.workflow.passphrases import LEAST, Strength, strength_of

_TOLD = {
    Strength.TOO_SHORT: (_("At least {n} characters; four or five words are good."), "text3"),
    Strength.WEAK: (_("Weak: a longer one is better."), "warn"),
    Strength.GOOD: (_("Good."), "ok"),
    Strength.STRONG: (_("Strong."), "ok"),
}


class NewPassphrase(QWidget):
    """A new passphrase, typed twice."""

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self.first, self.again = Secret(), Secret()
        self._first = Field(label or _("Passphrase"), self.first)
        self._again = Field(_("The same again"), self.again)
        self._strength = Label("", Type.META, "text3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(12))
        column.addWidget(self._first)
        column.addWidget(self._strength)
        column.addWidget(self._again)
        self.first.textChanged.connect(self._tell)
        self._tell()
        self.setFocusProxy(self.first)

    @property
    def told(self) -> str:
        """What is said of the passphrase."""
        return self._strength.text()

    def taken(self) -> str | None:
        """The passphrase, or None after saying beside the field what is wrong with it."""
        self._first.refuse("")
        self._again.refuse("")
        if not strength_of(self.first.text()).accepted:
            self._first.refuse(_("A passphrase needs at least {n} characters.").format(n=LEAST))
            self.first.setFocus()
        elif self.first.text() != self.again.text():
            self._again.refuse(_("The two passphrases differ."))
            self.again.setFocus()
        else:
            return self.first.text()
        return None

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._first.error or self._again.error

    @Slot()
    def _tell(self) -> None:
        words, tone = _TOLD[strength_of(self.first.text())]
        self._strength.setText(words.format(n=LEAST))
        self._strength.set_tone(tone)
