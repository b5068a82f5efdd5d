"""The keys of streams as a member makes and hands them on, each in a record of its own.

A key is written down before it is used.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from careboard.vault.epochs import epoch_body, grant_body
from careboard.vault.glass import Whom, group_grant_body, group_keys
from careboard.vault.keys import PublicKeys, StreamKey, stream_id
from careboard.vault.record import Record, canon
from careboard.vault.refusals import NoKey
from careboard.workflow.open_vault.unlocked import Unlocked, one_at_a_time
from careboard.workflow.open_vault.unsigned import Draft


class StreamKeys(Unlocked):
    """Streams, their epochs, and who is handed a key."""

    @one_at_a_time
    def sealed(self, kind: str, stream: str, payload: bytes, delivery: str = "") -> Draft:
        """A draft sealed under the stream's newest key."""
        epoch, key = self.keyring.current(stream)
        return Draft(kind, stream, payload, key, epoch.key, delivery=delivery, under=self.registry)

    @one_at_a_time
    def begin_stream(self, members: Iterable[str], *, custody: bool = True, key: StreamKey | None = None) -> str:
        """Make a new stream that these members read; returns its id."""
        key = key or StreamKey.new()
        draft = self.stream_draft(key, members, custody=custody)
        self._written_key(self.write([draft]), draft, key)
        return draft.stream

    def stream_draft(
        self, key: StreamKey, members: Iterable[str], *, custody: bool = True, group: PublicKeys | None = None
    ) -> Draft:
        """The record that begins a stream under a fresh key; `group`: of a break-glass group, its public half."""
        stream = stream_id(key.id, self.member)
        sheet = self.registry.custody if custody else None
        body = epoch_body(self.clinic, stream, 0, key, self._keys(members), sheet, group=group)
        return Draft("stream", stream, canon(body), key_id=key.id, under=self.registry)

    @one_at_a_time
    def begin_epoch(self, stream: str, members: Iterable[str], *, custody: bool = True) -> None:
        """A new key for a stream, for these members; what was written before stays readable to who could read it."""
        levels, (_, newest) = self.keyring.levels(stream), self.keyring.current(stream)
        ends = {one.key for one in levels[-1]} | self.keyring.loose(stream).keys()
        older = {newest.id: newest} | {k.id: k for k in self._within_reach(stream, ends)}
        key = StreamKey.new()
        sheet = self.registry.custody if custody else None
        of_group = self.registry.group is not None and self.registry.group.stream == stream
        group = group_keys(key).public if of_group else None
        body = epoch_body(self.clinic, stream, len(levels), key, self._keys(members), sheet, older.values(), group)
        draft = Draft("epoch", stream, canon(body), key_id=key.id, under=self.registry)
        self._written_key(self.write([draft]), draft, key)

    def _within_reach(self, stream: str, keys: Iterable[str]) -> Iterable[StreamKey]:
        """Of two keys made at once a newcomer may have been handed only one."""
        for key in keys:
            with suppress(NoKey):
                yield self.keyring.key(stream, key)

    @one_at_a_time
    def grant(self, stream: str, member: str) -> None:
        """Hand the newest key of a stream to one more member."""
        draft = self.grant_draft(stream, self.registry.keys_of(member))
        self._written_key(self.write([draft]), draft, self.keyring.current(stream)[1])

    @one_at_a_time
    def grant_draft(self, stream: str, to: PublicKeys) -> Draft:
        """The record that hands over the newest key of a stream, to a member or to who becomes one with it."""
        epoch, key = self.keyring.current(stream)
        body = grant_body(self.clinic, stream, key, to.id, to)
        return Draft("grant", stream, canon(body), key_id=epoch.key, to=to.id, under=self.registry)

    @one_at_a_time
    def hand_to_group(self, stream: str, group: PublicKeys, whom: Whom, *, halves: bool) -> None:
        """Hand the newest key of a chart to the break-glass group, and whose chart it is."""
        epoch, key = self.keyring.current(stream)
        body = group_grant_body(self.clinic, stream, key, group, whom, halves=halves)
        draft = Draft("grant", stream, canon(body), key_id=epoch.key, to=group.id, under=self.registry)
        self._written_key(self.write([draft]), draft, key)

    def _written_key(self, written: Sequence[Record], draft: Draft, key: StreamKey) -> None:
        self.keyring.take(written[0], written[0].head)
        self.keyring.remember(draft.stream, key)

    def _keys(self, members: Iterable[str]) -> dict[str, PublicKeys]:
        return {member: self.registry.members[member].keys for member in members}
