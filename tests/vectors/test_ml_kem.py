"""Promises about ML-KEM-768: keys from seeds, decapsulation and encapsulation against every Wycheproof vector.

The library shows neither the expanded key nor a chosen `m`, so those parts are computed here from FIPS 203.
"""

import hashlib

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey

from tests.vectors.published import Vector, outcomes, wycheproof

PUBLIC_SIZE = 1184
_SECRET_PART = 1152
_SHARED_SIZE = 32


def key_from_seed(vector: Vector) -> str:
    """FIPS 203, algorithm 16: dk = (1,152 bytes that the library does not show) || ek || H(ek) || z."""
    seed, dk = bytes.fromhex(vector["seed"]), bytes.fromhex(vector["dk"])
    ek = MLKEM768PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()
    assert ek.hex() == vector["ek"]
    assert dk[_SECRET_PART:] == ek + hashlib.sha3_256(ek).digest() + seed[32:]
    return "made"


def decapsulated(vector: Vector) -> str:
    try:
        key = MLKEM768PrivateKey.from_seed_bytes(bytes.fromhex(vector["seed"]))
    except ValueError:
        return "seed refused"
    assert key.public_key().public_bytes_raw().hex() == vector["ek"] or not vector["ek"]
    try:
        secret = key.decapsulate(bytes.fromhex(vector["c"]))
    except ValueError:
        return "ciphertext refused"
    assert secret.hex() == vector["K"]
    return "decapsulated"


def encapsulated(vector: Vector) -> str:
    """FIPS 203, algorithm 17: the shared secret is the first half of G(m || H(ek))."""
    m, ek = bytes.fromhex(vector["m"]), bytes.fromhex(vector["ek"])
    try:
        secret, _ciphertext = MLKEM768PublicKey.from_public_bytes(ek).encapsulate()
    except ValueError:
        return "coefficient refused" if len(ek) == PUBLIC_SIZE else "length refused"
    assert len(secret) == _SHARED_SIZE
    assert hashlib.sha3_512(m + hashlib.sha3_256(ek).digest()).hexdigest()[:64] == vector["K"]
    return "encapsulated"


def test_that_a_seed_gives_the_key_that_every_vector_says() -> None:
    assert outcomes(wycheproof("mlkem_768_keygen_seed_test"), key_from_seed) == {"valid: made": 100}


def test_that_decapsulation_gives_the_secret_that_every_vector_says() -> None:
    """193, of which 40 are wrong lengths."""
    assert outcomes(wycheproof("mlkem_768_test"), decapsulated) == {
        "valid: decapsulated": 153,
        "invalid: seed refused": 20,
        "invalid: ciphertext refused": 20,
    }


def test_that_a_public_key_is_taken_or_refused_as_every_vector_says() -> None:
    assert outcomes(wycheproof("mlkem_768_encaps_test"), encapsulated) == {
        "valid: encapsulated": 133,
        "invalid: coefficient refused": 112,
        "invalid: length refused": 20,
    }
