"""The clinic's own list of doses in the settings: one medicine on each line.

The arrows of the dose sheet step by it; a medicine without a line steps by its own doses so far.
"""

from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.strengths import Strengths, typed
from careboard.ui.desk import Desk
from careboard.ui.shell.settings.typed_list import Typed, TypedListPanel, Words
from careboard.workflow.site_choices import keep_strengths, strengths_of

_WORDS = Words(
    title=_("Doses of this clinic"),
    about=_(
        "In the dose sheet the arrows step by these doses, for the whole clinic. A medicine without a line steps "
        "by its own doses so far."
    ),
    field=_("Doses, one medicine on each line"),
    hint=_("Such as: sertraline: 25, 50, 100 mg"),
    example="sertraline: 25, 50, 100 mg",
    button=_("Keep the list for the clinic"),
)


class StrengthsPanel(TypedListPanel[Strengths]):
    """The doses as text."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        how = Typed(typed, _written, strengths_of, keep_strengths, _told)
        super().__init__(desk, how, _WORDS, 4, parent)


def _written(known: tuple[Strengths, ...]) -> str:
    return "\n".join(one.line for one in known)


def _told(known: tuple[Strengths, ...]) -> str:
    if not known:
        return _("The list is empty: the dose sheet steps by the doses of each course.")
    return ngettext(
        "Kept for the clinic: the dose sheet steps by the list of {n} medicine.",
        "Kept for the clinic: the dose sheet steps by the lists of {n} medicines.",
        len(known),
    ).format(n=len(known))
