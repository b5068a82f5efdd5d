"""Promises about what is written on paper: kit codes, custody sheets, and the slips of the pen in them."""

import os
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careboard.vault import custody
from careboard.vault.codes import KIT_SIZE, found_in, printed, typed
from careboard.vault.keys import Keyset
from careboard.vault.keyslot import LIGHT, KdfCost, Keyslot, close_kit, close_passphrase, prepared
from careboard.vault.refusals import WrongSecret

CLINIC = "c" * 64
SITE = b"s" * 32
CODE = printed("kit", bytes(range(KIT_SIZE)))


@given(st.binary(min_size=KIT_SIZE, max_size=KIT_SIZE))
def test_that_a_kit_code_reads_back_as_it_was_printed(secret: bytes) -> None:
    assert typed("kit", printed("kit", secret), KIT_SIZE) == secret


def test_that_a_kit_code_has_eight_groups_of_five() -> None:
    assert [len(group) for group in CODE.split("-")] == [5] * 8


@pytest.mark.parametrize("place", range(len(CODE)))
def test_that_every_single_wrong_letter_of_a_kit_code_is_noticed(place: int) -> None:
    if CODE[place] != "-":
        wrong = "Z" if CODE[place] != "Z" else "Y"
        with pytest.raises(WrongSecret):
            typed("kit", CODE[:place] + wrong + CODE[place + 1 :], KIT_SIZE)


def test_that_a_code_may_be_typed_in_small_letters_with_blanks_and_look_alikes() -> None:
    careless = CODE.lower().replace("-", "  ").replace("0", "O").replace("1", "l")
    assert typed("kit", careless, KIT_SIZE) == bytes(range(KIT_SIZE))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CODE[:-1], "39 characters"),
        (CODE + "0", "41 characters"),
        (CODE[:-1] + "U", "never holds"),
        ("", "0 characters"),
    ],
)
def test_that_a_slip_is_told_in_words(text: str, words: str) -> None:
    with pytest.raises(WrongSecret, match=words):
        typed("kit", text, KIT_SIZE)


def test_that_a_code_of_another_paper_is_not_taken_for_a_kit() -> None:
    with pytest.raises(WrongSecret):
        typed("kit", printed("site", bytes(KIT_SIZE)), KIT_SIZE)


def test_that_a_code_is_found_among_other_words() -> None:
    text = f"Recovery kit\nDr Example, made 24-Nov-2026 for clinic abcde\n{CODE[:23]}\n{CODE[24:]}\nKeep it safe."
    assert found_in("kit", text, KIT_SIZE) == bytes(range(KIT_SIZE))


def test_that_any_two_custody_sheets_open_and_the_order_does_not_matter() -> None:
    keyset = Keyset.new()
    sheets = custody.split(keyset)
    for one, other in permutations(sheets, 2):
        read = custody.Sheet.found_in(one.code), custody.Sheet.found_in(other.code)
        assert custody.join(*read, keyset.id).seed == keyset.seed


def test_that_one_custody_sheet_alone_says_nothing_about_the_seed() -> None:
    """Whatever the seed, each sheet's shares are uniform: for any sheet there is a completion to every other seed."""
    keyset, other = Keyset.new(), Keyset.new()
    for sheet in custody.split(keyset):
        shares = sheet.numbered()
        known = bytes(a ^ b for a, b in zip(*shares.values(), strict=True))
        missing = bytes(a ^ b for a, b in zip(known, other.seed, strict=True))
        assert bytes(a ^ b for a, b in zip(known, missing, strict=True)) == other.seed
        assert known != keyset.seed


def test_that_two_copies_of_one_sheet_are_refused_in_words() -> None:
    keyset = Keyset.new()
    sheet = custody.split(keyset)[0]
    with pytest.raises(WrongSecret, match="two copies of the same sheet"):
        custody.join(sheet, sheet, keyset.id)


def test_that_sheets_of_two_clinics_are_refused_in_words() -> None:
    keyset = Keyset.new()
    with pytest.raises(WrongSecret, match="do not belong together"):
        custody.join(custody.split(keyset)[0], custody.split(Keyset.new())[1], keyset.id)


def test_that_a_passphrase_opens_what_it_closed_however_the_keyboard_spells_it() -> None:
    keyset = Keyset.new()
    slot = close_passphrase(keyset, CLINIC, "caf\u00e9 horse battery", SITE, LIGHT)
    assert slot.open(prepared("cafe\u0301 horse battery"), SITE).seed == keyset.seed


def test_that_a_wrong_passphrase_or_a_wrong_site_secret_opens_nothing() -> None:
    slot = close_passphrase(Keyset.new(), CLINIC, "correct horse battery", SITE, LIGHT)
    for passphrase, site in (("correct horse batterz", SITE), ("correct horse battery", b"t" * 32)):
        with pytest.raises(WrongSecret):
            slot.open(prepared(passphrase), site)


def test_that_a_short_passphrase_is_refused_in_words() -> None:
    with pytest.raises(WrongSecret, match="at least 10 characters"):
        close_passphrase(Keyset.new(), CLINIC, "short", SITE, LIGHT)


@pytest.mark.parametrize(
    ("memory", "time", "lanes"),
    [(65_535, 3, 1), (65_536, 2, 1), (65_536, 3, 0), (1_048_577, 3, 4), (65_536, 11, 1), (65_536, 3, 9), (2**40, 3, 4)],
)
def test_that_a_weakened_or_costly_keyslot_is_refused_before_anything_is_derived(
    memory: int, time: int, lanes: int
) -> None:
    slot = close_passphrase(Keyset.new(), CLINIC, "correct horse battery", SITE, LIGHT)
    text = slot.encode().replace(
        b'"memory":65536,"time":3,"lanes":1', f'"memory":{memory},"time":{time},"lanes":{lanes}'.encode()
    )
    with pytest.raises(WrongSecret):
        Keyslot.decode(text)


def test_that_a_slot_moved_to_another_member_clinic_or_cost_does_not_open() -> None:
    keyset = Keyset.new()
    slot = close_passphrase(keyset, CLINIC, "correct horse battery", SITE, LIGHT)
    moved = (
        Keyslot("d" * 64, slot.member, slot.slot, slot.sealed, slot.salt, slot.cost),
        Keyslot(slot.clinic, "e" * 64, slot.slot, slot.sealed, slot.salt, slot.cost),
        Keyslot(slot.clinic, slot.member, slot.slot, slot.sealed, slot.salt, KdfCost(65_536, 4, 1)),
    )
    for other in moved:
        with pytest.raises(WrongSecret):
            other.open(prepared("correct horse battery"), SITE)


def test_that_a_kit_opens_without_the_site_secret_and_another_kit_does_not() -> None:
    keyset, code = Keyset.new(), os.urandom(KIT_SIZE)
    slot = Keyslot.decode(close_kit(keyset, CLINIC, code).encode())
    assert slot.open(code, b"").seed == keyset.seed
    with pytest.raises(WrongSecret):
        slot.open(os.urandom(KIT_SIZE), b"")


def test_that_keys_hide_themselves_when_printed() -> None:
    keyset, code = Keyset.new(), os.urandom(KIT_SIZE)
    slot = close_kit(keyset, CLINIC, code)
    for shown in (repr(keyset), repr(slot), repr(custody.split(keyset)[0])):
        assert keyset.seed.hex() not in shown
        assert repr(keyset.seed) not in shown
