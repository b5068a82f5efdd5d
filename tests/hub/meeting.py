"""Two vault files of one clinic that meet without a hub between them: what one has is offered to the other.

As the engine does it (people first, each log in order, bodies only of streams that are read there), in a few lines.
"""

from collections.abc import Collection, Iterable

from careboard.exchange.sync.admission import Decision, Overlay, Standing, admission, people_of
from careboard.storage.vaultfile import VaultFile
from careboard.vault.record import Record
from careboard.vault.registry import REGISTRY_KINDS
from careboard.vault.verifier import UNSEALED
from careboard.workflow.hub.replica import VaultReplica


def meet(source: VaultFile, replica: VaultReplica, streams: Collection[str] | None = None) -> Decision:
    """Offer all records of a file that the other lacks; of sealed ones only the bodies of `streams`, or its own."""
    heads = replica.heads()
    news = [one for one in source.every() if one.head.seq > heads.get(one.head.log, (-1, ""))[0]]
    people = [one for one in news if one.head.kind in REGISTRY_KINDS]
    registry = people_of(replica.people(), people, replica.clinic)
    standing = Standing(registry, Overlay(heads, replica.owner, replica.id_at), replica.erased())
    reads = replica.streams() if streams is None else streams
    decision = admission([_as_sent(one, reads) for one in news], standing)
    replica.take_in(decision.admitted)
    replica.quarantine(decision.refused)
    return decision


def fill(source: VaultFile, replica: VaultReplica) -> None:
    """Hand over the bodies that the other lacks and reads."""
    replica.fill([one for one in source.every() if one.head.stream in replica.lacking()])


def _as_sent(record: Record, streams: Collection[str]) -> Record:
    head = record.head
    return record if head.kind in UNSEALED or head.stream in streams else record._replace(body=None)


def ids(records: Iterable[Record]) -> list[bytes]:
    """The ids of records."""
    return [record.id for record in records]
