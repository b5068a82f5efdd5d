"""Many who write to a hub at once, in threads, until they are told to stop; what was acknowledged is told."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from careboard.storage.hub.port import HubAway
from careboard.storage.hub.postgres import PostgresHub
from careboard.vault.record import Record
from tests.hub.logs import Writer

_BATCH = 3  # records of a push


@dataclass
class Crowd:
    """What the hub acknowledged to whom (name to place), and signals to and from those who write."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    mistakes: list[Exception] = field(default_factory=list)
    count: int = 0
    _news: threading.Condition = field(default_factory=threading.Condition)
    _up: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self, name: str, hub: PostgresHub, batches: Iterable[list[Record]]) -> None:
        """Somebody begins to send these batches; what is not acknowledged is sent again when the server is up."""
        thread = threading.Thread(target=self._send, args=(name, hub, batches))
        self._threads.append(thread)
        thread.start()

    def up(self) -> None:
        """The server answers."""
        self._up.set()

    def down(self) -> None:
        """The server is gone."""
        self._up.clear()

    def wait_for(self, more: int) -> None:
        """Until so many more batches were acknowledged."""
        with self._news:
            wanted = self.count + more
            self._news.wait_for(lambda: self.count >= wanted or bool(self.mistakes))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nobody begins another batch; wait for those that were begun."""
        self._ended.set()
        self._up.set()
        for thread in self._threads:
            thread.join()

    def _send(self, name: str, hub: PostgresHub, batches: Iterable[list[Record]]) -> None:
        try:
            for batch in batches:
                if not self._sent(hub, batch):
                    return
                with self._news:
                    self.acknowledged[name] = batch[-1].head.seq
                    self.count += 1
                    self._news.notify_all()
        except Exception as mistake:  # noqa: BLE001  told to the test, which fails by it
            with self._news:
                self.mistakes.append(mistake)
                self._news.notify_all()
        finally:
            hub.close()

    def _sent(self, hub: PostgresHub, batch: list[Record]) -> bool:
        while not self._ended.is_set():
            self._up.wait()
            try:
                hub.push(batch)
            except HubAway:
                continue
            return True
        return False


def batches_of(writer: Writer, count: int) -> list[list[Record]]:
    """So many pushes of a few records each, made and signed beforehand."""
    return [writer.several(_BATCH, size=300) for _ in range(count)]
