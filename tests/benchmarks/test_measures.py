"""Promises of the measures: each runs, and tells a figure beside a baseline of the same run. How fast is not tested."""

import json
from collections.abc import Callable
from functools import partial

import pytest

from careboard.bench import opening
from careboard.bench.in_window import chart_window, composer_keystroke, tab_first_content
from careboard.bench.measure import NOT_INSTALLED, Measure, in_turns, p95
from careboard.bench.measures import MEASURES
from careboard.bench.opening import chart_in_million, first_screenful, open_chart
from careboard.bench.papers import summary_pdf
from careboard.bench.screens import response_first, response_frame, timeline_first, timeline_frame
from careboard.bench.searches import search_keystroke, search_ready
from careboard.bench.signing import sign
from careboard.bench.starting import first_window
from careboard.cli import measures, run

# Every measure at a size at which it takes no time.
SMALL: dict[str, Callable[[], Measure]] = {
    "first-window": partial(first_window, rounds=1),
    "open-chart": partial(open_chart, entries=60, rounds=1),
    "first-screenful": partial(first_screenful, entries=60, rounds=1),
    "chart-in-million": partial(chart_in_million, records=150, entries=50, rounds=1),
    "sign": partial(sign, entries=20, rounds=2),
    "timeline-frame": partial(timeline_frame, entries=60, frames=16),
    "timeline-first": partial(timeline_first, entries=60, rounds=1),
    "search-keystroke": partial(search_keystroke, entries=20, patients=2, words=2),
    "search-ready": partial(search_ready, entries=20, patients=2, rounds=1),
    "response-frame": partial(response_frame, marks=80, frames=4),
    "response-first": partial(response_first, marks=80, rounds=1),
    "summary-pdf": partial(summary_pdf, entries=60, rounds=1),
    "composer-keystroke": partial(composer_keystroke, entries=60, resources=20, keys=6),
    "tab-first-content": partial(tab_first_content, entries=60, rounds=1),
    "chart-window": partial(chart_window, entries=60, frames=8),
}


def test_that_every_measure_is_tried_here() -> None:
    assert SMALL.keys() == MEASURES.keys()


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.usefixtures("qapp")
def test_that_a_measure_tells_its_figure_its_baseline_and_its_limit(name: str) -> None:
    measured = SMALL[name]()
    assert measured.name == name
    assert measured.value > 0
    assert measured.limit > 0
    assert measured.unit == "ms"
    assert measured.of
    if isinstance(measured.baseline, str):
        assert (measured.baseline, measured.ratio, measured.holds) == (NOT_INSTALLED, None, None)
    else:
        assert measured.ratio == measured.value / measured.baseline
        assert measured.holds is (measured.ratio <= measured.limit)


def test_that_a_missing_baseline_library_is_told_and_never_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SQLCIPHER", "no_such_module_of_careboard")
    measured = open_chart(entries=60, rounds=1)
    assert (measured.baseline, measured.ratio, measured.holds) == ("not installed", None, None)


def test_that_the_command_prints_one_json_document_with_the_fields_of_the_contract(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measures, "MEASURES", {"sign": SMALL["sign"], "open-chart": SMALL["open-chart"]})
    assert run(["bench", "--json", "--only", "sign"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row.keys() >= {"name", "value", "unit", "baseline", "ratio", "limit"}
    assert row["name"] == "sign"


def test_that_the_command_tells_a_person_when_a_limit_is_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = [Measure("sign", 40, 10, 3, "slow"), Measure("open-chart", 40, NOT_INSTALLED, 0.75, "alone")]
    monkeypatch.setattr(measures, "MEASURES", {one.name: partial(lambda one: one, one) for one in figures})
    assert run(["bench"]) == 0
    told = capsys.readouterr().out
    assert "4.0 (missed)" in told
    assert "not installed" in told


def test_that_times_are_taken_in_turns_after_one_go_that_does_not_count() -> None:
    order: list[str] = []
    assert len(in_turns(2, lambda: order.append("a"), lambda: order.append("b"))) == 2
    assert order == ["a", "b"] * 3


def test_that_the_95th_of_a_hundred_times_is_told() -> None:
    assert p95([float(number) for number in range(100)]) == 95
    assert p95([1.0]) == 1
