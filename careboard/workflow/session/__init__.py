"""The one door between the vault and everybody who uses it: screens, command line, tests.

Every act of a clinician is one entry, and recording it answers with the new chart. Locking drops the session.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

from careboard.clinical.paper import Audience, Direction, IssuedCopy
from careboard.clinical.people import Author
from careboard.clinical.values import PatientId
from careboard.exchange.delivery import no_progress
from careboard.exchange.refusals import never
from careboard.projections.chart import Chart
from careboard.projections.summary import NO_ADDITIONS, Additions, Summary, summary
from careboard.storage.place import one_desktop, refuse_full_disk
from careboard.workflow import exporting, handing_out, issuing
from careboard.workflow.clinic import lock_minutes
from careboard.workflow.handing_on import look_after_new_keys
from careboard.workflow.open_vault import MOVED, Clock, OpenVault, utc_now
from careboard.workflow.refusals import MembershipEnded
from careboard.workflow.searching import Finder, Found, Progress, Stop
from careboard.workflow.session.charts import FIRST_SCREENFUL, UnknownPatient
from careboard.workflow.session.colleagues import Colleague, Colleagues
from careboard.workflow.session.recording import MAX_BLOB, Writing
from careboard.workflow.sign_in import unlock

__all__ = ["FIRST_SCREENFUL", "MAX_BLOB", "Colleague", "Session", "UnknownPatient", "Writing"]
SMALL = 20_000  # records of a vault whose rows are all looked at when somebody signs in: a quarter of a second


def _nothing_more() -> None:
    """Nothing is left to be done."""


class Session(Colleagues):
    """One member at work in one vault."""

    def __init__(self, vault: OpenVault) -> None:
        super().__init__(vault)
        self.desk = ExitStack()
        self.at_last: Callable[[], None] = _nothing_more  # when all is written, and the file is not let go of yet
        self._finder = Finder(vault, self.zone)
        self._report_failed_sign_ins()
        vault.tell_of_gaps()
        self._looked_for_moved = sum(seq for seq, _ in vault.file.heads().values()) <= SMALL and vault.tell_of_moved()
        look_after_new_keys(vault)
        self.checkpoint()

    @classmethod
    def unlock(cls, path: Path, sign_in: str | None, passphrase: str, *, clock: Clock = utc_now) -> Self:
        """Sign in; raises WrongSecret, NotAVault or VaultDamaged, each with its next step."""
        vault = unlock(path, sign_in, passphrase, clock=clock)
        try:
            return cls(vault)
        except BaseException:
            vault.file.close()
            raise

    @classmethod
    def at_desk(cls, path: Path, sign_in: str | None, passphrase: str, *, clock: Clock = utc_now) -> Self:
        """Sign in for a desktop: one at a time on a vault, with room on the disk, checked after an unclean exit."""
        refuse_full_disk(path)
        with ExitStack() as desk:
            unclean = desk.enter_context(one_desktop(path))
            session = cls.unlock(path, sign_in, passphrase, clock=clock)
            desk.callback(session.vault.file.close)
            if unclean:
                session.vault.file.quick_check()
            session.desk = desk.pop_all()
        return session

    def close(self) -> None:
        """End the session: leave a checkpoint, unless the membership has ended, and let go of the file."""
        try:
            with suppress(MembershipEnded):
                self._finder.close()
                self.checkpoint()
            self.at_last()
        finally:
            self.vault.file.close()
            self.desk.close()

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a touch the clinic wants a desktop to lock."""
        return lock_minutes(self.vault)

    def prepare_search(self, progress: Progress | None = None, cancelled: Stop | None = None) -> bool:
        """Make search ready, in the background: at once from the sealed index, else in batches; False when stopped."""
        return self._finder.prepare(progress, cancelled)

    def search(self, typed: str, patient: PatientId | None = None) -> Found:
        """The newest entries that hold what was typed, in one chart or in all; recorded with its count only."""
        return self._finder.search(typed, patient)

    @property
    def search_ready(self) -> bool:
        """Is every entry within reach taken in? When not, `prepare_search` again."""
        return self._finder.ready

    def draft_summary(
        self,
        chart: Chart,
        direction: Direction,
        audience: Audience = Audience.CLINICIAN,
        language: str = "en",
        additions: Additions = NO_ADDITIONS,
    ) -> Summary:
        """One copy of a summary as it stands now, unsigned, with all that is missing; nothing is recorded.

        The clinic's own choices are those of now, as they will be when it is issued, however old the chart is.
        """
        return summary(replace(chart, site=self.site), direction, audience, language, additions, clinic=self.clinic)

    def issue_summary(
        self,
        patient: PatientId,
        direction: Direction,
        additions: Additions = NO_ADDITIONS,
        copies: Sequence[issuing.Copy] = issuing.CLINICIANS_COPY,
    ) -> issuing.Issued:
        """Sign a summary with its papers into the record; raises SummaryIncomplete while anything is missing."""
        return issuing.issue(self, patient, direction, additions, copies)

    def summary_as_fhir(self, chart: Chart, copy: Summary, signer: Author | None = None) -> bytes:
        """A copy as a FHIR R4 document, in JSON; without a signer it is preliminary."""
        return issuing.as_fhir(self, chart, copy, signer)

    def printed(self, patient: PatientId, copy: IssuedCopy) -> bytes:
        """A copy as it was issued, byte for byte; the printing is recorded before the bytes are handed out."""
        content = self.attached(copy.blob)
        self.note_access("printed", patient)
        return content

    def emergency_sheet(
        self, patient: PatientId, recipient: str = "", affiliation: str = "", reason: str = ""
    ) -> bytes:
        """The emergency sheet as a PDF, at once; recorded as a disclosure with its reason."""
        return issuing.in_emergency(self, patient, recipient, affiliation, reason)

    def draft_meal_handout(self, chart: Chart, language: str, wordings: Mapping[str, str]) -> handing_out.Drafted:
        """The meal plan in force as its patient would take it home; nothing is recorded."""
        return handing_out.draft_handout(self, chart, language, wordings)

    def hand_out(self, patient: PatientId, drafted: handing_out.Drafted) -> Chart:
        """Record that a handout is printed for the patient, before it is; the chart as it then stands."""
        return handing_out.hand_out(self, patient, drafted)

    def export(
        self,
        patient: PatientId,
        folder: Path,
        deny_weights: str = "",
        progress: Progress = no_progress,
        cancelled: Stop = never,
    ) -> exporting.Exported:
        """Write the whole record into a new folder; given a reason, without the weights that are hidden."""
        return exporting.export(self, patient, folder, deny_weights, progress, cancelled)

    def save_draft(self, name: str, text: bytes) -> None:
        """Keep what is being written, sealed for this member alone."""
        self.vault.keep_draft(name, text)

    def drafts(self) -> dict[str, bytes]:
        """What was being written when the last session ended, by name; without those that are damaged."""
        return {name: text for name, text in self.vault.drafts().items() if text is not None}

    def damaged_drafts(self) -> list[str]:
        """The names of drafts that were saved and can no longer be opened."""
        return [name for name, text in self.vault.drafts().items() if text is None]

    def drop_draft(self, name: str) -> None:
        """The draft was signed, or its author threw it away."""
        self.vault.file.drop_draft(self.vault.member, name)

    def checkpoint(self) -> None:
        """Name the heads of the logs that this member has seen; the desktop does so every hour."""
        self.vault.checkpoint()

    def look_for_moved(self, stopped: Stop = never) -> int:
        """How many records the file hides by rows that lie; what signing in leaves to the background in a large vault.

        Each is told in every chart. A stopped look is begun anew when this is asked again.
        """
        if not self._looked_for_moved:
            self._looked_for_moved = self.vault.tell_of_moved(stopped)
        return sum(trouble.sentence == MOVED for trouble in self.vault.trouble)

    def _report_failed_sign_ins(self) -> None:
        self.vault.file.take_failed_unlocks(lambda count: self.note_access("failed-sign-in", count=count))
