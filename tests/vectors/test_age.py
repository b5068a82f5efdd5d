"""Promises about age's hybrid recipients: the specification's own sample, and the whole files of CCTV."""

import base64
import hashlib
from collections import Counter

from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

from tests.vectors import age_file
from tests.vectors.by_hand import XWing
from tests.vectors.published import Vector, read

SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
AGE = read("age/age_mlkem768x25519.json")


def key_of(seed: str) -> MLKEM768X25519PrivateKey:
    key = XWing.from_seed(bytes.fromhex(seed))
    return MLKEM768X25519PrivateKey(key.ml_kem, key.x)


def came_out(vector: Vector) -> str:
    """Open a whole file with the vector's hybrid identity."""
    (seed,) = (identity["seed"] for identity in vector["identities"] if identity["type"] == "mlkem768x25519")
    key = key_of(seed)
    try:
        file_key, payload = age_file.opened(
            base64.b64decode(vector["age_file_base64"]), lambda wrapped: SUITE.decrypt(wrapped, key, age_file.INFO)
        )
    except age_file.HeaderFailure:
        return "header failure"
    except age_file.NoMatch:
        return "no match"
    assert file_key.hex() == vector["file_key"]
    assert hashlib.sha256(payload).hexdigest() == vector["payload_sha256"]
    return "success"


def test_that_the_seed_of_ages_specification_gives_its_public_key_and_opens_its_stanza() -> None:
    sample = AGE["spec_sample"]
    wrapped = bytes.fromhex(sample["enc"] + sample["ciphertext"])
    assert XWing.from_seed(bytes.fromhex(sample["seed"])).public.hex() == sample["public_key"]
    assert SUITE.decrypt(wrapped, key_of(sample["seed"]), age_file.INFO).hex() == sample["file_key"]


def test_that_every_age_file_opens_or_is_refused_as_it_says() -> None:
    said = {vector["name"]: vector["expect"] for vector in AGE["cctv"]}
    assert {vector["name"]: came_out(vector) for vector in AGE["cctv"]} == said
    assert Counter(said.values()) == {"success": 4, "no match": 5, "header failure": 9}
    assert len(said) == AGE["numberOfTests"]
