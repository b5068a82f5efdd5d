"""Making the sample clinic in a folder, and telling who signs in with which passphrase.

A folder that already holds one is left as it is.
"""

from collections.abc import Mapping
from pathlib import Path

from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, PatientId
from careboard.demo import story
from careboard.documents.keys_on_paper import kit_pdf
from careboard.settings import write_private
from careboard.vault.keyslot import LIGHT
from careboard.workflow.founding import Person, found_clinic
from careboard.workflow.session import Session

FILE = "clinic.careboard"
PSYCHIATRIST = Person("Ada Chen", Role.PSYCHIATRIST, "ac", "sample passphrase ada")
COUNSELOR = Person("Luis Moreno", Role.COUNSELOR, "lm", "sample passphrase luis")


def make(folder: Path) -> Path:
    """The vault of the sample clinic in a folder; made where it is missing."""
    vault = folder / FILE
    if not vault.exists():
        folder.mkdir(parents=True, exist_ok=True)
        founded = found_clinic(vault, "Cedar IOP (sample)", PSYCHIATRIST, zone="America/New_York", cost=LIGHT)
        write_private(folder / "kit-ac.pdf", kit_pdf(founded.kit))
        psychiatrist = Session(founded.vault)
        write_private(folder / "kit-lm.pdf", kit_pdf(psychiatrist.enrol(COUNSELOR, cost=LIGHT)))
        patient = psychiatrist.new_patient(story.PATIENT, at=story.on(9, 9, 14))
        counselor = Session.unlock(vault, COUNSELOR.sign_in, COUNSELOR.passphrase)
        _tell({Role.PSYCHIATRIST: psychiatrist, Role.COUNSELOR: counselor}, patient)
        counselor.close()
        psychiatrist.close()
    return vault


def _tell(sessions: Mapping[Role, Session], patient: PatientId) -> None:
    def write(told: story.Told) -> EntryId:
        return sessions[told.by].append(patient, told.content, at=told.at)

    for told in story.before_the_medicine():
        write(told)
    for told in story.after_the_start(write(story.start())):
        write(told)
