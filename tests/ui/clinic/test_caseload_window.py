"""The caseload in the window, by keys: filled from the sealed outlines at once, filtered, hidden, moved, told."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from careboard.clinical.episode import Admission, Level, LevelOfCare, LevelOfCareChange
from careboard.clinical.people import Role
from careboard.clinical.person import HumanName, Registration
from careboard.clinical.response import RiskLevel
from careboard.clinical.values import MemberId, PatientId, When
from careboard.errors import CareboardError
from careboard.projections.outline import Outline
from careboard.projections.stages import Stage
from careboard.ui.clinic import feed
from careboard.ui.clinic.caseload.filters import Preset
from careboard.ui.clinic.caseload.page import CaseloadPage
from careboard.ui.look.look import apply, named
from careboard.ui.parts.fields import Choice
from careboard.ui.patient.forms.stay import DischargeForm, LevelOfCareForm
from careboard.ui.patient.page import PatientPage
from careboard.ui.shell.findable import findable
from careboard.ui.shell.finding import Sort, found
from careboard.ui.shell.ways import INBOX
from careboard.workflow.outlines import keep_outlines, kept_choices, kept_outlines, outline_of
from careboard.workflow.session import Session
from tests.clinic import BEGAN, Clinic
from tests.clinical_examples import RISK
from tests.ui.desk import Started, labels_of, lay_out, words_on_screen
from tests.ui.keys import CTRL, focus, press, write


@pytest.fixture
def stayed(clinic: Clinic) -> Iterator[Clinic]:
    """The chart of the clinic, admitted to IOP, and two others, of whom one was never admitted."""
    session = Session(clinic.open())
    level = Level(LevelOfCare.INTENSIVE_OUTPATIENT)
    stay = (
        Admission("Eating Disorders IOP", "Restores eating.", "Home"),
        LevelOfCareChange(level, level, When.on(BEGAN.date())),
        replace(RISK, asked_to_acknowledge=(), screens=()),
    )
    session.append_each(clinic.patient, stay)
    for family in ("Okafor", "Lindqvist"):
        session.new_patient(Registration(HumanName(family, ("Test",))))
    session.vault.file.close()
    yield clinic
    apply(named("light"))


def outlined(clinic: Clinic) -> list[Outline]:
    """The outlines of all charts, kept sealed as by the session before."""
    session = Session(clinic.open())
    made = [one for stream in session.streams() if (one := outline_of(session, stream)) is not None]
    keep_outlines(session, made)
    session.vault.file.close()
    return made


@pytest.fixture
def caseload(stayed: Clinic, started: Started) -> CaseloadPage:
    """The page, read whole, with the keyboard."""
    started.sign_in()
    page = started.workplace.caseload
    page.setFocus()
    return page


def names(page: CaseloadPage) -> list[str]:
    """Who is shown."""
    return [row.family for row in page.model.shown]


# -- at once, then row by row -----------------------------------------------------------------------------------------


def test_that_the_first_rows_stand_before_any_chart_was_read(
    stayed: Clinic, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = outlined(stayed)
    known: list[int] = []
    said: list[str] = []

    def watched(session: Session, stream: str) -> Outline | None:
        page = started.desktop.workplace.caseload if started.desktop.workplace else None
        known.append(page.model.known if page else -1)
        said.append(page.count.text() if page else "")
        return outline_of(session, stream)

    monkeypatch.setattr(feed, "outline_of", watched)
    started.sign_in()
    assert known == [len(kept)] * len(kept)
    assert said[0].startswith("3 patients, as of ")
    assert said[0].endswith(", 0% read")
    page = started.workplace.caseload
    assert page.count.text() == "3 patients"


@pytest.mark.parametrize("bad", [b"", b"\0" * 200])
def test_that_a_snapshot_that_cannot_be_believed_is_made_anew(stayed: Clinic, started: Started, bad: bytes) -> None:
    outlined(stayed)
    file = stayed.file()
    file.put_snapshot(stayed.founder.id, "caseload", bad)
    started.sign_in()
    assert started.workplace.caseload.model.known == 3
    started.wait(lambda: started.desktop.background.idle)
    session = Session(stayed.open())
    kept = kept_outlines(session)
    assert kept is not None
    assert len(kept.outlines) == 3


def test_that_what_was_kept_is_read_anew_and_who_is_out_of_reach_goes(stayed: Clinic, started: Started) -> None:
    kept = outlined(stayed)
    stale = [replace(one, row=replace(one.row, unread=77)) for one in kept]
    gone = replace(kept[0], row=replace(kept[0].row, id=PatientId("f" * 64), named="GONE, Long"))
    session = Session(stayed.open())
    keep_outlines(session, [*stale, gone])
    session.vault.file.close()
    started.sign_in()
    rows = started.workplace.caseload.model.rows
    assert {row.id for row in rows} == {one.row.id for one in kept}
    assert all(row.unread < 77 for row in rows)


def test_that_a_chart_that_cannot_be_read_is_told_and_stops_nobody_else(
    stayed: Clinic, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(session: Session, stream: str) -> Outline | None:
        if stream == stayed.patient:
            raise CareboardError("The file cannot be read.")
        return outline_of(session, stream)

    with monkeypatch.context() as patched:
        patched.setattr(feed, "outline_of", refusing)
        started.sign_in()
    page = started.workplace.caseload
    assert page.model.known == 2
    assert "1 chart could not be read; what is shown of it may be old." in labels_of(page)
    page.load()
    started.wait(lambda: page.complete and page.model.known == 3)
    assert not any("could not be read" in words for words in labels_of(page))


# -- filters ----------------------------------------------------------------------------------------------------------


def test_that_words_of_level_and_risk_filter_too(caseload: CaseloadPage) -> None:
    press(Qt.Key.Key_Slash)
    write("iop moderate")
    assert names(caseload) == ["Rivera"]
    caseload.filters.clear()
    assert len(names(caseload)) == 3


def test_that_a_filter_without_a_match_says_so_and_0_or_its_button_clears_it(caseload: CaseloadPage) -> None:
    press(Qt.Key.Key_Slash)
    write("nobody of this name")
    told = labels_of(caseload)
    assert "No patients match." in told
    assert "0 of 3 patients shown" in told
    assert caseload.clear.text() == "Clear filters (0)"
    assert caseload.clear.isVisible()
    caseload.clear.click()
    assert len(names(caseload)) == 3
    assert focus() is caseload.table
    caseload.filters.show_preset(Preset.UNREAD)
    caseload.filters.show_preset(Preset.MINE)
    caseload.view.setFocus()
    press(Qt.Key.Key_0)
    assert len(names(caseload)) == 3


def test_that_needs_review_shows_only_those_with_a_reason_and_each_says_why(
    stayed: Clinic, caseload: CaseloadPage, started: Started
) -> None:
    assert not [row for row in caseload.model.rows if row.reviews]
    stayed.write(None, replace(RISK, asked_to_acknowledge=(), screens=()))
    caseload.model.put(replace(caseload.model.shown[0], reviews=("1 result not acknowledged",)))
    chip = caseload.filters.presets[Preset.REVIEW]
    assert chip.text() == "Needs review  1"
    chip.setFocus()
    press(Qt.Key.Key_Space)
    assert len(names(caseload)) == 1
    told = caseload.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.endswith("1 result not acknowledged")


def test_that_a_filter_is_saved_by_name_offered_again_and_removed(
    stayed: Clinic, caseload: CaseloadPage, started: Started
) -> None:
    press(Qt.Key.Key_Slash)
    write("rivera")
    caseload.filters.save.setFocus()
    press(Qt.Key.Key_Space)
    write("The Riveras")
    press(Qt.Key.Key_Return)
    chip = focus()
    assert chip.property("text") == "The Riveras"
    caseload.filters.clear()
    press(Qt.Key.Key_Space)
    assert names(caseload) == ["Rivera"]
    started.wait(lambda: started.desktop.background.idle)
    assert [one.name for one in kept_choices(Session(stayed.open())).filters] == ["The Riveras"]
    assert b"The Riveras" not in stayed.path.read_bytes()
    caseload.filters.remove.setFocus()
    press(Qt.Key.Key_Space)
    started.wait(lambda: started.desktop.background.idle)
    assert kept_choices(Session(stayed.open())).filters == ()


def test_that_escape_saves_nothing(caseload: CaseloadPage) -> None:
    press(Qt.Key.Key_Slash)
    write("rivera")
    caseload.filters.save.click()
    write("Half a na")
    press(Qt.Key.Key_Escape)
    assert caseload.feed.choices.filters == ()
    assert focus() is caseload.filters.words


# -- table and board --------------------------------------------------------------------------------------------------


def test_that_b_and_t_switch_the_view_keep_who_is_chosen_and_are_remembered(
    stayed: Clinic, caseload: CaseloadPage, started: Started
) -> None:
    press(Qt.Key.Key_Down)
    before = caseload.model.shown[caseload.table.currentIndex().row()]
    press(Qt.Key.Key_B)
    assert focus() is caseload.board
    assert caseload.model.shown[caseload.board.currentIndex().row()] == before
    started.wait(lambda: started.desktop.background.idle)
    assert kept_choices(Session(stayed.open())).board
    press(Qt.Key.Key_T)
    assert focus() is caseload.table
    assert not caseload.board.isVisible()


def opened(started: Started) -> PatientPage:
    """The chart in front, read whole."""
    page = started.workplace.page
    assert isinstance(page, PatientPage)
    started.wait(lambda: page.ready and page.chart is not None and page.chart.complete)
    return page


@pytest.mark.parametrize(("digit", "form"), [("2", LevelOfCareForm), ("6", DischargeForm)])
def test_that_m_and_a_digit_open_the_form_of_the_move_and_sign_nothing(
    stayed: Clinic, caseload: CaseloadPage, started: Started, digit: str, form: type
) -> None:
    before = len(stayed.read())
    at = caseload.model.row_of(stayed.patient)
    assert at is not None
    caseload.table.setCurrentIndex(caseload.model.index(at, 0))
    press(Qt.Key.Key_M)
    assert caseload.mover.isVisible()
    assert not caseload.mover.buttons[Stage.IOP].isEnabled()  # that is where the patient is
    write(digit)
    page = opened(started)
    started.wait(lambda: page.sheets.sheet is not None)
    sheet = page.sheets.sheet
    assert isinstance(sheet, form)
    if isinstance(sheet, LevelOfCareForm):
        (given,) = (one for one in sheet.findChildren(Choice) if one.accessibleName() == "Given")
        assert given.chosen is LevelOfCare.RESIDENTIAL
    assert len(stayed.read()) == before


def test_that_escape_moves_nobody(caseload: CaseloadPage) -> None:
    press(Qt.Key.Key_M)
    press(Qt.Key.Key_Escape)
    assert not caseload.mover.isVisible()
    assert focus() is caseload.table


# -- initials ---------------------------------------------------------------------------------------------------------


def test_that_initials_stand_for_names_wherever_patients_are_listed(
    stayed: Clinic, caseload: CaseloadPage, started: Started
) -> None:
    stayed.write(Role.COUNSELOR, replace(RISK, asked_to_acknowledge=(MemberId(stayed.founder.id),), screens=()))
    row = next(one for one in caseload.model.rows if one.family == "Rivera")
    workplace = started.workplace
    workplace.open_patient(row.id, row.named)
    opened(started)
    workplace.show_place("caseload")
    press(Qt.Key.Key_P)
    started.wait(lambda: started.desktop.background.idle)
    for place in ("caseload", INBOX):
        workplace.show_place(place)
        lay_out()
        assert "RIVERA" not in words_on_screen()
        assert "004-1187" not in words_on_screen()
    assert "M. R." in words_on_screen()
    assert [one.words for one in found(findable(workplace), "@riv")] == ["M. R."]
    assert kept_choices(Session(stayed.open())).initials
    press(Qt.Key.Key_K, CTRL)
    write("slept")
    palette = workplace.finder.palette
    assert palette is not None
    started.wait(lambda: any(one.sort is Sort.NOTE for one in palette.shown))
    assert not [one for one in palette.shown if "RIVERA" in one.told]
    press(Qt.Key.Key_Escape)
    workplace.show_place("caseload")
    press(Qt.Key.Key_P)
    assert "RIVERA, Maya" in words_on_screen()


# -- the digest -------------------------------------------------------------------------------------------------------


def test_that_the_digest_says_risks_first_and_leads_to_chart_and_inbox(
    stayed: Clinic, caseload: CaseloadPage, started: Started
) -> None:
    worse = replace(RISK, level=RiskLevel.HIGH, asked_to_acknowledge=(), screens=())
    stayed.write(Role.COUNSELOR, worse)
    caseload.refresh(stayed.patient)
    started.wait(lambda: "High" in caseload.digest.said[0])
    assert caseload.digest.said[0] == "RIVERA, Maya: Suicide risk High, was Moderate 15-Sep-2026"
    unread = next(chip for chip in caseload.digest.chips if "unread" in chip.text())
    unread.setFocus()
    press(Qt.Key.Key_Space)
    assert started.workplace.page is started.workplace.inbox
    started.workplace.show_place("caseload")
    caseload.digest.chips[0].setFocus()
    press(Qt.Key.Key_Space)
    assert opened(started).patient == stayed.patient


def test_that_the_digest_holds_its_place_while_charts_are_read_for_the_first_time(caseload: CaseloadPage) -> None:
    top = caseload.table.mapTo(caseload, caseload.table.rect().topLeft())
    caseload.feed.complete = False
    caseload.feed.drafts_changed.emit()
    assert caseload.digest.said == ("Reading what is new",)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert caseload.table.mapTo(caseload, caseload.table.rect().topLeft()) == top


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_that_the_digest_leaves_the_list_its_room_in_a_small_window(
    caseload: CaseloadPage, started: Started, scale: float
) -> None:
    started.desktop.window.setMinimumSize(1366, 768)
    started.desktop.window.resize(1366, 768)
    apply(named("light", scale))
    started.wait(lambda: caseload.table.height() > 250)
    assert caseload.digest.isVisible() == (scale < 2 or caseload.digest.tells)
