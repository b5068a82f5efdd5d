"""Templates of the clinic on a real vault: offered, replaced, ordered, retired; and files that lose nothing."""

from pathlib import Path

import pytest

from careboard.clinical.clinic import Template, TemplateSection
from careboard.clinical.note import NoteType
from careboard.clinical.people import Discipline, Role
from careboard.projections.writing.templates import FIRST_LINE, id_of, template, typed, written
from careboard.vault.refusals import NotAllowed
from careboard.workflow.session import Session
from careboard.workflow.writing.offers import FREE, offers
from careboard.workflow.writing.templates import (
    NoTemplates,
    keep_template,
    move,
    read_file,
    retire,
    take_over,
    templates_of,
    write_file,
)
from tests.clinic import Clinic

SLEEP = TemplateSection("Sleep", "Slept {well|badly}, *** hours.\n# no heading\n\\# nor this\nTemplate: nor this")
MORNING = Template("Morning check-in", Discipline.COUNSELING, NoteType.INDIVIDUAL, (SLEEP, TemplateSection("Plan")))
EVENING = Template("Evening check-in", Discipline.COUNSELING, NoteType.GROUP, (TemplateSection("Mood", "___"),))


def offered(clinic: Clinic, role: Role = Role.COUNSELOR) -> list[str]:
    """The ids of the templates that are offered to a member."""
    return [one.id for one in offers(Session(clinic.open(role)), clinic.patient).templates]


def test_that_a_template_is_offered_until_it_is_retired_and_again_when_it_is_taken_up(clinic: Clinic) -> None:
    supervisor = Session(clinic.open(Role.SUPERVISOR))
    assert keep_template(supervisor, MORNING).known == (MORNING,)
    assert offered(clinic)[0] == id_of(MORNING.name)
    assert not retire(supervisor, MORNING.name).known[0].active
    assert id_of(MORNING.name) not in offered(clinic)
    assert retire(supervisor, MORNING.name, retired=False).known == (MORNING,)
    assert offered(clinic)[0] == id_of(MORNING.name)


@pytest.mark.parametrize(
    ("role", "usual"),
    [
        (Role.NURSE, NoteType.NURSING),
        (Role.PHYSICIAN, NoteType.MEDICAL),
        (Role.PSYCHIATRIST, NoteType.INDIVIDUAL),
        (Role.COUNSELOR, NoteType.INDIVIDUAL),
    ],
)
def test_that_the_usual_note_of_a_role_is_of_its_own_kind(clinic: Clinic, role: Role, usual: NoteType) -> None:
    found = offers(Session(clinic.open(role)), clinic.patient)
    kinds = [one.type for one in map(found.template, (found.default, FREE)) if one is not None]
    assert kinds == [usual, usual]


def test_that_templates_are_offered_in_the_order_that_the_clinic_gave_them(clinic: Clinic) -> None:
    supervisor = Session(clinic.open(Role.SUPERVISOR))
    for one in (MORNING, EVENING):
        keep_template(supervisor, one)
    assert offered(clinic)[:2] == ["morning-check-in", "evening-check-in"]
    assert move(supervisor, EVENING.name, -1).known == (EVENING, MORNING)
    assert offered(clinic)[:2] == ["evening-check-in", "morning-check-in"]
    before = len(clinic.ids(stream=supervisor.vault.registry.clinic_stream))
    assert move(supervisor, EVENING.name, -1).known == (EVENING, MORNING)
    assert len(clinic.ids(stream=supervisor.vault.registry.clinic_stream)) == before


def test_that_one_with_the_name_of_the_programs_stands_in_its_place_and_two_alike_are_refused(clinic: Clinic) -> None:
    supervisor = Session(clinic.open(Role.SUPERVISOR))
    own = template("DAP", Discipline.COUNSELING, NoteType.INDIVIDUAL, (TemplateSection("All of it"),))
    keep_template(supervisor, own)
    found = offers(Session(clinic.open(Role.COUNSELOR)), clinic.patient)
    assert [one.sections[0].heading for one in found.templates if one.id == "dap"] == ["All of it"]
    alike = template("dap", Discipline.COUNSELING, NoteType.INDIVIDUAL, own.sections)
    with pytest.raises(NoTemplates, match="too much like that of DAP"):
        keep_template(supervisor, alike)


def test_that_nobody_else_changes_them_and_coordinators_get_no_kind_that_they_may_not_sign(clinic: Clinic) -> None:
    nurse, supervisor = Session(clinic.open(Role.NURSE)), Session(clinic.open(Role.SUPERVISOR))
    assert not templates_of(nurse).decides
    with pytest.raises(NotAllowed):
        keep_template(nurse, MORNING)
    family = template("Family", Discipline.COORDINATION, NoteType.FAMILY, EVENING.sections)
    with pytest.raises(NoTemplates, match="Coordinators sign"):
        keep_template(supervisor, family)
    assert templates_of(supervisor).known == ()


def test_that_a_file_of_them_comes_back_whole_and_replaces_none_that_is_known(clinic: Clinic, tmp_path: Path) -> None:
    file = tmp_path / "templates.txt"
    write_file(file, (MORNING, EVENING))
    assert read_file(file) == (MORNING, EVENING)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(NoTemplates, match="a file of this name already"):
        write_file(file, ())
    supervisor = Session(clinic.open(Role.SUPERVISOR))
    own = template(EVENING.name, Discipline.NUTRITION, NoteType.NUTRITION, EVENING.sections)
    keep_template(supervisor, own)
    after = take_over(supervisor, read_file(file))
    assert (after.known, after.left) == ((own, MORNING), (EVENING.name,))


def test_that_sections_are_typed_as_they_are_told() -> None:
    assert typed(written(MORNING.sections)) == MORNING.sections


HEAD = f"{FIRST_LINE}\nTemplate: A\n"
LIBRARY = FIRST_LINE + "".join(f"\nTemplate: {at}\nFor: medical\nKind: group\n# B" for at in range(201))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("Dear colleague", "no file of templates"),
        (f"{FIRST_LINE}\nDear", "Line 2: text stands before the first template"),
        (HEAD, "Line 3: below the name of a template stand two lines"),
        (f"{HEAD}For: cooking\nKind: group\n# B", "Line 3: For: names one of these: psychiatry, counseling"),
        (f"{HEAD}For: nutrition\nKind: meal\n# B", "Line 4: Kind: names one of these: evaluation"),
        (f"{HEAD}For: nutrition\nKind: meal-support\nB", "Line 5: text stands before the first heading"),
        (f"{HEAD}For: nutrition\nKind: meal support\n# B\n# B", "Line 6: the heading B stands there twice"),
        (f"{HEAD}For: nutrition\nKind: meal support\n#", "Line 5: a heading has a name"),
        (f"{HEAD}For: nutrition\nKind: meal support\n", "Line 2: A template has one section at least"),
        (f"{HEAD}For: nutrition\nKind: meal support\n# {'B' * 121}", "Line 5: a heading has 120 characters at most"),
        (f"{HEAD}For: nutrition\nKind: meal support\n# B\n\u202e", "Line 6: a character stands there that cannot"),
        (f"{HEAD}For: nutrition\nKind: meal support\n# \x1bB", "Line 5: a character stands there that cannot"),
        (LIBRARY, "A clinic has 200 templates at most"),
        (f"{FIRST_LINE}\nTemplate: Note\nFor: nutrition\nKind: group\n# B", "Line 2: A note in one piece is already"),
    ],
)
def test_that_a_file_that_is_none_is_told_with_its_line(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "theirs.txt"
    file.write_text(content, "utf-8")
    with pytest.raises(NoTemplates) as refused:
        read_file(file)
    assert told in str(refused.value)
