"""The tours of what is written: every scale and template, and each form of a role with what is missing in it.

Scales, templates and forms are not named here: a tour asks the program which there are.
"""

import re
from collections.abc import Iterator

from careboard.ui.patient.composer.forms import SCALES, forms_of
from tests.gallery.tour import tour
from tests.gallery.walk import Walk, composer_of


@tour("ac")
def scales(walk: Walk) -> Iterator[str]:
    """Every scale, with its questions or for its result."""
    composer = composer_of(walk.patient())
    composer.open(SCALES)
    yield "all"
    for scale in composer.offers.scales:
        composer.open(f"scale:{scale.name}")
        yield _file_name(scale.name)
    composer.close_form()


@tour("ac")
def templates(walk: Walk) -> Iterator[str]:
    """The templates of other disciplines, which anybody may take."""
    composer = composer_of(walk.patient())
    for template in composer.offers.templates:
        if not template.mine:
            composer.open(template.id)
            yield _file_name(template.id)
    composer.close_form()


@tour("ac")
def writing(walk: Walk) -> Iterator[str]:
    yield from written(walk)


def written(walk: Walk) -> Iterator[str]:
    """The forms of one's role, a scale with its questions and one for a result, additions, and what is missing."""
    page = walk.patient()
    composer = composer_of(page)
    offers = composer.offers
    others = {one.id for one in offers.templates if not one.mine}
    asking = [[one for one in offers.scales if bool(one.questions) is asks][:1] for asks in (True, False)]
    keys = [key for key, _words in forms_of(offers) if key != SCALES and key not in others]
    keys += [f"scale:{scale.name}" for found in asking for scale in found]
    for key in (*keys, *(f"private:{kind}" for kind in offers.private)):
        composer.open(key)
        yield _file_name(key)
    for row in page.timeline.view.rows[:1]:
        composer.add_to(row)
        yield "addendum"
        composer.take_back(row)
        yield "in-error"
    composer.open_default()
    composer.review()
    yield "missing"
    composer.close_form()


def _file_name(named: str) -> str:
    return re.sub("[^A-Za-z0-9.]+", "-", named).strip("-")
