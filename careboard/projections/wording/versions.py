"""What a new version of a fact changes, line by line, so that it is said before anybody signs it.

It compares what is told, not what is stored: nothing changes unseen, whatever field it lies in.
"""

from collections.abc import Sequence

from careboard.projections.wording.voice import Line, Telling, Voice


def changes(was: Telling, now: Telling, voice: Voice, order: Sequence[str] = ()) -> tuple[Line, ...]:
    """The lines that are new, other than before, or left out; last, in one line, what stays as it was.

    `order` are labels in the order in which they are told where that is not the order of what is there now.
    """
    before, after = _by_label(was, voice), _by_label(now, voice)
    there = dict.fromkeys((*order, *after, *before))
    labels = [label for label in there if label in before or label in after]
    changed = [label for label in labels if before.get(label) != after.get(label)]
    same = [label for label in labels if label not in changed]
    told = tuple(Line(label, _change(before.get(label, ""), after.get(label, ""), voice)) for label in changed)
    return (*told, Line(voice("Unchanged"), ", ".join(same))) if same else told


def _by_label(telling: Telling, voice: Voice) -> dict[str, str]:
    return {line.label or voice("Remark"): line.text for line in telling.lines if line.text}


def _change(was: str, now: str, voice: Voice) -> str:
    if not was:
        return voice("{now} (new)", now=now)
    if not now:
        return voice("left out (was: {was})", was=was)
    return voice("{now} (was: {was})", now=now, was=was)
