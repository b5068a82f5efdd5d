"""The vault of whoever opened one chart in an emergency: the member's own, and one chart's key beside it.

It reads. But for the emergency sheet nothing can be written from it, and the key goes with it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from typing_extensions import override

from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.vault.keys import StreamKey
from careboard.vault.record import Record
from careboard.vault.refusals import NotAllowed
from careboard.workflow.open_vault import Draft, OpenVault

_OF_A_READER = frozenset({"access", "checkpoint"})


class OfOneChart(OpenVault):
    """A vault object that knows the key of one chart more than its member does, however often it is renewed.

    Its member has no role here, so nothing is offered to be written, but while `signing`.
    """

    def __init__(self, vault: OpenVault, patient: PatientId, key: StreamKey) -> None:
        self._of: tuple[PatientId, StreamKey] | None = patient, key
        self.signs = False
        super().__init__(vault.file, vault.keyset, vault.clinic, vault.clock)
        self.after_writing = vault.after_writing

    @override
    def refresh(self) -> None:
        """Read registry and keys anew, and remember the one."""
        super().refresh()
        if self._of is not None:
            self.keyring.remember(*self._of)

    def forget(self) -> None:
        """Know no more than its member does."""
        self._of = None
        self.refresh()

    @property
    @override
    def roles(self) -> frozenset[Role]:
        return super().roles if self.signs else frozenset()

    @override
    def write(self, drafts: Sequence[Draft]) -> list[Record]:
        """Who looked is recorded; all else is refused but while `signing`. Raises NotAllowed."""
        if not self.signs and any(draft.kind not in _OF_A_READER for draft in drafts):
            raise NotAllowed(
                "A chart that is open in an emergency is read, and nothing is written into it.",
                "To write, ask somebody on the care team to add you.",
            )
        return super().write(drafts)

    @contextmanager
    def signing(self) -> Iterator[None]:
        """For one act, sign by the member's role."""
        self.signs = True
        try:
            yield
        finally:
            self.signs = False
