"""Who looked at what, and who was made or unmade a member: one row each, in words; never a word of what was written.

What was written into a chart stands signed in the chart itself; private notes are in no row.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from careboard.clinical.people import Role
from careboard.clinical.values import PatientId
from careboard.projections.wording.terms import spaced
from careboard.projections.wording.times import moment
from careboard.projections.wording.voice import Voice, capital


class Deed(StrEnum):
    """What was done. The value is the purpose of an access record, or the kind of another record."""

    OPENED = "opened"
    SEARCHED = "searched"
    INBOX = "inbox"
    WEIGHT_SHOWN = "weight-shown"
    PRINTED = "printed"
    EXPORTED = "exported"
    FAILED_SIGN_IN = "failed-sign-in"
    AUDIT_READ = "audit-read"
    AUDIT_EXPORTED = "audit-exported"
    VERIFIED = "verified"
    NEW_KIT = "new-kit"
    KEY_BOX = "key-box"
    DRILL_COLLEAGUE = "drill-colleague"
    DRILL_KIT = "drill-kit"
    DRILL_CUSTODY = "drill-custody"
    DRILL_COLLEAGUE_FAILED = "drill-colleague-failed"
    DRILL_KIT_FAILED = "drill-kit-failed"
    DRILL_CUSTODY_FAILED = "drill-custody-failed"
    FOUNDED = "genesis"
    ENROLLED = "member"
    NEW_KEYS = "new-keys"
    OLD_KEYS_ENDED = "old-keys"
    ROLES_CHANGED = "role"
    ENDED = "revoke"
    POLICY_CHANGED = "policy"
    CHART_HANDED_OVER = "grant"
    ADOPTED = "adopt"
    GROUP_MADE = "bg-group"
    EMERGENCY_SEARCH = "emergency-search"
    EMERGENCY = "breakglass"
    REVIEWED = "review"
    QUARANTINED = "quarantined"
    OTHER = "other"


# What a reviewer looks for first: it stands above everything else.
PINNED = frozenset(
    {
        Deed.WEIGHT_SHOWN,
        Deed.PRINTED,
        Deed.EXPORTED,
        Deed.AUDIT_EXPORTED,
        Deed.FAILED_SIGN_IN,
        Deed.NEW_KIT,
        Deed.NEW_KEYS,
        Deed.ADOPTED,
        Deed.EMERGENCY_SEARCH,
        Deed.EMERGENCY,
        Deed.QUARANTINED,
    }
)
_WORDS: Mapping[Deed, tuple[str, str]] = {
    Deed.OPENED: ("Opened", "Chart"),
    Deed.SEARCHED: ("Searched", "Notes"),
    Deed.INBOX: ("Looked through", "Inbox"),
    Deed.WEIGHT_SHOWN: ("Showed", "Blind weight"),
    Deed.PRINTED: ("Printed", "Paper of the chart"),
    Deed.EXPORTED: ("Exported", "Paper or record"),
    Deed.FAILED_SIGN_IN: ("Failed to sign in", ""),
    Deed.AUDIT_READ: ("Read", "Audit"),
    Deed.AUDIT_EXPORTED: ("Exported", "Audit"),
    Deed.VERIFIED: ("Verified", "Whole record"),
    Deed.KEY_BOX: ("Left at the hub", "Sealed key box"),
    Deed.NEW_KIT: ("Took into use", "New recovery kit"),
    Deed.DRILL_COLLEAGUE: ("Drilled a recovery", "By a colleague"),
    Deed.DRILL_KIT: ("Drilled a recovery", "By the printed kit"),
    Deed.DRILL_CUSTODY: ("Drilled a recovery", "By custody sheets"),
    Deed.DRILL_COLLEAGUE_FAILED: ("Drilled a recovery", "By a colleague"),
    Deed.DRILL_KIT_FAILED: ("Drilled a recovery", "By the printed kit"),
    Deed.DRILL_CUSTODY_FAILED: ("Drilled a recovery", "By custody sheets"),
    Deed.FOUNDED: ("Founded", "Clinic"),
    Deed.ENROLLED: ("Enrolled", ""),
    Deed.NEW_KEYS: ("Gave new keys to", ""),
    Deed.OLD_KEYS_ENDED: ("Ended the old keys of", ""),
    Deed.ROLES_CHANGED: ("Changed roles of", ""),
    Deed.ENDED: ("Ended membership of", ""),
    Deed.POLICY_CHANGED: ("Changed", "Policy"),
    Deed.CHART_HANDED_OVER: ("Handed a chart to", ""),
    Deed.ADOPTED: ("Adopted a record of", ""),
    Deed.GROUP_MADE: ("Made ready", "Emergencies"),
    Deed.EMERGENCY_SEARCH: ("Searched in an emergency", "Names"),
    Deed.EMERGENCY: ("Opened in an emergency", "Chart"),
    Deed.REVIEWED: ("Reviewed", "Emergency opening"),
    Deed.QUARANTINED: ("Wrote what does not stand", ""),
    Deed.OTHER: ("Other", ""),
}
_RESULTS = {
    Deed.FAILED_SIGN_IN: "Refused",
    Deed.DRILL_COLLEAGUE_FAILED: "Failed",
    Deed.DRILL_KIT_FAILED: "Failed",
    Deed.DRILL_CUSTODY_FAILED: "Failed",
}
_COUNTED = {
    Deed.SEARCHED: ("{n} search", "{n} searches"),
    Deed.INBOX: ("{n} chart", "{n} charts"),
    Deed.FAILED_SIGN_IN: ("{n} try", "{n} tries"),
    Deed.VERIFIED: ("{n} record", "{n} records"),
    Deed.AUDIT_EXPORTED: ("{n} row", "{n} rows"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """What a record says of an act, before it is put into words. `to`: the member whom it was about."""

    record: str
    at: datetime
    seq: int
    member: str
    person: str
    roles: tuple[Role, ...]
    patient: PatientId | None
    deed: Deed
    count: int
    to: str
    device: str
    trouble: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act as a reviewer reads it."""

    record: str
    at: datetime
    seq: int
    day: date
    member: str
    patient: PatientId | None
    deed: Deed
    moment: str
    person: str
    role: str
    named: str
    action: str
    object: str
    device: str
    result: str

    @property
    def order(self) -> tuple[datetime, int, str]:
        """Where it stands among others, the oldest first."""
        return self.at, self.seq, self.record

    @property
    def pinned(self) -> bool:
        """Is it a reveal, something that left the vault, or a failed sign-in?"""
        return self.deed in PINNED

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in the columns of the table."""
        return self.moment, self.person, self.role, self.named, self.action, self.object, self.device, self.result


def audit_row(act: Act, names: Mapping[PatientId, str], voice: Voice) -> AuditRow:
    """An act in words; `names` has the patients whose charts the reader may open.

    Who failed to sign in is not known: the next one who did signs that it was tried, and is named as nothing else.
    """
    if act.deed is Deed.FAILED_SIGN_IN:
        told_by = voice("{tries}, told when {who} signed in", tries=_counted(act, "", voice), who=act.person)
        act = replace(act, member="", person=voice("Not known"), roles=(), to=told_by)
    action, about = (voice(words) for words in _WORDS[act.deed])
    if act.deed is Deed.OTHER:
        action = act.purpose
    return AuditRow(
        act.record,
        act.at,
        act.seq,
        act.at.astimezone(voice.zone).date(),
        act.member,
        act.patient,
        act.deed,
        moment(act.at, voice),
        act.person,
        capital(", ".join(spaced(role, voice) for role in act.roles)),
        _named(act.patient, names, voice),
        action,
        act.to or _counted(act, about, voice),
        act.device,
        act.trouble or voice(_RESULTS.get(act.deed, "Done")),
    )


def _named(patient: PatientId | None, names: Mapping[PatientId, str], voice: Voice) -> str:
    if not patient:
        return ""
    return names.get(patient) or voice("Chart {number}", number=patient[:8])


def _counted(act: Act, about: str, voice: Voice) -> str:
    forms = _COUNTED.get(act.deed)
    if forms is None or act.count < 1:
        return about
    many = voice.count(*forms, act.count).replace(str(act.count), f"{act.count:,}")
    return f"{about}, {many}" if about else many


def renamed(rows: Iterable[AuditRow], names: Mapping[PatientId, str]) -> tuple[AuditRow, ...]:
    """The same rows, with the names of patients that became known since."""
    return tuple(
        replace(row, named=names[row.patient]) if row.patient in names and row.patient else row for row in rows
    )


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which rows are wanted: of a member, a patient, a deed, and from a day on; None lets all through."""

    member: str | None = None
    patient: PatientId | None = None
    deed: Deed | None = None
    since: date | None = None

    def takes(self, row: AuditRow) -> bool:
        """Is this one wanted?"""
        return (
            self.member in (None, row.member)
            and self.patient in (None, row.patient)
            and self.deed in (None, row.deed)
            and (self.since is None or row.day >= self.since)
        )


def sifted(rows: Iterable[AuditRow], sieve: Sieve) -> tuple[AuditRow, ...]:
    """Those that are wanted, in their order."""
    return tuple(row for row in rows if sieve.takes(row))


def headings(voice: Voice) -> tuple[str, ...]:
    """What stands above the columns."""
    words = ("Time", "Person", "Role", "Patient", "Action", "Object", "Device", "Result")
    return tuple(voice(word) for word in words)


def as_csv(rows: Sequence[AuditRow], voice: Voice) -> str:
    """The rows for a spreadsheet, with their headings; no cell is a formula there."""
    lines = [headings(voice), *(row.cells for row in rows)]
    return "".join(",".join(_quoted(cell) for cell in line) + "\r\n" for line in lines)


def as_json(rows: Sequence[AuditRow]) -> str:
    """The rows for another program: times in UTC, whole ids, and the words of the table."""
    told = [
        {
            "record": row.record,
            "at": row.at.isoformat(),
            "member": row.member,
            "person": row.person,
            "role": row.role,
            "chart": row.patient or "",
            "patient": row.named,
            "deed": row.deed.value,
            "action": row.action,
            "object": row.object,
            "device": row.device,
            "result": row.result,
        }
        for row in rows
    ]
    return json.dumps({"audit": told}, ensure_ascii=False, indent=1)


def _quoted(cell: str) -> str:
    safe = f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
    return '"' + safe.replace('"', '""') + '"'
