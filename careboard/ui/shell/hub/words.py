"""How vault and hub stand to each other, in words: a few in the top bar, a sentence in the tip and on the page.

"Shared" is said of nothing that the hub is not known to hold.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from careboard.i18n import gettext as _
from careboard.i18n import later, ngettext
from careboard.projections.wording.times import clock, moment
from careboard.projections.wording.voice import Voice
from careboard.workflow.hub.hub_state import HubState

SAVED = later("Saved here")
_UNSEEN = later("What colleagues write is not seen here until then.")


@dataclass(frozen=True, slots=True)
class Told:
    """The words, the fewest where there is little room, an icon with its tone, the sentence, and when it was last."""

    words: str
    brief: str
    icon: str
    tone: str
    sentence: str
    last: str = ""

    @property
    def whole(self) -> str:
        """All that is said beside the words."""
        return f"{self.sentence} {self.last}".strip()


def told(state: HubState | None, unread: int, zone: tzinfo, now: datetime) -> Told:
    """Of a clinic's hub; `state` is None without one, `unread` is how many warnings this member has not read."""
    if state is None:
        return Told(_(SAVED), _(SAVED), "check", "ok", "")
    if unread or state.caught or state.refused:
        sentence = _("The hub does not answer as it should. What is on this computer is as it was.")
        return Told(_("Hub: read the warning"), _("Hub: warning"), "warning", "danger", sentence)
    if state.away:
        return _away(state, zone, now)
    if state.hindrance is not None:
        words = _with_waiting(_("Not sharing"), state)
        sentence = f"{state.hindrance.told} {_(_UNSEEN)}"
        return Told(words, _("Not sharing"), "warning", "danger", sentence, _last(state, zone))
    return _at_work(state, zone)


def _away(state: HubState, zone: tzinfo, now: datetime) -> Told:
    since = _at(state.since, zone, now)
    words = _("Hub away since {when}").format(when=since) if since else _("Hub away")
    kept = _("What you write is kept here, and shared when the hub answers again.")
    sentence = f"{kept} {_(_UNSEEN)}"
    return Told(_with_waiting(words, state), _("Hub away"), "warning", "warn", sentence, _last(state, zone))


def _at_work(state: HubState, zone: tzinfo) -> Told:
    last = _last(state, zone)
    if state.progress is not None:
        done = min(state.progress.here / max(state.progress.at_hub, 1), 0.99)
        words = _("Syncing, {percent}%").format(percent=int(100 * done))
        sentence = _(
            "Records come from the hub; you can go on working. Until then charts may lack what colleagues wrote."
        )
        return Told(words, words, "restore", "text2", sentence, last)
    if state.last is None or state.unshared:
        sentence = _("What you signed is kept here, and on its way to the hub.")
        return Told(_with_waiting(_(SAVED), state), _(SAVED), "save", "text2", sentence, last)
    return Told(_("Shared"), _("Shared"), "check", "ok", _("All that you signed here is on the hub."), last)


def _with_waiting(words: str, state: HubState) -> str:
    if not state.unshared:
        return words
    waiting = ngettext("{n} waiting", "{n} waiting", state.unshared).format(n=state.unshared)
    return f"{words}, {waiting}"


def _last(state: HubState, zone: tzinfo) -> str:
    when = moment(state.last, Voice(zone=zone)) if state.last is not None else ""
    return _("Last synced {when}.").format(when=when) if when else _("Not synced since you signed in.")


def _at(at: datetime | None, zone: tzinfo, now: datetime) -> str:
    """The time of day, with the day where that is not today."""
    if at is None:
        return ""
    voice = Voice(zone=zone)
    today = at.astimezone(zone).date() == now.astimezone(zone).date()
    return clock(at, voice) if today else moment(at, voice)
