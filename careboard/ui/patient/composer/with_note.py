"""What is signed together with a note: home practice for the patient, and tasks for members who are mentioned.

A mention alone is no task: its author says what is to be done, or by when. A task says what its own line says, else the
sentence in which the member is mentioned.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.clinical.coordination import HomePractice, Task
from careboard.clinical.values import MemberId, When
from careboard.i18n import gettext as _
from careboard.projections.writing.mentions import sentence_with
from careboard.ui.look.look import look
from careboard.ui.parts.buttons import IconButton
from careboard.ui.parts.days import read_when
from careboard.ui.parts.fields import Field, Line
from careboard.ui.patient.composer.body import Kept, Missing


class Dated(QWidget):
    """A line of words and the day by which it is due."""

    changed = Signal()

    def __init__(self, label: str, due: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.due = Line(placeholder=hint), Line(placeholder=_("such as +7d"))
        self.field = Field(label, self.words)
        self._due_field = Field(due, self.due)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look().px(8))
        self.row.addWidget(self.field, 4)
        self.row.addWidget(self._due_field, 1)
        for line in (self.words, self.due):
            line.textChanged.connect(self._was_changed)

    def _was_changed(self) -> None:
        self._due_field.refuse("")
        self.changed.emit()

    def when(self, today: date, zone: ZoneInfo) -> When | None:
        """By when; raises Missing with a sentence, which stands beside it too."""
        try:
            due = read_when(self.due.words, today, zone)
        except ValueError as wrong:
            self._due_field.refuse(str(wrong))
            raise Missing(self.due, str(wrong)) from None
        return due

    def kept(self) -> Kept:
        """What was typed."""
        return {"words": self.words.text(), "due": self.due.text()}

    def restore(self, kept: Kept) -> None:
        """What was typed before."""
        self.words.setText(kept["words"])
        self.due.setText(kept["due"])


class _Mention(Dated):
    """A task for one member, where words or a day are typed. `left` when it is taken away."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Task for {name}").format(name=name), _("Due"), _("Empty: mentioned, no task"), parent)
        self.name = name
        away = IconButton("close", _("No task for {name}").format(name=name))
        away.clicked.connect(lambda _checked: self.left.emit())
        self.row.addWidget(away)


class WithNote(QWidget):
    """Home practice where the role sets it, and the tasks."""

    changed = Signal()

    def __init__(self, team: dict[MemberId, str], *, practice: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._team = team
        self._mentions: dict[MemberId, _Mention] = {}
        self.practice = Dated(_("Home practice"), _("Practice until"), _("What is practiced until next time"))
        self.practice.changed.connect(self.changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(8))
        self._column.addWidget(self.practice)
        self.practice.setVisible(practice)

    def mention(self, member: MemberId) -> None:
        """Let the author give a member a task with this note."""
        if member in self._mentions or member not in self._team:
            return
        row = self._mentions[member] = _Mention(self._team[member])
        row.changed.connect(self.changed)
        row.left.connect(partial(self.forget, member))
        self._column.addWidget(row)
        row.show()
        self.changed.emit()

    def forget(self, member: MemberId) -> None:
        """Give this member no task after all; the note may still name the member."""
        row = self._mentions.pop(member)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.changed.emit()

    def task_of(self, member: MemberId) -> Dated | None:
        """The row of a member's task."""
        return self._mentions.get(member)

    def contents(self, text: str, today: date, zone: ZoneInfo) -> Iterator[HomePractice | Task]:
        """What is signed with the note that says `text`; raises Missing with a sentence."""
        if self.practice.words.words:
            yield HomePractice(self.practice.words.words, self.practice.when(today, zone))
        elif self.practice.due.words:
            raise Missing(self.practice.words, _("Say what is practiced at home, or leave the day away."))
        for member, row in self._mentions.items():
            if not row.words.words and not row.due.words:
                continue
            words = row.words.words or sentence_with(row.name, text, self._team.values())
            if not words:
                raise Missing(row.words, _("Say what {name} is to do.").format(name=row.name))
            yield Task(words, MemberId(member), due=row.when(today, zone))

    @property
    def empty(self) -> bool:
        """Does nothing stand in it?"""
        return not (self.practice.words.words or self.practice.due.words or self._mentions)

    def kept(self) -> Kept:
        """What was typed."""
        return {
            "practice": self.practice.kept(),
            "tasks": {member: row.kept() for member, row in self._mentions.items()},
        }

    def restore(self, kept: Kept) -> None:
        """What was typed before."""
        self.practice.restore(kept["practice"])
        for member, row in kept["tasks"].items():
            self.mention(member)
            if member in self._mentions:
                self._mentions[member].restore(row)
