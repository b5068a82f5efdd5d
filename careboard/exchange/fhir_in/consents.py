"""Consent: who may give what to whom, as far as the source says it; what it does not say is "Not recorded".

Permission is never assumed. A consent to something else than disclosure (to treatment, to research), and one that
neither permits nor forbids, is a text.
"""

from careboard.clinical.permission import Consent, ConsentStatus, Expiry, Permission, Signing
from careboard.clinical.values import NOT_RECORDED, Coded
from careboard.exchange.facts import Reading
from careboard.exchange.fhir_in import times, words
from careboard.exchange.fhir_in.datatypes import all_coded, coded, joined
from careboard.exchange.fhir_in.documents import author, in_error, kept_as_text
from careboard.exchange.fhir_in.elements import Element
from careboard.exchange.fhir_in.names import reference_words, references

_PRIVACY = "patient-privacy"
_POLICY = {
    "OPTIN": Permission.PERMIT,
    "OPTINR": Permission.PERMIT,
    "OPTOUT": Permission.DENY,
    "OPTOUTE": Permission.DENY,
}
_RECIPIENT = frozenset({"PRCP", "IRCP", "IRECIP"})  # HL7 v3-ParticipationType, consent actor roles
_DISCLOSER = frozenset({"CST", "AUT", "DIST"})
_PART2 = "42CFRPart2"
_READ = "scope category dateTime patient".split()
_WHAT = ("class", "code", "data", "securityLabel", "dataPeriod")


def consent(resource: Element) -> Reading:
    """A Consent."""
    how, permission = resource.code("status", ConsentStatus), _permission(resource)
    scope = coded(resource, "scope")
    elsewhere = scope is not None and all(one.code != _PRIVACY for one in scope.codings)
    if how is None or permission is None or elsewhere:
        resource.doubt("is kept as text: what it permits or forbids to whom is not plain, or is no disclosure.")
        return kept_as_text(resource)
    at = times.start(resource, "dateTime")
    return Reading(
        (_consent(resource, how, permission, scope),),
        at,
        in_error=in_error(resource),
        author=author(resource, "performer", "organization"),
    )


def _consent(resource: Element, how: ConsentStatus, permission: Permission, scope: Coded | None) -> Consent:
    provision = resource.one("provision") or Element({}, f"{resource.path}.provision", resource.reader)
    period = times.period(provision, "period")
    ends = period.end if period else None
    custodians = references(resource, "organization")
    return Consent(
        discloser=_actors(provision, _DISCLOSER) or custodians or NOT_RECORDED,
        recipient=_actors(provision, _RECIPIENT) or NOT_RECORDED,
        what=joined(words.said(provision, name) for name in _WHAT) or NOT_RECORDED,
        purpose=words.said(provision, "purpose") or NOT_RECORDED,
        expiry=Expiry.ON_DATE if ends else Expiry.NOT_RECORDED,
        signing=Signing.NOT_RECORDED,
        expires=ends,
        signed_by=references(resource, "performer"),
        permission=permission,
        status=how,
        part2=True if _mentions(resource.content, _PART2) else None,
        period=period,
        scope=scope,
        categories=all_coded(resource, "category"),
        provisions=tuple(words.beside(resource, *_READ, "status", "performer").splitlines()),
    )


def _permission(resource: Element) -> Permission | None:
    """What the consent does: by the type of its provision, else by its rule, where no provision makes it unclear.

    Sources write a provision without a type both for what a rule permits and for what is excepted from it.
    """
    provision, rule = resource.one("provision"), coded(resource, "policyRule")
    if provision and (stated := provision.code("type", Permission)):
        return stated
    codes = (one.code for one in rule.codings) if rule else ()
    general = next((_POLICY[code] for code in codes if code in _POLICY), None)
    if general is Permission.PERMIT and provision and provision.content.keys() - {"id", "period"}:
        return None
    return general


def _actors(provision: Element, roles: frozenset[str]) -> str:
    """Who has one of these roles in a provision that says what it does."""
    if not provision.text("type"):
        return ""
    actors = [one for one in provision.many("actor") if roles.intersection(_codes(one))]
    return joined((reference_words(one.one("reference")) for one in actors), ", ")


def _codes(actor: Element) -> list[str]:
    role = coded(actor, "role")
    return [one.code for one in role.codings] if role else []


def _mentions(value: object, code: str) -> bool:
    if isinstance(value, dict):
        return any(_mentions(one, code) for one in value.values())
    return any(_mentions(one, code) for one in value) if isinstance(value, list) else value == code
