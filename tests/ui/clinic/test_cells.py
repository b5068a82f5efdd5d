"""The cells of the caseload: nothing in them is cut that would then say something else."""

import pytest
from PySide6.QtWidgets import QApplication

from careboard.ui.clinic.caseload.cells import HEIGHT, _fitting
from careboard.ui.clinic.caseload.columns import BETWEEN, Column
from careboard.ui.clinic.caseload.marks import wrapped
from careboard.ui.clinic.caseload.table import NARROWEST
from careboard.ui.look.look import Type, apply, look, named
from careboard.ui.parts.broken import broken


@pytest.mark.parametrize("room", [60, 95, 150, 400])
def test_that_no_count_of_unread_leaves_its_cell(room: int) -> None:
    widths = [36.0, 36.0, 36.0, 36.0, 36.0]
    rows = wrapped(widths, room, 9)
    assert [at for places in rows for at, _x in places] == [0, 1, 2, 3, 4]
    assert all(x + widths[at] <= max(room, widths[at]) for places in rows for at, x in places)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_a_record_number_is_whole_or_not_there(program: QApplication, scale: float) -> None:
    apply(named("light", scale))
    about = BETWEEN.join(("22 years", "MRN 004-1187", "goes by Maximiliane"))
    for share in (Column.PATIENT.share, 12):
        shown = _fitting(about, look().px(share * NARROWEST))
        assert about.startswith(shown)
        assert shown.split(BETWEEN)[-1] in about.split(BETWEEN)
    apply(named("light"))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_three_lines_have_room_in_a_row(program: QApplication, scale: float) -> None:
    apply(named("light", scale))
    assert 2 * look().line(Type.HEADLINE) + look().line(Type.META) + 2 <= look().px(HEIGHT)
    apply(named("light"))


def test_that_a_word_longer_than_its_room_is_broken_and_not_lost(program: QApplication) -> None:
    made = broken("WOLFESCHLEGELSTEINHAUSENBERGERDORFF", look().font(Type.HEADLINE), 120, 22, 0, ())
    lines = [made.layout.lineAt(at) for at in range(made.layout.lineCount())]
    assert len(lines) > 1
    assert all(line.naturalTextWidth() <= 120 for line in lines)


def test_that_no_line_ends_within_a_date(program: QApplication) -> None:
    text = "unchanged since 09-Sep-2026"
    font = look().font(Type.META)
    for room in range(60, 200, 7):
        made = broken(text, font, room, 16, 3, ())
        starts = [made.layout.lineAt(at).textStart() for at in range(made.layout.lineCount())]
        assert not any(start > len("unchanged since ") for start in starts)
