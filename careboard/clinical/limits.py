"""How much one content may hold: longest texts and lists, and no character that ends a string elsewhere.

Whoever signed it: a record that breaks a limit is refused when it is written and again when it is read.
"""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, get_args, get_origin, get_type_hints

from careboard.clinical.values import When

LONGEST_TEXT: Final = 100_000  # characters
LONGEST_LINE: Final = 1_000
LONGEST_LIST: Final = 1_000
LONGEST_SEEN: Final = 10_000
LONGEST_WHOLE: Final = 10_000_000  # characters: what holds a whole paper

# Texts of one line, by the names of their fields; every other text may be LONGEST_TEXT.
LINES: Final = frozenset(
    "headline heading name preferred_name pronouns family given prefix suffix use unit ucum system code version rxcui "
    "language media_type city state postal_code country phone lot credentials setting".split()
)
WHOLE: Final = frozenset({("Document", "text"), ("DischargeSummaryIssued", "payload"), ("Source", "resource")})

_BOUNDED = (When,)  # its one spelling is its limit
_BLOCK = LONGEST_LINE // 2  # bytes
_NUL = b"\\u0000"


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to read what may be too large in a value of one class: its texts with their limits, and its other parts."""

    texts: tuple[tuple[str, int], ...]
    lists: tuple[tuple[str, int], ...]
    values: tuple[str, ...]


def refuse_too_large(content: object, payload: bytes = b"") -> None:
    """Refuse, anywhere inside a content or a source, a text or list that is too long, and NUL; raises ValueError.

    Where `payload`, the bytes that it was read from, shows at once that none can be there, nothing else is looked at.
    """
    if not payload or _may_be_too_large(payload):
        _refuse_in(content)


def _may_be_too_large(payload: bytes) -> bool:
    """Never false where something is too large: each text stands between two quotes, each list has its commas.

    A text that is too long fills one of these blocks, so that no quote is found there.
    """
    if _NUL in payload or payload.count(b",") >= LONGEST_LIST:
        return True
    unescaped = payload.replace(b'\\"', b"__") if b"\\" in payload else payload
    return any(unescaped.find(b'"', at, at + _BLOCK) < 0 for at in range(0, len(payload) - _BLOCK, _BLOCK))


def _planned(kind: type[Any]) -> _Plan:
    hints = get_type_hints(kind)
    texts, lists, values = [], [], []
    for field in fields(kind):
        hint = hints[field.name]
        inside = {hint, *get_args(hint)} - set(_BOUNDED)
        if get_origin(hint) is tuple:
            lists.append((field.name, _limit(kind.__name__, field.name)))
        elif str in inside:
            texts.append((field.name, _limit(kind.__name__, field.name)))
        elif any(is_dataclass(part) for part in inside):
            values.append(field.name)
    return _Plan(tuple(texts), tuple(lists), tuple(values))


def _limit(kind: str, name: str) -> int:
    if (kind, name) == ("Seen", "entries"):
        return LONGEST_SEEN
    if (kind, name) in WHOLE:
        return LONGEST_WHOLE
    return LONGEST_LINE if name in LINES else LONGEST_TEXT


_PLANS: dict[type[Any], _Plan] = {}


def _plan(kind: type[Any]) -> _Plan:
    if (plan := _PLANS.get(kind)) is None:
        plan = _PLANS[kind] = _planned(kind)
    return plan


def _refuse_in(value: object) -> None:
    plan = _plan(type(value))
    for name, limit in plan.texts:
        _refuse_text(getattr(value, name), limit)
    for name, limit in plan.lists:
        _refuse_list(getattr(value, name), limit)
    for name in plan.values:
        part = getattr(value, name)
        if part is not None:
            _refuse_in(part)


def _refuse_text(text: str | None, limit: int) -> None:
    if text and (len(text) > limit or "\0" in text):
        raise ValueError(f"A text has at most {limit:,} characters, and none of them is NUL.")


def _refuse_list(parts: tuple[object, ...], limit: int) -> None:
    longest = LONGEST_SEEN if limit == LONGEST_SEEN else LONGEST_LIST
    if len(parts) > longest:
        raise ValueError(f"A list has at most {longest:,} lines.")
    for part in parts:
        if isinstance(part, str):
            _refuse_text(part, limit)
        else:
            _refuse_in(part)
