"""What joining and leaving a care team mean, in words.

Keys decide it, and what somebody read with a key cannot be taken back: neither is told otherwise.
"""

from dataclasses import dataclass

from careboard.clinical.people import Author
from careboard.clinical.values import MemberId
from careboard.i18n import gettext as _
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice, capital
from careboard.workflow.care_team import OnTeam, SeenTeam


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody is about to join a team, to be taken off it, or to leave it: the act, what it means, and its button."""

    member: MemberId
    joins: bool
    act: str
    means: str
    button: str
    done: str


def named(author: Author) -> str:
    """Name and credentials."""
    return f"{author.name}, {author.credentials}" if author.credentials else author.name


def remarks(team: SeenTeam, me: MemberId) -> str:
    """What is to be known beside the members: who takes others off where this reader may not, and who is missing."""
    others = {one.author.member for one in team.members} - {me}
    told = []
    if others and not others & team.may_go:
        told.append(_("A psychiatrist, a coordinator, a supervisor or an administrator takes others off."))
    if not others:
        told.append(_("You are the only one. Somebody always stays."))
    if not team.may_join:
        told.append(_("Everybody who treats or coordinates at the clinic is on it."))
    return " ".join(told)


def roles_of(one: OnTeam) -> str:
    """The roles of today."""
    return capital(", ".join(spaced(role, Voice()) for role in one.roles))


def since(one: OnTeam, voice: Voice) -> str:
    """Since when they are on it, and by whom."""
    at = moment(one.since, voice)
    if one.added_by:
        return _("Since {at}, added by {name}").format(at=at, name=one.added_by)
    return _("Since {at}").format(at=at)


def joining(team: SeenTeam, member: MemberId, patient: str) -> Step:
    """Somebody is added."""
    name = team.name(member)
    means = _(
        "They are handed the key: they read the whole chart from now on, back to its first entry, and sign what their "
        "role allows. It cannot be undone for what they have read."
    )
    act = _("{name} joins the care team of {patient}.").format(name=name, patient=patient)
    button, done = _("Add {name}").format(name=name), _("{name} is on the care team.").format(name=name)
    return Step(member, True, act, means, button, done)


def going(team: SeenTeam, member: MemberId, patient: str, *, own: bool) -> Step:
    """Somebody is taken off, or leaves by themselves."""
    name = team.name(member)
    if own:
        means = _(
            "The next entry is written under a new key, which you are not given: you read nothing that is written from "
            "now on, sign nothing here, and the chart goes from your caseload. What you could read until now, you may "
            "have kept; what you signed stands. Sign first what you have begun here."
        )
        act = _("You leave the care team of {patient}.").format(patient=patient)
        return Step(member, False, act, means, _("Leave the care team"), _("You have left the care team."))
    means = _(
        "A new key is made before the next entry, and they are not given it: they read nothing that is written from "
        "then on, and sign nothing here. What they could read until now, they may have kept; what they signed stands."
    )
    act = _("{name} is taken off the care team of {patient}.").format(name=name, patient=patient)
    done = _("{name} is off the care team. The next entry stands under a new key.").format(name=name)
    return Step(member, False, act, means, _("Take {name} off").format(name=name), done)
