"""Break-glass in bytes: a chart's key wrapped to the group, whose chart it is, and words for a few people by name.

Without a hub a key is wrapped whole; with one only its XOR with a pad that the hub holds (decision 0024).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from careboard.vault.epochs import bytes_of, spelt
from careboard.vault.keys import Keyset, PublicKeys, StreamKey, expand, seal, unseal, wrap_info
from careboard.vault.record import Header, canon, pad, parse_canon, unpad
from careboard.vault.refusals import BadRecord, NoKey, WrongSecret

GLASS_KINDS = frozenset({"breakglass", "review"})
WHOLE, HALF, WHOM, WORDS = "breakglass", "breakglass-half", "breakglass-whom", "breakglass-words"


def group_keys(key: StreamKey) -> Keyset:
    """The keys of a group while this is the key of its stream; the public half is what charts are wrapped to."""
    return Keyset(expand(key.secret, "break-glass/v1"))


def pad_of(key: StreamKey) -> bytes:
    """The pad of a key (32 bytes): whoever reads the chart can send it to the hub again."""
    return expand(key.secret, "break-glass-pad/v1")


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose chart it is, as far as a clinician needs it to find the right one; `born` as the record spells it."""

    family: str
    given: str
    called: str
    born: str
    mrn: str


_OF_WHOM = ("family", "given", "called", "born", "mrn")


@dataclass(frozen=True, slots=True)
class GroupGrant:
    """A chart's key, handed to the break-glass group; `to` is the group's key id, `time` the header's."""

    stream: str
    key: str
    to: str
    author: str
    time: int
    half: bool
    wrap: bytes = field(repr=False)
    whom: bytes = field(repr=False)

    def opened(self, group: Keyset, clinic: str, pads: Iterable[bytes] = ()) -> StreamKey:
        """The chart's key, with the pad that fits where it is only a half; raises NoKey or BadRecord."""
        info = wrap_info(clinic, self.stream, self.key, self.to, HALF if self.half else WHOLE)
        if not self.half:
            return group.unwrap(self.wrap, info, self.key)
        half = group.unseal(self.wrap, info)
        keys = (StreamKey(_xor(half, each)) for each in pads if len(each) == len(half))
        if (found := next((key for key in keys if key.id == self.key), None)) is None:
            raise NoKey("The server's half of this chart's key is missing or does not fit.")
        return found

    def named(self, group: Keyset, clinic: str) -> Whom:
        """Whose chart it is; raises NoKey or BadRecord."""
        said = parse_canon(unpad(group.unseal(self.whom, _info_of_whom(clinic, self.stream, self.key, self.to))), 10)
        try:
            return Whom(**{name: str(said[name]) for name in _OF_WHOM})
        except KeyError:
            raise BadRecord(10, "A record for emergencies does not say whose chart it is.") from None


def group_grant_body(
    clinic: str, stream: str, key: StreamKey, group: PublicKeys, whom: Whom, *, halves: bool
) -> dict[str, str]:
    """The body of a `grant` to the break-glass group."""
    name, purpose = ("half", HALF) if halves else ("wrap", WHOLE)
    secret = _xor(key.secret, pad_of(key)) if halves else key.secret
    said = canon({name: getattr(whom, name) for name in _OF_WHOM})
    return {
        name: spelt(group.seal(secret, wrap_info(clinic, stream, key.id, group.id, purpose))),
        "whom": spelt(group.seal(pad(said), _info_of_whom(clinic, stream, key.id, group.id))),
    }


def is_group_grant(body: Mapping[str, Any]) -> bool:
    """Is a `grant` one to the break-glass group?"""
    return "whom" in body


def read_group_grant(header: Header, body: Mapping[str, Any]) -> GroupGrant:
    """What a `grant` to the group says; raises BadRecord (rule 10)."""
    half = "half" in body
    wrap, whom = bytes_of(body.get("half" if half else "wrap")), bytes_of(body["whom"])
    return GroupGrant(header.stream, header.key, header.to, header.author, header.time, half, wrap, whom)


@dataclass(frozen=True, slots=True)
class Words:
    """What is sealed under a key of its own to a few people: the reason of a request, or what a review found."""

    key: str
    wraps: Mapping[str, bytes] = field(repr=False)
    sealed: bytes = field(repr=False)

    def opened(self, header: Header, keyset: Keyset, clinic: str) -> dict[str, Any] | None:
        """What is said; None for whom it is not sealed.

        Raises NoKey, WrongSecret or BadRecord where it does not open.
        """
        if (wrap := self.wraps.get(keyset.id)) is None:
            return None
        key = keyset.unwrap(wrap, wrap_info(clinic, header.stream, self.key, keyset.id, WORDS), self.key)
        text = unseal(key.cipher, self.sealed, _bound(clinic, header.stream, header.author, header.key or header.ref))
        return parse_canon(unpad(text), 10)


def words_body(
    clinic: str, stream: str, author: str, about: str, said: Mapping[str, str], to: Mapping[str, PublicKeys]
) -> dict[str, Any]:
    """The body of a `breakglass` (about a key) or `review` (about a request), for these members alone."""
    key = StreamKey.new()
    wraps = {m: spelt(key.wrap(keys, wrap_info(clinic, stream, key.id, m, WORDS))) for m, keys in to.items()}
    sealed = seal(key.cipher, pad(canon(dict(said))), _bound(clinic, stream, author, about))
    return {"key": key.id, "wraps": wraps, "sealed": spelt(sealed)}


def read_words(header: Header, body: bytes) -> Words:
    """What a `breakglass` or `review` record holds; raises BadRecord (rule 10) for one that names no chart."""
    said, about = parse_canon(body, 10), header.key if header.kind == "breakglass" else header.ref
    key, wraps = said.get("key"), said.get("wraps")
    if not header.stream or not about or not isinstance(key, str) or not isinstance(wraps, dict):
        raise BadRecord(10, "A record of an emergency does not say whose chart it is about, or is damaged.")
    return Words(key, {str(m): bytes_of(wrap) for m, wrap in wraps.items()}, bytes_of(said.get("sealed")))


def said_in(words: Words, header: Header, keyset: Keyset, clinic: str) -> dict[str, Any] | None:
    """As `Words.opened`, and None also where the words do not open: who asked must not vanish behind bad words."""
    try:
        return words.opened(header, keyset, clinic)
    except (NoKey, WrongSecret, BadRecord):
        return None


def _bound(clinic: str, stream: str, author: str, about: str) -> bytes:
    return canon({"clinic": clinic, "stream": stream, "author": author, "about": about})


def _info_of_whom(clinic: str, stream: str, key: str, group: str) -> bytes:
    return wrap_info(clinic, stream, key, group, WHOM)


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
