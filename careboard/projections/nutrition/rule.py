"""When a supplement rule speaks of a meal: the rule stays in its own words, only its limit is looked for.

A rule whose limit cannot be read is shown for every meal that was not finished: a person reads it and decides.
"""

import re

_WHOLE = 100
# What a rule may say, with the share in percent under which it speaks.
_LIMITS = (
    (r"\b(?:the whole|the entire|all of|whole meal|everything|not (?:finished|completed?)|unfinished)", 100),
    (r"\bthree[- ]quarters", 75),
    (r"\btwo[- ]thirds", 67),
    (r"\bhalf", 50),
    (r"\b(?:a|one)[- ]third", 34),
    (r"\b(?:a|one)[- ]quarter", 25),
    (r"\b(?:nothing|refuses?|refused)\b", 1),
)
_AND_SO_MUCH = re.compile(r"\b(?:or less|or under|at most|up to|(?:no|not) more than)\b", re.IGNORECASE)
_PERCENT = re.compile(r"\b(\d{1,3}) ?(?:%|percent|per cent)", re.IGNORECASE)
_SERVING = re.compile(
    r"\bhalf (?:a |an |of a |of the )?(?:serving|bottle|supplement|dose|can|glass|cup)\b", re.IGNORECASE
)


def limit_of(rule: str) -> int:
    """The share in percent under which a rule speaks: the highest that it names, else that of an unfinished meal."""
    said = _SERVING.sub("", rule)
    named = [share for words, share in _LIMITS if re.search(words, said, re.IGNORECASE)]
    return max([*named, *map(int, _PERCENT.findall(said))], default=_WHOLE)


def falls_under(rule: str, share: int) -> bool:
    """Does a meal of which so much was eaten fall under a rule? Without a rule none does."""
    limit = limit_of(rule)
    reached = share == limit < _WHOLE and _AND_SO_MUCH.search(rule) is not None
    return bool(rule.strip()) and (share < limit or reached)
