"""What a person adds to a draft: a decision for each medicine, words for each section, for whom and on which ground.

Nothing is filled in for anybody: a section is left to what the chart says until somebody writes or says why not.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from careboard.clinical.episode import LevelOfCare
from careboard.clinical.medication.reconciliation import Decision
from careboard.clinical.paper import Audience, Direction, Ground
from careboard.clinical.values import EntryId
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.summary import Additions, Block, Lack, Section, Summary, SummaryMedicine
from careboard.projections.summary.additions import Instead, MedicineDecision, SectionWords
from careboard.projections.wording.paper import GROUNDS
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.voice import capital
from careboard.ui.look.look import Type, look
from careboard.ui.parts.fields import Choice, Field, Line, Text
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Panel

PAUSE = 500  # ms after the last key until the draft is made anew
DIRECTIONS = (
    (_("to the IOP, from residential care"), Direction.IOP),
    (_("to residential care: a step-up"), Direction.RESIDENTIAL),
    (_("to the community"), Direction.COMMUNITY),
    (_("to partial hospitalization"), Direction.PARTIAL_HOSPITALIZATION),
    (_("to inpatient care"), Direction.INPATIENT),
    (_("to withdrawal management"), Direction.WITHDRAWAL_MANAGEMENT),
    (_("to an emergency department"), Direction.EMERGENCY),
    (_("somewhere else"), Direction.OTHER),
)
COPIES = (
    (_("clinicians' copy"), (Audience.CLINICIAN, "en")),
    (_("patient's copy, English"), (Audience.PATIENT, "en")),
    (_("patient's copy, Spanish"), (Audience.PATIENT, "es")),
)


def _onward(chart: Chart) -> Direction:
    """Where a patient mostly goes from the level of care that is given now: an offer, to be looked at."""
    now = chart.stay.level_of_care
    given = now.change.content.given if now else None
    higher = (LevelOfCare.INPATIENT, LevelOfCare.WITHDRAWAL_MANAGEMENT, LevelOfCare.RESIDENTIAL)
    return Direction.IOP if given is not None and given.setting in higher else Direction.COMMUNITY


class SummaryFields(QWidget):
    """All that is filled in by hand. `changed` comes half a second after the last key."""

    changed = Signal()

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self.changed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look().px(12))
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._medicines: dict[EntryId, _MedicineFields] = {}
        self._sections: dict[Section, _SectionFields] = {}
        self._wordings: dict[str, Text] = {}
        self._lay_out_kind()
        self._medicine_panel = self._panel(_("Medicines: one decision for each"))
        self._section_panel = self._panel(_("The six required sections"))
        self._lay_out_release()
        self._wording_panel = self._panel(_("Free text on the patient's copy"))
        self._show_wordings()

    # -- what stands in the fields ------------------------------------------------------------------------------

    @property
    def direction(self) -> Direction:
        """Where it goes."""
        chosen = self._direction.chosen
        return chosen if isinstance(chosen, Direction) else Direction.OTHER

    @property
    def copy(self) -> tuple[Audience, str]:
        """Whose copy is shown, and its language."""
        return COPIES[max(self._copy.currentIndex(), 0)][1]

    def additions(self) -> Additions:
        """Everything that was added, as far as it can be read; what cannot is said beside its field."""
        ground = self._ground.chosen
        consent = self._consent.chosen
        return Additions(
            medicines={
                course: decided for course, one in self._medicines.items() if (decided := one.decision()) is not None
            },
            sections={section: words for section, one in self._sections.items() if (words := one.words()) is not None},
            wordings={text: field.words for text, field in self._wordings.items() if field.words},
            recapitulation=self._recapitulation.words,
            recipient=self._recipient.words,
            ground=ground if isinstance(ground, Ground) else None,
            consent=EntryId(consent) if ground is Ground.CONSENT and isinstance(consent, str) else None,
        )

    # -- following the draft ------------------------------------------------------------------------------------

    def follow(self, draft: Summary) -> None:
        """Show a field for each medicine, section and free text of the draft; what was typed stays."""
        for medicine in draft.medicines:
            if medicine.course not in self._medicines:
                self._medicines[medicine.course] = made = _MedicineFields(medicine, self._chart)
                made.changed.connect(self._timer.start)
                self._medicine_panel.addWidget(made)
        blocks = {block.section: block for block in draft.blocks if block.section is not None}
        for section, block in blocks.items():
            if section not in self._sections:
                self._sections[section] = written = _SectionFields(block)
                written.changed.connect(self._timer.start)
                self._section_panel.addWidget(written)
        self._follow_wordings([one.about for one in draft.missing if one.lack is Lack.WORDING])

    def control_of(self, about: str) -> QWidget | None:
        """The control where something missing is filled in."""
        named: dict[str, QWidget] = {
            **{course: one.choice for course, one in self._medicines.items()},
            **{section.value: one.text for section, one in self._sections.items()},
            **{one.key: one.text for one in self._sections.values()},
            **self._wordings,
            "recipient": self._recipient,
            "ground": self._ground,
            "consent": self._consent,
        }
        return named.get(about)

    def _follow_wordings(self, waiting: list[str]) -> None:
        for text in waiting:
            if text not in self._wordings:
                self._wordings[text] = field = Text(lines=2)
                field.textChanged.connect(self._timer.start)
                self._wording_panel.addWidget(Field(text, field, _("How it reads there; the same words to keep it")))
        self._show_wordings()

    def _show_wordings(self) -> None:
        if (panel := self._wording_panel.parentWidget()) is not None:
            panel.setVisible(bool(self._wordings))

    # -- layout -------------------------------------------------------------------------------------------------

    def _panel(self, title: str) -> QVBoxLayout:
        panel = Panel()
        column = QVBoxLayout(panel)
        margin = look().px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(look().px(12))
        column.addWidget(Label(title, Type.HEADLINE))
        self._column.addWidget(panel)
        return column

    def _lay_out_kind(self) -> None:
        column = self._panel(_("Which summary"))
        self._direction = Choice(DIRECTIONS)
        self._direction.choose(_onward(self._chart))
        self._copy = Choice(COPIES)
        for choice in (self._direction, self._copy):
            choice.currentIndexChanged.connect(self._timer.start)
        column.addWidget(Field(_("The patient goes"), self._direction))
        column.addWidget(Field(_("Copy shown"), self._copy, _("The clinicians' copy is issued with it")))
        self._recapitulation = Text(lines=3)
        self._recapitulation.textChanged.connect(self._timer.start)
        column.addWidget(Field(_("The stay in your own words"), self._recapitulation, _("May stay empty")))

    def _lay_out_release(self) -> None:
        column = self._panel(_("For whom, and on which ground"))
        self._recipient = Line()
        voice = self._chart.voice
        self._ground = Choice([(voice(words), ground) for ground, words in GROUNDS.items()], empty=_("Internal copy"))
        consents = [(one.content.recipient, one.entry.id) for one in self._chart.permissions.in_force]
        self._consent = Choice(consents, empty=_("No consent chosen"))
        self._recipient.textChanged.connect(self._timer.start)
        self._consent.activated.connect(self._fill_in_recipient)
        for choice in (self._ground, self._consent):
            choice.currentIndexChanged.connect(self._timer.start)
        column.addWidget(Field(_("Recipient"), self._recipient, _("Empty: an internal copy, not for release")))
        column.addWidget(Field(_("Ground"), self._ground))
        column.addWidget(Field(_("Consent in force"), self._consent))

    def _fill_in_recipient(self, index: int) -> None:
        """A consent is for one recipient."""
        if index > 0:
            self._recipient.setText(self._consent.itemText(index))
            self._ground.choose(Ground.CONSENT)


class _MedicineFields(QWidget):
    """The decision on one medicine, with its reason."""

    changed = Signal()

    def __init__(self, medicine: SummaryMedicine, chart: Chart) -> None:
        super().__init__()
        name = ", ".join(part for part in (medicine.name, medicine.dose, medicine.frequency) if part)
        decisions = [(capital(spaced(one, chart.voice)), one) for one in Decision]
        self.choice = Choice(decisions, empty=_("Not decided"))
        self._field = Field(name, self.choice)
        self._reason = Line("", _("Why"))
        self._reason.setAccessibleName(_("Why, for {medicine}").format(medicine=medicine.name))
        self._decided = medicine.decided
        if medicine.decided is not None:
            self.choice.choose(medicine.decided.decision)
            self._reason.setText(medicine.decided.reason)
        self.choice.currentIndexChanged.connect(self.changed)
        self._reason.textChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addWidget(self._field)
        column.addWidget(self._reason)

    def decision(self) -> MedicineDecision | None:
        """The decision, or None where there is none yet, or the one that stands in the chart already."""
        self._field.refuse("")
        chosen = self.choice.chosen
        if not isinstance(chosen, Decision) or self._stands_already(chosen):
            return None
        try:
            return MedicineDecision(chosen, self._reason.words)
        except ValueError as refused:
            self._field.refuse(str(refused))
            return None

    def _stands_already(self, chosen: Decision) -> bool:
        was = self._decided
        return was is not None and (was.decision, was.reason) == (chosen, self._reason.words)


class _SectionFields(QWidget):
    """One required section: what the chart says for it, and what a person adds or says instead."""

    changed = Signal()

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.key = block.key
        said = "\n".join(map(str, block.lines)) or _("The chart says nothing for it.")
        self.text = Text(lines=2)
        self._instead = Choice(
            [
                (_("there is nothing, because:"), Instead.NONE),
                (_("the patient refused:"), Instead.REFUSED),
                (_("the patient left before completion:"), Instead.LEFT),
            ],
            empty=_("these words are added:"),
        )
        self._instead.setAccessibleName(_("What the words for {section} are").format(section=block.heading))
        self.text.textChanged.connect(self.changed)
        self._instead.currentIndexChanged.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().px(4))
        column.addWidget(Label(block.heading, Type.STRONG_LABEL, "text2"))
        column.addWidget(Label(said, Type.LABEL, "text2" if block.lines else "text3", wrap=True))
        column.addWidget(self._instead)
        self.text.setAccessibleName(block.heading)
        column.addWidget(self.text)

    def words(self) -> SectionWords | None:
        """What was written, or None."""
        instead = self._instead.chosen
        if not self.text.words:
            return None
        return SectionWords(self.text.words, instead if isinstance(instead, Instead) else None)
