"""What stands around the marks: names at the left, values at the right, the axis, the care band, today and the future.

The axis and the band of care stay in view while the rows are scrolled.
"""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from careboard.i18n import gettext as _
from careboard.projections.lanes.all import Row
from careboard.projections.lanes.care import CareLane, CareSpan
from careboard.projections.lanes.days import Calendar, the_day
from careboard.projections.lanes.effects import EffectLane
from careboard.projections.lanes.model import Tone, Value
from careboard.projections.lanes.scores import ScoreLane
from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import Type
from careboard.ui.look.tokens import text_on
from careboard.ui.patient.response.canvas import MEDIUM, STRONG, Canvas, metrics_of, wrapped
from careboard.ui.patient.response.geometry import AXIS, CARE, MARGIN, VALUE_GAP
from careboard.ui.patient.response.rows import Heading

_TONES = {Tone.PLAIN: "text1", Tone.QUIET: "text2", Tone.CAUTION: "warn", Tone.ALARM: "danger"}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SMALL_LINE, _LARGE_LINE, _CLOSE_LINE = 15, 17, 12
_TIGHT = 0.9  # lines may stand so close
_ABOVE_RING = 2  # px that words at the edge of the chart stand higher, where the ring of focus is thick


def paint_ground(canvas: Canvas, top: float, bottom: float) -> None:
    """The canvas of the future, and a line for every week."""
    now = max(canvas.axis.x(canvas.now), canvas.axis.left)
    if now < canvas.axis.right:
        canvas.fill(QRectF(now, top, canvas.axis.right - now, bottom - top), "future")
    _paint_uprights(canvas, canvas.axis.weeks(), top, bottom, "grid")


def paint_hairlines(canvas: Canvas, days: Iterable[float], top: float, bottom: float, colour: str) -> None:
    """A line through all rows wherever a dose changed."""
    seen = (day for day in days if canvas.axis.start <= day <= canvas.axis.end)
    _paint_uprights(canvas, seen, top, bottom, colour)


def _paint_uprights(canvas: Canvas, days: Iterable[float], top: float, bottom: float, colour: str) -> None:
    """Thin lines from top to bottom, all at once and without smoothing: there are many, and they are upright."""
    canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    canvas.painter.setPen(QPen(canvas.colour(colour), 1))
    places = [round(canvas.axis.x(day)) for day in days]
    canvas.painter.drawLines([QLineF(x, top, x, bottom) for x in places])
    canvas.painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def paint_axis(canvas: Canvas, calendar: Calendar, aligned: float | None) -> None:
    """The days that are seen in words, and dates, or the days since what the axis is aligned on."""
    axis = canvas.axis
    told = _("{start} to {end}").format(start=calendar.long(axis.start), end=calendar.long(axis.end - 0.01))
    canvas.text(axis.left, canvas.px(10), told, Type.META, "text2", STRONG)
    room = canvas.px(62)
    end = axis.left - canvas.px(30)
    taken = _chip_boxes(canvas, calendar)
    for day in axis.dates(room):
        words = calendar.short(day) if aligned is None else _since(day, aligned)
        width = canvas.width(words, Type.META)
        left = axis.x(day) - (canvas.px(18) if axis.x(day) - axis.left >= canvas.px(18) else 0)
        free = left > end + canvas.px(8) and left + width <= axis.right
        if free and not any(left < box.right() + 4 and left + width > box.left() - 4 for box in taken):
            end = canvas.text(left, canvas.px(26), words, Type.META, "text3")


def _since(day: float, aligned: float) -> str:
    number = int(day) - int(aligned)
    return _("day {n}").format(n=f"+{number}" if number > 0 else number)


def _chips(canvas: Canvas, calendar: Calendar) -> list[tuple[float, str]]:
    """The days that have a chip on the axis: now, and the focus line."""
    short = calendar.short(canvas.now)
    chips = [(canvas.now, _("Today {day}").format(day=short))]
    if canvas.focus is not None:
        chips.append((canvas.focus, focus_words(canvas.focus, calendar)))
    return chips


def focus_words(day: float, calendar: Calendar) -> str:
    """The day of the focus line: "Tue 01-Sep-2026"."""
    return f"{_(_WEEKDAYS[the_day(day).weekday()])} {calendar.long(day)}"


def _chip_boxes(canvas: Canvas, calendar: Calendar) -> list[QRectF]:
    """Where the chips of the axis stand; the one of the focus line gives way to the one of today."""
    boxes = [_chip_room(canvas, day, words) for day, words in _chips(canvas, calendar)]
    today, *focus = boxes
    gap = canvas.px(3)
    for box in focus:
        if box.adjusted(-gap, 0, gap, 0).intersects(today):
            before = canvas.focus is not None and canvas.focus < canvas.now
            box.moveLeft(today.left() - gap - box.width() if before else today.right() + gap)
            if box.right() > canvas.axis.right + canvas.values:
                box.moveLeft(today.left() - gap - box.width())
    return boxes


def _chip_room(canvas: Canvas, day: float, words: str) -> QRectF:
    width = canvas.width(words, Type.META, STRONG) + canvas.px(12)
    x = canvas.axis.x(day)
    left = min(max(x - width * 0.45, canvas.axis.left - canvas.px(40)), canvas.axis.right + canvas.px(20) - width)
    return QRectF(left, canvas.px(17), width, canvas.px(17))


def paint_today(canvas: Canvas, calendar: Calendar, bottom: float) -> None:
    """The line of now and of the focus, each with its chip on the axis; the focus stands in front."""
    chips = zip(_chips(canvas, calendar), _chip_boxes(canvas, calendar), ("text1", "accent"), strict=False)
    for (day, words), box, tone in chips:
        if not canvas.axis.start <= day <= canvas.axis.end:
            continue
        x = canvas.axis.x(day)
        canvas.line(x, box.bottom(), x, bottom, tone, 1.6)
        canvas.fill(box, tone, None, canvas.px(4))
        colour = QColor(text_on(canvas.colour(tone).name()))
        canvas.text(box.left() + canvas.px(6), box.center().y(), words, Type.META, colour, STRONG)


def paint_care(canvas: Canvas, lane: CareLane, *, named: bool = True) -> None:
    """The levels of care; what lies ahead is an outline."""
    middle = canvas.px(AXIS) + canvas.px(CARE) / 2 - 1
    if named:
        canvas.text(canvas.px(MARGIN), middle, _("Level of care"), Type.LABEL, "text2", 400)
    box = QRectF(0, middle - canvas.px(8), 0, canvas.px(16))
    for span in lane.spans:
        _paint_level(canvas, span, box)


def _paint_level(canvas: Canvas, span: CareSpan, row: QRectF) -> None:
    left, right = canvas.axis.x(span.start), canvas.axis.x(min(span.end, canvas.axis.end))
    seen_left, seen_right = max(left, canvas.axis.left), min(right, canvas.axis.right)
    if seen_right - seen_left < 1:
        return
    colour = QColor(canvas.look.tokens.care[span.shade])
    now = min(max(canvas.axis.x(canvas.now), seen_left), seen_right)
    gap = 2.0 if left > canvas.axis.left else 0.0
    solid = QRectF(seen_left + gap, row.top(), now - seen_left - gap, row.height())
    ahead = QRectF(max(now, seen_left + gap), row.top(), seen_right - max(now, seen_left + gap), row.height())
    radius, edge = canvas.px(3), colour if span.shade == len(canvas.look.tokens.care) - 1 else "border_strong"
    if ahead.width() > 0:
        canvas.fill(ahead, "surface", canvas.planned(edge), radius)
    if solid.width() > 0:
        canvas.fill(solid, colour, "border_strong" if canvas.look.tokens.contrast else None, radius)
    for part, tone in ((solid, QColor(text_on(colour.name()))), (ahead, canvas.colour("text1"))):
        if shown := _fitting(canvas, span.words, part.width() - canvas.px(6)):
            canvas.text(part.left() + canvas.px(5), row.center().y(), shown, Type.META, tone, MEDIUM)
            return


def _fitting(canvas: Canvas, words: str, room: float) -> str:
    """The words, without the place where there is no room for it."""
    for shown in (words, words.partition(",")[0]):
        if canvas.width(shown, Type.META, MEDIUM) <= room:
            return shown
    return ""


def paint_heading(canvas: Canvas, heading: Heading, scrolled: float, width: float, *, named: bool = True) -> None:
    """The heading of a section with a line to the right edge."""
    middle = heading.top + heading.height / 2 - scrolled
    if not named:
        canvas.line(0, middle + 0.5, width - canvas.px(MARGIN), middle + 0.5, "border")
        return
    side = canvas.px(12)
    icon = "chevron-right" if heading.folded else "chevron-down"
    paint_icon(canvas.painter, icon, canvas.colour("text3"), QRectF(canvas.px(2), middle - side / 2, side, side))
    end = canvas.text(canvas.px(MARGIN), middle, heading.words, Type.META, "text3", STRONG)
    canvas.line(end + canvas.px(8), middle + 0.5, width - canvas.px(MARGIN), middle + 0.5, "border")


def paint_label(canvas: Canvas, row: Row, box: QRectF, *, quiet: bool) -> None:
    """The name of a row, what stands under it, and two numbers of its scale."""
    tone, left = "text2" if quiet else "text1", canvas.px(MARGIN)
    role = Type.LABEL if isinstance(row, EffectLane) else Type.BODY
    lines = wrapped(row.title, canvas.axis.left - left - canvas.px(4), role, canvas.look.scale)
    step = min(canvas.px(role.value[2] - 3), box.height() / (len(lines) + bool(row.caption)))
    middle = box.center().y() - step * (len(lines) - (0 if row.caption else 1)) / 2
    for line in lines:
        canvas.spans(left, middle, line, tone, role)
        middle += step
    if row.caption:
        canvas.text(left, middle, row.caption, Type.META, "text2")
    if isinstance(row, ScoreLane):
        _paint_ticks(canvas, row, box)


def _paint_ticks(canvas: Canvas, row: ScoreLane, box: QRectF) -> None:
    room = box.adjusted(0, canvas.px(4), 0, -canvas.px(4))
    for number in _ticks(row):
        y = room.bottom() - (number - row.lowest) / (row.highest - row.lowest) * room.height()
        canvas.text(canvas.axis.left - canvas.px(6), y, f"{number:g}", Type.META, "text3", right=True)


def _ticks(row: ScoreLane) -> tuple[float, ...]:
    span = row.highest - row.lowest
    if row.key == "score:PHQ-9":
        return (10, 20)
    if span < 8:
        return (row.lowest, row.highest)
    return (row.lowest + 5 * round(span * 0.25 / 5), row.lowest + 5 * int(span * 0.75 / 5))


def paint_edge(canvas: Canvas, box: QRectF) -> None:
    """A pale line under the values of a row: where two rows are close, what is told is told of one of them."""
    left, right = canvas.axis.right + canvas.px(VALUE_GAP), canvas.axis.right + canvas.values - canvas.px(MARGIN)
    y = round(box.bottom()) - 0.5
    canvas.line(left, y, right, y, "grid_major")


def paint_value(canvas: Canvas, value: Value, box: QRectF) -> None:
    """The value large with its date, a warning, and the one before it, small."""
    left = canvas.axis.right + canvas.px(VALUE_GAP)
    room = canvas.values - canvas.px(VALUE_GAP + 4)
    small = value.tone is Tone.QUIET or _too_low_for_two_lines(canvas, value, box, room)
    role, weight = (Type.META, STRONG) if small else (Type.VALUE, 0)
    beside_fits = _beside(canvas, value, role, weight) <= room
    under = _under(value, beside_fits=beside_fits)
    if len(under) > 1 and box.height() < canvas.px(_LARGE_LINE + 2 * _SMALL_LINE) * _TIGHT and not value.warning:
        under = [(", ".join(line for line, _tone in under), "text2")]
    high = min(canvas.px(_LARGE_LINE) + canvas.px(_SMALL_LINE) * len(under), box.height() - 1)
    top = box.center().y() - high / 2
    large = min(canvas.px(_LARGE_LINE), high - canvas.px(_CLOSE_LINE) * len(under))
    step = (high - large) / len(under) if under else 0
    middle = top + large / 2
    end = canvas.text(left, middle, value.strong, role, _TONES[value.tone], weight if value.dated else 0)
    if beside_fits and value.dated:
        canvas.text(end + canvas.px(6), middle + 0.5, value.dated, Type.META, "text2")
    for number, (line, tone) in enumerate(under, 1):
        canvas.text(
            left, middle + canvas.px(1) + number * step, line, Type.META, tone, STRONG if tone == "danger" else 0
        )


def _beside(canvas: Canvas, value: Value, role: Type, weight: int) -> float:
    """How wide the value and its date are in one line."""
    return canvas.width(value.strong, role, weight) + canvas.px(6) + canvas.width(value.dated, Type.META)


def _too_low_for_two_lines(canvas: Canvas, value: Value, box: QRectF, room: float) -> bool:
    """Would the date go below the value, onto the next row? As in the row of a side effect."""
    low = box.height() < (canvas.px(_LARGE_LINE) + canvas.px(_SMALL_LINE)) * _TIGHT
    return low and _beside(canvas, value, Type.VALUE, 0) > room


def _under(value: Value, *, beside_fits: bool) -> list[tuple[str, str]]:
    lines = [
        ("" if beside_fits else value.dated, "text2"),
        (value.warning, "text2" if value.eased else "danger"),
        (value.beside, "text2"),
    ]
    return [(line, tone) for line, tone in lines if line]


def paint_hidden(canvas: Canvas, box: QRectF) -> None:
    """Where a blind weight would be: words, and the key that shows it."""
    room = QRectF(canvas.axis.left, box.top() + 1, canvas.axis.width, box.height() - 2)
    canvas.fill(room, "sunken", "border" if canvas.look.tokens.contrast else None, canvas.px(4))
    side = canvas.px(15)
    where = QRectF(room.left() + canvas.px(9), room.center().y() - side / 2, side, side)
    paint_icon(canvas.painter, "hidden", canvas.colour("text2"), where)
    words = _("Hidden, blind weight. Hold F8 to show (logged).")
    canvas.text(where.right() + canvas.px(7), room.center().y(), words, Type.META, "text2")
    canvas.take(room)


def paint_nothing(canvas: Canvas, top: float, bottom: float) -> None:
    """What the chart will hold, where there is nothing yet."""
    words = _("Nothing is recorded yet. Medicines, side effects, risk, scores and results appear here over time.")
    edge = canvas.px(MARGIN)
    box = QRectF(edge, top + (bottom - top) / 4, canvas.axis.right + canvas.axis.left - 2 * edge, bottom)
    how = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
    canvas.painter.setFont(canvas.look.font(Type.BODY))
    told = canvas.painter.boundingRect(box, how, words)
    canvas.fill(told.adjusted(-edge / 2, -edge / 2, edge / 2, edge / 2), "surface")
    canvas.painter.setPen(canvas.colour("text2"))
    canvas.painter.drawText(box, how, words)


def paint_right_heading(canvas: Canvas, words: str) -> None:
    """Over the values: now, or the day of the focus line."""
    left = canvas.axis.right + canvas.px(VALUE_GAP)
    canvas.text(left, canvas.px(AXIS) + canvas.px(CARE) / 2 - 1, words, Type.META, "text2", STRONG)


def paint_out_of_view(canvas: Canvas, words: str, box: QRectF) -> None:
    """Which rows are above or below what is seen (MED-17, TL-07)."""
    canvas.fill(box, "surface", None)
    canvas.line(box.left(), box.top(), box.right(), box.top(), "border")
    room = box.width() - canvas.px(2 * MARGIN)
    shown = metrics_of(Type.META, STRONG, canvas.look.scale).elidedText(words, Qt.TextElideMode.ElideRight, room)
    middle = box.center().y() - (_ABOVE_RING if canvas.look.tokens.contrast else 0)
    canvas.text(box.left() + canvas.px(MARGIN), middle, shown, Type.META, "accent", STRONG)
