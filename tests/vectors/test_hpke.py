"""Promises about wrapping: X-Wing and HPKE against the published vectors, and against a second writing of both."""

from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite

from tests.vectors import by_hand
from tests.vectors.published import Vector, read

LIBRARY_KDF = {by_hand.KDF_HKDF_SHA256: KDF.HKDF_SHA256, by_hand.KDF_SHAKE256: KDF.SHAKE256}
CONTEXT = {by_hand.KDF_HKDF_SHA256: by_hand.hkdf_context, by_hand.KDF_SHAKE256: by_hand.shake_context}
WRITTEN = "mode kem_id kdf_id aead_id suite_id".split()


def library_key(key: by_hand.XWing) -> MLKEM768X25519PrivateKey:
    return MLKEM768X25519PrivateKey(key.ml_kem, key.x)


def test_that_an_x_wing_seed_gives_the_public_key_and_secret_of_every_vector() -> None:
    vectors = read("xwing/xwing_test_vectors.json")
    for vector in vectors:
        key = by_hand.XWing.from_seed(bytes.fromhex(vector["sk"]))
        assert key.public.hex() == vector["pk"]
        assert key.decapsulate(bytes.fromhex(vector["ct"])).hex() == vector["ss"]
    assert len(vectors) == 3


def test_that_hpke_opens_what_was_sealed_by_hand_to_every_x_wing_vector() -> None:
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
    vectors = read("xwing/xwing_test_vectors.json")
    for vector in vectors:
        key = library_key(by_hand.XWing.from_seed(bytes.fromhex(vector["sk"])))
        sealed = by_hand.hkdf_context(bytes.fromhex(vector["ss"]), b"bound").seal(0, b"a key of a stream")
        assert suite.decrypt(bytes.fromhex(vector["ct"]) + sealed, key, info=b"bound") == b"a key of a stream"
    assert len(vectors) == 3


def agree(vector: Vector) -> None:
    """Hold one HPKE vector against the library and against the key schedule written by hand."""
    kdf, enc, info = vector["kdf_id"], bytes.fromhex(vector["enc"]), bytes.fromhex(vector["info"])
    key = by_hand.XWing.from_seed(bytes.fromhex(vector["skRm"]))
    assert key.public.hex() == vector["pkRm"]
    shared_secret = key.decapsulate(enc)
    context = CONTEXT[kdf](shared_secret, info)
    assert [shared_secret.hex(), context.key.hex(), context.base_nonce.hex(), context.exporter_secret.hex()] == [
        vector[name] for name in ("shared_secret", "key", "base_nonce", "exporter_secret")
    ]
    assert_messages(vector, context)
    first = vector["encryptions"][0]
    suite = Suite(KEM.MLKEM768_X25519, LIBRARY_KDF[kdf], AEAD.CHACHA20_POLY1305)
    # The public `decrypt` takes no associated data, and the vectors have some.
    opened = openssl.hpke._decrypt_with_aad(
        suite, enc + bytes.fromhex(first["ct"]), library_key(key), info, bytes.fromhex(first["aad"])
    )
    assert opened.hex() == first["pt"]


def assert_messages(vector: Vector, context: by_hand.Context) -> None:
    for number, message in enumerate(vector["encryptions"]):
        text, aad = bytes.fromhex(message["pt"]), bytes.fromhex(message["aad"])
        assert context.nonce(number).hex() == message["nonce"]
        assert context.seal(number, text, aad).hex() == message["ct"]
        assert context.open(number, bytes.fromhex(message["ct"]), aad) == text
    for export in vector["exports"]:
        value = context.exported(bytes.fromhex(export["exporter_context"]), export["L"])
        assert value.hex() == export["exported_value"]
    assert (len(vector["encryptions"]), len(vector["exports"])) == (10, 5)


def test_that_hpke_with_x_wing_agrees_with_both_vectors_and_with_a_second_writing() -> None:
    vectors = read("hpke/hpke_mlkem768x25519.json")
    assert [[vector[name] for name in WRITTEN] for vector in vectors] == [
        [0, by_hand.KEM_X_WING, kdf, by_hand.AEAD_CHACHA20_POLY1305, by_hand.suite_id(kdf).hex()]
        for kdf in (by_hand.KDF_HKDF_SHA256, by_hand.KDF_SHAKE256)
    ]
    for vector in vectors:
        agree(vector)
