"""Markup as plain words, line by line, for narratives and files of both standards.

It is taken apart in one pass and nothing in it is followed, run or expanded; a raised number stays told from its base.
"""

import html
import re

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:]*+)(?P<rest>[^<>]*+)>|<[!?][^<>]*+>")
_PICTURE = re.compile(r"""\balt\s*=\s*("[^"]*"|'[^']*')""")
_BREAKS = frozenset("address blockquote br caption dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tr ul".split())
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "head"})
_BLANK = re.compile(r"\s+")
_SPACES = re.compile(r"[ \t\xa0]+")
_ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{8,}+;?")  # no character has so long a number
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_RAISED = re.compile(r"(?<=\w)<sup(?:\s[^<>]*)?>\s*(?=[-+0-9])")  # "10<sup>9</sup>" is no 109
_CODED = frozenset({"text/rtf", "text/richtext"})  # text between codes, which only a program of its own reads


def is_text(media_type: str) -> bool:
    """Is a file of this kind read as words?"""
    return _kind(media_type).startswith("text/") and not is_coded(media_type)


def is_coded(media_type: str) -> bool:
    """Is a file of this kind text between codes?"""
    return _kind(media_type) in _CODED


def _kind(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def plain(markup: str) -> str:
    """The words of XHTML, one line for each paragraph, row and item; cells stand apart by a bar."""
    pieces: list[str] = []
    unseen, start = "", 0
    text = _RAISED.sub("^", _without_comments(markup))
    for tag in _TAG.finditer(text):
        if not unseen:
            pieces += [_BLANK.sub(" ", text[start : tag.start()]), _in_place_of(tag)]
        unseen = _unseen_after(tag, unseen)
        start = tag.end()
    if not unseen:
        pieces.append(_BLANK.sub(" ", text[start:]))
    return tidy(html.unescape(_ENDLESS.sub("", "".join(pieces))))


def _without_comments(markup: str) -> str:
    first, *others = markup.split("<!--")
    return first + "".join(comment.partition("-->")[2] for comment in others)


def _in_place_of(tag: re.Match[str]) -> str:
    name = (tag["name"] or "").lower()
    if name in _BREAKS:
        return "\n"
    if name in _CELLS:
        return " | " if tag["end"] else ""
    picture = _PICTURE.search(tag["rest"]) if name == "img" else None
    return f" {picture[1][1:-1]} " if picture else ""


def _unseen_after(tag: re.Match[str], unseen: str) -> str:
    name = (tag["name"] or "").lower()
    if unseen:
        return "" if name == unseen and tag["end"] else unseen
    return name if name in _UNSEEN and not tag["end"] and not tag["rest"].endswith("/") else ""


def tidy(text: str) -> str:
    """Text without empty lines, bars at the end of lines, and characters that no one can see."""
    lines = (_SPACES.sub(" ", _CONTROL.sub(" ", line)).strip(" |") for line in text.splitlines())
    return "\n".join(line for line in lines if line)
