"""The places that the rail leads to, and the page in front: that of a place, of a patient, or one beside a place.

A page beside a place is gone when it is left, unless it is still at work.
"""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout, QWidget
from shiboken6 import isValid

from careboard.ui.clinic.importing.page import ImportPage
from careboard.ui.clinic.new_patient import NewPatientPage
from careboard.ui.clinic.quarantine.page import QuarantinePage
from careboard.ui.parts.panels import Ground
from careboard.ui.shell.hub.page import HubPage
from careboard.ui.shell.rail import Rail

BesidePage = NewPatientPage | ImportPage | HubPage | QuarantinePage


class Places(Ground):
    """The rail, and `pages`, of which one is in front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("bg", parent)
        self.rail, self.pages = Rail(), QWidget()
        self._stack = QStackedLayout(self.pages)
        self._places: dict[str, QWidget | None] = {}
        self._beside: list[BesidePage] = []
        self._stack.currentChanged.connect(self._forget_what_was_left)

    def add_place(self, place: str, icon: str, word: str, page: QWidget | None, *, at_the_end: bool = False) -> None:
        """One more place on the rail, with its page; one that has none yet is given it when it is first shown."""
        self._places[place] = None
        if page is not None:
            self.give_page(place, page)
        self.rail.add(place, icon, word, at_the_end=at_the_end)

    def give_page(self, place: str, page: QWidget) -> None:
        """Give a place its page."""
        self._places[place] = page
        self._stack.addWidget(page)

    def page_for(self, place: str) -> QWidget:
        """Make the page of a place that is shown for the first time, and give it to it."""
        raise NotImplementedError

    @property
    def page(self) -> QWidget:
        """The page in front."""
        return self._stack.currentWidget() or self

    @property
    def place(self) -> str:
        """The place whose page is in front; "" where a patient is."""
        return next((place for place, page in self._places.items() if page is self.page), "")

    @property
    def places(self) -> tuple[str, ...]:
        """The places of the rail that have a page of their own."""
        return tuple(self._places)

    @property
    def place_words(self) -> dict[str, str]:
        """What each of them is called."""
        return {place: self.rail.button(place).text() for place in self._places}

    def show_place(self, place: str) -> None:
        """Bring a place of the rail to the front."""
        self.show_page(self._places[place] or self.page_for(place), place)

    def show_page(self, page: QWidget, place: str) -> None:
        """Bring a page to the front, with the keyboard; `place` is where the rail says that it belongs."""
        self.rail.show_place(place)
        self._stack.setCurrentWidget(page)
        page.setFocus()

    def show_beside(self, page: BesidePage, place: str) -> None:
        """Show a page that belongs to a place; it is gone when it is left."""
        self._stack.addWidget(page)
        self.show_page(page, place)
        page.closed.connect(lambda: self.show_place(place))
        self._beside.append(page)

    @Slot()
    def _forget_what_was_left(self) -> None:
        for page in [one for one in self._beside if one is not self.page]:
            if isValid(page) and isinstance(page, ImportPage) and page.working:
                continue
            self._beside.remove(page)
            if isValid(page):
                self._stack.removeWidget(page)
                page.deleteLater()
