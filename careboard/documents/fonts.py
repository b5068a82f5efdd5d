"""The fonts of all paper: Inter, embedded, the same files as on the screen.

They are registered once; every document names them by the constants here.
"""

from functools import cache, lru_cache
from unicodedata import normalize

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from careboard.assets import resource

REGULAR, MEDIUM, BOLD, HEAVY = "Inter", "Inter-Medium", "Inter-SemiBold", "Inter-Bold"
NO_GLYPH = "\N{WHITE SQUARE}"
_FILES = {
    REGULAR: "Inter-Regular.ttf",
    MEDIUM: "Inter-Medium.ttf",
    BOLD: "Inter-SemiBold.ttf",
    HEAVY: "Inter-Bold.ttf",
}


@cache
def load_fonts() -> None:
    """Make the fonts known to ReportLab."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
        pdfmetrics.registerFontFamily(name, normal=name, bold=BOLD, italic=name, boldItalic=BOLD)


@lru_cache(maxsize=20_000)
def width_of_word(word: str, font: str) -> float:
    """How wide a word is at one point of size; the fonts must be loaded."""
    width: float = pdfmetrics.stringWidth(word, font, 1)
    return width


def printable(text: str) -> str:
    """The text with a square for each letter that the fonts cannot draw; accents are joined to their letters."""
    if text.isascii():
        return text
    glyphs = _glyphs()
    composed = normalize("NFC", text)
    return "".join(letter if ord(letter) in glyphs or letter.isspace() else NO_GLYPH for letter in composed)


def all_printable(text: str) -> bool:
    """Can the fonts draw every letter of it?"""
    return text.isascii() or all(ord(letter) in _glyphs() or letter.isspace() for letter in normalize("NFC", text))


@cache
def _glyphs() -> frozenset[int]:
    load_fonts()
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)
