"""Medicines and vaccines as products: what a consumable or a supplied product is.

A name is never shortened, and where the words written and the code's display differ both stand.
"""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from careboard.clinical.dosage import Medicine
from careboard.clinical.values import RXNORM, Coded
from careboard.exchange.ccda_in.datatypes import both, named
from careboard.exchange.ccda_in.narrative import one_line
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.xml import V3, child, children

_PRODUCTS = (f"{V3}manufacturedMaterial", f"{V3}manufacturedLabeledDrug")


def medicine(statement: Element, place: Place) -> Medicine | None:
    """The medicine of an administration or a supply; None where the source names none."""
    holders = children(statement, "consumable", "product")
    products = (product for holder in holders for product in holder.iter(*_PRODUCTS))
    found = (thing for product in products if (thing := _product(product, place)) is not None)
    thing = next(found, None)
    return _medicine(thing) if thing is not None else None


def _medicine(thing: Coded) -> Medicine:
    rxcui = next((one.code for one in thing.codings if one.system == RXNORM and one.code.isdecimal()), None)
    known = rxcui if rxcui and rxcui.isascii() else None
    return Medicine(thing.text, known, codings=thing.codings)


def _product(product: Element, place: Place) -> Coded | None:
    thing, name = named(child(product, "code"), place), one_line(child(product, "name"))
    if thing is None:
        return Coded(name) if name else None
    return Coded(both(thing.text, name), thing.codings)


def names(element: Element, place: Place) -> Iterator[str]:
    """Every product that is named anywhere in an element, each once."""
    things = (_product(product, place) for product in element.iter(*_PRODUCTS))
    yield from dict.fromkeys(thing.text for thing in things if thing is not None)
