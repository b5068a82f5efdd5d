"""Two hundred workstations that write to one hub at once, each a process with a login of its own, while others read.

`python -m tests.benchmarks.workstations [WORKSTATIONS] [SECONDS]`; what is sent is signed beforehand. The baseline is
the same rows sent by the same processes, with bare psycopg, into a table without rules.
"""

import multiprocessing
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier, Event

from careboard.storage.hub.connecting import Line
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.postgres import PostgresHub, keep
from careboard.vault.record import Record
from tests.benchmarks.shared_clinic import measured_server
from tests.hub import making
from tests.hub.logs import Writer
from tests.hub.ways import Ways, ways

READERS = 3
_LONGEST = 0.040  # seconds inside a transaction, by chance, as the pace of people and networks may have it
_READY = 15  # records a second that each workstation has signed beforehand, at least
_PAGE = 2000
_LOOKS = 0.2  # seconds between two looks of a reader for whom nothing came
_PROGRAMS = multiprocessing.get_context("fork")
_BARE = """CREATE TABLE public.bare (log bytea, seq bigint, id bytea, header bytea, body_hash bytea, body bytea,
 sig bytea, PRIMARY KEY (log, seq))"""
_INTO_BARE = "INSERT INTO public.bare VALUES (%b, %b, %b, %b, %b, %b, %b)"


@dataclass(frozen=True, slots=True)
class Round:
    """How they write: so many records in a transaction, which waits up to so long; `bare`: by no rule."""

    name: str
    records: int
    waits: float = 0
    bare: bool = False


Send = Callable[[Line, list[Record]], None]
ROUNDS = (
    Round("one record each, 0 to 40 ms within the transaction", 1, _LONGEST),
    Round("one record each, saturated", 1),
    Round("one record each, saturated, bare psycopg", 1, bare=True),
    Round("ten records each, saturated", 10),
    Round("ten records each, saturated, bare psycopg", 10, bare=True),
)


@dataclass
class Told:
    """What one process tells at the end: seconds of each commit or poll, records sent or read, and gaps among them."""

    times: list[float] = field(default_factory=list)
    records: int = 0
    seconds: float = 0
    gaps: int = 0


@dataclass(frozen=True)
class Start:
    """All begin together, and those who read end after those who write."""

    ready: Barrier
    written: Event
    seconds: float


def measure(workstations: int = 200, seconds: float = 20) -> None:
    """Run every round, and print its figures."""
    with measured_server() as (server, _), ways(server) as hub:
        with server.administer(hub.hub.database) as line:
            line.execute(_BARE.encode())
            line.execute("GRANT USAGE ON SCHEMA public TO hub_app")
            line.execute("GRANT INSERT ON public.bare TO hub_app")
        for number, one in enumerate(ROUNDS):
            writers = [hub.writer(f"writer.{number}.{each}") for each in range(workstations)]
            _tell(hub, one, writers, seconds)
        _tell_idle(hub)


def _tell(hub: Ways, one: Round, writers: list[Writer], seconds: float) -> None:
    readers = 0 if one.bare else READERS
    start = Start(_PROGRAMS.Barrier(len(writers) + readers + 1), _PROGRAMS.Event(), seconds)
    writing = [_begun(_write, one, writer, _line(hub, writer.name), start) for writer in writers]
    reading = [_begun(_read, _line(hub, "founder"), start) for _ in range(readers)]
    start.ready.wait()
    print(f"load before: {os.getloadavg()[0]:.1f}")
    wrote = [_ended(*each) for each in writing]
    start.written.set()
    read = [_ended(*each) for each in reading]
    sent = sum(told.records for told in wrote)
    times = [spent for told in wrote for spent in told.times]
    rate = sent / max(told.seconds for told in wrote)
    print(f"{one.name}: {sent} records, {rate:.0f}/s; commit p50 {_at(times, 50):.1f} ms, p99 {_at(times, 99):.1f} ms")
    if read:
        polls = [spent for told in read for spent in told.times]
        print(f"  missed {[sent - told.records for told in read]}, gaps {sum(told.gaps for told in read)}, ", end="")
        print(f"asked meanwhile whether anything came: p50 {_at(polls, 50):.1f} ms, p99 {_at(polls, 99):.1f} ms")
    sys.stdout.flush()


def _at(times: list[float], percent: int) -> float:
    return 1000 * sorted(times)[len(times) * percent // 100]


def _line(hub: Ways, name: str) -> LastingLine:
    return LastingLine(hub.address(), hub.hub.login_of(name), making.PASSWORD)


def _begun(work: Callable[..., Told], *told: object) -> tuple[BaseProcess, Connection]:
    ear, mouth = _PROGRAMS.Pipe(duplex=False)
    program = _PROGRAMS.Process(target=lambda: mouth.send(work(*told)))
    program.start()
    mouth.close()
    return program, ear


def _ended(program: BaseProcess, ear: Connection) -> Told:
    told: Told = ear.recv()
    program.join()
    return told


def _write(one: Round, writer: Writer, line: LastingLine, start: Start) -> Told:
    """Send for so many seconds, or until all that was signed beforehand is sent."""
    many = int(_READY * start.seconds * (1 + (one.records > 1)) / one.records)
    batches, chance, told = [writer.several(one.records) for _ in range(many)], random.Random(writer.name), Told()
    send: Send = _into_bare if one.bare else keep
    line.ask(lambda open_line: open_line.execute("SELECT 1"))
    start.ready.wait()
    began = time.perf_counter()
    for batch in batches:
        told.times.append(line.ask(partial(_sent, send, batch, one.waits * chance.random())))
        told.records += len(batch)
        told.seconds = time.perf_counter() - began
        if told.seconds > start.seconds:
            break
    line.close()
    return told


def _sent(send: Send, batch: list[Record], wait: float, line: Line) -> float:
    """Seconds that it took, without those that were waited on purpose."""
    began = time.perf_counter()
    if wait:
        with line.transaction():
            send(line, batch)
            time.sleep(wait)
    else:
        send(line, batch)
    return time.perf_counter() - began - wait


def _into_bare(line: Line, batch: list[Record]) -> None:
    rows = [(bytes.fromhex(one.head.log), one.head.seq, *one) for one in batch]
    with line.transaction(), line.cursor() as cursor:
        cursor.executemany(_INTO_BARE, rows)


def _read(line: LastingLine, start: Start) -> Told:
    """Fetch whatever comes, by what is here already, until nothing comes after the last was written."""
    hub, told = PostgresHub(line), Told()
    have = {log: seq for log, (seq, _) in hub.heads().items()}
    start.ready.wait()
    while True:
        over = start.written.is_set()
        began = time.perf_counter()
        hub.digest()
        told.times.append(time.perf_counter() - began)
        page = hub.pull(have, [], _PAGE)
        for log, seq in ((record.head.log, record.head.seq) for record in page):
            told.gaps += seq != have.get(log, -1) + 1
            have[log] = seq
        told.records += len(page)
        if over and not page:
            return told
        start.written.wait(0 if page else _LOOKS)


def _tell_idle(hub: Ways) -> None:
    """One workstation that asks, and nothing came: as its program feels it, and as the server counts it."""
    founder = hub.of("founder")
    times = []
    for _ in range(500):
        began = time.perf_counter()
        founder.digest()
        times.append(time.perf_counter() - began)
    with hub.hub.server.administer(hub.hub.database) as line:
        plan = [row[0] for row in line.execute("EXPLAIN ANALYZE SELECT * FROM hub.digest()").fetchall()]
    logs = founder.digest().logs
    print(f"idle poll of {logs} logs: p50 {_at(times, 50):.2f} ms, p99 {_at(times, 99):.2f} ms; server: {plan[-1]}")


if __name__ == "__main__":
    measure(*map(int, sys.argv[1:]))
