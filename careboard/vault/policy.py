"""The role matrix as data: which role may write which content, in which kind of record (decision 0009).

The defaults stand here; a signed `policy` record may replace any line of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from careboard.clinical.people import Role
from careboard.vault.refusals import BadRecord

PRESCRIBERS = frozenset({Role.PSYCHIATRIST, Role.PHYSICIAN, Role.NURSE_PRACTITIONER})
CO_SIGNERS = frozenset({Role.SUPERVISOR, Role.PSYCHIATRIST})  # of what another wrote; an order has its prescriber
CLINICAL = PRESCRIBERS | {Role.NURSE, Role.COUNSELOR, Role.NUTRITIONIST, Role.SUPERVISOR}
TEAM = CLINICAL | {Role.COORDINATOR}
EVERYONE = frozenset(Role)
MANAGERS = frozenset({Role.ADMIN, Role.SUPERVISOR})
# Who takes others off a chart's care team; everybody may leave one.
TEAM_KEEPERS = MANAGERS | {Role.PSYCHIATRIST, Role.COORDINATOR}

ORDERS = ("medication-start", "dose-change", "hold", "resume", "stop", "complete", "reconciliation")
PRIVATE_SCHEMAS = frozenset({"psychotherapy-note", "sud-counseling-note"})
_OBSERVED = (
    "medication-reported dose-given adherence as-needed-use side-effect vitals lab-result test-ordered ecg drug-screen "
    "procedure-done assessment risk-assessment safety-plan plan-of-care plan-review meal-observation weight"
).split()
_SHARED_WORK = (
    "registration details-change contact allergy flag admission level-of-care-change discharge consent "
    "consent-revoked part2-review document disclosure attendance appointment home-practice home-practice-report "
    "task task-done handover acknowledgement seen"
).split()

_WRITERS: dict[str, frozenset[Role]] = {
    **dict.fromkeys(ORDERS, PRESCRIBERS | {Role.NURSE}),
    **dict.fromkeys(_OBSERVED, CLINICAL),
    **dict.fromkeys(_SHARED_WORK, TEAM),
    "note": TEAM,
    "diagnosis": CLINICAL - {Role.NUTRITIONIST},
    "meal-plan": PRESCRIBERS | {Role.NUTRITIONIST},
    "discharge-summary-issued": PRESCRIBERS | {Role.SUPERVISOR},
    "co-signature": PRESCRIBERS | {Role.SUPERVISOR},
    **dict.fromkeys(PRIVATE_SCHEMAS, frozenset({Role.PSYCHIATRIST, Role.COUNSELOR, Role.SUPERVISOR})),
    "addendum": TEAM,
    "entered-in-error": TEAM,
    **dict.fromkeys(("program", "site-setting", "template"), MANAGERS),
    "member-profile": frozenset({Role.ADMIN}),
}
_KINDS: dict[str, frozenset[Role]] = {
    **dict.fromkeys(
        ("genesis", "member", "role", "revoke", "policy", "custody", "bg-group", "adopt", "erase"),
        frozenset({Role.ADMIN}),
    ),
    **dict.fromkeys(("stream", "epoch", "grant", "leave"), TEAM | {Role.ADMIN}),
    **dict.fromkeys(("person", "episode", "note", "group", "medication", "response", "nutrition"), TEAM),
    **dict.fromkeys(("coordination", "paper"), TEAM),
    "clinic": MANAGERS,
    **dict.fromkeys(("imported", "delivery"), TEAM),
    "blob": TEAM,
    **dict.fromkeys(("access", "checkpoint"), EVERYONE),
    "breakglass": CLINICAL,
    "review": frozenset({Role.PRIVACY_OFFICER}),
}
NOTE_TYPES_OF_COORDINATORS = frozenset({"collateral", "team-review", "outreach"})
# Acts of a person of this clinic; no source can state them for somebody else. An order that a source states moves
# only a course that was imported too (`projections.regimen`), and confirms nothing.
NEVER_IMPORTED = PRIVATE_SCHEMAS | frozenset(
    "acknowledgement seen co-signature reconciliation disclosure part2-review discharge-summary-issued task task-done "
    "handover program site-setting template member-profile".split()
)
# Contents that say nothing without the entry they are about.
NEEDS_REF = frozenset({"addendum", "co-signature", "entered-in-error", "acknowledgement"})
IN_PRIVATE_STREAMS = PRIVATE_SCHEMAS | {"addendum", "entered-in-error"}


@dataclass(frozen=True, slots=True)
class Policy:
    """What the clinic decided: the role matrix, and whether custody also opens private notes."""

    custody_opens_private: bool = True
    writers: Mapping[str, frozenset[Role]] = field(default_factory=lambda: MappingProxyType(_WRITERS))
    kinds: Mapping[str, frozenset[Role]] = field(default_factory=lambda: MappingProxyType(_KINDS))

    def may_write_kind(self, kind: str, roles: Iterable[Role]) -> bool:
        """Rule 9, for the header's kind."""
        return not self.kinds.get(kind, frozenset()).isdisjoint(roles)

    def may_write_schema(self, schema: str, roles: Iterable[Role]) -> bool:
        """Rule 10, for the schema alone; `permission` adds what hangs on the content itself."""
        return not self.writers.get(schema, frozenset()).isdisjoint(roles)

    def to_json(self) -> dict[str, object]:
        """As it stands in a `policy` record: what differs from the defaults."""
        lines = {schema: sorted(roles) for schema, roles in self.writers.items() if roles != _WRITERS.get(schema)}
        return {"custody_opens_private": self.custody_opens_private, "writers": lines}

    @classmethod
    def from_json(cls, value: object) -> "Policy":
        """Read back; raises BadRecord for anything that is no policy."""
        try:
            lines = {str(schema): frozenset(map(Role, roles)) for schema, roles in value["writers"].items()}  # type: ignore[index]
            lines = {schema: lines[schema] for schema in lines if _WRITERS[schema]}
            return cls(bool(value["custody_opens_private"]), MappingProxyType({**_WRITERS, **lines}))  # type: ignore[index]
        except (AttributeError, KeyError, TypeError, ValueError):
            raise BadRecord(9, "The clinic's policy cannot be read.") from None
