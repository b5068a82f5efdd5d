"""Cover and lock: what is taken off the screen, what lifts it, and what ends the keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QWidget

from careboard.clinical.clinic import SiteSetting
from careboard.ui.entrance.cover import CoverPage
from careboard.ui.entrance.crash import report_of
from careboard.ui.entrance.idle import MOST, Idle, Limits
from careboard.ui.entrance.pin import Pin
from careboard.ui.parts.fields import Text
from careboard.workflow.clinic import lock_minutes
from tests.clinic import FOUNDER, Clinic
from tests.clinical_examples import REGISTRATION
from tests.ui.desk import Started, labels_of, words_on_screen
from tests.ui.keys import CTRL, press, write

ENTER = Qt.Key.Key_Return
PIN = "314159"


def covered(started: Started) -> CoverPage:
    """The cover, put on by its keys."""
    press(Qt.Key.Key_Period, CTRL)
    page = started.desktop.window.page
    assert isinstance(page, CoverPage)
    return page


def test_that_the_cover_hides_every_word_about_a_patient(started: Started) -> None:
    started.sign_in()
    names = [REGISTRATION.name.family, *REGISTRATION.name.given]
    assert names[0].casefold() in words_on_screen().casefold()
    covered(started)
    told = words_on_screen().casefold()
    assert not [name for name in names if name.casefold() in told]
    assert not started.workplace.isVisible()


def test_that_under_the_cover_a_screen_reader_finds_no_word_about_a_patient(started: Started) -> None:
    started.sign_in()
    named = REGISTRATION.name.family.casefold()
    assert named in words_within(started.desktop.window).casefold()
    covered(started)
    assert named not in words_within(started.desktop.window).casefold()
    write(FOUNDER.passphrase)
    press(ENTER)
    started.wait(started.workplace.isVisible)
    assert named in words_within(started.desktop.window).casefold()


@pytest.mark.parametrize("end", [covered, lambda started: started.desktop.lock()])
def test_that_what_was_copied_is_taken_back_by_cover_and_lock(
    started: Started, end: Callable[[Started], object]
) -> None:
    started.sign_in()
    text = Text("Slept well, zebrafinch.")
    text.selectAll()
    text.copy()
    assert "zebrafinch" in QGuiApplication.clipboard().text()
    end(started)
    assert QGuiApplication.clipboard().text() == ""


def words_within(widget: QWidget) -> str:
    """All that a screen reader finds in a window, whether it is shown or not."""
    found = [QAccessible.queryAccessibleInterface(widget)]
    told: list[str] = []
    while found:
        one = found.pop()
        told += [one.text(part) for part in (QAccessible.Text.Name, QAccessible.Text.Description)]
        found += [one.child(at) for at in range(one.childCount())]
    return "\n".join(told)


@pytest.mark.parametrize(("chosen", "told"), [("5", 5), ("15", 15), ("16", 10), ("0", 10), ("soon", 10), ("", 10)])
def test_that_the_clinic_chooses_when_it_locks_within_fifteen_minutes(clinic: Clinic, chosen: str, told: int) -> None:
    vault = clinic.open()
    clinic.write(None, SiteSetting("lock-minutes", chosen), stream=vault.registry.clinic_stream)
    assert lock_minutes(vault) == told


def test_that_the_window_follows_the_clinics_own_time(started: Started, clinic: Clinic) -> None:
    stream = clinic.open().registry.clinic_stream
    clinic.write(None, SiteSetting("lock-minutes", "5"), stream=stream)
    started.sign_in()
    assert "Locks in 5 min" in labels_of(started.workplace.top_bar)


def test_that_the_passphrase_lifts_the_cover(started: Started) -> None:
    started.sign_in()
    covered(started)
    write(FOUNDER.passphrase)
    press(ENTER)
    started.wait(started.workplace.isVisible)
    assert started.began_anew == []


def test_that_lifting_by_nothing_says_what_is_missing_and_leads_to_the_field(started: Started) -> None:
    started.sign_in()
    cover = covered(started)
    cover.lift.click()
    assert cover.error == "Type it here, or paste it."
    assert cover.secret.hasFocus()


def test_that_a_pin_lifts_the_cover_by_seven_keys(started: Started) -> None:
    started.sign_in()
    started.workplace.pin = Pin.of(PIN)
    covered(started)
    write(PIN)
    press(ENTER)
    assert started.workplace.isVisible()


def test_that_five_wrong_tries_lock_and_are_told_at_the_next_sign_in(started: Started, clinic: Clinic) -> None:
    started.sign_in()
    started.workplace.pin = Pin.of(PIN)
    cover = covered(started)
    for left in (4, 3, 2, 1):
        write("000000")
        press(ENTER)
        assert f"{left} tr" in cover.error
    write("000000")
    press(ENTER)
    assert started.began_anew == ["anew"]
    counts: list[int] = []
    clinic.file().take_failed_unlocks(counts.append)
    assert counts == [5]


def test_that_a_wrong_passphrase_leaves_the_cover_on(started: Started) -> None:
    started.sign_in()
    cover = covered(started)
    write("not this one, surely")
    press(ENTER)
    started.wait(lambda: bool(cover.error))
    assert cover.error.startswith("The passphrase does not fit.")
    assert not started.workplace.isVisible()


@pytest.mark.parametrize("typed", ["12345", "abcdef", "", "12345a"])
def test_that_a_pin_is_six_digits_or_more(typed: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        Pin.of(typed)


class Watched:
    """An idle watch on a clock of its own, and what it said."""

    def __init__(self, owner: QObject) -> None:
        self.now = 1_000.0
        self.said: list[str] = []
        self.idle = Idle(Limits(cover=120, lock=600), owner, lambda: self.now)
        self.idle.cover_due.connect(self._cover)
        self.idle.warned.connect(lambda seconds: self.said.append(f"locks in {seconds}"))
        self.idle.lock_due.connect(lambda: self.said.append("lock"))

    def _cover(self) -> None:
        self.said.append("cover")
        self.idle.set_covered(covered=True)

    def pass_(self, seconds: int) -> None:
        """Nobody touches anything for so long."""
        for _second in range(seconds):
            self.now += 1
            self.idle.tick()


@pytest.fixture
def watched(qapp: QObject) -> Watched:
    return Watched(qapp)


def test_that_two_idle_minutes_cover_and_ten_lock_after_a_warning(watched: Watched) -> None:
    watched.pass_(119)
    assert watched.said == []
    watched.pass_(1)
    assert watched.said == ["cover"]
    watched.pass_(480)
    assert watched.said == ["cover", "locks in 20", "lock"]


def test_that_any_key_extends(watched: Watched) -> None:
    for _minute in range(30):
        watched.pass_(60)
        watched.idle.touch()
    assert watched.said == []


def test_that_keys_under_the_cover_do_not_extend_for_ever(watched: Watched) -> None:
    watched.pass_(120)
    for _second in range(MOST):
        watched.pass_(1)
        watched.idle.touch()
    assert watched.said[-1] == "lock"


def test_that_a_computer_that_slept_locks_at_once(watched: Watched) -> None:
    watched.pass_(5)
    watched.now += 3_600
    watched.idle.tick()
    assert watched.said == ["lock"]


def test_that_no_clinic_waits_longer_than_fifteen_minutes() -> None:
    with pytest.raises(ValueError, match="at most 15 minutes"):
        Limits(cover=120, lock=901)


def fail() -> None:
    raise ValueError(f"{REGISTRATION.name.family} cannot be shown")


def test_that_the_report_of_a_mistake_names_places_and_no_word_about_anybody() -> None:
    with pytest.raises(ValueError, match="cannot be shown") as caught:
        fail()
    report = report_of(caught.value)
    assert "ValueError" in report
    assert "test_cover.py" in report
    assert REGISTRATION.name.family not in report
