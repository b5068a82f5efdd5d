"""The fields of a meal plan: the week, its energy, the lines below it; and what is said of them before they are signed.

The allergies stand on top. Where weight is blind, energy stays as it was until somebody looks at it: only a meal that
is copied takes its own along, or takes it away with it, and that is said.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.nutrition import MealPlan
from careboard.clinical.values import When
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.hidden import shown_content
from careboard.projections.moments import first_day, is_over, today
from careboard.projections.wording.times import day, when
from careboard.projections.wording.voice import Voice
from careboard.projections.wording.week import days_told
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button
from careboard.ui.parts.days import read_when
from careboard.ui.parts.fields import Field
from careboard.ui.parts.labels import Label
from careboard.ui.patient import banner_words
from careboard.ui.patient.composer.body import Body
from careboard.ui.patient.composer.plan_lines import ENERGY, FROM, HIGH, LOW, FromLine, PlanLine, carried_lines
from careboard.ui.patient.composer.week_editor import WeekEditor


class PlanForm(Body):
    """What a plan is written in."""

    wants_room = True

    def __init__(self, key: str, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(key, _("Meal plan"), parent)
        self._chart, self._was = chart, chart.stay.meal_plan
        self._shows_energy, self._outrun = not chart.person.blind_weight, False
        self._from_line = FromLine()
        self._lines: dict[str, PlanLine] = {}
        self._fields: dict[str, Field] = {}
        self.week = WeekEditor(self._plan, chart.voice)
        self.energy = Button("", "quiet", "hidden")
        self._allergies = Label("", Type.STRONG_LABEL, "text1", wrap=True)
        self._begins = Label("", Type.LABEL, "text2", wrap=True)
        self._past = Label("", Type.STRONG_LABEL, "warn", wrap=True)
        self._until_now = Label("", Type.LABEL, "text2", wrap=True)
        self._keep_remark = Button(_("Keep this remark"), "quiet")
        self._lay_out()
        self._from_line.follow(self._today)
        self._listen()
        self._tell_beforehand()
        self._fit_energy()

    @property
    def _plan(self) -> MealPlan | None:
        """The plan in force."""
        return self._was.content if self._was is not None else None

    @property
    def _today(self) -> str:
        return day(today(self._chart.now, self._chart.zone), self._chart.voice)

    def _lay_out(self) -> None:
        """The allergies on top, from which plan it begins, the week, the lines."""
        for part in (self._allergies, self._begins, self.week):
            self.column.addWidget(part)
        self.column.addWidget(self.energy, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(look().px(8))
        row.addWidget(self._field(LOW, _("Energy from, kcal a day")))
        row.addWidget(self._field(HIGH, _("Energy to, kcal a day")))
        row.addWidget(self._field(FROM, _("Effective from"), line=self._from_line))
        self.column.addLayout(row)
        self.column.addWidget(self._past)
        one = _("One bottle if less than half is eaten")
        many = _("Several with a semicolon between them")
        for key, label, hint in (
            ("supplements", _("Supplements"), many),
            ("rule", _("Supplement rule"), one),
            ("swaps", _("Swaps"), many),
            ("avoid", _("Avoid"), many),
            ("diet", _("Diet"), ""),
            ("remark", _("Remark"), ""),
        ):
            self.column.addWidget(self._field(key, label, hint))
        self.column.addWidget(self._until_now)
        self.column.addWidget(self._keep_remark, 0, Qt.AlignmentFlag.AlignLeft)

    def _tell_beforehand(self) -> None:
        """The allergies; from which plan the week is; the remark until now, which is kept when somebody says so."""
        self._allergies.setText(banner_words.allergies(self._chart))
        plan = self._plan
        begins = _("It begins as the plan in force{since}. Look at each meal with a mark, and at each line below.")
        since = plan.effective_from if plan is not None else None
        told = _(" since {day}").format(day=when(since, self._chart.voice)) if since else ""
        outrun = _("Another plan was signed since this one was begun. What you wrote stays: look at all of it again.")
        self._begins.setText(outrun if self._outrun else begins.format(since=told))
        self._begins.setVisible(self._outrun or plan is not None)
        self._until_now.setText(_("Remark until now: {text}").format(text=plan.text if plan is not None else ""))
        for part in (self._until_now, self._keep_remark):
            part.setVisible(plan is not None and bool(plan.text))
        self._tell_past()

    def _keep(self) -> None:
        if (plan := self._plan) is not None:
            self._lines["remark"].setText(plan.text)

    def _field(self, key: str, label: str, hint: str = "", line: PlanLine | None = None) -> Field:
        self._lines[key] = line or PlanLine(carried_lines(self._plan).get(key, ""), hint)
        self._fields[key] = Field(label, self._lines[key])
        return self._fields[key]

    def _listen(self) -> None:
        for line in self._lines.values():
            line.textChanged.connect(self.changed)
            line.looked_at.connect(self.restated)
        self._from_line.textChanged.connect(self._tell_past)
        self._keep_remark.clicked.connect(self._keep)
        self.week.changed.connect(self.changed)
        self.week.changed.connect(self._tell_energy)
        self.week.looked_at.connect(self.restated)
        self.energy.clicked.connect(lambda: self.look_wanted.emit(self.show_energy))

    @override
    def begin(self) -> None:
        self.week.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _from(self) -> When | None:
        return read_when(self._from_line.words, today(self._chart.now, self._chart.zone), self._chart.zone)

    # -- what is said of it -------------------------------------------------------------------------------------

    @property
    @override
    def remarks(self) -> tuple[str, ...]:
        return tuple(told for told in (self._past_told, self._energy_told) if told)

    @property
    def _past_told(self) -> str:
        """The day from which it is to hold, where that is over."""
        try:
            begins = self._from()
        except ValueError:
            return ""
        now, zone = self._chart.now, self._chart.zone
        first = first_day(begins, zone)
        if begins is None or first is None or first >= today(now, zone) or not is_over(begins, now, zone):
            return ""
        told = _("It is effective from a day that is past: the plan is recorded as in force since {day}.")
        return told.format(day=when(begins, self._chart.voice))

    def _tell_past(self) -> None:
        told = self._past_told
        if told and told != self._past.text():
            announce(self, told)
        self._past.setText(told)
        self._past.setVisible(bool(told))

    @property
    def _energy_told(self) -> str:
        """On which days a copy, or a meal that was taken out, changed energy that is hidden."""
        days = () if self._shows_energy else self.week.other_energy
        told = _("Energy that is hidden changed with the meals that were copied or left out: {days}.")
        return told.format(days=days_told(days, Voice())) if days else ""

    def _tell_energy(self) -> None:
        stays = _("Energy hidden, and stays as it is: weight is blind. Show it")
        moved = _("Energy hidden, and changed with the meals: weight is blind. Show it")
        self.energy.setText(moved if self._energy_told else stays)

    # -- energy under blind weight ------------------------------------------------------------------------------

    def show_energy(self) -> None:
        """Show the energy too; that somebody looks at it is recorded by now."""
        self._shows_energy = True
        if self._outrun:
            self.week.wait_for_a_look_at_energy()
        self._fit_energy()
        self.restated.emit()
        self.week.grid.setFocus()

    def _fit_energy(self) -> None:
        self._tell_energy()
        self.week.show_energy(shows=self._shows_energy)
        self.energy.setVisible(not self._shows_energy)
        for key in ENERGY:
            self._fields[key].setVisible(self._shows_energy)

    @override
    def shown(self, content: KnownContent) -> KnownContent:
        return shown_content(content, blind=not self._shows_energy)
