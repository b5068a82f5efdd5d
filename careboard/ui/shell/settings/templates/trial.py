"""A template as the composer will show it, to be tried: fields, blanks and pick-lists, with nobody's chart behind it.

Nothing that is typed into it is kept anywhere.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.clinic import Template
from careboard.clinical.values import MemberId, PatientId
from careboard.i18n import gettext as _
from careboard.projections.chart import chart_of
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type
from careboard.ui.parts.labels import Label
from careboard.ui.patient.composer.note_body import NoteBody
from careboard.workflow.writing.offers import Offers, offered_as

_NOBODY = PatientId("")


class Trial(QWidget):
    """The body of a note by a template; F2 goes from blank to blank, as in a note."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.body: NoteBody | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title = Label("", Type.HEADLINE, wrap=True)
        self._column.addWidget(self._title)
        told = _("Try it: F2 goes to the next blank, a digit chooses. Nothing that is typed here is kept.")
        self._column.addWidget(Label(told, Type.META, "text3", wrap=True))
        self.setAccessibleName(_("As the note will look"))
        self.hide()

    def show_template(self, template: Template) -> None:
        """Show a template in place of the one before."""
        self.clear()
        offer = offered_as(template, template.discipline)
        me = MemberId(self._desk.me.member)
        chart = chart_of(_NOBODY, (), me, self._desk.zone, self._desk.now())
        offers = Offers(template.discipline, (offer,), offer.id, (), frozenset({"note"}), (), {}, custody=False)
        self.body = NoteBody(offer, chart, offers, self)
        self._title.setText(_("As the note will look: {name}").format(name=template.name))
        self._column.addWidget(self.body)
        self.show()
        self.body.section(template.sections[0].heading).setFocus()

    def clear(self) -> None:
        """Show none."""
        self.hide()
        if self.body is not None:
            body, self.body = self.body, None
            self._column.removeWidget(body)
            body.hide()
            body.deleteLater()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and self.body is not None:
            self.body.go_to_blank()
        else:
            super().keyPressEvent(event)
