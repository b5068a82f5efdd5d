"""Promises about sealing: AES-GCM and ChaCha20-Poly1305 against every Wycheproof vector."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

from tests.vectors.published import Vector, outcomes, wycheproof

# Bytes of a nonce that the library takes.
GCM_NONCE, CHACHA_NONCE = range(8, 129), range(12, 13)


def sealed_by(cipher: AESGCM | ChaCha20Poly1305, nonces: range, vector: Vector) -> str:
    """Open a vector, and seal it again where it opens."""
    nonce, aad, text = (bytes.fromhex(vector[name]) for name in ("iv", "aad", "msg"))
    sealed = bytes.fromhex(vector["ct"] + vector["tag"])
    try:
        opened = cipher.decrypt(nonce, sealed, aad)
    except InvalidTag:
        return "refused"
    except ValueError:
        assert len(nonce) not in nonces
        return "nonce refused"
    assert opened == text
    assert cipher.encrypt(nonce, text, aad) == sealed
    return "opened"


def aes_gcm(vector: Vector) -> str:
    return f"AES-{vector['keySize']} {sealed_by(AESGCM(bytes.fromhex(vector['key'])), GCM_NONCE, vector)}"


def chacha(vector: Vector) -> str:
    return sealed_by(ChaCha20Poly1305(bytes.fromhex(vector["key"])), CHACHA_NONCE, vector)


def test_that_aes_gcm_opens_and_refuses_as_every_vector_says() -> None:
    """316: 289 as stated (99, 94, 96); 27 valid ones do not apply: their nonce is under 8 or over 128 bytes."""
    assert outcomes(wycheproof("aes_gcm_test"), aes_gcm) == {
        "valid: AES-128 opened": 70,
        "valid: AES-192 opened": 65,
        "valid: AES-256 opened": 67,
        "invalid: AES-128 refused": 27,
        "invalid: AES-192 refused": 27,
        "invalid: AES-256 refused": 27,
        "invalid: AES-128 nonce refused": 2,
        "invalid: AES-192 nonce refused": 2,
        "invalid: AES-256 nonce refused": 2,
        "valid: AES-128 nonce refused": 9,
        "valid: AES-192 nonce refused": 9,
        "valid: AES-256 nonce refused": 9,
    }


def test_that_chacha20_poly1305_opens_and_refuses_as_every_vector_says() -> None:
    assert outcomes(wycheproof("chacha20_poly1305_test"), chacha) == {
        "valid: opened": 256,
        "invalid: refused": 60,
        "invalid: nonce refused": 9,
    }
