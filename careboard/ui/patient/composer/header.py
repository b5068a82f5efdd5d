"""The upper row of the composer: the form, when and how long, the mood, and who will ever be able to read it."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from careboard.clinical.values import Precision, When
from careboard.i18n import gettext as _
from careboard.i18n import later
from careboard.projections.wording.written import BOLD, HEADING, ITEM
from careboard.projections.writing.marking import NUMBER
from careboard.ui.look.look import Type, look
from careboard.ui.parts.buttons import IconButton
from careboard.ui.parts.days import read_when
from careboard.ui.parts.fields import Choice, Field, Line
from careboard.ui.parts.labels import Elided, Icon
from careboard.ui.patient.composer.body import Body, Kept
from careboard.ui.patient.composer.text_bodies import PRIVATE_NAMES
from careboard.workflow.writing.offers import Offers

TEAM = "team"
LONGEST, BEST = 24 * 60, 10  # minutes of a session, and the best mood
MOST_NAMES = 8
MARKINGS = (
    (BOLD, later("Bold"), later("Ctrl+B")),
    (ITEM, later("List"), later("- and a space")),
    (NUMBER, later("Numbered list"), later("1. and a space")),
    (HEADING, later("Heading"), later("## and a space")),
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class Header(QWidget):
    """What frames a note. `form_wanted` names another template, `audience_wanted` who shall read it."""

    changed = Signal()
    form_wanted = Signal(str)
    audience_wanted = Signal(str)
    closed = Signal()
    margin_wanted = Signal()
    beside_wanted = Signal()
    marking_wanted = Signal(str)  # what the words chosen shall be: MARKINGS

    def __init__(
        self, offers: Offers, zone: ZoneInfo, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._offers, self._zone, self._today = offers, zone, today
        self.form = Choice([(template.name, template.id) for template in offers.templates])
        private = [(_(PRIVATE_NAMES[kind]), kind) for kind in offers.private]
        self.audience = Choice([(_("Team"), TEAM), *private])
        self.when, self.until = Line(placeholder=_("now")), Line()
        self.minutes, self.mood = Line(), Line(placeholder="0-10")
        self._who_icon, self._who = Icon("people", "text3", 16), Elided("", Type.META, "text3")
        self._title = Elided("", Type.HEADLINE)
        self._session = QWidget()
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        close = IconButton("close", _("Close; the draft is kept (Esc)"))
        close.clicked.connect(lambda _checked: self.closed.emit())
        self._margin = IconButton("document", _("Goals, last plan, scores and the last note beside it (F9)"))
        self._margin.clicked.connect(lambda _checked: self.margin_wanted.emit())
        beside = IconButton("beside", _("Beside the timeline, or below it (Ctrl+Shift+N)"))
        beside.clicked.connect(lambda _checked: self.beside_wanted.emit())
        self._marking = IconButton("text", _("Bold, list, heading"))
        self._marking.clicked.connect(self._offer_markings)
        first, second, third = QHBoxLayout(), QHBoxLayout(self._session), QHBoxLayout()
        first.addWidget(self._title, 1)
        for button in (self._marking, self._margin, beside, close):
            first.addWidget(button)
        self._form_field = Field(_("Template"), self.form)
        self._when_field = Field(_("Date and time"), self.when)
        self._until_field, self._minutes_field = Field(_("Until"), self.until), Field(_("Minutes"), self.minutes)
        self._mood_field = Field(_("Mood"), self.mood)
        self._audience_field = Field(_("Who may read it"), self.audience)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(look().px(8))
        second.addWidget(self._form_field, 3)
        second.addWidget(self._when_field, 3)
        second.addWidget(self._until_field, 1)
        second.addWidget(self._minutes_field, 1)
        second.addWidget(self._mood_field, 1)
        second.addWidget(self._audience_field, 3)
        second.addStretch(0)
        third.addWidget(self._who_icon)
        third.addWidget(self._who, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look().px(16), look().px(8), look().px(10), look().px(4))
        column.setSpacing(look().px(6))
        for row in (first, third):
            column.addLayout(row)
        column.insertWidget(1, self._session)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _listen(self) -> None:
        self.form.activated.connect(lambda _index: self.form_wanted.emit(str(self.form.chosen)))
        self.audience.activated.connect(lambda _index: self.audience_wanted.emit(str(self.audience.chosen)))
        for line in (self.when, self.until, self.minutes, self.mood):
            line.textChanged.connect(self.changed)
        self.when.textEdited.connect(self._follow_minutes)
        self.minutes.textEdited.connect(self._follow_minutes)
        self.until.textEdited.connect(self._follow_until)

    @property
    def who(self) -> str:
        """Who will see it, in words."""
        return self._who.text()

    def show_body(self, body: Body, private: str) -> None:
        """Frame a form: a private note has no time and no template."""
        self.show_status(body)
        self._session.setVisible(body.wants_when or bool(private))
        self._when_field.setVisible(body.wants_when)
        row = self._session.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretch(row.count() - 1, 0 if body.wants_session else 6)  # alone it need not fill the row
        for field in (self._form_field, self._until_field, self._minutes_field, self._mood_field):
            field.setVisible(body.wants_session)
        self._audience_field.setVisible(self.audience.count() > 1 and (body.wants_session or bool(private)))
        self._marking.setVisible(body.takes_marks)
        self.form.choose(body.key)
        self.audience.choose(private or TEAM)
        self._who.setText(self._who_reads(private))
        self._who_icon.show_icon("private" if private else "people", "warn" if private else "text3")

    def _offer_markings(self) -> None:
        menu = QMenu(self._marking)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for what, words, typed in MARKINGS:
            menu.addAction(f"{_(words)}\t{_(typed)}", partial(self.marking_wanted.emit, what))
        menu.popup(self._marking.mapToGlobal(self._marking.rect().bottomLeft()))

    def know(self, offers: Offers) -> None:
        """Others read along from now on."""
        self._offers = offers
        if self._who.text() and self.audience.chosen == TEAM:
            self._who.setText(self._who_reads(""))

    def offer_margin(self, *, offered: bool, shown: bool) -> None:
        """Is there anything to be read beside the note, and is it shown?"""
        self._margin.setVisible(offered)
        self._margin.setAccessibleDescription(_("shown") if shown else _("not shown"))

    def show_status(self, body: Body) -> None:
        """Say how a form stands, beside its title."""
        self._title.setText(f"{body.title}   {body.status}".rstrip())

    def _who_reads(self, private: str) -> str:
        if not private:
            team = sorted(self._offers.team.values())
            said = _("Will be seen by the care team of this patient, now {n} people.")
            return f"{said.format(n=len(team))} {_named(team)}"
        if self._offers.custody:
            return _("Only you can ever open it, and whoever brings two of the clinic's three custody sheets.")
        return _("Only you can ever open it. Nobody else learns that it exists.")

    def began(self, today: date) -> When | None:
        """When it was, None where that is now; raises ValueError with a sentence."""
        return read_when(self.when.words, today, self._zone)

    def ended(self, start: When | None) -> When | None:
        """When the session that began then was over; raises ValueError with a sentence."""
        if not self.minutes.words and not self.until.words:
            return None
        minutes = _whole(self.minutes.words, LONGEST)
        if not minutes:
            raise ValueError(_how_long(self.minutes.words))
        if start is None or start.precision is not Precision.INSTANT or start.instant is None:
            raise ValueError(
                _("A session that took minutes began at a time: write its date and time, such as today 09:05.")
            )
        return When.at(start.instant + timedelta(minutes=minutes))

    def _follow_minutes(self) -> None:
        """The end, from the beginning and the minutes; nothing where these cannot be read yet."""
        minutes, start = _whole(self.minutes.words, LONGEST), self._start
        if start is not None:
            self.until.setText((start + timedelta(minutes=minutes)).strftime("%H:%M") if minutes else "")

    def _follow_until(self) -> None:
        """The minutes, from the beginning and the end; one before the beginning is on the next day."""
        found, start = _CLOCK.fullmatch(self.until.words), self._start
        if start is None or found is None or int(found[1]) > 23 or int(found[2]) > 59:
            self.minutes.setText("")
            return
        end = start.replace(hour=int(found[1]), minute=int(found[2]))
        self.minutes.setText(str(int((end - start).total_seconds() // 60) % LONGEST))

    @property
    def _start(self) -> datetime | None:
        """When the session began, in the clinic's time; None while that is not said or cannot be read."""
        try:
            start = self.began(self._today())
        except ValueError:
            return None
        return start.instant.astimezone(self._zone) if start is not None and start.instant is not None else None

    def rated_mood(self) -> int | None:
        """The patient's own rating; raises ValueError with a sentence."""
        if not self.mood.words:
            return None
        rated = _whole(self.mood.words, BEST)
        if rated is None:
            raise ValueError(_("Mood is rated from 0 to 10."))
        return rated

    @property
    def typed(self) -> bool:
        """Was anything written here?"""
        return any(self.kept().values())

    def kept(self) -> Kept:
        """What was typed, for a draft."""
        session = {"when": self.when.text(), "until": self.until.text(), "minutes": self.minutes.text()}
        return {**session, "mood": self.mood.text()}

    def restore(self, kept: Kept) -> None:
        """What was typed, from a draft."""
        self.when.setText(kept.get("when", ""))
        self.until.setText(kept.get("until", ""))
        self.minutes.setText(kept.get("minutes", ""))
        self.mood.setText(kept.get("mood", ""))


def _named(team: Sequence[str]) -> str:
    """The first names of a team, and how many more there are."""
    named = ", ".join(team[:MOST_NAMES])
    left = len(team) - MOST_NAMES
    return _("{names} and {n} more.").format(names=named, n=left) if left > 0 else f"{named}."


def _how_long(minutes: str) -> str:
    if minutes:
        return _("How long it took is said in minutes.")
    return _("A session that ended began at a time: write both, such as today 09:05 and 09:55.")


def _whole(typed: str, most: int) -> int | None:
    """A whole number up to the most there can be; None for anything else."""
    if not typed.isdecimal() or len(typed) > len(str(most)) or int(typed) > most:
        return None
    return int(typed)
