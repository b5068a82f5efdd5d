"""A member's own private notes on the patient, read where they were written; nobody else's page has them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.clinical.entry import Entry
from careboard.i18n import gettext as _
from careboard.projections.wording import kind_name
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground, Panel
from careboard.ui.parts.sheet import Scrolled
from careboard.ui.parts.written_text import WrittenText
from careboard.workflow.writing.private import text_of


class PrivateSection(Ground):
    """The notes, the newest first."""

    def __init__(self, voice: Voice, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self._voice = voice
        self._inside = QWidget()
        self._notes = QVBoxLayout(self._inside)
        self._notes.setContentsMargins(look().px(16), 0, look().px(16), look().px(16))
        self._notes.setSpacing(look().px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scrolled(self._inside))
        self.show_notes(())

    def show_notes(self, notes: Sequence[Entry]) -> None:
        """Show these notes instead."""
        while (item := self._notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        said = _("Only you can open these. They are in no search, no export and no print.")
        self._notes.addWidget(Label(said, Type.LABEL, "text2", wrap=True))
        for note in sorted(notes, key=lambda one: one.recorded_at, reverse=True):
            self._notes.addWidget(self._card(note))
        if not notes:
            none = _("You have written none on this patient. P begins one.")
            self._notes.addWidget(Label(none, Type.BODY, wrap=True))
        self._notes.addStretch(1)

    def _card(self, note: Entry) -> Panel:
        card = Panel()
        column = QVBoxLayout(card)
        margin = look().px(14)
        column.setContentsMargins(margin, margin, margin, margin)
        head = f"{kind_name(note.content)}, {moment(note.recorded_at, self._voice)}"
        column.addWidget(Label(head, Type.STRONG_LABEL, "text3"))
        column.addWidget(WrittenText(text_of(note.content)))
        return card
