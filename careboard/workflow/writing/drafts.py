"""What a member is writing about a patient and has not signed: sealed for that member alone.

All notes of a chart lie in one draft and all its forms in another. The draft's name tells the chart and nothing else,
so that a private note in it is no more seen than a public one.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC
from typing import Any

from careboard.clinical.values import PatientId
from careboard.errors import CareboardError
from careboard.i18n import later, ngettext
from careboard.projections.wording.times import clock, moment
from careboard.projections.wording.voice import Voice
from careboard.workflow.session import Session

Draft = Mapping[str, Any]
Drafts = Mapping[str, Draft]
_COMPOSER, _FORMS, _NOBODY_YET, _PRIVATE = "composer/", "forms/", "new", "private:"


class DraftsDamaged(CareboardError):
    """What somebody was writing when the last session ended cannot be opened."""

    advice = later("Look through your charts, and write again what is missing.")


def refuse_damaged(session: Session) -> None:
    """Raises DraftsDamaged where a draft of the member cannot be opened any more."""
    count = len(session.damaged_drafts())
    if count:
        words = ngettext(
            "{n} text that you had not signed can no longer be opened: its draft is damaged.",
            "{n} texts that you had not signed can no longer be opened: their drafts are damaged.",
            count,
        )
        raise DraftsDamaged(words.format(n=count))


def keep_drafts(session: Session, patient: PatientId, drafts: Drafts) -> Drafts:
    """Keep these drafts of the composer instead of those before; answers with them and when each was saved."""
    return _keep(session, _composer(patient), drafts)


def kept_drafts(session: Session, patient: PatientId) -> Drafts:
    """What was being composed about a patient; nothing where the draft is damaged, which verifying tells."""
    return _kept(session, _composer(patient))


def let_go(session: Session, patient: PatientId, stays: Drafts) -> None:
    """What is signed is no draft any more: only these stay. A draft too many does no harm."""
    with suppress(CareboardError):
        keep_drafts(session, patient, stays)


def form_drafts(session: Session, patient: PatientId | None) -> Drafts:
    """What stands in the forms about a patient, or about one who is not registered yet, by form."""
    return _kept(session, _forms(patient))


def keep_form(session: Session, patient: PatientId | None, key: str, draft: Draft) -> Draft:
    """Keep what stands in one form beside what stands in the others; answers with it and when it was saved."""
    return _keep(session, _forms(patient), {**form_drafts(session, patient), key: draft})[key]


def drop_form(session: Session, patient: PatientId | None, key: str) -> None:
    """A form was signed, or begun afresh. A draft too many does no harm."""
    with suppress(CareboardError):
        others = {one: draft for one, draft in form_drafts(session, patient).items() if one != key}
        _keep(session, _forms(patient), others)


def shared_drafts(session: Session) -> Iterator[tuple[PatientId | None, str, Draft]]:
    """Every draft of the member whose text will stand in a chart: whose (None: nobody registered yet), and where.

    Where is "composer/" or "forms/" with the key of the form. A private note that is being written is not among them.
    """
    for name in sorted(session.drafts()):
        if name.startswith((_COMPOSER, _FORMS)):
            where, slash, whose = name.partition("/")
            for key, draft in _kept(session, name).items():
                if not key.startswith(_PRIVATE):
                    yield None if whose == _NOBODY_YET else PatientId(whose), f"{where}{slash}{key}", draft


def next_draft(session: Session, patient: PatientId) -> PatientId | None:
    """The patient in whose chart the oldest draft waits, but for this one; None where there is none."""
    waiting = [
        (str(draft.get("saved", "")), whose)
        for whose, _key, draft in shared_drafts(session)
        if whose is not None and whose != patient
    ]
    return min(waiting)[1] if waiting else None


def _keep(session: Session, name: str, drafts: Drafts) -> Drafts:
    now, voice = session.vault.clock(), Voice(zone=session.zone)
    stamp = {"saved": now.astimezone(UTC).isoformat(), "shown": clock(now, voice), "on": moment(now, voice)}
    stamped = {key: draft if "saved" in draft else {**draft, **stamp} for key, draft in drafts.items()}
    if stamped:
        session.save_draft(name, json.dumps(stamped, ensure_ascii=False).encode())
    else:
        session.drop_draft(name)
    return stamped


def _kept(session: Session, name: str) -> Drafts:
    sealed = session.drafts().get(name)
    if sealed is None:
        return {}
    found = json.loads(sealed)
    return {str(key): draft for key, draft in found.items()} if isinstance(found, dict) else {}


def _composer(patient: PatientId) -> str:
    return f"{_COMPOSER}{patient}"


def _forms(patient: PatientId | None) -> str:
    return f"{_FORMS}{patient or _NOBODY_YET}"
