"""Promises about quarantine: what a change of roles cut off waits there until an administrator adopts it."""

from collections.abc import Callable

import pytest

from careboard.clinical.people import Role
from careboard.clinical.values import When
from careboard.projections.audit import Deed
from careboard.vault import codec
from careboard.vault.record import Record
from careboard.vault.refusals import NotAllowed
from careboard.workflow import auditing
from careboard.workflow.adopting import adopt, held_back
from careboard.workflow.checking import check_vault
from careboard.workflow.open_vault import clear
from careboard.workflow.people import change_roles, revoke, under_old_keys
from careboard.workflow.session import Session
from tests.clinic import SAID, Clinic, goes_on, note
from tests.vault.forging import again, put

NURSE, ADMIN = Role.NURSE, Role.ADMIN
CUT_OFF = "A record was written after its author had left."


def left(clinic: Clinic, who: Role = NURSE) -> Record:
    """The nurse leaves, and a note of hers comes afterwards: written while she was away from the network, say."""
    revoke(clinic.open(), clinic.keys(who).id)
    return clinic.write(who, note("On the ferry."))


def standing(clinic: Clinic, record: Record) -> bool:
    return record.id.hex() in clinic.ids()


def adopt_all_of(session: Session, member: str) -> int:
    """All of one person that an administrator may let stand again, as the page does; how many records."""
    return adopt(session, [row.record for row in held_back(session) if row.member == member and row.adoptable])


def test_that_what_came_after_its_author_left_waits_in_quarantine_with_its_sentence_author_and_time(
    clinic: Clinic,
) -> None:
    late = left(clinic)
    (row,) = held_back(Session(clinic.open(ADMIN)))  # who reads no chart, and whom nobody told
    assert (row.record, row.told, row.kind, row.adoptable) == (late.id.hex(), CUT_OFF, "note", True)
    assert (row.author, row.stream, row.by, row.when) == ("Member nurse", clinic.patient, "", None)
    assert row.at is not None
    assert row.at.timestamp() * 1000 == late.head.time
    assert not standing(clinic, late)


def test_that_an_adopted_entry_stands_again_and_the_chart_says_who_adopted_it(clinic: Clinic) -> None:
    late = left(clinic)
    reader = Session(clinic.open(Role.COUNSELOR))  # open all the time
    assert CUT_OFF in str(reader.chart(clinic.patient).findings)
    assert adopt(Session(clinic.open(ADMIN)), [late.id.hex()]) == 1
    chart = reader.chart(clinic.patient)
    assert late.id.hex() in [row.entry.id for row in chart.timeline]
    (mark,) = [finding.text for finding in chart.findings if finding.entry == late.id.hex()]
    assert "It stands because Member admin adopted it on 15-Sep-2026" in mark
    assert CUT_OFF not in str(chart.findings)
    (row,) = held_back(Session(clinic.open(ADMIN)))
    assert (row.adoptable, row.by) == (False, "Member admin")
    assert check_vault(clinic.open()).faults == ()


def test_that_an_entry_is_adopted_once(clinic: Clinic) -> None:
    late = left(clinic)
    session = Session(clinic.open(ADMIN))
    assert [adopt(session, [late.id.hex()] * 2), adopt(session, [late.id.hex()])] == [1, 0]


def test_that_all_that_one_person_wrote_is_adopted_at_once_and_nobody_elses(clinic: Clinic) -> None:
    first, other = left(clinic), left(clinic, Role.COUNSELOR)
    second = clinic.write(NURSE, note("On the train."))
    assert adopt_all_of(Session(clinic.open(ADMIN)), clinic.keys(NURSE).id) == 2
    assert [standing(clinic, record) for record in (first, second, other)] == [True, True, False]


def test_that_each_record_beyond_an_adopted_one_waits_for_an_adoption_of_its_own(clinic: Clinic) -> None:
    first, second = left(clinic), clinic.write(NURSE, note("One more."))
    adopt(Session(clinic.open(ADMIN)), [first.id.hex()])
    assert [standing(clinic, record) for record in (first, second)] == [True, False]


def test_that_an_adopted_record_is_judged_by_the_roles_before_the_change(clinic: Clinic) -> None:
    change_roles(clinic.open(), clinic.keys(NURSE).id, {Role.PRIVACY_OFFICER})
    late = clinic.write(NURSE, note("Still as a nurse."))
    assert not standing(clinic, late)
    adopt(Session(clinic.open(ADMIN)), [late.id.hex()])
    (entry,) = [entry for entry in clinic.read() if entry.id == late.id.hex()]
    assert entry.author.roles == (NURSE,)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PRIVACY_OFFICER])
def test_that_nobody_but_an_administrator_adopts(clinic: Clinic, role: Role) -> None:
    late, vault = left(clinic), clinic.open(role)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        adopt(Session(vault), [late.id.hex()])
    vault.write([clear("adopt", {}, ref=late.id.hex())])  # with a client of their own
    assert not standing(clinic, late)


def forged(clinic: Clinic, late: Record) -> Record:
    """Her note under another hand's signature."""
    put(clinic.path, record := again(late, clinic.keys(Role.COUNSELOR), seq=late.head.seq + 1, prev=late.id.hex()))
    return record


def misplaced(clinic: Clinic, late: Record) -> Record:
    """Her note at a place that nothing leads to."""
    put(clinic.path, record := again(late, clinic.keys(NURSE), seq=late.head.seq + 7, prev=late.id.hex()))
    return record


def order(clinic: Clinic, _late: Record) -> Record:
    """What no role of hers ever allowed."""
    vault = goes_on(clinic.open(NURSE))
    return vault.write([vault.sealed("clinic", clinic.patient, b"{}")])[0]


def leaving(clinic: Clinic, _late: Record) -> Record:
    """A record about people does not come back: that would undo who belongs to the clinic."""
    return clinic.file().of_kinds(["revoke"])[0]


def absent(_clinic: Clinic, late: Record) -> Record:
    """What nobody has."""
    return late._replace(id=bytes(32))


def sound(clinic: Clinic, _late: Record) -> Record:
    """What stands anyway."""
    return clinic.write(Role.COUNSELOR, note())


@pytest.mark.parametrize("make", [forged, misplaced, order, leaving, absent, sound])
def test_that_nothing_is_adopted_but_what_its_author_wrote_and_a_change_of_roles_cut_off(
    clinic: Clinic, make: Callable[[Clinic, Record], Record]
) -> None:
    late = left(clinic)
    record = make(clinic, late)
    before = clinic.ids()
    session = Session(clinic.open(ADMIN))
    with pytest.raises(NotAllowed, match="can be adopted"):
        adopt(session, [late.id.hex(), record.id.hex()])
    session.vault.write([clear("adopt", {}, ref=record.id.hex())])  # with a client of their own
    assert clinic.ids() == before  # nor was the genuine one among them


def test_that_an_adoption_that_is_cut_off_itself_adopts_nothing_and_cannot_be_adopted(clinic: Clinic) -> None:
    late, admin = left(clinic), clinic.open(ADMIN)
    revoke(clinic.open(), admin.member)
    (adoption,) = goes_on(admin).write([clear("adopt", {}, ref=late.id.hex())])
    assert not standing(clinic, late)
    founder = Session(clinic.open())
    with pytest.raises(NotAllowed, match="can be adopted"):
        adopt(founder, [adoption.id.hex()])
    founder.vault.write([clear("adopt", {}, ref=adoption.id.hex())])
    assert not standing(clinic, late)


def test_that_an_adoption_stands_after_its_administrator_left(clinic: Clinic) -> None:
    late = left(clinic)
    adopt(Session(clinic.open(ADMIN)), [late.id.hex()])
    revoke(clinic.open(), clinic.keys(ADMIN).id)
    assert standing(clinic, late)


def test_that_an_adopted_entry_under_an_old_key_is_told_all_the_same(clinic: Clinic) -> None:
    revoke(clinic.open(), clinic.keys(NURSE).id)
    goes_on(clinic.open(Role.COUNSELOR)).checkpoint()  # the counselor has seen the departure
    revoke(clinic.open(), clinic.keys(Role.COUNSELOR).id)
    late = clinic.write(Role.COUNSELOR, note("Under the old key, knowingly."))
    adopt(Session(clinic.open(ADMIN)), [late.id.hex()])
    assert standing(clinic, late)
    assert [trouble.record for trouble in under_old_keys(clinic.open(), clinic.patient)] == [late.id]


def test_that_keys_made_in_offline_work_count_once_they_are_adopted(clinic: Clinic) -> None:
    """The notes of an afternoon without the network may stand under a key that was made in it."""
    revoke(clinic.open(), clinic.keys(Role.NUTRITIONIST).id)
    vault = goes_on(clinic.open(NURSE))
    team = vault.keyring.current_team(clinic.patient) - {clinic.keys(Role.NUTRITIONIST).id}
    revoke(clinic.open(), vault.member)
    vault.begin_epoch(clinic.patient, team)
    payload = codec.encode(note("Under a new key."), When.at(clinic.clock()), SAID)
    (late,) = vault.write([vault.sealed("note", clinic.patient, payload)])
    assert not standing(clinic, late)
    adopt_all_of(Session(clinic.open(ADMIN)), vault.member)
    assert standing(clinic, late)


def test_that_an_adoption_stands_in_the_audit_with_whose_record_it_was(clinic: Clinic) -> None:
    adopt(Session(clinic.open(ADMIN)), [left(clinic).id.hex()])
    rows = auditing.newest(Session(clinic.open()), {}).rows
    (row,) = [row for row in rows if row.deed is Deed.ADOPTED]
    assert (row.person, row.action, row.object, row.pinned) == (
        "Member admin", "Adopted a record of", "Member nurse", True,
    )  # fmt: skip
