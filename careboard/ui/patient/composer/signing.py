"""What a clinician signs in the composer, made of a form and of the frame around it.

It is made once, at the review; what was made is what is signed.
"""

from dataclasses import dataclass, field

from careboard.clinical.entry import KnownContent
from careboard.clinical.native import refuse_unless_stated_by_a_source
from careboard.clinical.people import Discipline
from careboard.clinical.values import EntryId, When
from careboard.i18n import gettext as _
from careboard.projections.chart import Chart
from careboard.projections.moments import today
from careboard.projections.wording import Voice, tell, what_changed
from careboard.ui.patient.composer.body import Body, Head
from careboard.ui.patient.composer.footer import Footer
from careboard.ui.patient.composer.header import Header
from careboard.workflow.writing.drafts import Drafts


@dataclass(frozen=True, slots=True)
class Signing:
    """Contents that stand or fall together. `private` names the kind of a private note, `ref` what they are about.

    `said` is what its signer sees. `stays` are the drafts that remain once it is signed.
    """

    contents: tuple[KnownContent, ...]
    at: When | None = None
    ref: EntryId | None = None
    private: str = ""
    said: str = ""
    stays: Drafts = field(default_factory=dict)


def made_of(
    body: Body, header: Header, footer: Footer, chart: Chart, discipline: Discipline, ref: EntryId | None, private: str
) -> Signing:
    """What is about to be signed; raises ValueError with a sentence where it cannot be."""
    if body.empty:
        raise ValueError(_("Nothing is written yet."))
    start = header.began(today(chart.now, chart.zone)) if body.wants_when else None
    contents = body.contents(_head(body, header, footer, discipline, start))
    for content in contents:
        refuse_unless_stated_by_a_source(content)
    said = "\n".join(part for part in (_said(contents, body, chart.voice), *body.remarks, footer.asks) if part)
    return Signing(contents, start, ref or body.replaces, private, said)


def _said(contents: tuple[KnownContent, ...], body: Body, voice: Voice) -> str:
    shown = [body.shown(content) for content in contents]
    changed = what_changed(body.shown(body.before), shown[0], voice) if body.before is not None else ()
    return "\n".join((" ".join(tell(content, voice).said for content in shown), *map(str, changed)))


def _head(body: Body, header: Header, footer: Footer, discipline: Discipline, start: When | None) -> Head:
    session = start if start is not None and start.instant is not None else None
    return Head(
        discipline,
        " ".join(footer.headline.text().split()),
        session,
        header.ended(start) if body.wants_session else None,
        header.rated_mood() if body.wants_session else None,
        footer.asked,
        footer.cosigner,
    )
