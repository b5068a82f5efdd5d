"""Promises about records of emergencies that somebody else's client wrote: what is refused, and what opens nothing."""

import pytest

from careboard.clinical.people import Role
from careboard.vault.glass import (
    HALF,
    GroupGrant,
    Whom,
    group_grant_body,
    group_keys,
    pad_of,
    read_group_grant,
    words_body,
)
from careboard.vault.keys import Keyset, StreamKey, wrap_info
from careboard.vault.record import Header, parse_canon
from careboard.vault.refusals import NoKey
from careboard.workflow.breaking_glass.requests import (
    readers,
    request_draft,
    requests_of,
)
from careboard.workflow.open_vault import Draft, OpenVault, clear
from tests.clinic import Clinic, goes_on
from tests.emergencies import ASKER, OFFICER, READER, REASON, Ward, open_requests, original_ward, ward

__all__ = ["original_ward", "ward"]
MAYA = Whom("Rivera", "Maya", "May", "2004-03-14", "004-1187")
PLACE = "c" * 64, "a" * 64


def written(vault: OpenVault, draft: Draft) -> str:
    """Written by a client that asks nobody; the record's id."""
    return goes_on(vault).write([draft])[0].id.hex()


def asked(ward: Ward) -> str:
    vault = ward.clinic.open(ASKER)
    return written(vault, request_draft(vault, ward.patient, "b" * 64, "RIVERA, Maya", REASON))


def granted(body: dict[str, str], key: StreamKey, group: Keyset) -> GroupGrant:
    header = Header(
        clinic=PLACE[0], log="0" * 32, seq=0, prev="", author="e" * 64, kind="grant", stream=PLACE[1], time=0,
        key=key.id, to=group.id,
    )  # fmt: skip
    return read_group_grant(header, body)


def refused(clinic: Clinic, record: str) -> tuple[int, str]:
    """The rule that a record breaks and the sentence, as an uninvolved member's client tells it."""
    vault = clinic.open(OFFICER)
    requests_of(vault)
    return next((each.rule, each.sentence) for each in vault.trouble if each.record.hex() == record)


# --- keys ------------------------------------------------------------------------------------------------------------


def test_that_neither_half_opens_a_chart_alone_and_a_wrong_pad_beside_the_right_one_does_no_harm() -> None:
    key, group = StreamKey.new(), Keyset.new()
    body = group_grant_body(*PLACE, key, group.public, MAYA, halves=True)
    grant = granted(body, key, group)
    half = group.unseal(grant.wrap, wrap_info(*PLACE, key.id, group.id, HALF))
    assert len({half, key.secret, pad_of(key)}) == 3
    for pads in ((), (bytes(32),), (b"",)):
        with pytest.raises(NoKey, match="half"):
            grant.opened(group, PLACE[0], pads)
    assert grant.opened(group, PLACE[0], (bytes(32), pad_of(key))) == key
    with pytest.raises(NoKey):
        grant.opened(Keyset.new(), PLACE[0], (pad_of(key),))


def test_that_a_key_wrapped_whole_opens_for_its_group_and_says_whose_chart_it_is_to_nobody_else() -> None:
    key, group = StreamKey.new(), group_keys(StreamKey.new())
    grant = granted(group_grant_body(*PLACE, key, group.public, MAYA, halves=False), key, group)
    assert grant.opened(group, PLACE[0]) == key
    assert grant.named(group, PLACE[0]) == MAYA
    with pytest.raises(NoKey):
        grant.named(Keyset.new(), PLACE[0])
    with pytest.raises(NoKey):
        grant.opened(group, "d" * 64)


def test_that_a_grant_to_the_group_by_who_never_had_the_key_counts_for_nothing(ward: Ward) -> None:
    outsider = ward.clinic.open(ASKER)
    group = outsider.registry.group
    public = outsider.keyring.group_of(group.stream) if group else None
    assert public is not None
    key = StreamKey.new()
    lie = group_grant_body(outsider.clinic, ward.patient, key, public, MAYA, halves=False)
    written(outsider, clear("grant", lie, ward.patient, key_id=key.id, to=public.id))
    handed = ward.clinic.open(ASKER).keyring.glass(ward.patient)
    assert {grant.author for grant in handed} == {ward.clinic.keys(READER).id}


# --- the group -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "body"),
    [
        (Role.PSYCHIATRIST, {"stream": "a" * 64, "halves": False}),
        (OFFICER, {"stream": "a" * 64, "halves": False}),
        (Role.ADMIN, {"stream": "a" * 63, "halves": False}),
        (Role.ADMIN, {"stream": "a" * 64}),
        (Role.ADMIN, {"halves": True}),
    ],
)
def test_that_no_other_hand_and_no_damaged_record_makes_a_group(ward: Ward, who: Role, body: dict[str, object]) -> None:
    vault = ward.clinic.open(who)
    before = vault.registry.group
    record = written(vault, clear("bg-group", body, reg=vault.registry.last + 1))
    after = ward.clinic.open().registry
    assert after.group == before
    assert record in {each.hex() for each, _ in after.trouble}


def test_that_a_clinic_of_halves_never_goes_back_to_whole_keys(ward: Ward) -> None:
    vault = ward.clinic.open(Role.ADMIN)
    for halves in (True, False):
        written(vault, clear("bg-group", {"stream": "a" * 64, "halves": halves}, reg=vault.registry.last + 1))
        vault.refresh()
    group = ward.clinic.open().registry.group
    assert group is not None
    assert group.halves


# --- requests and reviews --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [Role.COORDINATOR, Role.ADMIN, OFFICER])
def test_that_a_request_by_who_does_not_treat_is_refused_by_everybody(ward: Ward, who: Role) -> None:
    vault = ward.clinic.open(who)
    body = words_body(vault.clinic, ward.patient, vault.member, "b" * 64, {"reason": REASON}, {})
    record = written(vault, clear("breakglass", body, ward.patient, key_id="b" * 64))
    assert refused(ward.clinic, record)[0] == 9
    assert open_requests(ward.clinic.open(OFFICER)) == ()


@pytest.mark.parametrize("damage", ["no chart", "no key", "no words", "no people"])
def test_that_a_request_that_names_no_chart_or_holds_no_words_is_refused(ward: Ward, damage: str) -> None:
    vault = ward.clinic.open(ASKER)
    body = words_body(vault.clinic, ward.patient, vault.member, "b" * 64, {"reason": REASON}, {})
    harm: dict[str, dict[str, object]] = {"no words": {"sealed": 1}, "no people": {"wraps": []}}
    body.update(harm.get(damage, {}))
    stream, key = "" if damage == "no chart" else ward.patient, "" if damage == "no key" else "b" * 64
    assert refused(ward.clinic, written(vault, clear("breakglass", body, stream, key_id=key)))[0] == 10


@pytest.mark.parametrize("said", [{}, {"reason": "  "}, None])
def test_that_a_request_without_a_reason_stays_in_the_queue_and_is_seen_to_have_none(
    ward: Ward, said: dict[str, str] | None
) -> None:
    """A modified client opened a chart and said nothing: it must not vanish for that."""
    vault = ward.clinic.open(ASKER)
    to = readers(vault, vault.member)
    body = words_body(vault.clinic, ward.patient, vault.member, "b" * 64, said or {}, to)
    body |= {"sealed": "AAAA"} if said is None else {}
    record = written(vault, clear("breakglass", body, ward.patient, key_id="b" * 64))
    assert [(one.record, one.reason) for one in open_requests(ward.clinic.open(OFFICER))] == [(record, "")]


def test_that_nobody_borrows_the_sealed_reason_of_another(ward: Ward) -> None:
    first = ward.clinic.open(OFFICER).file.one(bytes.fromhex(asked(ward)))
    assert first is not None
    thief = ward.clinic.open(Role.NURSE)
    written(thief, clear("breakglass", parse_canon(first.body or b""), ward.patient, key_id="b" * 64))
    assert sorted(one.reason for one in open_requests(ward.clinic.open(OFFICER))) == ["", REASON]


@pytest.mark.parametrize("who", [ASKER, READER, Role.ADMIN])
def test_that_a_review_by_who_is_no_privacy_officer_is_refused(ward: Ward, who: Role) -> None:
    record = reviewed(ward, ward.clinic.open(who), asked(ward), ward.patient)
    assert refused(ward.clinic, record)[0] == 9
    assert len(open_requests(ward.clinic.open(OFFICER))) == 1


def test_that_a_review_of_the_own_request_or_of_another_chart_is_refused(ward: Ward) -> None:
    founder = ward.clinic.open()  # psychiatrist and privacy officer
    own = written(founder, request_draft(founder, ward.patient, "b" * 64, "RIVERA, Maya", REASON))
    assert refused(ward.clinic, reviewed(ward, founder, own, ward.patient))[0] == 10
    officer = ward.clinic.open(OFFICER)
    assert refused(ward.clinic, reviewed(ward, officer, own, ward.clinic.patient))[0] == 10
    assert len(open_requests(ward.clinic.open(OFFICER))) == 1
    reviewed(ward, officer, own, ward.patient)
    assert open_requests(ward.clinic.open(OFFICER)) == ()


def test_that_a_review_of_what_has_not_arrived_waits_and_the_first_review_counts(ward: Ward) -> None:
    officer = ward.clinic.open(OFFICER)
    waiting = reviewed(ward, officer, "f" * 64, ward.patient)
    assert requests_of(officer) == ()
    assert officer.trouble == []
    record = asked(ward)
    first = reviewed(ward, officer, record, ward.patient)
    reviewed(ward, ward.clinic.open(), record, ward.patient)
    (request,) = requests_of(ward.clinic.open(OFFICER))
    assert request.review is not None
    assert request.review.record == first != waiting


def reviewed(ward: Ward, vault: OpenVault, request: str, stream: str) -> str:
    body = words_body(vault.clinic, stream, vault.member, request, {"outcome": "in-order", "words": ""}, {})
    return written(vault, clear("review", body, stream, ref=request))
