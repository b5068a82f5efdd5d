"""Whose paper it is, who signs it, and the crisis line on it: what every paper about a patient shows.

At least two identifiers are there for every page.
"""

from careboard.clinical.paper import Audience
from careboard.clinical.people import Author
from careboard.clinical.values import Precision, When
from careboard.projections.chart import Chart
from careboard.projections.moments import first_day, today
from careboard.projections.response.risk import age
from careboard.projections.site import Site
from careboard.projections.summary.additions import NO_ADDITIONS
from careboard.projections.summary.making import SPANISH, Making
from careboard.projections.summary.parts import Identity
from careboard.projections.wording.person import full_name, name_in_order
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import joined
from careboard.reference.statements import crisis_line


def identity_of(chart: Chart) -> Identity:
    """Whose chart it is, for papers that are no summaries."""
    return identity(Making(chart, Audience.CLINICIAN, "en", NO_ADDITIONS))


def identity(making: Making) -> Identity:
    """Name, birth date, age, sex and number; what was not recorded says so."""
    person, voice = making.chart.person, making.voice
    registered = person.registration
    if registered is None:
        return Identity(voice("Not recorded"), "", voice("Not recorded"), "", "", "", "")
    return Identity(
        name=full_name(registered.name),
        spoken_name=registered.preferred_name or name_in_order(registered.name),
        born=making.when(registered.birth_date),
        age=_age(making, registered.birth_date),
        sex=spaced(registered.sex, voice),
        mrn=person.mrn,
        pronouns=registered.pronouns,
    )


def _age(making: Making, birth_date: When | None) -> str:
    """The age in years, where the day of birth is known."""
    born = first_day(birth_date, making.chart.zone)
    if born is None or birth_date is None or birth_date.precision is not Precision.DAY:
        return ""
    return str(age(born, today(making.chart.now, making.chart.zone)))


def author_of(signer: Author | None) -> str:
    """The signer's name with credentials."""
    return ", ".join(filter(None, [signer.name, signer.credentials])) if signer else ""


def crisis_line_of(site: Site, language: str) -> str:
    """The site's own line. Who reads Spanish finds a Spanish one before words that only stand in English."""
    if language != SPANISH:
        return site.crisis_lines or crisis_line(language).text
    return site.crisis_lines_in_spanish or joined([crisis_line(language).text, site.crisis_lines], " ")
