"""Records of a fork signed anew: the same acts of the same author in a new log, sealed again under the charts' keys.

Only what this member signed is signed again. References are followed to what became of the records that they name.
"""

import re
from collections.abc import Mapping, Sequence

from careboard.clinical.entry import Newer
from careboard.errors import CareboardError
from careboard.i18n import later
from careboard.storage.forks import Renewed
from careboard.storage.kept import Kept
from careboard.vault import codec
from careboard.vault.keys import unseal
from careboard.vault.record import Header, Record, unpad
from careboard.vault.refusals import BadRecord
from careboard.vault.registry import REGISTRY_KINDS
from careboard.vault.verifier import UNSEALED, is_signed, stands_alone
from careboard.workflow.open_vault import ENTRY_KINDS, Draft, OpenVault, compose, log_id

# What a log says of other logs holds for that log alone; the new one gets checkpoints of its own.
_OF_THE_LOG_ITSELF = frozenset({"checkpoint"})
NOT_RENEWED = later(
    "This was signed on a computer that had been restored from an old copy, and could not be signed again. "
    "It does not count: do it once more."
)
_ID = re.compile(rb"[0-9a-f]{64}")


class Renewal:
    """Signs the records of one fork anew; `left` are those for which it could not."""

    def __init__(self, vault: OpenVault, log: str, became: Mapping[str, str | None]) -> None:
        self._vault, self._log = vault, log
        self._became = {was.encode(): new.encode() for was, new in became.items() if new is not None}
        self.left: list[Record] = []

    def __call__(self, moved: Sequence[Record], installation: bytes) -> list[Renewed]:
        """For a new log; each keeps the time that its author's clock said."""
        vault, log = self._vault, log_id(self._vault.member, installation)
        renewed: list[Renewed] = []
        prev = ""
        for record in moved:
            draft = self._draft_of(record)
            if draft is None:
                continue
            again = compose(draft, vault.keyset, vault.clinic, log, len(renewed), prev, record.head.time)
            renewed.append(Renewed(record.id, Kept(again, vault.passed.mac(again.id))))
            self._became[record.id.hex().encode()] = again.id.hex().encode()
            prev = again.id.hex()
        return renewed

    def _draft_of(self, record: Record) -> Draft | None:
        try:
            header = self._own(record)
            if header.kind in _OF_THE_LOG_ITSELF:
                return None
            return self._unsealed(header, record) if header.kind in UNSEALED else self._sealed(header, record)
        except CareboardError:
            self.left.append(record)
            return None

    def _own(self, record: Record) -> Header:
        """Whoever may write to the file could have put a record there, for us to sign."""
        registry = self._vault.registry
        header = stands_alone(record, registry)
        is_signed(record, header, registry)
        if header.author != self._vault.member or header.log != self._log or header.kind in REGISTRY_KINDS:
            raise BadRecord(6, NOT_RENEWED)
        return header

    def _unsealed(self, header: Header, record: Record) -> Draft:
        if record.body is None:
            raise BadRecord(1, NOT_RENEWED)
        ref = self._followed(header.ref.encode()).decode()
        return Draft(header.kind, header.stream, record.body, None, header.key, header.to, ref, None, header.delivery)

    def _sealed(self, header: Header, record: Record) -> Draft:
        key = self._vault.keyring.key(header.stream, header.key)
        payload = unpad(unseal(key.cipher, record.body or b"", record.header))
        if header.kind != "blob":
            payload = self._spelt(self._followed(payload)) if header.kind in ENTRY_KINDS else self._followed(payload)
        return self._vault.sealed(header.kind, header.stream, payload, header.delivery)

    def _followed(self, text: bytes) -> bytes:
        """An id is 256 bits that nobody chose: where it stands it names that record and nothing else."""
        return _ID.sub(lambda found: self._became.get(found[0], found[0]), text)

    def _spelt(self, payload: bytes) -> bytes:
        """Spelt as readers demand: sets of ids stand in the order of the new ids."""
        opened = codec.decode(payload)
        if isinstance(opened.content, Newer):
            return payload
        return codec.encode(opened.content, opened.at, opened.said, opened.ref, opened.source)
