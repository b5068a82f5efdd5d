"""Promises of the ten rules: what each refuses of an attacker who signs well whatever the rule does not forbid."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
from msgspec import structs

from careboard.clinical.clinic import MemberProfile
from careboard.clinical.coordination import Handover
from careboard.clinical.medication.orders import MedicationStart, Stop
from careboard.clinical.medication.reconciliation import Reconciliation
from careboard.clinical.medication.taking import MedicationReported
from careboard.clinical.note import (
    Acknowledgement,
    Addendum,
    CoSignature,
    EnteredInError,
    ErrorReason,
    NoteType,
    PsychotherapyNote,
    SudCounselingNote,
)
from careboard.clinical.people import Role
from careboard.clinical.values import MemberId, PatientId, When
from careboard.storage.kept import Kept
from careboard.storage.refusals import Fork
from careboard.vault import codec
from careboard.vault.keys import Keyset, StreamKey
from careboard.vault.record import MAX_HEADER, Record, canon, sha256
from careboard.vault.refusals import BadRecord
from careboard.vault.verifier import Verified, verify
from careboard.workflow.checking import check_vault
from careboard.workflow.clinic import TIME_ZONE, setting
from careboard.workflow.founding import admit
from careboard.workflow.open_vault import NO_RULE, OpenVault, Trouble, log_id
from careboard.workflow.people import change_roles, revoke
from careboard.workflow.reading import authors_of, entries_of
from careboard.workflow.session import Session
from tests.clinic import SAID, Clinic, goes_on, note
from tests.clinical_examples import EXAMPLES, SOURCE
from tests.vault.forging import again, clear_record, next_header, put, sealed, signed, tamper

NURSE, COUNSELOR, ADMIN, PHYSICIAN = Role.NURSE, Role.COUNSELOR, Role.ADMIN, Role.PHYSICIAN
START = cast("MedicationStart", EXAMPLES[MedicationStart].content)
STOP = cast("Stop", EXAMPLES[Stop].content)


@pytest.fixture
def sample(clinic: Clinic) -> Record:
    """A nurse's note, the newest record of her log."""
    return clinic.write(NURSE, note())


def held(clinic: Clinic, record: Record) -> Verified:
    """Hold a record against the rules as somebody does who never saw it."""
    return verify(record, clinic.open().known)


def refused(clinic: Clinic, record: Record, rule: int) -> str:
    with pytest.raises(BadRecord) as refusal:
        held(clinic, record)
    assert refusal.value.rule == rule, str(refusal.value)
    return str(refusal.value)


def next_note(clinic: Clinic, vault: OpenVault) -> Record:
    """The next good note of this member's log, not in the file."""
    epoch, key = vault.keyring.current(clinic.patient)
    payload = codec.encode(note(), When.at(clinic.clock()), SAID)
    return sealed(next_header(vault, "note", clinic.patient, key=epoch.key), payload, key, vault.keyset)


def told(clinic: Clinic, record: Record, who: Role | None = None) -> str:
    """Why a record is not shown; it lies in quarantine, and verify tells it too."""
    vault = clinic.open(who)
    assert record.id.hex() not in [entry.id for entry in clinic.read(vault=vault)]
    (sentence,) = [trouble.sentence for trouble in vault.trouble if trouble.record == record.id]
    assert record.id in [kept.id for kept, _, _ in vault.file.quarantined()]
    assert record.id.hex() in [fault.record for fault in check_vault(clinic.open(who)).faults]
    return sentence


def test_that_a_good_record_passes_all_ten(clinic: Clinic, sample: Record) -> None:
    payload = held(clinic, sample).payload
    assert payload is not None
    assert codec.decode(payload).content == note()
    assert clinic.ids()[-1] == sample.id.hex()


# --- 1: it is itself -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r._replace(id=bytes(32)),
        lambda r: r._replace(id=r.id[:-1]),
        lambda r: r._replace(header=r.header.replace(b'"note"', b'"blob"')),
        lambda r: r._replace(header=r.header + b" "),
        lambda r: r._replace(body=r.body[:-1]),
        lambda r: r._replace(body=r.body + b"\0"),
        lambda r: r._replace(body=b""),
        lambda r: r._replace(body=None),
        lambda r: r._replace(body_hash=bytes(32)),
        lambda r: r._replace(body=b"other", body_hash=sha256(b"other")),
    ],
)
def test_that_a_record_that_was_changed_is_refused(
    clinic: Clinic, sample: Record, change: Callable[[Record], Record]
) -> None:
    refused(clinic, change(sample), 1)


# --- 2: its header ---------------------------------------------------------------------------------------------------


def respelt(record: Record, header: bytes, keyset: Keyset) -> Record:
    return signed(header, record.body or b"", keyset)


def spelt(**changes: object) -> Callable[[bytes], bytes]:
    return lambda header: canon({k: v for k, v in (json.loads(header) | changes).items() if v != "leave out"})


SPELLINGS: dict[str, Callable[[bytes], bytes]] = {
    "blanks": lambda header: header.replace(b",", b", "),
    "order": lambda header: json.dumps(dict(reversed(json.loads(header).items())), separators=(",", ":")).encode(),
    "escapes": lambda header: header.replace(b'"note"', b'"n\\u006fte"'),
    "twice": lambda header: header.replace(b'"v":1', b'"v":1,"v":1'),
    "line end": lambda header: header + b"\n",
    "no JSON": lambda header: header[:-1],
    "empty": lambda header: b"",
    "a list": lambda header: b"[" + header + b"]",
    "bytes": lambda header: header.replace(b"note", b"n\xffte"),
    "utf-16": lambda header: header.decode().encode("utf-16"),
    "too long": lambda header: canon(json.loads(header) | {"delivery": "d" * MAX_HEADER}),
    "very deep": lambda header: b'{"a":' + b"[" * 3000 + b"]" * 3000 + b"}",
    "newer version": spelt(v=2),
    "older version": spelt(v=0),
    "version as text": spelt(v="1"),
    "one more field": spelt(more=1),
    "a field less": spelt(prev="leave out"),
    "a field that says nothing": spelt(to=""),
    "null": spelt(ref=None),
    "negative place": spelt(seq=-1),
    "place as fraction": spelt(seq=1.0),
    "place as truth": spelt(seq=True),
    "endless place": spelt(seq=2**53),
    "number of pages": spelt(seq=10**400),
    "time before 1970": spelt(time=-1),
    "time after the calendar": spelt(time=2**52),
    "negative registry place": spelt(reg=-1),
    "log in capitals": spelt(log="AB" * 16),
    "short log": spelt(log="ab"),
    "stream of another length": spelt(stream="ab"),
    "stream that is no hex": spelt(stream="z" * 64),
    "key that is no hex": spelt(key="é"),
    "recipient that is no id": spelt(to="nurse"),
    "reference that is no id": spelt(ref="../x"),
    "author that is no id": spelt(author="nurse"),
    "kind that is no text": spelt(kind=3),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_that_a_header_of_another_spelling_is_refused(clinic: Clinic, sample: Record, spelling: str) -> None:
    refused(clinic, respelt(sample, SPELLINGS[spelling](sample.header), clinic.keys(NURSE)), 2)


# --- 3, 4, 5: of this clinic, by a member, signed --------------------------------------------------------------------


@pytest.mark.parametrize("other", ["", "f" * 64])
def test_that_a_record_of_another_clinic_is_refused(clinic: Clinic, sample: Record, other: str) -> None:
    refused(clinic, again(sample, clinic.keys(NURSE), clinic=other), 3)


def test_that_another_genesis_is_refused(clinic: Clinic) -> None:
    (genesis,) = clinic.open().file.of_kinds(["genesis"])
    refused(clinic, again(genesis, clinic.founder, time=1), 3)


def test_that_an_unknown_author_is_refused(clinic: Clinic, sample: Record) -> None:
    stranger = Keyset.new()
    refused(clinic, again(sample, stranger, author=stranger.id), 4)


@pytest.mark.parametrize(
    "sign",
    [
        lambda c, r: c.keys(COUNSELOR).sign(r.id),
        lambda c, r: c.keys(NURSE).sign(r.id[::-1]),
        lambda c, r: bytes(64),
        lambda c, r: r.sig[:63],
        lambda c, r: r.sig + b"\0",
        lambda c, r: b"",
        lambda c, r: r.sig[:32] + bytes(32),
    ],
)
def test_that_a_foreign_or_damaged_signature_is_refused(
    clinic: Clinic, sample: Record, sign: Callable[[Clinic, Record], bytes]
) -> None:
    refused(clinic, sample._replace(sig=sign(clinic, sample)), 5)


def test_that_a_signature_is_not_taken_from_another_purpose(clinic: Clinic, sample: Record) -> None:
    """The same key signs in the domain of records only: a signature over the bare id proves nothing."""
    bare = clinic.keys(NURSE)._sign.sign(sample.id)
    refused(clinic, sample._replace(sig=bare), 5)


# --- 6, 7: in its log ------------------------------------------------------------------------------------------------


def test_that_a_record_in_somebody_elses_log_is_refused(clinic: Clinic, sample: Record) -> None:
    counselor = clinic.keys(COUNSELOR)
    foreign = again(sample, counselor, author=counselor.id, seq=sample.head.seq + 1, prev=sample.id.hex())
    refused(clinic, foreign, 6)


def test_that_a_log_that_nobody_began_is_refused(clinic: Clinic, sample: Record) -> None:
    refused(clinic, again(sample, clinic.keys(NURSE), log="ab" * 16, seq=1), 7)


@pytest.mark.parametrize(
    "change",
    [
        lambda r: {"seq": r.head.seq + 2, "prev": r.id.hex()},  # a gap
        lambda r: {"seq": r.head.seq + 1},  # a place further, after the same record: a replay
        lambda r: {"seq": r.head.seq + 1, "prev": ""},
        lambda r: {"seq": r.head.seq + 1, "prev": "e" * 64},
        lambda r: {"seq": 0},
        lambda r: {"time": r.head.time + 1},  # another record in the place of one that stands: a fork
        lambda r: {"seq": 0, "prev": ""},  # the log begins anew
    ],
)
def test_that_a_record_out_of_its_place_is_refused(
    clinic: Clinic, sample: Record, change: Callable[[Record], dict[str, Any]]
) -> None:
    second = clinic.write(NURSE, note("A second one."))
    assert second.head.prev == sample.id.hex()
    refused(clinic, again(second, clinic.keys(NURSE), **change(second)), 7)


def test_that_a_fork_behind_a_row_that_lies_about_its_place_is_refused(clinic: Clinic, sample: Record) -> None:
    vault = clinic.open(NURSE)
    epoch, key = vault.keyring.current(clinic.patient)
    header = structs.replace(sample.head, time=sample.head.time + 5)
    fork = sealed(header, codec.encode(note("Another truth."), When.at(clinic.clock()), SAID), key, vault.keyset)
    assert epoch.key == header.key
    put(clinic.path, fork, seq=10_000)
    assert "where another one stands" in told(clinic, fork)
    assert sample.id.hex() in clinic.ids()


def test_that_a_missing_record_makes_the_next_one_fail_and_verify_tells_it(clinic: Clinic, sample: Record) -> None:
    clinic.write(NURSE, note("In between."))
    after = clinic.write(NURSE, note("After."))
    sample = clinic.open().file.one(bytes.fromhex(after.head.prev)) or sample
    tamper(clinic.path, "DELETE FROM record WHERE id = ?", sample.id)
    assert "does not follow" in told(clinic, after, COUNSELOR)


def test_that_a_cut_off_tail_is_noticed_by_the_checkpoint_of_anybody(clinic: Clinic, sample: Record) -> None:
    clinic.open(COUNSELOR).checkpoint()
    tamper(clinic.path, "DELETE FROM record WHERE id = ?", sample.id)
    faults = check_vault(clinic.open()).faults
    assert [(fault.record, fault.text) for fault in faults] == [
        (sample.id.hex(), "A record that was here before is missing or was exchanged.")
    ]


def test_that_the_same_record_twice_is_harmless_and_another_in_its_place_is_a_fork(
    clinic: Clinic, sample: Record
) -> None:
    file = clinic.file()
    assert file.add([Kept(sample, None)], clinic.founder.id) == 0
    with pytest.raises(Fork, match="already stands in this place"):
        file.add([Kept(again(sample, clinic.keys(NURSE), time=1), None)], clinic.founder.id)


# --- 8: after a role ended -------------------------------------------------------------------------------------------


def test_that_what_was_written_before_leaving_stands_and_what_came_later_is_quarantined(
    clinic: Clinic, sample: Record
) -> None:
    kept = goes_on(clinic.open(NURSE))
    revoke(clinic.open(ADMIN), clinic.keys(NURSE).id)
    late = kept.write([kept.sealed("note", clinic.patient, codec.encode(note(), When.at(clinic.clock()), SAID))])[0]
    assert told(clinic, late) == "A record was written after its author had left."
    assert sample.id.hex() in clinic.ids()


def test_that_somebody_who_left_cannot_write_into_the_past(clinic: Clinic, sample: Record) -> None:
    """With the file in hand: the last record of the log is exchanged for another, well signed, at the same place."""
    revoke(clinic.open(ADMIN), clinic.keys(NURSE).id)
    key = clinic.open(NURSE).keyring.current(clinic.patient)[1]
    payload = codec.encode(note("It was never said."), When.at(clinic.clock()), SAID)
    forged = sealed(structs.replace(sample.head, time=sample.head.time - 1), payload, key, clinic.keys(NURSE))
    tamper(clinic.path, "DELETE FROM record WHERE id = ?", sample.id)
    put(clinic.path, forged)
    assert "after the author's roles had changed" in told(clinic, forged)


def test_that_somebody_who_left_cannot_rewrite_the_whole_log(clinic: Clinic) -> None:
    first, last = clinic.write(NURSE, note("One.")), clinic.write(NURSE, note("Two."))
    revoke(clinic.open(ADMIN), clinic.keys(NURSE).id)
    keys, key = clinic.keys(NURSE), clinic.open(NURSE).keyring.current(clinic.patient)[1]
    payload = codec.encode(note("Other."), When.at(clinic.clock()), SAID)
    one = sealed(structs.replace(first.head, time=first.head.time - 1), payload, key, keys)
    two = sealed(structs.replace(last.head, prev=one.id.hex()), payload, key, keys)
    tamper(clinic.path, "DELETE FROM record WHERE id IN (?, ?)", first.id, last.id)
    put(clinic.path, one, two)
    for record in (one, two):
        assert "after the author's roles had changed" in told(clinic, record)


def test_that_a_new_log_of_somebody_who_left_is_refused(clinic: Clinic, sample: Record) -> None:
    revoke(clinic.open(ADMIN), clinic.keys(NURSE).id)
    elsewhere = log_id(clinic.keys(NURSE).id, bytes(16))
    refused(clinic, again(sample, clinic.keys(NURSE), log=elsewhere, seq=0, prev="", time=1), 8)


def test_that_records_are_judged_by_the_roles_of_their_place_and_not_of_today(clinic: Clinic) -> None:
    nurse = clinic.keys(NURSE).id
    kept = goes_on(clinic.open(NURSE))
    before = clinic.write(NURSE, note("As a nurse."))
    change_roles(clinic.open(ADMIN), nurse, {Role.PRIVACY_OFFICER})
    payload = codec.encode(note("No more."), When.at(clinic.clock()), SAID)
    (after,) = kept.write([kept.sealed("note", clinic.patient, payload)])
    change_roles(clinic.open(ADMIN), nurse, {NURSE})
    again_one = clinic.write(NURSE, note("A nurse again."))
    assert {before.id.hex(), again_one.id.hex()} <= set(clinic.ids())
    assert "role may not write" in told(clinic, after)


def test_that_a_telephone_order_stands_after_its_prescriber_left(clinic: Clinic) -> None:
    order = replace(START, ordered_by=MemberId(clinic.keys(PHYSICIAN).id))
    written = clinic.write(NURSE, order)
    revoke(clinic.open(ADMIN), clinic.keys(PHYSICIAN).id)
    assert written.id.hex() in clinic.ids()


def test_that_a_registry_record_that_does_not_count_is_told_by_verify(clinic: Clinic) -> None:
    vault = clinic.open(NURSE)
    record = clear_record(vault, "revoke", {"heads": {}}, to=clinic.founder.id, reg=vault.registry.last + 1)
    put(clinic.path, record)
    refused(clinic, record, 8)
    assert record.id.hex() in [fault.record for fault in check_vault(clinic.open()).faults]


# --- 9: the kind -----------------------------------------------------------------------------------------------------

KINDS = "person episode note medication response nutrition coordination paper imported delivery blob".split()


@pytest.mark.parametrize("kind", [*KINDS, "group"])
@pytest.mark.parametrize("role", [ADMIN, Role.PRIVACY_OFFICER])
def test_that_who_does_not_treat_or_coordinate_writes_no_such_kind(clinic: Clinic, role: Role, kind: str) -> None:
    vault = clinic.open(role)
    put(clinic.path, record := clear_record(vault, kind, {}, clinic.patient))
    refused(clinic, record, 9)


@pytest.mark.parametrize("role", [role for role in Role if role not in (ADMIN, Role.SUPERVISOR)])
def test_that_only_admin_and_supervisor_write_kind_clinic(clinic: Clinic, role: Role) -> None:
    refused(clinic, clear_record(clinic.open(role), "clinic", {}, clinic.patient), 9)


@pytest.mark.parametrize("role", [role for role in Role if role is not ADMIN])
@pytest.mark.parametrize("kind", ["adopt", "erase"])
def test_that_only_an_administrator_adopts_or_erases(clinic: Clinic, role: Role, kind: str) -> None:
    refused(clinic, clear_record(clinic.open(role), kind, {}), 9)


@pytest.mark.parametrize("role", [ADMIN, Role.PRIVACY_OFFICER, Role.COORDINATOR])
def test_that_only_clinical_roles_break_the_glass(clinic: Clinic, role: Role) -> None:
    refused(clinic, clear_record(clinic.open(role), "breakglass", {}, clinic.patient), 9)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PRIVACY_OFFICER])
def test_that_only_a_privacy_officer_reviews(clinic: Clinic, role: Role) -> None:
    refused(clinic, clear_record(clinic.open(role), "review", {}, clinic.patient), 9)


def test_that_a_privacy_officer_makes_no_keys(clinic: Clinic) -> None:
    for kind in ("stream", "epoch", "grant"):
        refused(clinic, clear_record(clinic.open(Role.PRIVACY_OFFICER), kind, {}, clinic.patient), 9)


@pytest.mark.parametrize("kind", ["", "nonsense", "NOTE", "note ", "bg_group"])
def test_that_a_kind_that_is_not_known_is_refused(clinic: Clinic, kind: str) -> None:
    refused(clinic, clear_record(clinic.open(), kind, {}, clinic.patient), 9)


# --- 10: the body ----------------------------------------------------------------------------------------------------


def test_that_a_body_under_another_key_than_its_header_names_is_refused(clinic: Clinic) -> None:
    vault = clinic.open(NURSE)
    epoch, _ = vault.keyring.current(clinic.patient)
    header = next_header(vault, "note", clinic.patient, key=epoch.key)
    refused(clinic, sealed(header, b"{}", StreamKey.new(), vault.keyset), 10)


def test_that_a_sealed_body_does_not_open_under_another_header(clinic: Clinic, sample: Record) -> None:
    """Moved to another place of the log, another time, another kind: the seal binds the whole header."""
    nurse = clinic.keys(NURSE)
    moved: dict[str, Any] = {"seq": sample.head.seq + 1, "prev": sample.id.hex()}
    for change in (moved, moved | {"time": 1}, moved | {"kind": "paper"}, moved | {"delivery": "d"}):
        refused(clinic, again(sample, nurse, **change), 10)


def test_that_a_body_moved_to_another_patients_chart_is_refused(clinic: Clinic, sample: Record) -> None:
    other = clinic.open(NURSE).begin_stream([clinic.keys(NURSE).id, clinic.founder.id])
    epoch = clinic.open(NURSE).keyring.current(other)[0]
    vault = clinic.open(NURSE)
    header = next_header(vault, "note", other, key=epoch.key)
    refused(clinic, signed(header, sample.body or b"", vault.keyset), 10)


def test_that_a_row_moved_to_another_patients_chart_is_not_shown_there(clinic: Clinic, sample: Record) -> None:
    """The record is genuine in every byte; only the row says that it belongs to somebody else."""
    other = clinic.open(NURSE).begin_stream([clinic.keys(NURSE).id, clinic.founder.id])
    tamper(clinic.path, "UPDATE record SET stream = ? WHERE id = ?", bytes.fromhex(other), sample.id)
    vault = clinic.open()
    assert clinic.read(vault=vault, stream=other) == ()
    assert "of another chart" in vault.trouble[-1].sentence
    assert sample.id.hex() in [fault.record for fault in check_vault(clinic.open()).faults]


def test_that_two_bodies_changed_for_each_other_are_refused(clinic: Clinic, sample: Record) -> None:
    other = clinic.write(NURSE, note("Slept ill."))
    tamper(clinic.path, "UPDATE record SET body = ? WHERE id = ?", other.body, sample.id)
    tamper(clinic.path, "UPDATE record SET body = ? WHERE id = ?", sample.body, other.id)
    assert "body was changed" in told(clinic, sample)
    assert "body was changed" in told(clinic, other)
    assert "Do not rely on this record" in Session(clinic.open()).chart(PatientId(clinic.patient)).findings[0].text


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        b"\0\0\0\x05abc",
        b"\xff\xff\xff\xff" + bytes(28),
        b"\0\0\0\x02{}" + b"\0" * 25 + b"\1",
        b"\0\0\0\x02{}\1" + b"\0" * 25,
    ],
)
def test_that_padding_that_is_not_zero_or_not_there_is_refused(clinic: Clinic, padded: bytes) -> None:
    vault = clinic.open(NURSE)
    epoch, key = vault.keyring.current(clinic.patient)
    header = next_header(vault, "note", clinic.patient, key=epoch.key)
    refused(clinic, sealed(header, padded, key, vault.keyset, padded=False), 10)


@pytest.mark.parametrize("body", [b"", b"n" * 12, b"n" * 13, b"n" * 28])
def test_that_a_body_too_short_to_be_sealed_is_refused(clinic: Clinic, body: bytes) -> None:
    vault = clinic.open(NURSE)
    epoch, _ = vault.keyring.current(clinic.patient)
    refused(clinic, signed(next_header(vault, "note", clinic.patient, key=epoch.key), body, vault.keyset), 10)


def test_that_an_entry_under_a_key_that_nobody_handed_over_is_told_and_stands(clinic: Clinic) -> None:
    vault, key = clinic.open(NURSE), StreamKey.new()
    record = sealed(next_header(vault, "note", clinic.patient, key=key.id), b"{}", key, vault.keyset)
    put(clinic.path, record)
    reader = clinic.open()
    assert record.id.hex() not in [entry.id for entry in clinic.read(vault=reader)]
    assert [t.sentence for t in reader.trouble] == ["An entry is sealed under a key that was not handed to you."]
    assert reader.file.quarantined() == []


# --- 10: what it says, and who says it -------------------------------------------------------------------------------

NOT_ITS_KIND = "A record's content does not belong into a record of its kind."
NOT_THIS_AUTHOR = "A record's author may not write such a content."


def test_that_an_order_cannot_travel_as_a_note(clinic: Clinic) -> None:
    assert told(clinic, clinic.write(None, START, kind="note")) == NOT_ITS_KIND


def test_that_a_note_cannot_travel_as_an_order(clinic: Clinic) -> None:
    assert told(clinic, clinic.write(None, note(), kind="medication")) == NOT_ITS_KIND


def payload_record(clinic: Clinic, who: Role, kind: str, payload: bytes) -> Record:
    vault = clinic.open(who)
    return vault.write([vault.sealed(kind, clinic.patient, payload)])[0]


def test_that_a_newer_version_of_an_order_cannot_travel_as_a_note(clinic: Clinic) -> None:
    payload = codec.encode(START, When.at(clinic.clock()), SAID).replace(b"medication-start/1", b"medication-start/9")
    assert told(clinic, payload_record(clinic, PHYSICIAN, "note", payload)) == NOT_ITS_KIND


def test_that_a_newer_version_is_still_held_against_the_role_matrix(clinic: Clinic) -> None:
    payload = codec.encode(START, When.at(clinic.clock()), SAID).replace(b"medication-start/1", b"medication-start/9")
    assert told(clinic, payload_record(clinic, COUNSELOR, "medication", payload)) == NOT_THIS_AUTHOR
    shown = payload_record(clinic, PHYSICIAN, "medication", payload).id.hex()
    assert shown in clinic.ids()


def test_that_a_private_note_is_refused_in_a_chart(clinic: Clinic) -> None:
    for role, content in ((COUNSELOR, PsychotherapyNote), (COUNSELOR, SudCounselingNote)):
        written = clinic.write(role, content(clinic.patient, "Not for the chart."))
        assert told(clinic, written) == "A private note was written where somebody else can read it."


def test_that_one_private_note_in_a_shared_chart_spoils_nothing_else(clinic: Clinic) -> None:
    """Also where only the newest entries are read, so that the registration is not among them."""
    clinic.write(COUNSELOR, PsychotherapyNote(clinic.patient, "Written to do harm."))
    good = clinic.write(NURSE, note())
    vault = clinic.open()
    assert [e.id for e in entries_of(vault, clinic.patient, authors_of(vault), newest=2)] == [good.id.hex()]
    assert len(entries_of(vault, clinic.patient, authors_of(vault))) == len(clinic.entries) + 1


def test_that_a_private_stream_holds_private_notes_about_one_patient_alone(clinic: Clinic) -> None:
    stream = clinic.private_stream(COUNSELOR)
    shared = clinic.write(COUNSELOR, note("Should be in the chart."), stream=stream)
    other = clinic.write(COUNSELOR, PsychotherapyNote(PatientId("e" * 64), "Of another."), stream=stream)
    addendum = clinic.write(
        COUNSELOR, Addendum("And also."), stream=stream, ref=clinic.ids(COUNSELOR, stream=stream)[0]
    )
    shown = clinic.ids(COUNSELOR, stream=stream)
    assert shared.id.hex() not in shown
    assert other.id.hex() not in shown
    assert addendum.id.hex() in shown


@pytest.mark.parametrize("content", [START, STOP])
def test_that_a_nurses_order_stands_only_as_a_telephone_order_of_a_prescriber(
    clinic: Clinic, content: MedicationStart | Stop
) -> None:
    assert told(clinic, clinic.write(NURSE, content)) == NOT_THIS_AUTHOR
    for nobody in ("e" * 64, clinic.keys(NURSE).id, clinic.keys(COUNSELOR).id, clinic.keys(ADMIN).id):
        named = replace(content, ordered_by=MemberId(nobody))
        assert told(clinic, clinic.write(NURSE, named)) == NOT_THIS_AUTHOR
    for prescriber in (Role.PSYCHIATRIST, PHYSICIAN, Role.NURSE_PRACTITIONER):
        named = replace(content, ordered_by=MemberId(clinic.keys(prescriber).id))
        assert clinic.write(NURSE, named).id.hex() in clinic.ids()


def test_that_nobody_else_takes_telephone_orders(clinic: Clinic) -> None:
    named = replace(START, ordered_by=MemberId(clinic.keys(PHYSICIAN).id))
    for role in (COUNSELOR, Role.NUTRITIONIST, Role.COORDINATOR, Role.SUPERVISOR):
        assert told(clinic, clinic.write(role, named)) == NOT_THIS_AUTHOR


@pytest.mark.parametrize("kind", list(NoteType))
def test_that_coordinators_write_three_types_of_note(clinic: Clinic, kind: NoteType) -> None:
    written = clinic.write(Role.COORDINATOR, note(kind=kind))
    allowed = kind in (NoteType.COLLATERAL, NoteType.TEAM_REVIEW, NoteType.OUTREACH)
    assert (written.id.hex() in clinic.ids()) is allowed
    if not allowed:
        assert told(clinic, written) == NOT_THIS_AUTHOR


@pytest.mark.parametrize("content", [Addendum("One more thing."), EnteredInError(ErrorReason.DUPLICATE)])
def test_that_author_and_supervisor_amend_and_strangers_do_not(
    clinic: Clinic, content: Addendum | EnteredInError
) -> None:
    entry = clinic.entries["note"]
    for stranger in (COUNSELOR, PHYSICIAN, Role.PSYCHIATRIST, Role.COORDINATOR):
        assert told(clinic, clinic.write(stranger, content, ref=entry)) == NOT_THIS_AUTHOR
    for amender in (None, Role.SUPERVISOR):
        assert clinic.write(amender, content, ref=entry).id.hex() in clinic.ids()


def test_that_the_target_is_found_also_beyond_the_first_screenful(clinic: Clinic) -> None:
    written = clinic.write(COUNSELOR, EnteredInError(ErrorReason.DUPLICATE), ref=clinic.entries["note"])
    vault = clinic.open()
    assert written.id.hex() not in [e.id for e in entries_of(vault, clinic.patient, authors_of(vault), newest=1)]


def test_that_nobody_co_signs_the_own_entry(clinic: Clinic) -> None:
    seen = CoSignature("I stand for this.")
    assert told(clinic, clinic.write(None, seen, ref=clinic.entries["note"])) == NOT_THIS_AUTHOR
    for role in (Role.SUPERVISOR, Role.PSYCHIATRIST):
        assert clinic.write(role, seen, ref=clinic.entries["note"]).id.hex() in clinic.ids()
    for role in (PHYSICIAN, Role.NURSE_PRACTITIONER, NURSE, COUNSELOR):
        assert told(clinic, clinic.write(role, seen, ref=clinic.entries["note"])) == NOT_THIS_AUTHOR


def test_that_a_telephone_order_is_co_signed_by_its_prescriber_alone(clinic: Clinic) -> None:
    order = clinic.write(NURSE, replace(START, ordered_by=MemberId(clinic.keys(PHYSICIAN).id)))
    seen = CoSignature("Ordered by me by telephone.")
    for role in (Role.PSYCHIATRIST, Role.SUPERVISOR, Role.NURSE_PRACTITIONER, None):
        assert told(clinic, clinic.write(role, seen, ref=order.id.hex())) == NOT_THIS_AUTHOR
    assert clinic.write(PHYSICIAN, seen, ref=order.id.hex()).id.hex() in clinic.ids()


@pytest.mark.parametrize(
    "content", [Addendum("x"), CoSignature("x"), EnteredInError(ErrorReason.DUPLICATE), Acknowledgement()]
)
def test_that_what_is_about_an_entry_names_it(
    clinic: Clinic, content: Addendum | CoSignature | EnteredInError | Acknowledgement
) -> None:
    written = clinic.write(Role.SUPERVISOR, content)
    assert told(clinic, written) == "A record does not say which entry it is about."


# --- 10: imports -----------------------------------------------------------------------------------------------------


def imported(clinic: Clinic, who: Role, content: object, ref: str | None = None) -> Record:
    return clinic.write(who, content, ref=ref, kind="imported", source=SOURCE)  # type: ignore[arg-type]


def test_that_a_source_strikes_only_what_was_imported(clinic: Clinic) -> None:
    strike = EnteredInError(ErrorReason.STATED_BY_SOURCE)
    for content in (strike, Addendum("says the source")):
        assert told(clinic, imported(clinic, Role.COORDINATOR, content, clinic.entries["note"])) == NOT_THIS_AUTHOR
    home = imported(clinic, NURSE, EXAMPLES[MedicationReported].content)
    assert imported(clinic, Role.COORDINATOR, strike, home.id.hex()).id.hex() in clinic.ids()


@pytest.mark.parametrize("content", [EXAMPLES[Reconciliation].content, EXAMPLES[Handover].content, Acknowledgement()])
def test_that_no_source_acts_for_a_person_of_this_clinic(clinic: Clinic, content: object) -> None:
    written = imported(clinic, Role.COORDINATOR, content, clinic.entries["note"])
    assert told(clinic, written) == NOT_ITS_KIND


def test_that_an_imported_record_has_a_source_and_no_other_does(clinic: Clinic) -> None:
    borrowed = "A record borrows a source, or was imported from nowhere."
    assert told(clinic, clinic.write(NURSE, note(), source=SOURCE)) == borrowed
    assert told(clinic, clinic.write(NURSE, note(), kind="imported")) == borrowed


def test_that_an_import_counts_when_its_delivery_is_closed_in_the_same_log(clinic: Clinic) -> None:
    entry = clinic.write(NURSE, EXAMPLES[MedicationReported].content, kind="imported", source=SOURCE, delivery="d" * 32)
    assert entry.id.hex() not in clinic.ids()
    for who in (COUNSELOR, NURSE):
        vault = clinic.open(who)
        assert entry.id.hex() not in clinic.ids()
        vault.write([vault.sealed("delivery", vault.registry.clinic_stream, b"{}", "d" * 32)])
    assert entry.id.hex() in clinic.ids()


# --- 10: what is no value --------------------------------------------------------------------------------------------


def as_written(clinic: Clinic, **changes: object) -> bytes:
    payload = json.loads(codec.encode(note(), When.at(clinic.clock()), SAID))
    return json.dumps(payload | changes, separators=(",", ":"), sort_keys=True).encode()


@pytest.mark.parametrize(
    "changes",
    [
        {"ref": "not-hex"},
        {"ref": "AB" * 32},
        {"schema": "note"},
        {"schema": "note/0"},
        {"schema": "NOTE/2"},
        {"schema": "note/2", "said": "  "},
        {"body": {"headline": "", "sections": []}},
        {"body": None},
        {"at": {"iso": "yesterday"}},
        {"at": None},
        {"said": 3},
        {"source": {"format": "fhir-r4-json"}},
    ],
)
def test_that_a_payload_that_is_no_value_closes_no_chart(clinic: Clinic, changes: dict[str, object]) -> None:
    record = payload_record(clinic, NURSE, "note", as_written(clinic, **changes))
    told(clinic, record)
    assert len(clinic.ids()) == len(clinic.entries)


@pytest.mark.parametrize("payload", [b"", b"\0", b"[]", b"{", b"\xff\xfe{}", b"[" * 5000, b'{"a":1}', b"null"])
def test_that_garbage_that_was_sealed_well_closes_no_chart(clinic: Clinic, payload: bytes) -> None:
    told(clinic, payload_record(clinic, NURSE, "note", payload))
    assert len(clinic.ids()) == len(clinic.entries)


def test_that_garbage_in_the_clinics_own_stream_closes_no_vault(clinic: Clinic) -> None:
    vault = clinic.open(Role.SUPERVISOR)
    vault.write([vault.sealed("clinic", vault.registry.clinic_stream, b"garbage")])
    assert setting(clinic.open(), TIME_ZONE) == "America/New_York"
    assert len(clinic.ids()) == len(clinic.entries)


def test_that_a_record_of_a_kind_that_is_only_planned_is_told_and_closes_no_chart(clinic: Clinic) -> None:
    payload = codec.encode(note(), When.at(clinic.clock()), SAID).replace(b"note/2", b"group-entry/1")
    record, vault = payload_record(clinic, COUNSELOR, "group", payload), clinic.open()
    assert len(clinic.read(vault=vault)) == len(clinic.entries)
    assert vault.trouble == [Trouble(record.id, NO_RULE, "An entry was made by a newer version of Careboard.")]


# --- names -----------------------------------------------------------------------------------------------------------


def test_that_only_an_administrator_says_what_somebody_is_called(clinic: Clinic) -> None:
    clinic_stream = clinic.open().registry.clinic_stream
    stolen = MemberProfile(MemberId(clinic.founder.id), "Somebody else")
    for role, kind in ((NURSE, "note"), (Role.SUPERVISOR, "clinic"), (Role.COORDINATOR, "person")):
        clinic.write(role, stolen, stream=clinic_stream, kind=kind)
    vault = clinic.open()
    assert authors_of(vault)[clinic.founder.id].name == "A. Chen"
    clinic.write(ADMIN, replace(stolen, name="A. Chen-Ortiz"), stream=clinic_stream)
    assert authors_of(clinic.open())[clinic.founder.id].name == "A. Chen-Ortiz"


# --- another program beside this one ---------------------------------------------------------------------------------


def test_that_an_open_vault_knows_people_and_keys_that_another_program_brought(clinic: Clinic) -> None:
    open_desktop = clinic.open()
    clinic.read(vault=open_desktop)
    newcomer, admin = Keyset.new(), clinic.open()
    admit(admin, newcomer.public, {NURSE}, "A newcomer")
    admin.grant(clinic.patient, newcomer.id)
    first = clinic.write(newcomer, note("My first day."))
    clinic.open(newcomer).begin_epoch(clinic.patient, [newcomer.id, clinic.founder.id])
    second = clinic.write(newcomer, note("Under a new key."))
    shown = clinic.read(vault=open_desktop)
    assert [entry.id for entry in shown[-2:]] == [first.id.hex(), second.id.hex()]
    assert shown[-1].author.name == "A newcomer"
    assert open_desktop.trouble == []
