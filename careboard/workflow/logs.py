"""What is known of the logs around a record: as they lie in the file, and as far as a walk through them has come.

Neither is believed for what it says: ids are compared with those that records name, and records are verified.
"""

from careboard.storage.vaultfile import VaultFile
from careboard.vault.record import Record, record_id
from careboard.vault.refusals import BadRecord


class FiledLogs:
    """The logs of a vault file."""

    def __init__(self, file: VaultFile) -> None:
        self._file = file
        self._leading: dict[tuple[str, int, str], frozenset[bytes]] = {}

    def owner(self, log: str) -> str | None:
        """The author of the log's first record."""
        return self._file.owner(log)

    def id_at(self, log: str, seq: int) -> bytes | None:
        """The id of the record at this place."""
        return self._file.id_at(log, seq)

    def leading_to(self, log: str, seq: int, record: str) -> frozenset[bytes]:
        """The ids of a record at this place and of all before it; read once, because a log may be long."""
        place = (log, seq, record)
        found = self._leading.get(place)
        if not found:  # while a log is on its way from a hub, its end is not here yet
            found = self._leading[place] = self._walk_back(*place)
        return found

    def _walk_back(self, log: str, seq: int, record: str) -> frozenset[bytes]:
        expected, found = record, set[bytes]()
        if self.id_at(log, seq) != bytes.fromhex(record):
            return frozenset()
        for header, body_hash in self._file.headers_back(log, seq):
            if record_id(header, body_hash).hex() != expected:
                break
            found.add(bytes.fromhex(expected))
            expected = Record(b"", header, b"", None, b"").head.prev
        return frozenset(found)


class WalkedLogs:
    """The logs as far as a walk from their beginnings has come."""

    def __init__(self, filed: FiledLogs) -> None:
        self._filed = filed
        self._ids: dict[str, list[bytes]] = {}
        self._owners: dict[str, str] = {}

    def owner(self, log: str) -> str | None:
        """The author of the log's first record."""
        return self._owners.get(log)

    def id_at(self, log: str, seq: int) -> bytes | None:
        """The id of the record at this place; None beyond the last step."""
        ids = self._ids.get(log, [])
        return ids[seq] if 0 <= seq < len(ids) else None

    def leading_to(self, log: str, seq: int, record: str) -> frozenset[bytes]:
        """As the file has it."""
        return self._filed.leading_to(log, seq, record)

    def step(self, record: Record) -> None:
        """The walk comes to the next record; one that cannot be read is passed by, and those after it do not follow."""
        try:
            head = record.head
        except BadRecord:
            return
        self._owners.setdefault(head.log, head.author)
        self._ids.setdefault(head.log, []).append(record.id)
