"""Promises about derivation: HKDF-SHA256 and Argon2id against every published vector."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.vectors.published import Vector, outcomes, read, wycheproof


def hkdf(vector: Vector) -> str:
    material, salt, info = (bytes.fromhex(vector[name]) for name in ("ikm", "salt", "info"))
    try:
        derived = HKDF(SHA256(), vector["size"], salt, info).derive(material)
    except ValueError:
        assert vector["size"] > 255 * SHA256.digest_size
        return "length refused"
    assert derived.hex() == vector["okm"]
    return "derived"


def argon2_vectors() -> Iterator[Vector]:
    file = read("argon2/argon2id.json")
    assert file["numberOfTests"] == len(file["tests"])
    yield from file["tests"]


def argon2(vector: Vector) -> str:
    password, salt, secret, ad = (bytes.fromhex(vector[name]) for name in ("password", "salt", "secret", "ad"))
    try:
        function = Argon2id(
            salt=salt,
            length=vector["length"],
            iterations=vector["iterations"],
            lanes=vector["lanes"],
            memory_cost=vector["memory_kib"],
            ad=ad or None,
            secret=secret or None,
        )
    except ValueError:
        return "parameters refused"
    assert function.derive(password).hex() == vector["tag"]
    if "phc" not in vector:
        return "derived"
    Argon2id.verify_phc_encoded(password, vector["phc"])
    return "derived, and verified as a string"


def test_that_hkdf_derives_what_every_vector_says_and_no_more_than_255_blocks() -> None:
    assert outcomes(wycheproof("hkdf_sha256_test"), hkdf) == {"valid: derived": 83, "invalid: length refused": 3}


def test_that_argon2id_derives_what_every_vector_says() -> None:
    assert outcomes(argon2_vectors(), argon2) == {
        "valid: derived": 6,
        "valid: derived, and verified as a string": 8,
        "invalid: parameters refused": 2,
    }
