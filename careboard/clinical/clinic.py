"""What the clinic says about itself, in its own stream: programs, settings, templates, the names of its staff.

A later one replaces an earlier one of the same name (a program, a template), setting or member.
"""

from dataclasses import dataclass
from decimal import Decimal

from careboard.clinical.checks import (
    need,
    need_above_zero,
    need_all_words,
    need_clock,
    need_id,
    need_name,
    need_words,
    refuse,
)
from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.episode import LevelOfCare
from careboard.clinical.note import NoteType
from careboard.clinical.people import Discipline
from careboard.clinical.values import MemberId


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours on one day of the week, from and to, in the clinic's own time ("09:00")."""

    day: DayOfWeek
    starts: str
    ends: str

    def __post_init__(self) -> None:
        need_clock(self.starts)
        need_clock(self.ends)
        refuse(self.ends <= self.starts, "Hours end after they start.")


@dataclass(frozen=True, slots=True)
class Program:
    """A program of the clinic: what it treats, when, in which tracks. `part2`: 42 CFR part 2 applies to it."""

    name: str
    level: LevelOfCare
    disorders: tuple[str, ...]
    hours: tuple[Hours, ...]
    tracks: tuple[str, ...] = ()
    weekly_hours: Decimal | None = None
    part2: bool = False
    active: bool = True

    def __post_init__(self) -> None:
        need_words(self.name, "A program has a name.")
        need(self.disorders, "A program says what it treats.")
        need(self.hours, "A program says when it meets.")
        need_all_words((*self.disorders, *self.tracks), "A disorder or track is named in words.")
        need_above_zero(self.weekly_hours, "Weekly hours are more than zero.")


@dataclass(frozen=True, slots=True)
class SiteSetting:
    """One decision of the clinic, by its name in lower-case words joined by hyphens, such as "time-zone".

    The value is text, JSON where it is more than one thing; an empty value returns to the program's default.
    """

    setting: str
    value: str

    def __post_init__(self) -> None:
        need_name(self.setting, "A setting is named in lower-case words joined by hyphens.")


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A heading of a template, and what to write under it."""

    heading: str
    prompt: str = ""

    def __post_init__(self) -> None:
        need_words(self.heading, "A section of a template has a heading.")


@dataclass(frozen=True, slots=True)
class Template:
    """The form of a note, such as SOAP or DAP, for a discipline."""

    name: str
    discipline: Discipline
    note_type: NoteType
    sections: tuple[TemplateSection, ...]
    active: bool = True

    def __post_init__(self) -> None:
        need_words(self.name, "A template has a name.")
        need(self.sections, "A template has one section at least.")
        headings = [section.heading for section in self.sections]
        refuse(len(set(headings)) != len(headings), "Two sections of a template have the same heading.")


@dataclass(frozen=True, slots=True)
class MemberProfile:
    """The name of a member, sealed here because the registry holds none; `discipline` overrides that of the role."""

    member: MemberId
    name: str
    credentials: str = ""
    discipline: Discipline | None = None

    def __post_init__(self) -> None:
        need_id(self.member)
        need_words(self.name, "A member has a name.")
