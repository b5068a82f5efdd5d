"""The digest: what is worse, what waits and what changed since the last visit, over the whole caseload, risks first.

Each part is a button that goes there. It is made of outlines, so that it stands before any chart was opened.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.caseload import CaseloadRow
from careboard.projections.inbox import Group, InboxItem
from careboard.projections.outline import Outline
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Flow, Panel
from careboard.ui.parts.whole_chip import WholeChip

MOST_NAMED = 4
_NOTHING = _("Nothing is worse, and nothing waits for you.")
_TONES = {
    "risk": ("danger", "danger_tint", "danger_tint"),
    "late": ("warn", "warn_tint", "warn_line"),
    "plain": ("text1", "surface", "border_strong"),
}


class Digest(Panel):
    """One or two rows of chips. It says which patient or which part of the inbox somebody wants to see."""

    patient_wanted = Signal(object)  # a CaseloadRow
    inbox_wanted = Signal(object)  # a Group
    risks_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Since your last visit"))
        self._title = Label(_("Since your last visit"), Type.STRONG_LABEL, "text2")
        self._holder = QWidget()
        self._flow = Flow(self._holder, look().px(8), look().px(6))
        self._nothing = Label(_NOTHING, Type.LABEL, "text2")
        self._flow.addWidget(self._nothing)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addWidget(self._holder, 1)
        self.chips: list[WholeChip] = []
        self._told: list[tuple[str, str]] = []
        self._short = False
        self._space()

    def show_reading(self) -> None:
        """Hold its place while the charts are read for the first time: a list that moves down is clicked wrong."""
        self._told = []
        self._clear()
        self._nothing.setText(_("Reading what is new"))
        self.be_short(short=self._short)

    def show_outlines(self, outlines: Iterable[Outline], drafts: Iterable[InboxItem], *, hidden: bool) -> None:
        """Say what these say together; `hidden`: initials instead of names. What is said already stays as it is."""
        told = list(_told(list(outlines), list(drafts), hidden=hidden))
        if [(words, kind) for words, kind, _where in told] == self._told and self._told:
            return
        self._told = [(words, kind) for words, kind, _where in told]
        self._nothing.setText(_NOTHING)
        self._clear()
        for words, kind, where in told:
            self._add(words, kind, where)
        self.be_short(short=self._short)

    def be_short(self, *, short: bool) -> None:
        """Where there is little room only what is worse is told; all the rest waits in the inbox."""
        self._short = short
        self._title.setVisible(not short)
        for chip, (_words, kind) in zip(self.chips, self._told, strict=True):
            chip.setVisible(kind == "risk" or not short)
        self._nothing.setVisible(not self.chips)

    @property
    def tells(self) -> bool:
        """Is there anything to be seen of it?"""
        return not self._short or any(kind == "risk" for _words, kind in self._told)

    @property
    def said(self) -> tuple[str, ...]:
        """What it says, part by part."""
        return tuple(words for words, _kind in self._told) or (self._nothing.text(),)

    def _clear(self) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []

    def _add(self, words: str, kind: str, where: object) -> None:
        tone, ground, line = _TONES[kind]
        chip = WholeChip(words, "warning" if kind == "risk" else "", tone, ground, line)
        chip.clicked.connect(partial(self._go, where))
        self._flow.addWidget(chip)
        self.chips.append(chip)

    def _go(self, where: object, *_checked: object) -> None:
        match where:
            case CaseloadRow():
                self.patient_wanted.emit(where)
            case Group():
                self.inbox_wanted.emit(where)
            case _:
                self.risks_wanted.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ApplicationPaletteChange:
            self._space()

    def _space(self) -> None:
        edge = look().px(12)
        self._row.setContentsMargins(edge, look().px(8), edge, look().px(8))
        self._row.setSpacing(look().px(12))
        self._holder.setMinimumHeight(look().px(26))  # of a chip, also while there is none


_Part = tuple[str, str, object]


def _told(outlines: list[Outline], drafts: list[InboxItem], *, hidden: bool) -> Iterator[_Part]:
    yield from _risks(outlines, hidden=hidden)
    waiting: Counter[Group] = Counter()
    late = 0
    for item in (*(item for one in outlines for item in one.inbox), *drafts):
        waiting[item.group] += item.count
        late += item.late and item.group is Group.DUE
    charts = sum(any(item.group is Group.UNREAD for item in one.inbox) for one in outlines)
    for group, words in _counted(waiting, late, charts):
        yield words, "late" if group is Group.DUE else "plain", group
    if changed := _changed(outlines):
        yield changed, "plain", Group.UNREAD


def _risks(outlines: list[Outline], *, hidden: bool) -> Iterator[_Part]:
    worse = [one for one in outlines if one.risks]
    worse.sort(key=lambda one: (not one.row.risk_worsening, one.row.named.casefold()))
    for one in worse[:MOST_NAMED]:
        name = one.row.initials if hidden else one.row.named
        yield f"{name}: {'; '.join(one.risks)}", "risk", one.row
    if (more := len(worse) - MOST_NAMED) > 0:
        yield ngettext("{n} more at risk", "{n} more at risk", more).format(n=more), "risk", None


def _counted(waiting: Counter[Group], late: int, charts: int) -> Iterator[tuple[Group, str]]:
    if late:
        yield Group.DUE, ngettext("{n} overdue", "{n} overdue", late).format(n=late)
    for group, one, many in (
        (Group.TO_ACKNOWLEDGE, _("{n} to acknowledge"), _("{n} to acknowledge")),
        (Group.TO_COSIGN, _("{n} to co-sign"), _("{n} to co-sign")),
        (Group.FOR_ME, _("{n} for you"), _("{n} for you")),
        (Group.TO_SIGN, _("{n} draft to sign"), _("{n} drafts to sign")),
    ):
        if waiting[group]:
            yield group, ngettext(one, many, waiting[group]).format(n=waiting[group])
    if waiting[Group.UNREAD]:
        words = ngettext("{n} unread in {charts}", "{n} unread in {charts}", waiting[Group.UNREAD])
        whose = ngettext("{n} chart", "{n} charts", charts).format(n=charts)
        yield Group.UNREAD, words.format(n=waiting[Group.UNREAD], charts=whose)


def _changed(outlines: list[Outline]) -> str:
    """What others recorded in the charts that were visited before, counted."""
    doses, effects, results, scores = (
        sum(getattr(one.changed, what) for one in outlines) for what in ("doses", "effects", "results", "scores")
    )
    parts = (
        ngettext("{n} dose change", "{n} dose changes", doses).format(n=doses) if doses else "",
        ngettext("{n} side effect", "{n} side effects", effects).format(n=effects) if effects else "",
        ngettext("{n} result", "{n} results", results).format(n=results) if results else "",
        ngettext("{n} score", "{n} scores", scores).format(n=scores) if scores else "",
    )
    return ", ".join(part for part in parts if part)
