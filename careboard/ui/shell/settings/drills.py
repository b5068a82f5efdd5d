"""Recovery drills in the settings: what would be done after a loss is tried by whoever would have to do it.

Each says when it was last drilled, by whom and with what outcome; what comes of it now is said, with what to do.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from careboard.clinical.people import Author
from careboard.errors import CareboardError
from careboard.i18n import gettext as _
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.parts.labels import Label
from careboard.ui.parts.places import Place
from careboard.ui.shell.settings.drilled import failed_told, proved
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.drills import (
    Drill,
    LastRun,
    Proven,
    drill_colleague,
    drill_custody,
    drill_kit,
    last_runs,
    may_be_tried,
    may_drill,
)
from careboard.workflow.papers import read_paper
from careboard.workflow.session import Session

_PAPERS = _("Papers (*.pdf *.txt);;All files (*)")
Run = Callable[[Session], Proven]


class DrillPanel(KeepingPanel):
    """One drill: how it was last run, what it asks for, and a button. It is not there for who may not run it."""

    run_ended = Signal()

    def __init__(self, drill: Drill, title: str, desk: Desk) -> None:
        super().__init__(title)
        self.drill, self._desk = drill, desk
        self.last = Label("", Type.LABEL, "text2", wrap=True)
        self.begin = Button(_("Drill it now"), "", "shield")
        self.begin.clicked.connect(self._begin)
        if drill is not Drill.KIT:  # everybody has one
            self.hide()

    def add(self, told: str, *fields: QWidget) -> None:
        """What is tried, when it was last tried, and what is asked for."""
        self.lay_out(told, (self.last, *fields), self.begin)

    @property
    def said(self) -> str:
        """What came of it, or what is said to be wrong."""
        wrong = next((field.error for field in self.findChildren(Field) if field.error), "")
        return wrong or self._state.text()

    def show_last(self, run: LastRun | None) -> None:
        """Say how it was last run."""
        self.last.set_tone("text2" if run is not None and run.succeeded else "warn")
        self.last.setText(_told(run, Voice(zone=self._desk.zone)))

    def asked(self) -> Run | None:
        """What is to be run with what was chosen; None where something is missing, which is said beside it."""
        raise NotImplementedError

    @Slot()
    def _begin(self) -> None:
        self.say("", "ok")
        if (run := self.asked()) is not None:
            self.set_busy(busy=True)
            self.say(_("A copy of the clinic is made and opened with what was given."), "text2")
            self._desk.ask(run, self, self._has_succeeded, self._has_failed)

    def _has_succeeded(self, proven: Proven) -> None:
        self._end(proved(proven), "warn" if proven.closed else "ok")

    def _has_failed(self, error: CareboardError) -> None:
        self._end(failed_told(self.drill, error), "danger")

    def _end(self, words: str, tone: str) -> None:
        self.set_busy(busy=False)
        self.say(words, tone)
        self.begin.setFocus()
        self.run_ended.emit()


class KitDrill(DrillPanel):
    """The own printed kit."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Drill.KIT, _("Your printed kit"), desk)
        self.kit = Place(_("Recovery kit, as PDF or text file"), filters=_PAPERS)
        self.add(
            _(
                "As if you had forgotten your passphrase. Type the two codes of your paper into a text file, or give "
                "the PDF, and delete the file afterwards."
            ),
            self.kit,
        )

    @override
    def asked(self) -> Run | None:
        path = _given(self.kit)
        return partial(_with_kit, path=path) if path is not None else None


class CustodyDrill(DrillPanel):
    """Two of the clinic's three sheets."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Drill.CUSTODY, _("Two custody sheets"), desk)
        self.one = Place(_("One sheet, as PDF or text file"), filters=_PAPERS)
        self.other = Place(_("Another sheet"), filters=_PAPERS)
        self.add(
            _(
                "As if nobody of the clinic could sign in any more. Two people fetch two different sheets; one alone "
                "opens nothing. Seal them again afterwards, and delete the files."
            ),
            self.one,
            self.other,
        )

    @override
    def asked(self) -> Run | None:
        one, other = _given(self.one), _given(self.other)
        return partial(_with_sheets, paths=(one, other)) if one is not None and other is not None else None


class ColleagueDrill(DrillPanel):
    """A colleague who would have lost everything, and gets new keys."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Drill.COLLEAGUE, _("New keys from a colleague"), desk)
        self._told = _(
            "As if a colleague had lost passphrase and kit. New keys are signed for them in a copy, the charts that "
            "you read are handed over, and it is counted whether any would be lost."
        )
        self.who = Choice((), empty=_("Choose"))
        self._who = Field(_("For whom it is tried"), self.who)
        self.add(self._told, self._who)

    def offer(self, colleagues: tuple[Author, ...]) -> None:
        """Offer these; whom one has chosen stays chosen."""
        chosen = self.who.chosen
        self.who.offer_anew([(author.name, author.member) for author in colleagues], empty=_("Choose"))
        self.who.choose(chosen)

    @override
    def asked(self) -> Run | None:
        member = self.who.chosen
        self._who.refuse("" if member else _("Say for whom."))
        return partial(drill_colleague, member=str(member)) if member else None


class Drills:
    """The three panels of the group, which read anew after each run."""

    def __init__(self, desk: Desk) -> None:
        self.kit, self.custody, self.colleague = KitDrill(desk), CustodyDrill(desk), ColleagueDrill(desk)
        self._desk = desk
        for panel in self.panels:
            panel.run_ended.connect(self.load)
        self.load()

    @property
    def panels(self) -> tuple[DrillPanel, ...]:
        """In the order in which somebody would try them."""
        return self.kit, self.colleague, self.custody

    def load(self) -> None:
        """Read who may run what, and what was run."""
        self._desk.ask(_known, self.kit, self._show)

    def _show(self, known: tuple[frozenset[Drill], Mapping[Drill, LastRun], tuple[Author, ...]]) -> None:
        may, runs, colleagues = known
        self.colleague.offer(colleagues)
        for panel in self.panels:
            panel.show_last(runs.get(panel.drill))
            panel.setVisible(panel.drill in may)


def _told(run: LastRun | None, voice: Voice) -> str:
    if run is None:
        return _("Never drilled.")
    succeeded, failed = (
        _("Last drilled: {when} by {who}. It succeeded."),
        _("Last drilled: {when} by {who}. It failed."),
    )
    told = succeeded if run.succeeded else failed
    return told.format(when=moment(run.at, voice), who=run.by)


def _given(place: Place) -> Path | None:
    place.refuse("" if place.path else _("Say which file it is."))
    return place.path


def _known(session: Session) -> tuple[frozenset[Drill], Mapping[Drill, LastRun], tuple[Author, ...]]:
    may = frozenset(drill for drill in Drill if may_drill(session, drill))
    return may, last_runs(session), may_be_tried(session)


def _with_kit(session: Session, *, path: Path) -> Proven:
    return drill_kit(session, read_paper(path))


def _with_sheets(session: Session, *, paths: tuple[Path, Path]) -> Proven:
    one, other = map(read_paper, paths)
    return drill_custody(session, (one, other))
