"""The colours and sizes of all paper: the light tokens of the screens, on white.

Nothing is said by colour alone, so that a copy that was faxed says the same.
"""

from dataclasses import dataclass
from typing import Final

TEXT: Final = "#17202B"
BODY: Final = "#465364"
FAINT: Final = "#5D6979"
RULE: Final = "#D9DFE7"
STRONG_RULE: Final = "#7C8796"
PANEL: Final = "#F6F8FA"
ACCENT: Final = "#0B57D0"
DANGER, DANGER_TINT = "#A4161A", "#FDECEA"
WARN, WARN_TINT, WARN_LINE = "#7A4A00", "#FFF4DC", "#E3B04B"
DOSES: Final = ("#B4C2D8", "#7E93B5", "#4A628C", "#2B3F63")
BANDS: Final = ("#FBFAF9", "#FAF5F2", "#F9EFEA", "#F8E8E2", "#F7E0D9")  # one hue, darker with the severity


@dataclass(frozen=True, slots=True)
class Type:
    """Sizes of one copy in points: a patient reads larger letters than a clinician."""

    body: float
    leading: float
    label: float
    heading: float
    title: float
    label_column: float

    def scaled(self, by: float) -> "Type":
        """The same at another size."""
        return Type(
            body=self.body * by,
            leading=self.leading * by,
            label=self.label * by,
            heading=self.heading * by,
            title=self.title * by,
            label_column=self.label_column,
        )


CLINICIAN = Type(body=9, leading=12.6, label=8, heading=11, title=17, label_column=118)
PATIENT = Type(body=11, leading=16, label=9.5, heading=13, title=19, label_column=132)
