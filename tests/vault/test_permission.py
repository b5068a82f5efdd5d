"""What a reader of a long chart asks but once must be what it would be told each time."""

from itertools import product

import pytest

from careboard.clinical.entry import KIND_OF, SCHEMA_OF, KnownContent, Newer
from careboard.clinical.people import Role
from careboard.vault.permission import Act, Form, Place, Target, check_content, hangs_on_content
from careboard.vault.refusals import BadRecord
from tests.clinical_examples import CHEN, EXAMPLES, PATIENT

OTHER = "0" * 64
CONTENTS: list[tuple[type, str, KnownContent | Newer]] = [
    *((kind, schema, content) for kind, schema in SCHEMA_OF.items() for content in EXAMPLES[kind].contents),
    *((Newer, f"{name}/9", Newer(f"{name}/9")) for name in ("note", "addendum", "psychotherapy-note", "wholly-new")),
]
PLACES = (
    Place(frozenset({CHEN, OTHER}), frozenset({CHEN}), chart=True),
    Place(frozenset({CHEN}), chart=True),
    Place(frozenset({CHEN}), patient=PATIENT),
    Place(frozenset({CHEN})),
)
ROLES = (*(frozenset({role}) for role in Role), frozenset({Role.COORDINATOR, Role.ADMIN}), frozenset[Role]())
TARGETS = (None, Target(CHEN), Target(OTHER), Target(OTHER, CHEN), Target(OTHER, imported=True))


def refused(act: Act) -> bool:
    try:
        check_content(act)
    except BadRecord:
        return True
    return False


@pytest.mark.parametrize("place", PLACES)
def test_that_a_form_which_hangs_on_no_content_is_refused_for_none(place: Place) -> None:
    asked_once = 0
    for (kind, schema, content), roles, imported in product(CONTENTS, ROLES, (False, True)):
        written = "note" if kind is Newer else KIND_OF[kind].value
        form = Form(roles, "imported" if imported else written, schema, kind, refers=True, sourced=imported)
        if not hangs_on_content(form, place):
            asked_once += 1
            assert not any(refused(Act(form, CHEN, content, place, target)) for target in TARGETS)
    assert asked_once > 0 or place.private


def test_that_what_only_some_may_write_hangs_on_its_content() -> None:
    for kind, schema, content in CONTENTS:
        for roles, place, target in product(ROLES, PLACES, TARGETS):
            form = Form(roles, "note" if kind is Newer else KIND_OF[kind].value, schema, kind, True, False)
            if refused(Act(form, CHEN, content, place, target)):
                assert hangs_on_content(form, place)
