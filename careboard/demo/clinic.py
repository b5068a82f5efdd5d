"""Making the sample clinic in a folder, and telling who signs in with which passphrase.

A folder that already holds one is left as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from careboard.clinical.clinic import MemberProfile
from careboard.clinical.values import MemberId
from careboard.demo import site
from careboard.demo.charts import STORIES
from careboard.demo.staff import SignIn, Staff
from careboard.demo.telling import ZONE, StoryClock, Teller, moment
from careboard.documents.keys_on_paper import kit_pdf
from careboard.settings import write_private
from careboard.vault.keyslot import LIGHT
from careboard.workflow.breaking_glass.group import make_group, tend_group
from careboard.workflow.founding import enrol_at_work, found_clinic
from careboard.workflow.open_vault import OpenVault
from careboard.workflow.session import Session, Writing

FILE = "clinic.careboard"
FOUNDED = moment("06-29 09:00")
DECIDED = moment("09-16 08:00")
NOW = moment("09-17 10:42")


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample clinic: its vault, and everybody who signs in. What reads it takes `NOW` as its clock."""

    vault: Path
    staff: tuple[SignIn, ...]

    def sign_in(self, name: str) -> SignIn:
        """Whoever signs in under this name; raises KeyError for nobody."""
        return {one.sign_in: one for one in self.staff}[name]


def make(folder: Path) -> Sample:
    """The sample clinic in a folder; made where it is missing."""
    vault = folder / FILE
    if not vault.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _make(vault)
    return Sample(vault, tuple(who.value for who in Staff))


def _make(vault: Path) -> None:
    clock = StoryClock(FOUNDED)
    sessions = _open(vault, clock)
    try:
        Teller(sessions, clock).tell(STORIES)
        clock.set(DECIDED)
        _decide(sessions[next(iter(Staff))])
        clock.set(NOW)
    finally:
        for session in sessions.values():
            session.close()


def _open(vault: Path, clock: StoryClock) -> Mapping[Staff, Session]:
    """Found the clinic, enrol everybody else, and let all of them sit down to work."""
    founder, *others = Staff
    founded = found_clinic(vault, site.NAME, founder.value.person, zone=ZONE, cost=LIGHT, clock=clock)
    kits, vaults = {founder: founded.kit}, {founder: founded.vault}
    for who in others:
        kits[who], vaults[who] = enrol_at_work(founded.vault, who.value.person, cost=LIGHT)
    for who, kit in kits.items():
        write_private(vault.parent / f"kit-{who.value.sign_in}.pdf", kit_pdf(kit))
    administrator = Session(founded.vault)
    _settle(administrator, vaults)
    _make_ready(founded.vault, vaults.values())
    return {who: administrator if who is founder else Session(opened) for who, opened in vaults.items()}


def _make_ready(administrator: OpenVault, everybody: Iterable[OpenVault]) -> None:
    """Ready for emergencies: whoever treats takes the key over from the administrator, who does not."""
    make_group(administrator)
    for vault in everybody:
        vault.catch_up()
        tend_group(vault)


def _decide(administrator: Session) -> None:
    """What the clinic decided later: told last, and it holds from its own time."""
    administrator.append_each(administrator.vault.registry.clinic_stream, site.DECIDED_LATER)


def _settle(administrator: Session, vaults: Mapping[Staff, OpenVault]) -> None:
    """What the clinic says about itself, before anybody else sits down: names with credentials, programs, settings."""
    stream = administrator.vault.registry.clinic_stream
    profiles = [
        MemberProfile(MemberId(vault.member), who.value.name, who.value.credentials) for who, vault in vaults.items()
    ]
    administrator.append_all(Writing(stream, content) for content in (*profiles, *site.CONTENTS))
