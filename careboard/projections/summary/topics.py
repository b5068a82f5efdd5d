"""What a consent's own words name and leave out, topic by topic, as far as plain English can be read.

It errs towards less: what stands after a "no" is left out, and "only" leaves out whatever is not named. A person reads
the words themselves.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What a summary tells about, in the words of a sentence."""

    SUBSTANCE_USE = "substance use and its treatment"
    DIAGNOSES = "diagnoses"
    MEDICINES = "medicines"
    ALLERGIES = "allergies"
    ATTENDANCE = "attendance"
    CARE = "the course of care"
    RISK = "risk and safety plan"
    SCORES = "scores of scales"
    RESULTS = "results and tests that are due"
    NUTRITION = "meal plan and weight"
    PLAN = "goals and home practice"
    APPOINTMENTS = "appointments"
    PEOPLE = "the patient's own people"


@dataclass(frozen=True, slots=True)
class Covered:
    """What the words name and leave out. `whole`: a summary or record as such. `only`: nothing but what they name."""

    whole: bool
    only: bool
    named: frozenset[Topic]
    left_out: frozenset[Topic]

    @property
    def plain(self) -> bool:
        """Could anything be read in them?"""
        return bool(self.whole or self.named or self.left_out)

    def names(self, topic: Topic) -> bool:
        """Do they allow this?"""
        return (self.whole or topic in self.named) and topic not in self.left_out

    def leaves_out(self, topic: Topic) -> bool:
        """Do they forbid this?"""
        return topic in self.left_out or (self.only and not self.names(topic))


# The longest first: what one has matched is no longer there for the next, as "substance use treatment" for "treatment".
_WORDS = {
    Topic.SUBSTANCE_USE: r"(?:substance[- ](?:use|abuse)|substances?|sud|alcohol|addiction|opioids?|drug[- ]use"
    r"|drugs? (?=screen|test|treat|and alcohol|or alcohol))(?:[ ,]+(?:use|abuse|disorders?|treatment|counsell?ing"
    r"|therapy|history|information|details|services|screens?|screening|tests?|results?))*",
    Topic.PLAN: r"(?:treatment|care) plans?|plans? of care|goals?|home practice|homework",
    Topic.NUTRITION: r"meal plans?|meals?|nutrition\w*|diets?|dietary|weights?|bmi",
    Topic.RISK: r"safety plans?|safety|risks?|suicid\w*|warning signs?|early signs?|self-harm",
    Topic.DIAGNOSES: r"diagnos\w+|problem lists?",
    Topic.ALLERGIES: r"(?:drug )?allerg\w+",
    Topic.MEDICINES: r"medicines?|medications?|prescriptions?|meds|drug lists?|doses?",
    Topic.ATTENDANCE: r"attend\w*|presence|absences?",
    Topic.SCORES: r"scores?|scales?|questionnaires?|assessments?|phq-?9|gad-?7",
    Topic.RESULTS: r"lab\w*|results?|tests?|ecgs?|vital signs?|blood work",
    Topic.APPOINTMENTS: r"appointments?|follow-?ups?|aftercare|visits?",
    Topic.PEOPLE: r"contacts?|family|guardians?|relatives",
    Topic.CARE: r"treatment\w*|course|care|services|progress\w*|counsell?ing|therap\w+|sessions?|symptoms?"
    r"|side effects?|admission|condition|disposition|procedures?|levels? of care",
}
_NOTES = r"(?:psychotherapy|(?:sud|substance use(?: disorder)?) counsell?ing|private|process) notes?"
# A summary holds none of these notes, by construction; "not limited to" leaves nothing out.
_SAYS_NOTHING = re.compile(rf"\b{_NOTES}|\b(?:but )?not limited to\b|\bnot applicable\b")
_WHOLE = re.compile(
    r"\b(?:discharge|transition|transfer|treatment|clinical|care|psychiatric|this|the)\s+summar(?:y|ies)\b"
    r"|^\W*summar(?:y|ies)\b|\beverything\b|\ball of it\b|\b(?:any|all)(?: (?:my|other|of my|health|medical|clinical"
    r"|treatment|protected))*\s+(?:information|records?)\b"
    r"|\b(?:whole|entire|complete|full|medical|clinical|health|treatment)(?: (?:medical|clinical|health|treatment))*"
    r"\s+(?:records?|charts?|files?)\b"
)
_ONLY = re.compile(r"\b(?:only|solely|nothing else|nothing more|nothing but|no more than|not more than|limited to)\b")
_END = r"(?=[;.!?:\n]|\bbut\b|\bonly\b|$)"
_AFTER = re.compile(
    rf"\b(?:no|not|nothing|never|neither|nor|none|without|except|exception|excepting|exclud(?:e|es|ing)"
    rf"|leaving out|other than|withhold(?:ing)?)\b[^;.!?\n]*?{_END}"
)
_BEFORE = re.compile(
    r"[^;,.!?\n]*\b(?:excluded|withheld|left out|redacted|removed"
    r"|not (?:to )?(?:be )?(?:included|shared|disclosed|released|given|told))\b"
)


def topics_of(text: str) -> Covered:
    """What the words of a consent name and leave out."""
    said = _SAYS_NOTHING.sub(" ", " ".join(text.casefold().split()))
    only = _ONLY.search(said) is not None
    said = _ONLY.sub(" only ", said)
    negative = " ; ".join([*_BEFORE.findall(said), *_AFTER.findall(_BEFORE.sub(" ", said))])
    positive = _AFTER.sub(" ", _BEFORE.sub(" ", said))
    whole = _WHOLE.search(positive) is not None
    return Covered(whole, only, _named(_WHOLE.sub(" ", positive)), _named(negative))


def _named(said: str) -> frozenset[Topic]:
    found = set()
    for topic, words in _WORDS.items():
        said, times = re.subn(rf"\b(?:{words})\b", " ", said)
        if times:
            found.add(topic)
    return frozenset(found)
