"""How the clinic is reached: typed by who may decide, refused in words, printed by the next summary."""

import pytest
from PySide6.QtCore import Qt

from careboard.clinical.clinic import SiteSetting
from careboard.ui.parts.fields import Field
from careboard.ui.patient.page import PatientPage
from careboard.ui.patient.summary.page import SummaryPage
from careboard.ui.patient.summary.section import SummarySection
from careboard.ui.shell.settings.groups import Group
from careboard.ui.shell.settings.reaching import ReachingPanel
from careboard.ui.shell.workplace import SETTINGS
from careboard.workflow.reading import contents_of
from tests.clinic import CLINIC_NAME, Clinic
from tests.ui.desk import Started
from tests.ui.keys import CTRL, press, tab, write
from tests.ui.summary.test_summary_page import words_of

Key = Qt.Key
DEFAULT = "Call or text 988."
IN_SPANISH = "Llame al 988 y oprima 2, o envíe AYUDA por mensaje de texto al 988."


def keep(started: Started, phone: str, line: str = "", line_in_spanish: str = "") -> ReachingPanel:
    """Type all three in place of what stands there, and keep them by keys, as far as an answer."""
    started.workplace.show_place(SETTINGS)
    panel = started.workplace.settings.reaching
    started.wait(lambda: not panel.isHidden())
    started.workplace.settings.show_group(Group.CLINIC)
    panel.phone.setFocus()
    for words in (phone, line, line_in_spanish):
        press(Key.Key_A, CTRL)
        press(Key.Key_Delete)
        write(words)
        tab()
    press(Key.Key_Space)
    started.wait(lambda: bool(panel.said))
    return panel


def kept(clinic: Clinic) -> list[tuple[str, str]]:
    """Every setting that stands in the clinic's stream, in the order of the record."""
    vault = clinic.open()
    contents = contents_of(vault, vault.registry.clinic_stream)
    return [(one.setting, one.value) for one in contents if isinstance(one, SiteSetting)]


def test_that_phone_and_lines_are_kept_and_it_is_said_what_the_papers_print(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    before = kept(clinic)
    panel = keep(started, "555-0199", "Call  us: 555-0199, or 988.", "Llame al 555-0199, o al 988.")
    assert panel.said == (
        "Kept for the clinic. Its papers print from now on: 555-0199. In English: “Call us: 555-0199, or 988.” "
        "In Spanish: “Llame al 555-0199, o al 988.”"
    )
    assert kept(clinic)[len(before) :] == [
        ("phone", "555-0199"),
        ("crisis-lines", "Call us: 555-0199, or 988."),
        ("crisis-lines-es", "Llame al 555-0199, o al 988."),
    ]


def test_that_what_did_not_change_is_not_recorded_again(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    keep(started, "555-0199", "Call us: 555-0199.")
    before = kept(clinic)
    keep(started, "555-0199", "Call us at night: 555-0198.")
    assert kept(clinic)[len(before) :] == [("crisis-lines", "Call us at night: 555-0198.")]


def test_that_empty_ones_return_to_what_is_printed_without_them(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    keep(started, "555-0199", "Call us: 555-0199.", "Llame al 555-0199.")
    panel = keep(started, "", "Call us: 555-0199.")
    assert "no phone number" in panel.said
    assert f"In Spanish: “{IN_SPANISH} Call us: 555-0199.”" in panel.said
    panel = keep(started, "")
    assert panel.said.endswith(f"no phone number. In English: “{DEFAULT}” In Spanish: “{IN_SPANISH}”")


def test_that_the_fields_say_what_is_printed_when_they_are_empty(started: Started) -> None:
    started.sign_in()
    panel = keep(started, "555-0199")
    told = [field.control.accessibleDescription() for field in panel.findChildren(Field)]
    assert told == [
        "Empty: the papers print no phone number.",
        f"Empty: the papers print “{DEFAULT}”",
        f"Empty: papers in Spanish print “{IN_SPANISH}”, and after it your English line.",
    ]


@pytest.mark.parametrize(
    ("phone", "line", "line_in_spanish", "sentence"),
    [
        ("ask at the desk", "", "", "Write the number to call, such as 555-0100."),
        ("5" * 61, "", "", "Write it in 60 characters at most: these are 61."),
        ("555-0199", "Call us at any hour.", "", "Name the number to call or text, such as 988."),
        ("555-0199", "988 " * 76, "", "Write it in 300 characters at most: these are 303."),
        ("555-0199", "Call 988.", "Llame.", "Name the number to call or text, such as 988."),
    ],
)
def test_that_what_nobody_could_call_is_refused_beside_its_field_and_nothing_is_kept(
    started: Started, clinic: Clinic, phone: str, line: str, line_in_spanish: str, sentence: str
) -> None:
    started.sign_in()
    before = kept(clinic)
    panel = keep(started, phone, line, line_in_spanish)
    assert panel.said == sentence
    wrong = next(field for field in panel.findChildren(Field) if field.error)
    assert wrong.control.hasFocus()
    assert panel.phone.text() == phone
    assert kept(clinic) == before


def test_that_an_open_summary_prints_what_was_kept_since_it_was_opened(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    started.workplace.open_patient(clinic.patient, "the patient")
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    page.sections.show_section("summary")
    section = page.findChild(SummarySection)
    assert section is not None
    assert section.page is not None
    summary = section.page
    started.wait(lambda: DEFAULT in words_of_paper(summary))
    keep(started, "555-0199", "Call us: 555-0198.")
    started.workplace.open_patient(clinic.patient, "the patient")
    assert started.workplace.page is page
    started.wait(lambda: "Call us: 555-0198." in words_of_paper(summary))
    assert f"{CLINIC_NAME}, 555-0199" in words_of_paper(summary).replace("\r\n", " ")


def words_of_paper(summary: SummaryPage) -> str:
    """The words of the paper that is shown, once there is one."""
    return words_of(summary.shown_pdf) if summary.shown_pdf else ""
