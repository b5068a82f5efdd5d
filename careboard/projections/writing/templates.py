"""Templates of the clinic: their sections as a person types them, a library of them as a file, and their order.

A heading stands on a line that begins with #, and below it what the section begins with. What is not so is refused
with its line, and nothing of it is taken.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from careboard.clinical.clinic import Template, TemplateSection
from careboard.clinical.note import NoteType
from careboard.clinical.people import Discipline
from careboard.i18n import gettext as _
from careboard.projections.writing.unseen import refuse_unseen

FIRST_LINE = "Careboard templates, version 1"
FREE = "note"  # what a note in one piece, which has no template, is called where templates are offered
LONGEST_NAME, LONGEST_HEADING, LONGEST_PROMPT, MOST_SECTIONS, MOST = 60, 120, 4_000, 30, 200
ORDER = "template-order"  # the name of the clinic's setting that holds it
_NAME, _FOR, _KIND = "template:", "for:", "kind:"


def id_of(name: str) -> str:
    """The id under which a template of this name is offered and signed: small letters and hyphens."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in name.casefold()).split())


def template(name: str, discipline: Discipline, kind: NoteType, sections: Sequence[TemplateSection]) -> Template:
    """A template, its name in one line; raises ValueError with a sentence for what can be none."""
    name = " ".join(name.split())
    if not id_of(name):
        raise ValueError(_("A template has a name with a letter or a figure in it."))
    if len(name) > LONGEST_NAME:
        raise ValueError(_("Name it in {most} characters at most.").format(most=LONGEST_NAME))
    if id_of(name) == FREE:
        raise ValueError(_("A note in one piece is already called so. Choose another name."))
    if not sections:
        raise ValueError(_("A template has one section at least: a line such as # Plan begins it."))
    if len(sections) > MOST_SECTIONS:
        raise ValueError(_("A template has {most} sections at most.").format(most=MOST_SECTIONS))
    return Template(name, discipline, kind, tuple(sections))


def refuse_the_same_name(made: Template, known: Iterable[Template]) -> None:
    """Raises ValueError for a name that another template has in other signs: notes could not tell the two apart."""
    other = next((one.name for one in known if one.name != made.name and id_of(one.name) == id_of(made.name)), None)
    if other is not None:
        raise ValueError(_("Its name is too much like that of {other}. Choose another.").format(other=other))


# -- as a person types them ---------------------------------------------------------------------------------------


def typed(text: str, first: int = 1) -> tuple[TemplateSection, ...]:
    """The sections of a text; raises ValueError with a sentence that names the line, counted from `first`."""
    found: dict[str, list[str]] = {}
    heading = ""
    refuse_unseen(text.splitlines(), first)
    for at, line in enumerate(text.splitlines(), first):
        if line.startswith("#"):
            heading = " ".join(line.lstrip("#").split())
            _refuse_heading(heading, at, found)
            found[heading] = []
        elif heading:
            found[heading].append(_plain(line))
        elif line.strip():
            told = _("Line {n}: text stands before the first heading. A heading begins with #, such as # Plan.")
            raise ValueError(told.format(n=at))
    return tuple(_section(heading, "\n".join(lines).strip()) for heading, lines in found.items())


def _refuse_heading(heading: str, at: int, found: Iterable[str]) -> None:
    if not heading:
        raise ValueError(_("Line {n}: a heading has a name, such as # Plan.").format(n=at))
    if len(heading) > LONGEST_HEADING:
        told = _("Line {n}: a heading has {most} characters at most.")
        raise ValueError(told.format(n=at, most=LONGEST_HEADING))
    if heading in found:
        told = _("Line {n}: the heading {heading} stands there twice.")
        raise ValueError(told.format(n=at, heading=heading))


def _section(heading: str, prompt: str) -> TemplateSection:
    if len(prompt) > LONGEST_PROMPT:
        told = _("What stands below {heading} has more than {most} characters.")
        raise ValueError(told.format(heading=heading, most=f"{LONGEST_PROMPT:,}"))
    return TemplateSection(heading, prompt)


def written(sections: Iterable[TemplateSection]) -> str:
    """Sections as a person types them."""
    return "\n\n".join("\n".join([f"# {one.heading}", *map(_escaped, one.prompt.splitlines())]) for one in sections)


def _escaped(line: str) -> str:
    special = line.startswith(("#", "\\")) or line.casefold().startswith(_NAME)
    return f"\\{line}" if special else line


def _plain(line: str) -> str:
    return line[1:] if line.startswith("\\") and _escaped(line[1:]) != line[1:] else line


# -- as a file ----------------------------------------------------------------------------------------------------


def as_file(templates: Iterable[Template]) -> str:
    """A library as a file, in the order given."""
    return "\n\n".join((FIRST_LINE, *map(_part, templates))) + "\n"


def _part(one: Template) -> str:
    head = (f"Template: {one.name}", f"For: {spoken(one.discipline)}", f"Kind: {spoken(one.note_type)}")
    return "\n".join((*head, "", written(one.sections)))


def spoken(value: Discipline | NoteType) -> str:
    """How a file names a discipline or a kind of note."""
    return value.value.replace("-", " ")


@dataclass
class _Block:
    """The lines of one template in a file, and where it begins."""

    at: int
    name: str
    lines: list[str] = field(default_factory=list)


def from_file(text: str) -> tuple[Template, ...]:
    """The templates of a file; raises ValueError with a sentence that names the line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != FIRST_LINE:
        raise ValueError(_('This is no file of templates: its first line is not "{line}".').format(line=FIRST_LINE))
    refuse_unseen(lines)
    found: dict[str, Template] = {}
    for block in _blocks(lines):
        one = _template(block)
        if id_of(one.name) in found:
            told = _("Line {n}: the template {name} stands here twice.")
            raise ValueError(told.format(n=block.at, name=one.name))
        if len(found) == MOST:
            raise ValueError(_("A clinic has {most} templates at most.").format(most=MOST))
        found[id_of(one.name)] = one
    return tuple(found.values())


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    block: _Block | None = None
    for at, line in enumerate(lines[1:], 2):
        if line.casefold().startswith(_NAME):
            if block is not None:
                yield block
            block = _Block(at, line[len(_NAME) :].strip())
        elif block is not None:
            block.lines.append(line)
        elif line.strip():
            told = _("Line {n}: text stands before the first template. A template begins with Template: and its name.")
            raise ValueError(told.format(n=at))
    if block is not None:
        yield block


def _template(block: _Block) -> Template:
    said = {key: block.lines[at] for at, key in enumerate((_FOR, _KIND)) if at < len(block.lines)}
    values = {key: line[len(key) :].strip() for key, line in said.items() if line.casefold().startswith(key)}
    if len(values) < 2:
        told = _("Line {n}: below the name of a template stand two lines: For: and Kind:")
        raise ValueError(told.format(n=block.at + 1))
    discipline = next((one for one in Discipline if spoken(one) == _words(values[_FOR])), None)
    kind = next((one for one in NoteType if spoken(one) == _words(values[_KIND])), None)
    if discipline is None:
        raise ValueError(_one_of(block.at + 1, "For:", [spoken(one) for one in Discipline]))
    if kind is None:
        raise ValueError(_one_of(block.at + 2, "Kind:", [spoken(one) for one in NoteType]))
    sections = typed("\n".join(block.lines[2:]), block.at + 3)
    try:
        return template(block.name, discipline, kind, sections)
    except ValueError as wrong:
        raise ValueError(_("Line {n}: {what}").format(n=block.at, what=wrong)) from None


def _words(value: str) -> str:
    return " ".join(value.casefold().replace("-", " ").split())


def _one_of(at: int, key: str, known: Iterable[str]) -> str:
    return _("Line {n}: {key} names one of these: {known}.").format(n=at, key=key, known=", ".join(known))


def merged(known: Sequence[Template], taken: Sequence[Template]) -> tuple[tuple[Template, ...], tuple[str, ...]]:
    """What a file adds, and the names that the clinic has with other sections: these stay as they are."""
    before = {id_of(one.name): one for one in known}
    new = tuple(one for one in taken if id_of(one.name) not in before)
    apart = tuple(one.name for one in taken if before.get(id_of(one.name), one) != one)
    return new, apart


# -- as the clinic keeps them -------------------------------------------------------------------------------------


def standing_of(contents: Iterable[object]) -> tuple[Template, ...]:
    """The clinic's templates, retired ones too: the last of each name, in the order in which they were first made."""
    return tuple({one.name: one for one in contents if isinstance(one, Template)}.values())


def in_order(templates: Iterable[Template], order: str) -> tuple[Template, ...]:
    """Templates as the clinic's setting orders them, what it does not name behind; those that are retired last."""
    names = _names(order)
    places = {name: at for at, name in enumerate(names)}
    return tuple(sorted(templates, key=lambda one: (not one.active, places.get(one.name, len(places)))))


def kept_order(templates: Iterable[Template]) -> str:
    """The value of that setting."""
    return json.dumps([one.name for one in templates], ensure_ascii=False)


def moved(templates: Sequence[Template], name: str, step: int) -> tuple[Template, ...]:
    """The same with one a step further down, or up; at the end it stays where it is."""
    names = [one.name for one in templates]
    at = names.index(name)
    to = min(max(at + step, 0), len(names) - 1)
    found = list(templates)
    found.insert(to, found.pop(at))
    return tuple(found)


def _names(order: str) -> tuple[str, ...]:
    try:
        told = json.loads(order or "[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(one for one in told if isinstance(one, str)) if isinstance(told, list) else ()
