"""Two computers of one clinic, each with a vault file of its own, which exchange their records by hand."""

from pathlib import Path

from careboard.storage.kept import Kept
from tests.clinic import Clinic


def elsewhere(clinic: Clinic, folder: Path) -> Clinic:
    """The same clinic on another computer: what is known so far, and logs of its own from now on."""
    folder.mkdir()
    copy = clinic.copied_to(folder)
    copy.file().renew_installation()
    return copy


def meet(*computers: Clinic) -> None:
    """Each gets all that another has; nobody looks at what it is."""
    records = [Kept(record, None) for computer in computers for record in computer.file().every()]
    for computer in computers:
        computer.file().add(dict.fromkeys(records), computer.founder.id)
