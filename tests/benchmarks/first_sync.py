"""How long a new computer takes to hold a clinic that is there already, from a real hub into a real vault file.

`python -m tests.benchmarks.first_sync [RECORDS] [INTERRUPTED]`; the baseline is the check of as many signatures alone.
"""

import sys
from collections.abc import Callable
from contextlib import closing
from itertools import count
from time import perf_counter
from typing import TypeVar

from careboard.exchange.sync.engine import Engine
from careboard.exchange.sync.visit import Synced
from careboard.workflow.hub.replica import VaultReplica
from tests.benchmarks.shared_clinic import IN_A_CHART, SharedClinic, measured_server, shared_clinic

T = TypeVar("T")
_PAGES = 40  # until it is interrupted
_POLLS = 200


def measure(records: int = 100_000, interrupted: int = 0) -> None:
    """Fill a clinic, push it, and fetch it to a new computer; prints each figure."""
    with measured_server() as (server, folder), shared_clinic(server, folder) as clinic:
        clinic.write(records // IN_A_CHART)
        seconds, sent = timed(clinic.push)
        print(f"pushed: {sent} records in {seconds:.1f} s, {sent / seconds:.0f} a second", flush=True)
        print(f"the database: {clinic.database_size() / 1024**2:.0f} MB", flush=True)
        with clinic.new_computer() as (file, replica):
            seconds, synced = timed(lambda: _first_sync(clinic, replica, interrupted))
            print(f"first sync: {seconds:.1f} s, interrupted {interrupted} times; complete: {synced.complete}")
            bare = sum(one.bare for one in file.walk())
            print(f"records here: {file.count()}, of them without body: {bare}", flush=True)
            _tell_polls(clinic, replica)
        floor, _ = timed(lambda: _signatures(clinic))
        print(f"as many signatures alone, on one thread: {floor:.1f} s; ratio {seconds / floor:.1f}")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Seconds, and what was answered."""
    began = perf_counter()
    answer = work()
    return perf_counter() - began, answer


def _first_sync(clinic: SharedClinic, replica: VaultReplica, interrupted: int) -> Synced:
    for _ in range(interrupted):
        with closing(clinic.way(clinic.colleague)) as hub:
            Engine(replica, hub).sync(stopped=_after(_PAGES))
    with closing(clinic.way(clinic.colleague)) as hub:
        return Engine(replica, hub).sync()


def _after(pages: int) -> Callable[[], bool]:
    asked = count(1)
    return lambda: next(asked) >= pages


def _tell_polls(clinic: SharedClinic, replica: VaultReplica) -> None:
    with closing(clinic.way(clinic.colleague)) as hub:
        engine = Engine(replica, hub)
        engine.sync()
        polls = sorted(timed(engine.poll)[0] for _ in range(_POLLS))
    print(f"idle poll: median {1000 * polls[_POLLS // 2]:.2f} ms, p99 {1000 * polls[_POLLS * 99 // 100]:.2f} ms")


def _signatures(clinic: SharedClinic) -> None:
    public = clinic.vault.keyset.public
    for record in clinic.vault.file.every():
        public.check(record.sig, record.id)


if __name__ == "__main__":
    measure(*map(int, sys.argv[1:]))
