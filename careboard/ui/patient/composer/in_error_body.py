"""An entry that should not be there: why, and where it belongs. It stays, struck through."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.note import EnteredInError, ErrorReason
from careboard.i18n import gettext as _
from careboard.i18n import later
from careboard.ui.look.look import Type
from careboard.ui.parts.fields import Choice, Field, Text
from careboard.ui.parts.labels import Label
from careboard.ui.patient.composer.body import Body, Head, Kept, Missing

IN_ERROR = "in-error"
_REASONS = (
    (later("Recorded in the wrong chart"), ErrorReason.WRONG_PATIENT),
    (later("What it says is wrong"), ErrorReason.WRONG_CONTENT),
    (later("The time is wrong"), ErrorReason.WRONG_TIME),
    (later("It stands here twice"), ErrorReason.DUPLICATE),
    (later("Other"), ErrorReason.OTHER),
)


class InErrorBody(Body):
    """A reason, and an explanation; what a wrong chart means for the entry is said before it is signed."""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        super().__init__(IN_ERROR, _("Entered in error: {entry}").format(entry=about), parent)
        self.reason = Choice([(_(words), value) for words, value in _REASONS], empty=_("Choose why"))
        self.text = Text(placeholder=_("What is wrong, and where the right entry stands"), lines=3, most=30)
        self._warning = Label("", Type.LABEL, "warn", wrap=True)
        for part in (Field(_("Why"), self.reason), Field(_("Explanation"), self.text), self._warning):
            self.column.addWidget(part)
        self.reason.currentIndexChanged.connect(self._chosen)
        self.text.textChanged.connect(self.changed)

    def _chosen(self) -> None:
        wrong = self.reason.chosen is ErrorReason.WRONG_PATIENT
        sentence = _("It will be hidden from all but you and the privacy officer, and from every paper and export.")
        self._warning.setText(sentence if wrong else "")
        self.changed.emit()

    @override
    def begin(self) -> None:
        self.reason.setFocus()

    @property
    @override
    def empty(self) -> bool:
        return self.reason.chosen is None and not self.text.words

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        match self.reason.chosen:
            case ErrorReason() as reason:
                return (EnteredInError(reason, self.text.words),)
            case _:
                raise Missing(self.reason, _("Say why the entry should not be there."))

    @override
    def kept(self) -> Kept:
        return {"text": self.text.toPlainText(), "reason": self.reason.currentText()}

    @override
    def restore(self, kept: Kept) -> None:
        self.text.setPlainText(kept["text"])
        self.reason.choose_words(kept["reason"])
