"""How the clinic is reached, as its papers print it and as a person types it: its phone, and where to turn in a crisis.

Each is one line of words. What nobody could call is refused with a sentence; an empty one returns to the default.
"""

from dataclasses import dataclass

from careboard.i18n import gettext as _
from careboard.projections.site import Site

LONGEST_PHONE = 60  # characters: it stands beside the clinic's name at the foot of every page
LONGEST_LINE = 300  # it stands on the page of the handover, which is one page
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Reaching:
    """The clinic's phone and its crisis lines in English and Spanish; "" where none was kept."""

    phone: str = ""
    crisis_line: str = ""
    crisis_line_in_spanish: str = ""


def reaching(site: Site) -> Reaching:
    """As the clinic's choices have it."""
    return Reaching(site.phone, site.crisis_lines, site.crisis_lines_in_spanish)


def typed_phone(text: str) -> str:
    """A phone number as it was typed, in one line; raises ValueError with a sentence."""
    line = _one_line(text, LONGEST_PHONE)
    if line and _digits(line) < _LEAST_DIGITS:
        raise ValueError(_("Write the number to call, such as 555-0100."))
    return line


def typed_crisis_line(text: str) -> str:
    """A crisis line as it was typed, in one line; raises ValueError with a sentence."""
    line = _one_line(text, LONGEST_LINE)
    if line and _digits(line) < _LEAST_DIGITS:
        raise ValueError(_("Name the number to call or text, such as 988."))
    return line


def _one_line(text: str, most: int) -> str:
    line = " ".join(text.split())
    if len(line) > most:
        told = _("Write it in {most} characters at most: these are {n}.")
        raise ValueError(told.format(most=most, n=len(line)))
    return line


def _digits(line: str) -> int:
    return sum(one.isdecimal() for one in line)
