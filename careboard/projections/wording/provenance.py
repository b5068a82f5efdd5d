"""Where the words of a note come from, in shares: "typed 82%, pulled 18%".

Shares are of characters and sum to 100; what is there at all has one at least.
"""

from collections.abc import Mapping

from careboard.clinical.provenance import Origin, Provenance
from careboard.projections.wording.voice import Voice, joined

_WORDS: Mapping[Origin | None, str] = {
    None: "typed",
    Origin.TEMPLATE: "template",
    Origin.PULLED: "pulled",
    Origin.PASTED: "pasted",
}


def counted(provenance: Provenance, whole: int) -> dict[Origin | None, int]:
    """How many characters have which origin, of a note of so many."""
    counts: dict[Origin | None, int] = {}
    for passage in provenance.passages:
        counts[passage.origin] = counts.get(passage.origin, 0) + passage.length
    return {None: whole - sum(counts.values()), **counts}


def told_shares(counts: Mapping[Origin | None, int], voice: Voice) -> str:
    """The shares in words; nothing where nothing was counted."""
    there = {origin: counts[origin] for origin in _WORDS if counts.get(origin)}
    if not there:
        return ""
    whole, most = sum(there.values()), max(there, key=lambda origin: there[origin])
    parts = {origin: max(1, round(100 * count / whole)) for origin, count in there.items()}
    parts[most] = 100 - sum(share for origin, share in parts.items() if origin is not most)
    return joined(voice("{origin} {n}%", origin=voice(_WORDS[origin]), n=share) for origin, share in parts.items())
