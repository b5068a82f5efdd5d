"""What is known of one member and of the clinic's keys, in words, beside the list of people."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice, capital
from careboard.ui.clinic.people.members import roles_told
from careboard.ui.look.look import Type, look
from careboard.ui.look.style import focus_ring
from careboard.ui.parts.labels import Label
from careboard.ui.parts.pairs import Pairs
from careboard.ui.parts.panels import Panel
from careboard.workflow.keys_of import Device, KeysOf, KeysOfClinic
from careboard.workflow.session import Colleague


class FactsPanel(Panel):
    """A title and pairs. Tab stops at it, so that a long one scrolls into sight and is heard as a whole."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = Pairs()
        self._title = Label(title, Type.TITLE, wrap=True)
        column = QVBoxLayout(self)
        edge = look().px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(look().px(12))
        column.addWidget(self._title)
        column.addWidget(self.pairs)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_pairs(self, title: str, pairs: list[tuple[str, str]]) -> None:
        """Tell these in place of what was told."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self.pairs.clear()
        self.pairs.tell(pairs)
        self.setAccessibleDescription(". ".join(f"{label}: {text}" for label, text in self.pairs.told.items()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, QRectF(self.rect()), 8)
            painter.end()


def about_member(
    person: Colleague, clinic: KeysOfClinic, zone: ZoneInfo, kits: Mapping[str, Path]
) -> list[tuple[str, str]]:
    """What is known of a member; `kits` are the files of those who were just enrolled, by sign-in name."""
    keys = clinic.people.get(person.author.member)
    if keys is None:
        return [(_("Roles"), roles_told(person))]
    here = _("Not on this computer")
    return [
        (_("Their kit lies in"), _handed_over(kits.get(keys.sign_in))),
        (_("Roles"), roles_told(person)),
        (_("Discipline"), _(capital(person.author.discipline.value))),
        (_("Signs in here as"), keys.sign_in),
        (_("Last at work here"), moment(keys.here, Voice(zone=zone)) if keys.here is not None else here),
        (_("Words of their key"), " ".join(keys.words)),
        (_("Computers"), "\n".join(_device(one, Voice(zone=zone)) for one in keys.devices)),
        (_("Recovery kit"), _kit(person, keys)),
        (_("Keys of charts"), _charts(person, keys, clinic.charts)),
    ]


def _device(one: Device, voice: Voice) -> str:
    """A computer, when it was heard of last, and the words of its log."""
    at, words = moment(one.heard, voice) if one.heard is not None else _("never"), " ".join(one.words)
    told = _("This computer, last at work {at}: {words}") if one.here else _("Another, last heard of {at}: {words}")
    return told.format(at=at, words=words)


def _handed_over(file: Path | None) -> str:
    """Where the kit of a newcomer lies, as long as it does."""
    if file is None or not file.exists():
        return ""
    return _("{file}. Print it, hand it over, and delete the file.").format(file=file)


def _kit(person: Colleague, keys: KeysOf) -> str:
    if not person.belongs:
        return ""
    if keys.kit:
        return _(
            "There is one, and it stays good when the passphrase changes. Who keeps the paper is not recorded. Its "
            "owner makes a new one in the settings, below Cover and lock."
        )
    return _("None. If the passphrase is lost, what only this key opens is lost: enroll them anew.")


def _charts(person: Colleague, keys: KeysOf, charts: int) -> str:
    if person.belongs:
        return _("{n} of {all} shared charts").format(n=keys.newest, all=charts)
    renewed = keys.charts - keys.newest
    told = ngettext("{n} of {all} chart has a new key since.", "{n} of {all} charts have a new key since.", keys.charts)
    return told.format(n=renewed, all=keys.charts) + (
        " " + _("The others get one at their next write. What could be read before, may have been kept.")
        if keys.newest
        else ""
    )


def _synced(clinic: KeysOfClinic, zone: ZoneInfo) -> str:
    if not clinic.hub:
        return ""
    return moment(clinic.synced, Voice(zone=zone)) if clinic.synced is not None else _("Not yet, as far as is known")


def _progress(clinic: KeysOfClinic) -> str:
    """How far new keys have come after somebody left."""
    if not clinic.due:
        return _("Every shared chart stands under a key that nobody knows who has left.")
    told = ngettext(
        "{n} of {all} shared charts gets a new key at its next write.",
        "{n} of {all} shared charts get a new key at their next write.",
        clinic.due,
    )
    return told.format(n=clinic.due, all=clinic.charts)


def about_clinic(clinic: KeysOfClinic, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What is known of the clinic's keys."""
    private = _("Any two of three open every chart, private notes too.")
    shared = _("Any two of three open every shared chart; private notes stay closed.")
    none = _("None were made when the clinic began, and none can be made later.")
    return [
        (_("Custody sheets"), (private if clinic.private else shared) if clinic.custody else none),
        (_("Words of the custody key"), " ".join(clinic.custody_words)),
        (_("New keys"), _progress(clinic) if clinic.charts else ""),
        (_("Clinic server"), clinic.hub),
        (_("Last in step with it"), _synced(clinic, zone)),
        (_("Words of the clinic"), " ".join(clinic.words)),
        (_("Words of this computer"), " ".join(clinic.installation)),
        (
            _("What the words are for"),
            _("Two people read them to each other: where all six are the same, it is the same key."),
        ),
    ]
