"""The visual tokens: every colour of the screens by its use, in light, dark and high contrast (decision 0015).

No screen names a colour of its own; a pair of text and ground that stands here meets its contrast.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from careboard.clinical.discipline import Discipline


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as #RRGGBB. `dark` and `contrast` tell what kind of theme it is."""

    name: str
    dark: bool
    contrast: bool
    bg: str
    surface: str
    surface2: str
    sunken: str
    text1: str
    text2: str
    text3: str
    hint: str
    border: str
    border_strong: str
    accent: str
    on_accent: str
    accent_tint: str
    unread: str
    danger: str
    danger_tint: str
    warn: str
    warn_tint: str
    warn_line: str
    ok: str
    ok_tint: str
    psychiatry: str
    psychiatry_tint: str
    counseling: str
    counseling_tint: str
    nutrition: str
    nutrition_tint: str
    medical: str
    medical_tint: str
    coordination: str
    coordination_tint: str
    dose: tuple[str, str, str, str]
    side_effect: str
    side_effect_tint: str
    care: tuple[str, str, str]
    bands: tuple[str, str, str, str, str]
    normal: str
    future: str
    grid: str
    grid_major: str
    nav: str
    nav_text: str
    nav_selected: str
    nav_badge: str

    def discipline(self, discipline: "Discipline") -> tuple[str, str]:
        """The colour of a discipline, and the tint that goes with it."""
        return getattr(self, discipline.value), getattr(self, f"{discipline.value}_tint")


LIGHT = Tokens(
    name="light", dark=False, contrast=False,
    bg="#EEF1F5", surface="#FFFFFF", surface2="#F6F8FA", sunken="#E6EAF0",
    text1="#17202B", text2="#465364", text3="#5D6979", hint="#5D6979", border="#D9DFE7", border_strong="#7C8796",
    accent="#0B57D0", on_accent="#FFFFFF", accent_tint="#E6F0FC", unread="#F4F8FE",
    danger="#A4161A", danger_tint="#FDECEA", warn="#7A4A00", warn_tint="#FFF4DC", warn_line="#E3B04B",
    ok="#0B5B3B", ok_tint="#E4F5EC",
    psychiatry="#0067C2", psychiatry_tint="#E5F0FB", counseling="#C2256E", counseling_tint="#FBE8F1",
    nutrition="#005F4B", nutrition_tint="#E0F3EE", medical="#855800", medical_tint="#FBF0DA",
    coordination="#4A5568", coordination_tint="#EAEDF2",
    dose=("#B4C2D8", "#7E93B5", "#4A628C", "#2B3F63"), side_effect="#B84E12", side_effect_tint="#F7DCC9",
    care=("#E9E6E0", "#CFC7B8", "#6A604E"),
    bands=("#FBFAF9", "#FAF5F2", "#F9EFEA", "#F8E8E2", "#F7E0D9"), normal="#EDF6F1",
    future="#F2F4F7", grid="#E4E9EF", grid_major="#CDD5DF", nav="#18222F", nav_text="#C6D0DC", nav_selected="#2A3A4F",
    nav_badge="#E3B04B",
)  # fmt: skip

DARK = Tokens(
    name="dark", dark=True, contrast=False,
    bg="#0F1318", surface="#181E26", surface2="#1E2530", sunken="#0B0F14",
    text1="#E8EDF3", text2="#B4BFCC", text3="#98A5B5", hint="#98A5B5", border="#2C3542", border_strong="#6F7C8C",
    accent="#8AB8FF", on_accent="#0B1420", accent_tint="#1B2E4A", unread="#18222F",
    danger="#FF8A80", danger_tint="#3A1E1E", warn="#FFCF70", warn_tint="#3A2E14", warn_line="#A67C2D",
    ok="#6FDDAA", ok_tint="#143026",
    psychiatry="#A6DAFF", psychiatry_tint="#1B3448", counseling="#E68AB5", counseling_tint="#3A2030",
    nutrition="#4BA678", nutrition_tint="#14301F", medical="#FFD980", medical_tint="#3A2F12",
    coordination="#A7B1C0", coordination_tint="#262E39",
    dose=("#3D4E68", "#5C7399", "#86A0CB", "#B9CDF0"), side_effect="#F2935C", side_effect_tint="#4A2A17",
    care=("#2A2723", "#4A4439", "#C3B79F"),
    bands=("#1B1D22", "#201C1F", "#271D1D", "#2D1E1C", "#34201C"), normal="#15261F",
    future="#141A21", grid="#252D38", grid_major="#364150", nav="#0B0F14", nav_text="#98A5B5", nav_selected="#1F2A38",
    nav_badge="#E3B04B",
)  # fmt: skip

_BLACK, _WHITE, _YELLOW = "#000000", "#FFFFFF", "#FFD400"
_GREY = "#B5B5B5"  # 10:1 on black: what is hinted at in a field is not to be taken for what was typed

CONTRAST = Tokens(
    name="contrast", dark=True, contrast=True,
    bg=_BLACK, surface=_BLACK, surface2=_BLACK, sunken=_BLACK,
    text1=_WHITE, text2=_WHITE, text3=_WHITE, hint=_GREY, border=_WHITE, border_strong=_WHITE,
    accent=_YELLOW, on_accent=_BLACK, accent_tint=_BLACK, unread=_BLACK,
    danger=_WHITE, danger_tint=_BLACK, warn=_WHITE, warn_tint=_BLACK, warn_line=_WHITE, ok=_WHITE, ok_tint=_BLACK,
    psychiatry=_WHITE, psychiatry_tint=_BLACK, counseling=_WHITE, counseling_tint=_BLACK,
    nutrition=_WHITE, nutrition_tint=_BLACK, medical=_WHITE, medical_tint=_BLACK,
    coordination=_WHITE, coordination_tint=_BLACK,
    dose=(_BLACK, _BLACK, _BLACK, _BLACK), side_effect=_WHITE, side_effect_tint=_BLACK,
    care=(_BLACK, _BLACK, _BLACK), bands=(_BLACK, _BLACK, _BLACK, _BLACK, _BLACK), normal=_BLACK,
    future=_BLACK, grid="#454545", grid_major="#767676", nav=_BLACK, nav_text=_WHITE, nav_selected=_BLACK,
    nav_badge=_WHITE,
)  # fmt: skip

THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def text_on(ground: str) -> str:
    """Black or white, whichever is read better on a ground."""
    return _BLACK if contrast(_BLACK, ground) >= contrast(_WHITE, ground) else _WHITE


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
