"""The response chart: what is drawn where and in which colour, and what its keys do."""

from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from careboard.clinical.medication.orders import DoseChange, MedicationStart
from careboard.clinical.medication.taking import MedicationReported, MedicationStatus
from careboard.clinical.values import Informant, Period, When
from careboard.projections.lanes.days import end_of_day
from careboard.projections.lanes.doses import DoseLane
from careboard.projections.lanes.letters import LetterLane
from careboard.projections.lanes.model import Section, plain_title
from careboard.projections.preview import unsigned
from careboard.ui.look import look as looks
from careboard.ui.look.look import Type
from careboard.ui.look.tokens import CONTRAST, DARK, LIGHT, Tokens
from careboard.ui.patient.response.canvas import HEAVY, MEDIUM, Canvas, width_of, wrapped
from careboard.ui.patient.response.chart import Range, ResponseChart
from careboard.ui.patient.response.geometry import MARGIN
from careboard.ui.patient.response.paint_doses import ribbon, shade_of
from tests.gallery.recording import drawn_by
from tests.projections.records import chart, signed
from tests.ui.medication.maya import MAYA, NOW, course, daily, tablet

TODAY = date(2026, 9, 17)


@pytest.fixture
def shown(qtbot: QtBot) -> ResponseChart:
    """The chart of RIVERA, Maya, in the size that it has in a large window."""
    looks.apply(looks.named("light"))
    widget = ResponseChart()
    qtbot.addWidget(widget)
    widget.resize(770, 640)
    widget.show_chart(chart(*MAYA, now=NOW))
    with qtbot.waitExposed(widget):
        widget.show()
    widget.plot.setFocus()
    return widget


def dose_lane(widget: ResponseChart, name: str) -> DoseLane:
    """The lane of a medicine."""
    return next(one.row for one in widget.plot.rows() if isinstance(one.row, DoseLane) and one.row.name == name)


def key(widget: ResponseChart, starts: str) -> str:
    """The key of the row whose name begins so."""
    return next(one.row.key for one in widget.plot.rows() if plain_title(one.row).startswith(starts))


def picture(widget: ResponseChart) -> QImage:
    """The plot as it is drawn."""
    return widget.plot.grab().toImage()


def colour_at(image: QImage, x: float, y: float) -> str:
    """The colour of a place."""
    return QColor(image.pixel(round(x), round(y))).name().upper()


def day(written: str) -> float:
    """The start of a day of the story."""
    month, of_month = written.split("-")
    return float(date(2026, int(month), int(of_month)).toordinal())


def test_that_eleven_weeks_are_shown_first_with_two_of_them_ahead(shown: ResponseChart) -> None:
    axis = shown.plot.axis
    assert date.fromordinal(int(axis.start)) == date(2026, 7, 16)
    assert axis.end == day("10-02")
    assert axis.left == looks.look().px(166)
    assert round(axis.right) == shown.plot.width() - looks.look().px(158)


def test_that_a_step_is_as_wide_as_its_days_and_as_high_and_dark_as_its_share(shown: ResponseChart) -> None:
    row, box, image = dose_lane(shown, "escitalopram"), shown.plot.box_of(key(shown, "escitalopram")), picture(shown)
    canvas = Canvas(None, shown.plot.axis, shown.plot.now)  # type: ignore[arg-type]  # nothing is painted here
    heights = []
    for span in row.spans():
        step = ribbon(canvas, span, box)
        heights.append(step.height())
        shade = shade_of(span.share)
        assert shade is not None
        assert colour_at(image, step.right() - 4, step.center().y()) == LIGHT.dose[shade]
    assert heights == [24, 18, 16]
    first, second, _third = row.spans()
    assert ribbon(canvas, first, box).right() == pytest.approx(ribbon(canvas, second, box).left())
    assert ribbon(canvas, second, box).width() == pytest.approx(10 * shown.plot.axis.scale)


def test_that_a_medicine_without_a_cited_maximum_is_neutral(shown: ResponseChart) -> None:
    box = shown.plot.box_of(key(shown, "thiamine"))
    assert colour_at(picture(shown), shown.plot.axis.x(day("08-20")), box.bottom() - 8) == LIGHT.sunken


def test_that_what_lies_ahead_is_an_outline_on_the_canvas_of_the_future(shown: ResponseChart) -> None:
    image, axis = picture(shown), shown.plot.axis
    sertraline, care = shown.plot.box_of(key(shown, "sertraline")), 46
    assert colour_at(image, axis.x(day("09-29")), sertraline.bottom() - 12) == LIGHT.surface
    assert colour_at(image, axis.x(day("09-29")), care) == LIGHT.surface
    assert colour_at(image, axis.x(day("09-16")), care - 5) == LIGHT.care[2]
    assert (
        colour_at(image, axis.x(day("09-29")) + 3, shown.plot.box_of(key(shown, "C-SSRS")).center().y()) == LIGHT.future
    )


def test_that_a_missed_dose_is_a_notch_in_the_ribbon(shown: ResponseChart) -> None:
    row, box, image = dose_lane(shown, "sertraline"), shown.plot.box_of(key(shown, "sertraline")), picture(shown)
    canvas = Canvas(None, shown.plot.axis, shown.plot.now)  # type: ignore[arg-type]  # nothing is painted here
    step = ribbon(canvas, next(span for span in row.spans() if span.amount == "100 mg"), box)
    x = shown.plot.axis.x(day("09-08") + 0.5)
    assert colour_at(image, x, step.top() + 2) == LIGHT.surface
    assert colour_at(image, x - 12, step.top() + 4) == LIGHT.dose[1]


def test_that_mild_is_an_outline_and_moderate_is_solid(shown: ResponseChart) -> None:
    image, axis, middle = picture(shown), shown.plot.axis, shown.plot.box_of(key(shown, "Nausea")).center().y()
    assert colour_at(image, axis.x(day("08-17")), middle) == LIGHT.side_effect_tint
    assert colour_at(image, axis.x(day("08-28")), middle) == LIGHT.side_effect  # its word stands at its beginning


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_that_lanes_have_the_colours_of_the_theme(shown: ResponseChart, theme: Tokens) -> None:
    looks.apply(looks.named(theme.name))
    image, axis = picture(shown), shown.plot.axis
    escitalopram = shown.plot.box_of(key(shown, "escitalopram")).center().y()
    assert colour_at(image, axis.x(day("08-05")), escitalopram) == theme.dose[3]
    assert (
        colour_at(image, axis.x(day("08-28")), shown.plot.box_of(key(shown, "Nausea")).center().y())
        == theme.side_effect
    )
    assert colour_at(image, axis.x(day("08-20")), 41) == theme.care[1]
    assert colour_at(image, axis.left + 2, shown.plot.box_of(key(shown, "PHQ-9")).top() + 8) == theme.bands[4]
    assert colour_at(image, 3, 3) == theme.surface
    looks.apply(looks.named("light"))


def test_that_in_high_contrast_a_ribbon_is_an_outline_with_its_number(shown: ResponseChart) -> None:
    looks.apply(looks.named("contrast"))
    image, axis = picture(shown), shown.plot.axis
    box = shown.plot.box_of(key(shown, "sertraline"))
    row = {colour_at(image, axis.x(day("08-25")), y) for y in range(int(box.top()), int(box.bottom()))}
    assert row == {CONTRAST.surface, CONTRAST.text1}
    ahead = {colour_at(image, axis.x(day("09-25")), y) for y in range(int(box.top()), int(box.bottom()))}
    assert ahead == {CONTRAST.surface, CONTRAST.grid_major}  # what lies ahead is told apart without a ground of its own
    looks.apply(looks.named("light"))


def test_that_in_high_contrast_a_dose_since_an_unknown_day_has_its_outline_too(
    shown: ResponseChart, qtbot: QtBot
) -> None:
    told = MedicationReported(
        tablet("lithium"),
        MedicationStatus.ACTIVE,
        Informant.PATIENT,
        dosage=daily("900"),
        effective=Period(When("2026-08")),
    )
    shown.show_chart(chart(*MAYA, signed(told, "lithium", at=NOW), now=NOW))
    looks.apply(looks.named("contrast"))
    image, axis = picture(shown), shown.plot.axis
    box = shown.plot.box_of(key(shown, "lithium"))
    met = {colour_at(image, axis.x(day("08-28")), y) for y in range(int(box.top()), int(box.bottom()))}
    assert CONTRAST.surface in met
    assert max(QColor(tone).lightness() for tone in met) > 128
    looks.apply(looks.named("light"))


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.5, 2.0])
def test_that_at_every_text_size_rows_keep_clear_of_each_other_and_none_is_lost(
    shown: ResponseChart, scale: float
) -> None:
    looks.apply(looks.named("light", scale))
    shown.resize(1100, 760)
    rows = shown.plot.rows()
    assert [one.row.key for one in rows] == [row.key for row in shown.plot.lanes.rows]  # type: ignore[union-attr]
    assert all(one.bottom <= other.top + 0.01 for one, other in pairwise(rows))
    assert all(one.height >= looks.look().px(15) for one in rows)
    shown.plot.select(rows[-1].row.key)
    assert shown.plot.box_of(rows[-1].row.key).bottom() <= shown.plot.height()
    looks.apply(looks.named("light"))


def test_that_the_bands_of_a_scale_grow_darker_in_one_hue(shown: ResponseChart) -> None:
    box, image = shown.plot.box_of(key(shown, "PHQ-9")), picture(shown)
    assert colour_at(image, shown.plot.axis.left + 2, box.top() + 8) == LIGHT.bands[4]
    hues = [QColor(band).hslHue() for band in LIGHT.bands[1:]]
    assert max(hues) - min(hues) <= 8
    lights = [QColor(band).lightness() for band in LIGHT.bands]
    assert lights == sorted(lights, reverse=True)


def test_that_arrow_keys_move_the_line_by_days_and_every_value_follows(shown: ResponseChart) -> None:
    for _ in range(3):
        QTest.keyClick(shown.plot, Qt.Key.Key_Left)
    assert shown.plot.heading() == "Tue 15-Sep-2026"
    QTest.keyClick(shown.plot, Qt.Key.Key_Left)
    assert shown.plot.value(dose_lane(shown, "sertraline")).at_the_line == "100 mg since 01-Sep"
    QTest.keyClick(shown.plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert shown.plot.heading() == "Mon 07-Sep-2026"
    QTest.keyClick(shown.plot, Qt.Key.Key_Escape)
    assert shown.plot.heading() == "Now"


def test_that_the_line_never_looks_beyond_its_day(shown: ResponseChart) -> None:
    QTest.keyClick(shown.plot, Qt.Key.Key_Left)
    assert shown.plot.looking_from() == shown.plot.now
    QTest.keyClick(shown.plot, Qt.Key.Key_Left)
    assert shown.plot.looking_from() == end_of_day(date(2026, 9, 16))


@pytest.mark.parametrize("written", ["07-21", "08-13", "08-30", "09-01", "09-12", "09-16"])
def test_that_chips_cover_no_mark_and_not_each_other(shown: ResponseChart, written: str) -> None:
    shown.plot.focus_day(day(written))
    picture(shown)
    chips = shown.plot.chips
    for chip in chips:
        assert not any(chip.intersects(mark) for mark in marks_of(shown))
        assert sum(chip.intersects(other) for other in chips) == 1


def marks_of(widget: ResponseChart) -> list[QRectF]:
    """Where points and letters stand, worked out apart from the drawing."""
    found = []
    for placed in widget.plot.rows():
        box = placed.box(widget.plot.axis, widget.plot.scrolled)
        if placed.row.section in (Section.DOSES, Section.EFFECTS):
            for mark in placed.row.marks():
                end = widget.plot.axis.x(min(mark.end or mark.start, widget.plot.axis.end))
                left = widget.plot.axis.x(mark.start)
                found.append(QRectF(left, box.center().y() - 1, max(end - left, 1), 3))
        elif plain_title(placed.row) in ("C-SSRS", "Risk: suicide"):
            found += [QRectF(widget.plot.axis.x(m.start) - 7, box.center().y() - 7, 14, 14) for m in placed.row.marks()]
    return found


def test_that_choosing_a_medicine_colours_its_changes_and_draws_them_through_the_scores(shown: ResponseChart) -> None:
    with_signal: list[str] = []
    shown.chosen.connect(with_signal.append)
    shown.plot.select(key(shown, "sertraline"))
    assert with_signal == [course("sertraline")]
    gad = shown.plot.box_of(key(shown, "C-SSRS"))
    x = round(shown.plot.axis.x(day("09-01")))
    assert LIGHT.accent in {colour_at(picture(shown), x + step, gad.top() + 1) for step in (-1, 0, 1)}


def test_that_dose_changes_stay_marked_when_their_lanes_are_folded_away(shown: ResponseChart) -> None:
    shown.plot.fold(Section.DOSES, folded=True)
    y, x = shown.plot.box_of(key(shown, "C-SSRS")).top() + 1, round(shown.plot.axis.x(day("09-01")))
    assert LIGHT.grid_major in {colour_at(picture(shown), x + step, y) for step in (-1, 0, 1)}
    shown.plot.fold(Section.DOSES, folded=False)


def test_that_d_asks_for_the_dose_of_the_row_with_the_keyboard(shown: ResponseChart, qtbot: QtBot) -> None:
    QTest.keyClick(shown.plot, Qt.Key.Key_Down)
    QTest.keyClick(shown.plot, Qt.Key.Key_J)
    with qtbot.waitSignal(shown.dose_asked) as asked:
        QTest.keyClick(shown.plot, Qt.Key.Key_D)
    assert asked.args == [course("sertraline")]


def test_that_f8_shows_a_blind_weight_once_it_is_recorded_and_only_while_it_is_held(
    shown: ResponseChart, qtbot: QtBot
) -> None:
    weight = key(shown, "Weight")
    hidden = shown.plot.grab().toImage()
    with qtbot.waitSignal(shown.weight_asked):
        QTest.keyPress(shown.plot, Qt.Key.Key_F8)
    assert shown.plot.grab().toImage() == hidden
    shown.show_weight()
    row = next(one.row for one in shown.plot.rows() if one.row.key == weight)
    assert "48.2" in shown.plot.value(row).words
    QTest.keyRelease(shown.plot, Qt.Key.Key_F8)
    assert shown.plot.grab().toImage() == hidden
    shown.show_weight()
    assert shown.plot.grab().toImage() == hidden


def test_that_brackets_zoom_and_pages_pan(shown: ResponseChart) -> None:
    days = shown.plot.axis.days
    QTest.keyClick(shown.plot, Qt.Key.Key_BracketRight)
    assert shown.plot.axis.days < days
    QTest.keyClick(shown.plot, Qt.Key.Key_BracketLeft)
    assert shown.plot.axis.days == pytest.approx(days)
    start = shown.plot.axis.start
    QTest.keyClick(shown.plot, Qt.Key.Key_PageUp)
    assert shown.plot.axis.start < start


@pytest.mark.parametrize("hours", [-6, 6])
def test_that_a_level_on_the_first_day_seen_is_whole_and_one_before_it_is_not_there(
    shown: ResponseChart, hours: int
) -> None:
    plot = shown.plot
    lane = next(one.row for one in plot.rows() if isinstance(one.row, LetterLane) and len(one.row.letters) > 1)
    shown.pan(lane.letters[1].at - plot.axis.start - hours / 24)
    drawn = [one for one in drawn_by(plot) if one.text == lane.letters[1].letter and one.clip is not None]
    whole = [one.ink.left() >= plot.axis.left for one in drawn]
    assert drawn
    assert all(whole)
    near = plot.axis.left + plot.axis.scale
    assert any(one.ink.left() < near for one in drawn) is (hours > 0)


def test_that_ranges_are_chosen_and_never_fitted(shown: ResponseChart) -> None:
    shown.show_range(Range.THIRTY_DAYS)
    assert date.fromordinal(int(shown.plot.axis.start)) == date(2026, 8, 19)
    shown.show_range(Range.ALL)
    assert date.fromordinal(int(shown.plot.axis.start)) < date(2026, 6, 1)
    shown.show_range(Range.EPISODE)
    assert date.fromordinal(int(shown.plot.axis.start)) == date(2026, 6, 30)


def test_that_the_days_stay_when_the_chart_of_the_same_patient_is_shown_anew(shown: ResponseChart) -> None:
    shown.pan(-20)
    axis = shown.plot.axis
    shown.show_chart(chart(*MAYA, now=NOW))
    assert (shown.plot.axis.start, shown.plot.axis.end) == (axis.start, axis.end)


def test_that_days_are_counted_from_what_they_are_aligned_on(shown: ResponseChart) -> None:
    named = dict(shown.alignments())
    assert named["First dose of sertraline"] == day("08-13")
    assert named["Last change of sertraline"] == day("09-15")
    assert named["Move to IOP"] == day("09-09")
    shown.align_on(day("08-13"))
    assert shown.plot.choices.aligned == day("08-13")
    assert shown.plot.heading() == "Thu 13-Aug-2026"


def test_that_rows_out_of_view_are_named_and_rows_can_be_put_away(shown: ResponseChart) -> None:
    count = len(shown.plot.rows())
    shown.show_row(key(shown, "thiamine"), shown=False)
    assert len(shown.plot.rows()) == count - 1
    shown.plot.fold(Section.EFFECTS, folded=True)
    assert len(shown.plot.rows()) == count - 3
    shown.resize(770, 300)
    assert "PHQ-9" in shown.plot.below()


def test_that_an_empty_chart_is_drawn_without_rows(shown: ResponseChart) -> None:
    shown.show_chart(chart(MAYA[0], now=NOW))
    assert shown.plot.rows() == ()
    assert not picture(shown).isNull()


def test_that_an_entry_is_opened_from_its_mark(shown: ResponseChart, qtbot: QtBot) -> None:
    shown.plot.select(key(shown, "PHQ-9"))
    shown.plot.focus_day(day("09-01"))
    with qtbot.waitSignal(shown.opened) as opened:
        QTest.keyClick(shown.plot, Qt.Key.Key_Return)
    assert opened.args == [signed(MAYA[0].content, "PHQ-9 08-26").id]


def test_that_t_shows_the_same_marks_as_a_table_with_the_newest_on_top(shown: ResponseChart) -> None:
    QTest.keyClick(shown.plot, Qt.Key.Key_T)
    model = shown.table.marks
    names = [str(model.index(row, 2).data()) for row in range(model.rowCount())]
    assert sorted(names) == sorted(mark.name for _key, mark in shown.plot.named_marks())
    assert names[0] == "OLANZapine 2.5 mg planned from 22-Sep-2026"
    assert names[-1] == "escitalopram 20 mg since 01-Jun-2026"
    QTest.keyClick(shown.table, Qt.Key.Key_T)
    assert shown.plot.isVisible()


@pytest.mark.parametrize("width", [420, 1400])
def test_that_the_words_of_the_table_are_whole_and_scrolled_to_where_it_is_narrow(
    shown: ResponseChart, qtbot: QtBot, width: int
) -> None:
    shown.resize(width, 640)
    QTest.keyClick(shown.plot, Qt.Key.Key_T)
    table = shown.table
    qtbot.waitUntil(lambda: (table.horizontalScrollBar().maximum() > 0) is (width < 800))
    assert table.columnWidth(2) >= table.sizeHintForColumn(2)


def test_that_the_table_obeys_the_rules_of_models(shown: ResponseChart, qtmodeltester: ModelTester) -> None:
    shown.show_table()
    qtmodeltester.check(shown.table.marks)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_that_a_screen_reader_finds_a_chart_with_a_child_for_every_mark(shown: ResponseChart) -> None:
    chart_read = QAccessible.queryAccessibleInterface(shown.plot)
    assert chart_read.role() == QAccessible.Role.Chart
    names = [chart_read.child(index).text(QAccessible.Text.Name) for index in range(chart_read.childCount())]
    assert names == [mark.name for _key, mark in shown.plot.named_marks()]
    assert "sertraline 150 mg since 15-Sep-2026" in names
    assert "PHQ-9: 11 on 15-Sep, item 9: 1, was 0, was 14 on 02-Sep" in chart_read.text(QAccessible.Text.Description)


def test_that_a_screen_reader_finds_no_number_of_a_blind_weight(shown: ResponseChart) -> None:
    read = QAccessible.queryAccessibleInterface(shown.plot)
    told = [read.child(index).text(QAccessible.Text.Name) for index in range(read.childCount())]
    assert not any("48.2" in words for words in (*told, read.text(QAccessible.Text.Description)))


def test_that_a_mark_is_found_where_it_is_drawn(shown: ResponseChart) -> None:
    read = QAccessible.queryAccessibleInterface(shown.plot)
    box = shown.plot.box_of(key(shown, "PHQ-9"))
    at = shown.plot.mapToGlobal(QPointF(shown.plot.axis.x(day("08-26") + 0.42), box.center().y())).toPoint()
    assert read.childAt(at.x(), at.y()).text(QAccessible.Text.Name).startswith("PHQ-9 16 on 26-Aug-2026")


def test_that_an_order_is_previewed_before_it_is_signed_and_gone_when_it_is_not(shown: ResponseChart) -> None:
    order = DoseChange(course("sertraline"), daily("150"), daily("200"), When("2026-09-20"), "Partial response")
    before = picture(shown)
    shown.preview(unsigned(order, chart(*MAYA, now=NOW)))
    assert [span.amount for span in dose_lane(shown, "sertraline").spans()][-1] == "200 mg"
    shown.preview(None)
    assert picture(shown) == before


LONG_NAMES = (
    "amphetamine aspartate + amphetamine sulfate + dextroamphetamine saccharate + dextroamphetamine sulfate",
    "verylongnameofasinglewordthatnolineofthechartcanhold hydrochloride",
)


@pytest.mark.parametrize("name", LONG_NAMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_a_long_name_is_whole_and_stays_beside_the_marks(shown: ResponseChart, name: str, scale: float) -> None:
    looks.apply(looks.named("light", scale))
    try:
        begun = MedicationStart(tablet(name), daily("10"), "ADHD", When("2026-09-01"))
        shown.show_chart(chart(*MAYA, signed(begun, "long"), now=NOW))
        (placed,) = (one for one in shown.plot.rows() if plain_title(one.row).startswith(name[:20]))
        room = shown.plot.labels - looks.look().px(MARGIN + 4)
        lines = wrapped(placed.row.title, room, Type.BODY, scale)
        assert "".join(span.text for line in lines for span in line) == name
        for line in lines:
            widths = [width_of(span.text.rstrip(), Type.BODY, HEAVY if span.tall else MEDIUM, scale) for span in line]
            assert len(line) > 1 or widths[0] <= room
        assert placed.height >= len(lines) * (looks.look().px(Type.BODY.value[2] - 4))
    finally:
        looks.apply(looks.named("light"))


def test_that_the_keyboard_is_seen_all_around_the_chart_before_a_row_is_chosen(shown: ResponseChart) -> None:
    plot = shown.plot
    plot.setFocus()
    assert not plot.selected
    ring = looks.look().colour("accent")
    width = plot.seen_width
    edges = [(width // 2, 1), (width // 2, plot.height() - 2), (1, plot.height() // 2), (width - 2, plot.height() // 2)]
    assert [plot.grab().toImage().pixelColor(*edge) for edge in edges] == [ring] * 4
    plot.clearFocus()
    assert ring not in [plot.grab().toImage().pixelColor(*edge) for edge in edges]


def test_that_what_is_told_of_one_row_is_set_apart_from_what_is_told_of_the_next(shown: ResponseChart) -> None:
    edge, plot, image = looks.look().colour("grid_major").name().upper(), shown.plot, picture(shown)
    right = plot.axis.right + plot.values - MARGIN - 2
    doses = [one for one in plot.rows() if isinstance(one.row, DoseLane)]
    assert [colour_at(image, right, round(one.bottom - plot.scrolled) - 1) for one in doses] == [edge] * len(doses)
