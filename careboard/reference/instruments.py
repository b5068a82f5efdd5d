"""Rating scales: their ranges, bands and codes, and the wording of those that may be reprinted.

Wording ships only where the instrument's own row plainly says yes and every line of it was read in two sources; all
other scales are recorded by their result alone.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from careboard.reference.tables import Cited, amount, rows, terms

_PLAIN_YES = ("yes", "yes (attribution)")
_NOT_ASSESSED = "Not assessed"
# Scales of symptoms whose total is followed under treatment, where half of the first is a response: the convention of
# measurement-based care, unverified. A screen, a withdrawal scale and one whose higher total is better are none.
_TREATED_TO_TARGET = ("PHQ-9", "PHQ-8", "GAD-7", "HAM-D 17", "HAM-A", "MADRS", "YMRS", "QIDS-SR16", "BDI-II", "Y-BOCS")

UNNUMBERED = "about suicide"  # an item whose number no source tells

# What the answers of the PHQ count, by their codes: LOINC answer list LL358-3.
PHQ_ANSWERS = {"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3}


@dataclass(frozen=True, slots=True)
class Band:
    """The words for totals from `low` to `high`, both included."""

    low: int
    high: int
    words: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer and its value; `assessed` is False for the one that says that nothing was rated."""

    value: int
    label: str
    assessed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Cited):
    """One line of a form in one language: number "0" is an instruction, "16A" and "16B" are alternatives.

    The text is empty where only the numbers of the items and answers ship.
    """

    number: str
    language: str
    text: str
    options: tuple[Option, ...]
    scored: bool
    loinc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument(Cited):
    """A rating scale. `method` is sum, single ratings, triage or total only; None for a limit that it does not have.

    `risk_item` is the number of its item about suicide, or "about suicide" where no source tells the number.
    `licence` holds the terms and the attribution, and is shown beside the form. `may_reprint` is what its row plainly
    allows; whether wording is here in a language, `worded` tells.
    """

    name: str
    also_named: tuple[str, ...]
    size: str
    minimum: Decimal | None
    maximum: Decimal | None
    method: str
    scoring: str
    severity: str
    bands: tuple[Band, ...]
    panel: str
    totals: tuple[str, ...]
    risk_item: str
    licence: str
    may_reprint: bool
    items: tuple[Item, ...]

    def band(self, total: Decimal | int) -> str | None:
        """The words for a total, or None where the source gives none for it."""
        return next((band.words for band in self.bands if band.low <= total <= band.high), None)

    def within_range(self, total: Decimal | int) -> bool:
        """Whether a total is possible; True where the range is not known."""
        return (self.minimum is None or total >= self.minimum) and (self.maximum is None or total <= self.maximum)

    def form(self, language: str) -> tuple[Item, ...]:
        """The lines of the form in a language such as "en" or "es", in order; empty where it does not ship."""
        return tuple(item for item in self.items if item.language == language and item.text)

    def worded(self, language: str) -> bool:
        """Whether the form can be shown and filled in this language."""
        return bool(self.form(language))

    @property
    def averaged(self) -> bool:
        """Whether its result is a mean and no sum."""
        return self.scoring.startswith("mean")

    @property
    def highest_risk(self) -> int:
        """The most that its item about suicide counts; 1 where that is only known as yes or no."""
        values = [option.value for item in self.items if item.number == self.risk_item for option in item.options]
        return max(values, default=1 if self.risk_item == UNNUMBERED else 3)

    @property
    def treated_to_target(self) -> bool:
        """Whether a drop of its total by half counts as a response to treatment."""
        return self.name in _TREATED_TO_TARGET

    @property
    def scored_items(self) -> tuple[Item, ...]:
        """The items that count in the total, once each, whatever the language."""
        first_language = self.items[0].language if self.items else ""
        return tuple(item for item in self.items if item.scored and item.language == first_language)


@cache
def instruments() -> tuple[Instrument, ...]:
    """Every instrument, those without wording too."""
    written = {row["instrument"]: dict(row) for row in rows("instrument_scoring")}
    return tuple(_instrument(dict(row), written[row["instrument"]]) for row in rows("instruments"))


def _instrument(row: dict[str, str], written: dict[str, str]) -> Instrument:
    name = row["instrument"]
    return Instrument(
        name=name,
        also_named=terms(written["also_named"]),
        size=row["items"],
        minimum=amount(written["minimum"]),
        maximum=amount(written["maximum"]),
        method=written["method"],
        scoring=row["scoring"],
        severity=row["severity_bands"],
        bands=_bands(name),
        panel=written["panel"],
        totals=terms(written["totals"]),
        risk_item=written["risk_item"],
        licence=written["terms_told"] or _licence(row["licence"]),
        may_reprint=row["ship_item_text"] in _PLAIN_YES,
        items=_items(name) if row["ship_item_text"] in _PLAIN_YES else (),
        source=row["evidence"],
        status=row["status"],
    )


def _licence(told: str) -> str:
    """The terms in full, also where the file says only whose they are ("as PHQ-9")."""
    for row in rows("instruments"):
        if told.startswith(f"as {row['instrument']}"):
            return f"{told[0].upper()}{told[1:]}. {row['licence']}"
    return told


def _bands(name: str) -> tuple[Band, ...]:
    mine = [row for row in rows("instrument_bands") if row["instrument"] == name]
    return tuple(Band(int(row["low"]), int(row["high"]), row["words"]) for row in mine)


def _items(name: str) -> tuple[Item, ...]:
    return tuple(
        Item(
            number=row["item_no"],
            language=row["language"],
            text=row["item_text"],
            options=tuple(_option(option) for option in terms(row["answer_options"])),
            scored=row["scored"] == "yes",
            loinc=row["loinc_item"],
            source=row["source"],
            status=row["status"],
        )
        for row in rows("instrument_items")
        if row["instrument"] == name
    )


def _option(cell: str) -> Option:
    value, _equals, label = cell.partition("=")
    return Option(int(value), label, not label.startswith(_NOT_ASSESSED))


def by_name(name: str) -> Instrument | None:
    """The instrument with this name, however spaced and hyphenated: "PHQ9" and "phq-9" are one."""
    sought = _letters(name)
    return next((one for one in instruments() if sought in map(_letters, (one.name, *one.also_named))), None)


def by_code(loinc: str) -> Instrument | None:
    """The instrument whose panel or total has this LOINC code."""
    return next((one for one in instruments() if loinc and loinc in (one.panel, *one.totals)), None)


def by_risk_item(loinc: str) -> Instrument | None:
    """The instrument whose item about suicide has this LOINC code."""
    return next((one for one in instruments() if loinc and _has_risk_item(one, loinc)), None)


def _has_risk_item(instrument: Instrument, loinc: str) -> bool:
    return any(item.loinc == loinc and item.number == instrument.risk_item for item in instrument.items)


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
