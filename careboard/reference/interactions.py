"""Pairs of medicines that should not meet: the ONC high-priority list, and statements of US labels.

Only high-priority pairs and MAO inhibitor clashes may interrupt; every statement shows its source and status, and
what cannot be checked from a list of medicines is said instead of passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from itertools import combinations, groupby

from careboard.i18n import gettext as _
from careboard.reference.medicines import Member, matching
from careboard.reference.tables import Cited, rows, terms

# What of a medicine's words stands on the one and on the other side of a statement.
_Sides = tuple[Member | None, Member | None]

_MAO_INHIBITOR = "MAO inhibitor"
_PROPRIETARY = "proprietary"


class Tier(IntEnum):
    """How far a statement may come between a clinician and the work."""

    STRIP = 1
    ACKNOWLEDGE = 2
    MODAL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Cited):
    """What a source says of two groups of medicines; `not_checked` names what no list of medicines can tell."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    severity: str
    text: str
    tier: Tier
    not_checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction(Cited):
    """A statement that two medicines of a list meet, in the words in which the list names them."""

    first: str
    second: str
    severity: str
    text: str
    tier: Tier


@cache
def statements() -> tuple[Statement, ...]:
    """Every statement of both lists."""
    return (*_high_priority(), *_label_statements())


def interactions(names: Sequence[str]) -> tuple[Interaction, ...]:
    """The statements that apply within a list of current medicines, the most pressing first.

    A name is the medicine's words, such as "sertraline 50 MG Oral Tablet"; the same words twice count once.
    """
    sides = {name: _sides(name) for name in names}
    found = [
        _interaction(said, pair, met)
        for pair in combinations(sides, 2)
        for said, first, second in zip(statements(), *(sides[name] for name in pair), strict=True)
        if (met := _meeting(first, second)) is not None
    ]
    return tuple(sorted(found, key=lambda interaction: -interaction.tier))


def _sides(name: str) -> list[_Sides]:
    return [(matching(name, *said.one), matching(name, *said.other)) for said in statements()]


def _meeting(first: _Sides, second: _Sides) -> tuple[Member, Member] | None:
    for one, other in ((first[0], second[1]), (second[0], first[1])):
        if one and other:
            return one, other
    return None


def _interaction(said: Statement, pair: tuple[str, str], met: tuple[Member, Member]) -> Interaction:
    doubts = [member.status for member in met if not member.verified and said.status != member.status]
    return Interaction(
        first=pair[0],
        second=pair[1],
        severity=said.severity,
        text=said.text,
        tier=said.tier,
        source=said.source,
        status="; ".join(dict.fromkeys([said.status, *doubts])),
    )


def _high_priority() -> list[Statement]:
    def rule(row: dict[str, str]) -> tuple[str, str]:
        return row["onc_no"], row["note"]

    listed = sorted(map(dict, rows("interactions_oncHigh")), key=rule)
    return [_high_priority_statement(list(group)) for _rule, group in groupby(listed, rule)]


def _high_priority_statement(group: list[dict[str, str]]) -> Statement:
    row = group[0]
    clash = _MAO_INHIBITOR in row["precipitant_class"] and not row["note"]
    text = _("{one} with {other}").format(one=row["object_class"], other=row["precipitant_class"])
    said = Statement(
        one=tuple(sorted({pair["object_drug"] for pair in group})),
        other=tuple(sorted({pair["precipitant_drug"] for pair in group})),
        severity=row["severity"],
        text=f"{text}. {row['note']}".removesuffix(". "),
        tier=Tier.MODAL if clash else Tier.ACKNOWLEDGE,
        not_checked="",
        source=row["source"],
        status=row["status"],
    )
    if _PROPRIETARY not in row["object_drug"]:
        return said
    return replace(said, one=(), other=(), not_checked=_("the list of these medicines is proprietary"))


def _label_statements() -> list[Statement]:
    pairs = {(row["object"], row["precipitant"]): row for row in rows("interactions_label_pairs")}
    extra = map(dict, rows("interactions_psych_label_extra"))
    return [_label_statement(row, dict(pairs[row["object"], row["precipitant"]])) for row in extra]


def _label_statement(row: dict[str, str], pair: dict[str, str]) -> Statement:
    one, other = terms(pair["one"]), terms(pair["other"])
    wording = _("{one}: {advice}") if "->" in row["object"] else _("{one} with {other}: {advice}")
    text = wording.format(one=row["object"], other=row["precipitant"], advice=row["advice"])
    return Statement(
        one=one,
        other=other,
        severity=row["severity"],
        text=text.removesuffix(": -"),
        tier=Tier.MODAL if _MAO_INHIBITOR in {*one, *other} else Tier.STRIP,
        not_checked=pair["not_checked"],
        source=row["source"],
        status=row["status"],
    )
