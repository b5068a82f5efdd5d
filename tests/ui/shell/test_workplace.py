"""The frame: tabs of patients, the palette, panes, settings; all by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from careboard.clinical.people import Role
from careboard.clinical.person import HumanName, Registration
from careboard.clinical.values import PatientId
from careboard.settings import DesktopSettings
from careboard.ui.clinic.importing.page import ImportPage
from careboard.ui.look.look import apply, look, named
from careboard.ui.look.tokens import CONTRAST
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.finding import Findable, Sort, found
from careboard.ui.shell.palette import Palette
from careboard.ui.shell.settings.groups import Group
from careboard.ui.shell.settings.page import SettingsPage
from careboard.ui.shell.settings.panel import SettingsPanel
from careboard.ui.shell.settings.passphrase import PassphrasePanel
from careboard.ui.shell.tabs import MOST
from careboard.ui.shell.workplace import CASELOAD, PEOPLE, SETTINGS
from careboard.vault.keyslot import Slot
from careboard.vault.refusals import WrongSecret
from careboard.workflow.session import Session
from careboard.workflow.sign_in import unlock
from tests.clinic import FOUNDER, Clinic, note
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import Started, labels_of, words_on_screen
from tests.ui.keys import CTRL, focus, press, tab, unreached, write
from tests.vault.forging import tamper

NEW_WORDS = "five other words that fit"
FAMILIES = ("Okafor", "Lindqvist", "Castellano", "Alvarez")


@pytest.fixture
def caseload(clinic: Clinic, started: Started) -> Started:
    """Five patients, somebody signed in."""
    session = Session(clinic.open())
    for family in FAMILIES:
        session.new_patient(Registration(HumanName(family, ("Test",))))
    session.close()
    started.sign_in()
    return started


def open_by_palette(started: Started, letters: str) -> PatientId:
    """Ctrl+K, three letters, Enter."""
    press(Qt.Key.Key_K, CTRL)
    write(letters)
    press(Qt.Key.Key_Return)
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    started.wait(lambda: QApplication.focusWidget() is not None)
    return page.patient


def test_that_five_keys_open_a_patient_from_anywhere(caseload: Started) -> None:
    patient = open_by_palette(caseload, "oka")
    assert caseload.workplace.top_bar.tabs.patients == (patient,)
    assert caseload.workplace.rail.button("patient").isVisible()


def test_that_enter_on_a_row_opens_its_patient(caseload: Started) -> None:
    table = caseload.workplace.caseload.table
    table.setFocus()
    press(Qt.Key.Key_Down)
    chosen = caseload.workplace.caseload.model.shown[table.currentIndex().row()]
    press(Qt.Key.Key_Return)
    assert caseload.workplace.top_bar.tabs.patients == (chosen.id,)


def test_that_a_chart_that_is_open_shows_what_files_brought_in(caseload: Started, clinic: Clinic) -> None:
    patient, workplace = open_by_palette(caseload, "oka"), caseload.workplace
    page = workplace.page
    assert isinstance(page, PatientPage)
    workplace.caseload.asked_to_import.emit()
    assert isinstance(workplace.page, ImportPage)
    brought = Session(clinic.open()).append(patient, note("From the hospital."))
    workplace.page.taken.emit()
    caseload.wait(lambda: page.chart is not None and brought in page.chart.record.by_id)


def test_that_the_fifth_patient_is_refused_in_a_sentence(caseload: Started) -> None:
    for letters in ("oka", "lin", "cas", "alv"):
        open_by_palette(caseload, letters)
    workplace = caseload.workplace
    fifth = next(row for row in workplace.caseload.model.rows if row.family == REGISTRATION.name.family)
    workplace.open_patient(fifth.id, fifth.named)
    assert len(workplace.top_bar.tabs.patients) == MOST
    assert workplace.messages.said == "Four patients are open. Close one of the tabs first."


def test_that_what_is_told_and_what_is_refused_move_nothing_and_lie_over_no_control_that_has_the_keyboard(
    caseload: Started,
) -> None:
    workplace = caseload.workplace
    bar, top, page = workplace.messages, workplace.top_bar, workplace.caseload
    whole, room = page.height(), top.room.translated(top.mapTo(workplace, QPoint()))
    workplace.desk.tell("Signed.")
    assert room.contains(bar.geometry())
    begins = top.finder.mapTo(workplace, QPoint(top.finder.width() // 3, top.finder.height() // 2))
    assert workplace.childAt(begins) is top.finder
    workplace.desk.refused.emit(WrongSecret("No key opens it. " * 3))
    two_lines = bar.geometry()
    assert room.contains(two_lines)
    top.finder.setFocus()
    assert bar.geometry().top() > workplace.height() / 2
    page.filter.setFocus()
    workplace.desk.refused.emit(WrongSecret("A sentence that has no room in two lines of the top bar. " * 12))
    assert bar.geometry().bottom() < workplace.height()
    assert bar.geometry().top() > workplace.height() / 2
    layout = workplace.layout()
    assert layout is not None
    layout.activate()
    assert page.height() == whole


def test_that_ctrl_tab_goes_round_the_open_patients_and_ctrl_w_closes(caseload: Started) -> None:
    one, other = open_by_palette(caseload, "oka"), open_by_palette(caseload, "lin")
    workplace = caseload.workplace

    def shown() -> str:
        assert isinstance(workplace.page, PatientPage)
        return workplace.page.patient

    press(Qt.Key.Key_Tab, CTRL)
    assert shown() == one
    press(Qt.Key.Key_Tab, CTRL)
    assert shown() == other
    press(Qt.Key.Key_W, CTRL)
    assert workplace.top_bar.tabs.patients == (one,)
    press(Qt.Key.Key_W, CTRL)
    assert workplace.page is workplace.caseload
    assert not workplace.rail.button("patient").isVisible()


def test_that_f6_reaches_rail_and_top_bar_and_comes_back(caseload: Started) -> None:
    workplace = caseload.workplace
    workplace.caseload.table.setFocus()
    met: list[QWidget] = []
    for _pane in range(3):
        press(Qt.Key.Key_F6)
        met.append(focus())
    assert workplace.rail.isAncestorOf(met[0])
    assert workplace.top_bar.isAncestorOf(met[1])
    assert workplace.caseload.isAncestorOf(met[2])


def test_that_esc_closes_the_palette_and_gives_the_keyboard_back(caseload: Started) -> None:
    caseload.workplace.caseload.filter.setFocus()
    press(Qt.Key.Key_K, CTRL)
    write("oka")
    press(Qt.Key.Key_Escape)
    assert focus() is caseload.workplace.caseload.filter
    assert caseload.workplace.page is caseload.workplace.caseload


def test_that_the_palette_says_what_to_do_when_nothing_is_found(caseload: Started) -> None:
    press(Qt.Key.Key_K, CTRL)
    write("zzz")
    palette = caseload.workplace.findChild(Palette)
    assert palette is not None
    assert palette.said == "No name, number or command has words that begin so. Type fewer letters."
    assert palette.said in words_on_screen()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Backspace, times=3)
    write("oka")
    assert not palette.said
    press(Qt.Key.Key_Return)
    assert isinstance(caseload.workplace.page, PatientPage)


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_that_the_palette_stays_within_the_window(caseload: Started, size: float) -> None:
    apply(named("light", size))
    caseload.desktop.window.resize(1366, 768)
    press(Qt.Key.Key_K, CTRL)
    palette = caseload.workplace.findChild(Palette)
    assert palette is not None
    assert caseload.workplace.rect().contains(palette.geometry())


def widths_of_panels(page: SettingsPage) -> set[int]:
    return {panel.width() for panel in page.findChildren(SettingsPanel) if panel.isVisible()}


def test_that_the_panels_of_the_settings_are_of_one_width(started: Started) -> None:
    started.desktop.window.resize(1366, 768)
    started.sign_in()
    started.workplace.show_place(SETTINGS)
    page = started.workplace.settings
    for group in page.groups.groups.groups:
        page.show_group(group)
        started.wait(lambda: widths_of_panels(page) == {560})
    page.appearance.size_.choose(1.25)
    started.wait(lambda: widths_of_panels(page) == {700})


def test_that_a_sign_looks_for_commands_or_for_patients_alone() -> None:
    everything = [
        Findable(Sort.COMMAND, "Lock", "Ctrl+L", lambda: None),
        Findable(Sort.PATIENT, "LOCKE, Ann", "004-1", lambda: None),
    ]
    assert [one.words for one in found(everything, "loc")] == ["LOCKE, Ann", "Lock"]
    assert [one.words for one in found(everything, ">loc")] == ["Lock"]
    assert [one.words for one in found(everything, "@loc")] == ["LOCKE, Ann"]
    assert found(everything, "nobody") == ()


def test_that_the_top_bar_says_who_is_signed_in_and_when_it_locks(started: Started) -> None:
    started.sign_in()
    bar = started.workplace.top_bar
    assert "Locks in 10 min" in labels_of(bar)
    bar.show_left(541)
    assert "Locks in 10 min" in labels_of(bar)
    bar.show_left(540)
    assert "Locks in 9 min" in labels_of(bar)
    bar.show_left(20)
    assert "Locks in 20 seconds" in labels_of(bar)


def test_that_theme_and_text_size_change_at_once_and_are_remembered(started: Started) -> None:
    started.sign_in()
    started.workplace.show_place(SETTINGS)
    page = started.workplace.settings
    page.theme.choose("contrast")
    page.appearance.size_.choose(1.5)
    assert (look().tokens, look().scale) == (CONTRAST, 1.5)
    assert (DesktopSettings.kept().theme, DesktopSettings.kept().text_size) == ("contrast", 1.5)


def test_that_a_pin_is_set_by_keys_and_a_short_one_refused(started: Started) -> None:
    started.sign_in()
    started.workplace.show_place(SETTINGS)
    started.workplace.settings.show_group(Group.LOCK)
    page = started.workplace.settings.cover
    page.pin.setFocus()
    write("12345")
    press(Qt.Key.Key_Return)
    assert page.error == "A PIN has 6 digits or more."
    write("6")
    press(Qt.Key.Key_Return)
    assert page.error == "Type your passphrase too."
    write(FOUNDER.passphrase)
    press(Qt.Key.Key_Return)
    started.wait(lambda: started.workplace.pin is not None)
    assert started.workplace.pin is not None
    assert started.workplace.pin.is_met_by("123456")


def test_that_nobody_sets_a_pin_at_an_open_desk_without_the_passphrase(started: Started) -> None:
    started.sign_in()
    started.workplace.show_place(SETTINGS)
    started.workplace.settings.show_group(Group.LOCK)
    page = started.workplace.settings.cover
    page.pin.setFocus()
    write("123456")
    tab()
    write("not her passphrase")
    press(Qt.Key.Key_Return)
    started.wait(lambda: bool(page.error))
    assert page.error.startswith("The passphrase does not fit.")
    assert started.workplace.pin is None


def change_passphrase_by_keys(started: Started, old: str, new: str, again: str) -> PassphrasePanel:
    """Three fields and Enter, as far as an answer."""
    panel = started.workplace.settings.passphrase
    started.workplace.show_place(SETTINGS)
    started.workplace.settings.show_group(Group.LOCK)
    panel.old.setFocus()
    for number, words in enumerate((old, new, again)):
        if number:
            tab()
        write(words)
    press(Qt.Key.Key_Return)
    started.wait(lambda: bool(panel.said))
    return panel


def test_that_a_passphrase_is_changed_by_keys_and_the_old_one_opens_nothing(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    panel = change_passphrase_by_keys(started, FOUNDER.passphrase, NEW_WORDS, NEW_WORDS)
    assert panel.said == "Changed. Sign in with the new passphrase from now on."
    assert not panel.old.text() + panel.new.first.text() + panel.new.again.text()
    with pytest.raises(WrongSecret):
        unlock(clinic.path, FOUNDER.sign_in, FOUNDER.passphrase)
    opened = unlock(clinic.path, FOUNDER.sign_in, NEW_WORDS)
    assert opened.member == clinic.founder.id
    opened.file.close()


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("not her passphrase", NEW_WORDS, NEW_WORDS, "The passphrase does not fit."),
        (FOUNDER.passphrase, NEW_WORDS, "another one, long", "The two passphrases differ."),
        (FOUNDER.passphrase, "short", "short", "A passphrase needs at least 10 characters."),
        ("", NEW_WORDS, NEW_WORDS, "Type the passphrase that you signed in with."),
    ],
)
def test_that_a_passphrase_that_was_not_typed_right_changes_nothing(
    started: Started, clinic: Clinic, old: str, new: str, again: str, sentence: str
) -> None:
    started.sign_in()
    before = clinic.file().keyslots(Slot.PASSPHRASE)
    panel = change_passphrase_by_keys(started, old, new, again)
    assert panel.said.startswith(sentence)
    assert clinic.file().keyslots(Slot.PASSPHRASE) == before


def test_that_every_control_on_every_page_has_a_name(caseload: Started) -> None:
    open_by_palette(caseload, "oka")
    press(Qt.Key.Key_K, CTRL)
    for place in (CASELOAD, PEOPLE, SETTINGS):
        caseload.workplace.show_place(place)
        assert nameless() == []


@pytest.mark.parametrize("place", [CASELOAD, PEOPLE, SETTINGS])
def test_that_tab_reaches_every_control_of_the_window_and_comes_round(caseload: Started, place: str) -> None:
    workplace = caseload.workplace
    caseload.wait(lambda: bool(workplace.people.model.people))
    open_by_palette(caseload, "oka")
    workplace.show_place(place)
    if place == PEOPLE:
        workplace.people.enrol.click()
    assert unreached(workplace) == set()


def nameless() -> list[QWidget]:
    """What takes the keyboard on the screen and has neither a name nor words nor a label."""
    tab()
    return [
        widget
        for widget in QApplication.allWidgets()
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or widget.property("text"))
    ]


def test_that_a_damaged_draft_is_told_to_its_author_at_the_next_sign_in(started: Started, clinic: Clinic) -> None:
    session = Session(clinic.open())
    session.save_draft("mine", b"Half a sentence.")
    session.close()
    tamper(clinic.path, "UPDATE draft SET sealed = substr(sealed, 2)")
    started.sign_in()
    started.wait(lambda: bool(started.workplace.messages.said))
    assert started.workplace.messages.said.startswith("1 text that you had not signed can no longer be opened")


def test_that_an_administrator_enrols_a_member_by_keys(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    people = started.workplace.people
    started.workplace.show_place(PEOPLE)
    started.wait(lambda: bool(people.model.people))
    people.enrol.setFocus()
    press(Qt.Key.Key_Return)
    assert people.sheet is not None
    write("Luis Moreno")
    tab()
    write("counselor")
    tab(2)
    for _time in range(2):
        write("four words that fit")
        tab()
    kit = clinic.path.with_name("kit-lm.pdf")
    press(Qt.Key.Key_A, CTRL)
    write(str(kit))
    tab(2)
    press(Qt.Key.Key_Return)
    started.wait(lambda: any(one.author.name == "Luis Moreno" for one in people.model.people))
    assert kit.read_bytes().startswith(b"%PDF")
    assert people.facts.pairs.told["Their kit lies in"] == f"{kit}. Print it, hand it over, and delete the file."
    assert {one.roles for one in people.model.people if one.author.name == "Luis Moreno"} == {(Role.COUNSELOR,)}
    assert people.list.hasFocus()


def test_that_nobody_is_enrolled_in_a_role_that_was_not_chosen(started: Started) -> None:
    started.sign_in()
    people = started.workplace.people
    started.workplace.show_place(PEOPLE)
    started.wait(lambda: bool(people.model.people))
    before = len(people.model.people)
    people.enrol.click()
    assert people.sheet is not None
    write("Luis Moreno")
    tab(3)
    for _time in range(2):
        write("four words that fit")
        tab()
    people.sheet.sign.click()
    assert "Say what they do here." in words_on_screen()
    assert len(people.model.people) == before
