"""What the clinic decides about how its charts are read, with where the program's own numbers come from.

The newest decision of a name counts; an empty one returns to the program's own.
"""

from dataclasses import dataclass

from careboard.clinical.clinic import SiteSetting
from careboard.projections.care_choices import CareChoices, care_choices
from careboard.projections.site import ANTIDEPRESSANT_WEEKS, ANTIPSYCHOTIC_WEEKS, METABOLIC_SCHEME, SUICIDALITY_DAYS
from careboard.projections.trials import WEEKS
from careboard.reference.monitoring import monitoring_rules, schemes
from careboard.workflow.session import Session

_SUICIDALITY = "suicidality"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What holds while nothing is decided, and its source in words: weeks by kind of medicine, guidelines by name."""

    weeks: dict[str, int]
    suicidality: str
    schemes: dict[str, str]


def grounds() -> Grounds:
    """Where the program's own numbers come from."""
    cited = next((rule.cited for rule in monitoring_rules() if rule.parameter == _SUICIDALITY), "")
    return Grounds(WEEKS, cited, schemes("metabolic:"))


def care_choices_of(session: Session) -> CareChoices:
    """What the clinic decided."""
    return care_choices(session.site)


def keep_care_choices(session: Session, wanted: CareChoices) -> CareChoices:
    """Keep what is other than it was; returns what holds from now on. NotAllowed where the role may not decide."""
    before = _settings(care_choices_of(session))
    changed = [one for one in _settings(wanted) if one not in before]
    if changed:
        session.append_each(session.vault.registry.clinic_stream, changed)
    return care_choices_of(session)


def _settings(known: CareChoices) -> tuple[SiteSetting, ...]:
    return (
        SiteSetting(ANTIDEPRESSANT_WEEKS, _text(known.antidepressant_weeks)),
        SiteSetting(ANTIPSYCHOTIC_WEEKS, _text(known.antipsychotic_weeks)),
        SiteSetting(SUICIDALITY_DAYS, _text(known.suicidality_days)),
        SiteSetting(METABOLIC_SCHEME, known.metabolic_scheme),
    )


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
