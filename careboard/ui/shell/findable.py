"""What the palette finds at once: patients, places, commands, and what the chart in front holds.

Whoever has something of his own to find adds a source to `SOURCES`: it is asked when the palette opens.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.course import Course
from careboard.projections.wording import dosage_words
from careboard.ui.patient.composer import meal_body
from careboard.ui.patient.forms.facts import Maker, Topic, facts_about
from careboard.ui.patient.medications import Medications
from careboard.ui.patient.medications_view import MEDICATIONS
from careboard.ui.patient.nutrition.section import hand_out, write_plan
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.regimen.acts import Act, acts_of
from careboard.ui.patient.summary.again import issued_copies, show_issued
from careboard.ui.shell.finding import Findable, Sort
from careboard.ui.shell.settings.appearance import THEMES

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace

Source = Callable[["Workplace"], Iterable[Findable]]


def findable(workplace: "Workplace") -> tuple[Findable, ...]:
    """Everything that can be found from this page without a search."""
    return tuple(one for source in SOURCES for one in source(workplace))


def _patients(workplace: "Workplace") -> Iterator[Findable]:
    model = workplace.caseload.model
    for row in model.rows:
        number = "" if model.names_hidden else row.mrn
        level = "" if row.discharged else row.level_of_care  # "dis" finds the discharge summary
        about = "  ".join(words for words in (number, level) if words)
        act = partial(workplace.open_patient, row.id, row.named)
        yield Findable(Sort.PATIENT, model.name_of(row), about, act, also=f"{row.named} {row.mrn}")


def _in_front(workplace: "Workplace") -> Iterator[Findable]:
    page = workplace.page
    if isinstance(page, PatientPage):
        for number, (key, title) in enumerate(page.sections.titles.items(), 1):
            yield _command(title, f"Ctrl+{number}", partial(page.sections.show_section, key))
        for copy, words in issued_copies(page.chart):
            yield _command(words, _("Ctrl+P prints it"), partial(show_issued, page, copy))
        for button in page.sections.offered:
            yield _command(button.text(), button.toolTip(), button.click)


def _about(workplace: "Workplace") -> Iterator[Findable]:
    """What stands behind the chips of the chart in front, and the forms of them that this member may sign."""
    page = workplace.page
    if not isinstance(page, PatientPage) or page.chart is None:
        return
    yield _command(_("Care team"), _("Who reads this chart"), page.care_team.show)
    met: set[Maker] = set()
    for topic in Topic:
        facts = facts_about(topic, page.chart)
        yield _command(facts.title, _("What is recorded"), partial(page.sheets.show_facts, topic))
        for words, maker in facts.forms:
            if maker not in met and page.sheets.may_sign(maker):
                met.add(maker)
                act = partial(_open_form, page, maker)
                yield _command(words, facts.title if words != facts.title else _("Change it"), act)


def _open_form(page: PatientPage, maker: Maker) -> None:
    page.sheets.show_form(maker)


def _medicines(workplace: "Workplace") -> Iterator[Findable]:
    page = workplace.page
    if isinstance(page, PatientPage) and page.chart is not None:
        voice = page.chart.voice
        for course in page.chart.regimen.courses:
            how = dosage_words(course.dosage, voice) if course.dosage is not None else course.status.name.capitalize()
            yield Findable(Sort.MEDICINE, course.name, how, partial(_open_medicine, page, course))


def _open_medicine(page: PatientPage, course: Course) -> None:
    """Open the sheet that changes its dose, where the member may; else show it among the others."""
    medications = page.findChild(Medications)
    if medications is None:
        return
    if Act.ADJUST in acts_of(course, medications.allowed):
        medications.open(Act.ADJUST, course.id)
        return
    page.sections.show_section(MEDICATIONS)
    for view in medications.views:
        view.response.choose(EntryId(course.id))


def _commands(workplace: "Workplace") -> Iterator[Findable]:
    caseload = workplace.caseload
    if caseload.may_register:
        yield _command(_("New patient"), "", caseload.asked_for_new_patient.emit)
        yield _command(_("Import"), "", caseload.asked_to_import.emit)
    yield from (_command(words, about, act) for words, about, act in caseload.commands)
    for place, words in workplace.place_words.items():
        yield _command(words, "", partial(workplace.show_place, place))
    if workplace.desk.sharing.state is not None:
        yield _command(_("The clinic's hub"), workplace.hub.told.words, workplace.hub.open)
        yield _command(_("Sync now"), "", workplace.desk.sharing.now)
    for words, theme in THEMES:
        yield _command(_("Theme: {theme}").format(theme=words.lower()), "", partial(_choose_theme, workplace, theme))
    yield _command(_("Cover the page"), "Ctrl+.", workplace.asked_to_cover.emit)
    yield _command(_("Lock"), "Ctrl+L", workplace.asked_to_lock.emit)


def _choose_theme(workplace: "Workplace", theme: str) -> None:
    workplace.settings.theme.choose(theme)


def _command(words: str, about: str, act: Callable[[], None]) -> Findable:
    return Findable(Sort.COMMAND, words, about, act)


def _nutrition(workplace: "Workplace") -> Iterator[Findable]:
    """A new version of the meal plan, for who may sign one, and the handout of the one in force."""
    page = workplace.page
    if not isinstance(page, PatientPage) or page.chart is None:
        return
    if page.composer is not None and page.composer.may_write(meal_body.KEY):
        yield _command(_("New meal plan version"), _("Nutrition"), partial(write_plan, page))
    if page.chart.stay.meal_plan is not None:
        yield _command(_("Print the handout"), _("Meal plan for the patient"), partial(hand_out, page))


def _snippets(workplace: "Workplace") -> Iterator[Findable]:
    page = workplace.page
    composer = page.composer if isinstance(page, PatientPage) else None
    if composer is not None:
        for one in composer.phrases:
            words = one.phrase.first_words
            yield Findable(Sort.SNIPPET, f".{one.phrase.name}", words, partial(composer.write_phrase, one.phrase.name))


SOURCES: list[Source] = [_patients, _in_front, _about, _nutrition, _medicines, _snippets, _commands]
