"""Encounters: kept in words, with the diagnoses that were made beside them."""

from dataclasses import replace

from lxml.etree import _Element as Element

from careboard.exchange.ccda_in import documents, problems
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.facts import Reading


def read(encounter: Element, place: Place) -> Reading:
    """An encounter in words, and its diagnoses."""
    told = documents.read_words(encounter, place)
    return replace(told, contents=(*told.contents, *problems.of_encounter(encounter, place)))
