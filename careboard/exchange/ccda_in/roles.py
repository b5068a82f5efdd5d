"""Who or what takes part in a statement, in words: people, places, substances, devices.

Everything that the source says of a role is said, each thing once.
"""

from lxml.etree import _Element as Element

from careboard.exchange.ccda_in.datatypes import coded_words
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.people import person
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.xml import child, children, local

_ENTITIES = ("playingEntity", "specimenPlayingEntity", "playingDevice", "scopingEntity")
_BEHIND = ("representedOrganization", "subject", "relatedPerson")


def role_words(participation: Element, place: Place) -> str:
    """Who or what takes part: the name of the person, place or thing, what it is, and for whom it stands."""
    said = [_role(role, place) for role in participation if local(role) not in ("time", "templateId", "modeCode")]
    return "; ".join(dict.fromkeys(part for part in said if part))


def _role(role: Element, place: Place) -> str:
    entities = list(children(role, *_ENTITIES, *_BEHIND))
    names = [person(role), *(one_line(child(one, "name")) for one in entities)]
    codes = [coded_words(code, place) for one in (role, *entities) for code in children(one, "code")]
    stated = [*names, *codes, *(one_line(child(one, "desc")) for one in entities)]
    return ", ".join(dict.fromkeys(" ".join(part.split()) for part in stated if part))
