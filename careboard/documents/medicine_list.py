"""The list of medicines on a page of its own: each as it is taken, and the one decision on it.

A name is never cut, its tall letters are heavier, and an unknown dose says "not confirmed".
"""

from collections.abc import Iterator, Sequence

from careboard.clinical.paper import Audience
from careboard.clinical.values import NOT_RECORDED
from careboard.documents.blocks import lines_strips
from careboard.documents.fonts import BOLD, HEAVY, MEDIUM, REGULAR, width_of_word
from careboard.documents.ink import BODY, FAINT, TEXT, WARN, Type
from careboard.documents.strips import Cell, Column, Mark, Strip, body, heading, labelled, paragraph, row
from careboard.documents.typeset import Run
from careboard.projections.summary import SummaryMedicine
from careboard.projections.wording.dosage import NOT_CONFIRMED
from careboard.projections.wording.medicine import DASH
from careboard.projections.wording.voice import Line, Voice, joined

_GAP = 7.0
_TIGHT = 0.9  # leading of the table, beside that of running text
_CLINICIAN = (0.245, 0.1, 0.06, 0.125, 0.18, 0.12, 0.17)
_AT_ONCE = (0.4, 0.36, 0.24)
_PATIENT = (0.28, 0.12, 0.08, 0.17, 0.2, 0.15)
_DOSE, _ROUTE, _LAST = 1, 2, 5  # their columns
_WIDEST = 0.16  # of the page, of a column that makes room for a word


def medicine_strips(
    medicines: Sequence[SummaryMedicine],
    ended: Sequence[Line],
    audience: Audience,
    column: Column,
    kind: Type,
    voice: Voice,
) -> list[Strip]:
    """The table of what is taken, then what ended in the stay."""
    columns = _columns_for(medicines, audience, column, kind)
    leading, padding = kind.leading * _TIGHT, kind.body / 3
    strips = table_head(medicines, audience, column, kind, voice)
    for medicine in medicines:
        strips += row(_cells(medicine, columns, audience, kind, voice), leading, rule=column, padding=padding)
    if not medicines:
        strips += paragraph([Run(voice(NOT_RECORDED))], column, kind.body, kind.leading, colour=FAINT)
    if audience is Audience.CLINICIAN:
        strips += labelled(voice("Long-acting injections"), body(_injections(medicines, voice)), column, kind, 8)
    if ended:
        title = voice("Medicines that ended during the stay")
        strips += heading(title, column, kind, Mark("ended-medicines", title, 1))
        strips += lines_strips(ended, column, kind, voice)
    return strips


def table_head(
    medicines: Sequence[SummaryMedicine], audience: Audience, column: Column, kind: Type, voice: Voice
) -> list[Strip]:
    """The headings of the table, which stand again where it goes on over a page."""
    named = zip(_columns_for(medicines, audience, column, kind), _headings(audience, voice), strict=True)
    strips = row([Cell(at, (Run(name, BOLD),), kind.label, BODY) for at, name in named], kind.leading)
    return [Strip(one.height, one.ink, one.before, keep=True) for one in strips]


def _columns_for(medicines: Sequence[SummaryMedicine], audience: Audience, column: Column, kind: Type) -> list[Column]:
    """The columns; no word of a dose, a route or a day is broken: the other columns make room for them."""
    shares = list(_PATIENT if audience is Audience.PATIENT else _CLINICIAN)
    doses = [_longest(one.dose, HEAVY) * kind.body for one in medicines]
    routes = [_longest(one.route, REGULAR) * kind.body for one in medicines]
    wanted = {_DOSE: max(doses, default=0.0), _ROUTE: max(routes, default=0.0)}
    if audience is Audience.CLINICIAN:
        wanted[_LAST] = max((_longest(one.last_dose, REGULAR) * kind.label for one in medicines), default=0.0)
    fixed = {at: max(shares[at], min((wide + _GAP) / column.width, _WIDEST)) for at, wide in wanted.items()}
    left = (1 - sum(fixed.values())) / (1 - sum(shares[at] for at in fixed))
    return list(_columns(column, [fixed.get(at, share * left) for at, share in enumerate(shares)]))


def _longest(text: str, font: str) -> float:
    """How wide the longest word is, at one point of size."""
    return max((width_of_word(word, font) for word in text.split()), default=0.0)


def at_once(medicines: Sequence[SummaryMedicine], column: Column, kind: Type, voice: Voice) -> list[Strip]:
    """The table of an emergency sheet: what, whether it is taken at all, how much, and when it was last taken."""
    name, taken, last = _columns(column, _AT_ONCE)
    strips: list[Strip] = []
    for medicine in medicines:
        how = joined([medicine.route, medicine.frequency or voice(NOT_CONFIRMED), medicine.note])
        dose = (Run(medicine.dose, HEAVY), Run(f" {how}"))
        standing = "" if medicine.taken else medicine.standing
        cells = [
            Cell(name, name_runs(medicine), kind.body, TEXT, (Cell(name, (Run(standing, BOLD),), kind.body, WARN),)),
            Cell(taken, dose, kind.body),
            Cell(last, (Run(medicine.last_dose),), kind.body),
        ]
        strips += row(cells, kind.leading * _TIGHT, rule=column, padding=kind.body / 6)
    return strips or paragraph([Run(voice(NOT_RECORDED))], column, kind.body, kind.leading, colour=FAINT)


def name_runs(medicine: SummaryMedicine) -> tuple[Run, ...]:
    """The name with its tall letters heavier, then brand, strength and form."""
    line = medicine.line
    product = DASH.join(filter(None, [line.brand, line.strength, line.form]))
    named = [Run(span.text, HEAVY if span.tall else MEDIUM) for span in line.name]
    return (*named, Run(f"{DASH}{product}", REGULAR)) if product else tuple(named)


def _injections(medicines: Sequence[SummaryMedicine], voice: Voice) -> str:
    """The doses that staff give next, each with the last one."""
    given = [joined([one.name, one.last_dose], ": ") for one in medicines if one.next_due]
    return joined(given, "; ") or voice(NOT_RECORDED)


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
    name, dose, route, often, purpose, *others = columns
    note = Cell(name, (Run(medicine.note),), small, WARN)
    status = Cell(name, (Run(medicine.standing),), small, BODY)
    unknown = voice(NOT_RECORDED)
    cells = [
        Cell(name, name_runs(medicine), size, TEXT, (status, note)),
        Cell(dose, (Run(medicine.dose, HEAVY),), size),
        Cell(route, (Run(medicine.route or unknown),), size),
        Cell(often, (Run(medicine.frequency or voice(NOT_CONFIRMED)),), size),
        Cell(purpose, (Run(medicine.purpose or unknown),), size),
    ]
    if audience is Audience.CLINICIAN:
        cells.append(Cell(others[0], (Run(medicine.last_dose),), small))
    return [*cells, _decision(medicine, others[-1], audience, kind, voice)]


def _decision(medicine: SummaryMedicine, column: Column, audience: Audience, kind: Type, voice: Voice) -> Cell:
    decided = medicine.decided
    if decided is None:
        return Cell(column, (Run(voice("not decided"), BOLD),), kind.body, WARN)
    by = joined([decided.by, decided.on]) if audience is Audience.CLINICIAN else ""
    below = (Cell(column, (Run(decided.reason),), kind.label), Cell(column, (Run(by),), kind.label, BODY))
    return Cell(column, (Run(decided.words, BOLD),), kind.body, TEXT, below)
