"""The summary page: what is missing is named and led to, the paper is alive, and what is issued is what is printed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from careboard.clinical.paper import Audience, DischargeSummaryIssued, Disclosure, Ground
from careboard.clinical.people import Role
from careboard.projections.chart import Chart
from careboard.projections.summary import Section
from careboard.storage.refusals import StorageRefused
from careboard.ui.background import Background, Errand
from careboard.ui.desk import Desk
from careboard.ui.look.look import apply, named
from careboard.ui.parts.fields import Choice, Text
from careboard.ui.patient.summary import page as summary_page
from careboard.ui.patient.summary.drawing import Drawn, Order, drawn
from careboard.ui.patient.summary.fields import COPIES
from careboard.ui.patient.summary.foot import Foot
from careboard.ui.patient.summary.page import SummaryPage
from careboard.ui.patient.summary.paper import one_at_a_time, pictures, print_pdf
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.clinical_examples import RELEASE
from tests.ui.desk import lay_out
from tests.ui.keys import CTRL, press, write

PATIENCE = 20_000


@pytest.fixture
def session(clinic: Clinic) -> Session:
    return Session(clinic.open())


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(session, Background())
    yield made
    made.close()


@pytest.fixture
def page(clinic: Clinic, session: Session, desk: Desk, qtbot: QtBot) -> SummaryPage:
    return shown(SummaryPage(desk, session.chart(clinic.patient)), qtbot)


def shown(page: SummaryPage, qtbot: QtBot) -> SummaryPage:
    """The page on the screen, with its first draft."""
    qtbot.addWidget(page)
    page.resize(1400, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=PATIENCE)
    return page


def fill_in(page: SummaryPage, about: str) -> QWidget:
    """Press the button that leads to something missing, and say what has the keyboard then."""
    control = page.fields.control_of(about)
    assert control is not None
    page.meter.wanted.emit(about)
    assert control.hasFocus()
    return control


def show_copy(page: SummaryPage, audience: Audience) -> None:
    """Choose whose copy is shown."""
    copies = [audience for _words, (audience, _language) in COPIES]
    page.fields.findChildren(Choice)[1].setCurrentIndex(copies.index(audience))


def issue(page: SummaryPage, qtbot: QtBot) -> Chart:
    """Review and sign by keys."""
    page.setFocus()
    with qtbot.waitSignal(page.issued, timeout=PATIENCE) as heard:
        press(Qt.Key.Key_Return, CTRL)
        press(Qt.Key.Key_Return)
    assert heard.args is not None
    chart = heard.args[0]
    assert isinstance(chart, Chart)
    return chart


def complete(page: SummaryPage, clinic: Clinic, qtbot: QtBot) -> None:
    """Decide on every medicine, and write every section that is empty, by keys."""
    choice = fill_in(page, clinic.entries["start"])
    assert isinstance(choice, Choice)
    press(Qt.Key.Key_Down)
    for section in Section:
        assert isinstance(fill_in(page, section.value), Text)
        write(f"Told under {section.value}.")
    qtbot.waitUntil(lambda: not page.meter.sentences, timeout=PATIENCE)


def test_that_the_meter_names_what_is_missing_and_from_whom(page: SummaryPage, clinic: Clinic) -> None:
    assert '"Reason for admission" is empty.' in page.meter.sentences
    assert any(text.startswith("Nobody has decided what becomes of") for text in page.meter.sentences)
    leads = [button.accessibleName() for button in page.meter.findChildren(QPushButton)]
    assert all(any(sentence in lead for lead in leads) for sentence in page.meter.sentences)


def test_that_enter_on_a_missing_thing_leads_to_its_field(page: SummaryPage) -> None:
    for number, button in enumerate(page.meter.findChildren(QPushButton)):
        button.setFocus()
        press(Qt.Key.Key_Return)
        led_to = QApplication.focusWidget()
        assert isinstance(led_to, Choice | Text), number
        assert page.fields.isAncestorOf(led_to)
        assert led_to.accessibleName() in button.accessibleName() or isinstance(led_to, Choice)


def test_that_a_draft_with_something_missing_is_not_issued(page: SummaryPage, clinic: Clinic, qtbot: QtBot) -> None:
    before = clinic.open().file.count()
    page.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert page.foot.said == "Something is missing: see what, and from whom."
    assert not page.foot.sign.isVisible()
    press(Qt.Key.Key_Return)
    page.sign()
    fill_in(page, Section.REASON.value)
    write("Drawn after whatever was asked for.")
    qtbot.waitUntil(lambda: "Drawn after whatever" in words_of(page.shown_pdf), timeout=PATIENCE)
    assert clinic.open().file.count() == before


def test_that_what_is_typed_stands_on_the_paper_half_a_second_later(
    page: SummaryPage, clinic: Clinic, qtbot: QtBot
) -> None:
    fill_in(page, Section.REASON.value)
    write("Steps down after nine weeks.")
    qtbot.waitUntil(lambda: "Steps down after nine weeks." in words_of(page.shown_pdf), timeout=PATIENCE)
    assert "DRAFT" in words_of(page.shown_pdf)


def test_that_a_summary_is_completed_issued_and_printed_as_it_was_issued(
    page: SummaryPage, clinic: Clinic, session: Session, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    complete(page, clinic, qtbot)
    assert "DRAFT: not signed" in words_of(page.shown_pdf)
    chart = issue(page, qtbot)
    (issued,) = chart.record.of(DischargeSummaryIssued)
    assert "DRAFT" not in words_of(page.shown_pdf)
    printed: list[bytes] = []
    page.taking.ask_printer = lambda: printed.append
    page.print_paper()
    qtbot.waitUntil(lambda: bool(printed), timeout=PATIENCE)
    page.taking.ask_file = lambda: str(tmp_path / "summary.pdf")
    with qtbot.waitSignal(desk.told, timeout=PATIENCE):
        page.taking.save_paper(page.shown_pdf)
    stored = session.printed(clinic.patient, issued.content.copies[0])
    assert printed == [stored]
    assert (tmp_path / "summary.pdf").read_bytes() == stored
    assert (tmp_path / "summary.pdf").stat().st_mode & 0o077 == 0


def test_that_one_button_is_primary_and_the_keyboard_goes_on_at_print_once_it_is_signed(
    page: SummaryPage, clinic: Clinic, qtbot: QtBot
) -> None:
    complete(page, clinic, qtbot)
    page.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert [button.text() for button in primaries(page)] == [page.foot.sign.text()]
    press(Qt.Key.Key_Escape)
    assert [button.text() for button in primaries(page)] == [page.foot.issue.text()]
    issue(page, qtbot)
    assert page.foot.print.hasFocus()


def primaries(page: SummaryPage) -> list[QPushButton]:
    """The buttons that are drawn as what comes next."""
    return [one for one in page.findChildren(QPushButton) if one.isVisible() and one.property("kind") == "primary"]


def test_that_a_paper_that_comes_late_is_said_to_be_drawn_anew(
    page: SummaryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = Event()

    def late(order: Order, session: Session, errand: Errand) -> Drawn | None:
        let_go.wait()
        return drawn(order, session, errand)

    monkeypatch.setattr(summary_page, "drawn", late)
    try:
        page.draw()
        qtbot.waitUntil(lambda: page.foot.said.startswith("The paper is being drawn anew"), timeout=PATIENCE)
    finally:
        let_go.set()
    qtbot.waitUntil(lambda: page.foot.said.startswith("A draft"), timeout=PATIENCE)


def test_that_a_paper_that_could_not_be_drawn_anew_is_said_to_be_that_of_before(
    page: SummaryPage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_order: Order, _session: Session, _errand: Errand) -> Drawn | None:
        raise StorageRefused("The file is gone.")

    qtbot.waitUntil(lambda: page.at_rest, timeout=PATIENCE)
    monkeypatch.setattr(summary_page, "drawn", refuse)
    with qtbot.waitSignal(desk.refused, timeout=PATIENCE):
        page.draw()
    assert page.foot.said == "The paper could not be drawn anew: it is as the fields stood before."


def test_that_enter_held_down_asks_once_to_print(qtbot: QtBot) -> None:
    foot = Foot("RIVERA, Maya")
    pressed: list[bool] = []
    qtbot.addWidget(foot)
    foot.print_asked.connect(lambda: pressed.append(True))
    for again in (False, True, True):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=again)
        QApplication.sendEvent(foot.print, held)
    assert pressed == [True]


def test_that_what_was_issued_on_another_day_is_shown_and_printed_again_byte_for_byte(
    page: SummaryPage, clinic: Clinic, session: Session, desk: Desk, qtbot: QtBot
) -> None:
    assert page.before.isHidden()
    complete(page, clinic, qtbot)
    chart = issue(page, qtbot)
    (issued,) = chart.record.of(DischargeSummaryIssued)
    later = shown(SummaryPage(desk, chart), qtbot)
    assert "DRAFT" in words_of(later.shown_pdf)
    (button,) = later.before.findChildren(QPushButton)
    button.setFocus()
    press(Qt.Key.Key_Return)
    stored = session.attached(issued.content.copies[0].blob)
    qtbot.waitUntil(lambda: later.shown_pdf == stored, timeout=PATIENCE)
    later.resize(1300, 800)
    printed: list[bytes] = []
    later.taking.ask_printer = lambda: printed.append
    later.print_paper()
    qtbot.waitUntil(lambda: bool(printed), timeout=PATIENCE)
    assert printed == [stored]
    fill_in(later, Section.REASON.value)
    write("Another draft.")
    qtbot.waitUntil(lambda: "DRAFT" in words_of(later.shown_pdf), timeout=PATIENCE)


def test_that_the_copy_that_is_shown_is_the_copy_that_is_printed(
    page: SummaryPage, clinic: Clinic, qtbot: QtBot
) -> None:
    complete(page, clinic, qtbot)
    issue(page, qtbot)
    clinicians = page.shown_pdf
    assert "DRAFT" not in words_of(clinicians)
    show_copy(page, Audience.PATIENT)
    qtbot.waitUntil(lambda: page.shown_pdf != clinicians, timeout=PATIENCE)
    printed: list[bytes] = []
    page.taking.ask_printer = lambda: printed.append
    page.print_paper()
    qtbot.waitUntil(lambda: bool(printed), timeout=PATIENCE)
    qtbot.waitUntil(lambda: "DRAFT" in words_of(page.shown_pdf), timeout=PATIENCE)
    assert printed == [page.shown_pdf]
    show_copy(page, Audience.CLINICIAN)
    qtbot.waitUntil(lambda: page.shown_pdf == clinicians, timeout=PATIENCE)


def test_that_the_patients_copy_is_issued_and_stays_shown_when_it_was_chosen(
    page: SummaryPage, clinic: Clinic, session: Session, qtbot: QtBot
) -> None:
    show_copy(page, Audience.PATIENT)
    complete(page, clinic, qtbot)
    (issued,) = issue(page, qtbot).record.of(DischargeSummaryIssued)
    stored = {copy.audience: session.printed(clinic.patient, copy) for copy in issued.content.copies}
    assert page.shown_pdf == stored[Audience.PATIENT] != stored[Audience.CLINICIAN]
    page.resize(1300, 780)
    lay_out()
    page.draw()
    assert page.shown_pdf == stored[Audience.PATIENT]


def test_that_a_summary_is_signed_once_however_often_somebody_presses(
    page: SummaryPage, clinic: Clinic, desk: Desk, qtbot: QtBot
) -> None:
    complete(page, clinic, qtbot)
    page.review()
    for _time in range(2):
        page.sign()
        page.review()
    charts: list[Chart] = []
    desk.ask(lambda session: session.chart(clinic.patient), page, charts.append)
    qtbot.waitUntil(lambda: bool(charts), timeout=PATIENCE)
    assert len(charts[0].record.of(DischargeSummaryIssued)) == 1


def test_that_an_emergency_sheet_is_printed_while_things_are_missing_and_stands_as_a_disclosure(
    page: SummaryPage, qtbot: QtBot
) -> None:
    assert page.meter.sentences
    printed: list[bytes] = []
    page.taking.ask_printer = lambda: printed.append
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "Emergency sheet")
    button.setFocus()
    with qtbot.waitSignal(page.issued, timeout=PATIENCE) as heard:
        press(Qt.Key.Key_Space)
    assert heard.args is not None
    (given,) = heard.args[0].record.of(Disclosure)
    assert given.content.ground is Ground.MEDICAL_EMERGENCY
    assert "EMERGENCY SHEET" in words_of(printed[0])


def test_that_who_may_not_sign_a_summary_is_told_so_and_keeps_what_was_typed(clinic: Clinic, qtbot: QtBot) -> None:
    desk = Desk(Session(clinic.open(Role.COUNSELOR)), Background())
    page = shown(SummaryPage(desk, Session(clinic.open(Role.COUNSELOR)).chart(clinic.patient)), qtbot)
    complete(page, clinic, qtbot)
    page.review()
    page.sign()
    qtbot.waitUntil(
        lambda: any("may not sign a summary" in label.text() for label in page.findChildren(QLabel)), timeout=PATIENCE
    )
    assert page.fields.additions().sections
    desk.close()


def test_that_a_folder_that_cannot_be_written_is_told_in_words(page: SummaryPage, desk: Desk, qtbot: QtBot) -> None:
    page.taking.ask_file = lambda: "/nowhere/at/all/summary.pdf"
    with qtbot.waitSignal(desk.refused) as heard:
        page.taking.save_paper(page.shown_pdf)
    assert heard.args is not None
    assert "could not be written" in str(heard.args[0])


def test_that_nothing_is_printed_or_saved_without_its_record(
    page: SummaryPage, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageRefused("The disk is full.")

    out: list[bytes] = []
    page.taking.ask_printer = lambda: out.append
    page.taking.ask_file = lambda: str(tmp_path / "summary.pdf")
    monkeypatch.setattr(Session, "note_access", refuse)
    for act in (page.print_paper, lambda: page.taking.save_paper(page.shown_pdf)):
        with qtbot.waitSignal(desk.refused, timeout=PATIENCE):
            act()
    assert not out
    assert not (tmp_path / "summary.pdf").exists()


def test_that_a_saved_summary_takes_the_place_of_another_pdf_and_never_of_the_clinic(
    page: SummaryPage, clinic: Clinic, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "old.pdf").write_bytes(b"%PDF-1.7 an older draft")
    page.taking.ask_file = lambda: str(tmp_path / "old.pdf")
    with qtbot.waitSignal(desk.told, timeout=PATIENCE):
        page.taking.save_paper(page.shown_pdf)
    assert "DRAFT" in words_of((tmp_path / "old.pdf").read_bytes())
    page.taking.ask_file = lambda: str(clinic.path)
    with qtbot.waitSignal(desk.refused, timeout=PATIENCE) as heard:
        page.taking.save_paper(page.shown_pdf)
    assert heard.args is not None
    assert "is no PDF" in str(heard.args[0])
    assert clinic.path.read_bytes().startswith(b"SQLite")


def test_that_every_page_goes_to_the_printer(page: SummaryPage, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pdf(page.shown_pdf, printer)
    printed = pictures((tmp_path / "printed.pdf").read_bytes(), 36)
    assert len(printed) == len(pictures(page.shown_pdf, 36)) == page.preview.pages


def with_consent(what: str, clinic: Clinic, desk: Desk, session: Session, qtbot: QtBot) -> SummaryPage:
    """A page with all that is missing filled in, in which the patient's only consent is chosen by keys."""
    session.record(clinic.patient, replace(RELEASE, what=what))
    page = shown(SummaryPage(desk, session.chart(clinic.patient)), qtbot)
    complete(page, clinic, qtbot)
    fill_in(page, "consent")
    press(Qt.Key.Key_Down)
    assert page.fields.additions().recipient == RELEASE.recipient
    return page


def test_that_a_consent_that_leaves_out_what_the_copy_holds_keeps_it_from_being_issued(
    clinic: Clinic, desk: Desk, session: Session, qtbot: QtBot
) -> None:
    page = with_consent("Discharge summary, no SUD counseling", clinic, desk, session, qtbot)
    qtbot.waitUntil(lambda: bool(page.meter.sentences), timeout=PATIENCE)
    assert page.meter.sentences == (
        (
            "The consent leaves out what the copy holds: substance use and its treatment. "
            "It says: “Discharge summary, no SUD counseling”."
        ),
    )
    page.setFocus()
    with qtbot.assertNotEmitted(page.issued):
        press(Qt.Key.Key_Return, CTRL)
        press(Qt.Key.Key_Return)


def test_that_what_a_consent_does_not_name_stands_in_the_meter_and_is_said_again_before_it_is_signed(
    clinic: Clinic, desk: Desk, session: Session, qtbot: QtBot
) -> None:
    page = with_consent("medicines, attendance", clinic, desk, session, qtbot)
    told = "The consent does not name what the copy holds: "
    qtbot.waitUntil(
        lambda: any(label.text().startswith(told) for label in page.meter.findChildren(QLabel)), timeout=PATIENCE
    )
    assert page.meter.sentences == ()
    page.setFocus()
    press(Qt.Key.Key_Return, CTRL)
    assert f"It is signed and cannot be changed. {told}" in page.foot.said
    with qtbot.waitSignal(page.issued, timeout=PATIENCE):
        press(Qt.Key.Key_Return)


def words_of(pdf: bytes) -> str:
    """The words of a PDF; the page may be drawing one meanwhile, and PDFium runs on one thread at a time."""
    with one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()


@pytest.fixture
def large(page: SummaryPage, qtbot: QtBot) -> Iterator[SummaryPage]:
    """The page at twice the text, in what a window of 1366 pixels leaves it."""
    apply(named("light", 2.0))
    page.resize(1194, 824)
    qtbot.waitUntil(lambda: page.halves.one_at_a_time)
    yield page
    apply(named("light"))


def test_that_at_twice_the_text_fields_or_paper_have_the_whole_width(large: SummaryPage, qtbot: QtBot) -> None:
    assert large.fields.isVisible()
    assert not large.preview.isVisible()
    assert large.fields.width() > 1000
    large.halves.to_paper.click()
    assert not large.fields.isVisible()
    qtbot.waitUntil(lambda: large.preview.isVisible() and large.preview.width() > 1000)


def test_that_what_is_missing_brings_its_field_to_the_front(large: SummaryPage) -> None:
    large.halves.to_paper.click()
    control = fill_in(large, Section.REASON.value)
    assert control.isVisible()


def test_that_at_twice_the_text_nothing_of_the_summary_is_cut(large: SummaryPage) -> None:
    for part in (large.meter, large.foot):
        assert part.isVisible()
        for label in part.findChildren(QLabel):
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            assert label.height() >= needed, label.text()
        for button in part.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), button.text()
                assert part.rect().contains(button.mapTo(part, button.rect().center()))
