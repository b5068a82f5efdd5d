"""A member at a computer of a machine: the product's client over a file in memory, in step with a hub by the engine."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from careboard.clinical.people import Role
from careboard.exchange.sync.admission import Admitted, Refused
from careboard.exchange.sync.alarms import Alarm
from careboard.exchange.sync.replica import Named
from careboard.vault.keys import Keyset
from careboard.vault.record import Record
from careboard.vault.registry import REGISTRY_KINDS, Place
from careboard.workflow.open_vault import Clock, OpenVault, log_id
from tests.hub.machines.memory_file import FileInMemory

if TYPE_CHECKING:
    from careboard.storage.vaultfile import VaultFile


class Computer:
    """A replica in memory, and the client of the member who works at it; alarms and refusals are kept as told."""

    def __init__(
        self,
        keyset: Keyset,
        clinic: str,
        clock: Clock,
        beginning: Iterable[Record],
        client: type[OpenVault] = OpenVault,
    ) -> None:
        self.file = FileInMemory()
        for record in beginning:
            self.file.put(record)
        self.vault = client(cast("VaultFile", self.file), keyset, clinic, clock)
        self.alarms: list[Alarm] = []
        self.refused: list[Refused] = []
        self._acked: dict[str, int] = {}
        self._streams: tuple[int, frozenset[str]] = -1, frozenset()

    def meet(self, other: "Computer") -> None:
        """Both have what either had, without a hub."""
        for one, two in ((self, other), (other, self)):
            for log, ids in one.file.logs.items():
                for record in ids[len(two.file.logs.get(log, ())) :]:
                    two.file.put(one.file.records[record])

    # What a replica promises the engine.

    @property
    def clinic(self) -> str:
        """The clinic's id."""
        return self.vault.clinic

    @property
    def member(self) -> str:
        """Who works here."""
        return self.vault.member

    @property
    def may_repair(self) -> bool:
        """Administrators may."""
        return Role.ADMIN in self.vault.roles

    def heads(self) -> dict[str, Place]:
        """Every log's last place and id."""
        return self.file.heads()

    def own(self) -> dict[str, Place]:
        """Those of this member."""
        return {log: place for log, place in self.heads().items() if self.owner(log) == self.member}

    def owner(self, log: str) -> str | None:
        """The author of a log's first record."""
        return self.file.owner(log)

    def id_at(self, log: str, seq: int) -> str | None:
        """The id of the record at a place."""
        found = self.file.id_at(log, seq)
        return found.hex() if found is not None else None

    def people(self) -> list[Record]:
        """The records about people."""
        return self.file.of_kinds(REGISTRY_KINDS)

    def erased(self) -> frozenset[bytes]:
        """Nothing is erased in a machine."""
        return frozenset()

    def beyond(self, log: str, seq: int, most: int) -> list[Record]:
        """Records as they are pushed."""
        found: list[Record] = []
        for record in self.file.logs.get(log, [])[seq + 1 : seq + 1 + most]:
            if record in self.file.bare:
                break
            found.append(self.file.records[record])
        return found

    def acked(self) -> dict[str, int]:
        """What the hub is known to hold."""
        return dict(self._acked)

    def acknowledge(self, heads: Mapping[str, Place]) -> None:
        """Never goes back."""
        for log, (seq, _) in heads.items():
            self._acked[log] = max(seq, self._acked.get(log, -1))

    def take_in(self, admitted: Sequence[Admitted]) -> None:
        """Keep what was admitted; the client takes its news as from another program."""
        for record, header, _settled in admitted:
            self.file.put(record, header, bare=record.body is None)

    def quarantine(self, refused: Sequence[Refused]) -> None:
        """Told once."""
        self.refused += [one for one in refused if one not in self.refused]

    def streams(self) -> frozenset[str]:
        """What this member holds a key of."""
        if self._streams[0] != self.file.changes:
            self.vault.take_news()
            keyring = self.vault.keyring
            held = frozenset(stream for stream in keyring.streams if keyring.holds(stream))
            self._streams = self.file.changes, held
        return self._streams[1]

    def lacking(self) -> dict[str, tuple[str, int]]:
        """Streams of which bodies are missing, and where first."""
        streams, found = self.streams(), dict[str, tuple[str, int]]()
        for record in self.file.bare:
            head = self.file.heads_of[record]
            if head.stream in streams:
                found[head.stream] = min(found.get(head.stream, (head.log, head.seq)), (head.log, head.seq))
        return found

    def fill(self, records: Sequence[Record]) -> None:
        """Bodies of what lay here without."""
        for record in records:
            self.file.fill(record)

    def named(self, beyond: Mapping[str, int]) -> Iterable[Named]:
        """What accepted checkpoints name that stand beyond these places."""
        kept = self.file.frame(["checkpoint"])
        news = [one for one in kept if one.record.head.seq > beyond.get(one.record.head.log, -1)]
        for record, found in self.vault.verified(news):
            for log, seq, named in self.vault.heads_named(record):
                yield Named(found.header.author, log, seq, named.hex())

    def held(self, ids: Sequence[bytes]) -> frozenset[bytes]:
        """Which of these lie here."""
        return frozenset(ids) & self.file.records.keys()

    def written_here(self, log: str) -> bool:
        """Is this the log that is written at this computer?"""
        return log == own_log(self)

    def set_aside(self, log: str, seq: int) -> None:
        """What stands in a log from a place on is moved aside."""
        self.file.cut(log, seq)

    def part(self, log: str, seq: int) -> None:
        """Ours are moved aside and signed anew in a new log."""
        raise NotImplementedError

    def tell(self, alarm: Alarm) -> None:
        """Told once."""
        if alarm not in self.alarms:
            self.alarms.append(alarm)


def own_log(computer: Computer) -> str:
    """The log that the member writes at this computer."""
    return log_id(computer.member, computer.file.installation)
