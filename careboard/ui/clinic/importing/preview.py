"""What an import would do, in words and numbers: whom it is about, what becomes of each resource, what is refused.

Nothing is written before a person has seen this.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.clinical.person import Registration
from careboard.clinical.values import PatientId, When
from careboard.exchange.facts import FileReport, PersonPlan, Plan
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.caseload import CaseloadRow
from careboard.projections.wording import headline, kind_name, name_of_content
from careboard.projections.wording.times import when
from careboard.projections.wording.voice import Voice
from careboard.ui.look.look import Type, look
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel

MOST = 60  # sentences of a file that are shown; the rest is counted


@dataclass(frozen=True, slots=True)
class Told:
    """A heading, and the sentences below it."""

    heading: str
    lines: tuple[str, ...]
    tone: str = "text2"


def people_told(plan: Plan, here: Mapping[PatientId, CaseloadRow]) -> tuple[Told, ...]:
    """Whom the delivery is about, and what each chart gains; `here` are those who have one."""
    return tuple(_person(person, here) for person in plan.people if person.incoming)


def files_told(reports: Sequence[FileReport]) -> tuple[Told, ...]:
    """What becomes of every resource of every file, and why something is refused."""
    names = Counter(Path(report.file).name for report in reports)
    return tuple(Told(_named(report.file, names), tuple(_file(report)), _tone(report)) for report in reports)


def _named(file: str, names: Mapping[str, int]) -> str:
    """A file by its name; with its folder, where another one has the same."""
    return file if names[Path(file).name] > 1 else Path(file).name


def _person(person: PersonPlan, here: Mapping[PatientId, CaseloadRow]) -> Told:
    counted = Counter(kind_name(one.content) for one in person.incoming)
    gains = ", ".join(f"{kind} {count}" for kind, count in counted.most_common())
    return Told(_who(person, here), (gains,))


def _who(person: PersonPlan, here: Mapping[PatientId, CaseloadRow]) -> str:
    """The person by name, birth date and number, so that nobody takes one for another."""
    if person.patient is not None:
        row = here.get(person.patient)
        return _("{name}: has a chart here, to which this is added").format(name=_known(row) if row else person.patient)
    registered = next((one.content for one in person.incoming if isinstance(one.content, Registration)), None)
    return _("{name}: a new patient").format(name=headline(registered) if registered else _("Somebody without a name"))


def _known(row: CaseloadRow) -> str:
    born = _("born {day}").format(day=when(When(row.birth_date), Voice())) if row.birth_date else ""
    number = _("MRN {mrn}").format(mrn=row.mrn) if row.mrn else ""
    return ", ".join(part for part in (row.named, born, number) if part)


def _file(report: FileReport) -> Iterator[str]:
    for words, counts in (
        (_("Taken: {counts}"), report.taken),
        (_("Kept as text: {counts}"), report.kept_as_text),
        (_("Left out as context: {counts}"), report.left_out),
    ):
        if counts:
            told = (f"{name_of_content(name)} {count}" for name, count in sorted(counts.items()))
            yield words.format(counts=", ".join(told))
    refused = [_("Refused, {where}: {why}").format(where=where, why=why) for where, why in report.refused]
    findings = [f"{where}: {text}" for where, text in report.findings]
    yield from refused[:MOST]
    yield from findings[: MOST - min(len(refused), MOST)]
    if (more := len(refused) + len(findings) - MOST) > 0:
        yield ngettext("and {n} more", "and {n} more", more).format(n=more)


def _tone(report: FileReport) -> str:
    return "danger" if report.refused else "text2"


class ToldPanel(Panel):
    """One heading with its sentences."""

    def __init__(self, told: Told, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        margin = look().px(12)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look().px(4))
        column.addWidget(Label(told.heading, Type.HEADLINE, wrap=True))
        for line in told.lines:
            column.addWidget(Label(line, Type.BODY, told.tone, wrap=True))
