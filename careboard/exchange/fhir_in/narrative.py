"""Markup and attached files of FHIR as plain words, line by line.

Markup is taken apart in one pass and nothing in it is followed, run or expanded; a file that is no text keeps its name.
"""

import base64
import binascii
import re

from careboard.exchange.fhir_in import times
from careboard.exchange.fhir_in.datatypes import joined
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import reference_words
from careboard.exchange.markup import is_text, plain

_MARKUP = re.compile(r"text/(html|xml)|application/(xhtml\+)?xml|.*\+xml")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._-]+)""", re.IGNORECASE)
_READABLE = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "utf-16"})


def narrative(element: Element, name: str = "text") -> str:
    """The words of a Narrative."""
    stated = element.one(name)
    return plain(stated.text("div")) if stated else ""


def notes(element: Element, name: str = "note") -> str:
    """Annotations: their words, by whom and when where it is stated."""
    return joined((annotation(one) for one in element.many(name)), "\n")


def annotation(stated: Element) -> str:
    """One annotation."""
    who = stated.text("authorString") or reference_words(stated.one("authorReference"))
    signed = joined((who, times.said(stated.text("time"))), ", ")
    text = stated.text("text")
    return f"{text} ({signed})" if text and signed else text


def attached_text(stated: Element) -> str:
    """The words in an attachment that is text, here or in the Binary that it names; empty for any other."""
    data, media_type = stated.text("data"), stated.text("contentType")
    if not data and (binary := stated.reader.found(stated.text("url"))) and binary.path == "Binary":
        data, media_type = binary.text("data"), binary.text("contentType") or media_type
    return decoded(data, media_type)


def decoded(data: str, media_type: str) -> str:
    """The words of base64 data of a media type such as text/plain or application/xml; empty for what is no text."""
    kind = media_type.partition(";")[0].strip().lower()
    markup = bool(_MARKUP.fullmatch(kind))
    if not data or not (markup or is_text(kind)):
        return ""
    try:
        content = base64.b64decode(re.sub(r"\s+", "", data), validate=True)
    except (binascii.Error, ValueError):
        return ""
    text = content.decode(_charset(media_type), "replace").removeprefix("\ufeff")
    return plain(text) if markup else _CONTROL.sub(" ", text.replace("\r\n", "\n")).strip()


def _charset(media_type: str) -> str:
    found = _CHARSET.search(media_type)
    named = found[1].lower() if found else "utf-8"
    return named if named in _READABLE else "utf-8"


def attachment_title(stated: Element) -> str:
    """What an attachment is called, and what kind of file it is."""
    address = stated.text("url") if re.match("https?:", stated.text("url")) else ""
    parts = (stated.text("title"), stated.text("contentType"), times.said(stated.text("creation")), address)
    return joined(parts, ", ")
