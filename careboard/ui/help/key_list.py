"""Shortcuts as a list to read: keys at the left, what they do beside them, grouped by where they act."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from careboard.ui.help.shortcuts import Where, of
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label


class KeyList(QWidget):
    """The shortcuts of some places; one place alone needs no heading."""

    def __init__(self, places: Sequence[Where], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look().px(16))
        grid.setVerticalSpacing(look().px(6))
        grid.setColumnStretch(1, 1)
        for where in places:
            if len(places) > 1:
                grid.addWidget(Label(where.value, Type.HEADLINE), grid.rowCount(), 0, 1, 2)
            for one in of(where):
                row = grid.rowCount()
                keys, does = Label(one.shown, Type.VALUE, wrap=True), Label(one.does, Type.BODY, "text2", wrap=True)
                keys.setMinimumWidth(look().px(96))
                grid.addWidget(keys, row, 0)
                grid.addWidget(does, row, 1)
