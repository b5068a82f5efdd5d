"""What the sample clinic decided about itself: its programs, its settings, and a note template of its own.

Hours and tracks are invented; the crisis lines are the ones that anybody in the United States can reach.
"""

from decimal import Decimal

from careboard.clinical.clinic import Hours, Program, SiteSetting, Template, TemplateSection
from careboard.clinical.dosage import DayOfWeek
from careboard.clinical.entry import KnownContent
from careboard.clinical.episode import LevelOfCare
from careboard.clinical.note import NoteType
from careboard.clinical.people import Discipline, Role
from careboard.projections.duties import Matter, kept_roles
from careboard.projections.site import (
    CRISIS_LINES,
    CRISIS_LINES_IN_SPANISH,
    METABOLIC_SCHEME,
    PHONE,
    SUICIDALITY_DAYS,
)

NAME = "Cedar Behavioral Health (sample)"
EATING = "Eating Disorders IOP"
SUBSTANCE = "Substance Use IOP"
RESIDENCE = "Cedar House"

_WEEKDAYS = (DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)


def _hours(starts: str, ends: str, *days: DayOfWeek) -> tuple[Hours, ...]:
    return tuple(Hours(day, starts, ends) for day in days or _WEEKDAYS)


DECIDED_LATER: tuple[KnownContent, ...] = (
    SiteSetting(Matter.RESULTS.setting, kept_roles([Role.PSYCHIATRIST])),
    SiteSetting(Matter.RISK.setting, kept_roles([Role.PSYCHIATRIST])),
    SiteSetting(Matter.MEDICINES.setting, kept_roles([Role.NURSE])),
)
"""What must be acknowledged: a decision of the clinic's last week, so that it asks for what was recorded since."""

CONTENTS: tuple[KnownContent, ...] = (
    Program(
        EATING,
        LevelOfCare.INTENSIVE_OUTPATIENT,
        ("anorexia nervosa", "bulimia nervosa", "binge-eating disorder", "ARFID"),
        _hours("11:30", "15:30", DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY),
        ("day", "evening"),
        Decimal(12),
    ),
    Program(
        SUBSTANCE,
        LevelOfCare.INTENSIVE_OUTPATIENT,
        ("alcohol use disorder", "opioid use disorder", "stimulant use disorder"),
        _hours("17:30", "20:30", DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.THURSDAY),
        ("evening",),
        Decimal(9),
        part2=True,
    ),
    Program(
        f"{RESIDENCE}, residential",
        LevelOfCare.RESIDENTIAL,
        ("eating disorders", "depressive and bipolar disorders", "substance use disorders"),
        _hours("08:00", "20:00"),
    ),
    SiteSetting(CRISIS_LINES, "Call or text 988 at any hour. For Spanish press 2, or text AYUDA to 988."),
    SiteSetting(
        CRISIS_LINES_IN_SPANISH,
        "Llame al 988 a cualquier hora y oprima 2, o envíe AYUDA por mensaje de texto al 988.",
    ),
    SiteSetting(PHONE, "555-0160"),
    SiteSetting(SUICIDALITY_DAYS, "7"),
    SiteSetting(METABOLIC_SCHEME, "APA 2020"),
    SiteSetting(
        "phrase-sleep",
        "Sleeps {well|lightly|badly}, *** hours. Wakes {rested|tired|before the alarm|}. Nightmares: ___",
    ),
    SiteSetting(
        "phrase-mse",
        "Appearance {neat|unkempt}. Speech {normal|slow|pressed}. Mood, in the patient's words: ***. "
        "Affect {full|restricted|flat|labile}. Thought {goal-directed|tangential|disorganized}. "
        "Perception {no hallucinations reported|hallucinations reported}. Thoughts of suicide or harming others: ***. "
        "Insight {good|partial|poor}.",
    ),
    Template(
        "Meal support check-in",
        Discipline.NUTRITION,
        NoteType.MEAL_SUPPORT,
        (
            TemplateSection("Before", "Hunger, fullness and fear, each 0 to 10, in the patient's words"),
            TemplateSection("At the table", "What was eaten, how long it took, what helped"),
            TemplateSection("After", "The first hour: urges, skills used, who was with the patient"),
        ),
    ),
)
