"""Tips: what somebody wrote is shown in them as it was written, whatever it looks like."""

from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QWidget


def tell_in_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tip; Qt would obey what looks like HTML in it."""
    widget.setToolTip(f"<qt>{escape(text)}</qt>" if Qt.mightBeRichText(text) else text)
