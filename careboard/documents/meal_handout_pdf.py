"""The patient's meal plan on paper, in large letters: what is eaten when, and what to do when a meal is hard.

It holds no figure about food or weight; what still waits for a person makes it a draft, and it says so.
"""

from careboard.documents.blocks import block_strips, fitted, titled
from careboard.documents.fonts import load_fonts
from careboard.documents.ink import FAINT, PATIENT, Type
from careboard.documents.pages import FULL, About, Paper, paginated, painted
from careboard.documents.sheet import Sheet
from careboard.documents.strips import Strip, body, paragraph
from careboard.projections.nutrition.handout import Handout
from careboard.projections.wording.voice import Voice

_LARGER = 1.15


def meal_handout_paper(handout: Handout) -> Paper:
    """The handout as a PDF; on one page wherever letters that can still be read allow it."""
    load_fonts()
    voice = Voice(handout.language)
    warnings = (voice("DRAFT: not complete, not for use"),) if handout.waiting else ()
    remarks = (handout.clinic, voice("made {moment}", moment=handout.made_on))
    sheet = Sheet(handout.identity, handout.title, voice, warnings, remarks)
    strips = fitted(lambda kind: _strips(handout, kind, voice), PATIENT.scaled(_LARGER), sheet.room)
    about = About(
        f"{handout.title}: {handout.identity.name}",
        handout.clinic or "Careboard",
        handout.title,
        "es-US" if handout.language == "es" else "en-US",
        handout.made_at,
    )
    return painted(sheet.dressed(paginated(strips, sheet.room)), about)


def _strips(handout: Handout, kind: Type, voice: Voice) -> list[Strip]:
    strips = titled(handout.title, FULL, kind, "meal-plan")
    for block in handout.blocks:
        strips += block_strips(block, FULL, kind, voice)
    end = voice("This plan is from {who}. Questions about it are always welcome.", who=handout.plan_of)
    return [*strips, Strip(kind.leading), *paragraph(body(end), FULL, kind.body, kind.leading, colour=FAINT)]
