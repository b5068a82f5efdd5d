"""The role matrix of decision 0009, written out by hand: every cell is a promise, kept when written and when read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest

from careboard.clinical.entry import KIND_OF, SCHEMA_OF, Kind, KnownContent
from careboard.clinical.note import Note, NoteType, PsychotherapyNote, SudCounselingNote
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId, MemberId, When
from careboard.vault import codec
from careboard.vault.codec import base
from careboard.vault.policy import NEEDS_REF, PRIVATE_SCHEMAS
from careboard.vault.refusals import BadRecord
from careboard.workflow.open_vault import Draft, OpenVault
from careboard.workflow.reading import check, target_of
from tests.clinic import SAID, Clinic
from tests.clinical_examples import EXAMPLES

ROLES = {
    "Ps": Role.PSYCHIATRIST,
    "Ph": Role.PHYSICIAN,
    "NP": Role.NURSE_PRACTITIONER,
    "Nu": Role.NURSE,
    "Co": Role.COUNSELOR,
    "Nt": Role.NUTRITIONIST,
    "Cd": Role.COORDINATOR,
    "Su": Role.SUPERVISOR,
    "Ad": Role.ADMIN,
    "PO": Role.PRIVACY_OFFICER,
}

# x: writes it. t: only as a telephone order that names a prescriber. c: only notes of the coordinators' types.
# What amends or co-signs is about an entry of a psychiatrist who is none of the ten.
MATRIX = """
                          Ps Ph NP Nu Co Nt Cd Su Ad PO
medication-start          x  x  x  t  -  -  -  -  -  -
dose-change               x  x  x  t  -  -  -  -  -  -
hold                      x  x  x  t  -  -  -  -  -  -
resume                    x  x  x  t  -  -  -  -  -  -
stop                      x  x  x  t  -  -  -  -  -  -
complete                  x  x  x  t  -  -  -  -  -  -
reconciliation            x  x  x  t  -  -  -  -  -  -
medication-reported       x  x  x  x  x  x  -  x  -  -
dose-given                x  x  x  x  x  x  -  x  -  -
adherence                 x  x  x  x  x  x  -  x  -  -
as-needed-use             x  x  x  x  x  x  -  x  -  -
side-effect               x  x  x  x  x  x  -  x  -  -
vitals                    x  x  x  x  x  x  -  x  -  -
lab-result                x  x  x  x  x  x  -  x  -  -
test-ordered              x  x  x  x  x  x  -  x  -  -
ecg                       x  x  x  x  x  x  -  x  -  -
drug-screen               x  x  x  x  x  x  -  x  -  -
procedure-done            x  x  x  x  x  x  -  x  -  -
assessment                x  x  x  x  x  x  -  x  -  -
risk-assessment           x  x  x  x  x  x  -  x  -  -
safety-plan               x  x  x  x  x  x  -  x  -  -
plan-of-care              x  x  x  x  x  x  -  x  -  -
plan-review               x  x  x  x  x  x  -  x  -  -
meal-observation          x  x  x  x  x  x  -  x  -  -
weight                    x  x  x  x  x  x  -  x  -  -
note                      x  x  x  x  x  x  c  x  -  -
diagnosis                 x  x  x  x  x  -  -  x  -  -
meal-plan                 x  x  x  -  -  x  -  -  -  -
registration              x  x  x  x  x  x  x  x  -  -
details-change            x  x  x  x  x  x  x  x  -  -
contact                   x  x  x  x  x  x  x  x  -  -
allergy                   x  x  x  x  x  x  x  x  -  -
flag                      x  x  x  x  x  x  x  x  -  -
admission                 x  x  x  x  x  x  x  x  -  -
level-of-care-change      x  x  x  x  x  x  x  x  -  -
discharge                 x  x  x  x  x  x  x  x  -  -
consent                   x  x  x  x  x  x  x  x  -  -
consent-revoked           x  x  x  x  x  x  x  x  -  -
part2-review              x  x  x  x  x  x  x  x  -  -
document                  x  x  x  x  x  x  x  x  -  -
disclosure                x  x  x  x  x  x  x  x  -  -
attendance                x  x  x  x  x  x  x  x  -  -
appointment               x  x  x  x  x  x  x  x  -  -
home-practice             x  x  x  x  x  x  x  x  -  -
home-practice-report      x  x  x  x  x  x  x  x  -  -
task                      x  x  x  x  x  x  x  x  -  -
task-done                 x  x  x  x  x  x  x  x  -  -
handover                  x  x  x  x  x  x  x  x  -  -
acknowledgement           x  x  x  x  x  x  x  x  -  -
seen                      x  x  x  x  x  x  x  x  -  -
discharge-summary-issued  x  x  x  -  -  -  -  x  -  -
co-signature              x  -  -  -  -  -  -  x  -  -
psychotherapy-note        x  -  -  -  x  -  -  x  -  -
sud-counseling-note       x  -  -  -  x  -  -  x  -  -
addendum                  -  -  -  -  -  -  -  x  -  -
entered-in-error          -  -  -  -  -  -  -  x  -  -
program                   -  -  -  -  -  -  -  x  x  -
site-setting              -  -  -  -  -  -  -  x  x  -
template                  -  -  -  -  -  -  -  x  x  -
member-profile            -  -  -  -  -  -  -  -  x  -
"""

CONTENT_OF = {base(schema): content for content, schema in SCHEMA_OF.items()}
TELEPHONED = {schema for schema, content in CONTENT_OF.items() if "ordered_by" in content.__dataclass_fields__}


def cells() -> dict[tuple[str, Role], str]:
    heading, *lines = MATRIX.strip("\n").splitlines()
    roles = [ROLES[name] for name in heading.split()]
    marks = {words[0]: words[1:] for words in map(str.split, lines)}
    return {(schema, role): mark for schema, row in marks.items() for role, mark in zip(roles, row, strict=True)}


CELLS = cells()


def variants(schema: str, telephone: str) -> Iterator[tuple[str, KnownContent]]:
    """The contents that are written for one cell, by what they are tried for."""
    content: Any = EXAMPLES[CONTENT_OF[schema]].content
    if schema in TELEPHONED:
        yield "x", replace(content, ordered_by=None)
        yield "t", replace(content, ordered_by=MemberId(telephone))
    elif isinstance(content, Note):
        yield "x", replace(content, type=NoteType.INDIVIDUAL)
        yield "c", replace(content, type=NoteType.OUTREACH)
    else:
        yield "x", content


@dataclass(frozen=True)
class Outcome:
    """Was it refused before it was written; and when it was written all the same, did it stand when it was read?"""

    may_write: bool
    stands: bool


def drafted(clinic: Clinic, vault: OpenVault, content: KnownContent, private: Mapping[str, str]) -> tuple[Draft, bool]:
    """The content sealed where it belongs, and whether the gate before `append` lets it pass."""
    schema, kind = base(SCHEMA_OF[type(content)]), KIND_OF[type(content)]
    stream = private.get(schema, vault.registry.clinic_stream if kind is Kind.CLINIC else clinic.patient)
    ref = clinic.entries["note"] if schema in NEEDS_REF else None
    payload = codec.encode(content, When.at(clinic.clock()), SAID, ref)
    target = target_of(vault, stream, EntryId(ref)) if ref else None
    try:
        check(vault, stream, kind.value, codec.decode(payload), target)
    except BadRecord:
        return vault.sealed(kind.value, stream, payload), False
    return vault.sealed(kind.value, stream, payload), True


def tried(clinic: Clinic, role: Role) -> dict[tuple[str, Role, str], Outcome]:
    """Everything that a member of one role may try to write, in one append, read back by those who can read it."""
    vault, telephone = clinic.open(role), clinic.keys(Role.PHYSICIAN).id
    private = {schema: vault.begin_stream([vault.member]) for schema in sorted(PRIVATE_SCHEMAS)}
    tries = [(schema, mark, content) for schema in CONTENT_OF for mark, content in variants(schema, telephone)]
    drafts = [drafted(clinic, vault, content, private) for _, _, content in tries]
    written = vault.write([draft for draft, _ in drafts])
    streams = (clinic.patient, vault.registry.clinic_stream, *private.values())
    shown = {entry for stream in streams for entry in clinic.ids(role, stream=stream)}
    return {
        (schema, role, mark): Outcome(allowed, record.id.hex() in shown)
        for (schema, mark, _), (_, allowed), record in zip(tries, drafts, written, strict=True)
    }


@pytest.fixture(scope="module")
def outcomes(original_clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Role, str], Outcome]:
    clinic = original_clinic.copied_to(tmp_path_factory.mktemp("matrix"))
    for role in (Role.ADMIN, Role.PRIVACY_OFFICER):  # who hold no key of a chart would be kept out already by that
        clinic.open().grant(clinic.patient, clinic.keys(role).id)
    found = {key: outcome for role in Role for key, outcome in tried(clinic, role).items()}
    clinic.close()
    return found


def test_that_the_matrix_has_a_row_for_every_content_and_a_column_for_every_role() -> None:
    assert {schema for schema, _ in CELLS} == CONTENT_OF.keys()
    assert {role for _, role in CELLS} == set(Role)
    assert len(CELLS) == len(SCHEMA_OF) * len(Role) == 600
    assert PsychotherapyNote in SCHEMA_OF
    assert SudCounselingNote in SCHEMA_OF


@pytest.mark.parametrize(("schema", "role"), CELLS, ids=str)
def test_that_the_role_may_write_the_content_or_may_not(
    outcomes: dict[tuple[str, Role, str], Outcome], schema: str, role: Role
) -> None:
    allowed = CELLS[schema, role]
    tried_here = {mark: outcome for (s, r, mark), outcome in outcomes.items() if (s, r) == (schema, role)}
    assert tried_here
    for mark, outcome in tried_here.items():
        right = allowed == "x" or allowed == mark
        assert (mark, outcome) == (mark, Outcome(right, right))
