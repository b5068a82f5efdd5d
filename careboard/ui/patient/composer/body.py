"""What every form of the composer is: fields that make contents, can be kept as a draft, and say what is missing.

A body never guesses and never clears itself; what was typed stays until the vault has it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.clinical.entry import KnownContent
from careboard.clinical.people import Discipline
from careboard.clinical.values import EntryId, MemberId, When
from careboard.projections.chart import Chart
from careboard.projections.writing.beside import Beside
from careboard.projections.writing.runs import Runs
from careboard.ui.look.look import look
from careboard.ui.parts.fields import Field

Kept = Mapping[str, Any]


class Missing(ValueError):
    """Something in one field stands in the way; the keyboard goes there."""

    def __init__(self, control: QWidget, sentence: str) -> None:
        super().__init__(sentence)
        self.control = control


@dataclass(frozen=True, slots=True)
class Head:
    """What the composer's frame says about a note: headline, when, how long, whom it asks for what."""

    discipline: Discipline
    headline: str = ""
    start: When | None = None
    stop: When | None = None
    mood: int | None = None
    asked: tuple[MemberId, ...] = ()
    cosigner: MemberId | None = None


class Body(QWidget):
    """A form of the composer. `changed` is sent when something was typed, `finished` when nothing more is asked."""

    changed = Signal()
    finished = Signal()
    settled = Signal()  # a field was left: what follows from the whole may be worked out
    restated = Signal()  # its status is another one, though nothing was typed
    turned = Signal(object)  # the part that has the turn, to be in sight
    look_wanted = Signal(object)  # what shows a hidden figure, once the look at it is recorded

    wants_headline = False
    wants_session = False
    wants_when = False
    wants_asked = False
    takes_marks = False
    wants_room = False  # is it a table that is seen as a whole?

    def __init__(self, key: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.title = key, title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(look().px(16), look().px(4), look().px(16), look().px(12))
        self.column.setSpacing(look().px(10))

    @property
    def empty(self) -> bool:
        """Was nothing written?"""
        raise NotImplementedError

    @property
    def status(self) -> str:
        """How it stands, beside its title; nothing where there is nothing to count."""
        return ""

    @property
    def suggestion(self) -> str:
        """What the headline could be."""
        return ""

    @property
    def replaces(self) -> EntryId | None:
        """The entry whose place this takes."""
        return None

    @property
    def before(self) -> KnownContent | None:
        """The version in force of what it writes; what changes against it is said before anything is signed."""
        return None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said of it before anything is signed, beyond what its contents say: a sentence each."""
        return ()

    def shown(self, content: KnownContent) -> KnownContent:
        """A content as it may be read before it is signed: without what is hidden."""
        return content

    @property
    def written(self) -> Sequence[Runs]:
        """The text of its sections with their origins, where these are kept."""
        return ()

    def show_chart(self, chart: Chart) -> None:
        """Go on with a newer chart; what was typed stays."""

    @property
    def read_beside(self) -> Callable[[], Sequence[Beside]] | None:
        """What is read beside it; None where nothing is."""
        return None

    def show_origins(self, *, shown: bool) -> None:
        """Tint what was not typed, or no longer."""

    def go_to_blank(self) -> bool:
        """Give the next blank the keyboard; False where there is none."""
        return False

    def mark_words(self, what: str) -> None:
        """Make the words chosen bold, a list or a heading, or no longer."""

    def refuse_nothing(self) -> None:
        """Take back what is said beside its fields."""

    def contents(self, head: Head) -> tuple[KnownContent, ...]:
        """What is signed; raises ValueError with a sentence where it cannot be."""
        raise NotImplementedError

    def kept(self) -> Kept:
        """What was typed, for a draft."""
        raise NotImplementedError

    def restore(self, kept: Kept) -> None:
        """What was typed, from a draft."""
        raise NotImplementedError

    def begin(self) -> None:
        """Give the first field the keyboard."""
        first = next((one for one in self.findChildren(Field) if one.isVisibleTo(self)), None)
        (first or self).setFocus(Qt.FocusReason.OtherFocusReason)
