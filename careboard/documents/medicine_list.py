"""The list of medicines on a page of its own: each as it is taken, and the one decision on it.

A name is never cut, its tall letters are heavier, and an unknown dose says "not confirmed".
"""

from collections.abc import Iterator, Sequence

from careboard.clinical.paper import Audience
from careboard.documents.blocks import lines_strips
from careboard.documents.fonts import BOLD, HEAVY, MEDIUM, REGULAR
from careboard.documents.ink import BODY, FAINT, TEXT, WARN, Type
from careboard.documents.strips import Cell, Column, Mark, Strip, heading, paragraph, row
from careboard.documents.typeset import Run
from careboard.projections.summary import SummaryMedicine
from careboard.projections.wording.medicine import DASH
from careboard.projections.wording.voice import Line, Voice

_GAP = 7.0
_CLINICIAN = (0.25, 0.115, 0.08, 0.145, 0.12, 0.12, 0.17)
_PATIENT = (0.27, 0.14, 0.1, 0.2, 0.15, 0.14)


def medicine_strips(
    medicines: Sequence[SummaryMedicine],
    ended: Sequence[Line],
    audience: Audience,
    column: Column,
    kind: Type,
    voice: Voice,
) -> list[Strip]:
    """The table of what is taken, then what ended in the stay."""
    widths = _PATIENT if audience is Audience.PATIENT else _CLINICIAN
    columns = list(_columns(column, widths))
    strips = row(
        [
            Cell(at, (Run(name, BOLD),), kind.label, BODY)
            for at, name in zip(columns, _headings(audience, voice), strict=True)
        ],
        kind.leading,
    )
    strips = [Strip(one.height, one.ink, one.before, keep=True) for one in strips]
    for medicine in medicines:
        strips += row(_cells(medicine, columns, audience, kind, voice), kind.leading, rule=column, padding=3)
    if not medicines:
        strips += paragraph([Run(voice("No medicine is taken."))], column, kind.body, kind.leading, colour=FAINT)
    if ended:
        title = voice("Medicines that ended during the stay")
        strips += heading(title, column, kind, Mark("ended-medicines", title, 1))
        strips += lines_strips(ended, column, kind, voice)
    return strips


def name_runs(medicine: SummaryMedicine) -> tuple[Run, ...]:
    """The name with its tall letters heavier, then brand, strength and form."""
    line = medicine.line
    product = DASH.join(filter(None, [line.brand, line.strength, line.form]))
    named = [Run(span.text, HEAVY if span.tall else MEDIUM) for span in line.name]
    return (*named, Run(f"{DASH}{product}", REGULAR)) if product else tuple(named)


def _columns(column: Column, widths: Sequence[float]) -> Iterator[Column]:
    x = column.x
    for share in widths:
        wide = share * column.width
        yield Column(x, wide - _GAP)
        x += wide


def _headings(audience: Audience, voice: Voice) -> list[str]:
    told = [voice("Medicine"), voice("Dose"), voice("Route"), voice("How often"), voice("For")]
    if audience is Audience.PATIENT:
        return [*told, voice("What to do")]
    return [*told, voice("Last dose, next due"), voice("Decision")]


def _cells(
    medicine: SummaryMedicine, columns: Sequence[Column], audience: Audience, kind: Type, voice: Voice
) -> list[Cell]:
    small, size = kind.label, kind.body
    note = Cell(columns[0], (Run(medicine.note),), small, WARN)
    status = Cell(columns[0], (Run(_standing(medicine, voice)),), small, BODY)
    name = Cell(
        columns[0], name_runs(medicine), size, TEXT, (note, *([] if audience is Audience.PATIENT else [status]))
    )
    cells = [
        name,
        Cell(columns[1], (Run(medicine.dose, HEAVY),), size),
        Cell(columns[2], (Run(medicine.route or voice("Not recorded")),), size),
        Cell(columns[3], (Run(medicine.frequency or voice("not confirmed")),), size),
        Cell(columns[4], (Run(medicine.purpose or voice("Not recorded")),), size),
    ]
    if audience is Audience.CLINICIAN:
        cells.append(Cell(columns[5], (Run(medicine.last_dose),), small))
    return [*cells, _decision(medicine, columns[-1], audience, kind, voice)]


def _standing(medicine: SummaryMedicine, voice: Voice) -> str:
    return voice("{status}, since {day}", status=medicine.status, day=medicine.since)


def _decision(medicine: SummaryMedicine, column: Column, audience: Audience, kind: Type, voice: Voice) -> Cell:
    decided = medicine.decided
    if decided is None:
        return Cell(column, (Run(voice("not decided"), BOLD),), kind.body, WARN)
    by = ", ".join(filter(None, [decided.by, decided.on]))
    reason = Cell(column, (Run(decided.reason),), kind.label)
    who = Cell(column, (Run(by),), kind.label, BODY)
    below = (reason,) if audience is Audience.PATIENT else (reason, who)
    return Cell(column, (Run(decided.words, BOLD),), kind.body, TEXT, below)
