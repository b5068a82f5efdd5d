"""Procedures that were done, or not done; what is only planned is kept in words.

A procedure, an act and an observation are told alike: what, when, why, where, by whom, with which outcome.
"""

from lxml.etree import _Element as Element

from careboard.clinical.measured import ProcedureDone, ProcedureStatus
from careboard.exchange.ccda_in import documents, times, words
from careboard.exchange.ccda_in.datatypes import coded, named, tokens, told
from careboard.exchange.ccda_in.place import Place
from careboard.exchange.ccda_in.roles import role_words
from careboard.exchange.ccda_in.vocabulary import NULLIFIED
from careboard.exchange.ccda_in.xml import attribute, child, children, is_true
from careboard.exchange.facts import Reading

_STATUS = {
    "completed": ProcedureStatus.COMPLETED,
    "active": ProcedureStatus.IN_PROGRESS,
    "new": ProcedureStatus.PREPARATION,
    "held": ProcedureStatus.ON_HOLD,
    "suspended": ProcedureStatus.ON_HOLD,
    "aborted": ProcedureStatus.STOPPED,
    "cancelled": ProcedureStatus.NOT_DONE,
    NULLIFIED: ProcedureStatus.ENTERED_IN_ERROR,
}
_READ = frozenset("templateId id code text statusCode effectiveTime value targetSiteCode performer author".split())


def read(statement: Element, place: Place) -> Reading:
    """A procedure, whatever class it has; in words where it names none or has not happened."""
    code = named(child(statement, "code"), place)
    if code is None or attribute(statement, "moodCode") != "EVN":
        return documents.read_words(statement, place)
    stated = _STATUS.get(attribute(child(statement, "statusCode"), "code"), ProcedureStatus.UNKNOWN)
    in_error = stated is ProcedureStatus.ENTERED_IN_ERROR
    status = ProcedureStatus.NOT_DONE if is_true(statement, "negationInd") and not in_error else stated
    outcome = "; ".join(filter(None, (told(value, place) for value in children(statement, "value"))))
    not_done = status is ProcedureStatus.NOT_DONE
    reasons = [coded(child(part, "value"), place) or coded(child(part, "code"), place) for part in _reasons(statement)]
    done = ProcedureDone(
        code,
        status,
        times.occurrence(child(statement, "effectiveTime"), place.zone),
        reasons=tuple(reason for reason in reasons if reason),
        outcome="" if not_done else outcome,
        body_sites=tuple(site for part in children(statement, "targetSiteCode") if (site := coded(part, place))),
        performer="; ".join(filter(None, (role_words(part, place) for part in children(statement, "performer")))),
        note=_note(statement, place, code.text, outcome if not_done else ""),
    )
    at = place.time(statement) or place.documented(statement)
    return Reading((done,), at, in_error=in_error, author=place.author_of(statement))


def _reasons(statement: Element) -> list[Element]:
    links = children(statement, "entryRelationship")
    return [part for link in links if attribute(link, "typeCode") == "RSON" for part in children(link, "observation")]


def _note(statement: Element, place: Place, name: str, outcome: str) -> str:
    said = place.references.said(child(statement, "text"))
    reasons = _reasons(statement)
    more = words.others(statement, place, _READ, lambda part: part in reasons)
    return "\n".join(filter(None, ("" if tokens(said) <= tokens(name) else said, outcome, more)))
