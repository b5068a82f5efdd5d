"""Papers and permissions in words: documents, consents, disclosures, issued summaries.

A consent says who may give what to whom, for what and how long; a disclosure says on which ground.
"""

from collections.abc import Mapping

from careboard.clinical.entry import PaperContent
from careboard.clinical.paper import (
    Audience,
    Direction,
    DischargeSummaryIssued,
    Disclosure,
    Document,
    Ground,
    Statement,
)
from careboard.clinical.permission import Consent, ConsentRevoked, ConsentStatus, Expiry, Part2, Part2Review, Permission
from careboard.clinical.values import NOT_RECORDED
from careboard.projections.wording.terms import language, short, spaced, untagged, whole, wholes
from careboard.projections.wording.times import period, when, when_told
from careboard.projections.wording.voice import Line, Telling, Voice, bracketed, joined, led, told

PART2: Mapping[Part2, str] = {
    Part2.APPLIES: "42 CFR part 2 applies",
    Part2.DOES_NOT_APPLY: "42 CFR part 2 does not apply",
    Part2.NOT_REVIEWED: "42 CFR part 2 not reviewed, treated as applies",
}
GROUNDS: Mapping[Ground, str] = {
    Ground.CONSENT: "the patient's consent",
    Ground.PATIENTS_OWN_COPY: "the patient's own copy",
    Ground.WITHIN_PROGRAM: "within the program",
    Ground.QUALIFIED_SERVICE_ORGANIZATION: "qualified service organization",
    Ground.MEDICAL_EMERGENCY: "medical emergency",
    Ground.CHILD_ABUSE_REPORT: "report of child abuse",
    Ground.CRIME_ON_PREMISES: "crime on the premises",
    Ground.AUDIT: "audit",
    Ground.RESEARCH: "research",
    Ground.COURT_ORDER: "court order",
    Ground.TREATMENT_PAYMENT_OPERATIONS: "treatment, payment or operations",
    Ground.SERIOUS_THREAT: "serious threat to health or safety",
    Ground.ADULT_ABUSE_REPORT: "report of adult abuse",
    Ground.REQUIRED_BY_LAW: "required by law",
    Ground.PUBLIC_HEALTH: "public health",
    Ground.CORONER: "coroner",
    Ground.FAMILY_INVOLVEMENT: "family involved in the care",
}
_TOWARDS = {
    Direction.IOP: "to the intensive outpatient program",
    Direction.RESIDENTIAL: "to residential care",
    Direction.COMMUNITY: "to the community",
    Direction.PARTIAL_HOSPITALIZATION: "to partial hospitalization",
    Direction.INPATIENT: "to inpatient care",
    Direction.EMERGENCY: "to an emergency department",
    Direction.WITHDRAWAL_MANAGEMENT: "to withdrawal management",
    Direction.OTHER: "to another place",
}


_AUDIENCES = {Audience.CLINICIAN: "for clinicians", Audience.PATIENT: "for the patient"}


def tell(content: PaperContent, voice: Voice) -> Telling:
    """A paper or permission in words."""
    match content:
        case Document():
            return _document(content, voice)
        case Consent():
            return _consent(content, voice)
        case ConsentRevoked():
            return _revoked(content, voice)
        case Part2Review():
            headline = voice(PART2[content.finding])
            return told(joined([headline, content.basis], ": "), headline, Line(headline, content.basis))
        case Disclosure():
            return _disclosure(content, voice)
        case DischargeSummaryIssued():
            return _summary(content, voice)


def _document(document: Document, voice: Voice) -> Telling:
    type_ = short(document.type)
    title = untagged(document.title) + bracketed("" if type_.casefold() in document.title.casefold() else type_)
    origin = voice("from {place}", place=document.origin) if document.origin else ""
    received = voice("received {day}", day=when(document.received, voice)) if document.received else ""
    return told(
        joined([voice("Document: {title}", title=title), origin, received]),
        title,
        Line(voice("Document"), document.title),
        Line(voice("Type"), whole(document.type)),
        Line(voice("From"), document.origin),
        Line(voice("Received"), when_told(document.received, voice)),
        Line(
            voice("File"),
            joined([document.media_type, _pages(document.pages, voice), language(document.language, voice)]),
            aside=True,
        ),
        Line("", document.text),
    )


def _pages(pages: int | None, voice: Voice) -> str:
    return voice.count("{n} page", "{n} pages", pages) if pages else ""


def expiry(consent: Consent, voice: Voice) -> str:
    """How a consent ends by itself."""
    match consent.expiry:
        case Expiry.ON_DATE:
            return voice("until {day}", day=when(consent.expires, voice))
        case Expiry.ON_EVENT:
            return voice("until {event}", event=consent.expires_event)
        case Expiry.NONE:
            return voice("without an end")
        case Expiry.NOT_RECORDED:
            return voice("end not recorded")


def _consent(consent: Consent, voice: Voice) -> Telling:
    allowed = consent.permission is Permission.PERMIT
    lead = (
        "Consent: {who} may give {what} to {whom} for {purpose}"
        if allowed
        else "Refusal: {who} may not give {what} to {whom} for {purpose}"
    )
    known = consent.recipient != NOT_RECORDED
    short_lead = "Consent to share with {whom}" if allowed else "Refusal to share with {whom}"
    headline = voice(short_lead, whom=consent.recipient if known else voice("somebody who is not recorded"))
    status = "" if consent.status is ConsentStatus.ACTIVE else spaced(consent.status, voice)
    said = voice(lead, who=consent.discloser, what=consent.what, whom=consent.recipient, purpose=consent.purpose)
    return told(
        joined([said, expiry(consent, voice), status]),
        joined([headline, expiry(consent, voice), status]),
        Line(voice("Allowed") if allowed else voice("Not allowed"), consent.what),
        Line("", voice("Private notes only.") if consent.private_notes_only else ""),
        Line(voice("From"), consent.discloser),
        Line(voice("To"), consent.recipient),
        Line(voice("Purpose"), consent.purpose),
        Line(voice("In force"), expiry(consent, voice)),
        Line(voice("Signed"), joined([spaced(consent.signing, voice), consent.signed_by])),
        Line(voice("Status"), spaced(consent.status, voice), aside=not status),
        Line(voice("Under 42 CFR part 2"), "" if consent.part2 is None else voice("yes" if consent.part2 else "no")),
        Line(voice("Period"), period(consent.period, voice)),
        Line(voice("Scope"), whole(consent.scope)),
        Line(voice("Category"), wholes(consent.categories)),
        Line(voice("Provisions"), joined(consent.provisions, "; ")),
    )


def _revoked(revoked: ConsentRevoked, voice: Voice) -> Telling:
    to = voice.name(revoked.consent, "")
    headline = joined([voice("Consent revoked"), to], ": ")
    return told(
        joined([headline, spaced(revoked.how, voice), voice("told to {who}", who=revoked.told_to), revoked.reason]),
        headline,
        Line(voice("Consent revoked"), to or voice("yes")),
        Line(voice("How"), spaced(revoked.how, voice)),
        Line(voice("Told to"), revoked.told_to),
        Line(voice("Reason"), revoked.reason),
    )


def _disclosure(given: Disclosure, voice: Voice) -> Telling:
    headline = voice("Disclosed to {whom}: {what}", whom=given.recipient, what=given.what)
    ground = voice("ground: {ground}", ground=voice(GROUNDS[given.ground]))
    emergency = given.emergency
    return told(
        joined([headline, given.how, ground]),
        headline,
        Line(voice("To"), given.recipient),
        Line(voice("What"), given.what),
        Line(voice("How"), given.how),
        Line(voice("Ground"), joined([voice(GROUNDS[given.ground]), given.details], ": ")),
        Line(voice("Purpose"), given.purpose),
        Line(
            voice("Emergency"),
            joined([emergency.nature, emergency.affiliation, emergency.disclosed_by], "; ") if emergency else "",
        ),
        Line(
            voice("Statement of 42 CFR 2.32"),
            "" if given.statement is Statement.NONE else given.statement.value[-1],
            aside=True,
        ),
        Line(voice("Withheld"), given.withheld),
    )


def _summary(issued: DischargeSummaryIssued, voice: Voice) -> Telling:
    whom = issued.recipient or voice("internal copy, for nobody outside")
    headline = voice("Summary issued {direction}: {whom}", direction=voice(_TOWARDS[issued.direction]), whom=whom)
    copies = joined(
        (
            joined([_AUDIENCES[one.audience], language(one.language, voice), _pages(one.pages, voice)])
            for one in issued.copies
        ),
        "; ",
    )
    return told(
        joined([headline, copies], "; "),
        headline,
        Line(voice("For"), whom),
        Line(voice("Direction"), voice(_TOWARDS[issued.direction])),
        Line(voice("Copies"), copies),
        Line(voice("Ground"), voice(GROUNDS[issued.ground]) if issued.ground else ""),
        Line(voice("Content hash"), led("SHA-256 ", issued.content_sha256), aside=True),
    )
