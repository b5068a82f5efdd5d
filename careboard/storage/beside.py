"""What a vault file keeps beside its records: keyslots, drafts, snapshots, quarantine, failed sign-ins.

All of it is sealed or says nothing of a patient; unlike a record it may be exchanged for newer, or dropped.
"""

import os
from collections.abc import Callable

from sqlalchemy import and_, func, insert, select, update

from careboard.storage import tables as t
from careboard.storage.transactions import Transactions
from careboard.vault.record import Record


class Beside(Transactions):
    """Sealed things by member and name; members are lower-case hex, times milliseconds UTC."""

    @property
    def installation(self) -> bytes:
        """The id of this copy of the vault."""
        return bytes(self._scalar(select(t.installation.c.id)))

    def renew_installation(self) -> None:
        """A restored copy begins new logs, so that it can never fork the old ones."""
        with self._writing() as connection:
            connection.execute(update(t.installation).values(id=os.urandom(16)))

    def keyslots(self, slot: str) -> dict[str, bytes]:
        """Member to sealed slot, for one kind of slot."""
        query = select(t.keyslot.c.member, t.keyslot.c.sealed).where(t.keyslot.c.slot == slot)
        with self._reading() as connection:
            return {member.hex(): sealed for member, sealed in connection.execute(query)}

    def every_keyslot(self) -> list[tuple[str, str, bytes]]:
        """(member, kind of slot, sealed) of all keyslots, also of those that no member or kind answers to."""
        query = select(t.keyslot.c.member, t.keyslot.c.slot, t.keyslot.c.sealed)
        with self._reading() as connection:
            return [(member.hex(), slot, sealed) for member, slot, sealed in connection.execute(query)]

    def put_keyslot(self, member: str, slot: str, sealed: bytes) -> None:
        """Keep a member's slot; it takes the place of the one before."""
        self._put(t.keyslot, member=bytes.fromhex(member), slot=slot, sealed=sealed)

    def drop_keyslots(self, member: str, slot: str | None = None) -> None:
        """Nobody became a member under these keys after all, or signs in with them any more; all slots or one kind."""
        ours = t.keyslot.delete().where(t.keyslot.c.member == bytes.fromhex(member))
        with self._writing() as connection:
            connection.execute(ours if slot is None else ours.where(t.keyslot.c.slot == slot))

    def put_draft(self, member: str, name: str, saved: int, sealed: bytes) -> None:
        """Keep a sealed draft."""
        self._put(t.draft, member=bytes.fromhex(member), name=name, saved=saved, sealed=sealed)

    def drafts(self, member: str) -> dict[str, tuple[int, bytes]]:
        """Name to (saved at, sealed) of a member's drafts."""
        query = select(t.draft.c.name, t.draft.c.saved, t.draft.c.sealed)
        with self._reading() as connection:
            rows = connection.execute(query.where(t.draft.c.member == bytes.fromhex(member)))
            return {name: (saved, sealed) for name, saved, sealed in rows}

    def draft_owners(self) -> frozenset[str]:
        """The members of whom there are drafts."""
        with self._reading() as connection:
            return frozenset(member.hex() for member in connection.execute(select(t.draft.c.member)).scalars())

    def drop_draft(self, member: str, name: str) -> None:
        """A draft was signed or thrown away."""
        where = and_(t.draft.c.member == bytes.fromhex(member), t.draft.c.name == name)
        with self._writing() as connection:
            connection.execute(t.draft.delete().where(where))

    def put_snapshot(self, member: str, name: str, sealed: bytes) -> None:
        """Keep a sealed snapshot, such as the search index."""
        self._put(t.snapshot, member=bytes.fromhex(member), name=name, sealed=sealed)

    def snapshot(self, member: str, name: str) -> bytes | None:
        """A sealed snapshot, if there is one."""
        where = and_(t.snapshot.c.member == bytes.fromhex(member), t.snapshot.c.name == name)
        with self._reading() as connection:
            return connection.execute(select(t.snapshot.c.sealed).where(where)).scalar()

    def quarantine(self, record: Record, rule: int, why: str, found: int) -> None:
        """Keep what was refused, for the privacy officer; the same bytes are kept once."""
        values = {**record._asdict(), "rule": rule, "why": why, "found": found}
        with self._writing() as connection:
            connection.execute(insert(t.quarantine).prefix_with("OR IGNORE").values(values))

    def quarantined(self) -> list[tuple[Record, int, str]]:
        """What was refused: record, rule, reason."""
        c = t.quarantine.c
        query = select(c.id, c.header, c.body_hash, c.body, c.sig, c.rule, c.why).order_by(c.found)
        with self._reading() as connection:
            return [(Record(*row[:5]), row[5], row[6]) for row in connection.execute(query)]

    def count_failed_unlock(self, time: int, who: bytes) -> None:
        """A sign-in failed; nobody is signed in, so it cannot be a signed record yet."""
        with self._writing() as connection:
            connection.execute(insert(t.failed_unlock).values(time=time, who=who))

    def take_failed_unlocks(self, write: Callable[[int], None]) -> None:
        """Hand the number of failed sign-ins to a writer, then forget them, and none that came meanwhile."""
        number = t.failed_unlock.c.number
        with self._reading() as connection:
            count, last = connection.execute(select(func.count(), func.max(number))).one()
        if count:
            write(count)
            with self._writing() as connection:
                connection.execute(t.failed_unlock.delete().where(number <= last))
