"""Promises about keys that nobody may break: who is out gets nothing, one paper of two tells nothing, power is seen."""

from datetime import timedelta
from itertools import combinations, permutations

import pytest

from careboard.clinical.people import Role
from careboard.clinical.values import When
from careboard.errors import CareboardError
from careboard.vault import codec
from careboard.vault.codes import printed
from careboard.vault.custody import Sheet, join, split
from careboard.vault.keys import Keyset, unseal
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord, NoKey, WrongSecret
from careboard.workflow.enrolling import change_membership
from careboard.workflow.founding import admit
from careboard.workflow.new_keys import give_new_keys
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.people import revoke
from careboard.workflow.people_news import news_of_people
from careboard.workflow.session import Session
from tests.clinic import SAID, Clinic, goes_on, note

# --- custody: every pair, and every sheet alone ----------------------------------------------------------------------


def test_that_every_pair_of_sheets_in_any_order_gives_the_key_and_no_sheet_joins_with_itself() -> None:
    keyset = Keyset.new()
    sheets = split(keyset)
    for one, other in permutations(sheets, 2):
        assert join(one, other, keyset.id).seed == keyset.seed
    for sheet in sheets:
        with pytest.raises(WrongSecret):
            join(sheet, sheet, keyset.id)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_that_one_sheet_tells_nothing_because_it_belongs_to_every_key_there_could_be(number: int) -> None:
    """For any other seed there is a second sheet with which this one gives it: so it prefers none."""
    mine = split(Keyset.new())[number]
    for guessed in (bytes(32), b"\xff" * 32, Keyset.new().seed):
        shares = mine.numbered()
        missing = guessed
        for share in shares.values():
            missing = bytes(a ^ b for a, b in zip(missing, share, strict=True))
        whole = shares | {mine.number: missing}
        for other in {1, 2, 3} - {mine.number}:
            second = Sheet(other, tuple(share for at, share in sorted(whole.items()) if at != other))  # type: ignore[arg-type]
            assert join(mine, second, Keyset(guessed).id).seed == guessed


def test_that_any_slip_in_any_place_of_any_sheet_is_told_before_a_key_is_tried() -> None:
    for sheet in split(Keyset.new()):
        code = sheet.code
        for place, letter in enumerate(code):
            if letter != "-":
                slipped = code[:place] + ("7" if letter != "7" else "8") + code[place + 1 :]
                with pytest.raises(WrongSecret):
                    Sheet.found_in(slipped)


def test_that_a_sheet_of_which_any_byte_was_exchanged_with_a_fitting_checksum_gives_no_key() -> None:
    keyset = Keyset.new()
    for one, other in combinations(split(keyset), 2):
        for place in range(64):
            raw = bytearray(b"".join(other.shares))
            raw[place] ^= 1
            forged = Sheet.found_in(printed("custody", bytes([other.number]) + bytes(raw)))
            with pytest.raises(WrongSecret):
                join(one, forged, keyset.id)


# --- who is out ------------------------------------------------------------------------------------------------------


def opens(vault: OpenVault, record: Record) -> bool:
    """Do these keys open the bytes of a record, whatever any client says?"""
    head = record.head
    try:
        key = vault.keyring.key(head.stream, head.key)
        return unseal(key.cipher, record.body or b"", record.header) is not None
    except CareboardError:
        return False


def sealed_since(clinic: Clinic, before: set[bytes]) -> list[Record]:
    found = [record for record in clinic.open().file.every() if record.head.key and record.id not in before]
    return [record for record in found if record.head.kind not in ("stream", "epoch", "grant", "leave")]


@pytest.mark.parametrize("how", ["left", "stolen"])
def test_that_whoever_is_out_opens_no_byte_of_what_was_written_since_and_dates_nothing_back(
    clinic: Clinic, how: str
) -> None:
    nurse, admin = clinic.keys(Role.NURSE), Session(clinic.open())
    before, out = {record.id for record in admin.vault.file.every()}, goes_on(clinic.open(nurse))
    if how == "left":
        revoke(admin.vault, nurse.id)
    else:
        give_new_keys(admin, nurse.id, Keyset.new().public, stolen=True)
    for text in ("One.", "Two."):
        Session(clinic.open(Role.COUNSELOR)).append(clinic.patient, note(text))
    since = sealed_since(clinic, before)
    assert len(since) == 2
    assert not any(opens(goes_on(clinic.open(nurse)), record) for record in since)
    clinic.clock.now -= timedelta(days=365)
    payload = codec.encode(note("Dated back."), When.at(clinic.clock()), SAID)
    late = out.write([out.sealed("note", clinic.patient, payload)])[0]  # under the key that they had
    assert late.head.time < min(record.head.time for record in since)
    assert late.id.hex() not in clinic.ids()


def test_that_an_administrators_stolen_key_opens_no_chart(clinic: Clinic) -> None:
    thief = goes_on(clinic.open(Role.ADMIN))
    bodies = [record for record in thief.file.every() if record.head.stream == clinic.patient and record.head.key]
    written = [record for record in bodies if record.head.kind not in ("stream", "epoch", "grant", "leave")]
    assert len(written) == len(clinic.entries)
    assert not any(opens(thief, record) for record in written)
    assert clinic.ids(Role.ADMIN) == []
    with pytest.raises(NoKey):
        thief.grant(clinic.patient, thief.member)


def test_that_a_chart_handed_out_by_who_holds_no_key_of_it_gives_nothing(clinic: Clinic) -> None:
    """The thief enrols somebody and wraps a key of their own for them: it opens none of the chart."""
    thief, accomplice = goes_on(clinic.open(Role.ADMIN)), Keyset.new()
    admit(thief, accomplice.public, {Role.PSYCHIATRIST}, "Nobody")
    assert not clinic.open(accomplice).keyring.holds(clinic.patient)
    assert clinic.ids(accomplice) == []


def test_that_a_clinician_who_is_not_on_the_team_gets_nothing_of_a_chart(clinic: Clinic) -> None:
    session = Session(clinic.open())
    stream = session.vault.begin_stream([session.vault.member, clinic.keys(Role.NURSE).id])
    written = clinic.write(Role.NURSE, note("For two."), stream=stream)
    outside = goes_on(clinic.open(Role.COUNSELOR))
    assert not opens(outside, written)
    assert opens(clinic.open(Role.NURSE), written)
    assert stream not in Session(clinic.open(Role.COUNSELOR)).streams()
    with pytest.raises((BadRecord, NoKey)):
        outside.keyring.current(stream)


# --- power is seen ---------------------------------------------------------------------------------------------------


def test_that_every_change_of_the_people_is_told_to_everybody_at_their_next_sign_in_and_once(clinic: Clinic) -> None:
    for who in (Role.NURSE, Role.PRIVACY_OFFICER):
        assert news_of_people(Session(clinic.open(who))) == ()
    admin = Session(clinic.open())
    change_membership(admin, clinic.keys(Role.COUNSELOR).id, frozenset({Role.COUNSELOR, Role.ADMIN}))
    give_new_keys(admin, clinic.keys(Role.PHYSICIAN).id, Keyset.new().public, stolen=True)
    change_membership(admin, clinic.keys(Role.NUTRITIONIST).id, frozenset())
    told = (
        "Member counselor was made an administrator by A. Chen.",
        "A. Chen gave Member physician new keys.",
        "A. Chen ended the membership of Member nutritionist.",
    )
    for who in (Role.NURSE, Role.PRIVACY_OFFICER):
        assert news_of_people(Session(clinic.open(who))) == told
        assert news_of_people(Session(clinic.open(who))) == ()
    assert news_of_people(admin) == ()  # what one did oneself
