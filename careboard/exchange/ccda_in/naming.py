"""Names, telephone numbers and addresses of people, part by part as the source writes them.

What a source marks as unknown is left out; nothing is guessed from the form of a number or a name.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.clinical.person import Address, ContactPoint, ContactSystem, HumanName
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.people import name_in_words
from careboard.exchange.ccda_in.xml import attribute, children

_NAME_USES = {"L": "usual", "C": "official", "P": "nickname", "ASGN": "usual", "A": "anonymous"}
_USES = {
    "HP": "home",
    "H": "home",
    "HV": "temp",
    "TMP": "temp",
    "WP": "work",
    "MC": "mobile",
    "BAD": "old",
    "OLD": "old",
}
_ADDRESS = ("city", "state", "postalCode", "country")
_SCHEMES = {
    "tel": ContactSystem.PHONE,
    "fax": ContactSystem.FAX,
    "mailto": ContactSystem.EMAIL,
    "sms": ContactSystem.SMS,
    "http": ContactSystem.URL,
    "https": ContactSystem.URL,
}


def human_name(name: Element) -> HumanName | None:
    """A name in its parts; a name to be called by and a name at birth are no part of it. None where it is empty."""
    if attribute(name, "nullFlavor") or not name_in_words(name):
        return None
    family = " ".join(_parts(name, "family", without=("BR", "CL")))
    given = tuple(_parts(name, "given", without=("CL",)))
    return HumanName(
        family,
        given,
        "" if family and given else name_in_words(name),
        " ".join(_parts(name, "prefix")),
        " ".join(_parts(name, "suffix")),
        _NAME_USES.get(attribute(name, "use"), ""),
    )


def _parts(name: Element, part: str, without: tuple[str, ...] = ()) -> Iterator[str]:
    for element in children(name, part):
        if not set(attribute(element, "qualifier").split()) & set(without) and (text := one_line(element)):
            yield text


def called(names: Iterator[Element]) -> str:
    """The name that the patient wants to be called by."""
    marked = (part for name in names for part in children(name, "given", "family"))
    return " ".join(one_line(part) for part in marked if "CL" in attribute(part, "qualifier").split())


def telecoms(role: Element) -> Iterator[ContactPoint]:
    """Telephone numbers and electronic addresses."""
    for element in children(role, "telecom"):
        scheme, colon, rest = attribute(element, "value").partition(":")
        system = _SCHEMES.get(scheme.casefold(), ContactSystem.PHONE if not colon else ContactSystem.OTHER)
        value = rest if scheme.casefold() in ("tel", "fax", "mailto", "sms") else attribute(element, "value")
        if value.strip():
            yield ContactPoint(system, value.strip(), _use(element))


def addresses(role: Element) -> Iterator[Address]:
    """Postal addresses; one that is not written in parts is kept as it is written."""
    for element in children(role, "addr"):
        lines = tuple(text for line in children(element, "streetAddressLine") if (text := one_line(line)))
        parts = [" ".join(map(one_line, children(element, name))) for name in _ADDRESS]
        city, state, postal_code, country = parts
        written = "" if lines or any(parts) else one_line(element)
        if lines or any(parts) or written:
            yield Address(lines, city, state, postal_code, country, written, _use(element))


def _use(element: Element) -> str:
    return next((_USES[use] for use in attribute(element, "use").split() if use in _USES), "")
