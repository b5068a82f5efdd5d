"""QuestionnaireResponse: an Assessment with every answer in words, in the order of the form, nested ones too.

A total is only what the form itself states under the code of a total; nothing is added up here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from careboard.clinical.measured import ObservationStatus
from careboard.clinical.response import Answer, AnsweredBy, Assessment
from careboard.clinical.values import LOINC, Coded, Coding, Informant, Quantity
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times, words
from careboard.exchange.fhir_in.datatypes import joined, quantity
from careboard.exchange.fhir_in.documents import author, in_error, note
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.extensions import extension
from careboard.exchange.fhir_in.names import informant, title_or_nothing
from careboard.exchange.fhir_in.states import status
from careboard.reference.instruments import by_code, by_name

_OURS = {"in-progress": "preliminary", "completed": "final", "stopped": "unknown"}
_ANSWERED_BY = {
    Informant.PATIENT: AnsweredBy.PATIENT,
    Informant.FAMILY: AnsweredBy.FAMILY,
    Informant.PROVIDER: AnsweredBy.CLINICIAN,
}


_NUMBERS = {"valueDecimal", "valueInteger"}
_READ = "questionnaire item authored author source".split()


@dataclass(frozen=True, slots=True)
class _Item:
    """One line of the form: its number, its question with the headings above it, and the answers it was given."""

    number: str
    codes: tuple[str, ...]
    question: str
    answers: tuple[Element, ...]


def questionnaire_response(resource: Element) -> Reading:
    """A QuestionnaireResponse."""
    items = _numbered(list(_items(resource, "")))
    answered = [(item, told) for item in items if (told := joined(map(_words, item.answers)))]
    empty = [item for item in items if not joined(map(_words, item.answers))]
    asked = [f"Not answered, {item.number}: {item.question}" for item in empty if item.question]
    source = resource.one("source")
    stopped = resource.content.get("status") == "stopped"
    remarks = ("Stopped before it was completed." if stopped else "", "" if items else "No answers were recorded.")
    assessment = Assessment(
        _instrument(resource),
        _ANSWERED_BY.get(informant(source), AnsweredBy.NOT_RECORDED),
        version=resource.text("questionnaire").partition("|")[2],
        language=resource.text("language"),
        answers=tuple(Answer(item.number, told, _value(item), item.question) for item, told in answered),
        unanswered=tuple(item.number for item in empty),
        total=next((total for item, _ in answered if (total := _total(item))), None),
        status=status(resource, ObservationStatus, ObservationStatus.UNKNOWN, _OURS),
        note=joined((note(resource, *_READ), *remarks, *asked), "\n"),
    )
    by = author(resource, "author", "source")
    return Reading((assessment,), times.start(resource, "authored"), in_error=in_error(resource), author=by)


def _items(element: Element, above: str) -> Iterator[_Item]:
    """Every line that asks something, in the order of the form; headings stand in the questions below them."""
    for stated in element.many("item"):
        answers, below = stated.many("answer"), stated.many("item")
        question = joined((above, stated.text("text")), ": ")
        if answers or not below:
            codes = (stated.text("linkId"), stated.text("definition"))
            yield _Item(stated.text("linkId") or question or "?", codes, question, answers)
        for one in (stated, *answers):
            yield from _items(one, question)


def _numbered(items: list[_Item]) -> list[_Item]:
    """A line that a form repeats gets its count: "7", "7 (2)"."""
    counts: Counter[str] = Counter()
    numbered = []
    for item in items:
        counts[item.number] += 1
        count = counts[item.number]
        numbered.append(item if count == 1 else replace(item, number=f"{item.number} ({count})"))
    return numbered


def _words(answer: Element) -> str:
    name = answer.choice("value")
    match name:
        case "":
            return ""
        case "valueCoding":
            stated = answer.one(name)
            return (stated.text("display") or stated.text("code")) if stated else ""
        case "valueUri":
            return answer.text(name)
        case _:
            return words.said(answer, name)


def _value(item: _Item) -> Decimal | None:
    """What the answer counts: its number, or the weight that the source gives to its code."""
    return _counts(item.answers[0]) if len(item.answers) == 1 else None


def _counts(answer: Element) -> Decimal | None:
    name = answer.choice("value")
    if name in _NUMBERS:
        return answer.number(name)
    if name == "valueQuantity":
        stated = quantity(answer, name)
        return stated.value if stated else None
    code = answer.one(name) if name == "valueCoding" else None
    weight = extension(code or answer, "ordinalValue", "itemWeight")
    return weight.number("valueDecimal") if weight else None


def _total(item: _Item) -> Quantity | None:
    """The number of a line that is known as the total of an instrument by its LOINC code."""
    codes = [one.rpartition("/")[2] for one in item.codes]
    is_total = any((known := by_code(code)) and code in known.totals for code in codes)
    value = _value(item) if is_total else None
    return Quantity(value) if value is not None else None


def _instrument(resource: Element) -> Coded:
    """What was asked: the form's own title, else the instrument that its address names, else the last word of it."""
    address = resource.text("questionnaire").partition("|")[0]
    last = address.rstrip("/").rpartition("/")[2].lstrip("#")
    form, known = resource.reader.found(resource.text("questionnaire")), by_code(last) or by_name(last)
    title = title_or_nothing(form)
    codings = (Coding(LOINC, known.panel),) if known and known.panel else ()
    return Coded(title or (known.name if known else "") or last or "Questionnaire", codings)
