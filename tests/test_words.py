"""Every word that a person may read goes through gettext: no string of a screen escapes, no error is told around it.

The source is read, not run: what is shown as it stands, without `_()` or a like of it, is named with its place.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import careboard
from careboard.errors import CareboardError

ROOT = Path(careboard.__file__).parent
SCREENS = sorted([*(ROOT / "ui").rglob("*.py"), *(ROOT / "app").rglob("*.py")])
MODULES = sorted(ROOT.rglob("*.py"))
LOOKED_UP = frozenset({"_", "gettext", "ngettext", "later", "filled", "voice", "_voice", "count", "name", "_say"})
# What takes words and shows them; a single word is one of ours only here.
SHOWS = frozenset(
    (
        "setText setToolTip setAccessibleName setAccessibleDescription setPlaceholderText setWindowTitle "
        "setTitle addAction addItem insertItem addTab Label Button IconButton SignButton Chip WholeChip Elided Field "
        "Line Text tell say announce refuse add_section add_action hint heading QCheckBox QLabel QAction QPushButton"
        " Sheet"
    ).split()
)
TECHNICAL = frozenset(
    {
        "Careboard",  # a name
        "lying pressure",  # the key of a field
        "Corrected by another observation of the same meal.",  # written into the record, as all of it in English
        ".name Tab, @value Tab",  # keys
        "Diary card\nUrge to skip a meal: 0 = none, 1, 2, 3, 4, 5 = strongest\nUsed a skill: 0 = no, 1 = yes",  # typed
        "Inter",  # names of a font and of a licence
        "Apache-2.0",
        "Sleeps {well|badly}, *** hours.",
        "sertraline: 25, 50, 100 mg",  # an example as it is typed
    }
)
_PHRASE = re.compile(r"[A-Za-z]{2,}[,.:;]? [A-Za-z{]")
_WORD = re.compile(r"[A-Z][a-z]{2,}")
_PACKAGES = "PySide6-Essentials SQLAlchemy"  # the list of the packages that it stands on begins so
_KEYS = re.compile(r"(?:Ctrl|Shift|Alt)\b.*")


@cache
def parsed(path: Path) -> ast.Module:
    """A module as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    """The name of what is called."""
    target = node.func
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""


def kinds_of_errors() -> frozenset[str]:
    """The names of every error that is told to a person."""
    for module in pkgutil.walk_packages(careboard.__path__, "careboard."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, waiting = set(), [CareboardError]
    while waiting:
        kind = waiting.pop()
        found.add(kind.__name__)
        waiting += kind.__subclasses__()
    return frozenset(found)


ERRORS = kinds_of_errors()
FINDINGS = frozenset({"Alert", "Fault", "Finding", "Trouble"})  # what does not add up in a record, told as data


def escaping(node: ast.AST, *, shown: bool = False) -> Iterator[tuple[int, str]]:
    """The words below a node that are looked up nowhere. `shown`: a single word is shown too."""
    if isinstance(node, ast.Call):
        if called(node) in LOOKED_UP | ERRORS | {"ValueError", "RuntimeError"}:
            return
        shown = called(node) in SHOWS
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return  # a docstring
    if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == "advice" for one in node.targets):
        return  # looked up where it is told
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        words = node.value.strip()
        ours = words not in TECHNICAL and not words.startswith(_PACKAGES) and not _KEYS.fullmatch(words)
        if ours and (_PHRASE.search(words) or (shown and _WORD.search(words))):
            yield node.lineno, words
    for child in ast.iter_child_nodes(node):
        yield from escaping(child, shown=shown)


def test_that_no_word_of_a_screen_escapes_gettext() -> None:
    found = [f"{path.relative_to(ROOT)}:{line} {words!r}" for path in SCREENS for line, words in escaping(parsed(path))]
    assert found == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('Label("Not recorded")', ["Not recorded"]),
        ('button.setText("Print")', ["Print"]),
        ('x = f"{n} meals of today"', ["meals of today"]),
        ('Label(_("Not recorded"))', []),
        ('button.setObjectName("Print")', []),
        ('Label(voice("{n} meals", n=2))', []),
    ],
)
def test_that_a_word_that_escapes_is_found(source: str, words: list[str]) -> None:
    assert [found for _line, found in escaping(ast.parse(source))] == words


def told(node: ast.Call) -> Iterator[ast.expr]:
    """The sentences that an error is made of."""
    yield from [*node.args[:2], *(one.value for one in node.keywords)]


def test_that_no_sentence_of_an_error_or_a_finding_is_put_together_around_gettext() -> None:
    """A sentence that stands whole is looked up when it is told; one with a value in it must be looked up before."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(sentence)}"
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and called(node) in ERRORS | FINDINGS
        for sentence in told(node)
        if isinstance(sentence, ast.JoinedStr) and re.search("[A-Za-z]{2}", "".join(_constants(sentence)))
    ]
    assert found == []


def _constants(joined: ast.JoinedStr) -> Iterator[str]:
    return (part.value for part in joined.values if isinstance(part, ast.Constant) and isinstance(part.value, str))


def test_that_each_place_in_a_sentence_has_its_value() -> None:
    found = []
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and called(node) == "filled" and isinstance(node.args[0], ast.Constant):
                places = set(re.findall(r"(?<!\{)\{(\w+)", str(node.args[0].value)))
                if places != {one.arg for one in node.keywords}:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert found == []


def test_that_an_error_is_told_in_the_language_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careboard.errors.gettext", lambda sentence: f"[{sentence}]")
    assert CareboardError("It was refused.", "Try again.").told == "[It was refused.] [Try again.]"
