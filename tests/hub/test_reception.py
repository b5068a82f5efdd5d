"""At the door of a hub: a newcomer is invited, asks, is let in or shut out, and leaves key boxes there."""

from collections.abc import Iterator

import pytest

from careboard.settings import HubAddress
from careboard.storage.hub.lasting import LastingLine
from careboard.storage.hub.port import HubRefused
from careboard.storage.hub.reception import Reception
from tests.hub.making import Author, Hub, a_hub
from tests.hub.server import HOST, Server

PASSWORD, ANOTHER = "for one use", "of a seed"


@pytest.fixture(scope="module")
def hub(server: Server) -> Iterator[Hub]:
    with a_hub(server) as hub:
        yield hub


class Door:
    """Receptions of this hub by login, each hung up at the end."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._lines: list[LastingLine] = []

    def of(self, login: str, password: str) -> Reception:
        server = self._hub.server
        address = HubAddress(HOST, server.port, self._hub.database, server.certificate.read_text())
        self._lines.append(LastingLine(address, login, password))
        return Reception(self._lines[-1])

    def close(self) -> None:
        for line in self._lines:
            line.close()


@pytest.fixture
def door(hub: Hub) -> Iterator[Door]:
    door = Door(hub)
    yield door
    door.close()


@pytest.fixture
def administrator(hub: Hub, door: Door) -> Reception:
    hub.invite("founder", password=ANOTHER)
    return door.of(hub.login_of("founder"), ANOTHER)


def test_that_a_newcomer_is_invited_asks_and_is_let_in(hub: Hub, door: Door, administrator: Reception) -> None:
    login, member = hub.login_of("nurse"), Author().member.hex()
    administrator.invite(login, PASSWORD)
    newcomer = door.of(login, PASSWORD)
    newcomer.ask(b"sealed once")
    newcomer.ask(b"sealed again")
    assert [(one.login, one.sealed) for one in administrator.asking()] == [(login, b"sealed again")]
    administrator.admit(login, member, repair=False)
    assert administrator.asking() == []
    known = {one.login: one for one in administrator.logins()}
    assert known[login].members == (member,)
    assert known[login].admitted
    assert not known[login].repair


def test_that_the_password_for_one_use_is_replaced_by_ones_own(hub: Hub, door: Door, administrator: Reception) -> None:
    login = hub.login_of("changes")
    administrator.invite(login, PASSWORD)
    door.of(login, PASSWORD).change_password(ANOTHER)
    door.of(login, ANOTHER).ask(b"sealed")
    with pytest.raises(HubRefused, match="does not know your login"):
        door.of(login, PASSWORD).ask(b"sealed")


def test_that_a_guest_lets_nobody_in_and_sees_nobodys_request(hub: Hub, door: Door, administrator: Reception) -> None:
    login = hub.login_of("guest")
    administrator.invite(login, PASSWORD)
    guest = door.of(login, PASSWORD)
    acts = (
        guest.asking,
        guest.logins,
        lambda: guest.admit(login, Author().member.hex(), repair=True),
        lambda: guest.invite(hub.login_of("friend"), PASSWORD),
        lambda: guest.dismiss(hub.login_of("founder")),
        guest.own_slots,
    )
    for act in acts:
        with pytest.raises(HubRefused, match="does not allow this"):
            act()


def test_that_who_was_shut_out_comes_in_no_more(hub: Hub, door: Door, administrator: Reception) -> None:
    login = hub.login_of("leaves")
    administrator.invite(login, PASSWORD)
    administrator.admit(login, Author().member.hex(), repair=False)
    signed_in = door.of(login, PASSWORD)
    assert signed_in.own_slots() == []
    administrator.dismiss(login)
    with pytest.raises(HubRefused):
        signed_in.own_slots()
    with pytest.raises(HubRefused):
        door.of(login, PASSWORD).own_slots()


def test_that_a_key_box_comes_back_to_its_owner_alone(hub: Hub, door: Door, administrator: Reception) -> None:
    owner, other = hub.login_of("owner"), hub.login_of("other")
    member = Author().member.hex()
    for login, of in ((owner, member), (other, Author().member.hex())):
        administrator.invite(login, PASSWORD)
        administrator.admit(login, of, repair=False)
    door.of(owner, PASSWORD).keep_slot(member, "passphrase", b"box")
    assert [tuple(one) for one in door.of(owner, PASSWORD).own_slots()] == [(member, "passphrase", b"box")]
    assert door.of(other, PASSWORD).own_slots() == []
    with pytest.raises(HubRefused):
        door.of(other, PASSWORD).keep_slot(member, "passphrase", b"another box")


@pytest.mark.parametrize("login", ["", "x", "Robert'); DROP TABLE hub.record;--", "hub_owner", "pg_monitor", "ä" * 9])
def test_that_a_name_that_no_login_may_have_is_refused_in_words(administrator: Reception, login: str) -> None:
    with pytest.raises(HubRefused, match="cannot be the name of a login"):
        administrator.invite(login, PASSWORD)


def test_that_the_servers_own_logins_are_out_of_reach(hub: Hub, administrator: Reception) -> None:
    with pytest.raises(HubRefused, match="not made by the hub"):
        administrator.admit("hub_administrator", Author().member.hex(), repair=True)
    with pytest.raises(HubRefused, match="not made by the hub"):
        administrator.dismiss("hub_administrator")
