"""What an entry measured, value by value: its number as it was recorded, its range, and what is out of it.

A range is the source's own, and where none is stated nothing is out of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from careboard.clinical.entry import Entry
from careboard.clinical.measured import (
    Component,
    DrugScreen,
    Ecg,
    LabResult,
    ObservationStatus,
    Position,
    QtcFormula,
    Result,
    Vitals,
)
from careboard.clinical.nutrition import Weight
from careboard.clinical.values import LOINC, Coded, Quantity
from careboard.projections.chart import Chart
from careboard.projections.lanes.measures import QTC_LIMITS, low_or_high
from careboard.projections.measures.positions import difference
from careboard.projections.ranges import stated_range
from careboard.projections.response.series import BODY_WEIGHT, followed_by, is_weight
from careboard.projections.wording import numbers, tell
from careboard.projections.wording.measured import PENDING, result
from careboard.projections.wording.terms import short, spaced, wholes
from careboard.projections.wording.voice import Voice, capital, joined

VITALS, LABS = "vitals", "labs"
_SYSTOLIC, _DIASTOLIC = "8480-6", "8462-4"
Key = tuple[str, str, Position | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A row on its way into the table: its number, called `named`, is compared with the one before of the same key."""

    entry: Entry
    what: str
    value: str
    reference: str = ""
    flag: str = ""
    out: int = 0
    key: Key | None = None
    number: Decimal | None = None
    named: str = ""
    weight: bool = False
    kind: str = VITALS


def found(entry: Entry, chart: Chart) -> Iterator[Found]:
    """The rows that an entry makes, in its own order; none of what measures nothing."""
    match entry.content:
        case Vitals() as vitals:
            yield from _vitals(entry, vitals, chart)
        case LabResult() as lab:
            yield from _lab(entry, lab, chart)
        case Weight() as weight:
            yield _weight(entry, weight, chart.voice, hidden=weight.blind or chart.person.blind_weight)
        case Ecg() as ecg:
            yield _ecg(entry, ecg, chart)
        case DrugScreen():
            lead, _colon, rest = tell(entry.content, chart.voice).headline.partition(": ")
            yield Found(entry=entry, what=lead, value=rest, kind=LABS)
        case _:
            pass


def _vitals(entry: Entry, vitals: Vitals, chart: Chart) -> Iterator[Found]:
    """Each reading; both pressures of a position as one, and what changes with the position after the last of them."""
    parts, moved = list(vitals.readings), difference(vitals.readings, chart.voice)
    while parts:
        first = parts.pop(0)
        pressure = _pressure(entry, first, parts[0], chart.voice) if parts else None
        if pressure is not None:
            parts.pop(0)
        yield pressure or _component(entry, first, vitals.status, chart, kind=VITALS)
        if moved and not any(one.position for one in parts):
            yield Found(entry=entry, what=chart.voice("From lying to standing"), value=moved)
            moved = ""


def _pressure(entry: Entry, upper: Component, lower: Component, voice: Voice) -> Found | None:
    """Both pressures of one position; None where these are not two of one kind."""
    pair = (upper.code.code_in(LOINC), lower.code.code_in(LOINC)) == (_SYSTOLIC, _DIASTOLIC)
    high, low = upper.result.quantity, lower.result.quantity
    if not pair or high is None or low is None or high.unit != low.unit or upper.position is not lower.position:
        return None
    out = next((out for out in map(_out, (upper, lower)) if out), 0)
    return Found(
        entry=entry,
        what=joined([voice("Blood pressure"), spaced(upper.position, voice)]),
        value=f"{numbers.plain(high.value)}/{numbers.quantity(low, voice)}",
        flag=_flag(out, voice),
        out=out,
        key=(_SYSTOLIC, high.unit, upper.position),
        number=high.value,
        named=voice("systolic"),
    )


def _component(entry: Entry, one: Component, status: ObservationStatus, chart: Chart, *, kind: str) -> Found:
    stated = (one.reference_range, one.interpretation)
    return _measured(entry, one.code, one.result, stated, status, chart, position=one.position, kind=kind)


def _measured(
    entry: Entry,
    code: Coded,
    came_out: Result | None,
    stated: tuple[str, tuple[Coded, ...]],
    status: ObservationStatus,
    chart: Chart,
    *,
    position: Position | None = None,
    kind: str,
) -> Found:
    voice, (reference, interpretation) = chart.voice, stated
    reference = reference or _qtc_reference(code.text, chart)
    quantity = came_out.quantity if came_out is not None else None
    out = _beyond(quantity, reference, interpretation)
    return Found(
        entry=entry,
        what=joined([capital(short(code)), spaced(position, voice)]),
        value=joined([result(came_out, voice), _standing(status, voice)]) or voice("no result"),
        reference=numbers.readable(reference),
        flag=_flag(out, voice) or wholes(interpretation),
        out=out,
        key=_key(code, quantity, position) if quantity else None,
        number=quantity.value if quantity else None,
        weight=chart.person.blind_weight and is_weight(code),
        kind=kind,
    )


def _key(code: Coded, quantity: Quantity, position: Position | None) -> Key:
    return (followed_by(code), quantity.unit or quantity.ucum, position)


def _standing(status: ObservationStatus, voice: Voice) -> str:
    """How far a result is from being final; nothing where it is."""
    if status in PENDING:
        return voice("pending")
    return "" if status is ObservationStatus.FINAL else spaced(status, voice)


def _lab(entry: Entry, lab: LabResult, chart: Chart) -> Iterator[Found]:
    if lab.result is not None or not lab.components:
        stated = (lab.reference_range, lab.interpretation)
        yield _measured(entry, lab.code, lab.result, stated, lab.status, chart, kind=LABS)
    for one in lab.components:
        yield _component(entry, one, lab.status, chart, kind=LABS)


def _weight(entry: Entry, weight: Weight, voice: Voice, *, hidden: bool) -> Found:
    quantity = weight.weight
    under = tell(weight, voice).headline.partition(": ")[2] if quantity is None else numbers.quantity(quantity, voice)
    return Found(
        entry=entry,
        what=voice("Weight"),
        value=joined([under, *weight.conditions]),
        key=_key(BODY_WEIGHT, quantity, None) if quantity else None,
        number=quantity.value if quantity else None,
        weight=hidden,
    )


def _ecg(entry: Entry, ecg: Ecg, chart: Chart) -> Found:
    """A tracing: its QTc, if it was read, and what was read in words."""
    if ecg.qtc_ms is None or ecg.formula is None:
        return Found(entry=entry, what="ECG", value=ecg.text, kind=LABS)
    named = "QTc" if ecg.formula is QtcFormula.NOT_STATED else f"QTc ({ecg.formula.value.capitalize()})"
    reference = _qtc_reference(named, chart)
    out = stated_range(reference).beyond(float(ecg.qtc_ms))
    return Found(
        entry=entry,
        what=named,
        value=joined([f"{numbers.plain(ecg.qtc_ms)} ms", ecg.text]),
        reference=reference,
        flag=_flag(out, chart.voice),
        out=out,
        key=(named.casefold(), "ms", None),
        number=ecg.qtc_ms,
        kind=LABS,
    )


def _qtc_reference(named: str, chart: Chart) -> str:
    """The limit of a QTc for the patient's sex (unverified, decision 0014); nothing for anything else."""
    registered = chart.person.registration
    limit = QTC_LIMITS.get(registered.sex) if registered and registered.sex else None
    if limit is None or not named.casefold().startswith("qtc"):
        return ""
    return chart.voice("up to {n} ms, unverified", n=numbers.plain(limit))


def _out(one: Component) -> int:
    return _beyond(one.result.quantity, one.reference_range, one.interpretation)


def _beyond(quantity: Quantity | None, reference: str, interpretation: Sequence[Coded]) -> int:
    """-1 below what is normal, 1 above it: by the stated range, else by what its source made of it."""
    by_range = stated_range(reference).beyond(float(quantity.value)) if quantity is not None else 0
    return by_range or low_or_high(interpretation)


def _flag(out: int, voice: Voice) -> str:
    return {-1: voice("Low"), 1: voice("High")}.get(out, "")
