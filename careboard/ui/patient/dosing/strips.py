"""What stands over the signature: warnings with their source, the old line struck through, the new one bold.

A strip only says; what must be acknowledged asks for a reason; what stops the hand is asked again in a box of its own.
"""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.medication.orders import AlertAnswer
from careboard.i18n import gettext as _
from careboard.projections.wording.voice import joined
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Field, Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel
from careboard.workflow.offers import Alert, Tier


class Strip(Panel):
    """One warning; from the second tier on with a field for the reason."""

    not_useful = Signal(object)  # the Alert

    def __init__(self, alert: Alert) -> None:
        heavy = alert.tier is Tier.MODAL
        super().__init__(ground="danger_tint" if heavy else "warn_tint", radius=6)
        self.alert = alert
        tone = "danger" if heavy else "warn"
        column = QVBoxLayout(self)
        margin = look().px(10)
        column.setContentsMargins(margin, look().px(8), margin, look().px(8))
        column.setSpacing(look().px(4))
        column.addWidget(Label(alert.text, Type.STRONG_LABEL, tone, wrap=True))
        if alert.before:
            column.addWidget(Label(alert.before, Type.META, tone, wrap=True))
        column.addLayout(self._last_line(tone))
        self.reason: Line | None = None
        if alert.tier is not Tier.STRIP:
            self.reason = Line()
            self.field = Field(_("Signed all the same, because"), self.reason)
            column.addWidget(self.field)
        self.setAccessibleName(alert.text)

    def _last_line(self, tone: str) -> QHBoxLayout:
        """Where it comes from, and what may be said about it."""
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        cited = "; ".join(part for part in (self.alert.source, self.alert.status) if part)
        row.addWidget(Label(_("Source: {source}").format(source=cited) if cited else "", Type.META, tone, wrap=True), 1)
        self.feedback = Button(_("Not useful"), "quiet")
        self.feedback.setAccessibleName(_("Not useful: {warning}").format(warning=self.alert.text))
        self.feedback.clicked.connect(lambda _checked: self.not_useful.emit(self.alert))
        row.addWidget(self.feedback, 0, Qt.AlignmentFlag.AlignBottom)
        return row


class Alerts(QWidget):
    """All warnings of an order, the heaviest first. The same warning keeps its reason while the order is edited."""

    changed = Signal()
    not_useful = Signal(object)  # an Alert

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strips: list[Strip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(8))

    def show_alerts(self, alerts: Iterable[Alert]) -> None:
        """Show warnings; those that stand already stay as they are."""
        wanted = list(dict.fromkeys(alerts))
        if wanted == [strip.alert for strip in self.strips]:
            return
        kept = {strip.alert: strip for strip in self.strips}
        for strip in self.strips:
            self._column.removeWidget(strip)
            if strip.alert not in wanted:
                strip.hide()
                strip.deleteLater()
        self.strips = [kept.get(alert) or self._strip(alert) for alert in wanted]
        for strip in self.strips:
            self._column.addWidget(strip)
        self.setVisible(bool(self.strips))

    def _strip(self, alert: Alert) -> Strip:
        strip = Strip(alert)
        strip.not_useful.connect(self.not_useful)
        if strip.reason is not None:
            strip.reason.textChanged.connect(self.changed)
        return strip

    @property
    def reasons(self) -> Mapping[str, Line]:
        """Where a reason is asked, by the warning that asks for it."""
        return {strip.alert.text: strip.reason for strip in self.strips if strip.reason is not None}

    @property
    def unanswered(self) -> Strip | None:
        """The first warning that asks for a reason and has none."""
        return next((strip for strip in self.strips if strip.reason is not None and not strip.reason.words), None)

    @property
    def answers(self) -> tuple[AlertAnswer, ...]:
        """The warnings that were passed, each with its reason."""
        found = ((strip.alert.text, strip.reason.words) for strip in self.strips if strip.reason is not None)
        return tuple(AlertAnswer(text, reason) for text, reason in found if reason)

    @property
    def heaviest(self) -> Alert | None:
        """The warning that stops the hand, if there is one."""
        return next((strip.alert for strip in self.strips if strip.alert.tier is Tier.MODAL), None)


class Replaces(Panel):
    """What was, struck through, and what is from then on, bold; below them who ordered it by telephone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="surface2", radius=6)
        self._old, self._new = Label("", Type.BODY, "text2", wrap=True), Label("", Type.DOSE, wrap=True)
        font = self._old.font()
        font.setStrikeOut(True)
        self._old.setFont(font)
        column = QVBoxLayout(self)
        margin = look().px(10)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(self._old)
        column.addWidget(self._new)
        self._by = Label("", Type.META, "text2", wrap=True)
        column.addWidget(self._by)

    def show_lines(self, old: str, new: str, by: str = "") -> None:
        """Show both lines; without an old one only the new one. `by` says who ordered it, if somebody else did."""
        self._old.setText(old)
        self._old.setVisible(bool(old))
        self._new.setText(new)
        self._new.setVisible(bool(new))
        self._by.setText(by)
        self._by.setVisible(bool(by))
        both = _("{old} becomes {new}").format(old=old, new=new) if old and new else old or new
        self.setAccessibleName(joined([both, by]))

    @property
    def lines(self) -> tuple[str, str]:
        """What was, and what is from then on."""
        return self._old.text(), self._new.text()

    @property
    def ordered_by(self) -> str:
        """Who ordered it by telephone, in words."""
        return self._by.text()


class Stopped(QMessageBox):
    """The box that stops the hand: it says what, from where, and signs only by its own button."""

    def __init__(self, alert: Alert, medicine: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle(_("Look again"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(alert.text)
        self.setInformativeText(_("Source: {source}; {status}").format(source=alert.source, status=alert.status))
        self._go_on = self.addButton(
            _("Go on with {medicine}").format(medicine=medicine), QMessageBox.ButtonRole.AcceptRole
        )
        back = self.addButton(_("Change the order"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(back)
        self.setEscapeButton(back)

    @override
    def exec(self) -> int:
        super().exec()
        return int(self.clickedButton() is self._go_on)
