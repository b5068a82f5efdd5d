"""A vault file as the sync engine sees it: places, records in and out, and whose bodies this computer holds.

It judges nothing that comes in. It works in a thread of its own beside an open desktop, over the same file, and begins
with a file in which there is no clinic yet.
"""

from collections.abc import Iterator, Mapping, Sequence

from careboard.clinical.people import Role
from careboard.exchange.sync.admission import Admitted, Refused
from careboard.exchange.sync.alarms import Alarm
from careboard.exchange.sync.replica import Named
from careboard.storage.kept import Kept
from careboard.storage.vaultfile import VaultFile
from careboard.vault.keys import Keyset
from careboard.vault.record import Record
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import REGISTRY_KINDS, Place
from careboard.vault.verifier import Passed
from careboard.workflow.hub.renewing import NOT_RENEWED, Renewal
from careboard.workflow.open_vault import FRAME, Clock, OpenVault, log_id, utc_now


class VaultReplica:
    """One member's view of a vault file that is kept in step with a hub."""

    def __init__(self, file: VaultFile, keyset: Keyset, clinic: str, clock: Clock = utc_now) -> None:
        self._file, self._keyset, self._clock = file, keyset, clock
        self._clinic = clinic
        self._passed = Passed(keyset)
        self._opened: OpenVault | None = None
        self._owners: dict[str, str] = {}
        self._refused: set[tuple[bytes, bytes, str]] = set()
        self._told: set[Alarm] = set()

    @property
    def clinic(self) -> str:
        """The id of the clinic."""
        return self._clinic

    @property
    def member(self) -> str:
        """Who is signed in, by key id."""
        return self._keyset.id

    @property
    def may_repair(self) -> bool:
        """Administrators may put back what the hub lost of others."""
        vault = self._vault()
        return vault is not None and Role.ADMIN in vault.roles

    # -- places ---------------------------------------------------------------------------------------------------

    def heads(self) -> dict[str, Place]:
        """Every log's last place and id."""
        return self._file.heads()

    def own(self) -> dict[str, Place]:
        """Of these, the logs of this member."""
        return {log: place for log, place in self._file.heads().items() if self._owner(log) == self.member}

    def owner(self, log: str) -> str | None:
        """The author of a log's first record."""
        return self._file.owner(log)

    def id_at(self, log: str, seq: int) -> str | None:
        """The id of the record at a place."""
        found = self._file.id_at(log, seq)
        return found.hex() if found is not None else None

    def held(self, ids: Sequence[bytes]) -> set[bytes]:
        """Which of these records lie in a log here."""
        return self._file.held(ids)

    def _owner(self, log: str) -> str | None:
        if log not in self._owners and (owner := self._file.owner(log)) is not None:
            self._owners[log] = owner
        return self._owners.get(log)

    # -- out ------------------------------------------------------------------------------------------------------

    def people(self) -> list[Record]:
        """The records about the clinic's people."""
        return self._file.of_kinds(REGISTRY_KINDS)

    def erased(self) -> frozenset[bytes]:
        """The ids of records whose bodies an accepted erasure took away."""
        vault = self._vault()
        return vault.known.erased if vault is not None else frozenset()

    def beyond(self, log: str, seq: int, most: int) -> list[Record]:
        """Records of a log after this place, as they are to be pushed."""
        return self._file.beyond(log, seq, most)

    def acked(self) -> dict[str, int]:
        """Log to the last place that the hub is known to hold."""
        return self._file.acked()

    def acknowledge(self, heads: Mapping[str, Place]) -> None:
        """The hub holds these logs up to these places, as far as their ids are those that stand here."""
        self._file.acknowledge({log: seq for log, (seq, record) in heads.items() if self.id_at(log, seq) == record})

    def named(self, beyond: Mapping[str, int]) -> Iterator[Named]:
        """Every place that an accepted checkpoint names, but for records that were moved aside here."""
        vault = self._vault()
        if vault is None:
            return
        aside = self._file.became()
        ends = self._file.frame_heads(["checkpoint"])
        places = {log: beyond.get(log, -1) for log, seq in ends.items() if seq > beyond.get(log, -1)}
        for record, found in vault.verified(self._file.frame_beyond(["checkpoint"], self.member, places)):
            for log, seq, named in vault.heads_named(record):
                if named.hex() not in aside:
                    yield Named(found.header.log, log, seq, named.hex())

    # -- in -------------------------------------------------------------------------------------------------------

    def take_in(self, admitted: Sequence[Admitted]) -> None:
        """Keep records that passed rules 1 to 7, in one transaction."""
        kept = [Kept(one.record, self._passed.mac(one.record.id) if one.settled else None) for one in admitted]
        self._file.take_in(kept, self.member, self.erased())
        frame = [one for one, (_, header, _) in zip(kept, admitted, strict=True) if header.kind in FRAME]
        if frame and (vault := self._vault()) is not None:
            vault.take_frame(frame)

    def quarantine(self, refused: Sequence[Refused]) -> None:
        """Keep what breaks a rule, for the privacy officer; the same bytes are kept once."""
        for record, _log, rule, sentence in refused:
            if (known := (record.id, record.sig, sentence)) not in self._refused:
                self._refused.add(known)
                self._file.quarantine_offered(record, rule, sentence, self._milliseconds())

    def fill(self, records: Sequence[Record]) -> None:
        """Bodies of records that lie here without."""
        self._file.fill((record.id, record.body) for record in records if record.body is not None)

    def streams(self) -> frozenset[str]:
        """The streams whose keys were ever handed to a member of this computer: who signs in here, or may."""
        vault = self._vault()
        if vault is None:
            return frozenset()
        here = {member for member, *_ in self._file.every_keyslot()} | {self.member}
        here &= vault.registry.active.keys() | {self.member}
        return frozenset(stream for stream in vault.keyring.streams if vault.keyring.team(stream) & here)

    def lacking(self) -> dict[str, tuple[str, int]]:
        """Of these, those of which a record lies here without its body."""
        return self._file.lacking(self.streams())

    def part(self, log: str, seq: int) -> None:
        """Move this member's records aside where the hub holds others, and sign them in a new log."""
        vault = self._vault()
        if vault is None:
            return
        with vault.guard:
            renewal = Renewal(vault, log, self._file.became())
            self._file.part(log, seq, self.member, renewal)
            self._owners.clear()
            vault.refresh()
            for record in renewal.left:
                vault.refuse(record, BadRecord(7, NOT_RENEWED))

    def written_here(self, log: str) -> bool:
        """Is this a log of this very computer?"""
        owner = self._file.owner(log)
        return owner is not None and log_id(owner, self._file.installation) == log

    def set_aside(self, log: str, seq: int) -> None:
        """Move what somebody signed beside the log that the clinic's people end at another record."""
        self._file.set_aside(log, seq)
        self._owners.pop(log, None)
        self._vault()

    def tell(self, alarm: Alarm) -> None:
        """Keep an alarm; it outlives the session, for it may be that nobody looks."""
        if alarm not in self._told:
            self._told.add(alarm)
            self._file.keep_alarm(alarm.caught.name, alarm.log, alarm.seq, self._milliseconds())

    def _milliseconds(self) -> int:
        return int(self._clock().timestamp() * 1000)

    def _vault(self) -> OpenVault | None:
        """The vault, unlocked; None while nothing of the clinic is here. What others wrote since is taken in."""
        if self._opened is None and self._file.of_kinds(["genesis"]):
            self._opened = OpenVault(self._file, self._keyset, self._clinic, self._clock)
        elif self._opened is not None:
            self._opened.take_news()
        return self._opened
