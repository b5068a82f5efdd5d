"""The emergency sheet: one page of what somebody must know at once.

It waits for nothing: no signature, no consent, no complete chart; it says of itself what it is.
"""

from careboard.documents.blocks import block_strips
from careboard.documents.fonts import BOLD, HEAVY, load_fonts
from careboard.documents.ink import CLINICIAN, DANGER, DANGER_TINT, Type
from careboard.documents.medicine_list import at_once
from careboard.documents.pages import FULL, About, paginated, painted
from careboard.documents.sheet import Sheet
from careboard.documents.strips import Column, Mark, Strip, heading, height_of, panel, paragraph
from careboard.documents.typeset import Run
from careboard.projections.summary import EmergencySheet
from careboard.projections.wording.voice import Voice

_SCALES = (1.1, 1.0, 0.9, 0.8, 0.7, 0.62)
_REMARK = "Disclosed in a medical emergency (42 CFR 2.51). It is no discharge summary, and may not be complete."


def emergency_pdf(sheet: EmergencySheet) -> bytes:
    """The sheet as a PDF of one page."""
    load_fonts()
    voice = Voice()
    remarks = (sheet.clinic, voice("made {moment}", moment=sheet.made_on))
    paper = Sheet(sheet.identity, voice("Emergency sheet"), voice, (voice("EMERGENCY SHEET"),), remarks)
    strips: list[Strip] = []
    for scale in _SCALES:
        strips = _strips(sheet, CLINICIAN.scaled(scale), voice)
        if height_of(strips) <= paper.room:
            break
    about = About(
        f"Emergency sheet: {sheet.identity.name}",
        sheet.clinic or "Careboard",
        "Emergency sheet",
        "en-US",
        sheet.made_at,
    )
    return painted(paper.dressed(paginated(strips, paper.room)), about).content


def _strips(sheet: EmergencySheet, kind: Type, voice: Voice) -> list[Strip]:
    name = paragraph([Run(sheet.identity.name, HEAVY)], FULL, kind.title + 2, kind.title * 1.36)
    inside = Column(FULL.x + 12, FULL.width - 24)
    remark = paragraph([Run(voice(_REMARK), BOLD)], inside, kind.label, kind.leading)
    strips = [*name, *panel(remark, FULL, DANGER_TINT, DANGER, 3)]
    for block in sheet.blocks[:3]:
        strips += block_strips(block, FULL, kind, voice)
    title = voice("Medicines")
    strips += heading(title, FULL, kind, Mark("medicines", title))
    strips += at_once(sheet.medicines, FULL, kind, voice)
    for block in (one for one in sheet.blocks[3:] if one.key != "last-doses"):  # the table has them
        strips += block_strips(block, FULL, kind, voice)
    crisis = paragraph([Run(sheet.crisis_line, BOLD)], inside, kind.body, kind.leading)
    return [*strips, Strip(8, keep=True), *panel(crisis, FULL, DANGER_TINT, DANGER, 3)]
