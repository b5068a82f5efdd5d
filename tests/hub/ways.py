"""Ways to a hub in PostgreSQL: a login for whoever writes, straight or through what stands between."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field

from careboard.settings import HubAddress
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.port import Hub
from careboard.storage.hub.postgres import PostgresHub
from careboard.vault.record import Record
from tests.hub import making
from tests.hub.logs import Writer, named
from tests.hub.server import HOST, Server

CHART = named("a chart")
_PAGE = 2000


@dataclass
class Ways:
    """The logins of one hub; the connections end with it."""

    hub: making.Hub
    _open: ExitStack = field(default_factory=ExitStack)

    @property
    def clinic(self) -> str:
        """The clinic's id."""
        return self.hub.founder.clinic

    def address(self, port: int | None = None) -> HubAddress:
        """Where the hub is; another port where something stands between."""
        server = self.hub.server
        return HubAddress(HOST, port or server.port, self.hub.database, server.certificate.read_text())

    def writer(self, name: str) -> Writer:
        """Somebody who writes in one chart, whose login is admitted."""
        writer = Writer(self.clinic, name, CHART)
        self.hub.admitted(name, bytes.fromhex(writer.keys.id))
        return writer

    def of(self, name: str, port: int | None = None) -> PostgresHub:
        """The hub as this login meets it, on a line of its own."""
        line = LastingLine(self.address(port), self.hub.login_of(name), making.PASSWORD)
        return self._open.enter_context(closing(PostgresHub(line)))

    def close(self) -> None:
        """End every connection."""
        self._open.close()


@contextmanager
def ways(server: Server) -> Iterator[Ways]:
    """A hub that is founded, and the ways to it."""
    with making.a_hub(server) as hub, closing(Ways(hub)) as found:
        yield found


def everything(hub: Hub, have: dict[str, int] | None = None) -> Iterator[Record]:
    """All records beyond some places with the bodies of the one chart, page by page."""
    have = dict(have or {})
    while page := hub.pull(have, [CHART], _PAGE):
        for record in page:
            have[record.head.log] = record.head.seq
            yield record
