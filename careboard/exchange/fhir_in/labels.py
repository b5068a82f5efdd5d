"""The names of FHIR's elements in words, for people who never saw FHIR."""

import re

from careboard.exchange.fhir_in.elements import is_choice, seen

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PREFIXES = re.compile(r"^(us-core|qicore|patient|individual|humanname|observation)-")
_CHOICES = (
    "value effective occurrence onset abatement performed deceased multipleBirth medication scheduled product content "
    "item detail due start asNeeded dose rate reported serviced born age amount bounds allowed timing additive target "
    "reason outcome collected time when entity topic substance"
).split()
_TYPES = re.compile(
    r"(DateTime|Date|Time|Instant|Period|Timing|CodeableConcept|Coding|Code|Reference|Quantity|Age|Duration|Range|"
    r"Ratio|String|Markdown|Boolean|Integer|PositiveInt|UnsignedInt|Decimal|Attachment|Uri|Url|Canonical|Identifier)"
)


def label(name: str) -> str:
    """An element in words: "statusReason" is "Status reason", "occurrenceDateTime" is "Occurrence"."""
    stem = next((one for one in _CHOICES if is_choice(name, one) and _TYPES.fullmatch(name[len(one) :])), name)
    return sentence_case(_HUMPS.sub(" ", stem))


def extension_label(url: str) -> str:
    """An extension by the last part of its address: ".../us-core-race" is "Race"."""
    return sentence_case(_PREFIXES.sub("", re.split(r"[/#:]", url)[-1]).replace("-", " "))


def sentence_case(phrase: str) -> str:
    """The phrase with one capital, at its beginning."""
    return seen(phrase).lower().capitalize()


def kind(resource_type: str) -> str:
    """A type of resource in words: "DiagnosticReport" is "Diagnostic report"."""
    return sentence_case(_HUMPS.sub(" ", resource_type))
