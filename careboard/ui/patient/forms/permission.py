"""Forms about what may be disclosed: consent, its revocation, and the review of 42 CFR part 2."""

from typing_extensions import override

from careboard.clinical.entry import KnownContent
from careboard.clinical.permission import (
    Consent,
    ConsentRevoked,
    Expiry,
    Part2,
    Part2Review,
    Permission,
    RevokedHow,
    Signing,
)
from careboard.i18n import gettext as _
from careboard.projections.standing import Stated
from careboard.ui.patient.forms.about import About
from careboard.ui.patient.forms.form import Form


class ConsentForm(Form):
    """The patient allows, or forbids, a disclosure."""

    def __init__(self, about: About, discloser: str = "") -> None:
        super().__init__(_("Consent to disclose"), about)
        self._permission = self.choice(_("The patient"), tuple(Permission))
        self._from = self.line(_("Who discloses"), discloser)
        self._to = self.line(_("To whom"))
        self._what = self.text(_("What is disclosed"))
        self._purpose = self.line(_("For what"))
        self._expiry = self.choice(_("How it ends"), (Expiry.ON_DATE, Expiry.ON_EVENT, Expiry.NONE))
        self._expires = self.day_ahead(_("Ends on"))
        self._event = self.line(_("Ends with this event"))
        self._signing = self.choice(_("How it was given"), tuple(Signing))
        self._signed_by = self.line(_("Signed by"))
        protects = about.chart is None or about.chart.permissions.part2_protects
        self._part2 = self.check(_("It is a consent under 42 CFR part 2"), on=protects)
        self._private = self.check(_("Only psychotherapy or SUD counseling notes"))

    @override
    def content(self) -> KnownContent:
        """A Consent."""
        return Consent(
            permission=self.chosen_of(
                self._permission, Permission, _("Choose whether the patient permits or denies it.")
            ),
            discloser=self.needed(self._from, _("A consent says who discloses.")),
            recipient=self.needed(self._to, _("A consent says to whom.")),
            what=self.needed(self._what, _("A consent says what is disclosed.")),
            purpose=self.needed(self._purpose, _("A consent says for what.")),
            expiry=self.chosen_of(self._expiry, Expiry, _("Choose how it ends; it may be that it does not.")),
            expires=self.when_of(self._expires),
            expires_event=self._event.words,
            signing=self.chosen_of(self._signing, Signing, _("Choose how it was given.")),
            signed_by=self._signed_by.words,
            part2=self._part2.isChecked(),
            private_notes_only=self._private.isChecked(),
        )


class RevocationForm(Form):
    """The patient takes a consent back."""

    def __init__(self, about: About, consent: Stated[Consent]) -> None:
        super().__init__(_("Consent revoked"), about, subject=consent.entry.id)
        self._consent = consent
        self.hint(_("To {recipient}: {what}").format(recipient=consent.content.recipient, what=consent.content.what))
        self._how = self.choice(_("How it was revoked"), tuple(RevokedHow))
        self._told_to = self.line(_("Told to"))
        self._reason = self.line(_("Why, if the patient says so"))

    @override
    def content(self) -> KnownContent:
        """A ConsentRevoked."""
        how = self.chosen_of(self._how, RevokedHow, _("Choose how it was revoked."))
        told_to = self.needed(self._told_to, _("A revocation says to whom it was told."))
        return ConsentRevoked(self._consent.entry.id, how, told_to, self._reason.words)


class Part2Form(Form):
    """Does 42 CFR part 2 protect this chart? Until somebody has looked it is treated as if it did."""

    def __init__(self, about: About) -> None:
        super().__init__(_("Review of 42 CFR part 2"), about)
        self._finding = self.choice(_("Part 2"), (Part2.APPLIES, Part2.DOES_NOT_APPLY), empty=_("Not reviewed"))
        self._basis = self.text(_("On what the finding rests"))

    @override
    def content(self) -> KnownContent:
        """A Part2Review."""
        finding = self.chosen_of(self._finding, Part2, _("Choose what you found."))
        basis = self.needed(self._basis, _("A review says on what it rests."))
        return Part2Review(finding, basis)
