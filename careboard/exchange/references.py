"""Which resource a reference names: one contained in its holder, one of its Bundle, or one of the same delivery.

Nearest first (decision 0011); a versioned reference names the same resource, and another server's resource is never
taken for one of the same type and id.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from careboard.exchange.bundles import Item, split_address
from careboard.exchange.exact import parsed
from careboard.exchange.facts import LookUp, Resource
from careboard.exchange.refusals import Stop, never, stop_if

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_OFTEN_NAMED = 256  # practitioners and medicines are looked up again and again


class References:
    """The resources of a delivery, by the names that references give them; raises Cancelled when asked to stop."""

    def __init__(self, items: Iterable[Item], cancelled: Stop = never) -> None:
        self._by_url: defaultdict[str, list[Item]] = defaultdict(list)
        self._by_key: defaultdict[str, list[Item]] = defaultdict(list)
        self.items = tuple(items)
        self._cancelled = cancelled
        self._parsed = lru_cache(_OFTEN_NAMED)(parsed)
        for item in self.items:
            stop_if(cancelled)
            if url := item.full_url or _own_url(item):
                self._by_url[url].append(item)
            if item.key:
                self._by_key[item.key].append(item)

    def parsed(self, item: Item) -> Resource:
        """The resource, from its text. Raises Cancelled when a person wants to stop."""
        stop_if(self._cancelled)
        return self._parsed(item.canonical)

    def look_up_from(self, holder: Item, resource: Resource) -> LookUp:
        """The look-up for the references of a resource; of several versions the last one that was given."""

        def look_up(reference: str) -> Resource | None:
            if reference.startswith("#"):
                return contained(resource, reference)
            found = self.named(holder, reference)
            return self.parsed(found[-1]) if found else None

        return look_up

    def named(self, holder: Item, reference: str) -> tuple[Item, ...]:
        """The resources (or versions of one) that a literal reference names; contained ones are not among them."""
        base, key = split_address(reference)
        server = base or holder.base
        url = f"{server}/{key}" if server and key else reference
        if found := self._by_url.get(url):
            return _nearest(holder, found)
        same = [item for item in self._by_key.get(key, ()) if not (server and item.base) or item.base == server]
        return _nearest(holder, same)


def contained(resource: Resource, reference: str) -> Resource | None:
    """What a resource contains under "#id"; None when nothing."""
    inside = resource.get("contained")
    for one in inside if isinstance(inside, list) else ():
        if isinstance(one, dict) and one.get("id") == reference[1:]:
            return one
    return None


def _own_url(item: Item) -> str:
    """A resource that travels without its Bundle is still found by its UUID, which is nobody else's."""
    return f"urn:uuid:{item.resource_id}" if _UUID.fullmatch(item.resource_id) else ""


def _nearest(holder: Item, found: Iterable[Item]) -> tuple[Item, ...]:
    everywhere = tuple(found)
    return tuple(item for item in everywhere if item.bundle == holder.bundle) or everywhere
