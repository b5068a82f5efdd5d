"""A registration that comes again: what the source states is taken, what it does not state stays as it was.

No identifier is ever lost by an import, or the same person would be somebody new the next time.
"""

from dataclasses import fields, replace
from typing import Any

from careboard.clinical.person import Registration
from careboard.clinical.values import NOT_RECORDED, Identifier, When

REASON = "Another system states it so"
_IDENTIFYING = {"name": "the name", "birth_date": "the birth date", "sex": "the sex"}


def merged(old: Registration, new: Registration) -> Registration:
    """The registration as it is from now on."""
    stated: dict[str, Any] = {one.name: value for one in fields(new) if (value := getattr(new, one.name))}
    if new.name.text == NOT_RECORDED:
        del stated["name"]
    if _says_no_more(old.birth_date, new.birth_date):
        stated.pop("birth_date", None)
    if new.deceased is not None:
        died = new.deceased_at or (old.deceased_at if new.deceased else None)
        stated |= {"deceased": new.deceased, "deceased_at": died}
    if new.interpreter_needed is not None:
        stated["interpreter_needed"] = new.interpreter_needed
    return replace(old, **{**stated, "identifiers": _identifiers(old, new)})


def changed(old: Registration, new: Registration) -> str:
    """What by which a person is known has changed, in words; empty when nothing has."""
    return " and ".join(words for name, words in _IDENTIFYING.items() if getattr(old, name) != getattr(new, name))


def _says_no_more(old: When | None, new: When | None) -> bool:
    return old is not None and new is not None and old.iso.startswith(new.iso)


def _identifiers(old: Registration, new: Registration) -> tuple[Identifier, ...]:
    both = {(one.system, one.value): one for one in (*old.identifiers, *new.identifiers)}
    return tuple(both.values())
