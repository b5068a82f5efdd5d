"""A reader written from `resources/help/format.md` alone, sections 1, 2 and 17, without a line of the program.

It opens a golden vault with paper: the recovery kit, the passphrase and site secret, or two custody sheets.
"""

import hashlib
import json
import sqlite3
import unicodedata
from base64 import b64decode
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, MLKEM768X25519PrivateKey, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

FOLDER = Path(__file__).resolve().parents[1] / "data" / "golden"
NAMES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NO_KEY = frozenset("genesis member role revoke policy stream epoch grant access checkpoint".split())
Keys = Mapping[tuple[str, str], bytes]


def canon(**fields: object) -> bytes:
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii")


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def from_paper(purpose: str, code: str, size: int) -> bytes:
    number = 0
    letters = code.replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")
    for letter in letters:
        number = number * 32 + LETTERS.index(letter)
    raw = number.to_bytes(len(letters) * 5 // 8)
    assert raw[-5:] == sha(f"careboard/code/{purpose}/v1".encode(), b"\0", raw[:size])[:5]
    return raw[:size]


def unseal(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], aad)


def expand(secret: bytes, label: str) -> bytes:
    return HKDFExpand(SHA256(), 32, label.encode()).derive(secret)


class Reader:
    """What the file says, and who reads it."""

    def __init__(self, file: Path) -> None:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT id, header, body_hash, sig, body FROM record").fetchall()
            self.slots = [json.loads(text) for (text,) in connection.execute("SELECT sealed FROM keyslot")]
        self.records = [(one, header, json.loads(header), digest, sig, body) for one, header, digest, sig, body in rows]
        (self.clinic,) = (one.hex() for one, _, head, _, _, _ in self.records if head["kind"] == "genesis")

    def seed(self, kind: str, secret: bytes, site: bytes) -> bytes:
        for slot in (one for one in self.slots if one["slot"] == kind):
            cost = slot.get("cost") or {}
            kdf = {**cost, "salt": slot["salt"]} if cost else {}
            binding = canon(clinic=slot["clinic"], kdf=kdf, member=slot["member"], purpose="keyslot", slot=kind)
            material = secret
            if cost:
                argon = Argon2id(
                    salt=bytes.fromhex(slot["salt"]),
                    length=32,
                    iterations=cost["time"],
                    lanes=cost["lanes"],
                    memory_cost=cost["memory"],
                )
                material = argon.derive(secret)
            try:
                return unseal(
                    HKDF(SHA256(), 32, site, binding).derive(material), bytes.fromhex(slot["sealed"]), binding
                )
            except InvalidTag:
                continue
        raise AssertionError(kind)

    def keys(self, seed: bytes, me: str, purpose: str) -> Keys:
        expanded = hashlib.shake_256(expand(seed, "careboard/x-wing/v1")).digest(96)
        ml_kem, x = (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            X25519PrivateKey.from_private_bytes(expanded[64:]),
        )
        private, found = MLKEM768X25519PrivateKey(ml_kem, x), dict[tuple[str, str], bytes]()
        bodies = [(head, json.loads(body)) for _, _, head, _, _, body in self.records if head["kind"] in KEY_RECORDS]
        for head, body in bodies:
            place = {"clinic": self.clinic, "key": head["key"], "stream": head["stream"]}
            handed = body.get("custody") if purpose == "custody" else body.get("wraps", {}).get(me)
            handed = body["wrap"] if head.get("to") == me else handed
            if handed:
                info = canon(**place, purpose=purpose, to=me)
                found[head["stream"], head["key"]] = SUITE.decrypt(b64decode(handed), private, info=info)
        for head, body in sorted(bodies, key=lambda one: -one[1].get("epoch", 0)):
            newer = found.get((head["stream"], head["key"]))
            for older, rung in body.get("rungs", {}).items() if newer else ():
                info = canon(clinic=self.clinic, key=older, purpose="ladder", stream=head["stream"], to=head["key"])
                opened = unseal(expand(newer or b"", "careboard/ladder/v1"), b64decode(rung), info)
                found.setdefault((head["stream"], older), opened)
        assert all(sha(b"careboard/dek-commitment/v1\0", key).hex() == name for (_, name), key in found.items())
        return found

    def entries(self, keys: Keys) -> dict[str, Any]:
        people = {
            head["to"]: json.loads(body)["keys"] for _, _, head, _, _, body in self.records if head["kind"] == "member"
        }
        people |= {
            head["author"]: json.loads(b)["keys"] for _, _, head, _, _, b in self.records if head["kind"] == "genesis"
        }
        entries: dict[str, Any] = {}
        for one, header, head, digest, sig, body in self.records:
            assert one == sha(b"careboard/record/v1\0", len(header).to_bytes(4), header, digest)
            assert digest == sha(body)
            sign = bytes.fromhex(people[head["author"]]["sign"])
            Ed25519PublicKey.from_public_bytes(sign).verify(sig, b"careboard/sig/v1\0" + one)
            key = keys.get((head["stream"], head.get("key", "")))
            if head["kind"] not in NO_KEY and key is not None:
                padded = unseal(key, body, header)
                payload = padded[4 : 4 + int.from_bytes(padded[:4])]
                entries[one.hex()] = payload if head["kind"] in ("blob", "delivery") else json.loads(payload)
        return entries


KEY_RECORDS = ("stream", "epoch", "grant")


def assert_told(told: dict[str, Any], entries: Mapping[str, Any], streams: tuple[str, ...]) -> None:
    expected = [entry for stream in streams for entry in told["entries"][stream]]
    assert len(expected) > 1
    for entry in expected:
        found = entries[entry["id"]]
        assert (found["schema"], found["said"]) == (entry["schema"], entry["said"])
        assert {name: entry["body"].get(name) for name in found["body"]} == found["body"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", ["kit", "passphrase", "custody"])
def test_that_a_stranger_reads_a_golden_vault_from_the_document_alone(name: str, by: str) -> None:
    told = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    reader, papers = Reader(FOLDER / name / "vault.careboard"), told["keys"]
    if by == "custody":
        one, two = (from_paper("custody", code, 65) for code in papers["custody"][:2])
        shares = {2: one[1:33], 3: one[33:], 1: two[1:33]}
        seed = bytes(a ^ b ^ c for a, b, c in zip(shares[1], shares[2], shares[3], strict=True))
        (genesis,) = (json.loads(body) for _, _, head, _, _, body in reader.records if head["kind"] == "genesis")
        public = (bytes.fromhex(genesis["custody"][part]) for part in ("sign", "kem"))
        me = sha(b"careboard/member-key/v1\0", *public).hex()
        streams: tuple[str, ...] = ("patient", "clinic", "psychotherapy", "sud")
    else:
        kit = from_paper("kit", papers["kit"], 20), b""
        phrase = unicodedata.normalize("NFC", papers["passphrase"]).encode(), bytes.fromhex(papers["site secret"])
        seed = reader.seed(by, *(kit if by == "kit" else phrase))
        me, streams = next(one["member"] for one in reader.slots if one["slot"] == by), ("patient", "clinic", "sud")
        assert seed.hex() == papers["founder"]
    entries = reader.entries(reader.keys(seed, me, "custody" if by == "custody" else "member"))
    assert_told(told, entries, streams)
    assert entries[told["blob"]].startswith(b"%PDF-1.7")
