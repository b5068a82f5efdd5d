"""What this computer remembers of the clinic's hub: one private file, and nothing secret in it."""

import stat
from pathlib import Path

import pytest

from careboard.settings import ClinicSettings, HubAddress, HubSettings, HubUnknown
from tests.hub.server import certify

CLINIC = "c1" * 32


@pytest.fixture
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("authority")
    certify(folder)
    return (folder / "ca.pem").read_bytes()


def test_that_a_server_is_named_with_or_without_its_port(authority: bytes) -> None:
    asked = {
        "hub.example.org": ("hub.example.org", 5432),
        " hub.example.org:5433 ": ("hub.example.org", 5433),
        "192.0.2.7:6000": ("192.0.2.7", 6000),
        "[2001:db8::7]:6000": ("2001:db8::7", 6000),
        "[2001:db8::7]": ("2001:db8::7", 5432),
    }
    for told, (host, port) in asked.items():
        address = HubAddress.told(told, "careboard", authority)
        assert (address.host, address.port) == (host, port)


@pytest.mark.parametrize("server", ["", ":5432", "hub:", "hub:port", "hub:0", "hub:70000", "2001:db8::7", "hub:5432:1"])
def test_that_a_server_that_is_no_name_is_refused_in_words(server: str, authority: bytes) -> None:
    with pytest.raises(HubUnknown, match="The name of the server is not understood"):
        HubAddress.told(server, "careboard", authority)


def test_that_a_file_without_a_certificate_is_refused(authority: bytes) -> None:
    key = b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
    for pem in (b"", b"no certificate", key, b"\xff\xfe", authority[:-60]):
        with pytest.raises(HubUnknown, match="no certificate in PEM"):
            HubAddress.told("hub", "careboard", pem)


def test_that_only_certificates_are_kept_of_the_authority(authority: bytes) -> None:
    key = b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
    assert HubAddress.told("hub", "careboard", key + authority + key).authority == authority.decode()


def test_that_the_hub_is_remembered_in_one_private_file_and_forgotten(data_home: Path, authority: bytes) -> None:
    assert HubSettings.of(CLINIC) is None
    kept = HubSettings(HubAddress.told("hub.example.org", "careboard", authority)).with_login("m1" * 32, "cb_m1")
    kept.keep(CLINIC)
    assert HubSettings.of(CLINIC) == kept
    file = ClinicSettings(CLINIC).folder / "hub.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in ClinicSettings(CLINIC).folder.iterdir()] == ["hub.json"]
    file.write_text('{"host": 1}')
    with pytest.raises(HubUnknown, match="cannot be read"):
        HubSettings.of(CLINIC)
    HubSettings.forget(CLINIC)
    assert HubSettings.of(CLINIC) is None
    kept.keep(CLINIC)
    ClinicSettings(CLINIC).forget()
    assert not ClinicSettings(CLINIC).known_here
