"""The pane of help: beside the page where there is room for both, in its place where there is not; F1 and Esc close it.

It opens at the page for where one stands; from there the index and a search lead to every other.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.ui.help import pages
from careboard.ui.help.reader import Reader
from careboard.ui.look.look import Type, look
from careboard.ui.parts.announcing import announce
from careboard.ui.parts.buttons import Button, IconButton
from careboard.ui.parts.fields import Line
from careboard.ui.parts.labels import Label
from careboard.ui.parts.panels import Ground


class HelpPane(Ground):
    """Contents, search, and the page that is read. `closed` when somebody is done."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.setAccessibleName(_("Help"))
        self.page = pages.INDEX
        self._before: list[str] = []
        self.line = Line(placeholder=_("Search the help"))
        self.line.setAccessibleName(_("Search the help"))
        self.reader = Reader()
        self.index, self.keys, self.back = Button(_("Contents")), Button(_("Shortcuts")), Button(_("Back"))
        close = IconButton("close", _("Close the help"))
        head, tools = QHBoxLayout(), QHBoxLayout()
        head.addWidget(Label(_("Help"), Type.TITLE))
        head.addStretch(1)
        head.addWidget(close)
        for widget in (self.index, self.keys, self.back):
            tools.addWidget(widget)
        tools.addStretch(1)
        column = QVBoxLayout(self)
        edge = look().px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addLayout(tools)
        column.addWidget(self.reader, 1)
        close.clicked.connect(self.closed)
        self.index.clicked.connect(lambda: self.follow(f"{pages.INDEX}.md"))
        self.keys.clicked.connect(lambda: self.follow(f"{pages.KEYS}.md"))
        self.back.clicked.connect(self._go_back)
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self.reader.setFocus)
        self.reader.followed.connect(self.follow)
        self.setFocusProxy(self.reader)

    def show_page(self, page: str) -> None:
        """Show a page from its top, as when the help is opened."""
        self._before.clear()
        self._show(f"{page}.md")

    @Slot(str)
    def follow(self, link: str) -> None:
        """Go where a link leads, and remember from where."""
        self._before.append(f"{self.page}.md")
        self._show(link)

    def _show(self, link: str) -> None:
        name, _sharp, at = link.partition("#")
        self.page = name.removesuffix(".md") or self.page
        self.reader.show_markdown(pages.text(self.page), at)
        self.back.setEnabled(bool(self._before))
        announce(self, pages.title(self.page))

    @Slot()
    def _go_back(self) -> None:
        if self._before:
            self._show(self._before.pop())

    @Slot(str)
    def _search(self, typed: str) -> None:
        if not typed.strip():
            self._show(f"{self.page}.md")
            return
        found = pages.search(typed)
        told = ngettext("{n} place in the help", "{n} places in the help", len(found)).format(n=len(found))
        lines = [f"# {told if found else _('Nothing in the help has these words')}", ""]
        lines += [] if found else [_("Type fewer words, or others.")]
        lines += [f"- [{part.title}]({part.link}) ({pages.title(part.page)})" for part in found]
        self.reader.show_markdown("\n".join(lines))
        announce(self, told)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.line.text():
            self.line.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
