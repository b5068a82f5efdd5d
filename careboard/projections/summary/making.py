"""One copy of a summary in the making: from which chart, for whom, in which language, with what a person added.

On a patient's copy every free text is looked at: one that nobody translated, or that tells a blind weight, waits for
a person.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from careboard.clinical.dosage import Dosage
from careboard.clinical.entry import Entry
from careboard.clinical.episode import Admission
from careboard.clinical.paper import Audience
from careboard.clinical.values import NOT_RECORDED, Coded, EntryId, Period, Precision, When
from careboard.projections.chart import Chart
from careboard.projections.moments import first_day
from careboard.projections.summary.additions import Additions, Instead, Section
from careboard.projections.summary.parts import Block
from careboard.projections.wording import times
from careboard.projections.wording.voice import Line, Voice

ENGLISH, SPANISH = "en", "es"
_UNITS = r"kg|kgs|kilos?|kilograms?|kilogramos?|lbs?|pounds?|libras?|stones?"
_WORDS = (
    r"weigh\w*|wt|bmi|imc|peso|pesa\w*|body mass|masa corporal|percentiles?|percentil|ibw|(?:the|her|his|their) scale"
)
_TENS = (
    r"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|veinte|treinta|cuarenta|cincuenta|sesenta|setenta"
    r"|ochenta|noventa|cien|ciento"
)
_SMALL = (
    r"half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|medio|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez"
)
_MUCH = rf"(?:\d|\b(?:{_TENS}|sixteen|seventeen|eighteen|nineteen)\b)"
# A number beside a word that tells of weight; a person decides what becomes of the text.
_TELLS_WEIGHT = re.compile(
    rf"(?:\d[\d.,]*|\b(?:{_TENS}|{_SMALL}))[\s-]*(?:{_UNITS})\b|\d\s*#(?!\d)"
    rf"|\b(?:{_WORDS})\b[^.;\n]{{0,40}}{_MUCH}|{_MUCH}[^.;\n]{{0,40}}\b(?:{_WORDS})\b",
    re.IGNORECASE,
)
_INSTEAD = {
    Instead.NONE: "None: {reason}",
    Instead.REFUSED: "Refused: {reason}",
    Instead.LEFT: "Left before completion: {reason}",
}


def tells_weight(text: str) -> bool:
    """Does a number stand beside a word about weight?"""
    return _TELLS_WEIGHT.search(text) is not None


class Making:
    """The chart, the reader of the copy, and the free texts that still wait for a person."""

    def __init__(self, chart: Chart, audience: Audience, language: str, additions: Additions, signer: str = "") -> None:
        self.chart = chart
        self.signer = signer
        self.record = chart.record
        self.audience = audience
        self.additions = additions
        self.voice = Voice(language, chart.zone, chart.record.names)
        self.waiting: dict[str, str] = {}
        self.admission = chart.record.latest(Admission)

    @property
    def for_patient(self) -> bool:
        """Is it the patient's copy?"""
        return self.audience is Audience.PATIENT

    @property
    def hides_weight(self) -> bool:
        """Must nothing of the weight be in it?"""
        return self.for_patient and self.chart.person.blind_weight

    def free(self, text: str) -> str:
        """A text that somebody wrote, as it may stand on this copy; what waits for a person is noted."""
        if not self.for_patient or not text.strip():
            return text
        if text in self.additions.wordings:
            return self.additions.wordings[text]
        if self.voice.language == SPANISH:
            self.waiting[text] = "it is not translated"
        elif self.hides_weight and tells_weight(text):
            self.waiting[text] = "it may tell the weight"
        return text

    def dosage(self, how: Dosage | None) -> Dosage | None:
        """A dosage with its free words as they may stand on this copy."""
        if how is None or not self.for_patient:
            return how
        text = self.free(how.text) if not how.confirmed else how.text
        reason, instructions = self.free(how.as_needed_for), self.free(how.instructions)
        return replace(how, text=text or NOT_RECORDED, as_needed_for=reason, instructions=instructions)

    def coded(self, thing: Coded) -> Coded:
        """A coded thing by its words; a patient's copy has no codes."""
        return Coded(self.free(thing.text) or NOT_RECORDED) if self.for_patient else thing

    def line(self, label: str, text: str) -> Line:
        """A line with a label of ours and a text that somebody wrote."""
        return Line(self.voice(label) if label else "", self.free(text))

    def when(self, at: When | None) -> str:
        """A time on this copy: long for a patient, short for a clinician."""
        if at is None or not self.for_patient:
            return times.when(at, self.voice)
        return times.long_when(at, self.voice)

    def day(self, at: When | None) -> str:
        """The day of a time, without its hour."""
        return (
            self.when(at).rpartition(" ")[0].rstrip(",") if at and at.precision is Precision.INSTANT else self.when(at)
        )

    def period(self, over: Period | None) -> str:
        """From when until when."""
        return times.period(over, self.voice)

    def in_stay(self, entry: Entry) -> bool:
        """Was it true since the last admission? Without one, the whole record is the stay."""
        return self.begun is None or entry.order[0] >= self.begun

    def first_instant(self, at: When, entry: EntryId) -> datetime:
        """When it begins to be true; where nobody said, when its entry does."""
        return at.first_instant or self.record.by_id[entry].order[0]

    def within_stay(self, at: When) -> bool:
        """Does it lie in the stay by its own day, whenever it was recorded?"""
        first = at.first_instant
        return self.begun is None or (first is not None and first >= self.begun)

    def after_admission_day(self, entry: Entry) -> bool:
        """Was it true on a later day than that of the admission?"""
        return self.admission is None or self._day_of(entry) > self._day_of(self.admission.entry)

    def _day_of(self, entry: Entry) -> date:
        return first_day(entry.at, self.chart.zone) or entry.order[0].astimezone(self.chart.zone).date()

    @property
    def begun(self) -> datetime | None:
        """When the stay began."""
        return self.admission.entry.order[0] if self.admission else None

    def added(self, section: Section) -> Iterable[Line]:
        """What a person wrote for a section, or why there is nothing."""
        words = self.additions.sections.get(section)
        if words is not None:
            text = self.free(words.text)
            yield Line("", self.voice(_INSTEAD[words.instead], reason=text) if words.instead else text)


def block(making: Making, key: str, heading: str, lines: Iterable[Line]) -> Block:
    """A block of what there is."""
    return Block(key, making.voice(heading), present(lines))


def present(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that say something."""
    return tuple(line for line in lines if line.text.strip())
