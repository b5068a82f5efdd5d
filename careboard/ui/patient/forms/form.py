"""What every form is: fields, a review in one sentence, and a signature that names the patient.

Ctrl+Enter reviews, Enter signs, Esc goes one step back. The fields rest while somebody looks once more, so that what
was reviewed is what is signed, once. What was typed is handed out as a draft until the vault has what was signed.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.native import refuse_unless_stated_by_a_source
from careboard.clinical.values import EntryId, When
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.wording import tell
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.autosave import Autosave
from careboard.ui.parts.buttons import Button, SignButton
from careboard.ui.parts.labels import Label
from careboard.ui.parts.typed import Typed, tell_changes
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.fielded import Fielded, Refused
from careboard.workflow.writing.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Signed:
    """What a clinician signed: the content, when it was true (None: now), and the entry that it is about."""

    content: KnownContent
    at: When | None = None
    ref: EntryId | None = None


class Form(Fielded):
    """A form about a patient. A subclass lays out its fields in `__init__` and answers `content()`.

    `ref` is the entry that it replaces; `subject` tells forms of one kind apart, such as those of two medicines.
    """

    signed = Signal(object)  # Signed
    drafted = Signal(object)  # a Draft; None where nothing stands in it that was not there to begin with

    def __init__(
        self,
        title: str,
        about: About,
        *,
        ref: EntryId | None = None,
        subject: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, about, parent)
        self.ref, self.draft_key = ref, ":".join(filter(None, (type(self).__name__, subject)))
        self._reviewed: Signed | None = None
        self._handed_over = False  # the vault is writing: until it answers there is nothing to change
        self._blank: Mapping[str, Typed] = {}
        self._unsaved = False
        self._saving = Autosave(self)
        self._for_whom = Label(about.patient, Type.VALUE, wrap=True)
        self._said = Label("", Type.BODY, wrap=True)
        self._state = Label("", Type.META, "text3", wrap=True)
        self._afresh = Button(_("Start afresh"), "quiet")
        self._review = Button(_("Review and sign"), "primary", "check")
        self._review.setToolTip(_("Ctrl+Enter"))
        self._sign = SignButton(_("Sign for {patient}").format(patient=about.patient))
        self._back = Button(_("Change it"), "quiet")
        self._saving.due.connect(self.keep)
        self._afresh.clicked.connect(self._start_afresh)
        self._review.clicked.connect(self.review)
        self._sign.clicked.connect(self._emit_signed)
        self._back.clicked.connect(self._return_to_fields)
        self._lay_out_footer()

    # -- what a subclass answers ----------------------------------------------------------------------------------

    def content(self) -> KnownContent:
        """The content as the fields stand; raises ValueError with a sentence where it cannot be."""
        raise NotImplementedError

    def at(self) -> When | None:
        """When it was true; None means now."""
        return None

    def refers_to(self) -> EntryId | None:
        """The entry that what is signed is about."""
        return self.ref

    def reviewed_as(self, content: KnownContent) -> str:
        """What is said of a content before it is signed."""
        return tell(content, self.about.voice).said

    # -- signing --------------------------------------------------------------------------------------------------

    def review(self) -> None:
        """Show the sentence that will be signed, or what stands in the way."""
        if self.reviewed:
            return
        self.clear_refusals()
        try:
            made = Signed(self.content(), self.at(), self.refers_to())
            refuse_unless_stated_by_a_source(made.content)
        except Refused as refused:
            self.refuse_at(refused.field, str(refused))
        except ValueError as refused:
            self.say_refused(str(refused))
        else:
            self._reviewed = made
            self._said.setText(self.reviewed_as(made.content))
            self._show_step(reviewing=True)
            self._sign.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, self._said.text())

    def refuse(self, error: CareboardError) -> None:
        """The vault refused it; what was typed stays."""
        self._handed_over = False
        self._return_to_fields()
        self.say_refused(error.told)

    @property
    def reviewed(self) -> str:
        """The sentence under review, or nothing."""
        return "" if self._said.isHidden() else self._said.text()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.review()
        elif enter and self._sign.hasFocus():
            self._emit_signed()
        elif event.key() == Qt.Key.Key_Escape and self.reviewed:
            if self._reviewed is not None:
                self._return_to_fields()
        else:
            super().keyPressEvent(event)

    def _emit_signed(self) -> None:
        """Sign what was reviewed; until the vault answers there is nothing to change."""
        made, self._reviewed = self._reviewed, None
        if made is not None:
            self.keep()
            self._handed_over = True
            self._sign.setEnabled(False)
            self._back.setEnabled(False)
            self.signed.emit(made)

    # -- drafts -----------------------------------------------------------------------------------------------------

    def watch(self) -> None:
        """From now on hand out what is typed, to be kept."""
        self._blank = self.kept()
        for control in self.controls().values():
            tell_changes(control, self._touch)

    def put_back(self, draft: Draft) -> None:
        """Go on where somebody stopped; what was typed here in the meantime is not overwritten."""
        if self.kept() != self._blank:
            return
        self.restore(draft["fields"])
        self._rest()
        told = _("Draft restored, saved {time}.").format(time=draft["on"])
        newer = _("Something newer was signed since: compare before you sign.")
        self._state.setText(told if draft["ref"] == (self.ref or "") else f"{told} {newer}")
        self._afresh.show()

    def keep(self) -> None:
        """Hand out what was typed, to be kept."""
        if not self._unsaved or self._handed_over:
            return
        self._rest()
        fields = self.kept()
        typed = {"title": self.title, "ref": self.ref or "", "fields": fields}
        self.drafted.emit(typed if fields != self._blank else None)

    def was_kept(self, draft: Draft) -> None:
        """The vault has this draft since a time."""
        words = _("Draft saved {time}").format(time=draft["shown"])
        if not self._unsaved and words != self._state.text():
            self._state.setText(words)
            announce(self, words)

    @property
    def state(self) -> str:
        """How the draft stands."""
        return self._state.text()

    def _touch(self) -> None:
        self._unsaved = True
        self._state.setText(_("Not saved yet"))
        self._saving.touch()

    def _rest(self) -> None:
        self._unsaved = False
        self._saving.rest()

    def _start_afresh(self) -> None:
        """Take back what was typed, also from the draft."""
        self.restore(self._blank)
        self.keep()
        self._state.setText("")
        self._afresh.hide()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- steps ------------------------------------------------------------------------------------------------------

    def _return_to_fields(self) -> None:
        self._reviewed = None
        self._show_step(reviewing=False)
        if self._fields:
            self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self, *, reviewing: bool) -> None:
        for widget in (self._said, self._sign, self._back):
            widget.setVisible(reviewing)
        beside = self._back.sizeHint().width() + look().px(48)
        self._for_whom.setVisible(reviewing and self._sign.sizeHint().width() > self.width() - beside)
        self._review.setVisible(not reviewing)
        self._sign.setEnabled(reviewing)
        self._back.setEnabled(reviewing)
        self.inside.setEnabled(not reviewing)

    def _lay_out_footer(self) -> None:
        self._close.setToolTip(_("Close; what was typed is kept (Esc)"))
        kept, buttons = QHBoxLayout(), QHBoxLayout()
        kept.addWidget(self._state, 1)
        kept.addWidget(self._afresh)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._review)
        buttons.addWidget(self._sign)
        for label in (self._wrong, self._for_whom, self._said):
            self.footer.addWidget(label)
        for row in (kept, buttons):
            self.footer.addLayout(row)
        self._afresh.hide()
        self._show_step(reviewing=False)
