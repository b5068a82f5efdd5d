"""Promises about who belongs to the clinic: one line of signed records, from the genesis that is pinned."""

import random
from collections.abc import Mapping
from typing import Any

import pytest

from careboard.clinical.people import Role
from careboard.storage.kept import Kept
from careboard.storage.refusals import Fork
from careboard.vault.keys import Keyset
from careboard.vault.policy import Policy
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord, NotAllowed
from careboard.vault.registry import REGISTRY_KINDS, Registry, fold_registry
from careboard.workflow.open_vault import OpenVault, clear, log_id
from careboard.workflow.people import change_roles, revoke
from tests.clinic import Clinic, goes_on, note
from tests.vault.forging import again, clear_record, put

NURSE, COUNSELOR, ADMIN = Role.NURSE, Role.COUNSELOR, Role.ADMIN


def registry(clinic: Clinic) -> Registry:
    return fold_registry(clinic.open().file.of_kinds(REGISTRY_KINDS), clinic.id)


def write(vault: OpenVault, kind: str, body: Mapping[str, Any], *, to: str = "", reg: int | None = None) -> Record:
    """A registry record as a client writes it that asks no permission."""
    vault = goes_on(vault)
    number = vault.registry.last + 1 if reg is None else reg
    return vault.write([clear(kind, dict(body), to=to, reg=number)])[0]


def enrolment(keyset: Keyset, *roles: Role) -> dict[str, Any]:
    return {"keys": keyset.public.to_json(), "roles": sorted(roles)}


def heads(vault: OpenVault, member: str) -> dict[str, list[object]]:
    file = vault.file
    return {log: [seq, record] for log, (seq, record) in file.heads().items() if file.owner(log) == member}


def second_admin(clinic: Clinic) -> Keyset:
    """One more administrator, enrolled by the first."""
    keyset = Keyset.new()
    write(clinic.open(), "member", enrolment(keyset, ADMIN), to=keyset.id)
    return keyset


def test_that_the_clinic_is_named_after_its_genesis_and_no_other_is_taken_for_it(clinic: Clinic) -> None:
    vault = clinic.open()
    (genesis,) = vault.file.of_kinds(["genesis"])
    assert genesis.id.hex() == clinic.id
    with pytest.raises(BadRecord, match="does not begin with the clinic"):
        fold_registry([genesis], "0" * 64)
    with pytest.raises(BadRecord):
        fold_registry([])


def test_that_a_second_genesis_changes_nothing(clinic: Clinic) -> None:
    before, keyset = registry(clinic), Keyset.new()
    body = enrolment(keyset, ADMIN) | {"custody": None, "policy": Policy().to_json(), "clinic_stream": "a" * 64}
    vault = clinic.open()
    for _ in range(4):
        forged = clear_record(vault, "genesis", body, clinic="", author=keyset.id, log=random.randbytes(16).hex(),
                              seq=0, prev="", reg=0)  # fmt: skip
        put(clinic.path, again(forged, keyset))
    after = registry(clinic)
    assert (after.clinic, after.members, after.policy) == (before.clinic, before.members, before.policy)
    assert len(after.trouble) == 4
    assert clinic.ids()


@pytest.mark.parametrize("change", ["reg", "author", "seq", "clinic", "body", "signature"])
def test_that_a_genesis_that_is_not_what_it_says_begins_no_clinic(clinic: Clinic, change: str) -> None:
    (genesis,) = clinic.open().file.of_kinds(["genesis"])
    forged = {
        "reg": lambda: again(genesis, clinic.founder, reg=1),
        "author": lambda: again(genesis, clinic.founder, author=clinic.keys(NURSE).id),
        "seq": lambda: again(genesis, clinic.founder, seq=1),
        "clinic": lambda: again(genesis, clinic.founder, clinic=clinic.id),
        "body": lambda: genesis._replace(body=(genesis.body or b"").replace(b"psychiatrist", b"physician")),
        "signature": lambda: genesis._replace(sig=bytes(64)),
    }[change]()
    with pytest.raises(BadRecord):
        fold_registry([forged])


def test_that_the_registry_does_not_depend_on_the_order_of_arrival(clinic: Clinic) -> None:
    revoke(clinic.open(ADMIN), clinic.keys(NURSE).id)
    records = clinic.open().file.of_kinds(REGISTRY_KINDS)
    expected = fold_registry(records, clinic.id)
    for _ in range(20):
        random.shuffle(records)
        assert fold_registry(records, clinic.id) == expected


@pytest.mark.parametrize("role", [role for role in Role if role is not ADMIN])
@pytest.mark.parametrize("kind", ["member", "role", "revoke", "policy"])
def test_that_only_administrators_write_the_registry(clinic: Clinic, role: Role, kind: str) -> None:
    vault, keyset, before = clinic.open(role), Keyset.new(), registry(clinic)
    body = {
        "member": enrolment(keyset, ADMIN),
        "role": {"roles": ["admin"], "heads": {}},
        "revoke": {"heads": {}},
        "policy": Policy().to_json(),
    }[kind]
    to = {"member": keyset.id, "role": vault.member, "revoke": clinic.founder.id, "policy": ""}[kind]
    write(vault, kind, body, to=to)
    after = registry(clinic)
    assert (after.members, after.policy, after.last) == (before.members, before.policy, before.last)
    assert "no administrator" in after.trouble[-1][1]


def test_that_a_refused_registry_record_does_not_hold_back_those_after_it(clinic: Clinic) -> None:
    """Else a nurse could write a bad one, and could never be revoked again."""
    write(clinic.open(NURSE), "revoke", {"heads": {}}, to=clinic.founder.id)
    write(clinic.open(NURSE), "policy", {"nothing": 1}, reg=10**6)
    revoke(clinic.open(ADMIN), clinic.keys(NURSE).id)
    assert not registry(clinic).members[clinic.keys(NURSE).id].roles
    assert registry(clinic).members[clinic.founder.id].roles


def test_that_a_damaged_registry_record_does_not_close_the_vault(clinic: Clinic) -> None:
    vault = clinic.open(ADMIN)
    good = clear_record(vault, "policy", Policy().to_json(), reg=vault.registry.last + 1)
    put(clinic.path, good._replace(header=good.header.replace(b'"v":1', b'"v":2')))
    assert len(registry(clinic).trouble) == 1
    assert clinic.ids()


@pytest.mark.parametrize(
    ("kind", "body", "to"),
    [
        ("member", {}, "new"),
        ("member", {"keys": {"sign": "00", "kem": "00"}, "roles": ["nurse"]}, "new"),
        ("member", {"keys": "new", "roles": ["wizard"]}, "new"),
        ("member", {"keys": "new", "roles": 3}, "new"),
        ("member", {"keys": "new", "roles": ["nurse"]}, "other"),
        ("role", {"roles": ["nurse"], "heads": {}}, "unknown"),
        ("role", {"roles": ["nurse"]}, "nurse"),
        ("member", {"keys": "new", "roles": ["nurse"], "instead": [1]}, "new"),
        ("role", {"roles": ["nurse"], "heads": {"x": 3}}, "nurse"),
        ("revoke", {"heads": {"no log": [0, "c" * 64]}}, "nurse"),
        ("revoke", {"heads": {"c" * 32: [2**70, "c" * 64]}}, "nurse"),
        ("revoke", {"heads": None}, "nurse"),
        ("policy", {}, ""),
        ("policy", {"writers": {"unheard-of": ["nurse"]}, "custody_opens_private": True}, ""),
        ("policy", {"writers": {"weight": ["wizard"]}, "custody_opens_private": True}, ""),
        ("custody", {"keys": "new"}, ""),
    ],
)
def test_that_an_administrators_impossible_record_changes_nothing_and_is_told(
    clinic: Clinic, kind: str, body: dict[str, Any], to: str
) -> None:
    keyset, before = Keyset.new(), registry(clinic)
    if body.get("keys") == "new":
        body = body | {"keys": keyset.public.to_json()}
    names = {"new": keyset.id, "other": "b" * 64, "unknown": "a" * 64, "nurse": clinic.keys(NURSE).id, "": ""}
    write(clinic.open(ADMIN), kind, body, to=names[to])
    after = registry(clinic)
    assert (after.members, after.policy, after.custody) == (before.members, before.policy, before.custody)
    assert len(after.trouble) == 1


def test_that_an_administrator_who_skips_all_numbers_can_still_be_revoked(clinic: Clinic) -> None:
    rogue = second_admin(clinic)
    write(OpenVault(clinic.file(), rogue, clinic.id), "policy", Policy().to_json(), reg=2**53 - 1)
    vault = clinic.open()
    assert len(vault.registry.trouble) == 1
    revoke(vault, rogue.id)
    assert rogue.id not in registry(clinic).active


def test_that_a_member_is_not_enrolled_twice(clinic: Clinic) -> None:
    nurse = clinic.keys(NURSE)
    write(clinic.open(ADMIN), "member", enrolment(nurse, ADMIN), to=nurse.id)
    assert registry(clinic).members[nurse.id].roles == {NURSE}


def test_that_nobody_changes_the_custody_key(clinic: Clinic) -> None:
    """A stolen administrator's key would else be handed every key that is made from then on."""
    before = registry(clinic).custody
    write(clinic.open(ADMIN), "custody", {"keys": Keyset.new().public.to_json()})
    after = registry(clinic)
    assert after.custody == before
    assert "Custody is made when a clinic begins" in after.trouble[-1][1]


def test_that_a_policy_replaces_only_the_lines_it_names(clinic: Clinic) -> None:
    write(clinic.open(ADMIN), "policy", {"writers": {"weight": ["nurse"]}, "custody_opens_private": False})
    policy = registry(clinic).policy
    assert policy.writers["weight"] == {NURSE}
    assert policy.writers["meal-plan"] == Policy().writers["meal-plan"]
    assert not policy.custody_opens_private
    assert Policy.from_json(policy.to_json()) == policy


def test_that_a_record_of_a_fork_or_after_a_gap_is_told_and_a_revocation_in_it_holds(clinic: Clinic) -> None:
    admin, number = clinic.open(ADMIN), registry(clinic).last + 1
    nurse = clinic.keys(NURSE).id
    write(admin, "role", {"roles": ["nurse", "admin"], "heads": {}}, to=nurse, reg=number)
    write(clinic.open(), "revoke", {"heads": heads(admin, nurse)}, to=nurse, reg=number)
    write(admin, "policy", Policy().to_json(), reg=number + 5)
    after = registry(clinic)
    assert not after.members[nurse].roles
    assert [sentence for _, sentence in after.trouble] == ["The registry has a gap or a fork here."] * 2


def test_that_two_administrators_who_enrol_at_once_both_succeed(clinic: Clinic) -> None:
    one, other, newcomers = clinic.open(), clinic.open(ADMIN), [Keyset.new(), Keyset.new()]
    number = one.registry.last + 1
    for vault, keyset in zip((one, other), newcomers, strict=True):
        goes_on(vault).write([clear("member", enrolment(keyset, NURSE), to=keyset.id, reg=number)])
    assert {keyset.id for keyset in newcomers} <= set(registry(clinic).active)


# --- roles that end --------------------------------------------------------------------------------------------------


def test_that_what_an_administrator_wrote_before_leaving_stands_and_what_came_later_does_not(clinic: Clinic) -> None:
    admin = second_admin(clinic)
    early, late = Keyset.new(), Keyset.new()
    vault = clinic.open(admin)
    write(vault, "member", enrolment(early, NURSE), to=early.id)
    revoke(clinic.open(), admin.id)
    write(vault, "member", enrolment(late, NURSE), to=late.id)
    members = registry(clinic).active
    assert early.id in members
    assert late.id not in members
    assert admin.id not in members


def test_that_a_cut_off_that_reaches_back_voids_what_was_written_after_it(clinic: Clinic) -> None:
    """The administrator's key was stolen a while ago: the revocation names the last head that is trusted."""
    admin, planted = second_admin(clinic), Keyset.new()
    vault = clinic.open(admin)
    write(vault, "policy", Policy().to_json())
    trusted = heads(vault, admin.id)
    forged = write(vault, "member", enrolment(planted, ADMIN), to=planted.id)
    write(clinic.open(planted), "revoke", {"heads": {}}, to=clinic.founder.id)
    founder = clinic.open(ADMIN)
    write(founder, "revoke", {"heads": trusted}, to=admin.id)
    after = registry(clinic)
    assert planted.id not in after.members
    assert after.members[clinic.founder.id].roles
    assert forged.id not in after.ids
    assert (forged.id, "A registry record was cut off by a change of roles.") in after.trouble


def test_that_a_voided_revocation_gives_back_what_it_had_cut_off(clinic: Clinic) -> None:
    """A rogue cuts off an honest colleague from the beginning; the rogue's own revocation undoes all of it."""
    honest, rogue, enrolled = second_admin(clinic), second_admin(clinic), Keyset.new()
    write(clinic.open(honest), "member", enrolment(enrolled, NURSE), to=enrolled.id)
    bad = clinic.open(rogue)
    trusted = heads(bad, rogue.id)
    write(bad, "revoke", {"heads": {}}, to=honest.id)
    assert enrolled.id not in registry(clinic).active
    write(clinic.open(), "revoke", {"heads": trusted}, to=rogue.id)
    assert {honest.id, enrolled.id} <= set(registry(clinic).active)
    assert rogue.id not in registry(clinic).active


def test_that_a_rogue_cannot_take_away_what_the_rogues_own_office_stands_on(clinic: Clinic) -> None:
    """Revoking the founder from the beginning would undo everybody's enrolment, the rogue's own too."""
    rogue = second_admin(clinic)
    before = registry(clinic).active
    late = second_admin(clinic)
    write(clinic.open(rogue), "revoke", {"heads": {}}, to=clinic.founder.id)
    assert registry(clinic).active.keys() == {*before, late.id}
    revoke(clinic.open(), rogue.id)
    assert registry(clinic).active.keys() == {*before, late.id} - {rogue.id}


def test_that_somebody_whom_a_rogue_had_enrolled_cannot_undo_the_rogues_revocation(clinic: Clinic) -> None:
    rogue, planted = second_admin(clinic), Keyset.new()
    vault = clinic.open(rogue)
    write(vault, "policy", Policy().to_json())
    trusted, before = heads(vault, rogue.id), registry(clinic).active
    write(vault, "member", enrolment(planted, ADMIN), to=planted.id)
    kept = goes_on(clinic.open(planted))
    write(clinic.open(), "revoke", {"heads": trusted}, to=rogue.id)
    number = registry(clinic).last + 1
    kept.write([clear("revoke", {"heads": {}}, to=clinic.founder.id, reg=number)])
    assert registry(clinic).active.keys() == before.keys() - {rogue.id}


def test_that_administrators_at_war_leave_the_same_registry_everywhere(clinic: Clinic) -> None:
    admins = [second_admin(clinic) for _ in range(3)]
    for turn in range(12):
        vault = clinic.open(admins[turn % 3])
        victim = admins[(turn + 1) % 3] if turn % 2 else clinic.founder
        write(vault, "revoke", {"heads": {} if turn % 3 else heads(vault, victim.id)}, to=victim.id, reg=15 + turn // 2)
    records = clinic.open().file.of_kinds(REGISTRY_KINDS)
    outcomes = set()
    for _ in range(6):
        random.shuffle(records)
        outcomes.add(frozenset(fold_registry(records, clinic.id).active))
    assert len(outcomes) == 1
    assert any(ADMIN in registry(clinic).members[key].roles for key in next(iter(outcomes)))


def test_that_of_two_administrators_who_revoke_each_other_the_first_in_the_registry_stays(clinic: Clinic) -> None:
    one, other = second_admin(clinic), second_admin(clinic)
    first, second = clinic.open(one), clinic.open(other)
    write(first, "revoke", {"heads": heads(first, other.id)}, to=other.id)
    write(second, "revoke", {"heads": heads(second, one.id)}, to=one.id)
    records = clinic.open().file.of_kinds(REGISTRY_KINDS)
    outcomes = []
    for _ in range(10):
        random.shuffle(records)
        outcomes.append(frozenset(fold_registry(records, clinic.id).active))
    assert len(set(outcomes)) == 1
    assert one.id in outcomes[0]
    assert other.id not in outcomes[0]


def test_that_of_two_revocations_at_one_place_the_outcome_is_the_same_everywhere(clinic: Clinic) -> None:
    one, other = second_admin(clinic), second_admin(clinic)
    first, second, number = clinic.open(one), clinic.open(other), registry(clinic).last + 1
    write(first, "revoke", {"heads": heads(first, other.id)}, to=other.id, reg=number)
    write(second, "revoke", {"heads": heads(second, one.id)}, to=one.id, reg=number)
    records = clinic.open().file.of_kinds(REGISTRY_KINDS)
    outcomes = set()
    for _ in range(10):
        random.shuffle(records)
        outcomes.add(frozenset(fold_registry(records, clinic.id).active))
    (active,) = outcomes
    assert len({one.id, other.id} & active) == 1


def test_that_an_administrator_can_lay_down_the_office(clinic: Clinic) -> None:
    vault = clinic.open(ADMIN)
    change_roles(vault, vault.member, {Role.COORDINATOR})
    assert registry(clinic).members[vault.member].roles == {Role.COORDINATOR}
    assert registry(clinic).trouble == ()
    write(vault, "revoke", {"heads": {}}, to=clinic.founder.id)
    assert registry(clinic).members[clinic.founder.id].roles


def test_that_a_clinic_is_not_left_without_an_administrator(clinic: Clinic) -> None:
    vault = clinic.open()
    revoke(vault, clinic.keys(ADMIN).id)
    with pytest.raises(NotAllowed, match="without an administrator"):
        revoke(vault, vault.member)
    with pytest.raises(NotAllowed, match="without an administrator"):
        change_roles(vault, vault.member, {Role.PSYCHIATRIST})


@pytest.mark.parametrize("role", [role for role in Role if role is not ADMIN])
def test_that_nobody_else_ends_a_membership_or_changes_roles(clinic: Clinic, role: Role) -> None:
    vault = clinic.open(role)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        revoke(vault, clinic.founder.id)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        change_roles(vault, vault.member, {ADMIN})


def test_that_somebody_unknown_or_gone_cannot_be_revoked_and_nobody_is_left_without_a_role(clinic: Clinic) -> None:
    vault, nurse = clinic.open(ADMIN), clinic.keys(NURSE).id
    with pytest.raises(NotAllowed, match="no such member"):
        revoke(vault, "a" * 64)
    revoke(vault, nurse)
    with pytest.raises(NotAllowed, match="no such member"):
        revoke(vault, nurse)
    with pytest.raises(NotAllowed, match="one role at least"):
        change_roles(vault, clinic.keys(COUNSELOR).id, set())


def test_that_custody_enrols_and_does_nothing_else_in_the_registry(clinic: Clinic) -> None:
    from careboard.vault import custody

    one, other = (custody.Sheet.found_in(sheet.code) for sheet in clinic.sheets[1:])
    custodian = custody.join(one, other, (registry(clinic).custody or clinic.founder.public).id)
    vault, keyset = clinic.open(custodian), Keyset.new()
    write(vault, "revoke", {"heads": {}}, to=clinic.founder.id)
    write(vault, "role", {"roles": ["admin"], "heads": {}}, to=clinic.keys(NURSE).id)
    write(vault, "policy", {"writers": {"weight": ["nurse"]}, "custody_opens_private": False})
    write(vault, "member", enrolment(keyset, ADMIN), to=keyset.id)
    after = registry(clinic)
    assert after.members[keyset.id].roles == {ADMIN}
    assert after.members[clinic.founder.id].roles
    assert after.members[clinic.keys(NURSE).id].roles == {NURSE}
    assert after.policy == Policy()
    assert len(after.trouble) == 3


def test_that_a_forged_member_writes_nothing_that_is_shown(clinic: Clinic) -> None:
    """Somebody who holds the file puts in a member record of his own making, and then a note."""
    vault, intruder = clinic.open(), Keyset.new()
    log = log_id(intruder.id, vault.file.installation)
    forged = clear_record(
        vault, "member", enrolment(intruder, Role.PSYCHIATRIST), log=log, seq=0, prev="", author=intruder.id,
        to=intruder.id, reg=vault.registry.last + 1,
    )  # fmt: skip
    put(clinic.path, again(forged, intruder))
    before = clinic.ids()
    written = clear_record(vault, "note", {}, log=log, seq=1, prev=forged.id.hex(), author=intruder.id)
    put(clinic.path, again(written, intruder, stream=clinic.patient))
    assert intruder.id not in registry(clinic).members
    assert clinic.ids() == before


def test_that_the_same_place_of_a_log_cannot_be_taken_twice(clinic: Clinic) -> None:
    record = clinic.write(NURSE, note())
    other = again(record, clinic.keys(NURSE), time=record.head.time + 1)
    with pytest.raises(Fork):
        clinic.file().add([Kept(other, None)], clinic.founder.id)
