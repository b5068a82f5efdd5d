"""What a person adds to a draft before it can be issued: decisions, words for sections, wordings, for whom and why.

Nothing is filled in silently: "none", "refused" and "left" stand with their reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from careboard.clinical.checks import need_words
from careboard.clinical.medication.reconciliation import Decision
from careboard.clinical.paper import Ground
from careboard.clinical.values import EntryId
from careboard.errors import CareboardError
from careboard.i18n import filled

Word = TypeVar("Word", bound=StrEnum)
Built = TypeVar("Built")
_PLAIN = (Decision.CONTINUE, Decision.NEW)


class Section(StrEnum):
    """The six sections that a summary must have (Joint Commission RC.02.04.01 EP 3)."""

    REASON = "reason-for-admission"
    PROCEDURES = "procedures"
    CARE = "care-provided"
    CONDITION = "condition-and-disposition"
    INFORMATION = "information-given"
    FOLLOW_UP = "follow-up"


class Instead(StrEnum):
    """What may stand in a section instead of words, with its reason."""

    NONE = "none"
    REFUSED = "refused"
    LEFT = "left"


class AdditionsRefused(CareboardError):
    """What was added to a summary cannot be read."""

    advice = "Compare the file with the description of careboard summary; nothing was issued."


@dataclass(frozen=True, slots=True)
class SectionWords:
    """Words that a person wrote for a section, or why there is nothing in it."""

    text: str
    instead: Instead | None = None

    def __post_init__(self) -> None:
        need_words(self.text, "A section is filled with words, or with the reason why there are none.")


@dataclass(frozen=True, slots=True)
class MedicineDecision:
    """What becomes of one medicine, and why."""

    decision: Decision
    reason: str = ""

    def __post_init__(self) -> None:
        if self.decision not in _PLAIN:
            need_words(self.reason, "To change, stop, hold or verify a medicine needs a reason.")


def _nothing() -> Mapping[Any, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Additions:
    """All that a person added.

    `medicines` are decisions by course. `wordings` says how a free text reads on a patient's copy: its translation, or
    its words without a number, or nothing; the text itself, to keep it as it is. `recapitulation` tells the stay.
    """

    medicines: Mapping[EntryId, MedicineDecision] = field(default_factory=_nothing)
    sections: Mapping[Section, SectionWords] = field(default_factory=_nothing)
    wordings: Mapping[str, str] = field(default_factory=_nothing)
    recapitulation: str = ""
    recipient: str = ""
    ground: Ground | None = None
    consent: EntryId | None = None


NO_ADDITIONS = Additions()


def additions_from_json(given: object) -> Additions:
    """Read the file of `careboard summary --decisions`; raises AdditionsRefused with a sentence.

    {"medicines": {course: {"decision", "reason"}}, "sections": {section: text or {"none" or "refused" or "left":
    reason}}, "wordings": {text: text}, "recapitulation", "recipient", "ground", "consent"}
    """
    whole = _object(given, "The file")
    known = {"medicines", "sections", "wordings", "recapitulation", "recipient", "ground", "consent"}
    if strange := sorted(set(whole) - known):
        raise AdditionsRefused(filled('"{strange}" is nothing that can be added to a summary.', strange=strange[0]))
    medicines = _object(whole.get("medicines", {}), '"medicines"')
    sections = _object(whole.get("sections", {}), '"sections"')
    ground, consent = _text(whole, "ground"), _text(whole, "consent")
    return Additions(
        medicines={EntryId(course): _decision(one) for course, one in medicines.items()},
        sections={_word(Section, name, "section"): _words(one) for name, one in sections.items()},
        wordings={
            text: _string(one, "wordings") for text, one in _object(whole.get("wordings", {}), '"wordings"').items()
        },
        recapitulation=_text(whole, "recapitulation"),
        recipient=_text(whole, "recipient"),
        ground=_word(Ground, ground, "ground") if ground else None,
        consent=EntryId(consent) if consent else None,
    )


def _decision(given: object) -> MedicineDecision:
    one = _object(given, "A decision on a medicine")
    decision = _word(Decision, _text(one, "decision"), "decision")
    return _built(lambda: MedicineDecision(decision, _text(one, "reason")))


def _words(given: object) -> SectionWords:
    if isinstance(given, str):
        return _built(lambda: SectionWords(given))
    one = _object(given, "A section")
    if len(one) != 1:
        raise AdditionsRefused('A section is a text, or one of "none", "refused" and "left" with its reason.')
    ((name, reason),) = one.items()
    instead = _word(Instead, name, "section")
    return _built(lambda: SectionWords(_string(reason, name), instead))


def _built(make: Callable[[], Built]) -> Built:
    try:
        return make()
    except ValueError as refused:
        raise AdditionsRefused(str(refused)) from None


def _word(words: type[Word], given: str, what: str) -> Word:
    try:
        return words(given)
    except ValueError:
        raise AdditionsRefused(filled("A {what} is one of: {words}.", what=what, words=", ".join(words))) from None


def _object(given: object, what: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise AdditionsRefused(filled('{what} is written in braces, such as {{"name": "text"}}.', what=what))
    return given


def _text(whole: Mapping[str, Any], name: str) -> str:
    return _string(whole.get(name, ""), name)


def _string(given: object, name: str) -> str:
    if not isinstance(given, str):
        raise AdditionsRefused(filled('"{name}" is a text.', name=name))
    return given
