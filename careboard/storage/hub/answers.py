"""What a hub answers, held against what was asked for: whoever runs the server may let it answer what they like.

An answer of another kind is refused in words, before anything reads it.
"""

from collections.abc import Sequence
from types import UnionType
from typing import Any, TypeAlias

from careboard.i18n import later
from careboard.storage.hub.port import HubRefused

Kind: TypeAlias = type | UnionType
TELL = later("What you write is kept on this computer. Tell your administrator.")


def rows_of(kinds: Sequence[Kind], rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    """The same rows; raises HubRefused unless each has one value of each kind, in this order."""
    if all(len(row) == len(kinds) and all(map(isinstance, row, kinds)) for row in rows):
        return rows
    raise otherwise()


def otherwise() -> HubRefused:
    """The refusal of an answer that no hub of Careboard gives."""
    return HubRefused(later("The clinic's server answers otherwise than a hub of Careboard."), TELL)
