"""A network that breaks when it is told to: it stands between the hub and one who asks it, and knows only bytes.

What it passes is encrypted, so a moment is named by counting: after so many bytes of the asker, or at the first byte of
an answer, when the server has done what was asked and the asker does not know it.
"""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PIECE = 65_536


class Proxy:
    """Listens at `port` of the loopback `at`, passes on to another place; `sent` counts the askers' bytes."""

    def __init__(self, host: str, port: int, at: str = "127.0.0.1") -> None:
        self._behind = (host, port)
        self._listening = socket.create_server((at, 0))
        self.port = int(self._listening.getsockname()[1])
        self.sent = 0
        self._left: int | None = None
        self._swallowing = False
        self._away = False
        self._late = 0.0
        self._flowing, self._ended = threading.Event(), threading.Event()
        self._flowing.set()
        self._ends: list[socket.socket] = []
        self._threads = [self._start(self._listen)]

    def stall(self) -> None:
        """From now on nothing passes, and nothing is closed: as if a cable were pulled."""
        self._flowing.clear()

    def delay(self, seconds: float) -> None:
        """Hold each piece back for a while."""
        self._late = seconds

    def cut(self) -> None:
        """Close every connection; new ones are welcome."""
        for end in tuple(self._ends):  # each that is cut is taken out by its own thread
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def cut_after(self, count: int) -> None:
        """Pass on so many more bytes of the asker, then cut."""
        self._left = count

    def cut_at_answer(self) -> None:
        """Pass on what is asked; at the first byte of the answer cut, before any of it arrives."""
        self._swallowing = True

    def go_away(self) -> None:
        """Cut, and refuse whoever comes."""
        self._away = True
        self.cut()

    def heal(self) -> None:
        """Everything passes again."""
        self._left, self._swallowing, self._away, self._late = None, False, False, 0.0
        self._flowing.set()

    def close(self) -> None:
        """Cut, and listen no more."""
        self._ended.set()
        self.heal()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self.cut()
        for thread in self._threads:
            thread.join()
        self._listening.close()

    def _start(self, work: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        thread.start()
        return thread

    def _listen(self) -> None:
        while (asker := self._come()) is not None:
            server = self._reached()
            if server is None:
                asker.close()
            else:
                self._ends += asker, server
                self._threads.append(self._start(self._serve, asker, server))

    def _come(self) -> socket.socket | None:
        try:
            return self._listening.accept()[0]
        except OSError:
            return None

    def _reached(self) -> socket.socket | None:
        """The hub's end, or None where it is away."""
        try:
            return None if self._away else socket.create_connection(self._behind)
        except OSError:
            return None

    def _serve(self, asker: socket.socket, server: socket.socket) -> None:
        back = self._start(self._pump, server, asker, self._answered)
        self._pump(asker, server, self._asked)
        back.join()
        for end in (asker, server):
            self._ends.remove(end)
            end.close()

    def _pump(self, source: socket.socket, target: socket.socket, passed: Callable[[bytes], bytes | None]) -> None:
        try:
            while piece := source.recv(_PIECE):
                self._flowing.wait()
                self._ended.wait(self._late)
                if (through := passed(piece)) is None:
                    break
                target.sendall(through)
                if len(through) < len(piece):
                    break
        except OSError:
            pass
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _asked(self, piece: bytes) -> bytes | None:
        through = piece if self._left is None else piece[: self._left]
        self.sent += len(through)
        if self._left is not None:
            self._left -= len(through)
        return through

    def _answered(self, piece: bytes) -> bytes | None:
        return None if self._swallowing else piece


@contextmanager
def between(host: str, port: int, at: str = "127.0.0.1") -> Iterator[Proxy]:
    """A proxy for a while."""
    proxy = Proxy(host, port, at)
    try:
        yield proxy
    finally:
        proxy.close()
