"""What an import would do, in words and numbers: whom it is about, what becomes of each resource, what is refused.

Nothing is written before a person has seen this.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.clinical.person import Registration
from careboard.exchange.facts import FileReport, PersonPlan, Plan
from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.caseload import names_of
from careboard.projections.wording import kind_name
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


def people_told(plan: Plan) -> tuple[Told, ...]:
    """Whom the delivery is about, and what each chart gains."""
    return tuple(_person(person) for person in plan.people if person.incoming)


def files_told(reports: Sequence[FileReport]) -> tuple[Told, ...]:
    """What becomes of every resource of every file, and why something is refused."""
    return tuple(Told(report.file, tuple(_file(report)), _tone(report)) for report in reports)


def _person(person: PersonPlan) -> Told:
    registered = next((one.content for one in person.incoming if isinstance(one.content, Registration)), None)
    family, given = names_of(registered.name) if registered else ("", "")
    named = ", ".join(part for part in (family.upper(), given) if part)
    who = _("{name}: a new patient").format(name=named or _("Somebody without a name"))
    heading = who if person.patient is None else _("A patient who is here already")
    counted = Counter(kind_name(one.content) for one in person.incoming)
    return Told(heading, tuple(f"{count} {kind}" for kind, count in counted.most_common()))


def _file(report: FileReport) -> Iterator[str]:
    for words, counts in (
        (_("taken: {counts}"), report.taken),
        (_("kept as text: {counts}"), report.kept_as_text),
        (_("left out as context: {counts}"), report.left_out),
    ):
        if counts:
            yield words.format(counts=", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    refused = [_("refused, {where}: {why}").format(where=where, why=why) for where, why in report.refused]
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
