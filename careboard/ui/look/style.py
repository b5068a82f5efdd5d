"""The style that draws Qt's own controls in our tokens: fields, buttons, boxes, focus rings, scroll bars.

A control is told apart by its outline, which has 3:1 on every ground; focus is a ring of 2 px, never colour alone. In
high contrast outlines are 2 px, focus is 3 px with a black gap within, and what is filled is white with black words.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QTableView,
    QWidget,
)
from typing_extensions import override

from careboard.ui.look.icons import paint_icon
from careboard.ui.look.look import look

if TYPE_CHECKING:
    from careboard.ui.look.tip_manners import TipManners

RADIUS = 6
RING = 3  # px of the ring of focus in high contrast
CELL = 11  # px at 100% on either side of the words in a cell of a table
ARROW = 19  # px at 100% in which the arrow of a choice stands, at its right edge
ICON_GAP = 7  # px at 100% between the icon of a button and its words
_ON = {"primary": "on_accent", "danger": "surface"}  # what stands on the colour that fills a button
_METRICS = {
    QStyle.PixelMetric.PM_ScrollBarExtent: 10,
    QStyle.PixelMetric.PM_IndicatorWidth: 18,
    QStyle.PixelMetric.PM_IndicatorHeight: 18,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: 18,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: 18,
    QStyle.PixelMetric.PM_SmallIconSize: 18,
    QStyle.PixelMetric.PM_ButtonIconSize: 18,
    QStyle.PixelMetric.PM_CheckBoxLabelSpacing: 8,
    QStyle.PixelMetric.PM_RadioButtonLabelSpacing: 8,
    QStyle.PixelMetric.PM_LayoutHorizontalSpacing: 8,
    QStyle.PixelMetric.PM_LayoutVerticalSpacing: 8,
}


class Style(QProxyStyle):
    """Fusion, but for what carries our tokens."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.manners: TipManners | None = None

    @override
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in _METRICS:
            return look().px(_METRICS[metric])
        if metric in (QStyle.PixelMetric.PM_ButtonShiftHorizontal, QStyle.PixelMetric.PM_ButtonShiftVertical):
            return 0
        if metric is QStyle.PixelMetric.PM_FocusFrameHMargin and isinstance(widget, QTableView):
            return look().px(CELL)
        if metric is QStyle.PixelMetric.PM_ToolTipLabelFrameWidth and widget is not None and self.manners is not None:
            self.manners.watch(widget)  # a tip asks for it when it is made, and is told to nobody else
        if metric is QStyle.PixelMetric.PM_DefaultFrameWidth:
            around = look().outline if isinstance(widget, QAbstractItemView) else 1
            return 3 if isinstance(widget, QPlainTextEdit | QListView) else around  # room for ring and round corners
        return super().pixelMetric(metric, option, widget)

    @override
    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        made = super().sizeFromContents(kind, option, size, cast("QWidget", widget))  # None is allowed
        if kind is QStyle.ContentsType.CT_ComboBox:
            return QSize(made.width() + look().px(20), max(made.height(), look().px(36)))
        if kind in (QStyle.ContentsType.CT_LineEdit, QStyle.ContentsType.CT_SpinBox):
            return made.expandedTo(QSize(0, look().px(36)))
        if kind is QStyle.ContentsType.CT_PushButton:
            return QSize(size.width() + look().px(28), max(size.height() + look().px(8), look().px(32)))
        return made

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        match element:
            case QStyle.PrimitiveElement.PE_PanelLineEdit | QStyle.PrimitiveElement.PE_FrameLineEdit:
                if widget is None or widget.property("bare") is not True:
                    _field(painter, option)
            case QStyle.PrimitiveElement.PE_FrameFocusRect:
                focus_ring(painter, QRectF(option.rect))
            case QStyle.PrimitiveElement.PE_PanelButtonCommand:
                _button(painter, option, str(widget.property("kind") or "") if widget else "")
            case QStyle.PrimitiveElement.PE_IndicatorCheckBox:
                _box(painter, option, radius=4)
            case QStyle.PrimitiveElement.PE_IndicatorRadioButton:
                _box(painter, option, radius=look().px(9))
            case QStyle.PrimitiveElement.PE_Frame:
                _field(painter, option)
            case _:
                super().drawPrimitive(element, option, painter, widget)

    @override
    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element is QStyle.ControlElement.CE_PushButtonLabel and isinstance(option, QStyleOptionButton) and widget:
            _label(painter, option, _button_text(widget, option))
        else:
            super().drawControl(element, option, painter, widget)

    @override
    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control is QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            self._scroll_bar(option, painter, widget)
        elif control is QStyle.ComplexControl.CC_ComboBox:
            _field(painter, option)
            box = self.subControlRect(control, option, QStyle.SubControl.SC_ComboBoxArrow, widget)
            side = look().px(16)
            where = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            paint_icon(painter, "chevron-down", look().colour("text2"), where)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _scroll_bar(self, option: QStyleOptionSlider, painter: QPainter, widget: QWidget | None) -> None:
        if option.maximum <= option.minimum:
            return  # all is in sight
        slider = QRectF(
            self.subControlRect(
                QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, widget
            )
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look().colour("border_strong"))
        slider.adjust(1.5, 1.5, -1.5, -1.5)
        round_by = min(slider.width(), slider.height()) / 2
        painter.drawRoundedRect(slider, round_by, round_by)
        painter.restore()

    @override
    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        lines = (QStyle.SubControl.SC_ScrollBarAddLine, QStyle.SubControl.SC_ScrollBarSubLine)
        if control is QStyle.ComplexControl.CC_ScrollBar and part in lines:
            return QRect()
        made = super().subControlRect(control, option, part, cast("QWidget", widget))
        if control is QStyle.ComplexControl.CC_ComboBox and part is QStyle.SubControl.SC_ComboBoxEditField:
            return made.adjusted(look().px(7), 0, -look().px(7), 0)
        if control is QStyle.ComplexControl.CC_ComboBox and part is QStyle.SubControl.SC_ComboBoxArrow:
            return made.adjusted(made.width() - look().px(ARROW), 0, 0, 0)
        return made


def focus_ring(painter: QPainter, box: QRectF, radius: float = RADIUS, colour: QColor | None = None) -> None:
    """The ring around what has the keyboard: 2 px, or 3 px with a black gap of 1 px within in high contrast."""
    now = look()
    if now.tokens.contrast:
        _stroke(painter, box.adjusted(RING, RING, -RING, -RING), now.colour("bg"), 1, max(radius - 2, 1))
        _stroke(painter, box, now.colour("accent"), RING, radius)
    else:
        _stroke(painter, box, colour or now.colour("accent"), 2, radius)


def _stroke(painter: QPainter, box: QRectF, line: QColor, width: float, radius: float) -> None:
    outline(painter, box, line, None, radius, width)


def outline(
    painter: QPainter,
    box: QRectF,
    line: QColor,
    fill: QColor | None = None,
    radius: float = RADIUS,
    width: float | None = None,
    *,
    dashed: bool = False,
) -> None:
    """A box, perhaps filled, with an outline within its edges, as wide as the look asks for or as it is told."""
    width = look().outline if width is None else width
    inset = width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)
    if fill is not None:
        painter.fillPath(path, fill)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(line, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    painter.drawPath(path)
    painter.restore()


def row_ground(painter: QPainter, box: QRectF, *, chosen: bool, otherwise: str = "surface") -> None:
    """The ground of a row, or of one cell of it: a tint where it is chosen, or lines above and below without tints."""
    now = look()
    painter.fillRect(box, now.colour("accent_tint" if chosen else otherwise))
    if chosen and now.tokens.contrast:
        for top in (box.top(), box.bottom() - RING):
            painter.fillRect(QRectF(box.left(), top, box.width(), RING), now.colour("accent"))


def _off(*, enabled: bool) -> bool:
    """Is it to be told by a broken outline that a control cannot be used? Other looks tell it by a paler one."""
    return not enabled and look().tokens.contrast


def _field(painter: QPainter, option: QStyleOption) -> None:
    state, box = option.state, QRectF(option.rect)
    enabled, focused = bool(state & QStyle.StateFlag.State_Enabled), state & QStyle.StateFlag.State_HasFocus
    fill = look().colour("surface" if enabled else "surface2")
    outline(painter, box, look().colour("border_strong" if enabled else "border"), fill, dashed=_off(enabled=enabled))
    if focused:
        focus_ring(painter, box)


def _button(painter: QPainter, option: QStyleOption, kind: str) -> None:
    state, box, now = option.state, QRectF(option.rect), look()
    enabled, down = bool(state & QStyle.StateFlag.State_Enabled), bool(state & QStyle.StateFlag.State_Sunken)
    on, over = bool(state & QStyle.StateFlag.State_On), bool(state & QStyle.StateFlag.State_MouseOver)
    strong = now.tokens.contrast
    filled = "text1" if strong and (on or kind in _ON) else {"primary": "accent", "danger": "danger"}.get(kind)
    if kind == "quiet":
        if down or over:
            outline(painter, box, now.colour("border" if strong else "sunken"), now.colour("sunken"))
    elif filled and enabled:
        colour = now.colour("accent" if strong and down else filled)
        outline(painter, box, colour, colour.darker(112) if (down or over) and not strong else colour)
    else:
        ground = "accent_tint" if on else "sunken" if down or over else "surface"
        line = "accent" if on else "border_strong" if enabled else "border"
        outline(painter, box, now.colour(line), now.colour(ground), dashed=_off(enabled=enabled))
    if state & QStyle.StateFlag.State_HasFocus:
        _button_ring(painter, box, kind)


def _button_ring(painter: QPainter, box: QRectF, kind: str) -> None:
    """Around a button, or within the colour that fills it."""
    if kind in _ON and not look().tokens.contrast:
        focus_ring(painter, box.adjusted(2, 2, -2, -2), RADIUS - 2, look().colour(_ON[kind]))
    else:
        focus_ring(painter, box)


def _label(painter: QPainter, option: QStyleOptionButton, colour: QColor) -> None:
    """Icon and words in the middle, as far from each other as the text is large."""
    box, side = QRectF(option.rect), 0 if option.icon.isNull() else option.iconSize.width()
    gap = look().px(ICON_GAP) if side and option.text else 0
    words = option.fontMetrics.size(Qt.TextFlag.TextShowMnemonic, option.text).width()
    left = box.left() + max((box.width() - side - gap - words) / 2, 0)
    if side:
        option.icon.paint(painter, QRectF(left, box.center().y() - side / 2, side, side).toAlignedRect())
    painter.setPen(colour)
    rest = QRectF(left + side + gap, box.top(), box.right() - left - side - gap, box.height())
    painter.drawText(rest, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic), option.text)


def _button_text(widget: QWidget, option: QStyleOptionButton) -> QColor:
    kind = widget.property("kind")
    state = option.state
    if not state & QStyle.StateFlag.State_Enabled:
        return look().colour("text3")
    if kind in _ON:
        return look().colour(_ON[str(kind)])
    if look().tokens.contrast and state & QStyle.StateFlag.State_On and kind != "quiet":
        return look().colour("surface")
    if kind == "quiet" or state & QStyle.StateFlag.State_On:
        return look().colour("accent")
    return look().colour("text1")


def _box(painter: QPainter, option: QStyleOption, radius: float) -> None:
    state, box = option.state, QRectF(option.rect)
    on, part = bool(state & QStyle.StateFlag.State_On), bool(state & QStyle.StateFlag.State_NoChange)
    chosen, off = on or part, _off(enabled=bool(state & QStyle.StateFlag.State_Enabled))
    line, ground = ("accent", "accent") if chosen else ("border_strong", "surface")
    width = max(1.5, look().outline)
    outline(painter, box, look().colour(line), look().colour(ground), radius, width, dashed=off)
    if on:
        side = box.width() * 0.8
        where = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
        paint_icon(painter, "check", look().colour("on_accent"), where)
    elif part:
        painter.fillRect(box.adjusted(5, box.height() / 2 - 1, -5, -box.height() / 2 + 1), look().colour("on_accent"))
    if state & QStyle.StateFlag.State_HasFocus:
        focus_ring(painter, box.adjusted(-2, -2, 2, 2), radius + 2)
