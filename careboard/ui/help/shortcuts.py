"""Every shortcut of the desktop, in one list: which keys, what they do, and where they act.

From it are made the sheet of F1, the panel of the settings, and the page `keys.md`; what is not here is bound nowhere.
Keys that every program has (arrows, Tab, Home, Enter on a button) are not told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from careboard.i18n import gettext as _


class Where(Enum):
    """Where a shortcut acts, as it is called; a single letter acts only where its list or chart has the keyboard."""

    EVERYWHERE = _("Everywhere")
    PATIENT = _("In a patient's chart")
    LIST = _("In the timeline")
    CHART = _("In the response chart")
    TABLE = _("In the table of the response chart")
    REGIMEN = _("In the list of medicines")
    SCALES = _("In the list of scales")
    READINGS = _("In the table of vital signs and results")
    MEALS = _("In the week of meals")
    PLAN = _("In the week of a meal plan that you write")
    CASELOAD = _("In the caseload")
    INBOX = _("In the inbox")
    WRITING = _("While you write")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys as Qt writes them, each of which does the same; `told` is how they are shown where that is shorter."""

    keys: tuple[str, ...]
    does: str
    where: Where
    told: str = ""

    @property
    def shown(self) -> str:
        """The keys as they stand on a sheet."""
        return self.told or ", ".join(self.keys)

    @property
    def single(self) -> bool:
        """Is it a single letter, digit or sign, which can be turned off?"""
        return all(len(key.removeprefix("Shift+")) == 1 for key in self.keys)


SHORTCUTS = (
    Shortcut(("Ctrl+K",), _("Find a patient, a note, a medicine or a command"), Where.EVERYWHERE),
    Shortcut(("F1",), _("Help for where you are; once more closes it"), Where.EVERYWHERE),
    Shortcut(("Ctrl+.",), _("Cover the page"), Where.EVERYWHERE),
    Shortcut(("Ctrl+L",), _("Lock"), Where.EVERYWHERE),
    Shortcut(("F6", "Shift+F6"), _("Next, previous part of the window"), Where.EVERYWHERE),
    Shortcut(("Ctrl+Tab", "Ctrl+Shift+Tab"), _("Next, previous open patient"), Where.EVERYWHERE),
    Shortcut(("Ctrl+W",), _("Close the patient in front"), Where.EVERYWHERE),
    Shortcut(("Esc",), _("Close what opened last, one after the other"), Where.EVERYWHERE),
    Shortcut(tuple(f"Ctrl+{n}" for n in range(1, 8)), _("The sections of the chart"), Where.PATIENT, "Ctrl+1 to 7"),
    Shortcut(("Ctrl+P",), _("Show the summary; there, print it"), Where.PATIENT),
    Shortcut(("J", "K"), _("Next, previous entry"), Where.LIST),
    Shortcut(("U",), _("Next unread entry, opened"), Where.LIST),
    Shortcut(("Return",), _("Open or close an entry"), Where.LIST, _("Enter")),
    Shortcut(("Space",), _("The whole entry at the right, or no longer"), Where.LIST),
    Shortcut(("Ctrl+C",), _("Copy the open entry, or the words of it that are chosen"), Where.LIST),
    Shortcut(("F",), _("Files of the entry"), Where.LIST),
    Shortcut(("A",), _("Acknowledge the open entry; you can take it back for 10 seconds"), Where.LIST),
    Shortcut(("Ctrl+Return",), _("Co-sign the open entry; you can take it back for 10 seconds"), Where.LIST),
    Shortcut(("Ctrl+Z",), _("Take back what still waits"), Where.LIST),
    Shortcut(("R",), _("Keep the entry unread"), Where.LIST),
    Shortcut(("Shift+R",), _("Mark the opened ones as read"), Where.LIST),
    Shortcut(("N",), _("New note"), Where.LIST),
    Shortcut(("P",), _("New private note"), Where.LIST),
    Shortcut(("E",), _("Add to the entry"), Where.LIST),
    Shortcut(("D",), _("Adjust a dose"), Where.LIST),
    Shortcut(("T",), _("Doses and response as a table"), Where.LIST),
    Shortcut(("S",), _("Rating scale"), Where.LIST),
    Shortcut(tuple("12345"), _("One discipline more or less"), Where.LIST, _("1 to 5")),
    Shortcut(("0",), _("Show all"), Where.LIST),
    Shortcut(("/",), _("Search in this chart"), Where.LIST),
    Shortcut(("F3", "Shift+F3"), _("Next, previous hit"), Where.LIST),
    Shortcut(("[", "]"), _("A week earlier, a week later"), Where.LIST, "[  ]"),
    Shortcut(("F8",), _("Show hidden weights while it is held; that is recorded"), Where.LIST),
    Shortcut(("?",), _("These keys"), Where.LIST),
    Shortcut(("J", "K"), _("Next, previous row"), Where.CHART),
    Shortcut(("Left", "Right"), _("A day earlier, a day later; with Shift a week"), Where.CHART, _("Left, Right")),
    Shortcut(("[", "]"), _("Closer, farther"), Where.CHART, "[  ]"),
    Shortcut(("T",), _("The same as a table"), Where.CHART),
    Shortcut(("C",), _("Compare two spans of time"), Where.CHART),
    Shortcut(("D",), _("Adjust the dose of the chosen medicine"), Where.CHART),
    Shortcut(("N",), _("New note"), Where.CHART),
    Shortcut(("S",), _("Rating scale"), Where.CHART),
    Shortcut(("Return",), _("Open the entry behind the last mark"), Where.CHART, _("Enter")),
    Shortcut(("Alt+Up", "Alt+Down"), _("Move the chosen row up, down"), Where.CHART),
    Shortcut(("F8",), _("Show a hidden weight while it is held; that is recorded"), Where.CHART),
    Shortcut(("T",), _("Back to the chart"), Where.TABLE),
    Shortcut(("J", "K"), _("Next, previous medicine"), Where.REGIMEN),
    Shortcut(("D",), _("Adjust its dose"), Where.REGIMEN),
    Shortcut(("Return",), _("What can be done with it"), Where.REGIMEN, _("Enter")),
    Shortcut(("J", "K"), _("Next, previous scale"), Where.SCALES),
    Shortcut(("S",), _("Fill in a scale"), Where.SCALES),
    Shortcut(("H",), _("Hand it to the patient to fill in"), Where.SCALES),
    Shortcut(("Return",), _("Open the entry"), Where.SCALES, _("Enter")),
    Shortcut(("J", "K"), _("Next, previous row"), Where.READINGS),
    Shortcut(("Return",), _("Open the entry"), Where.READINGS, _("Enter")),
    Shortcut(("F8",), _("Show hidden weights while it is held; that is recorded"), Where.READINGS),
    Shortcut(tuple("01234"), _("Eaten: nothing, a quarter, half, three quarters, all"), Where.MEALS, _("0 to 4")),
    Shortcut(("S",), _("A supplement instead"), Where.MEALS),
    Shortcut(("B",), _("What was seen at the meal"), Where.MEALS),
    Shortcut(("Return",), _("Edit the meal; there Up and Down step servings"), Where.PLAN, _("Enter")),
    Shortcut(("C",), _("Copy the day to others"), Where.PLAN),
    Shortcut(("Shift+C",), _("Copy the meal to other days"), Where.PLAN),
    Shortcut(("Delete",), _("Take the meal out"), Where.PLAN),
    Shortcut(("Ctrl+Z",), _("Take back what was done last"), Where.PLAN),
    Shortcut(("Return",), _("Open the patient"), Where.CASELOAD, _("Enter")),
    Shortcut(("B", "T"), _("Board, table"), Where.CASELOAD),
    Shortcut(("P",), _("Initials in place of names"), Where.CASELOAD),
    Shortcut(("M",), _("Move to another level of care: a digit says which, and its form opens"), Where.CASELOAD),
    Shortcut(("/",), _("Filter by a name or a number"), Where.CASELOAD),
    Shortcut(("0",), _("Clear the filters"), Where.CASELOAD),
    Shortcut(("J", "K"), _("Next, previous one"), Where.INBOX),
    Shortcut(("Return",), _("Go to it in its chart"), Where.INBOX, _("Enter")),
    Shortcut(("A",), _("Open the entry; there A acknowledges it"), Where.INBOX),
    Shortcut(tuple("123456"), _("One group alone"), Where.INBOX, _("1 to 6")),
    Shortcut(("0",), _("All groups"), Where.INBOX),
    Shortcut(("Ctrl+Return",), _("Look at what you will sign; then Enter signs"), Where.WRITING, "Ctrl+Enter"),
    Shortcut(("Ctrl+Shift+Return",), _("The same, then your next draft"), Where.WRITING, "Ctrl+Shift+Enter"),
    Shortcut(("Tab",), _("After .name or @value: write out a phrase, a value of the chart, a member"), Where.WRITING),
    Shortcut(("Ctrl+B",), _("Bold, or no longer; - or 1. begins a list, ## a heading"), Where.WRITING),
    Shortcut(("F2",), _("Next blank"), Where.WRITING),
    Shortcut(("F4",), _("Next template"), Where.WRITING),
    Shortcut(("F9",), _("What is read beside it: plan, last note, scores"), Where.WRITING),
    Shortcut(("Ctrl+Shift+N",), _("Write beside the timeline"), Where.WRITING),
)


def of(where: Where) -> tuple[Shortcut, ...]:
    """What acts in one place."""
    return tuple(one for one in SHORTCUTS if one.where is where)


def keys_of(shortcuts: Iterable[Shortcut]) -> frozenset[str]:
    """All of their keys."""
    return frozenset(key for one in shortcuts for key in one.keys)
