"""The fonts of all paper: Inter, embedded, the same files as on the screen.

They are registered once; every document names them by the constants here.
"""

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from careboard.assets import resource

REGULAR, MEDIUM, BOLD, ITALIC = "Inter", "Inter-Medium", "Inter-SemiBold", "Inter-Italic"
_FILES = {
    REGULAR: "Inter-Regular.ttf",
    MEDIUM: "Inter-Medium.ttf",
    BOLD: "Inter-SemiBold.ttf",
    ITALIC: "Inter-Italic.ttf",
}


@cache
def load_fonts() -> None:
    """Make the fonts known to ReportLab."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
        pdfmetrics.registerFontFamily(name, normal=name, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
