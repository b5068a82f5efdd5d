"""The tour of what puts every patient off the screen."""

from collections.abc import Iterator

from careboard.ui.patient.measures.hand_over import HandOver
from careboard.workflow.refusals import MembershipEnded
from tests.gallery.tour import tour
from tests.gallery.walk import Walk


@tour("ac")
def gone(walk: Walk) -> Iterator[str]:
    """What puts every patient off the screen; the walk of this person ends here."""
    page = walk.patient()
    walk.desktop.cover()
    yield "covered"
    walk.desktop.lift()
    walk.measures(page).section.scales.hand_over.click()
    sheet = page.sheets.sheet
    assert isinstance(sheet, HandOver)
    sheet.handed.emit("PHQ-9", "en")
    yield "in-the-hands-of-the-patient"
    walk.desktop.show_ended(MembershipEnded("Your membership of this clinic has ended."))
    yield "ended"
    walk.desktop.show_mistake(ValueError("a mistake of ours"))
    yield "mistake"
