"""A medicine is begun by a prescriber of this clinic: which one, how it is taken, for what, from when.

Names come from the cited list or are typed whole; clashes, allergies and wash-outs are shown before anything is signed.
"""

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel
from typing_extensions import override

from careboard.clinical.dosage import Dosage, Medicine
from careboard.clinical.medication.orders import MedicationStart
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.wording.medicine import name as medicine_name
from careboard.ui.parts.completing import complete
from careboard.ui.parts.fields import Choice, Line
from careboard.ui.patient.dosing.dosages import ROUTES, DosageFields, timings
from careboard.ui.patient.dosing.fields import DoseField
from careboard.ui.patient.dosing.order import OrderForm
from careboard.ui.patient.forms.fielded import Refused
from careboard.workflow.offers import (
    Alert,
    Allowed,
    find_medicines,
    listed_doses,
    monitoring_words,
    routes_of,
    start_alerts,
)

FORMS = ("tablet", "capsule", "solution", "injection", "patch", "film", "lozenge", "spray")


class MedicineField(Line):
    """The name of a medicine, completed from the cited list."""

    def __init__(self) -> None:
        super().__init__("", _("Name of the medicine"))
        self._found = QStringListModel(self)
        complete(self, self._found, found=True)
        self.textEdited.connect(lambda typed: self._found.setStringList([one.text for one in find_medicines(typed)]))

    def medicine(self, form: str) -> Medicine:
        """The medicine of the list, or the words as they were typed; raises Refused without a name."""
        if not self.words:
            raise Refused(self, _("A medicine is named in words."))
        known = next((one for one in find_medicines(self.words) if one.text == self.words.casefold()), None)
        if known is None:
            return Medicine(self.words, form=form)
        return Medicine(known.text, known.rxcui, known.ingredients, form=form, codings=known.codings)


class StartForm(OrderForm):
    """A course begins."""

    def __init__(self, chart: Chart, allowed: Allowed) -> None:
        super().__init__(_("Start a medicine"), chart, allowed)
        self.medicine = self._added(_("Medicine"), MedicineField())
        amount = self._added(_("Dose (mg)"), DoseField(None, ()))
        self.fields = DosageFields(
            amount,
            self._added(_("How often"), timings(self.about.voice)),
            self._added(_("Route"), Choice([(_(route), route) for route in ROUTES], empty=_("Choose"))),
            self._added(_("Taken"), Choice([(_("By schedule"), ""), (_("As needed"), "needed")])),
            self.line(_("As needed for")),
            self.line(_("Most in 24 hours (mg)")),
        )
        self.form = self._added(_("Form"), Choice([(_(form), form) for form in FORMS], empty=_("Choose")))
        self._purpose = self.line(_("For"))
        self._from = self.add_from(self.next_dose(None))
        self._until = self.day_ahead(_("Planned end"), hint=_("May be left open"))
        self.add_prescriber()
        self._listen()
        self.add_end()
        self._follow_needed()

    def _listen(self) -> None:
        for line in (self.medicine, self.fields.amount, self.fields.needed_for, self.fields.most, self._purpose):
            line.textChanged.connect(self.edited)
        for choice in (self.fields.often, self.fields.route, self.form, self.fields.needed):
            choice.currentIndexChanged.connect(self.edited)
        self.fields.needed.currentIndexChanged.connect(self._follow_needed)
        self.medicine.textChanged.connect(self._follow_medicine)

    def _follow_needed(self) -> None:
        needed = bool(self.fields.needed.chosen)
        for control, shown in (
            (self.fields.often, not needed),
            (self.fields.needed_for, needed),
            (self.fields.most, needed),
        ):
            field = control.parentWidget()
            if field is not None:
                field.setVisible(shown)

    def _follow_medicine(self) -> None:
        """Another medicine has another route: the only one of the cited list, else a person chooses.

        The dose steps by the site's own list, if it has one.
        """
        medicine = self.medicine.medicine("") if self.medicine.words else None
        known = routes_of(medicine) if medicine else ()
        self.fields.route.choose(known[0] if len(known) == 1 else None)
        amount = self.fields.amount
        amount.step_by(listed_doses(medicine, amount.unit, self.chart.site) if medicine else ())

    def ordered(self) -> tuple[Medicine, Dosage]:
        """The medicine and how it is taken; what is missing is refused in the order of the fields."""
        self.medicine.medicine("")
        dosage = self.fields.dosage(self.about.voice)
        form = self.chosen_of(self.form, str, _("Choose in which form it is taken."))
        return self.medicine.medicine(form), dosage

    @override
    def content(self) -> MedicationStart:
        medicine, dosage = self.ordered()
        purpose = self.needed(self._purpose, _("A medicine is for something."))
        return MedicationStart(
            medicine,
            dosage,
            purpose,
            self.from_day(self._from),
            self.when_of(self._until),
            self.ordered_by,
            self.alerts.answers,
        )

    @override
    def warnings(self) -> Iterable[Alert]:
        if not self.medicine.words:
            return ()
        medicine = self.medicine.medicine(str(self.form.chosen or ""))
        try:
            return start_alerts(self.chart, medicine, self.fields.dosage(self.about.voice))
        except ValueError:
            return start_alerts(self.chart, medicine, None)

    @property
    @override
    def named(self) -> str:
        return medicine_name(self.medicine.medicine(""))

    @override
    def words(self) -> str:
        medicine = self.medicine.medicine("") if self.medicine.words else None
        return " ".join([medicine.text, *medicine.ingredients]) if medicine else ""

    @override
    def watched(self) -> str:
        return monitoring_words(self.medicine.medicine(""))

    @override
    def sentence(self) -> str:
        return self.told_to_patient(self.fields.dosage(self.about.voice), self.from_day(self._from), None)

    @override
    def compared(self) -> tuple[str, str]:
        medicine, dosage = self.ordered()
        return "", f"{medicine_name(medicine)}, {self.line_of(dosage)}"
