"""What may stop a person, and what every button that cannot be taken back says; read from every screen's source."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import careboard.ui

ROOM = Path(careboard.ui.__file__).parent
BOXES = {"QMessageBox", "QDialog", "QInputDialog", "QErrorMessage", "QProgressDialog"}
MAY_STOP = {
    "patient/dosing/strips.py": "an order far over its dose, or against an allergy or a washout",
    "parts/printing.py": "a page that leaves the vault through the printer's queue, told once",
}
BINDING = re.compile(r"(Sign|Issue|End|Revoke|Stop|Complete|Hold|Discontinue|Delete|Erase) ")
ITSELF = {
    "Issue the summary",  # opens the review, whose button signs for the patient by name
    "End the membership",  # opens a review of whose; its button signs for that member by name
    "Hold to show weight",  # binds nothing: it shows what is hidden as long as it is held
    "Revoke this consent",  # opens a form under the name of the patient; its button signs for the patient by name
}


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every module of the screens, by its place."""
    files = sorted(ROOM.rglob("*.py"))
    return tuple((file.relative_to(ROOM).as_posix(), ast.parse(file.read_text(encoding="utf-8"))) for file in files)


def test_that_a_box_stops_a_person_only_for_what_cannot_be_taken_back() -> None:
    stopping = {
        place
        for place, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id in BOXES for base in node.bases)
    }
    opened = {
        place
        for place, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and name_of(node.func) in BOXES
    }
    assert stopping | opened == set(MAY_STOP)


def name_of(called: ast.Name | ast.Attribute) -> str:
    """What is called: the class, also of `QMessageBox.question`."""
    if isinstance(called, ast.Attribute):
        return called.value.id if isinstance(called.value, ast.Name) else ""
    return called.id


def labels_of_buttons() -> Iterator[tuple[str, str]]:
    """What buttons are called, with where: the sentence given to a button that is made."""
    for place, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                if called in ("Button", "SignButton", "addButton", "setText", "ask", "__init__"):
                    yield from ((place, words) for argument in node.args for words in sentences(argument))


def sentences(argument: ast.expr) -> Iterator[str]:
    """The sentences in an argument that are shown."""
    for node in ast.walk(argument):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Name) and called.id == "_" and isinstance(node, ast.Call):
            yield from (one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_that_every_button_that_binds_or_ends_something_carries_its_object() -> None:
    binding = [(place, words) for place, words in labels_of_buttons() if BINDING.match(words)]
    assert any(words == "Sign for {patient}" for _place, words in binding)
    assert any(words == "Stop {medicine}" for _place, words in binding)
    assert [one for one in binding if "{" not in one[1] and one[1] not in ITSELF] == []


def test_that_no_button_says_sign_or_delete_alone() -> None:
    bare = {"Sign", "Delete", "Remove", "Revoke", "Issue", "Discontinue", "OK", "Yes", "No"}
    assert [one for one in labels_of_buttons() if one[1] in bare] == []
