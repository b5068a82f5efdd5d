"""What was typed into a form of the settings and not kept, put aside where another row of its list is chosen over it.

Nothing that was typed is lost by looking at something else: a button has it back, the last first.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.ui.parts.buttons import Button

T = TypeVar("T")


class PutAside(Button, Generic[T]):
    """The button. `unkept` answers what stands in the fields and is kept nowhere, or None; `put` writes it back."""

    def __init__(self, unkept: Callable[[], T | None], put: Callable[[T], None], parent: QWidget | None = None) -> None:
        super().__init__(_("Have back what was typed"), "quiet", "restore", parent)
        self._unkept, self._put = unkept, put
        self._texts: list[T] = []
        self.clicked.connect(self._have_back)
        self.hide()

    def put_aside(self) -> str:
        """Put aside what is kept nowhere, before other words come into the fields; answer a sentence that says so."""
        unkept = self._unkept()
        if unkept is None or unkept in self._texts:
            return ""
        self._texts.append(unkept)
        self.show()
        return _("What you typed is not kept. It is put aside, and the button below has it back.")

    @Slot()
    def _have_back(self) -> None:
        """The last comes back, and what stands there unkept takes its place."""
        last = self._texts.pop()
        self.put_aside()
        self._put(last)
        self.setVisible(bool(self._texts))
