"""A member at work: the vault, and what of the clinic is known while the session lasts.

Whoever looks, prints or takes something away is recorded before it happens.
"""

from careboard.clinical.people import Author
from careboard.i18n import filled
from careboard.projections.clinic_time import clinic_zone
from careboard.projections.site import Site, site_of
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.workflow.clinic import HOURS, clinic_name, setting, time_zone
from careboard.workflow.open_vault import OpenVault, access
from careboard.workflow.reading import authors_of, entries_of
from careboard.workflow.refusals import ClockSetBack


class AtWork:
    """Who is signed in, and where."""

    def __init__(self, vault: OpenVault) -> None:
        self.vault = vault
        self.authors: dict[str, Author] = authors_of(vault)
        self._read_clinic()

    @property
    def me(self) -> Author:
        """Who is signed in."""
        return self.authors[self.vault.member]

    def take_clock_set_back(self) -> ClockSetBack | None:
        """That this computer's clock stands before what is recorded already, if that was seen since this was asked."""
        found, self.vault.set_back = self.vault.set_back, None
        if found is None:
            return None
        now, last = (moment(at, Voice(zone=self.zone)) for at in (found.now, found.last))
        return ClockSetBack(
            filled("The clock of this computer says {now}, but something was recorded at {last}.", now=now, last=last)
        )

    def note_access(self, purpose: str, stream: str = "", count: int = 1) -> None:
        """Record who looked: purpose and counts, never what was looked for.

        Before the act, so that none is without its record; an act that then fails has one all the same.
        """
        self.vault.write([access(purpose, stream, count)])

    def know_people(self) -> None:
        """Somebody else changed the clinic's people: know them by their names of now."""
        self.authors = authors_of(self.vault)

    def know_clinic(self) -> None:
        """Somebody else decided something for the clinic."""
        self._read_clinic()

    def _read_clinic(self) -> None:
        """What the clinic decided, as it stands now."""
        self.zone = clinic_zone(time_zone(self.vault), setting(self.vault, HOURS) or "")
        self.clinic = clinic_name(self.vault)
        self.site: Site = site_of(entries_of(self.vault, self.vault.registry.clinic_stream, self.authors))
