"""A screen reader finds controls by name, panes by Tab, entries and points in words, and hears what is done.

The program runs in a process of its own on a display; what is asked here is answered over AT-SPI, as Orca asks it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from careboard.clinical.people import Discipline
from tests.accessibility.computer import Spoken, computer

MAYA = "004-1187"
MOST = 400  # stops of Tab; more of them are no circle
Tree = list[dict[str, Any]]
Promise = Callable[[Spoken, Spoken], None]


def _unnamed(tree: Tree) -> list[str]:
    return [one["role"] for one in tree if one["focusable"] and one["showing"] and not one["name"].strip()]


def _the_unlock_page_has_no_control_without_a_name(_program: Spoken, reader: Spoken) -> None:
    tree = reader.ask("tree")
    assert "password text" in {one["role"] for one in tree}
    assert _unnamed(tree) == []


def _no_section_of_a_chart_has_a_control_without_a_name(program: Spoken, reader: Spoken) -> None:
    program.ask("sign-in ac")
    program.ask(f"open {MAYA}")
    sections = program.ask("sections")
    assert len(sections) >= 4
    for key in (*sections[1:], sections[0]):
        program.ask(f"section {key}")
        assert {key: _unnamed(reader.ask("tree"))} == {key: []}


def _no_place_of_the_rail_has_a_control_without_a_name(program: Spoken, reader: Spoken) -> None:
    for place in program.ask("places"):
        program.ask(f"place {place}")
        assert {place: _unnamed(reader.ask("tree"))} == {place: []}
    program.ask(f"open {MAYA}")


def _tab_visits_every_pane_and_comes_round(program: Spoken, _reader: Spoken) -> None:
    panes, (first, holding) = program.ask("panes"), program.ask("focus")
    visited = set(holding)
    for _stop in range(MOST):
        program.ask("key Tab")
        here, holding = program.ask("focus")
        visited |= set(holding)
        if here == first:
            break
    else:
        pytest.fail(f"After {MOST} stops Tab has not come round.")
    assert set(panes) - visited == set()


def _heard(words: str) -> str:
    """Words without what only holds them together."""
    return words.replace("\N{WORD JOINER}", "").replace("\N{NO-BREAK SPACE}", " ")


def _every_entry_speaks_discipline_author_time_and_headline(program: Spoken, reader: Spoken) -> None:
    names = [_heard(one["name"]) for one in reader.ask("tree") if one["role"] == "list item"]
    rows = program.ask("rows")
    assert len(rows) > 90
    words = {discipline.value.capitalize() for discipline in Discipline}
    for headline, author, time in rows:
        spoken = [name for name in names if _heard(headline) in name and author in name and time in name]
        assert any(name.split(",")[0] in words for name in spoken), headline


def _the_children_of_the_chart_are_its_points(program: Spoken, reader: Spoken) -> None:
    program.ask("section medications")
    (chart,) = [one for one in reader.ask("tree chart") if one["role"] == "chart"]
    points = program.ask("points")
    assert len(points) > 30
    assert chart["children"] == points
    program.ask("section overview")


def _what_is_refused_is_announced(program: Spoken, reader: Spoken) -> None:
    program.ask("refuse The disk is full.")
    assert "The disk is full. Try again." in reader.ask("said The disk is full.")


def _an_acknowledgement_is_announced(program: Spoken, reader: Spoken) -> None:
    program.ask("read Orthostatic heart rate")
    program.ask("key A")
    assert any(one.startswith("Acknowledged: Orthostatic") for one in reader.ask("said Acknowledged: "))


def _a_saved_draft_and_a_signature_are_announced(program: Spoken, reader: Spoken) -> None:
    program.ask("read Dose of sertraline changed")
    program.ask("key E")
    program.ask("write She takes it with breakfast.")
    assert any(one.startswith("Draft saved ") for one in reader.ask("said Draft saved "))
    program.ask("key ctrl+Return")
    program.ask("key Return")
    assert "Signed for RIVERA, Maya." in reader.ask("said Signed for")


PROMISES: tuple[Promise, ...] = (
    _the_unlock_page_has_no_control_without_a_name,
    _no_section_of_a_chart_has_a_control_without_a_name,
    _no_place_of_the_rail_has_a_control_without_a_name,
    _tab_visits_every_pane_and_comes_round,
    _every_entry_speaks_discipline_author_time_and_headline,
    _the_children_of_the_chart_are_its_points,
    _what_is_refused_is_announced,
    _an_acknowledgement_is_announced,
    _a_saved_draft_and_a_signature_are_announced,
)


def test_that_a_screen_reader_finds_every_name_pane_entry_and_point_and_hears_what_is_done(
    home: Path, tmp_path: Path
) -> None:
    """One program for all promises, in this order: starting it costs more than all that it is asked."""
    with computer(tmp_path) as (program, reader):
        for promise in PROMISES:
            promise(program, reader)
