"""The stream keys within reach of one member, and which of them to write under.

Keys are only ever added. A key counts for writing only when its maker held the key before it, which the ladder's rungs
prove, down to the first key, after which the stream is named.
"""

from collections import defaultdict
from collections.abc import Iterable

from careboard.errors import CareboardError
from careboard.vault.epochs import Epoch, Grant, Leave, Standing, by_the_team, read_epoch, read_grant, read_leave
from careboard.vault.glass import GroupGrant, is_group_grant, read_group_grant
from careboard.vault.keys import Keyset, PublicKeys, StreamKey, wrap_info
from careboard.vault.record import Header, Record, parse_canon
from careboard.vault.refusals import BadRecord, NoKey

STREAM_KINDS = frozenset({"stream", "epoch", "grant", "leave"})


class Keyring:
    """The stream keys within reach of one member (or of the clinic's custody)."""

    def __init__(self, keyset: Keyset, clinic: str, custodian: str = "") -> None:
        self._keyset = keyset
        self._custodian = custodian
        self._clinic = clinic
        self._epochs: dict[str, list[Epoch]] = defaultdict(list)
        self._grants: dict[str, list[Grant]] = defaultdict(list)
        self._leaves: dict[str, list[Leave]] = defaultdict(list)
        self._glass: dict[str, list[GroupGrant]] = defaultdict(list)
        self._taken: set[bytes] = set()
        self._keys: dict[tuple[str, str], StreamKey] = {}
        self._ready: dict[tuple[str, str], StreamKey] = {}
        self._standing: dict[str, Standing] = {}
        self._levels: dict[str, list[list[Epoch]]] = {}
        self._descended: set[str] = set()

    def take(self, record: Record, header: Header) -> None:
        """Add an accepted record of a stream's keys and team; the same one twice is harmless."""
        if record.id in self._taken:
            return
        body = parse_canon(record.body or b"", rule=10)
        if header.kind == "grant" and is_group_grant(body):
            self._glass[header.stream].append(read_group_grant(header, body))
        elif header.kind == "grant":
            self._grants[header.stream].append(read_grant(header, body))
        elif header.kind == "leave":
            self._leaves[header.stream].append(read_leave(record.id, header))
        else:
            self._epochs[header.stream].append(read_epoch(record.id, header, body))
        self._taken.add(record.id)
        self._standing.pop(header.stream, None)
        self._levels.pop(header.stream, None)
        self._descended.discard(header.stream)

    def remember(self, stream: str, key: StreamKey) -> None:
        """A key that this member has just made."""
        self._keys[stream, key.id] = key

    @property
    def streams(self) -> frozenset[str]:
        """All streams that are known, with or without a key."""
        return frozenset(self._epochs)

    def holds(self, stream: str) -> bool:
        """Can this member read the stream's newest epoch?"""
        try:
            self.current(stream)
        except CareboardError:
            return False
        return True

    def team(self, stream: str) -> frozenset[str]:
        """Everybody to whom the team ever handed a key of the stream; what custody handed over stands apart."""
        standing = self._stands(stream)
        wrapped = {member for epoch in standing.epochs for member in epoch.wraps}
        return frozenset(wrapped | {grant.to for grant in standing.grants if grant.author != self._custodian})

    def current_team(self, stream: str) -> frozenset[str]:
        """Everybody who reads what is written now."""
        return self._stands(stream).audience(self._current_epoch(stream).key)

    def left(self, stream: str) -> frozenset[str]:
        """Those who left the care team, or were taken off it, and were handed no key that came after.

        Of a stream that one member reads nobody leaves; and where everybody was taken off at once, nobody was.
        """
        if stream not in self._leaves:
            return frozenset()
        standing, team = self._stands(stream), self.team(stream)
        gone = {leave.member for leave in self._leaves[stream] if not standing.answered(leave)}
        return frozenset(gone) if len(team) > 1 and team - gone else frozenset()

    def leaves(self, stream: str) -> list[Leave]:
        """Who ever left the care team, also those who came back."""
        return list(self._leaves.get(stream, ()))

    def level(self, stream: str, key: str) -> int:
        """How many keys of the stream came before this one."""
        return self._stands(stream).level(key)

    def knowing(self, stream: str) -> frozenset[str]:
        """Whoever knows the newest key: everybody to whom it was handed, and who made it."""
        epoch = self._current_epoch(stream)
        return (self._stands(stream).audience(epoch.key) | {epoch.author}) - {self._custodian}

    def loose(self, stream: str) -> dict[str, frozenset[str]]:
        """Keys beside the newest that no ladder leads to, each with all who know it: made when another one was, too.

        Only those that this member can open.
        """
        standing, newest = self._stands(stream), self._current_epoch(stream).key
        led_to = {older for epoch in standing.epochs for older in epoch.rungs}
        ends = [epoch for epoch in standing.epochs if epoch.key not in led_to and epoch.key != newest]
        return {one.key: standing.audience(one.key) | {one.author} for one in ends if self._opens(stream, one.key)}

    def _opens(self, stream: str, key: str) -> bool:
        try:
            self.key(stream, key)
        except CareboardError:
            return False
        return True

    def audience(self, stream: str, key: str) -> frozenset[str]:
        """Everybody for whom a key was wrapped."""
        return self._stands(stream).audience(key)

    def glass(self, stream: str) -> list[GroupGrant]:
        """The keys of the stream that its team handed to a break-glass group, in no order."""
        team = self.team(stream) if stream in self._glass else frozenset[str]()
        return [grant for grant in self._glass.get(stream, ()) if grant.author in team]

    def group_of(self, stream: str) -> PublicKeys | None:
        """Of a break-glass group's stream: what is wrapped to now."""
        return self._current_epoch(stream).group if self.levels(stream) else None

    def current(self, stream: str) -> tuple[Epoch, StreamKey]:
        """The epoch to write under, and its key; raises NoKey."""
        epoch = self._current_epoch(stream)
        return epoch, self.key(stream, epoch.key)

    def key(self, stream: str, key: str) -> StreamKey:
        """The key that a header names, by an own wrap, a grant, custody, or down the ladder; raises NoKey.

        Raises BadRecord (rule 10) for a key that somebody outside the team brought into the stream.
        """
        if (ready := self._ready.get((stream, key))) is not None:
            return ready
        if key not in self._stands(stream).keys:
            if any(epoch.key == key for epoch in self._epochs.get(stream, ())):
                raise BadRecord(10, "A record is sealed under a key that does not belong to this chart.")
            raise NoKey("You hold no key of this chart.")
        self._ready[stream, key] = found = self._opened(stream, key)
        return found

    def levels(self, stream: str) -> list[list[Epoch]]:
        """The epochs that count, by number: each proves by a rung that its maker held a key of the level before."""
        if (known := self._levels.get(stream)) is not None:
            return known
        self._levels[stream] = found = self._climb(stream)
        return found

    def _climb(self, stream: str) -> list[list[Epoch]]:
        epochs = sorted(self._stands(stream).epochs, key=lambda epoch: (epoch.number, epoch.record))
        live: list[list[Epoch]] = []
        for number in range(1 + max((epoch.number for epoch in epochs), default=-1)):
            here = [e for e in epochs if e.number == number and self._climbs(e, live[-1] if live else [])]
            here = [e for e in here if not any(self._expels(other, e) for other in here)]
            if not here:
                break
            live.append(here)
        return live

    def _stands(self, stream: str) -> Standing:
        if (known := self._standing.get(stream)) is not None:
            return known
        epochs, grants = list(self._epochs.get(stream, ())), list(self._grants.get(stream, ()))
        self._standing[stream] = found = by_the_team(epochs, grants, self._custodian)
        return found

    def _current_epoch(self, stream: str) -> Epoch:
        levels = self.levels(stream)
        if not levels:
            raise NoKey("You hold no key of this chart.")
        return levels[-1][-1]

    def _climbs(self, epoch: Epoch, below: Iterable[Epoch]) -> bool:
        if epoch.number == 0:
            return True
        return any(self._proven(epoch, older) for older in below if older.key in epoch.rungs)

    def _proven(self, epoch: Epoch, older: Epoch) -> bool:
        """Without the key (a reader outside the team) the rung cannot be tried, and its being there must do."""
        try:
            key = self._opened(epoch.stream, epoch.key)
        except NoKey:
            return epoch.author in self._stands(epoch.stream).audience(older.key)
        return self._step(key, epoch, older.key) is not None

    def _expels(self, one: Epoch, other: Epoch) -> bool:
        """Two epochs of the same number: `one` left the maker of `other` out, who had kept the maker of `one` in.

        Had kept, when it was made: who is handed a key again later does not undo it by that.
        """
        return other.author not in self._stands(one.stream).audience(one.key) and one.author in other.wraps

    def _opened(self, stream: str, key: str) -> StreamKey:
        if (stream, key) not in self._keys:
            handed = self._handed(stream, key)
            if handed is not None:
                self._keys[stream, key] = handed
            else:
                self._descend(stream)
        try:
            return self._keys[stream, key]
        except KeyError:
            raise NoKey("You hold no key of this chart.") from None

    def _handed(self, stream: str, key: str) -> StreamKey | None:
        """The key out of the first wrap to this member that opens; a bad one beside it does no harm."""
        for wrap, purpose in self._wraps(stream, key):
            try:
                return self._keyset.unwrap(wrap, wrap_info(self._clinic, stream, key, self._keyset.id, purpose), key)
            except CareboardError:
                continue
        return None

    def _wraps(self, stream: str, key: str) -> Iterable[tuple[bytes, str]]:
        me, standing = self._keyset.id, self._stands(stream)
        for epoch in standing.epochs:
            if epoch.key == key and me in epoch.wraps:
                yield epoch.wraps[me], "member"
            if epoch.key == key and me == self._custodian and epoch.custody is not None:
                yield epoch.custody, "custody"
        for grant in standing.grants:
            if grant.key == key and grant.to == me:
                yield grant.wrap, "member"

    def _descend(self, stream: str) -> None:
        """Open whatever the ladder leads to, from every key that was handed to this member."""
        if stream in self._descended:
            return
        self._descended.add(stream)
        epochs = self._stands(stream).epochs
        handed = {epoch.key: self._keys.get((stream, epoch.key)) or self._handed(stream, epoch.key) for epoch in epochs}
        below = [key for key in handed.values() if key is not None]
        while below:
            key = below.pop()
            self._keys[stream, key.id] = key
            for epoch in epochs:
                if epoch.key == key.id:
                    older = (self._step(key, epoch, o) for o in epoch.rungs if (stream, o) not in self._keys)
                    below.extend(found for found in older if found is not None)

    def _step(self, key: StreamKey, epoch: Epoch, older: str) -> StreamKey | None:
        info = wrap_info(self._clinic, epoch.stream, older, epoch.key, "ladder")
        try:
            return key.step_down(epoch.rungs[older], info, older)
        except CareboardError:
            return None
