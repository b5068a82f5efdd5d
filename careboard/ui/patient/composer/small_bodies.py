"""What is added to an entry, an entry taken back, and a note for nobody else's eyes."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.note import Addendum, EnteredInError, ErrorReason, PsychotherapyNote, SudCounselingNote
from careboard.clinical.values import PatientId
from careboard.i18n import gettext as _
from careboard.i18n import later
from careboard.ui.look.look import Type
from careboard.ui.parts.fields import Choice, Field, Text
from careboard.ui.parts.labels import Label
from careboard.ui.patient.composer.body import Body, Head, Kept, Missing

ADDENDUM, IN_ERROR = "addendum", "in-error"
_REASONS = (
    (later("Recorded in the wrong chart"), ErrorReason.WRONG_PATIENT),
    (later("What it says is wrong"), ErrorReason.WRONG_CONTENT),
    (later("The time is wrong"), ErrorReason.WRONG_TIME),
    (later("It stands here twice"), ErrorReason.DUPLICATE),
    (later("Other"), ErrorReason.OTHER),
)
PRIVATE_NAMES = {"psychotherapy-note": later("Psychotherapy note"), "sud-counseling-note": later("SUD counseling note")}


class _TextBody(Body):
    """One text."""

    def __init__(self, key: str, title: str, label: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(key, title, parent)
        self.text = Text(placeholder=hint, lines=3, most=30)
        self.text.textChanged.connect(self.changed)
        self.field = Field(label, self.text)
        self.column.addWidget(self.field)

    @property
    @override
    def empty(self) -> bool:
        return not self.text.words

    @override
    def kept(self) -> Kept:
        return {"text": self.text.toPlainText()}

    @override
    def restore(self, kept: Kept) -> None:
        self.text.setPlainText(kept["text"])


class AddendumBody(_TextBody):
    """Words added to a signed entry; the entry itself stays as it is."""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        title = _("Addendum to: {entry}").format(entry=about)
        super().__init__(ADDENDUM, title, _("What is added"), _("What was missing, or what is known since"), parent)

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        return (Addendum(self.text.words),)


class InErrorBody(_TextBody):
    """An entry that should not be there: why, and where it belongs. It stays, struck through."""

    def __init__(self, about: str, parent: QWidget | None = None) -> None:
        title = _("Entered in error: {entry}").format(entry=about)
        super().__init__(
            IN_ERROR, title, _("Explanation"), _("What is wrong, and where the right entry stands"), parent
        )
        self.reason = Choice([(_(words), value) for words, value in _REASONS], empty=_("Choose why"))
        self.reason.currentIndexChanged.connect(self._chosen)
        self._warning = Label("", Type.LABEL, "warn", wrap=True)
        self.column.insertWidget(0, Field(_("Why"), self.reason))
        self.column.addWidget(self._warning)

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
        super().restore(kept)
        self.reason.choose_words(kept["reason"])


class PrivateBody(_TextBody):
    """A private note. It has no headline, no time and no mark in the chart."""

    def __init__(self, kind: str, patient: PatientId, parent: QWidget | None = None) -> None:
        hint = _(
            "Your own analysis of the session. Times, medicines, results, diagnosis and plan belong into the chart."
        )
        super().__init__(f"private:{kind}", _(PRIVATE_NAMES[kind]), _(PRIVATE_NAMES[kind]), hint, parent)
        self._kind, self._patient = kind, patient

    @override
    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        made = PsychotherapyNote if self._kind == "psychotherapy-note" else SudCounselingNote
        return (made(self._patient, self.text.words),)
