"""Promises about a chart in an emergency: on record before it opens, for an hour, by few, reviewed (decision 0024)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from careboard.clinical.note import NoteType, PsychotherapyNote
from careboard.clinical.people import Role
from careboard.clinical.person import DetailsChange
from careboard.errors import CareboardError
from careboard.vault.epochs import epoch_body
from careboard.vault.glass import Whom, group_grant_body, words_body
from careboard.vault.keys import Keyset, StreamKey
from careboard.vault.refusals import NotAllowed, WrongSecret
from careboard.workflow.breaking_glass.group import group_keysets, make_group, pads_due, split
from careboard.workflow.breaking_glass.opening import EmergencyEnded, OpenChart, Pads, find, may_open, open_in_emergency
from careboard.workflow.breaking_glass.requests import Outcome, requests_of, review
from careboard.workflow.breaking_glass.tending import tend_all
from careboard.workflow.care_team import add
from careboard.workflow.checking import check_vault
from careboard.workflow.new_keys import give_new_keys
from careboard.workflow.open_vault import clear
from careboard.workflow.people import change_roles, revoke
from careboard.workflow.session import Session
from tests.clinic import PASSPHRASE, goes_on, note
from tests.clinical_examples import REGISTRATION
from tests.emergencies import (
    ASKER,
    OFFICER,
    READ_BY_TWO,
    READER,
    REASON,
    Server,
    Ward,
    open_requests,
    original_ward,
    ward,
)

__all__ = ["original_ward", "ward"]
MAYA = Whom("Rivera", "Maya", "May", "2004-03-14", "004-1187")


def opened(ward: Ward, session: Session | None = None, pads: Pads | None = None) -> OpenChart:
    return open_in_emergency(session or ward.session(ASKER), ward.patient, REASON, PASSPHRASE, pads)


def said(chart: OpenChart) -> str:
    return " ".join(row.words for row in chart.chart(chart.patient).timeline)


# --- who is it? ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        {"mrn": "004-1187"},
        {"family": "rivera", "given": "MAYA"},
        {"family": "Rivera", "given": "May"},
        {"family": " Rivera ", "born": "2004-03-14"},
    ],
)
def test_that_a_patient_is_found_by_what_is_typed_whole_and_the_search_is_recorded_without_a_word(
    ward: Ward, typed: dict[str, str]
) -> None:
    session = ward.session(ASKER)
    found = {match.patient: match for match in find(session, **typed)}
    assert found[ward.patient].named == "RIVERA, Maya"
    assert not found[ward.patient].reads
    newest = session.vault.file.accesses(session.vault.member, 1)[0].record
    assert newest.body == b'{"count":1,"purpose":"emergency-search"}'


@pytest.mark.parametrize(
    "typed",
    [
        {"family": "Rivera"},
        {"given": "Maya", "born": "2004-03-14"},
        {"family": "Riv", "given": "Maya"},
        {"family": "Rivera", "given": "M"},
        {"family": "Rivera", "born": "2004-03-15"},
        {"family": "Rivera", "given": "Maya", "born": "1999-01-01"},
        {"mrn": "004"},
        {"family": " ", "given": " "},
    ],
)
def test_that_nobody_is_listed_by_less_than_that(ward: Ward, typed: dict[str, str]) -> None:
    session = ward.session(ASKER)
    try:
        assert find(session, **typed) == ()
    except NotAllowed as refusal:
        assert "whole" in refusal.told  # noqa: PT017  either answer is right, a name is not


def test_that_a_name_that_changed_is_the_one_that_is_found(ward: Ward) -> None:
    change = DetailsChange(replace(REGISTRATION, preferred_name="Sol"), "Wishes to be called Sol.")
    ward.session(READER).record(ward.patient, change)
    session = ward.session(ASKER)
    assert ward.patient in {match.patient for match in find(session, family="Rivera", given="Sol")}
    assert ward.patient not in {match.patient for match in find(session, family="Rivera", given="May")}


@pytest.mark.parametrize("who", [Role.COORDINATOR, Role.ADMIN, OFFICER])
def test_that_who_does_not_treat_finds_and_opens_nobody(ward: Ward, who: Role) -> None:
    session = ward.session(who)
    assert not may_open(session.vault)
    with pytest.raises(NotAllowed, match="treats"):
        find(session, mrn="004-1187")
    with pytest.raises(NotAllowed, match="treats"):
        open_in_emergency(session, ward.patient, REASON, PASSPHRASE)


# --- the act ---------------------------------------------------------------------------------------------------------


def test_that_the_chart_opens_whole_after_the_request_is_on_record(ward: Ward) -> None:
    session = ward.session(ASKER)
    assert may_open(session.vault)
    assert READ_BY_TWO in said(opened(ward, session))
    (request,) = requests_of(session.vault)
    assert (request.patient, request.by, request.reason) == (ward.patient, session.vault.member, REASON)
    kinds = [r.head.kind for r in session.vault.file.every() if r.head.author == session.vault.member]
    assert kinds[-2:] == ["breakglass", "access"]
    assert check_vault(session.vault).faults == ()


@pytest.mark.parametrize(
    ("reason", "passphrase", "refused"), [(" ", PASSPHRASE, NotAllowed), (REASON, "x", WrongSecret)]
)
def test_that_without_a_reason_or_the_passphrase_nothing_opens_and_nothing_is_recorded(
    ward: Ward, reason: str, passphrase: str, refused: type[Exception]
) -> None:
    session = ward.session(ASKER)
    with pytest.raises(refused):
        open_in_emergency(session, ward.patient, reason, passphrase)
    assert requests_of(session.vault) == ()


def test_that_the_key_stays_out_of_everything_that_lists_charts(ward: Ward) -> None:
    session = ward.session(ASKER)
    chart = opened(ward, session)
    assert not session.vault.keyring.holds(ward.patient)
    assert ward.patient not in {row.id for row in session.caseload()}
    assert [one.patient for one in session.charts()] == [ward.clinic.patient]
    assert READ_BY_TWO in said(chart)


def test_that_it_closes_after_an_hour_and_when_the_clock_is_set_back(ward: Ward) -> None:
    chart = opened(ward)
    assert timedelta(minutes=59) < chart.left() <= timedelta(minutes=60)
    ward.clinic.clock.now += timedelta(minutes=60)
    assert chart.left() == timedelta(0)
    with pytest.raises(EmergencyEnded):
        chart.chart(ward.patient)
    ward.clinic.clock.now -= timedelta(days=1)
    with pytest.raises(EmergencyEnded):
        next(chart.open_chart(ward.patient))


def test_that_it_stays_open_while_people_change(ward: Ward) -> None:
    chart = opened(ward)
    revoke(ward.clinic.open(), ward.clinic.keys(Role.NUTRITIONIST).id)
    assert READ_BY_TWO in said(chart)


def test_that_the_emergency_sheet_goes_out_as_a_disclosure_that_the_team_reads(ward: Ward) -> None:
    assert opened(ward).emergency_sheet(ward.patient, "County EMS", "County Hospital", "Overdose").startswith(b"%PDF")
    newest = ward.session(READER).chart(ward.patient).timeline[0]
    assert "County EMS" in newest.words


def test_that_nothing_else_is_written_from_there_and_nobody_joins_the_team_by_it(ward: Ward) -> None:
    chart, entries = opened(ward), ward.clinic.ids(READER, stream=ward.patient)
    with pytest.raises(NotAllowed):
        chart.record(ward.patient, note("Seen."))
    with pytest.raises(NotAllowed, match="nothing is written into it"):
        add(chart, ward.patient, chart.vault.member)
    with pytest.raises(NotAllowed, match="nothing is written into it"):
        chart.vault.begin_epoch(ward.patient, {chart.vault.member})
    with pytest.raises(NotAllowed, match="not taken away"):
        chart.export(ward.patient, ward.clinic.path.parent / "out")
    assert ward.clinic.ids(READER, stream=ward.patient) == entries
    assert chart.vault.member not in ward.clinic.open(READER).keyring.team(ward.patient)


def test_that_ending_it_lets_go_of_the_key(ward: Ward) -> None:
    chart = opened(ward)
    chart.end()
    assert not chart.vault.keyring.holds(ward.patient)
    with pytest.raises(EmergencyEnded):
        chart.chart(ward.patient)


def test_that_who_reads_the_chart_anyway_is_sent_to_the_caseload(ward: Ward) -> None:
    give = ward.session(Role.NURSE)
    with pytest.raises(NotAllowed, match="care team"):
        open_in_emergency(give, ward.patient, REASON, PASSPHRASE)


def test_that_no_private_note_is_within_reach(ward: Ward) -> None:
    private = ward.clinic.private_stream(READER)
    reader = ward.clinic.open(READER)
    tend_all(reader)
    assert reader.keyring.glass(private) == []
    assert ward.session(ASKER).vault.keyring.glass(ward.patient)
    with pytest.raises(NotAllowed, match="cannot be opened"):
        open_in_emergency(ward.session(ASKER), private, REASON, PASSPHRASE)  # type: ignore[arg-type]


def test_that_a_private_note_does_not_stand_where_a_group_could_read_it(ward: Ward) -> None:
    reader = ward.clinic.open(READER)
    own = reader.begin_stream([reader.member])
    ward.clinic.write(READER, REGISTRATION, stream=own)
    tend_all(ward.clinic.open(READER))
    ward.clinic.write(READER, PsychotherapyNote(ward.patient, "For supervision."), stream=own)
    assert len(ward.clinic.read(READER, stream=own)) == 1  # the registration


# --- leaving, coming, and a chart's next key -------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["gone", "administers"])
def test_that_who_left_opens_nothing_that_is_written_after(ward: Ward, how: str) -> None:
    """Not on the chart's team, but in the group: the next entry has another key, wrapped to the group without him."""
    admin, gone = ward.clinic.open(), ward.clinic.keys(ASKER).id
    revoke(admin, gone) if how == "gone" else change_roles(admin, gone, {Role.ADMIN})
    reader = ward.session(READER)
    reader.record(ward.patient, note("Written after."))
    group, vault = reader.vault.registry.group, reader.vault
    assert group is not None
    assert vault.keyring.current(ward.patient)[0].number == 1
    assert gone not in vault.keyring.current_team(group.stream)
    newest, handed = vault.keyring.current(ward.patient)[1], vault.keyring.glass(ward.patient)
    key = vault.keyring.group_of(group.stream)
    assert [one.to for one in handed if one.key == newest.id] == [key.id if key else ""]
    assert check_vault(vault).faults == ()


def test_that_a_coordinator_wraps_nothing_to_a_group_that_somebody_has_left(ward: Ward) -> None:
    """Who does not treat cannot renew the group; the chart waits for the next clinician who reads it."""
    clinic, chart = ward.clinic, ward.clinic.patient
    tend_all(clinic.open())
    revoke(clinic.open(), clinic.keys(ASKER).id)
    coordinator = ward.session(Role.COORDINATOR)
    coordinator.record(chart, note("Called.", kind=NoteType.OUTREACH))
    newest = coordinator.vault.keyring.current(chart)[0]
    assert newest.number == 1
    assert newest.key not in {one.key for one in coordinator.vault.keyring.glass(chart)}
    reader = clinic.open(READER)
    tend_all(reader)
    assert newest.key in {one.key for one in reader.keyring.glass(chart)}


def test_that_a_newcomer_who_treats_is_handed_the_groups_key_by_a_colleagues_client(ward: Ward) -> None:
    change_roles(ward.clinic.open(), ward.clinic.keys(Role.COORDINATOR).id, {Role.NURSE})
    new = ward.clinic.open(Role.COORDINATOR)
    assert not may_open(new)
    with pytest.raises(NotAllowed, match="handed"):
        find(Session(new), mrn="004-1187")
    tend_all(ward.clinic.open(READER))
    assert ward.patient in {match.patient for match in find(ward.session(Role.COORDINATOR), mrn="004-1187")}


def test_that_an_administrator_who_does_not_treat_is_out_of_the_group_before_a_chart_is_wrapped_to_it(
    ward: Ward,
) -> None:
    """Whoever made a key knows it: charts wait for the first clinician's client, which makes the next one."""
    make_group(ward.clinic.open(Role.ADMIN))
    coordinator = ward.session(Role.COORDINATOR)
    assert coordinator.vault.keyring.glass(coordinator.new_patient(REGISTRATION)) == []
    reader = ward.clinic.open(READER)
    tend_all(reader)
    group = reader.registry.group
    assert group is not None
    assert ward.clinic.keys(Role.ADMIN).id not in reader.keyring.knowing(group.stream)
    assert READ_BY_TWO in said(opened(ward))


def test_that_a_group_whose_public_half_is_somebody_elses_is_made_anew_by_the_next_of_its_members(ward: Ward) -> None:
    nurse = ward.clinic.open(Role.NURSE)
    group = nurse.registry.group
    assert group is not None
    epoch, newest = nurse.keyring.current(group.stream)
    key, public = StreamKey.new(), {m: nurse.registry.keys_of(m) for m in epoch.wraps}
    body = epoch_body(nurse.clinic, group.stream, 1, key, public, None, [newest], Keyset.new().public)
    nurse.write([clear("epoch", body, group.stream, key_id=key.id)])
    reader = ward.clinic.open(READER)
    tend_all(reader)
    assert reader.keyring.current(group.stream)[0].number == 2
    assert READ_BY_TWO in said(opened(ward))


def test_that_only_an_administrator_makes_the_clinic_ready(ward: Ward) -> None:
    with pytest.raises(NotAllowed, match="administrator"):
        make_group(ward.clinic.open(ASKER))


def test_that_a_new_chart_is_within_reach_from_its_first_entry(ward: Ward) -> None:
    session = ward.session(READER)
    patient = session.new_patient(REGISTRATION)
    assert len(session.vault.keyring.glass(patient)) == 1


def test_that_tending_twice_writes_nothing_the_second_time(ward: Ward) -> None:
    vault = ward.clinic.open(READER)
    tend_all(vault)
    before = vault.file.count()
    tend_all(vault)
    assert vault.file.count() == before


# --- with a hub ------------------------------------------------------------------------------------------------------


@pytest.fixture
def split_ward(ward: Ward) -> Ward:
    """The clinic got a hub: the next sync of the chart's reader opens a new epoch in halves."""
    split(ward.clinic.open())
    tend_all(ward.clinic.open(READER))
    return ward


def test_that_a_clinic_with_a_hub_wraps_no_key_whole_any_more(split_ward: Ward) -> None:
    reader = split_ward.clinic.open(READER)
    newest, _ = reader.keyring.current(split_ward.patient)
    assert newest.number == 1
    assert [one.half for one in reader.keyring.glass(split_ward.patient) if one.key == newest.key] == [True]
    founder = split_ward.clinic.open()
    make_group(founder)
    assert founder.registry.group is not None
    assert founder.registry.group.halves


def test_that_with_a_hub_the_pad_opens_the_chart_and_nothing_else_does(split_ward: Ward) -> None:
    session = split_ward.session(ASKER)
    server = Server(session.vault)
    with pytest.raises(NotAllowed, match="server"):
        opened(split_ward, session)
    assert requests_of(session.vault) == ()
    server.take((split_ward.patient, "0" * 64, bytes(32)))
    with pytest.raises(CareboardError, match="half"):
        opened(split_ward, session, server)
    assert len(requests_of(session.vault)) == 1  # asked for, on record, and nothing opened
    server.take(*((stream, key, bytes(32)) for stream, key, _ in pads_due(split_ward.clinic.open(READER))))
    server.take(*pads_due(split_ward.clinic.open(READER)))
    chart = opened(split_ward, session, server)
    assert READ_BY_TWO in said(chart)  # which was written before there was a hub
    assert bytes.fromhex(chart.request) in server.committed


def test_that_a_colleague_who_hands_over_what_does_not_open_shuts_nobody_out(split_ward: Ward) -> None:
    reader = goes_on(split_ward.clinic.open(READER))
    newest, key = reader.keyring.current(split_ward.patient)
    (grant,) = (one for one in reader.keyring.glass(split_ward.patient) if one.key == newest.key)
    public = group_keysets(split_ward.clinic.open(ASKER))[grant.to].public
    body = group_grant_body(reader.clinic, split_ward.patient, StreamKey.new(), public, MAYA, halves=True)
    honest = group_grant_body(reader.clinic, split_ward.patient, key, public, MAYA, halves=True)
    reader.write([clear("grant", honest | {"half": body["half"]}, split_ward.patient, key_id=key.id, to=public.id)])
    session = split_ward.session(ASKER)
    server = Server(session.vault)
    server.take(*pads_due(split_ward.clinic.open(READER)))
    assert READ_BY_TWO in said(opened(split_ward, session, server))


def test_that_a_hub_that_is_away_opens_nothing_also_where_the_key_was_wrapped_whole(ward: Ward) -> None:
    split(ward.clinic.open())
    session = ward.session(ASKER)
    with pytest.raises(ConnectionError):
        opened(ward, session, Server(session.vault, reachable=False))
    assert len(requests_of(session.vault)) == 1


# --- review ----------------------------------------------------------------------------------------------------------


def test_that_everybody_is_told_until_a_privacy_officer_has_reviewed_it(ward: Ward) -> None:
    opened(ward)
    for who in (ASKER, READER, Role.COORDINATOR, OFFICER, None):
        assert [one.patient for one in open_requests(ward.clinic.open(who))] == [ward.patient]
    (request,) = open_requests(ward.clinic.open(OFFICER))
    assert (request.named, request.reason) == ("RIVERA, Maya", REASON)
    review(ward.clinic.open(OFFICER), request, Outcome.IN_ORDER, "Seen with the physician.")
    for who in (ASKER, READER, OFFICER):
        assert open_requests(ward.clinic.open(who)) == ()
    (reviewed,) = requests_of(ward.clinic.open(ASKER))
    assert reviewed.review is not None
    assert (reviewed.review.outcome, reviewed.review.words) == (Outcome.IN_ORDER, "Seen with the physician.")


def test_that_why_is_read_by_who_asked_and_the_privacy_officers_alone(ward: Ward) -> None:
    opened(ward)
    (request,) = requests_of(ward.clinic.open(OFFICER))
    review(ward.clinic.open(OFFICER), request, Outcome.NOT_IN_ORDER, "No emergency.")
    for who in (READER, Role.ADMIN, Role.COORDINATOR):
        (seen,) = requests_of(ward.clinic.open(who))
        assert (seen.named, seen.reason) == ("", "")
        assert seen.review is not None
        assert (seen.review.outcome, seen.review.words) == (None, "")


def test_that_nobody_reviews_the_own_request_or_without_the_office_or_says_no_without_a_word(ward: Ward) -> None:
    opened(ward)
    change_roles(ward.clinic.open(), ward.clinic.keys(ASKER).id, {ASKER, OFFICER})
    (request,) = requests_of(ward.clinic.open(ASKER))
    for who in (ASKER, READER):
        with pytest.raises(NotAllowed, match="privacy officer"):
            review(ward.clinic.open(who), request, Outcome.IN_ORDER)
    with pytest.raises(NotAllowed, match="not in order"):
        review(ward.clinic.open(OFFICER), request, Outcome.NOT_IN_ORDER, "  ")
    assert len(open_requests(ward.clinic.open())) == 1


def test_that_new_keys_do_not_let_anybody_review_what_they_asked_for_with_the_old_ones(ward: Ward) -> None:
    opened(ward)
    admin, keyset = ward.clinic.open(), Keyset.new()
    change_roles(admin, ward.clinic.keys(ASKER).id, {ASKER, OFFICER})
    give_new_keys(Session(admin), ward.clinic.keys(ASKER).id, keyset.public, stolen=False)
    asker = ward.clinic.open(keyset)
    (request,) = open_requests(asker)
    with pytest.raises(NotAllowed, match="never the own request"):
        review(asker, request, Outcome.IN_ORDER)
    said = {"outcome": "in-order", "words": ""}
    body = words_body(asker.clinic, ward.patient, asker.member, request.record, said, {asker.member: keyset.public})
    asker.write([clear("review", body, ward.patient, ref=request.record)])  # a changed program does
    assert len(open_requests(ward.clinic.open())) == 1
    review(ward.clinic.open(OFFICER), request, Outcome.NOT_IN_ORDER, "No emergency.")
    (reviewed,) = requests_of(ward.clinic.open(keyset))
    assert reviewed.review is not None
    assert reviewed.review.words == "No emergency."  # read with the keys of today
