"""What is offered beside an entry: nothing that the vault would refuse, and nothing twice."""

from dataclasses import replace

from careboard.clinical.entry import Entry
from careboard.clinical.note import Acknowledgement, CoSignature, EnteredInError, ErrorReason
from careboard.clinical.people import Author, Role
from careboard.projections.chart import Chart
from careboard.projections.timeline import TimelineRow
from careboard.ui.patient.timeline.acts import ACKNOWLEDGE, ADD, COSIGN, IN_ERROR, acts_on
from tests.clinical_examples import NOTE, entry_id, member_id
from tests.projections.records import COUNSELOR, DOCTOR, NURSE, chart, imported, on, signed

SUPERVISOR = Author(member_id("Adeyemi"), "F. Adeyemi", (Role.SUPERVISOR,), "LCSW")
WRITTEN = signed(NOTE, "n", by=COUNSELOR)


def row_in(made: Chart) -> TimelineRow:
    return next(row for row in made.timeline if row.id == entry_id("n"))


def offered(reader: Author, *more: Entry) -> list[str]:
    made = chart(WRITTEN, *more, reader=reader)
    return [key for key, _words in acts_on(row_in(made), made)]


def test_that_an_author_adds_and_takes_back_and_others_acknowledge() -> None:
    assert offered(COUNSELOR) == [ADD, IN_ERROR]
    assert offered(NURSE) == [ACKNOWLEDGE]


def test_that_what_one_imported_is_acknowledged_like_what_others_wrote() -> None:
    made = chart(imported(replace(WRITTEN, author=NURSE)), reader=NURSE)
    assert ACKNOWLEDGE in [key for key, _words in acts_on(made.timeline[0], made)]


def test_that_supervisors_and_psychiatrists_co_sign() -> None:
    assert COSIGN in offered(SUPERVISOR)
    assert COSIGN in offered(DOCTOR)
    assert COSIGN not in offered(NURSE)


def test_that_nothing_is_answered_or_co_signed_twice() -> None:
    answer = signed(Acknowledgement(), "answer", ref="n", by=NURSE, at=on(2))
    assert ACKNOWLEDGE not in offered(NURSE, answer)
    signature = signed(CoSignature("Read."), "signature", ref="n", by=DOCTOR, at=on(2))
    assert COSIGN not in offered(DOCTOR, signature)


def test_that_a_struck_entry_is_neither_acknowledged_nor_struck_again() -> None:
    error = signed(EnteredInError(ErrorReason.DUPLICATE), "error", ref="n", by=COUNSELOR, at=on(2))
    assert offered(NURSE, error) == []
    assert offered(COUNSELOR, error) == [ADD]
