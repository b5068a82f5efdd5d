"""Promises of the commands about a clinic, each run as a person would run it."""

import hashlib
import json
from pathlib import Path

import pytest

from careboard.cli import run
from careboard.settings import write_private
from careboard.workflow import papers

PASSPHRASE = "correct horse battery staple 7"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "computer"))
    (tmp_path / "pass").write_text(PASSPHRASE + "\n")
    return tmp_path


def careboard(*arguments: str, passphrase: str = "pass") -> int:
    return run([*arguments, "--passphrase-file", passphrase])


def create(*more: str) -> int:
    base = ["create", "c.careboard", "--clinic", "North River", "--member", "Ada Chen", "--role", "psychiatrist"]
    return careboard(*base, "--kit", "kit.pdf", "--zone", "America/New_York", *more)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_that_a_clinic_is_made_verified_backed_up_and_restored(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert create() == 0
    assert "ac" in capsys.readouterr().err
    assert careboard("verify", "c.careboard", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["records"] == told["verified"] > 4
    assert (told["findings"], told["went_back"]) == ([], [])
    assert careboard("backup", "c.careboard", "b.careboard") == 0
    assert careboard("restore", "b.careboard", "r.careboard") == 0
    assert careboard("verify", "r.careboard") == 0


def test_that_only_this_user_may_read_vault_kit_and_site_secret(here: Path) -> None:
    assert create("--custody", "sheets") == 0
    private = [here / "c.careboard", here / "kit.pdf", *(here / "sheets").iterdir(), *here.rglob("site-secret")]
    assert len(private) >= 5
    assert all(path.stat().st_mode & 0o077 == 0 for path in private)


def test_that_nothing_is_ever_overwritten(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert create() == 0
    before = digest(here / "c.careboard"), digest(here / "kit.pdf")
    assert create() == 1
    (here / "kit.pdf").rename(here / "old.pdf")
    assert create() == 1
    assert (digest(here / "c.careboard"), digest(here / "old.pdf")) == before
    assert not (here / "kit.pdf").exists()
    assert careboard("backup", "c.careboard", "old.pdf") == 1
    assert "already a file" in capsys.readouterr().err
    assert digest(here / "old.pdf") == before[1]


def test_that_a_kit_opens_the_vault_on_a_computer_that_never_held_it(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create() == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(here / "new-computer"))
    assert careboard("verify", "c.careboard") == 1
    assert "site secret" in capsys.readouterr().err
    (here / "new").write_text("another passphrase\n")
    assert careboard("recover", "c.careboard", "--kit", "kit.pdf", "--as", "ada", passphrase="new") == 0
    assert careboard("verify", "c.careboard", "--as", "ada", passphrase="new") == 0
    assert careboard("verify", "c.careboard", "--as", "ada") == 1


def test_that_a_backup_and_a_kit_are_enough_on_a_new_computer(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert create() == 0
    assert careboard("backup", "c.careboard", "b.careboard") == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(here / "new-computer"))
    assert careboard("restore", "b.careboard", "r.careboard", "--kit", "kit.pdf", "--as", "ada") == 0
    assert careboard("verify", "r.careboard") == 0


def test_that_two_custody_sheets_make_a_new_administrator_and_one_does_not(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create("--custody", "sheets") == 0
    before = digest(here / "c.careboard")
    one, two = "sheets/custody-1.pdf", "sheets/custody-3.pdf"
    assert careboard("recover", "c.careboard", "--custody", one, one, "--as", "new") == 1
    assert "two copies of the same sheet" in capsys.readouterr().err
    assert digest(here / "c.careboard") == before
    assert careboard("recover", "c.careboard", "--custody", one, two, "--as", "new", "--name", "Bea Osei") == 0
    assert careboard("verify", "c.careboard", "--as", "new") == 0


def test_that_a_second_member_signs_in_with_a_passphrase_of_their_own(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create() == 0
    (here / "hers").write_text("her own long passphrase\n")
    member = ["member", "add", "c.careboard", "--name", "R. Patel", "--role", "nurse", "--sign-in", "rp"]
    assert careboard(*member, "--kit", "rp.pdf", "--new-passphrase-file", "hers") == 0
    capsys.readouterr()
    assert careboard("patients", "c.careboard") == 1
    assert "--as NAME" in capsys.readouterr().err
    assert careboard("patients", "c.careboard", "--as", "rp", passphrase="hers") == 0
    assert careboard("patients", "c.careboard", "--as", "rp") == 1


def test_that_a_nurse_cannot_enrol_anybody(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert create() == 0
    (here / "hers").write_text("her own long passphrase\n")
    add = ["member", "add", "c.careboard", "--role", "nurse", "--new-passphrase-file", "hers"]
    assert careboard(*add, "--name", "R. Patel", "--sign-in", "rp", "--kit", "rp.pdf") == 0
    assert careboard(*add, "--name", "Eve", "--sign-in", "ev", "--kit", "ev.pdf", "--as", "rp", passphrase="hers") == 1
    assert "Only an administrator" in capsys.readouterr().err
    assert not (here / "ev.pdf").exists()


def test_that_a_member_with_new_keys_signs_in_with_the_new_passphrase_alone(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create() == 0
    (here / "hers").write_text("her own long passphrase\n")
    (here / "new").write_text("another long passphrase\n")
    assert careboard(*MEMBER, "--kit", "rp.pdf", "--new-passphrase-file", "hers") == 0
    new = ["member", "new-keys", "c.careboard", "--as", "ac", "--stolen", "--new-passphrase-file", "new"]
    assert careboard(*new, "--kit", "rp.pdf", "rp") == 1
    assert careboard(*new, "--kit", "rp2.pdf", "Somebody Else") == 1
    assert careboard(*new, "--kit", "rp2.pdf", "--old-passphrase-file", "hers", "R. Patel") == 0
    assert "R. Patel has new keys, and signs in as rp." in capsys.readouterr().err
    assert careboard("patients", "c.careboard", "--as", "rp", passphrase="hers") == 1
    assert careboard("verify", "c.careboard", "--as", "rp", passphrase="new") == 0


MEMBER = ["member", "add", "c.careboard", "--name", "R. Patel", "--role", "nurse", "--sign-in", "rp"]


def disk_is_full_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the disk takes every paper but this one."""

    def write(path: Path, content: bytes) -> None:
        if path.name == name:
            raise OSError(28, "No space left on device")
        write_private(path, content)

    monkeypatch.setattr(papers, "write_private", write)


def test_that_no_clinic_is_founded_where_its_sheets_cannot_be_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create("--custody", "pass") == 1  # a file stands where the folder should be
    assert "custody-1.pdf cannot be written there. Choose another folder" in capsys.readouterr().err
    assert [path.name for path in here.iterdir()] == ["pass"]


@pytest.mark.parametrize("paper", ["kit.pdf", "custody-2.pdf"])
def test_that_a_clinic_whose_paper_was_not_written_does_not_stand(
    here: Path, monkeypatch: pytest.MonkeyPatch, paper: str
) -> None:
    disk_is_full_for(paper, monkeypatch)
    assert create("--custody", "sheets") == 1
    assert not [path for path in here.rglob("*") if path.is_file() and path.name != "pass"]
    monkeypatch.undo()
    monkeypatch.chdir(here)
    monkeypatch.setenv("XDG_DATA_HOME", str(here / "computer"))
    assert create("--custody", "sheets") == 0


def test_that_nobody_is_enrolled_where_the_kit_cannot_be_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create() == 0
    (here / "hers").write_text("her own long passphrase\n")
    before = digest(here / "c.careboard")
    assert careboard(*MEMBER, "--kit", "pass/rp.pdf", "--new-passphrase-file", "hers") == 1
    assert digest(here / "c.careboard") == before


def test_that_a_member_whose_kit_was_not_written_does_not_sign_in_and_may_be_enrolled_again(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create() == 0
    (here / "hers").write_text("her own long passphrase\n")
    enrol = [*MEMBER, "--as", "ac", "--kit", "rp.pdf", "--new-passphrase-file", "hers"]
    with monkeypatch.context() as full:
        disk_is_full_for("rp.pdf", full)
        assert careboard(*enrol) == 1
    assert "rp.pdf cannot be written there." in capsys.readouterr().err
    assert not (here / "rp.pdf").exists()
    assert careboard("patients", "c.careboard", "--as", "rp", passphrase="hers") == 1
    assert careboard(*enrol) == 0
    assert careboard("patients", "c.careboard", "--as", "rp", passphrase="hers") == 0
    assert careboard("verify", "c.careboard", "--as", "ac") == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "empty"), (b"\xff\xfe\n", "not text in UTF-8"), (b"wrong passphrase\n", "does not fit")],
)
def test_that_a_bad_passphrase_file_is_told_in_words(
    here: Path, capsys: pytest.CaptureFixture[str], content: bytes, sentence: str
) -> None:
    assert create() == 0
    (here / "bad").write_bytes(content)
    assert careboard("patients", "c.careboard", passphrase="bad") == 1
    assert sentence in capsys.readouterr().err


def test_that_a_file_that_was_named_by_mistake_is_not_read_into_memory(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert create() == 0
    with (here / "disk.img").open("wb") as image:
        image.truncate(1 << 40)
    assert careboard("patients", "c.careboard", passphrase="disk.img") == 1
    assert careboard("recover", "c.careboard", "--kit", "disk.img", "--as", "ac") == 1
    assert capsys.readouterr().err.count("cannot be read") == 2


def test_that_something_else_than_a_vault_is_refused_in_words(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "text.careboard").write_text("not a vault" * 999)
    for name in ("missing.careboard", "text.careboard"):
        assert careboard("patients", name) == 1
        assert "vault" in capsys.readouterr().err


def test_that_an_unknown_zone_or_a_short_passphrase_leaves_no_file(here: Path) -> None:
    (here / "short").write_text("short\n")
    assert create("--zone", "Mars/Olympus") == 1
    base = ["create", "c.careboard", "--clinic", "N", "--member", "A", "--role", "nurse", "--kit", "kit.pdf"]
    assert careboard(*base, passphrase="short") == 1
    assert not (here / "c.careboard").exists()
    assert not (here / "kit.pdf").exists()
