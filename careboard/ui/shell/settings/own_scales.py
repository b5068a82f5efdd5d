"""The clinic's own forms in the settings: a name, and a question on each line below it.

They are offered beside the scales; what was signed keeps the form as it was then.
"""

from PySide6.QtWidgets import QWidget

from careboard.i18n import gettext as _
from careboard.i18n import ngettext
from careboard.projections.own_scales import OwnScale, typed
from careboard.ui.desk import Desk
from careboard.ui.shell.settings.typed_list import Typed, TypedListPanel, Words
from careboard.workflow.site_choices import keep_own_scales, own_scales_of

_WORDS = Words(
    title=_("Forms of this clinic"),
    about=_(
        "They are offered beside the scales. A last line Total: sum adds the answers up. What was signed keeps the "
        "form as it was then."
    ),
    field=_("Forms"),
    hint=_("The name, then a question with its numbered answers on each line; a blank line between two forms."),
    example="Diary card\nUrge to skip a meal: 0 = none, 1, 2, 3, 4, 5 = strongest\nUsed a skill: 0 = no, 1 = yes",
    button=_("Keep the forms for the clinic"),
)


class OwnScalesPanel(TypedListPanel[OwnScale]):
    """The forms as text."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        how = Typed(typed, _written, own_scales_of, keep_own_scales, _told)
        super().__init__(desk, how, _WORDS, 5, parent)


def _written(known: tuple[OwnScale, ...]) -> str:
    return "\n\n".join(one.text for one in known)


def _told(known: tuple[OwnScale, ...]) -> str:
    if not known:
        return _("The list is empty: the scales of the program alone are offered.")
    return ngettext(
        "Kept for the clinic: {n} form is offered from the next chart on.",
        "Kept for the clinic: {n} forms are offered from the next chart on.",
        len(known),
    ).format(n=len(known))
