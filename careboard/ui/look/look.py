"""The look in force: tokens, text size, fonts; one for the whole application, changed in one place.

A widget asks when it paints, so that a change of theme or text size needs no more than a repaint and a new layout.
"""

from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from types import FunctionType

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from careboard.assets import resource
from careboard.ui.look.tokens import LIGHT, THEMES, Tokens

FAMILY = "Inter"
SMALLEST, LARGEST = 0.9, 2.0
DENSE = 0.82  # of the height of a row, in which two lines of text still have room
_FEATURES = ("cv05", "cv08")  # an l with a tail, an I with serifs
_TABULAR = "tnum"  # figures of one width; Inter widens the hyphen with them, which tears dates apart: doses alone


class Type(Enum):
    """The roles of text: pixels at 100%, weight, line height (decision 0015)."""

    NAME = (22, 600, 28)
    TITLE = (17, 600, 24)
    HEADLINE = (15, 600, 22)
    BODY = (14, 400, 20)
    VALUE = (14, 600, 20)
    DOSE = (14, 700, 20)
    LABEL = (13, 500, 18)
    STRONG_LABEL = (13, 600, 18)
    META = (12, 400, 16)
    STRONG_META = (12, 600, 16)


@dataclass(frozen=True, slots=True)
class Look:
    """Colours and text size, 0.9 to 2.0; `dense`: do the rows of lists stand close together?"""

    tokens: Tokens = LIGHT
    scale: float = 1.0
    dense: bool = False

    def px(self, pixels: float) -> int:
        """A length in pixels at 100%, at this text size."""
        return max(1, round(pixels * self.scale))

    def row(self, pixels: float) -> int:
        """The height of a row of a list in pixels at 100%, at this text size and density."""
        return self.px(pixels * (DENSE if self.dense else 1))

    @property
    def outline(self) -> int:
        """How wide the outline of a control, a card or a chip is, in pixels: thicker in high contrast."""
        return 2 if self.tokens.contrast else 1

    def font(self, role: Type) -> QFont:
        """The font of a role of text; whoever underlines it underlines no other text."""
        return QFont(_font(role, self.scale))

    def line(self, role: Type) -> int:
        """The height of a line of a role of text, in pixels."""
        return self.px(role.value[2])

    def colour(self, name: str) -> QColor:
        """A token by its name, such as "text2"."""
        return QColor(getattr(self.tokens, name))


@dataclass(slots=True)
class _InForce:
    look: Look = field(default_factory=Look)


_in_force = _InForce()


def look() -> Look:
    """The look in force."""
    return _in_force.look


def apply(new: Look) -> None:
    """Let the whole application look so: palette and font; every widget hears of it by its `changeEvent`."""
    _in_force.look = Look(new.tokens, min(max(new.scale, SMALLEST), LARGEST), new.dense)
    _font.cache_clear()
    if isinstance(application := QApplication.instance(), QApplication):
        load_fonts()
        application.setFont(look().font(Type.BODY))
        application.setPalette(palette(look().tokens))
        for widget in QApplication.allWidgets():
            if isinstance(type(widget).changeEvent, FunctionType):  # one of ours; Qt tells the application alone
                widget.changeEvent(QEvent(QEvent.Type.ApplicationPaletteChange))


def named(theme: str, scale: float = 1.0, *, dense: bool = False) -> Look:
    """The look of a theme by its name: light, dark, contrast, or system, which is what the computer wishes for."""
    if theme == "system":
        hints = QGuiApplication.styleHints()  # held: PySide forgets what hangs on it as soon as nobody holds it
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return Look(THEMES["contrast"], scale, dense)
        dark = hints.colorScheme().name == "Dark"
        return Look(THEMES["dark" if dark else "light"], scale, dense)
    return Look(THEMES[theme], scale, dense)


@cache
def load_fonts() -> None:
    """Make Inter known to Qt; the same files go into every PDF."""
    for file in sorted(resource("fonts").glob("Inter-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@cache
def _font(role: Type, scale: float) -> QFont:
    pixels, weight, _ = role.value
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(pixels * scale)))
    font.setWeight(QFont.Weight(weight))
    for feature in (*_FEATURES, _TABULAR) if role is Type.DOSE else _FEATURES:
        font.setFeature(QFont.Tag(feature), 1)
    return font


_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text1",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface2",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text1",
    QPalette.ColorRole.PlaceholderText: "hint",
    QPalette.ColorRole.Text: "text1",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text1",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "surface2",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
}


def palette(tokens: Tokens) -> QPalette:
    """Qt's palette in these colours."""
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, QColor(getattr(tokens, token)))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return made
