"""The single keys of the caseload, which act only while table or board has the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

BOARD, TABLE, INITIALS, MOVE, CLEAR, FIND = (
    Qt.Key.Key_B,
    Qt.Key.Key_T,
    Qt.Key.Key_P,
    Qt.Key.Key_M,
    Qt.Key.Key_0,
    Qt.Key.Key_Slash,
)
KEYS = (BOARD, TABLE, INITIALS, MOVE, CLEAR, FIND)


def belongs_to_the_page(event: QKeyEvent) -> bool:
    """Is it one of these keys? A list would search for a row that begins so."""
    plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    return plain and (event.key() in KEYS or event.text() == "/")
