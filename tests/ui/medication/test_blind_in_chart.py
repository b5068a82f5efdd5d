"""A blind weight in the response chart: a look at it is recorded before it is shown."""

import json
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from careboard.clinical.nutrition import Weight
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Amount, Coded
from careboard.errors import CareboardError
from careboard.ui.patient.response.plot import Plot
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.ui.medication.conftest import Opened, Opener

Key = Qt.Key


def _on_a_blind_weight(at_work: Opener) -> tuple[Opened, Plot]:
    """A page with a blind weight, the keyboard in its chart."""
    weight = Weight(Amount(Decimal("48.2"), "kg", ucum="kg"), blind=True, conditions=("gown",))
    work = at_work(None, Flag(FlagType.BLIND_WEIGHT, Coded("Blind weight")), weight)
    plot = work.meds.beside.response.plot
    plot.setFocus()
    return work, plot


def _told(plot: Plot) -> str:
    return " ".join(plot.value(placed.row).words for placed in plot.rows())


def test_that_a_look_at_a_blind_weight_stands_in_the_log_before_it_is_shown(at_work: Opener, clinic: Clinic) -> None:
    work, plot = _on_a_blind_weight(at_work)

    def purposes() -> list[str]:
        records = clinic.file().every()
        return [json.loads(one.body or b"{}")["purpose"] for one in records if one.head.kind == "access"]

    QTest.keyPress(plot, Key.Key_F8)
    assert "48.2" not in _told(plot)
    work.wait(lambda: "48.2" in _told(plot))
    assert "weight-shown" in purposes()
    QTest.keyRelease(plot, Key.Key_F8)
    assert "48.2" not in _told(plot)


def test_that_a_look_that_cannot_be_recorded_shows_nothing_and_says_so(
    at_work: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, plot = _on_a_blind_weight(at_work)

    def refuse(_session: Session, purpose: str, *_more: object) -> None:
        raise CareboardError(f"No room on the disk for {purpose}.", "Make room.")

    monkeypatch.setattr(Session, "note_access", refuse)
    refused: list[CareboardError] = []
    work.page.desk.refused.connect(refused.append)
    for where in (plot, work.page.timeline.view):
        refused.clear()
        where.setFocus()
        QTest.keyPress(where, Key.Key_F8)
        work.wait(lambda: bool(refused))
        assert refused[0].told.startswith("The weight stays hidden")
        assert refused[0].told.endswith("Make room.")
        assert "48.2" not in _told(plot) + _all_cards(work)
        QTest.keyRelease(where, Key.Key_F8)


def _all_cards(work: Opened) -> str:
    """Every word in the list of the page."""
    view = work.page.timeline.view
    model = view.model()
    return " ".join(str(model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for at in range(model.rowCount()))
