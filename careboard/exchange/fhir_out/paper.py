"""Papers and permissions in FHIR: DocumentReference, Consent, and what was revoked, reviewed and disclosed.

A consent that was taken back is inactive here, whatever it said when it was signed.
"""

from careboard.clinical.checks import blank
from careboard.clinical.entry import PaperContent
from careboard.clinical.paper import DischargeSummaryIssued, Disclosure, Document, IssuedCopy, Statement
from careboard.clinical.permission import Consent, ConsentRevoked, Expiry, Part2, Part2Review, Permission
from careboard.clinical.values import LOINC, NOT_RECORDED, Coded, Period
from careboard.exchange.facts import Resource
from careboard.exchange.fhir_out import elements as fhir
from careboard.exchange.fhir_out.note import document
from careboard.exchange.fhir_out.statement import statement
from careboard.exchange.fhir_out.told import Told, text_file
from careboard.projections.wording.paper import GROUNDS, PART2, expiry

# resources/facts/loinc_labs_sections.csv: verified there.
_DISCHARGE_SUMMARY = Coded.of(LOINC, "18842-5", "Discharge summary")
_PRIVACY = fhir.standard("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", "Privacy consent")


def elements(content: PaperContent, told: Told) -> Resource:
    """The elements of a paper or permission."""
    match content:
        case Document():
            return _document(content, told)
        case Consent():
            return _consent(content, told)
        case ConsentRevoked():
            how = f"Revoked {content.how.replace('-', ' ')}; told to {content.told_to}"
            return statement(told, "Consent revoked", told.to(content.consent), how, content.reason)
        case Part2Review():
            return _review(content, told)
        case Disclosure():
            return _disclosure(content, told)
        case DischargeSummaryIssued():
            return _summary(content, told)


def _document(paper: Document, told: Told) -> Resource:
    words = None if blank(paper.text) else text_file(paper.text, paper.title)
    file = told.file(paper.blob, paper.media_type, paper.title, paper.language)
    origin = [] if told.entry.source else fhir.named(paper.origin)
    shared = document(told, paper.title, words, file)
    return {**shared, "type": fhir.coded(paper.type), "author": origin or shared["author"]}


def _consent(consent: Consent, told: Told) -> Resource:
    revoked = told.entry.id in told.context.closing
    law = "42 CFR part 2" if consent.part2 else "Not under 42 CFR part 2" if consent.part2 is False else NOT_RECORDED
    return {
        "status": "entered-in-error" if told.struck else "inactive" if revoked else consent.status,
        "scope": fhir.coded(consent.scope) or _PRIVACY,
        "category": [fhir.coded(one) for one in consent.categories] or [fhir.words("Consent to disclose")],
        "patient": told.patient,
        "dateTime": told.at,
        "performer": fhir.named(consent.signed_by) or [told.patient],
        "organization": [{"display": consent.discloser}],
        "sourceAttachment": told.file(consent.blob, "application/pdf", "Signed consent"),
        "policyRule": fhir.words(law),
        "provision": _provision(consent, told),
    }


def _provision(consent: Consent, told: Told) -> Resource:
    ends = consent.expires if consent.expiry is Expiry.ON_DATE else None
    over = Period(consent.period.start if consent.period else told.entry.at, ends) if ends else consent.period
    only = "Psychotherapy or SUD counseling notes, and nothing else" if consent.private_notes_only else ""
    rules = [consent.what, *consent.provisions, only, expiry(consent, told.context.voice)]
    return {
        "type": consent.permission if consent.permission is Permission.DENY else "permit",
        "period": fhir.period(over),
        "actor": [
            {"role": fhir.words("Discloses"), "reference": {"display": consent.discloser}},
            {"role": fhir.words("Receives"), "reference": {"display": consent.recipient}},
        ],
        "purpose": [{"display": consent.purpose}],
        "code": [fhir.words(rule) for rule in rules],
    }


def _review(review: Part2Review, told: Told) -> Resource:
    latest = told.context.record.latest(Part2Review)
    holds = review.finding is not Part2.DOES_NOT_APPLY and latest is not None and latest.entry.id == told.entry.id
    return {
        "status": "entered-in-error" if told.struck else "active" if holds else "inactive",
        "category": [fhir.words("Confidentiality")],
        "code": fhir.words(PART2[review.finding]),
        "subject": told.patient,
        "period": fhir.period(Period(told.entry.at)),
        "author": told.author,
    }


def _disclosure(given: Disclosure, told: Told) -> Resource:
    emergency = given.emergency
    happened = f"{emergency.nature}; {emergency.affiliation}; {emergency.disclosed_by}" if emergency else ""
    sent = "" if given.statement is Statement.NONE else f"Statement {given.statement.value[-1]} of 42 CFR 2.32(a)"
    notes = (given.details, fhir.labelled("Withheld", given.withheld), fhir.labelled("Emergency", happened), sent)
    ground = ": ".join(part for part in (GROUNDS[given.ground], given.purpose) if part)
    return {
        **statement(told, "Disclosure", None, given.what, ground),
        "basedOn": [told.to(given.consent)],
        "about": [told.to(entry) for entry in given.entries],
        "medium": [fhir.words(given.how)],
        "recipient": [{"display": given.recipient}],
        "note": fhir.notes(*notes),
    }


def _summary(issued: DischargeSummaryIssued, told: Told) -> Resource:
    shared = document(told, f"Summary for {issued.recipient or 'internal use'}", *_copies(issued, told))
    return {
        **shared,
        "docStatus": "entered-in-error" if told.struck else "final",
        "type": fhir.coded(_DISCHARGE_SUMMARY),
        "context": {"related": [told.to(issued.consent)]},
    }


def _copies(issued: DischargeSummaryIssued, told: Told) -> list[Resource | None]:
    return [told.file(copy.blob, "application/pdf", _title(copy), copy.language) for copy in issued.copies]


def _title(copy: IssuedCopy) -> str:
    return f"Copy for the {copy.audience}, pages: {copy.pages}"
