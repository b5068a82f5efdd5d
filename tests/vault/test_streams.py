"""Promises about the keys of charts: whom they reach, how they are renewed, and who cannot get in between."""

from collections.abc import Iterable

import pytest

from careboard.clinical.note import PsychotherapyNote
from careboard.clinical.people import Role
from careboard.vault.epochs import epoch_body, grant_body
from careboard.vault.keys import Keyset, PublicKeys, StreamKey, stream_id, wrap_info
from careboard.vault.record import parse_canon
from careboard.vault.refusals import BadRecord, NoKey
from careboard.workflow.open_vault import Draft, OpenVault, clear
from tests.clinic import Clinic, note
from tests.vault.forging import again, clear_record, next_header, put, sealed

NURSE, COUNSELOR, ADMIN = Role.NURSE, Role.COUNSELOR, Role.ADMIN


def public(vault: OpenVault, members: Iterable[str]) -> dict[str, PublicKeys]:
    return {member: vault.registry.members[member].keys for member in members}


def forged_epoch(vault: OpenVault, stream: str, number: int, members: Iterable[str], below: str) -> StreamKey:
    """An epoch by somebody who holds no key of the stream, with a rung that leads nowhere; returns its key."""
    key, guess = StreamKey.new(), StreamKey.new()
    body = epoch_body(vault.clinic, stream, number, key, public(vault, members), None, [guess])
    body["rungs"] = {below: body["rungs"][guess.id]}
    vault.write([clear("epoch", body, stream, key_id=key.id)])
    return key


def small_stream(clinic: Clinic, *roles: Role) -> str:
    """A stream that only these members read, made by the first."""
    return clinic.open(roles[0]).begin_stream([clinic.keys(role).id for role in roles])


# --- what a wrap is bound to -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["clinic", "stream", "key", "to", "purpose"])
def test_that_a_wrap_that_was_moved_does_not_open(part: str) -> None:
    holder, key = Keyset.new(), StreamKey.new()
    bound = {"clinic": "c" * 64, "stream": "a" * 64, "key": key.id, "to": holder.id, "purpose": "member"}
    wrap = key.wrap(holder.public, wrap_info(**bound))
    assert holder.unwrap(wrap, wrap_info(**bound), key.id) == key
    with pytest.raises(NoKey):
        holder.unwrap(wrap, wrap_info(**bound | {part: "custody"}), key.id)


def test_that_a_wrap_of_one_stream_opens_nothing_when_it_is_copied_into_another(clinic: Clinic) -> None:
    vault = clinic.open(NURSE)
    theirs = small_stream(clinic, COUNSELOR)
    clinic.write(COUNSELOR, note(), stream=theirs)
    mine = next(r for r in vault.file.of_kinds(["stream"]) if r.head.stream == clinic.patient)
    wraps = parse_canon(mine.body or b"")["wraps"]
    vault = clinic.open(NURSE)
    vault.write([clear("grant", {"wrap": wraps[vault.member]}, theirs, key_id=mine.head.key, to=vault.member)])
    assert clinic.ids(NURSE, stream=theirs) == []


def test_that_a_key_that_is_not_the_one_it_claims_to_be_is_refused(clinic: Clinic) -> None:
    holder, key, claimed = Keyset.new(), StreamKey.new(), StreamKey.new().id
    info = wrap_info(clinic.id, clinic.patient, claimed, holder.id, "member")
    with pytest.raises(BadRecord, match="not the key it claims"):
        holder.unwrap(key.wrap(holder.public, info), info, claimed)


# --- renewing --------------------------------------------------------------------------------------------------------


def test_that_a_newcomer_reads_back_down_the_ladder_with_one_wrap(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR)
    written = []
    for _ in range(4):
        written.append(clinic.write(COUNSELOR, note(), stream=stream).id.hex())
        clinic.open(COUNSELOR).begin_epoch(stream, [clinic.keys(COUNSELOR).id])
    clinic.open(COUNSELOR).grant(stream, clinic.keys(NURSE).id)
    assert clinic.ids(NURSE, stream=stream) == written


def test_that_hundreds_of_renewals_do_not_end_the_ladder(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR)
    first = clinic.write(COUNSELOR, note(), stream=stream)
    vault = clinic.open(COUNSELOR)
    drafts, below = [], [vault.keyring.current(stream)[1]]
    for number in range(1, 401):
        below.append(StreamKey.new())
        body = epoch_body(clinic.id, stream, number, below[-1], {}, None, [below[-2]])
        drafts.append(clear("epoch", body, stream, key_id=below[-1].id))
    keys = vault.registry.members[vault.member].keys
    drafts.append(
        clear("grant", grant_body(clinic.id, stream, below[-1], vault.member, keys), stream, key_id=below[-1].id,
              to=vault.member)
    )  # fmt: skip
    drafts.append(
        clear("grant", grant_body(clinic.id, stream, below[-1], clinic.keys(NURSE).id, clinic.keys(NURSE).public),
              stream, key_id=below[-1].id, to=clinic.keys(NURSE).id)
    )  # fmt: skip
    vault.write(drafts)
    assert clinic.ids(NURSE, stream=stream) == [first.id.hex()]


def test_that_two_who_renew_at_once_both_count_and_everybody_writes_under_the_same(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR, NURSE)
    team = [clinic.keys(role).id for role in (COUNSELOR, NURSE)]
    one, other = clinic.open(COUNSELOR), clinic.open(NURSE)
    one.begin_epoch(stream, team)
    other.begin_epoch(stream, team)
    notes = [v.write([v.sealed("note", stream, b"under a sibling key")])[0].head.key for v in (one, other)]
    assert len(set(notes)) == 2
    late = [clinic.open(role) for role in (COUNSELOR, NURSE)]
    assert len({vault.keyring.current(stream)[1].id for vault in late}) == 1
    assert [len(level) for level in late[0].keyring.levels(stream)] == [1, 2]
    assert all(vault.keyring.key(stream, key).id == key for vault in late for key in notes)
    late[0].begin_epoch(stream, team)
    assert set(clinic.open(NURSE).keyring.levels(stream)[-1][0].rungs) == set(notes)


def test_that_the_sibling_key_of_somebody_who_was_left_out_is_not_written_under(clinic: Clinic) -> None:
    """Whatever the ids of the two records are: many tries, because the higher id would win among equals."""
    for _ in range(8):
        stream = small_stream(clinic, COUNSELOR, NURSE)
        one, other = clinic.open(COUNSELOR), clinic.open(NURSE)
        one.begin_epoch(stream, [one.member])
        other.begin_epoch(stream, [one.member, other.member])
        assert clinic.open(COUNSELOR).keyring.current_team(stream) == {one.member}


def test_that_somebody_who_was_left_out_reads_what_was_before_and_nothing_after(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR, NURSE)
    before = clinic.write(COUNSELOR, note(), stream=stream)
    clinic.open(COUNSELOR).begin_epoch(stream, [clinic.keys(COUNSELOR).id])
    after = clinic.write(COUNSELOR, note("Only for those who stayed."), stream=stream)
    assert clinic.ids(NURSE, stream=stream) == [before.id.hex()]
    assert clinic.ids(COUNSELOR, stream=stream) == [before.id.hex(), after.id.hex()]
    assert not clinic.open(NURSE).keyring.holds(stream)


def test_that_a_newcomer_who_was_handed_one_of_two_sibling_keys_can_renew(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR, NURSE)
    team = [clinic.keys(role).id for role in (COUNSELOR, NURSE)]
    one, other = clinic.open(COUNSELOR), clinic.open(NURSE)
    one.begin_epoch(stream, team)
    other.begin_epoch(stream, team)
    physician = clinic.keys(Role.PHYSICIAN).id
    clinic.open(COUNSELOR).grant(stream, physician)
    clinic.open(Role.PHYSICIAN).begin_epoch(stream, [physician, *team])
    assert clinic.open(COUNSELOR).keyring.current_team(stream) == {physician, *team}


# --- those who would get in between ----------------------------------------------------------------------------------


def test_that_an_epoch_by_an_outsider_never_becomes_the_one_to_write_under(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR)
    mine = clinic.open(COUNSELOR).keyring.current(stream)[1].id
    outsider = clinic.open(NURSE)
    members = [outsider.member, clinic.keys(COUNSELOR).id]
    forged_epoch(outsider, stream, 1, members, mine)
    body = epoch_body(clinic.id, stream, 1, StreamKey.new(), public(outsider, members), None)
    outsider.write([clear("epoch", body, stream, key_id=StreamKey.new().id)])
    for role in (COUNSELOR, NURSE, ADMIN):
        vault = clinic.open(role)
        assert [len(level) for level in vault.keyring.levels(stream)] == [1]
        assert vault.keyring.current_team(stream) == {clinic.keys(COUNSELOR).id}


def test_that_an_entry_under_a_key_that_an_outsider_brought_is_refused(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR)
    mine = clinic.write(COUNSELOR, note(), stream=stream)
    outsider = clinic.open(NURSE)
    key = forged_epoch(outsider, stream, 1, [outsider.member, clinic.keys(COUNSELOR).id], mine.head.key)
    outsider.write([Draft("note", stream, b"{}", key, key.id)])
    vault = clinic.open(COUNSELOR)
    assert [entry.id for entry in clinic.read(vault=vault, stream=stream)] == [mine.id.hex()]
    assert "does not belong to this chart" in vault.trouble[-1].sentence


def test_that_an_outsiders_bad_rung_locks_nobody_out(clinic: Clinic) -> None:
    """The forger's epoch is handed to the reader and claims to lead to the old key; the true way is still found."""
    for _ in range(4):
        stream = small_stream(clinic, COUNSELOR)
        old = clinic.write(COUNSELOR, note(), stream=stream)
        clinic.open(COUNSELOR).begin_epoch(stream, [clinic.keys(COUNSELOR).id])
        clinic.open(COUNSELOR).grant(stream, clinic.keys(Role.PHYSICIAN).id)
        forged_epoch(clinic.open(NURSE), stream, 1, [clinic.keys(Role.PHYSICIAN).id], old.head.key)
        assert clinic.ids(Role.PHYSICIAN, stream=stream) == [old.id.hex()]


def test_that_a_team_members_bad_rung_locks_nobody_out(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR, NURSE)
    old = clinic.write(COUNSELOR, note(), stream=stream)
    team = [clinic.keys(COUNSELOR).id, clinic.keys(NURSE).id]
    clinic.open(COUNSELOR).begin_epoch(stream, team)
    clinic.open(COUNSELOR).grant(stream, clinic.keys(Role.PHYSICIAN).id)
    forged_epoch(clinic.open(NURSE), stream, 1, [clinic.keys(Role.PHYSICIAN).id], old.head.key)
    assert clinic.ids(Role.PHYSICIAN, stream=stream) == [old.id.hex()]


def test_that_a_grant_that_opens_nothing_does_not_push_out_the_one_that_does(clinic: Clinic) -> None:
    for forger in (COUNSELOR, ADMIN):  # one of the team, and one who is not
        stream = small_stream(clinic, COUNSELOR)
        written = clinic.write(COUNSELOR, note(), stream=stream)
        clinic.open(COUNSELOR).grant(stream, clinic.keys(NURSE).id)
        vault = clinic.open(forger)
        body = grant_body(clinic.id, stream, StreamKey.new(), vault.member, vault.keyset.public)
        vault.write([clear("grant", body, stream, key_id=written.head.key, to=clinic.keys(NURSE).id)])
        assert clinic.ids(NURSE, stream=stream) == [written.id.hex()]


def test_that_an_outsiders_grant_makes_nobody_part_of_the_team(clinic: Clinic) -> None:
    """Else the next honest renewal would hand the forger the keys, and private notes would seem to be shared."""
    stream = clinic.private_stream(COUNSELOR)
    outsider, mine = clinic.open(NURSE), clinic.keys(COUNSELOR).id
    key = clinic.open(COUNSELOR).keyring.current(stream)[1].id
    body = grant_body(clinic.id, stream, StreamKey.new(), outsider.member, outsider.keyset.public)
    outsider.write([clear("grant", body, stream, key_id=key, to=outsider.member)])
    vault = clinic.open(COUNSELOR)
    assert vault.keyring.team(stream) == vault.keyring.current_team(stream) == {mine}
    assert len(clinic.ids(COUNSELOR, stream=stream)) == 1


def test_that_nobody_begins_a_stream_that_somebody_else_began(clinic: Clinic) -> None:
    stream = clinic.private_stream(COUNSELOR)
    key = clinic.open(COUNSELOR).keyring.current(stream)[1].id
    outsider = clinic.open(NURSE)
    body = epoch_body(clinic.id, stream, 0, StreamKey.new(), public(outsider, [outsider.member]), None)
    outsider.write([clear("stream", body, stream, key_id=key)])
    vault = clinic.open(COUNSELOR)
    assert vault.keyring.team(stream) == {vault.member}
    assert [t.rule for t in vault.trouble] == [10]
    assert len(clinic.ids(COUNSELOR, stream=stream)) == 1


def test_that_a_copy_of_the_first_key_record_by_another_hand_is_refused(clinic: Clinic) -> None:
    stream = clinic.private_stream(COUNSELOR)
    genuine = next(r for r in clinic.open().file.of_kinds(["stream"]) if r.head.stream == stream)
    outsider = clinic.open(NURSE)
    header = next_header(outsider, "stream", stream, key=genuine.head.key)
    put(
        clinic.path,
        again(genuine, outsider.keyset, **{n: getattr(header, n) for n in ("log", "seq", "prev", "author")}),
    )
    vault = clinic.open(COUNSELOR)
    assert vault.keyring.team(stream) == {vault.member}
    assert len(clinic.ids(COUNSELOR, stream=stream)) == 1


def test_that_an_epoch_that_calls_itself_far_ahead_does_not_count_and_costs_nothing(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR, NURSE)
    old = clinic.open(COUNSELOR).keyring.current(stream)[1].id
    forged_epoch(clinic.open(NURSE), stream, 10**15, [clinic.keys(NURSE).id], old)
    vault = clinic.open(COUNSELOR)
    assert vault.keyring.current(stream)[1].id == old
    assert len(clinic.ids(COUNSELOR, stream=stream)) == 0


def test_that_a_tangle_of_forged_epochs_costs_a_reader_without_key_little_time(clinic: Clinic) -> None:
    """Two to the fortieth ways lead through it; each key is tried once."""
    stream = small_stream(clinic, COUNSELOR, NURSE)
    written = clinic.write(COUNSELOR, note(), stream=stream)
    vault = clinic.open(NURSE)
    below = [vault.keyring.current(stream)[1]]
    drafts = []
    for number in range(1, 41):
        pair = [StreamKey.new(), StreamKey.new()]
        for key in pair:
            body = epoch_body(clinic.id, stream, number, key, public(vault, [vault.member]), None, below)
            drafts.append(clear("epoch", body, stream, key_id=key.id))
        below = pair
    vault.write(drafts)
    assert clinic.ids(ADMIN, stream=stream) == []
    assert clinic.ids(COUNSELOR, stream=stream) == clinic.ids(NURSE, stream=stream) == [written.id.hex()]


BAD_BODIES = [
    {},
    {"epoch": 0, "wraps": [], "rungs": {}},
    {"epoch": "0", "wraps": {}, "rungs": {}},
    {"epoch": True, "wraps": {}, "rungs": {}},
    {"epoch": -1, "wraps": {}, "rungs": {}},
    {"epoch": 1, "wraps": {"m": "?"}, "rungs": {}},
    {"epoch": 1, "wraps": {"m": None}, "rungs": {}},
    {"epoch": 1, "wraps": {}, "rungs": {"k": 3}},
    {"epoch": 1, "wraps": {}, "rungs": {}, "custody": "ö"},
]


@pytest.mark.parametrize("kind", ["stream", "epoch", "grant"])
@pytest.mark.parametrize("body", BAD_BODIES)
def test_that_a_damaged_key_record_is_refused_and_the_vault_still_opens(
    clinic: Clinic, kind: str, body: dict[str, object]
) -> None:
    key, vault = StreamKey.new().id, clinic.open(NURSE)
    if kind == "stream" and body.get("epoch") == 1 and body["epoch"] is not True:
        body = body | {"epoch": 0}
    vault.write([clear(kind, body, stream_id(key, vault.member), key_id=key, to=vault.member)])
    assert [t.rule for t in clinic.open().trouble] == [10]


@pytest.mark.parametrize("key", ["", "zz", "é", "ab" * 31, "AB" * 32])
def test_that_a_key_that_is_no_id_is_refused_and_the_vault_still_opens(clinic: Clinic, key: str) -> None:
    vault = clinic.open(NURSE)
    put(clinic.path, clear_record(vault, "stream", {"epoch": 0, "wraps": {}, "rungs": {}}, "a" * 64, key=key))
    assert [t.rule for t in clinic.open().trouble] in ([2], [10])


# --- custody and privacy ---------------------------------------------------------------------------------------------


def custodian(clinic: Clinic) -> Keyset:
    from careboard.vault import custody

    one, other = (custody.Sheet.found_in(sheet.code) for sheet in clinic.sheets[:2])
    registered = clinic.open().registry.custody
    assert registered is not None
    return custody.join(one, other, registered.id)


def test_that_custody_opens_every_stream_at_every_epoch(clinic: Clinic) -> None:
    streams = [clinic.patient, small_stream(clinic, NURSE), clinic.private_stream(COUNSELOR)]
    clinic.open(NURSE).begin_epoch(streams[1], [clinic.keys(NURSE).id])
    vault = clinic.open(custodian(clinic))
    assert {stream: vault.keyring.holds(stream) for stream in streams} == dict.fromkeys(streams, True)


def test_that_custody_does_not_open_private_notes_where_the_clinic_left_it_out(clinic: Clinic) -> None:
    stream = clinic.private_stream(COUNSELOR, custody=False)
    vault = clinic.open(custodian(clinic))
    assert not vault.keyring.holds(stream)
    assert clinic.ids(COUNSELOR, stream=stream)


def test_that_a_private_note_stands_after_custody_handed_its_key_over(clinic: Clinic) -> None:
    stream = clinic.private_stream(COUNSELOR)
    clinic.open(custodian(clinic)).grant(stream, clinic.keys(ADMIN).id)
    assert clinic.ids(COUNSELOR, stream=stream) == clinic.ids(ADMIN, stream=stream) != []
    assert clinic.open(COUNSELOR).keyring.team(stream) == {clinic.keys(COUNSELOR).id}


def test_that_the_header_of_a_private_note_is_like_that_of_any_other(clinic: Clinic) -> None:
    stream = clinic.private_stream(COUNSELOR)
    private = clinic.open(COUNSELOR).file.stream(stream, clinic.keys(COUNSELOR).id, without=("stream",))[0].record
    shared = clinic.write(COUNSELOR, note())
    head, other = private.head, shared.head
    assert (head.kind, head.to, head.ref, head.delivery) == (other.kind, other.to, other.ref, other.delivery)
    assert clinic.patient.encode() not in private.header
    for who in (None, NURSE, ADMIN, Role.SUPERVISOR):
        assert clinic.ids(who, stream=stream) == []


def test_that_a_private_note_is_refused_where_anybody_else_ever_held_a_key(clinic: Clinic) -> None:
    stream = small_stream(clinic, COUNSELOR, NURSE)
    clinic.open(COUNSELOR).begin_epoch(stream, [clinic.keys(COUNSELOR).id])
    clinic.write(COUNSELOR, PsychotherapyNote(clinic.patient, "Not here."), stream=stream)
    vault = clinic.open(COUNSELOR)
    assert clinic.read(vault=vault, stream=stream) == ()
    assert vault.trouble[-1].sentence == "A private note was written where somebody else can read it."


def test_that_bytes_shorter_than_a_length_are_refused(clinic: Clinic) -> None:
    vault = clinic.open(NURSE)
    epoch, key = vault.keyring.current(clinic.patient)
    header = next_header(vault, "note", clinic.patient, key=epoch.key)
    put(clinic.path, sealed(header, b"abc", key, vault.keyset, padded=False))
    assert len(clinic.ids(None)) == len(clinic.entries)
