"""Reading the cited tables in `resources/facts`, and what each of their rows carries.

A row says where it comes from and how far that was checked; what was not checked says so wherever it is shown.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from careboard.assets import resource
from careboard.errors import CareboardError
from careboard.i18n import filled
from careboard.i18n import gettext as _

_CHECKED = ("verified", "double-checked", "cross-checked")
_DOUBTS = ("unverified", "recall", "partial", "partly", "conflict", "one source", "single-source")


class ReferenceMissing(CareboardError):
    """A table that travels with the program is not where it belongs."""

    advice = "Install Careboard again; the vault is not touched by that."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What every row carries: its `source`, and its `status` in the words of whoever checked it."""

    source: str
    status: str

    @property
    def verified(self) -> bool:
        """Whether the whole row was checked; a row checked in part is not verified."""
        told = self.status.casefold()
        return told.startswith(_CHECKED) and not any(doubt in told for doubt in _DOUBTS)

    @property
    def cited(self) -> str:
        """The source, to be shown beside what it says; it tells when the row was not verified as a whole."""
        return self.source if self.verified else _("{source} (not fully verified)").format(source=self.source)


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a table by its file name without ".csv", read once."""
    path = resource("facts", f"{name}.csv")
    if not path.is_file():
        raise ReferenceMissing(filled("The reference table {name} is missing.", name=name))
    with path.open(newline="", encoding="utf-8") as file:
        return tuple(csv.DictReader(file, strict=True))


def amount(text: str) -> Decimal | None:
    """A plain number, or None for "None", an empty cell, or words such as "60 mg/kg"."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def whole(text: str) -> int | None:
    """A whole number, or None for an empty cell."""
    return int(text) if text else None


def terms(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, divided by "|"."""
    return tuple(part for part in text.split("|") if part)
