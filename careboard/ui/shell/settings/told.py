"""What the settings tell and do not change: the units and days of this clinic, and what this program is.

Each is read from where it stands; what is not known is not told.
"""

from importlib import metadata

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard import __version__
from careboard.i18n import gettext as _
from careboard.projections.audit import AuditRow
from careboard.projections.clinic_time import HalfDays
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice
from careboard.ui.desk import Desk
from careboard.ui.look.look import Type
from careboard.ui.parts.labels import Label
from careboard.ui.parts.pairs import Pairs
from careboard.ui.shell.settings.panel import SettingsPanel
from careboard.workflow.auditing import last_verified
from careboard.workflow.session import Session

_PARTS = (
    "PySide6-Essentials SQLAlchemy cryptography lxml msgspec platformdirs pypdfium2 reportlab typing_extensions tzdata"
).split()


class Told(SettingsPanel):
    """Pairs of a label and what it is about, below each other."""

    def __init__(self, title: str, lead: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        if lead:
            self.column.addWidget(Label(lead, Type.BODY, "text2", wrap=True))
        self._pairs = Pairs()
        self.column.addWidget(self._pairs)
        self.tell = self._pairs.tell

    @property
    def told(self) -> dict[str, str]:
        """What is told, by its label."""
        return self._pairs.told


class Units(Told):
    """How this clinic tells times, and what never changes."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("How times and amounts are told"), parent=parent)
        self._desk = desk
        desk.clinic_changed.connect(self._follow_clinic)
        self._follow_clinic()

    @Slot()
    def _follow_clinic(self) -> None:
        zone = self._desk.zone
        self._pairs.clear()
        self.tell(
            (
                (_("Now"), moment(self._desk.now(), Voice(zone=zone))),
                (_("Hours"), _("12 hours, with AM and PM") if isinstance(zone, HalfDays) else _("24 hours")),
                (_("Time zone"), str(zone)),
                (_("Days"), _("The month in letters: 15-Sep-2026. A day of figures alone is never written.")),
                (_("Amounts"), _("As they were recorded, with a space before the unit; nothing is converted.")),
            )
        )


def about(desk: Desk) -> Told:
    """What this program is, where the clinic's file lies, and how much there is in it."""
    panel = Told(_("This program and this clinic"))
    panel.tell(((_("Version"), f"Careboard {__version__}"), (_("License"), "Apache-2.0")))

    def show(found: tuple[str, str, int, AuditRow | None]) -> None:
        path, clinic, count, verified = found
        checked = _("{moment}, by {person}").format(moment=verified.moment, person=verified.person) if verified else ""
        panel.tell(
            (
                (_("Clinic"), clinic),
                (_("The clinic's file"), path),
                (_("Records in it"), f"{count:,}"),
                (_("Last verified whole"), checked or _("Not among the last looks. Backup and record checks it.")),
            )
        )

    desk.ask(_about, panel, show)
    return panel


def _about(session: Session) -> tuple[str, str, int, AuditRow | None]:
    file = session.vault.file
    return str(file.path), session.clinic, file.count(), last_verified(session)


def licences() -> Told:
    """What Careboard is made with."""
    panel = Told(_("Made with"), _("Each under its own license, as its makers state it."))
    panel.tell((name, _licence(name)) for name in _PARTS)
    panel.tell((("Inter", _("Font, SIL Open Font License 1.1")),))
    return panel


def _licence(name: str) -> str:
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    said = [one for field in ("License-Expression", "License") for one in found.get_all(field) or ()]
    classes = [one.rpartition(" :: ")[2] for one in found.get_all("Classifier") or () if one.startswith("License ::")]
    stated = next((line for one in (*said, *classes) for line in one.splitlines() if line.strip()), "")
    return f"{found['Version']}, {stated or _('license not stated')}"
