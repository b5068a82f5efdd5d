"""Usual doses of psychotropic medicines, one row per form, each with its source and status.

Nothing is concluded from a row that does not say it: an unknown, disputed or weight-based maximum is None.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from careboard.reference.medicines import mentions, plain
from careboard.reference.tables import Cited, amount, rows

_ROUTES = {"IM": "intramuscular", "SC": "subcutaneous"}
_DAILY = "mg/day"
_FORMS: dict[str, tuple[str, ...]] = {
    " extended release ": ("ER", "XR", "XL", "SR", "CR", "OROS"),
    " delayed release ": ("DR",),
    " 12 hr ": ("SR",),
    " 24 hr ": ("ER", "XR", "XL", "CR", "OROS"),
    **{f" {form.casefold()} ": (form,) for form in ("IR", "ER", "XR", "XL", "SR", "CR", "DR", "OROS")},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualDose(Cited):
    """The usual dose of one form of a medicine, for the indication named.

    Amounts are in `unit`, which is mg/day for most; None stands where the source gives no plain number.
    """

    generic: str
    route: str
    form: str
    drug_class: str
    indication: str
    start: Decimal | None
    usual_low: Decimal | None
    usual_high: Decimal | None
    label_max: Decimal | None
    label_max_as_written: str
    unit: str
    notes: str
    rxcui: str
    cross_checked_with: str


@cache
def formulary() -> tuple[UsualDose, ...]:
    """Every row."""
    return tuple(_usual_dose(dict(row)) for row in rows("psychotropic_facts"))


def _usual_dose(row: dict[str, str]) -> UsualDose:
    route, _space, form = row["form_route"].partition(" ")
    return UsualDose(
        generic=row["generic"],
        route=_ROUTES.get(route, route),
        form=form,
        drug_class=row["class"],
        indication=row["dose_basis"],
        start=amount(row["start_per_day"]),
        usual_low=amount(row["usual_low"]),
        usual_high=amount(row["usual_high"]),
        label_max=amount(row["label_max"]),
        label_max_as_written=row["label_max"],
        unit=row["unit"],
        notes=row["notes"],
        rxcui=row["rxcui_ingredient"],
        cross_checked_with=row["cross_checked_with"],
        source=row["source"],
        status=row["status"],
    )


def by_name(words: str) -> tuple[UsualDose, ...]:
    """The rows of each medicine that the words name; a combination listed as such stands for its parts."""
    named = [row for row in formulary() if mentions(words, row.generic)]
    parts = {part.generic for part in named for one in named if _is_part(part.generic, one.generic)}
    return tuple(row for row in named if row.generic not in parts)


def _is_part(name: str, combination: str) -> bool:
    return name != combination and mentions(combination, name)


def usual_maximum(words: str, route: str) -> UsualDose | None:
    """The row whose `label_max` limits this medicine by this route in mg a day, or None if that is not plain.

    The words may name the release ("24 HR ... Extended Release"). None where no row fits, where rows that fit
    disagree, where sources contradict each other, or where the maximum is not a number of mg a day.
    """
    fitting = [row for row in by_name(words) if row.route == route.casefold()]
    fitting = _narrowed(fitting, plain(words))
    limits = {(row.generic, row.label_max) for row in fitting}
    return fitting[0] if len(limits) == 1 and all(_settled(row) for row in fitting) else None


def _settled(row: UsualDose) -> bool:
    return row.unit == _DAILY and row.label_max is not None and row.status != "CONFLICT"


def _narrowed(fitting: list[UsualDose], told: str) -> list[UsualDose]:
    for words, forms in _FORMS.items():
        if words in told:
            fitting = [row for row in fitting if row.form.startswith(forms)]
    return fitting
