"""The drafts of one patient's forms: kept sealed while somebody types, put back when the form is opened again.

They are let go of in the same act that signs. Nothing is held here: the vault is asked whenever a form is opened.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from careboard.clinical.values import PatientId
from careboard.ui.desk import Desk
from careboard.ui.patient.forms.form import Form
from careboard.workflow.session import Session
from careboard.workflow.writing.drafts import Draft, drop_form, form_drafts, keep_form

Titles = Mapping[str, str]


class FormDrafts(QObject):
    """What stands in the forms about one patient, or about nobody yet, and is not signed."""

    def __init__(self, desk: Desk, patient: PatientId | None, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._patient = desk, patient

    def ask(self, then: Callable[[Titles], None]) -> None:
        """Call back with what was begun and is not signed: the title of each form, by its key."""
        patient = self._patient

        def titles(session: Session) -> Titles:
            return {key: str(draft["title"]) for key, draft in form_drafts(session, patient).items()}

        self._desk.ask(titles, self, then)

    def follow(self, form: Form) -> None:
        """Keep what is typed into a form, and put back what was typed before."""
        form.watch()
        form.drafted.connect(partial(self._keep, form))
        patient, key = self._patient, form.draft_key

        def put_back(draft: Draft | None) -> None:
            if draft is not None:
                form.put_back(draft)

        self._desk.ask(lambda session: form_drafts(session, patient).get(key), form, put_back)

    def let_go(self, form: Form) -> Callable[[Session], None]:
        """What the session does when it has signed this form: its draft is none any more."""
        return partial(drop_form, patient=self._patient, key=form.draft_key)

    def _keep(self, form: Form, draft: Draft | None) -> None:
        patient, key = self._patient, form.draft_key
        if draft is None:
            self._desk.ask(partial(drop_form, patient=patient, key=key), self, lambda _done: None)
        else:
            self._desk.ask(partial(keep_form, patient=patient, key=key, draft=draft), form, form.was_kept)
