"""Promises about note templates: one for every kind of work, sections with hints, a default for who writes notes."""

import pytest

from careboard.clinical.note import NoteType
from careboard.clinical.people import Discipline, Role
from careboard.reference.templates import default_template, note_templates, template

HEADINGS = {
    "soap": "SOAP",
    "apso": "APSO",
    "dap": "DAP",
    "birp": "BIRP",
    "adime": "ANIME",  # the D is "nutrition diagnosis"
}


@pytest.mark.parametrize(("name", "initials"), HEADINGS.items())
def test_that_a_format_is_laid_out_as_it_is_called(name: str, initials: str) -> None:
    found = template(name)
    assert found is not None
    assert "".join(section.heading[0] for section in found.sections) == initials


def test_that_every_kind_of_contact_has_its_template() -> None:
    assert {one.id for one in note_templates()} == {
        *HEADINGS,
        "med-check",
        "family",
        "collateral",
        "team-review",
        "crisis-contact",
        "no-show",
        "meal-plan",
    }


def test_that_each_section_has_a_heading_of_its_own_and_a_hint() -> None:
    for one in note_templates():
        headings = [section.heading for section in one.sections]
        assert len(headings) == len(set(headings)) >= 3
        assert all(section.hint for section in one.sections)


def test_that_templates_speak_of_known_types_and_disciplines() -> None:
    for one in note_templates():
        assert one.note_type in set(NoteType)
        assert one.disciplines
        assert set(one.disciplines) <= set(Discipline)


@pytest.mark.parametrize(
    ("role", "name"),
    [("psychiatrist", "apso"), ("counselor", "dap"), ("nutritionist", "adime"), ("nurse", "soap")],
)
def test_that_a_role_starts_with_its_usual_template(role: str, name: str) -> None:
    assert default_template(role) == template(name)


def test_that_every_role_but_the_administrative_ones_has_a_default() -> None:
    without = {role for role in Role if default_template(role) is None}
    assert without == {Role.ADMIN, Role.PRIVACY_OFFICER}


@pytest.mark.parametrize("discipline", Discipline)
def test_that_every_discipline_has_a_template_of_its_own(discipline: Discipline) -> None:
    assert any(discipline in one.disciplines for one in note_templates())


def test_that_an_unknown_template_is_none() -> None:
    assert template("haiku") is None
