"""Which entries tell a body weight that is blind: not for the patient's eyes, whoever holds the screen.

Decided as for paper: a blind Weight always, and under the blind-weight flag whatever tells one by its code.
"""

from careboard.clinical.entry import Content
from careboard.clinical.measured import Component, LabResult, Vitals
from careboard.clinical.nutrition import Weight
from careboard.clinical.response import Assessment
from careboard.projections.response.series import is_weight


def hides_weight(content: Content, *, blind: bool) -> bool:
    """Does it hold a weight that is not shown? `blind`: the patient's blind-weight flag is up."""
    match content:
        case Weight():
            return content.blind or blind
        case Vitals(readings=parts):
            return blind and _any_weight(parts)
        case LabResult(code=code, components=parts):
            return blind and (is_weight(code) or _any_weight(parts))
        case Assessment(scores=parts):
            return blind and _any_weight(parts)
        case _:
            return False


def _any_weight(parts: tuple[Component, ...]) -> bool:
    return any(is_weight(part.code) for part in parts)
