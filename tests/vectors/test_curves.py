"""Promises about the curves: Ed25519 and X25519 against every Wycheproof vector."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from tests.vectors.published import Vector, outcomes, wycheproof


def ed25519(vector: Vector) -> str:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(vector["publicKey"]["pk"]))
    try:
        key.verify(bytes.fromhex(vector["sig"]), bytes.fromhex(vector["msg"]))
    except InvalidSignature:
        return "refused"
    return "verified"


def x25519(vector: Vector) -> str:
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(vector["private"]))
    public = X25519PublicKey.from_public_bytes(bytes.fromhex(vector["public"]))
    try:
        shared = private.exchange(public)
    except ValueError:
        assert not any(bytes.fromhex(vector["shared"]))
        return "all-zero secret refused"
    assert shared.hex() == vector["shared"]
    return "agreed"


def test_that_ed25519_verifies_and_refuses_as_every_vector_says() -> None:
    assert outcomes(wycheproof("ed25519_test"), ed25519) == {"valid: verified": 88, "invalid: refused": 63}


def test_that_x25519_agrees_with_every_vector_and_refuses_every_all_zero_secret() -> None:
    """518; of the 254 "acceptable" ones 223 give the stated secret, and 31 an all-zero one."""
    assert outcomes(wycheproof("x25519_test"), x25519) == {
        "valid: agreed": 264,
        "acceptable: agreed": 223,
        "acceptable: all-zero secret refused": 31,
    }
