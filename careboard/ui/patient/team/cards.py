"""What stands on the sheet of a care team: who is on it, where the patient was admitted, and who may join.

Each says what somebody asks for, and does nothing by itself.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.clinical.people import Author
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.standing import author_words
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import Voice
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.ui.patient.team.words import named, roles_of, since
from careboard.workflow.care_team import OnTeam


class Card(Panel):
    """A few lines about one thing, the first one strong."""

    def __init__(self, *lines: str) -> None:
        super().__init__(ground="surface2", radius=6)
        self.column = QVBoxLayout(self)
        margin = look().px(12)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(look().px(2))
        for first, line in zip((True, *[False] * len(lines)), lines, strict=False):
            self.column.addWidget(Label(line, *((Type.VALUE,) if first else (Type.META, "text3")), wrap=True))


class MemberCard(Card):
    """Somebody on the team; `going` where they may be taken off, or leave."""

    going = Signal(str)

    def __init__(self, one: OnTeam, voice: Voice, *, own: bool, may_go: bool) -> None:
        name = named(one.author)
        super().__init__(_("{name} (you)").format(name=name) if own else name, roles_of(one), since(one, voice))
        self.member = one.author.member
        self.go = Button(_("Leave the care team") if own else _("Take off the care team"), "quiet")
        if not own:
            self.go.setAccessibleName(_("Take {name} off the care team").format(name=one.author.name))
        self.go.clicked.connect(lambda _checked: self.going.emit(self.member))
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addStretch(1)
        self.column.addLayout(row)
        self.go.setVisible(may_go)


class JoinCard(QWidget):
    """Who could join, and the button that adds one of them."""

    joining = Signal(str)

    def __init__(self, others: Sequence[Author]) -> None:
        super().__init__()
        self.who = Choice([(named(one), one.member) for one in others], empty=_("Choose"))
        self._who = Field(_("Who joins"), self.who, _("Everybody who treats or coordinates here, and is not on it."))
        self.add = Button(_("Add to the care team"), "primary", "add")
        self.add.clicked.connect(self._submit)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(8))
        row.addStretch(1)
        row.addWidget(self.add)
        column.addWidget(self._who)
        column.addLayout(row)

    @property
    def error(self) -> str:
        """What is missing."""
        return self._who.error

    @Slot()
    def _submit(self) -> None:
        chosen = self.who.chosen
        self._who.refuse("" if chosen else _("Say who joins."))
        if chosen:
            self.joining.emit(str(chosen))


def admission_card(chart: Chart) -> Card | None:
    """To which program the patient was admitted, when, and by whom; None where nobody recorded it."""
    stated = chart.stay.admission
    if stated is None:
        return None
    at, who = when(stated.entry.at, chart.voice), author_words(stated.entry)
    return Card(
        _("Admitted to {program}").format(program=stated.content.program),
        _("{day}, by {name}").format(day=at, name=who),
    )
