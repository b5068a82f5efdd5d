"""What the palette finds: the patients of the caseload, the places, what can be done, and the sections in front."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from careboard.i18n import gettext as _
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.palette import Findable, Sort

if TYPE_CHECKING:
    from careboard.ui.shell.workplace import Workplace


def findable(workplace: "Workplace") -> tuple[Findable, ...]:
    """Everything that can be found from this page."""
    return (*_patients(workplace), *_in_front(workplace), *_commands(workplace))


def _patients(workplace: "Workplace") -> Iterator[Findable]:
    for row in workplace.caseload.model.rows:
        about = "  ".join(words for words in (row.mrn, row.level_of_care) if words)
        yield Findable(Sort.PATIENT, row.named, about, partial(workplace.open_patient, row.id, row.named))


def _in_front(workplace: "Workplace") -> Iterator[Findable]:
    page = workplace.page
    if isinstance(page, PatientPage):
        for key, title in page.sections.titles.items():
            yield _command(title, f"Ctrl+{page.sections.number(key)}", partial(page.sections.show_section, key))
        for button in page.sections.offered:
            yield _command(button.text(), button.toolTip(), button.click)


def _commands(workplace: "Workplace") -> Iterator[Findable]:
    caseload, settings = workplace.caseload, workplace.settings
    if caseload.may_register:
        yield _command(_("New patient"), "", caseload.asked_for_new_patient.emit)
        yield _command(_("Import"), "", caseload.asked_to_import.emit)
    for place, words in workplace.place_words.items():
        yield _command(words, "", partial(workplace.show_place, place))
    for words, theme in settings.themes:
        yield _command(_("Theme: {theme}").format(theme=words.lower()), "", partial(settings.theme.choose, theme))
    yield _command(_("Cover the page"), "Ctrl+.", workplace.asked_to_cover.emit)
    yield _command(_("Lock"), "Ctrl+L", workplace.asked_to_lock.emit)


def _command(words: str, about: str, act: Callable[[], None]) -> Findable:
    return Findable(Sort.COMMAND, words, about, act)
