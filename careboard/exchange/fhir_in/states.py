"""Status and intent: what decides whether something is in force, and what is done where a source leaves them out.

A code that R4 does not have is never guessed: the resource is then kept as text.
"""

from collections.abc import Mapping
from types import MappingProxyType

from careboard.clinical.values import Intent
from careboard.exchange.fhir_in.elements import Code, Element, NotAsR4, member

_INTENT: Mapping[str, Intent] = MappingProxyType(
    {
        "order": Intent.ORDER,
        "original-order": Intent.ORDER,
        "reflex-order": Intent.ORDER,
        "filler-order": Intent.ORDER,
        "instance-order": Intent.ORDER,
        "plan": Intent.PLAN,
        "directive": Intent.PLAN,
        "proposal": Intent.PROPOSAL,
        "option": Intent.OPTION,
    }
)
_NO_RENAMING: Mapping[str, str] = MappingProxyType({})


def status(resource: Element, known: type[Code], unknown: Code, ours: Mapping[str, str] = _NO_RENAMING) -> Code:
    """The status; `ours` has our words where they differ. One that is not stated is unknown, and leaves a doubt."""
    stated = resource.text("status")
    if not stated:
        resource.doubt("does not state its status.")
        return unknown
    found = member(known, ours.get(stated, stated))
    if found is None:
        raise NotAsR4(f"{resource.path}.status")
    return found


def intent(resource: Element, otherwise: Intent) -> Intent:
    """What a request means; one that does not say so means what such requests mostly do, and leaves a doubt."""
    stated = resource.text("intent")
    if not stated:
        resource.doubt("does not state its intent.")
        return otherwise
    if stated not in _INTENT:
        raise NotAsR4(f"{resource.path}.intent")
    return _INTENT[stated]
