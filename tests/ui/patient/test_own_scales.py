"""A site's own form: typed in the settings, offered beside the scales, and carried by every entry that uses it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from careboard.clinical.clinic import SiteSetting
from careboard.clinical.people import Role
from careboard.clinical.response import Assessment
from careboard.projections.own_scales import kept, read_kept, typed
from careboard.projections.site import OWN_SCALES
from careboard.ui.patient.composer.scale_body import ScaleBody
from careboard.ui.shell.settings.groups import Group
from careboard.ui.shell.settings.own_scales import OwnScalesPanel
from careboard.ui.shell.workplace import SETTINGS
from careboard.workflow.reading import contents_of
from tests.clinic import Clinic
from tests.ui.desk import Started
from tests.ui.patient.conftest import Opener
from tests.ui.patient.writing import Hands

DIARY = "Diary card\nUrge to skip a meal: 0 = none, 1, 2, 3 = strongest\nUsed a skill: 0 = no, 1 = yes"
SUMMED = f"{DIARY}\nTotal: sum"


def decide(clinic: Clinic, text: str) -> None:
    stream = clinic.open().registry.clinic_stream
    clinic.write(None, SiteSetting(OWN_SCALES, kept(typed(text))), stream=stream)


def test_that_forms_are_read_as_typed_and_come_back_as_they_were() -> None:
    both = f"{SUMMED}\n\nMeal card\nHow much was eaten: 0, 1, 2"
    scales = typed(both)
    assert [one.name for one in scales] == ["Diary card", "Meal card"]
    assert [one.summed for one in scales] == [True, False]
    assert read_kept(kept(scales)) == scales
    assert "\n\n".join(one.text for one in scales) == both
    assert read_kept("[" * 100_000) == ()
    assert read_kept("{broken") == read_kept('[{"name": "x"}]') == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("PHQ9\nSlept: 0, 1", "Line 1: PHQ9 is a scale of the program. Give yours another name."),
        ("Card", "Line 1: below the name of a form stands a question on each line"),
        ("Card\nSlept well", "Line 2: write a question, a colon and its answers"),
        ("Card\nSlept: 0 = no", "Line 2: a question has two answers or more, each with its own number."),
        ("Card\nSlept: 0, 0", "Line 2: a question has two answers or more, each with its own number."),
        ("Card\nSlept: well, badly", "Line 2: write a question, a colon and its answers"),
        ("Card\nA: 0, 1\n\ncard\nB: 0, 1", "There are two forms of the name Card."),
    ],
)
def test_that_what_is_no_form_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        typed(text)
    assert str(refused.value).startswith(told)


def test_that_an_own_form_is_filled_in_by_digits_and_travels_with_its_entry(
    open_page: Opener, clinic: Clinic, qtbot: QtBot
) -> None:
    decide(clinic, SUMMED)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.press(Qt.Key.Key_S)
    hands.press(Qt.Key.Key_D)
    body = hands.composer.body
    assert isinstance(body, ScaleBody)
    hands.digit(2)
    assert body.total == "Total 2, 1 of 2 answered"
    hands.digit(1)
    hands.press(Qt.Key.Key_P)
    assert body.status == "Total 3, answered by: patient"
    hands.sign()
    made = hands.written
    assert isinstance(made, Assessment)
    assert made.definition == typed(SUMMED)[0].definition
    assert [(one.question, one.answer) for one in made.answers] == [
        ("Urge to skip a meal", "2"),
        ("Used a skill", "yes"),
    ]
    assert made.total is not None
    assert int(made.total.value) == 3


def test_that_a_form_without_a_sum_has_no_total(open_page: Opener, clinic: Clinic, qtbot: QtBot) -> None:
    decide(clinic, DIARY)
    hands = Hands(open_page(Role.COUNSELOR), qtbot)
    hands.composer.open("scale:Diary card")
    hands.digit(0)
    hands.digit(0)
    hands.press(Qt.Key.Key_P)
    hands.sign()
    assert isinstance(hands.written, Assessment)
    assert (hands.written.total, hands.written.unanswered) == (None, ())


def test_that_who_decides_for_the_clinic_types_the_forms_in_the_settings(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    started.workplace.show_place(SETTINGS)
    (panel,) = started.workplace.settings.findChildren(OwnScalesPanel)
    started.wait(lambda: not panel.isHidden())
    started.workplace.settings.show_group(Group.CLINIC)
    panel.lines.setPlainText("Card\nSlept well")
    panel.keep.click()
    assert panel.said.startswith("Line 2: write a question")
    panel.lines.setPlainText(SUMMED)
    panel.keep.click()
    started.wait(lambda: panel.said == "Kept for the clinic: 1 form is offered from the next chart on.")
    vault = clinic.open()
    stands = [one for one in contents_of(vault, vault.registry.clinic_stream) if isinstance(one, SiteSetting)]
    assert read_kept(stands[-1].value) == typed(SUMMED)
