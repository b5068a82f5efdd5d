"""The values that all contents share: ids, times, codes and quantities, as they were recorded.

Nothing is converted, rounded or made more precise than its source; what cannot be is refused when it is built.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from typing_extensions import override

from careboard.clinical.checks import need, need_number, need_words, refuse

EntryId = NewType("EntryId", str)
PatientId = NewType("PatientId", str)  # the id of the patient's shared stream
MemberId = NewType("MemberId", str)
BlobId = NewType("BlobId", str)

NOT_RECORDED = "Not recorded"  # the words for a required text that a source does not state

LOINC = "http://loinc.org"
SNOMED_CT = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm"


class Informant(StrEnum):
    """Who says so."""

    SEEN_HERE = "seen-here"
    PATIENT = "patient"
    FAMILY = "family"
    PROVIDER = "provider"
    IMPORTED = "imported"
    NOT_RECORDED = "not-recorded"
    RECORD = "record"
    GUARDIAN = "guardian"


class Intent(StrEnum):
    """What a source means by it, as in FHIR; plans, proposals and options of a medicine are not orders."""

    STATEMENT = "statement"
    ORDER = "order"
    PLAN = "plan"
    PROPOSAL = "proposal"
    OPTION = "option"


class Precision(StrEnum):
    """How exactly a time is known."""

    UNKNOWN = "unknown"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    INSTANT = "instant"


_PRECISION = {0: Precision.UNKNOWN, 4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
# Python reads more spellings than this one; a chart of 5,000 entries is read through it, so it is one expression.
_SPELLING = re.compile(
    r"(1[89]|2[0-9])[0-9]{2}(-[0-9]{2}(-[0-9]{2}(T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.(?!0{6})[0-9]{6})?Z)?)?)?"
).fullmatch
_NO_TIME = "A time is an instant in UTC that ends in Z, or a day, month or year in digits, from 1800 to 2999."
_FILL = {4: "-01-01", 7: "-01", 10: ""}


@dataclass(frozen=True, slots=True)
class When:
    """When something was true: an instant, or only a day, month or year, or not known.

    `iso` is "2026-09-15T10:12:00Z" (always UTC), "2026-09-15" (a day of the clinic's calendar), "2026-09", "2026", or
    "": it was asked, and is not known. Where nobody stated a time there is no When. A partial time stays partial.
    `zone_assumed`: the source gave no zone, and the clinic's was taken.
    """

    iso: str = ""
    told_by: Informant = Informant.SEEN_HERE
    zone_assumed: bool = False

    def __post_init__(self) -> None:
        if self.iso:
            need(_SPELLING(self.iso), _NO_TIME)
            try:
                _first_instant(self.iso)
            except ValueError:
                raise ValueError(_NO_TIME) from None

    @classmethod
    def at(cls, moment: datetime, told_by: Informant = Informant.SEEN_HERE, *, zone_assumed: bool = False) -> "When":
        """An instant; raises ValueError for a time without a zone."""
        refuse(moment.utcoffset() is None, "A time needs its zone.")
        return cls(_written(moment.astimezone(UTC)), told_by, zone_assumed)

    @classmethod
    def on(cls, day: date, told_by: Informant = Informant.SEEN_HERE) -> "When":
        """A day, without a time."""
        return cls(date(day.year, day.month, day.day).isoformat(), told_by)

    @classmethod
    def unknown(cls, told_by: Informant = Informant.SEEN_HERE) -> "When":
        """Somebody was asked, and it is not known. (A time that nobody stated is None.)"""
        return cls("", told_by)

    @property
    def precision(self) -> Precision:
        """How exactly it is known."""
        return _PRECISION.get(len(self.iso), Precision.INSTANT)

    @property
    def instant(self) -> datetime | None:
        """The aware UTC instant; None when it is known less exactly."""
        return self.first_instant if self.precision is Precision.INSTANT else None

    @property
    def first_instant(self) -> datetime | None:
        """Where it sorts: the instant, or the first one in UTC of the day, month or year; None when not known."""
        return _first_instant(self.iso) if self.iso else None


def _written(moment: datetime) -> str:
    return f"{moment.isoformat()[:-6]}Z"


def _first_instant(iso: str) -> datetime:
    """Of a time in our spelling; raises ValueError for a day that is in no calendar."""
    if len(iso) > 10:
        return datetime.fromisoformat(iso)
    day = date.fromisoformat(iso + _FILL[len(iso)])
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def refuse_reversed(start: When | None, end: When | None, sentence: str) -> None:
    """Refuse an end before its start. Times known less exactly are compared as far as both are known."""
    if start is None or end is None or not start.iso or not end.iso:
        return
    # One spelling, always UTC, so that the text without its Z sorts as the time does, fractions too.
    first, last = start.iso.rstrip("Z"), end.iso.rstrip("Z")
    if len(first) <= 10 or len(last) <= 10:
        first, last = first[: len(last)], last[: len(first)]
    refuse(last < first, sentence)


@dataclass(frozen=True, slots=True)
class Period:
    """From when, until when, as stated. A source may state an end before the start: that is shown, not refused."""

    start: When | None = None
    end: When | None = None

    def __post_init__(self) -> None:
        need(self.start or self.end, "A period has a start or an end.")


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of one code system. `system` is its URI; `display` is the system's own word for the code."""

    system: str = ""
    code: str = ""
    display: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        need_words(self.code + self.display, "A coding has a code or a display.")


@dataclass(frozen=True, slots=True)
class Coded:
    """A thing by the words as they were written, with every code that the source gave it.

    The words are the source's text; where it has none, the first display, else the first code.
    """

    text: str
    codings: tuple[Coding, ...] = ()

    def __post_init__(self) -> None:
        need_words(self.text, "What is coded is also said in words.")

    @classmethod
    def of(cls, system: str, code: str, text: str) -> "Coded":
        """One code, and its words."""
        return cls(text, (Coding(system, code),))

    def code_in(self, system: str) -> str | None:
        """The code in a system, or None."""
        return next((coding.code for coding in self.codings if coding.system == system and coding.code), None)


class Comparator(StrEnum):
    """How the number is meant, as in "< 0.3"; empty means exactly."""

    EXACT = ""
    LESS = "<"
    AT_MOST = "<="
    AT_LEAST = ">="
    MORE = ">"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as recorded. `ucum` is the unit's UCUM code, where one is stated or known."""

    value: Decimal
    unit: str = ""
    comparator: Comparator = Comparator.EXACT
    ucum: str = ""

    def __post_init__(self) -> None:
        need_number(self.value)


@dataclass(frozen=True, slots=True)
class Amount(Quantity):
    """A quantity of something given or taken: exactly so much, and more than nothing."""

    @override
    def __post_init__(self) -> None:
        # Not super(): a dataclass with slots is made twice, and the cell of super() still names the first.
        Quantity.__post_init__(self)
        need(self.value > 0, "An amount is more than zero; what is not known is left open.")
        refuse(self.comparator, "An amount is exact.")


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number under which others know a person, with the system that gave it. `use` is FHIR's word for it."""

    value: str
    system: str = ""
    type: Coded | None = None
    use: str = ""

    def __post_init__(self) -> None:
        need_words(self.value, "An identifier has a value.")
