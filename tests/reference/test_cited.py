"""Promises of every cited table: a source, a status, a word where something was not checked, and its notices."""

from collections.abc import Iterable
from dataclasses import FrozenInstanceError

import pytest

from careboard.assets import resource
from careboard.reference import tables
from careboard.reference.formulary import formulary
from careboard.reference.instruments import instruments
from careboard.reference.interactions import statements
from careboard.reference.labs import loinc_codes
from careboard.reference.levels import levels_of_care
from careboard.reference.limits import dose_limits, qtc_limits, restart_rule, wash_out
from careboard.reference.medicines import members
from careboard.reference.monitoring import monitoring_rules
from careboard.reference.statements import crisis_line, part2_statements
from careboard.reference.tables import Cited
from careboard.reference.tall_man import tall_man_names
from careboard.reference.templates import note_templates

EVERYTHING: dict[str, Iterable[Cited | None]] = {
    "formulary": formulary(),
    "tall man": tall_man_names().values(),
    "interactions": statements(),
    "monitoring": monitoring_rules(),
    "instruments": instruments(),
    "items": [item for instrument in instruments() for item in instrument.items],
    "codes": loinc_codes().values(),
    "levels": levels_of_care(),
    "limits": [*dose_limits("citalopram"), *qtc_limits("methadone"), *qtc_limits("ziprasidone")],
    "gaps": [restart_rule("clozapine"), wash_out("fluoxetine", "phenelzine")],
    "templates": note_templates(),
    "members": [member for row in tables.rows("medicine_classes") for member in members(row["class"])],
    "law": [part2_statements(), crisis_line("en"), crisis_line("es")],
}


@pytest.mark.parametrize("table", EVERYTHING)
def test_that_every_row_says_where_it_comes_from_and_how_far_it_was_checked(table: str) -> None:
    held = list(EVERYTHING[table])
    assert held
    for row in held:
        assert row is not None
        assert row.source.strip()
        assert row.status.strip()


@pytest.mark.parametrize("table", EVERYTHING)
def test_that_a_row_is_cited_as_not_verified_exactly_when_it_is_not(table: str) -> None:
    for row in EVERYTHING[table]:
        assert row is not None
        assert row.cited.startswith(row.source)
        assert row.cited.endswith("(not fully verified)") is not row.verified


@pytest.mark.parametrize(
    "status",
    [
        "unverified",
        "unverified-in-session (end target double-checked)",
        "half-lives double-checked; rule unverified-in-session",
        "double-checked (bands from recall)",
        "licence double-checked; bands unverified",
        "interval double-checked",
        "partly checked",
        "CONFLICT",
        "read in one source",
        "published, digitised in one source",
        "double-checked; LOINC single-source",
        "",
    ],
)
def test_that_a_status_with_a_doubt_in_it_is_not_verified(status: str) -> None:
    assert not Cited(source="a label", status=status).verified


@pytest.mark.parametrize("status", ["double-checked", "verified: two sources", "cross-checked-secondary"])
def test_that_a_status_without_a_doubt_is_verified(status: str) -> None:
    assert Cited(source="a label", status=status).verified


def test_that_a_cited_row_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        formulary()[0].status = "double-checked"  # type: ignore[misc]


def test_that_a_missing_table_is_told_with_the_next_step() -> None:
    with pytest.raises(tables.ReferenceMissing, match="no_such_table is missing") as refused:
        tables.rows("no_such_table")
    assert "Install Careboard again" in refused.value.told


def test_that_every_table_is_named_in_the_notices() -> None:
    notices = resource("facts", "NOTICES.md").read_text(encoding="utf-8")
    shipped = [path.name for path in resource("facts").iterdir() if path.name != "NOTICES.md"]
    assert [name for name in shipped if f"`{name}`" not in notices] == []


@pytest.mark.parametrize(
    "notice",
    [
        "LOINC is copyright © Regenstrief Institute, Inc.",
        "No permission required to reproduce, translate,\n  display or distribute.",
        "Wesson & Ling 2003",
        "© 2023 ISMP",
        "courtesy of the U.S. National Library of Medicine",
    ],
)
def test_that_the_notices_hold_what_the_sources_ask_for(notice: str) -> None:
    assert notice in resource("facts", "NOTICES.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("owned", ["DSM-5", "DrugBank", "DDInter", "Maudsley", "WHO DDD", "leucht2016"])
def test_that_no_table_holds_what_may_not_ship(owned: str) -> None:
    for path in [*resource("facts").glob("*.csv"), *resource("facts").glob("*.toml")]:
        assert owned not in path.read_text(encoding="utf-8"), path.name
