"""What the clinic says about itself, in words: programs, settings, templates, names of staff.

These stand in the clinic's own stream, never in a chart.
"""

from careboard.clinical.clinic import MemberProfile, Program, SiteSetting, Template
from careboard.clinical.entry import ClinicContent
from careboard.projections.wording.dosage import DAYS
from careboard.projections.wording.note import NOTE_TYPES
from careboard.projections.wording.numbers import number
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import Line, Telling, Voice, bracketed, joined, told


def tell(content: ClinicContent, voice: Voice) -> Telling:
    """A content of the clinic in words."""
    match content:
        case Program():
            return _program(content, voice)
        case SiteSetting():
            value = content.value or voice("back to the default")
            return told(
                voice("Setting {name}: {value}", name=content.setting, value=value),
                voice("Setting {name}", name=content.setting),
                Line(content.setting, value),
            )
        case Template():
            return _template(content, voice)
        case MemberProfile():
            who = joined([content.name, content.credentials])
            return told(
                f"{voice('Member')}: {who}",
                f"{voice('Member')}: {who}",
                Line(voice("Member"), who),
                Line(voice("Discipline"), spaced(content.discipline, voice)),
            )


def _program(program: Program, voice: Voice) -> Telling:
    lead = voice("Program") if program.active else voice("Program closed")
    headline = f"{lead}: {program.name}"
    hours = joined((f"{voice(DAYS[one.day])} {one.starts}-{one.ends}" for one in program.hours), "; ")
    return told(
        joined([headline, spaced(program.level, voice), joined(program.disorders)]),
        headline,
        Line(lead, program.name),
        Line(voice("Level of care"), spaced(program.level, voice)),
        Line(voice("Treats"), joined(program.disorders)),
        Line(voice("Hours"), hours),
        Line(voice("Tracks"), joined(program.tracks)),
        Line(voice("Hours a week"), number(program.weekly_hours) if program.weekly_hours else ""),
        Line(voice("42 CFR part 2 applies"), voice("yes") if program.part2 else voice("no")),
    )


def _template(template: Template, voice: Voice) -> Telling:
    headline = f"{voice('Template')}: {template.name}" + ("" if template.active else bracketed(voice("no longer used")))
    return told(
        joined([headline, spaced(template.discipline, voice)]),
        headline,
        Line(voice("Template"), template.name),
        Line(voice("For"), joined([spaced(template.discipline, voice), voice(NOTE_TYPES[template.note_type])])),
        (Line(section.heading, section.prompt or voice("no prompt")) for section in template.sections),
    )
