"""Promises to who may read a clinic's file and not write it: it opens, and what cannot be kept is told in words.

Root may write everything, so a process of its own becomes nobody. Nobody may not read the home folder that Python and
its packages may lie in: what is tried has been done once before, as oneself, so that nothing is left to import.
"""

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from careboard.documents.keys_on_paper import kit_pdf
from careboard.errors import CareboardError
from careboard.settings import ClinicSettings
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import found_clinic
from careboard.workflow.recovery import recover_by_kit
from careboard.workflow.sign_in import unlock
from tests.clinic import FOUNDER, PASSPHRASE, ZONE, Clinic
from tests.vault.test_recovery import NEW, opened

NOBODY = 65534


@dataclass(frozen=True)
class There:
    """A clinic's file, its computer's settings, and the founder's kit."""

    path: Path
    settings: Path
    kit: bytes

    @property
    def to_the_byte(self) -> dict[Path, bytes]:
        """Every file that lies here."""
        return {path: path.read_bytes() for path in self.path.parent.rglob("*") if path.is_file()}

    @property
    def beside(self) -> Path:
        """A place for another file in the folder of the clinic's."""
        return self.path.with_name("new.careboard")


Act = Callable[[There], object]
Somebody = Callable[[Act, There], str]


def signs_in(there: There) -> object:
    return opened(there.path, "chen")


def signs_in_wrongly(there: There) -> object:
    return opened(there.path, "chen", "wrong wrong wrong")


def begins_a_chart(there: There) -> object:
    vault = unlock(there.path, "chen", PASSPHRASE)
    try:
        return vault.begin_stream([vault.member])
    finally:
        vault.file.close()


def recovers(there: There) -> None:
    recover_by_kit(there.path, there.kit, "chen", NEW, cost=LIGHT)


def founds(there: There) -> None:
    found_clinic(there.beside, "New", FOUNDER, zone=ZONE, cost=LIGHT).vault.file.close()


def told(act: Act, there: There) -> str:
    """What comes of it, or what is said."""
    os.environ["XDG_DATA_HOME"] = str(there.settings)
    try:
        return f"did {act(there)}"
    except CareboardError as refusal:
        return f"{type(refusal).__name__}: {refusal.told}"


def become_nobody(there: There) -> None:
    for act in (signs_in_wrongly, signs_in, begins_a_chart, founds, recovers):
        told(act, there)
    if os.getuid() == 0:
        os.setuid(NOBODY)


def put_down(clinic: Clinic, home: Path, folder: Path) -> There:
    """The clinic and its computer in a folder of their own."""
    shutil.copytree(home / ".local/share", folder / "computer")
    return There(clinic.copied_to(folder).path, folder / "computer", kit_pdf(clinic.kit))


@pytest.fixture(scope="module")
def nobody(original_clinic: Clinic, home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Somebody]:
    """Lets nobody do something, and answers what nobody is told."""
    spare = put_down(original_clinic, home, tmp_path_factory.mktemp("spare"))
    begin_anew = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, begin_anew, initializer=become_nobody, initargs=(spare,)) as process:
        yield lambda act, there: process.submit(told, act, there).result(timeout=60)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others may look into; the folders of pytest are its user's own, and shared by all that runs."""
    folder = Path(tempfile.mkdtemp(prefix="careboard-read-only-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def there(original_clinic: Clinic, home: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[There]:
    """The clinic's file, its folder and the computer's settings, to be read and not written."""
    there = put_down(original_clinic, home, place)
    monkeypatch.setenv("XDG_DATA_HOME", str(there.settings))
    ClinicSettings(original_clinic.id).forget_wrong_tries()
    everywhere = [place, *place.rglob("*")]
    for each in everywhere:
        each.chmod(0o555 if each.is_dir() else 0o444)
    yield there
    for each in everywhere:
        each.chmod(0o755 if each.is_dir() else 0o644)


def test_that_a_file_that_may_not_be_written_can_be_read(nobody: Somebody, there: There) -> None:
    assert nobody(signs_in, there) == f"did ['{ZONE}']"


@pytest.mark.parametrize(
    ("act", "answer"),
    [
        (signs_in_wrongly, "WrongSecret: The passphrase does not fit."),
        (begins_a_chart, "StorageRefused: The vault file may not be written"),
        (recovers, "SettingsRefused: Careboard's own folder on this computer may not be written."),
        (founds, "StorageRefused: No file can be made in this folder."),
    ],
)
def test_that_what_cannot_be_kept_is_told_in_words_and_changes_nothing(
    nobody: Somebody, there: There, act: Act, answer: str
) -> None:
    before = there.to_the_byte
    assert nobody(act, there).startswith(answer)
    assert there.to_the_byte == before


def test_that_a_folder_that_may_not_be_read_is_told_in_words(nobody: Somebody, there: There) -> None:
    there.path.parent.chmod(0o700 if os.getuid() == 0 else 0)
    answer = nobody(signs_in, there)
    there.path.parent.chmod(0o555)
    assert answer.startswith("NotAVault: This folder may not be read.")
