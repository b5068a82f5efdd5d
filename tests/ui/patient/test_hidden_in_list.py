"""What is blind in the list: hidden until F8 is held, whatever shows, reads or says it."""

import re
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from careboard.clinical.measured import Component, Result, Vitals
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.person import Flag, FlagType
from careboard.clinical.values import Coded, Quantity
from careboard.projections.filters import Filter
from careboard.ui.patient.timeline.facts import HOLD_TO_SHOW, HOLD_TO_SHOW_ENERGY, Team, Veil, whole
from careboard.ui.patient.timeline.panel import TimelinePanel
from careboard.ui.patient.timeline.sifting import searched_words
from careboard.ui.patient.timeline.view import TimelineView
from tests.projections.records import chart, imported, on, signed
from tests.projections.story import STORY

BLIND = Flag(FlagType.BLIND_WEIGHT, Coded("Weight is not shown"))


def test_that_a_blind_weight_is_hidden_until_f8_is_held(panel: TimelinePanel) -> None:
    scale = Vitals((Component(Coded.of("http://loinc.org", "29463-7", "Body weight"), _kilograms()),))
    entries = [*STORY, signed(BLIND), imported(signed(scale, "scale", at=on(16, 14)))]
    panel.show_chart(chart(*entries))
    asked: list[str] = []
    panel.wanted.connect(lambda what, _row: asked.append(what))
    said = _all_words(panel.view)
    assert "47.3" not in said
    assert "51.9" not in said
    assert HOLD_TO_SHOW in said
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    assert asked == ["weight"]
    assert "47.3" not in _all_words(panel.view)
    panel.show_weights()
    assert "47.3" in _all_words(panel.view)
    QTest.keyRelease(panel.view, Qt.Key.Key_F8)
    assert "47.3" not in _all_words(panel.view)


def test_that_a_plans_energy_is_hidden_as_a_blind_weight_is_and_what_is_eaten_is_not(panel: TimelinePanel) -> None:
    panel.show_chart(chart(*STORY, signed(BLIND)))
    for said in (_all_words(panel.view), _heard(panel.view)):
        assert not re.search(r"620 kcal|2,[24]00", said)
    assert "Energy hidden" in _heard(panel.view)
    (plan,) = (row for row in panel.view.all_rows if isinstance(row.entry.content, MealPlan))
    opened = [str(line) for line in whole(plan, Team(), veil=Veil(flagged=True))]
    assert HOLD_TO_SHOW_ENERGY in opened
    assert not re.search(r"620 kcal|2,[24]00", "\n".join(opened))
    assert "1.5 protein, with dessert" in _all_words(panel.view)
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "620 kcal" in _all_words(panel.view)
    assert "2,200 to 2,400 kcal a day" in _heard(panel.view)
    QTest.keyRelease(panel.view, Qt.Key.Key_F8)
    panel.show_chart(chart(*STORY))
    assert "620 kcal" in _all_words(panel.view)


def test_that_no_hidden_figure_is_found_by_searching_a_chart(panel: TimelinePanel) -> None:
    panel.show_chart(chart(*STORY, signed(BLIND)))
    found = {}
    for words in ("47.3", "2,200", "620", "weight", "with dessert"):
        panel.view.show_filtered(Filter(words=words))
        found[words] = bool(panel.view.rows)
    assert found == {"47.3": False, "2,200": False, "620": False, "weight": True, "with dessert": True}


def test_that_words_known_before_the_flag_went_up_find_no_figure_after_it(panel: TimelinePanel) -> None:
    panel.show_chart(chart(*STORY))
    panel.view.know_words({row.id: searched_words(row, blind=False) for row in panel.view.all_rows})
    panel.view.show_filtered(Filter(words="2,200"))
    assert panel.view.rows
    panel.show_chart(chart(*STORY, signed(BLIND)))
    assert not panel.view.rows


def test_that_a_weight_whose_look_is_recorded_after_the_key_was_let_go_of_stays_hidden(panel: TimelinePanel) -> None:
    panel.show_chart(chart(*STORY, signed(BLIND)))
    QTest.keyClick(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "47.3" not in _all_words(panel.view)


def test_that_a_screen_reader_is_told_no_weight_that_the_screen_hides(panel: TimelinePanel) -> None:
    scale = Vitals((Component(Coded.of("http://loinc.org", "29463-7", "Body weight"), _kilograms()),))
    flagged = chart(*STORY, signed(BLIND), signed(scale, "scale", at=on(16, 14)))
    panel.show_chart(flagged)
    assert "51.9" not in _heard(panel.view)
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "51.9" in _heard(panel.view)
    QTest.keyRelease(panel.view, Qt.Key.Key_F8)


def test_that_a_weight_is_hidden_again_when_the_keyboard_goes_elsewhere(panel: TimelinePanel) -> None:
    panel.show_chart(chart(*STORY, signed(BLIND)))
    QTest.keyPress(panel.view, Qt.Key.Key_F8)
    panel.show_weights()
    assert "47.3" in _all_words(panel.view)
    panel.filters.search.setFocus()
    assert "47.3" not in _all_words(panel.view)


def _heard(view: TimelineView) -> str:
    """Everything that a screen reader can ask of the rows."""
    model, said = view.model(), QAccessible.queryAccessibleInterface(view)
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.AccessibleDescriptionRole,
    )
    rows = range(model.rowCount())
    told = [str(model.index(row, 0).data(role)) for row in rows for role in roles]
    texts = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    told += [said.child(row).text(text) for row in rows for text in texts]
    return "\n".join(told)


def _kilograms() -> Result:
    return Result(quantity=Quantity(Decimal("51.9"), "kg"))


def _all_words(view: TimelineView) -> str:
    cards = [view.card(row) for row in range(len(view.rows))]
    return "\n".join(text.layout.text() for card in cards for text in card.texts)
