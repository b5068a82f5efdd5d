"""Every screen is on a tour, and none of them cuts, hides or overlaps what it says, with the text at twice its size.

Only the command looks at every tour in every look and size: python -m tests.gallery FOLDER --check.
"""

import pkgutil
from importlib import import_module
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

import careboard.ui
from careboard.demo import make
from careboard.ui.patient import medications
from careboard.ui.patient.forms import facts
from careboard.ui.patient.forms.form import Form
from careboard.ui.patient.measures.what_next import TellForm
from tests.gallery.drawing import screens
from tests.gallery.layout import findings
from tests.gallery.tours import TOURS

SIZE, TEXT = (1366, 768), 2.0  # the smallest screen that is promised, and the largest text
USUAL = (
    "unlock",
    "set-up",
    "join",
    "places",
    "frame",
    "new-patient",
    "importing",
    "sections",
    "facts",
    "emergency",
    "long-names",
    "gone",
    "administrator",
    "hub",
)
SCREENS = ("Page", "Section", "Palette", "Wizard")  # what their names end in
OF_OTHERS = {"SummarySection"}  # it holds the SummaryPage, which is seen


def _kinds(widget: QWidget) -> set[str]:
    return {kind.__name__ for kind in type(widget).__mro__ if kind.__module__.startswith("careboard.ui")}


def _subclasses(kind: type) -> set[type]:
    direct: list[type] = kind.__subclasses__()
    return {sub for one in direct for sub in (one, *_subclasses(one))}


def _our_screens() -> set[str]:
    """Every page and section that the program has, by the name of its class."""
    _import_all()
    ours = {kind.__name__ for kind in _subclasses(QWidget) if kind.__module__.startswith("careboard.ui")}
    return {name for name in ours if name.endswith(SCREENS)} - OF_OTHERS


def _import_all() -> None:
    for module in pkgutil.walk_packages(careboard.ui.__path__, "careboard.ui."):
        if "system" not in module.name:  # of other systems than this one
            import_module(module.name)


def test_that_every_page_is_on_a_tour_and_nothing_on_it_is_cut_hidden_or_overlapped(
    program: QApplication, tmp_path: Path
) -> None:
    tours = [tour for tour in TOURS if tour.name in USUAL]
    assert len(tours) == len(USUAL)
    names: list[str] = []
    kinds: set[str] = set()
    found: dict[str, list[str]] = {}
    for name, window in screens(make(tmp_path / "clinic"), "dark", TEXT, SIZE, tmp_path, tours):
        names.append(name)
        kinds |= {kind for one in window.findChildren(QWidget) if one.isVisible() for kind in _kinds(one)}
        if wrong := findings(window):
            found[name] = [str(one) for one in wrong]
    assert len(set(names)) == len(names)
    assert _our_screens() - kinds == set()
    assert found == {}, found


def test_that_every_form_is_on_the_tour_that_asks_the_program_which_there_are() -> None:
    _import_all()
    known: set[object] = {*facts.SIGNS, *medications.ORDERS.values(), *medications.OBSERVED.values()}
    known |= {*medications.ALONE.values(), TellForm}
    forms = {
        kind for kind in _subclasses(Form) if kind.__module__.startswith("careboard.ui") and not kind.__subclasses__()
    }
    assert {kind.__name__ for kind in forms - known} == set()
