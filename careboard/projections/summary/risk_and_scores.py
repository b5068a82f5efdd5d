"""Risk, safety plan and rating scales in a summary.

The level of risk is the clinician's, with its direction; a patient's copy has the safety plan, not the level.
"""

from collections.abc import Iterator

from careboard.projections.response.risk import RiskStanding
from careboard.projections.response.scores import Scale, Score
from careboard.projections.standing import author_words
from careboard.projections.summary.making import Making, block
from careboard.projections.summary.parts import Block, ScoreLine, ScorePoint
from careboard.projections.wording.numbers import plain
from careboard.projections.wording.response import RISK_LEVELS, risk_of, safety_plan_lines
from careboard.projections.wording.voice import Line, joined


def risk(making: Making) -> Block:
    """The clinicians' levels with their direction, what they rest on, and what is due."""
    lines = [line for standing in making.chart.risk.standings for line in _risk_lines(making, standing)]
    lines += [Line(making.voice("Due"), due.text) for due in making.chart.risk.due]
    lines += [Line(scale.instrument.name, _answers(making, scale)) for scale in making.chart.scales]
    return block(making, "risk", "Risk", lines)


def risk_now(making: Making) -> Block:
    """The risk of suicide with its direction and date, what raises it, and the access to means."""
    standing = making.chart.risk.suicide
    if standing is None:
        return block(making, "risk-now", "Risk", ())
    raises, means = joined(standing.now.content.raises, "; "), standing.now.content.access_to_means
    told = [Line(making.voice("Raises it"), raises), Line(making.voice("Access to means"), means)]
    return block(making, "risk-now", "Risk", [_level(making, standing), *told])


def _level(making: Making, standing: RiskStanding) -> Line:
    label = making.voice("Risk of {what}", what=risk_of(standing.now.content, making.voice))
    by = joined([making.day(standing.now.entry.at), author_words(standing.now.entry)])
    return Line(label, f"{standing.told(making.voice)} ({by})")


def _risk_lines(making: Making, standing: RiskStanding) -> Iterator[Line]:
    judged, voice = standing.now.content, making.voice
    yield _level(making, standing)
    yield Line(voice("Not determined because"), judged.level_reason)
    yield Line(voice("Usual level"), voice(RISK_LEVELS[judged.baseline]) if judged.baseline else "")
    yield Line(voice("Raises it"), joined(judged.raises, "; "))
    yield Line(voice("Lowers it"), joined(judged.lowers, "; "))
    yield Line(voice("Access to means"), judged.access_to_means)
    yield Line(voice("Plan"), judged.plan)


def _answers(making: Making, scale: Scale) -> str:
    """What a scale says about suicide: the answer to its item, or what a screen came to and when."""
    if scale.instrument.method != "triage":
        return scale.risk_direction
    now, *before = [_screened(making, score) for score in reversed(scale.scores)]
    return making.voice("{now}, was {before}", now=now, before=before[0]) if before else now


def _screened(making: Making, score: Score) -> str:
    found = score.level or making.voice("positive" if score.positive else "negative")
    return f"{found} {making.day(score.at if score.at.iso else None)}".strip()


def safety_plan(making: Making) -> Block:
    """The safety plan under its own headings, and the crisis line."""
    stated = making.chart.stay.safety_plan
    parts = safety_plan_lines(stated.content, making.voice, making.free) if stated else ()
    return block(making, "safety-plan", "Safety plan", parts)


def score_lines(making: Making) -> tuple[ScoreLine, ...]:
    """Every scale with a total, its totals oldest first."""
    return tuple(_scale(making, scale) for scale in making.chart.scales if scale.totals)


def _scale(making: Making, scale: Scale) -> ScoreLine:
    points = tuple(_point(making, score) for score in scale.totals)
    bands = tuple((band.low, band.high, band.words) for band in scale.instrument.bands)
    return ScoreLine(scale.instrument.name, points, _told(making, scale), bands)


def _point(making: Making, score: Score) -> ScorePoint:
    entry = making.record.by_id[score.entry]
    return ScorePoint(
        on=making.day(score.at if score.at.iso else None),
        at=entry.order[0].astimezone(making.chart.zone),
        total=plain(score.total) if score.total is not None else "",
        level=score.level,
        risk_answer=plain(score.risk_answer) if score.risk_answer is not None else "",
    )


def _told(making: Making, scale: Scale) -> str:
    voice, last = making.voice, scale.totals[-1]
    total = plain(last.total) if last.total is not None else ""
    change = f"{scale.change:+f}" if scale.change is not None else ""
    reached = voice("remission") if scale.remitted else voice("response: dropped by half") if scale.responded else ""
    return joined([f"{total} ({making.day(last.at)})", last.level, change, reached, scale.risk_direction])


def scores(making: Making) -> Block:
    """The last total of every scale with its date and direction."""
    return block(making, "scores", "Rating scales", (Line(one.name, one.told) for one in score_lines(making)))
