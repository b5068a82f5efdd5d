"""The last look before something of the composer is signed: for whom, what, and who will see it.

The button carries the patient's name, so that nobody signs into the wrong chart unawares.
"""

from careboard.i18n import gettext as _
from careboard.ui.parts.last_look import LastLook


class SignStrip(LastLook):
    """Stands in place of the footer while somebody looks once more."""

    def show_act(self, patient: str, born: str, title: str, said: str, who: str, *, goes_on: bool = False) -> None:
        """Say what is about to be signed, and take the keyboard. `goes_on`: the next draft opens afterwards."""
        signs = _("Sign for {patient}, then the next draft") if goes_on else _("Sign for {patient}")
        self.ask(
            _("{patient}, born {born}: {title}").format(patient=patient, born=born, title=title),
            f"{said}\n{who}",
            signs.format(patient=patient),
        )
