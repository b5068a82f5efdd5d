"""Forms about the person: registration, contact, allergy, diagnosis, flag.

A new version of a fact names the one it replaces; what a form does not show it leaves as it was.
"""

from dataclasses import replace

from typing_extensions import override

from careboard.clinical.condition import (
    Allergy,
    AllergyCategory,
    ClinicalStatus,
    Criticality,
    Diagnosis,
    Reaction,
    Severity,
    VerificationStatus,
)
from careboard.clinical.entry import KnownContent
from careboard.clinical.person import (
    Contact,
    ContactPoint,
    ContactSystem,
    ContactType,
    DetailsChange,
    Flag,
    FlagStatus,
    FlagType,
    HumanName,
    Registration,
    Sex,
)
from careboard.clinical.values import ICD_10_CM, Coded, Identifier, Informant
from careboard.i18n import gettext as _
from careboard.projections.standing import Stated
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.fielded import Refused, lines_of
from careboard.ui.patient.forms.form import Form

MRN = "urn:careboard:mrn"
_INFORMANTS = (
    Informant.PATIENT,
    Informant.FAMILY,
    Informant.GUARDIAN,
    Informant.PROVIDER,
    Informant.RECORD,
    Informant.SEEN_HERE,
)


class RegistrationForm(Form):
    """Who the patient is: for a new patient the registration, later a change of details with its reason."""

    def __init__(self, about: About) -> None:
        self._was = about.chart.person.registration if about.chart else None
        super().__init__(_("Change details") if self._was else _("New patient"), about)
        was = self._was or Registration(HumanName(text=_("Not recorded")))
        self._family = self.line(_("Family name"), was.name.family)
        self._given = self.line(_("Given names"), " ".join(was.name.given))
        self._preferred = self.line(_("Goes by"), was.preferred_name)
        self._pronouns = self.line(_("Pronouns"), was.pronouns)
        self._born = self.day(_("Born"), was.birth_date, example=_("such as 04-Mar-1987"))
        self._sex = self.choice(_("Sex kept for administration"), tuple(Sex), was.sex, _("Not recorded"))
        self._mrn = self.line(_("Medical record number (MRN)"), next((one.value for one in was.identifiers), ""))
        phones = [one.value for one in was.telecom if one.system is ContactSystem.PHONE]
        self._phone = self.line(_("Telephone"), next(iter(phones), ""))
        self._interpreter = self.check(_("Needs an interpreter"), on=bool(was.interpreter_needed))
        self._languages = self.line(_("Language"), "; ".join(one.text for one in was.languages))
        self._reason = self.line(_("Why the details change")) if self._was else None

    @override
    def content(self) -> KnownContent:
        """A Registration, or a DetailsChange that holds it whole."""
        now = self._now()
        if self._reason is None:
            return now
        return DetailsChange(now, self.needed(self._reason, _("A change of details says why.")))

    def _now(self) -> Registration:
        family, given = self._family.words, tuple(self._given.words.split())
        if not family and not given:
            raise Refused(self._family, _("A patient has a family or a given name."))
        was = self._was or Registration(HumanName(family, given))
        return replace(
            was,
            name=replace(was.name, family=family, given=given, text=""),
            birth_date=self.when_of(self._born),
            sex=self._sex.chosen if isinstance(self._sex.chosen, Sex) else None,
            identifiers=self._identifiers(was),
            preferred_name=self._preferred.words,
            pronouns=self._pronouns.words,
            telecom=self._telecom(was),
            interpreter_needed=self._interpreter.isChecked() or (None if was.interpreter_needed is None else False),
            languages=tuple(Coded(word.strip()) for word in self._languages.words.split(";") if word.strip()),
        )

    def _identifiers(self, was: Registration) -> tuple[Identifier, ...]:
        if not self._mrn.words:
            return was.identifiers[1:]
        first = was.identifiers[0] if was.identifiers else Identifier(self._mrn.words, MRN)
        return (replace(first, value=self._mrn.words), *was.identifiers[1:])

    def _telecom(self, was: Registration) -> tuple[ContactPoint, ...]:
        first = next((one for one in was.telecom if one.system is ContactSystem.PHONE), None)
        others = tuple(one for one in was.telecom if one is not first)
        if not self._phone.words:
            return others
        return (ContactPoint(ContactSystem.PHONE, self._phone.words, first.use if first else ""), *others)


class ContactForm(Form):
    """Somebody of the patient's own, and what that person may be told."""

    def __init__(self, about: About, was: Stated[Contact] | None = None) -> None:
        super().__init__(_("Contact"), about, ref=was.entry.id if was else None, subject=was.entry.id if was else "")
        before = was.content if was else None
        self._before = before
        self._name = self.line(_("Name"), before.name if before else "")
        kind = before.type if before else ContactType.PERSONAL
        self._kind = self.choice(_("What kind of contact"), tuple(ContactType), kind)
        related = before.relationship.text if before and before.relationship else ""
        self._related = self.line(_("Relationship"), related, _("Mother, partner, primary care physician"))
        self._phone = self.line(_("Telephone"), before.telecom[0].value if before and before.telecom else "")
        told = before.may_be_told if before else ""
        self._told = self.text(_("May be told"), told, _("Empty: this person is told nothing"))
        self._emergency = self.check(_("Emergency contact"), on=bool(before and before.emergency))
        self._guardian = self.check(_("Guardian"), on=bool(before and before.guardian))
        self._gone = self.check(_("No longer a contact"), on=bool(before and not before.active))

    @override
    def content(self) -> KnownContent:
        """A Contact."""
        name = self.needed(self._name, _("A contact has a name."))
        was = self._before or Contact(name)
        phones = (ContactPoint(ContactSystem.PHONE, self._phone.words),) if self._phone.words else ()
        return replace(
            was,
            name=name,
            type=self._kind.chosen if isinstance(self._kind.chosen, ContactType) else ContactType.PERSONAL,
            relationship=Coded(self._related.words) if self._related.words else None,
            telecom=(*phones, *was.telecom[1:]),
            may_be_told="" if self._gone.isChecked() else self._told.words,
            emergency=self._emergency.isChecked(),
            guardian=self._guardian.isChecked(),
            active=not self._gone.isChecked(),
        )


class AllergyForm(Form):
    """An allergy or intolerance, or the fact that none is known."""

    def __init__(self, about: About, was: Stated[Allergy] | None = None) -> None:
        super().__init__(_("Allergy"), about, ref=was.entry.id if was else None, subject=was.entry.id if was else "")
        before = was.content if was else None
        self._before = before
        self._none = self.check(_("No known allergies"), on=bool(before and before.none_known))
        self._substance = self.line(_("Substance"), before.substance.text if before else "")
        reactions = [m.text for reaction in before.reactions for m in reaction.manifestations] if before else []
        hint = _("Empty: reaction not recorded")
        self._reaction = self.lines(_("Reactions"), reactions, hint)
        severity = before.reactions[0].severity if before and before.reactions else None
        self._severity = self.choice(_("How severe"), tuple(Severity), severity, _("Not recorded"))
        category = before.categories[0] if before and before.categories else None
        self._category = self.choice(_("Kind of substance"), tuple(AllergyCategory), category, _("Not recorded"))
        criticality = before.criticality if before else None
        self._criticality = self.choice(
            _("How dangerous the next exposure may be"), tuple(Criticality), criticality, _("Not recorded")
        )
        self._told_by = self.choice(_("Who says so"), _INFORMANTS, before.told_by if before else None)
        over = before.clinical_status in (ClinicalStatus.INACTIVE, ClinicalStatus.RESOLVED) if before else False
        self._over = self.check(_("No longer so"), on=over)

    @override
    def content(self) -> KnownContent:
        """An Allergy."""
        none = self._none.isChecked()
        named = self._substance.words if none else self.needed(self._substance, _("An allergy names its substance."))
        told_by = self.chosen_of(self._told_by, Informant, _("Say who told it, or where it stands."))
        if none:
            return Allergy(Coded(named or _("No known allergies")), told_by, none_known=True)
        substance = Coded(named)
        was = self._before or Allergy(substance, told_by)
        category, criticality = self._category.chosen, self._criticality.chosen
        return replace(
            was,
            substance=was.substance if was.substance.text == substance.text else substance,
            told_by=told_by,
            none_known=False,
            reactions=self._reactions(),
            categories=(category,) if isinstance(category, AllergyCategory) else (),
            criticality=criticality if isinstance(criticality, Criticality) else None,
            clinical_status=ClinicalStatus.INACTIVE if self._over.isChecked() else ClinicalStatus.ACTIVE,
        )

    def _reactions(self) -> tuple[Reaction, ...]:
        found, severity = lines_of(self._reaction), self._severity.chosen
        if not found:
            return ()
        return (Reaction(tuple(map(Coded, found)), severity if isinstance(severity, Severity) else None),)


class DiagnosisForm(Form):
    """A diagnosis with its ICD-10-CM code."""

    def __init__(self, about: About, was: Stated[Diagnosis] | None = None) -> None:
        super().__init__(_("Diagnosis"), about, ref=was.entry.id if was else None, subject=was.entry.id if was else "")
        before = was.content if was else None
        self._before = before
        self._words = self.line(_("Diagnosis"), before.code.text if before else "")
        code = (before.code.code_in(ICD_10_CM) or "") if before else ""
        self._code = self.line(_("ICD-10-CM code"), code, _("Empty where it is not coded yet"))
        self._principal = self.check(_("Principal diagnosis"), on=bool(before and before.principal))
        status = before.clinical_status if before else None
        self._status = self.choice(_("How it stands"), tuple(ClinicalStatus), status)
        sure = before.verification_status if before else None
        offered = tuple(one for one in VerificationStatus if one is not VerificationStatus.ENTERED_IN_ERROR)
        self._sure = self.choice(_("How sure it is"), offered, sure)
        self._onset = self.day(_("Since"), before.onset if before else None)
        self._note = self.text(_("Note"), before.note if before else "")

    @override
    def content(self) -> KnownContent:
        """A Diagnosis."""
        words = self.needed(self._words, _("A diagnosis is said in words."))
        code = self._code.words.upper()
        coded = Coded.of(ICD_10_CM, code, words) if code else Coded(words)
        was = self._before or Diagnosis(coded)
        unchanged = was.code.text == words and (was.code.code_in(ICD_10_CM) or "") == code
        return replace(
            was,
            code=was.code if unchanged else coded,
            clinical_status=self.chosen_of(self._status, ClinicalStatus, _("Choose how it stands.")),
            verification_status=self.chosen_of(self._sure, VerificationStatus, _("Choose how sure it is.")),
            principal=self._principal.isChecked(),
            onset=self.when_of(self._onset),
            note=self._note.words,
        )


class FlagForm(Form):
    """What everybody must know before the first word: blind weight, legal status, guardian, interpreter, a risk."""

    def __init__(self, about: About, kind: FlagType = FlagType.OTHER, was: Stated[Flag] | None = None) -> None:
        super().__init__(_("Flag"), about, ref=was.entry.id if was else None, subject=was.entry.id if was else kind)
        before = was.content if was else None
        self._kind = self.choice(_("What it warns of"), tuple(FlagType), before.type if before else kind)
        words = before.code.text if before else _FLAG_WORDS.get(kind, "")
        self._words = self.line(_("In words"), words)
        self._note = self.text(_("Note"), before.note if before else "")
        self._down = self.check(_("No longer so"), on=bool(before and before.status is FlagStatus.INACTIVE))

    @override
    def content(self) -> KnownContent:
        """A Flag."""
        words = Coded(self.needed(self._words, _("A flag says what everybody must know.")))
        kind = self._kind.chosen if isinstance(self._kind.chosen, FlagType) else FlagType.OTHER
        status = FlagStatus.INACTIVE if self._down.isChecked() else FlagStatus.ACTIVE
        return Flag(kind, words, status, note=self._note.words)


_FLAG_WORDS = {
    FlagType.BLIND_WEIGHT: _("Blind weight: the patient is not shown weights"),
    FlagType.INTERPRETER: _("Needs an interpreter"),
    FlagType.GUARDIAN: _("Has a guardian"),
}
