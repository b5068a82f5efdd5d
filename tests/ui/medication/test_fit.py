"""What is in sight at once in the overview of a window of 1680x1040: as much as in the mock, and every word of it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from careboard.projections.lanes.all import lanes_of
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.model import plain_title
from careboard.ui.look.look import apply, look, named
from careboard.ui.parts.labels import Label
from careboard.ui.patient.below import Below
from careboard.ui.patient.medications_view import MedicationsView
from careboard.ui.patient.response.choices import Choices
from careboard.ui.patient.response.geometry import BAR_LEAST, BAR_MORE
from careboard.ui.patient.response.placing import STRIP
from careboard.ui.patient.response.rows import lay_out
from tests.projections.records import chart
from tests.ui.medication.conftest import Opener
from tests.ui.medication.maya import MAYA, NOW

OVERVIEW = (770, 814)  # what stands beside the list in a window of 1680x1040


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MedicationsView]:
    """Medication and response over the regimen."""
    apply(named("light"))
    made = MedicationsView(Choices())
    qtbot.addWidget(made)
    made.resize(*OVERVIEW)
    made.show_chart(chart(*MAYA, now=NOW))
    with qtbot.waitExposed(made):
        made.show()
    yield made
    apply(named("light"))


def test_that_doses_effects_risk_scores_and_the_first_labs_are_seen_without_scrolling(view: MedicationsView) -> None:
    plot = view.response.plot
    room = plot.height() - (look().px(STRIP) if plot.seen_width < plot.width() else 0)
    seen = [plain_title(one.row) for one in plot.rows() if one.box(plot.axis, plot.scrolled).bottom() <= room + 1]
    for name in ("Risk: suicide", "C-SSRS", "PHQ-9", "GAD-7", "QTc (Fridericia)", "Potassium"):
        assert name in seen
    assert all(plain_title(one.row) in seen for one in plot.rows() if isinstance(one.row, DoseLane))


def test_that_four_medicines_of_the_regimen_are_seen_beside_it(view: MedicationsView) -> None:
    regimen = view.regimen
    rows = regimen.list.regimen.rows
    assert len(rows) >= 4
    assert regimen.list.visualRect(regimen.list.regimen.index(3)).bottom() <= regimen.list.viewport().height()


def test_that_the_head_of_the_regimen_is_whole(view: MedicationsView) -> None:
    told = next(one for one in view.regimen.findChildren(Label) if "reconciled" in one.text())
    assert told.height() >= told.heightForWidth(told.width())


def test_that_rows_that_do_not_fit_give_way_and_keep_room_for_their_marks(view: MedicationsView) -> None:
    rows = [placed.row for placed in view.response.plot.rows()]
    whole, tight = (lay_out(rows, (), look(), 166, room) for room in (2000, 300))
    assert tight.height < whole.height
    assert lay_out(rows, (), look(), 166, whole.height - 20).height <= whole.height - 20
    least = {placed.height for placed in tight.rows if isinstance(placed.row, DoseLane)}
    assert min(least) >= BAR_LEAST + BAR_MORE


def test_that_in_a_low_window_the_page_scrolls_so_that_the_scores_are_seen_with_the_doses(at_work: Opener) -> None:
    work = at_work(None, size=(1366 - 86, 768 - 46))
    work.page.sections.show_section("medications")
    work.meds.alone.response.windows.show_lanes(lanes_of(chart(*MAYA, now=NOW)))
    page, plot = work.page.findChild(Below), work.meds.alone.response.plot
    assert page is not None
    work.wait(lambda: page.verticalScrollBar().maximum() > 0 and bool(plot.rows()))
    seen = QRect(QPoint(0, 0), page.viewport().size())
    row = next(one for one in plot.rows() if plain_title(one.row) == "PHQ-9")
    box = row.box(plot.axis, plot.scrolled).toRect()
    assert seen.contains(QRect(plot.mapTo(page.viewport(), box.topLeft()), box.size()))
