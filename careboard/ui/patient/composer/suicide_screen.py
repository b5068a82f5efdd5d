"""The C-SSRS screener inside another scale, asked when its item about suicide is positive.

The scale is not signed before the screener is done, or somebody says why it was not; no screen ever sets the level.
"""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from careboard.clinical.response import AnsweredBy, Assessment
from careboard.i18n import gettext as _
from careboard.projections.wording.voice import joined
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Icon, Label
from careboard.ui.parts.panels import Panel
from careboard.ui.patient.composer.body import Kept, Missing
from careboard.ui.patient.composer.scale_questions import Questions
from careboard.workflow.writing.scales import CSSRS, assessment, scale_offer


class SuicideScreen(QWidget):
    """The screener with what makes it due above it, and a line for why it is not done."""

    changed = Signal()

    def __init__(self, item: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.questions, self._reason = Questions(scale_offer(CSSRS)), Line()
        self.questions.rest()
        numbered = _("Item {n} is positive for suicide risk: ask the C-SSRS screener now. A risk assessment is due.")
        alone = _("The item about suicide is positive: ask the C-SSRS screener now. A risk assessment is due.")
        self._told = numbered.format(n=item) if item[:1].isdigit() else alone
        strip = Panel(ground="danger_tint", radius=6)
        row = QHBoxLayout(strip)
        row.setContentsMargins(look().px(10), look().px(8), look().px(10), look().px(8))
        row.addWidget(Icon("shield", "danger"))
        row.addWidget(Label(self._told, Type.STRONG_LABEL, "danger", wrap=True), 1)
        self.strip, self._level = strip, Label("", Type.HEADLINE, wrap=True)
        self._why = Field(_("If it is not done now, why"), self._reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look().px(4), 0, 0)
        column.setSpacing(look().px(8))
        column.addWidget(strip)
        column.addWidget(Label(CSSRS, Type.HEADLINE))
        column.addWidget(self.questions)
        column.addWidget(self._level)
        column.addWidget(self._why)
        self.questions.changed.connect(self._follow)
        self._reason.textChanged.connect(self.changed)
        self._level.hide()
        self.hide()

    def ask(self, *, asked: bool) -> None:
        """Show it, saying so at once, or put it away where the item was corrected."""
        if asked and self.isHidden():
            announce(self, self._told, assertive=True)
        self.setVisible(asked)

    def _follow(self) -> None:
        self._level.setText(self.questions.told)
        self._level.set_tone("danger" if self.questions.tally.highest else "text1")
        self._level.setVisible(bool(self.questions.answers))
        self._why.setVisible(not self._done)
        self.changed.emit()

    @property
    def status(self) -> str:
        """How far it is, in few words."""
        if not self.questions.answers:
            return _("C-SSRS to be asked")
        counted = self.questions.tally
        item = _("item {n}").format(n=counted.highest) if counted.highest else ""
        return joined([f"C-SSRS {counted.words.casefold()}", item])

    @property
    def reason(self) -> str:
        """Why it is not done, or not to its end; empty where it is done."""
        return "" if self._done else self._reason.words

    @property
    def _done(self) -> bool:
        return bool(self.questions.answers) and self.questions.tally.complete

    def content(self, by: AnsweredBy, language: str) -> Assessment | None:
        """What is signed beside the scale; None where it was not begun. Raises Missing where neither is there."""
        if not self._done and not self._reason.words:
            raise Missing(self._control, _("Ask the C-SSRS screener, or say why it is not done now."))
        if not self.questions.answers:
            return None
        made = assessment(CSSRS, self.questions.answers, by, note=self.reason)
        return replace(made, language=language) if language != "en" else made

    @property
    def _control(self) -> QWidget:
        return self.questions if self.questions.answers else self._reason

    def begin(self, *, at_the_end: bool = False) -> None:
        """Take the turn."""
        self.questions.begin(at_the_end=at_the_end)

    def kept(self) -> Kept:
        """What was answered, for a draft."""
        return {"answers": dict(self.questions.answers), "reason": self._reason.text()}

    def restore(self, kept: Kept) -> None:
        """What was answered, from a draft."""
        self.questions.restore(kept.get("answers", {}))
        self.questions.rest()
        self._reason.setText(kept.get("reason", ""))
        self._follow()
