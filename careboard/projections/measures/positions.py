"""What changes from lying to standing: the difference of each pressure and of the heart rate, computed and in words.

It tells the difference and makes nothing of it: no limit for it is cited here.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from careboard.clinical.measured import Component, Position
from careboard.clinical.values import LOINC
from careboard.projections.wording import numbers
from careboard.projections.wording.voice import Voice, capital, joined

_FOLLOWED = (("8480-6", "systolic", "mmHg"), ("8462-4", "diastolic", "mmHg"), ("8867-4", "heart rate", "beats/min"))


def difference(readings: Sequence[Component], voice: Voice) -> str:
    """ "Systolic down 14 mmHg, diastolic unchanged, heart rate up 30 beats/min"; empty without both positions."""
    return capital(joined(_told(readings, voice)))


def _told(readings: Sequence[Component], voice: Voice) -> Iterator[str]:
    for code, named, unit in _FOLLOWED:
        at = {
            one.position: one.result.quantity
            for one in readings
            if one.code.code_in(LOINC) == code and one.result.quantity is not None
        }
        lying, standing = at.get(Position.LYING), at.get(Position.STANDING)
        if lying is not None and standing is not None and lying.unit == standing.unit:
            yield f"{voice(named)} {_moved(standing.value - lying.value, unit, voice)}"


def _moved(by: Decimal, unit: str, voice: Voice) -> str:
    if not by:
        return voice("unchanged")
    return f"{voice('up {n}' if by > 0 else 'down {n}', n=numbers.plain(abs(by)))} {unit}"
