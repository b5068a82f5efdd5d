"""The patient's page: opened from the vault, recorded into it, closed with what was seen."""

from careboard.clinical.people import Role
from tests.clinic import Clinic, note
from tests.ui.patient.conftest import Opener


def test_that_the_banner_stands_above_everything_else(open_page: Opener) -> None:
    page = open_page()
    assert page.banner.y() == 0
    assert page.banner.width() == page.width()
    assert page.sections.y() == page.banner.height()
    assert page.sections.height() == 48


def test_that_what_was_open_is_recorded_as_seen_when_the_page_closes(open_page: Opener, clinic: Clinic) -> None:
    entry = clinic.write(Role.COUNSELOR, note("Came late, stayed to the end.")).id.hex()
    page = open_page()
    page.timeline.view.next_unread()
    page.timeline.view.viewport().repaint()
    assert page.timeline.view.read == {entry}
    page.close()
    page.desk.close()
    seen = [one.content for one in clinic.read() if type(one.content).__name__ == "Seen"]
    assert [one.entries for one in seen] == [(entry,)]  # type: ignore[union-attr]
