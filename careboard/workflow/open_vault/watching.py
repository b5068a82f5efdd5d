"""What a member saw of the logs, named in checkpoints; and what is missing from them, moved or exchanged since.

Whatever is found is told in every chart; nothing is mended here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta

from typing_extensions import override

from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.record import Record, parse_canon
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import places_in
from careboard.workflow.open_vault.unlocked import Unlocked, one_at_a_time
from careboard.workflow.open_vault.unsigned import Clock, Draft, clear, utc_now
from careboard.workflow.open_vault.witness import Witness

CHECKPOINT_EVERY = 256
CHECKPOINT_AFTER = timedelta(hours=1)
MOVED = "A record lies in another place than it says, where it may be overlooked: open a verified backup."


class Watching(Unlocked):
    """Checkpoints, and what they and the rows of the file tell."""

    def __init__(self, file: VaultFile, keyset: Keyset, clinic: str, clock: Clock = utc_now) -> None:
        super().__init__(file, keyset, clinic, clock)
        self._unnamed, self._named = 0, clock()

    @override
    def write(self, drafts: Sequence[Draft]) -> list[Record]:
        """Sign and keep records, all or none; every 256, or an hour after the last, a checkpoint names them."""
        with self.guard:
            written = super().write(drafts)
            self._unnamed += len(written)
            due = not timedelta(0) <= self.clock() - self._named < CHECKPOINT_AFTER
            if due or self._unnamed >= CHECKPOINT_EVERY:
                self.checkpoint()
        return written

    def heads_named(self, checkpoint: Record) -> list[tuple[str, int, bytes]]:
        """Log, place and id of every head that a sound checkpoint names."""
        try:
            places = places_in(parse_canon(checkpoint.body or b"")) or {}
        except BadRecord:
            return []
        return [(log, seq, bytes.fromhex(record)) for log, (seq, record) in places.items()]

    @one_at_a_time
    def checkpoint(self) -> None:
        """Name the heads of all logs that changed since this member's last checkpoint, so that a cut-off tail shows."""
        witness = Witness(self.file, self.registry)
        mine = self._own_checkpoints(witness)
        places = [place for earlier in mine for place in self.heads_named(earlier)]
        named = {log: (seq, record) for log, seq, record in places}
        known = {record.id.hex() for record in mine[-1:]}
        heads = self._heads_to_name(witness)
        self._tell_of_lost(witness, places)
        changed: dict[str, tuple[int, str]] = {
            log: (seq, record) for log, (seq, record) in heads.items() if _is_news(log, seq, record, named, known)
        }
        self._unnamed, self._named = 0, self.clock()
        for log in heads.keys() & {*changed, self._log}:
            if witness.saw(log):
                self._notice(int(self._named.timestamp() * 1000), self.file.time_at(log, heads[log][0]))
        if changed:
            self.write([clear("checkpoint", changed)])

    def _own_checkpoints(self, witness: Witness) -> list[Record]:
        """Of this member; where there is a hub, only those of this computer, for others name what is on its way."""
        if witness.alone:
            kept = self.file.frame(["checkpoint"], self.member)
        else:
            kept = self.file.frame_beyond(["checkpoint"], self.member, {self._log: -1})
        return [record for record, _ in self.verified(one for one in kept if one.record.head.author == self.member)]

    def _heads_to_name(self, witness: Witness) -> dict[str, tuple[int, str]]:
        named: dict[str, tuple[int, str]] = {}
        for log, (seq, record) in self.file.heads().items():
            upto = seq if log == self._log else witness.to_name(log, seq)
            there = bytes.fromhex(record) if upto == seq else self.file.id_at(log, upto)
            named |= {log: (upto, there.hex())} if there is not None else {}
        return named

    def _tell_of_lost(self, witness: Witness, places: Iterable[tuple[str, int, bytes]]) -> None:
        """What this member once saw at the end of a log stands there still, or the log was cut or exchanged since."""
        last = {log: (log, seq, record) for log, seq, record in sorted(places)}
        for _log, _seq, record in witness.lost(self._log, last.values(), self.file.id_at):
            self._tell(record, 7, "A record that was here before is missing or was exchanged.")

    def tell_of_gaps(self) -> None:
        """A log has a record at each of its places, or somebody took one out of the file."""
        for log in self.file.logs_with_gaps():
            self._tell(bytes.fromhex(log), 7, "A record is missing from the middle of a log.")

    def tell_of_moved(self, stopped: Callable[[], bool] = lambda: False) -> bool:
        """Look whether a row hides its record by lying about it; long in a large vault. False when it was stopped."""
        for piece in self.file.misplaced():
            for record in piece:
                self._tell(record, 7, MOVED)
            if stopped():
                return False
        return True


def _is_news(log: str, seq: int, record: str, named: Mapping[str, tuple[int, bytes]], known: AbstractSet[str]) -> bool:
    return record not in known and named.get(log) != (seq, bytes.fromhex(record))
