"""A summary on paper: a one-page handover, the medicines, the stay, the safety plan and the appointments.

What is printed is the projection and nothing else; the medicines, the safety plan and the appointments each begin a
page, and stand on one wherever letters that can still be read allow it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from careboard.clinical.paper import Audience
from careboard.documents.blocks import block_strips, fitted, lines_strips, titled, with_all_expected
from careboard.documents.fonts import BOLD, NO_GLYPH, all_printable, load_fonts
from careboard.documents.handover import handover_page
from careboard.documents.ink import ACCENT, CLINICIAN, PANEL, PATIENT, Type
from careboard.documents.medicine_list import medicine_strips, table_head
from careboard.documents.pages import FULL, About, Paper, Placed, paginated, painted
from careboard.documents.response_chart import response_chart
from careboard.documents.sheet import Sheet
from careboard.documents.strips import Column, Strip, held, panel, paragraph
from careboard.documents.typeset import Run
from careboard.projections.summary import Block, Summary
from careboard.projections.summary.payload import content_sha256, payload_of
from careboard.projections.wording.voice import Line, Voice


def summary_pdf(summary: Summary, sha256: str = "") -> bytes:
    """The PDF of one copy. `sha256` is the hash of the whole payload where the copy is one of several."""
    return summary_paper(summary, sha256).content


def summary_paper(summary: Summary, sha256: str = "") -> Paper:
    """The PDF of one copy, and where on its pages each part stands."""
    load_fonts()
    payload = payload_of([summary])
    sheet = _sheet(summary, sha256 or content_sha256(payload), whole=all_printable(payload))
    kind = PATIENT if summary.audience is Audience.PATIENT else CLINICIAN
    head = table_head(summary.medicines, summary.audience, FULL, kind, sheet.voice)
    listed, *others = _parts(summary, sheet, kind)
    rest = paginated(listed, sheet.room, again=head)
    rest += [page for part in others for page in paginated(part, sheet.room)]
    first = handover_page(summary, sheet, kind, _begins(rest))
    return painted(sheet.dressed([first, *rest]), _about(summary))


def _sheet(summary: Summary, sha256: str, *, whole: bool) -> Sheet:
    voice = Voice(summary.language)
    warnings = [
        *_draft(summary, voice),
        *([voice("Internal copy, not for release")] if summary.release.internal else []),
    ]
    remarks = (
        summary.clinic,
        voice("made {moment}", moment=summary.made_on),
        voice("signed by {who}", who=summary.signed_by) if summary.signed_by else voice("not signed"),
        "" if whole else voice("{mark} is a letter that cannot be printed here", mark=NO_GLYPH),
    )
    return Sheet(summary.identity, summary.title, voice, tuple(warnings), remarks, sha256)


def _draft(summary: Summary, voice: Voice) -> Iterable[str]:
    """Why it is a draft: something is missing, or nothing but the signature."""
    if summary.unsigned_only:
        yield voice("DRAFT: not signed, not for use")
    elif summary.draft:
        yield voice("DRAFT: not complete, not for use")


def _about(summary: Summary) -> About:
    author = summary.signed_by or summary.clinic or "Careboard"
    title = f"{summary.title}: {summary.identity.name}"
    language = "es-US" if summary.language == "es" else "en-US"
    return About(title, author, summary.title, language, summary.made_at)


def _begins(pages: Sequence[Sequence[Placed]]) -> dict[str, int]:
    """On which page each part begins; page 1 is the handover's."""
    begins: dict[str, int] = {}
    for number, page in enumerate(pages, start=2):
        for one in page:
            if one.strip.mark:
                begins.setdefault(one.strip.mark.key, number)
    return begins


def _parts(summary: Summary, sheet: Sheet, kind: Type) -> Iterable[list[Strip]]:
    """Each part begins a page."""
    voice = sheet.voice
    yield fitted(lambda type_: _medicines(summary, type_, voice), kind, sheet.room)
    yield _stay(summary, kind, voice)
    yield fitted(lambda type_: _safety_plan(summary, type_, voice), kind, sheet.room)
    yield fitted(lambda type_: _appointments(summary, type_, voice), kind, sheet.room)
    if summary.release.statement_text:
        yield _release(summary, kind, voice)


def _medicines(summary: Summary, kind: Type, voice: Voice) -> list[Strip]:
    table = medicine_strips(summary.medicines, summary.ended_medicines, summary.audience, FULL, kind, voice)
    return [*titled(voice("Medication list"), FULL, kind, "medicines"), *table]


def _stay(summary: Summary, kind: Type, voice: Voice) -> list[Strip]:
    strips = titled(voice("The stay"), FULL, kind, "stay")
    for block in _told(summary, voice):
        told = block_strips(block, FULL, kind, voice, level=1)
        strips += held(told, before=told[0].before, whole=True) if block.key == "risk" else told
        if block.key == "scores":
            strips += response_chart(summary.dose_lanes, summary.scores, summary.made_at, FULL, voice)
    strips[-1] = replace(strips[-1], keep=True)  # a page with a signature alone could be put under anything
    return [*strips, *_signature(summary, kind, voice)]


def _told(summary: Summary, voice: Voice) -> Iterable[Block]:
    """The blocks of the stay; a clinician is also told what is looked for and not recorded."""
    if summary.audience is Audience.PATIENT:
        return summary.blocks
    return (with_all_expected(block, voice) for block in summary.blocks)


def _signature(summary: Summary, kind: Type, voice: Voice) -> list[Strip]:
    signed = voice("Signed electronically by {who}, {moment}", who=summary.signed_by, moment=summary.made_on)
    told = signed if summary.signed_by else voice("Not signed")
    return block_strips(Block("signature", voice("Signature"), (Line("", told),)), FULL, kind, voice, level=1)


def _safety_plan(summary: Summary, kind: Type, voice: Voice) -> list[Strip]:
    plan = summary.safety_plan
    return [
        *titled(plan.heading, FULL, kind, plan.key),
        *lines_strips(plan.lines, FULL, kind, voice),
        Strip(10, keep=True),
        *crisis_strips(summary.crisis_line, kind),
    ]


def _appointments(summary: Summary, kind: Type, voice: Voice) -> list[Strip]:
    block = summary.appointments
    strips = [*titled(block.heading, FULL, kind, block.key), *lines_strips(block.lines, FULL, kind, voice)]
    for contacts in (one for one in summary.handover if one.key == "contacts"):
        strips += block_strips(contacts, FULL, kind, voice, level=1)
    return [*strips, Strip(10, keep=True), *crisis_strips(summary.crisis_line, kind)]


def _release(summary: Summary, kind: Type, voice: Voice) -> list[Strip]:
    """The statement of 42 CFR 2.32, letter for letter, and the scope of the consent."""
    release = summary.release
    strips = titled(voice("Disclosure"), FULL, kind, "disclosure")
    inside = Column(FULL.x + 12, FULL.width - 24)
    strips += panel(paragraph([Run(release.statement_text)], inside, kind.body, kind.leading), FULL, PANEL, ACCENT)
    scope = Block("consent", voice("The consent that this disclosure rests on"), release.scope)
    return [*strips, *block_strips(scope, FULL, kind, voice, level=1)]


def crisis_strips(crisis_line: str, kind: Type) -> list[Strip]:
    """The crisis line, where nobody overlooks it."""
    inside = Column(FULL.x + 12, FULL.width - 24)
    return panel(paragraph([Run(crisis_line, BOLD)], inside, kind.body, kind.leading), FULL, PANEL, ACCENT)
