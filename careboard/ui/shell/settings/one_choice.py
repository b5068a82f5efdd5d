"""One decision of the clinic among a few: it is offered to who may decide, and hides from everybody else."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.clinic_time import TWELVE, TWENTY_FOUR
from careboard.ui.desk import Desk
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.fields import Choice, Field
from careboard.ui.shell.settings.panel import KeepingPanel
from careboard.workflow.clinic import CHOSEN
from careboard.workflow.session import Session
from careboard.workflow.site_choices import (
    care_teams_of,
    hours_of,
    keep_care_teams,
    keep_hours,
    keep_lock_minutes,
    lock_minutes_of,
    may_decide,
)

_MINUTES = (3, 5, 10, 15)


class OneChoice(KeepingPanel):
    """A choice and a button. `read` says what holds, `keep` decides otherwise and says what holds then."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        told: str,
        choices: Sequence[tuple[str, object]],
        read: Callable[[Session], object],
        keep: Callable[[Session, object], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._desk, self._write = desk, keep
        self.choice = Choice(choices)
        self.keep = Button(_("Keep it for the clinic"))
        self.keep.clicked.connect(self._submit)
        self.lay_out(told, (Field(title, self.choice),), self.keep)
        self.hide()
        desk.ask(lambda session: read(session) if may_decide(session) else None, self, self._offer)

    @property
    def said(self) -> str:
        """What came of it."""
        return self._state.text()

    def _offer(self, known: object) -> None:
        if known is not None:
            self.choice.choose(known)
            self.show()

    @Slot()
    def _submit(self) -> None:
        self.say("", "ok")
        self.set_busy(busy=True)
        wanted = self.choice.chosen
        self._desk.ask(lambda session: self._write(session, wanted), self, self._was_kept, self.was_refused)

    def _was_kept(self, known: object) -> None:
        self.set_busy(busy=False)
        self.choice.choose(known)
        self.say(
            _("Kept for the clinic: {what}. It holds here from now on, elsewhere from the next sign-in on.").format(
                what=self._words
            ),
            "ok",
        )
        self._desk.follow_clinic()
        self.keep.setFocus()

    @property
    def _words(self) -> str:
        return self.choice.currentText()


def lock_times(desk: Desk) -> OneChoice:
    """After how long without a touch desktops lock."""
    told = _(
        "The page is covered after 2 minutes without a touch, and locked later: then the keys are gone, and the "
        "passphrase is needed. 15 minutes is the most."
    )
    minutes = [(ngettext("{n} minute", "{n} minutes", n).format(n=n), n) for n in _MINUTES]

    def keep(session: Session, wanted: object) -> int:
        return keep_lock_minutes(session, int(str(wanted)))

    return OneChoice(desk, _("Lock after"), told, minutes, lock_minutes_of, keep)


def hours(desk: Desk) -> OneChoice:
    """How hours are told."""
    told = _(
        "Wherever a time is told: on the screen, on paper and in what is signed from then on. Days always have the "
        "month in letters."
    )
    ways = ((_("24 hours, such as 14:30"), TWENTY_FOUR), (_("12 hours, such as 2:30 PM"), TWELVE))

    def keep(session: Session, wanted: object) -> str:
        return keep_hours(session, str(wanted))

    return OneChoice(desk, _("Hours"), told, ways, hours_of, keep)


def care_teams(desk: Desk) -> OneChoice:
    """Who reads a new chart."""
    told = _(
        "Who is on a care team holds the key of the chart. Charts that are there already stay with those who read "
        "them: take somebody off in the chart, under Care team."
    )
    ways = (
        (_("Everybody who treats or coordinates at the clinic"), ""),
        (_("Whoever begins it and the coordinators; they add the others"), CHOSEN),
    )

    def keep(session: Session, wanted: object) -> str:
        return keep_care_teams(session, str(wanted))

    return OneChoice(desk, _("Care team of a new chart"), told, ways, care_teams_of, keep)
