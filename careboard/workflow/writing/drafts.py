"""What a member is writing about a patient and has not signed: sealed for that member alone, all of it in one draft.

The draft's name tells the chart and nothing else, so that a private note in it is no more seen than a public one.
"""

import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from careboard.clinical.values import PatientId
from careboard.projections.wording.times import clock
from careboard.projections.wording.voice import Voice
from careboard.workflow.session import Session

Drafts = Mapping[str, Mapping[str, Any]]


def keep_drafts(session: Session, patient: PatientId, drafts: Drafts) -> Drafts:
    """Keep these drafts, by form, instead of those before; answers with them and when each was saved."""
    now = session.vault.clock()
    stamp = {"saved": now.astimezone(UTC).isoformat(), "shown": clock(now, Voice(zone=session.zone))}
    stamped = {key: draft if "saved" in draft else {**draft, **stamp} for key, draft in drafts.items()}
    if stamped:
        session.save_draft(_name(patient), json.dumps(stamped, ensure_ascii=False).encode())
    else:
        session.drop_draft(_name(patient))
    return stamped


def kept_drafts(session: Session, patient: PatientId) -> Drafts:
    """What was being written about a patient; nothing where the draft is damaged, which verifying tells."""
    sealed = session.drafts().get(_name(patient))
    if sealed is None:
        return {}
    found = json.loads(sealed)
    return {str(key): draft for key, draft in found.items()} if isinstance(found, dict) else {}


def _name(patient: PatientId) -> str:
    return f"composer/{patient}"
