"""Where each character of a field comes from: kept in its format, so that undo and redo keep it too.

Whoever types, pastes or pulls says so with what is inserted; nothing is inherited from the character before.
"""

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtWidgets import QTextEdit

from careboard.clinical.provenance import Origin
from careboard.projections.writing.runs import Run, Runs, together
from careboard.ui.look.look import look
from careboard.ui.parts.broken import units

_ORIGIN = QTextFormat.Property.UserProperty.value + 17
_GROUNDS = {Origin.TEMPLATE: "accent_tint", Origin.PULLED: "ok_tint", Origin.PASTED: "warn_tint"}
_LINES = {
    Origin.TEMPLATE: QTextCharFormat.UnderlineStyle.DotLine,
    Origin.PULLED: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Origin.PASTED: QTextCharFormat.UnderlineStyle.DashUnderline,
}  # colour never speaks alone
_PLAIN = str.maketrans({"\N{LINE SEPARATOR}": "\n", "\N{NO-BREAK SPACE}": " "})


def marked(origin: Origin | None) -> QTextCharFormat:
    """The format of characters of an origin; of typed ones the plain one."""
    made = QTextCharFormat()
    if origin is not None:
        made.setProperty(_ORIGIN, origin.value)
    return made


def runs_of(document: QTextDocument) -> Runs:
    """The text of a field with its origins."""
    found: list[Run] = []
    block = document.begin()
    while block.isValid():
        if block.position():
            found.append(Run("\n", _origin(block.charFormat())))
        found += _fragments(block)
        block = block.next()
    return together(found)


def _fragments(block: QTextBlock) -> list[Run]:
    found: list[Run] = []
    at = block.begin()
    while not at.atEnd():
        fragment = at.fragment()
        found.append(Run(fragment.text().translate(_PLAIN), _origin(fragment.charFormat())))
        at += 1
    return found


def _origin(form: QTextCharFormat) -> Origin | None:
    stated = form.property(_ORIGIN)
    return Origin(stated) if isinstance(stated, str) else None


def tints(document: QTextDocument) -> list[QTextEdit.ExtraSelection]:
    """What was not typed, on the ground of its origin and underlined in its way."""
    found: list[QTextEdit.ExtraSelection] = []
    at = 0
    for run in runs_of(document):
        end = at + units(run.text)
        if run.origin is not None:
            found.append(_tint(document, at, end, run.origin))
        at = end
    return found


def _tint(document: QTextDocument, start: int, stop: int, origin: Origin) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
    form = QTextCharFormat()
    form.setBackground(look().colour(_GROUNDS[origin]))
    form.setUnderlineStyle(_LINES[origin])
    made.cursor, made.format = cursor, form
    return made


def characters(text: str, places: int) -> int:
    """How many characters stand before one of Qt's places."""
    if text.isascii():
        return min(places, len(text))
    at = 0
    for count, sign in enumerate(text):
        if at >= places:
            return count
        at += units(sign)
    return len(text)
