"""Promises about our own keys: the published vectors go through careboard.vault, not only through its library.

Where our code adds a label of ours to an input (Ed25519, HKDF-Expand), no published vector can reach it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from careboard.vault import keys
from careboard.vault.keys import Keyset, PublicKeys, StreamKey, seal, unseal, xwing_private, xwing_public_bytes
from careboard.vault.keyslot import FLOOR, KdfCost, Keyslot, Slot
from careboard.vault.record import NONCE_SIZE, canon
from careboard.vault.refusals import BadRecord, NoKey, WrongSecret
from tests.vectors import by_hand
from tests.vectors.age_file import INFO
from tests.vectors.published import Vector, outcomes, read, wycheproof

AGE = read("age/age_mlkem768x25519.json")
SAMPLE = AGE["spec_sample"]
X_WING = read("xwing/xwing_test_vectors.json")
HPKE = read("hpke/hpke_mlkem768x25519.json")[0]
SIGN = "00" * 32
# From the notes of the age vectors, "hpke_only"; the first two stanzas of the last are for two recipients.
OPENING = ["hybrid", "hybrid_and_x25519", "hybrid_grease", "hybrid_multiple_recipients"]
NOT_OPENING = [
    "hybrid_bad_tag",
    "hybrid_currupted_enc_mlkem",
    "hybrid_currupted_enc_x25519",
    "hybrid_identity",
    "hybrid_low_order",
    "hybrid_no_match",
]


def holder_of(seed: str) -> Keyset:
    """A member whose X-Wing seed is the published one, instead of one expanded from a member's seed."""
    keyset = Keyset.new()
    keyset.__dict__["_kem"] = xwing_private(bytes.fromhex(seed))
    return keyset


def public_of(kem: bytes) -> PublicKeys:
    return PublicKeys(bytes.fromhex(SIGN), kem)


def stanzas(name: str) -> Iterator[tuple[Keyset, bytes, bytes]]:
    """Holder, wrapped file key and expected file key of each hybrid stanza of a CCTV file."""
    (vector,) = (vector for vector in AGE["cctv"] if vector["name"] == name)
    (seed,) = (identity["seed"] for identity in vector["identities"])
    for stanza in vector["stanzas"]:
        if stanza["type"] == "mlkem768x25519":
            wrapped = bytes.fromhex(stanza["enc"] + stanza["ciphertext"])
            yield holder_of(seed), wrapped, bytes.fromhex(vector["file_key"])


def opens(holder: Keyset, wrapped: bytes, expected: bytes) -> bool:
    try:
        return holder.unwrap(wrapped, INFO, StreamKey(expected).id).secret == expected
    except NoKey:
        return False


# X-Wing and HPKE


def test_that_our_x_wing_keys_are_those_of_every_published_seed() -> None:
    published = [(vector["sk"], vector["pk"]) for vector in X_WING]
    published += [(SAMPLE["seed"], SAMPLE["public_key"]), (HPKE["skRm"], HPKE["pkRm"])]
    assert [xwing_public_bytes(bytes.fromhex(seed)).hex() for seed, _ in published] == [key for _, key in published]
    assert len(published) == 5


def test_that_our_unwrapping_opens_the_stanza_of_ages_specification() -> None:
    file_key = bytes.fromhex(SAMPLE["file_key"])
    assert opens(holder_of(SAMPLE["seed"]), bytes.fromhex(SAMPLE["enc"] + SAMPLE["ciphertext"]), file_key)


def test_that_our_unwrapping_refuses_a_published_key_under_another_commitment() -> None:
    wrapped = bytes.fromhex(SAMPLE["enc"] + SAMPLE["ciphertext"])
    with pytest.raises(BadRecord) as refused:
        holder_of(SAMPLE["seed"]).unwrap(wrapped, INFO, StreamKey(bytes(16)).id)
    assert refused.value.rule == 10


def test_that_our_unwrapping_opens_and_refuses_the_stanzas_of_every_age_file() -> None:
    assert {name: sum(opens(*stanza) for stanza in stanzas(name)) for name in OPENING} == dict.fromkeys(OPENING, 1)
    assert {name: sum(opens(*stanza) for stanza in stanzas(name)) for name in NOT_OPENING} == dict.fromkeys(
        NOT_OPENING, 0
    )


def test_that_our_unwrapping_opens_what_was_sealed_by_hand_to_every_x_wing_vector() -> None:
    for vector in X_WING:
        key = StreamKey(bytes(range(32)))
        sealed = by_hand.hkdf_context(bytes.fromhex(vector["ss"]), b"bound").seal(0, key.secret)
        assert holder_of(vector["sk"]).unwrap(bytes.fromhex(vector["ct"]) + sealed, b"bound", key.id) == key


def test_that_our_suite_and_keys_open_the_hpke_vector() -> None:
    """With the library's private function, because the vector has associated data and our wraps have none."""
    first = HPKE["encryptions"][0]
    wrapped, info, aad = (bytes.fromhex(text) for text in (HPKE["enc"] + first["ct"], HPKE["info"], first["aad"]))
    key = xwing_private(bytes.fromhex(HPKE["skRm"]))
    assert openssl.hpke._decrypt_with_aad(keys._SUITE, wrapped, key, info, aad).hex() == first["pt"]


def test_that_what_we_wrap_to_a_published_key_opens_by_hand() -> None:
    recipient = by_hand.XWing.from_seed(bytes.fromhex(SAMPLE["seed"]))
    key = StreamKey.new()
    wrapped = key.wrap(public_of(bytes.fromhex(SAMPLE["public_key"])), INFO)
    enc, sealed = wrapped[: by_hand.ENC_SIZE], wrapped[by_hand.ENC_SIZE :]
    assert by_hand.hkdf_context(recipient.decapsulate(enc), INFO).open(0, sealed) == key.secret
    assert len(wrapped) == 1168


def registered(vector: Vector) -> str:
    """Bring a published ML-KEM key into a member record."""
    try:
        PublicKeys.from_json({"sign": SIGN, "kem": vector["ek"] + SIGN})
    except BadRecord as refused:
        return f"refused by rule {refused.rule}"
    return "taken"


def test_that_a_member_record_takes_and_refuses_the_published_ml_kem_keys() -> None:
    assert outcomes(wycheproof("mlkem_768_encaps_test"), registered) == {
        "valid: taken": 133,
        "invalid: refused by rule 4": 132,
    }


# AES-256-GCM


def unsealed(vector: Vector) -> str:
    cipher = StreamKey(bytes.fromhex(vector["key"])).cipher
    nonce, text, aad = (bytes.fromhex(vector[name]) for name in ("iv", "msg", "aad"))
    sealed = nonce + bytes.fromhex(vector["ct"] + vector["tag"])
    try:
        opened = unseal(cipher, sealed, aad)
    except WrongSecret:
        return "refused"
    assert opened == text
    return "opened"


def test_that_our_sealing_opens_and_refuses_the_vectors_of_our_key_and_nonce_size() -> None:
    ours = [v for v in wycheproof("aes_gcm_test") if (v["keySize"], v["ivSize"]) == (256, 8 * NONCE_SIZE)]
    assert outcomes(iter(ours), unsealed) == {"valid: opened": 39, "invalid: refused": 27}


def test_that_sealed_bytes_cut_anywhere_are_refused_in_words() -> None:
    sealed = seal(AESGCM(bytes(32)), b"text", b"")
    for length in range(len(sealed)):
        with pytest.raises(WrongSecret):
            unseal(AESGCM(bytes(32)), sealed[:length], b"")


# Argon2id


def cost_of(vector: Vector) -> KdfCost:
    return KdfCost(vector["memory_kib"], vector["iterations"], vector["lanes"])


def published_slot(vector: Vector, seed: bytes, site_secret: bytes) -> Keyslot:
    """A passphrase slot made by hand from a published tag, as decision 0007 lays it out."""
    member, clinic = Keyset(seed).id, "c" * 64
    kdf: dict[str, Any] = {
        "salt": vector["salt"],
        "memory": vector["memory_kib"],
        "time": vector["iterations"],
        "lanes": vector["lanes"],
    }
    binding = canon({"purpose": "keyslot", "clinic": clinic, "member": member, "slot": "passphrase", "kdf": kdf})
    key = HKDF(SHA256(), 32, site_secret, binding).derive(bytes.fromhex(vector["tag"]))
    sealed = bytes(NONCE_SIZE) + AESGCM(key).encrypt(bytes(NONCE_SIZE), seed, binding)
    return Keyslot(clinic, member, Slot.PASSPHRASE, sealed.hex(), vector["salt"], cost_of(vector))


def within_floor(vector: Vector) -> bool:
    return all(
        have >= least
        for have, least in zip((vector["memory_kib"], vector["iterations"], vector["lanes"]), FLOOR, strict=True)
    )


def test_that_a_keyslot_made_by_hand_from_a_published_argon2id_tag_opens() -> None:
    strong = [vector for vector in read("argon2/argon2id.json")["tests"] if within_floor(vector)]
    assert [vector["tcId"] for vector in strong] == [7]
    for vector in strong:
        slot = published_slot(vector, bytes(range(32)), b"s" * 32)
        assert slot.open(bytes.fromhex(vector["password"]), b"s" * 32).seed == bytes(range(32))


def test_that_a_keyslot_at_the_cost_of_any_other_argon2id_vector_is_refused() -> None:
    weak = [vector for vector in read("argon2/argon2id.json")["tests"] if not within_floor(vector)]
    for vector in weak:
        with pytest.raises(WrongSecret, match="weaker or costlier"):
            cost_of(vector)
    assert len(weak) == 15
