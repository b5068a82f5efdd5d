"""Issuing a summary: complete or refused, one entry with its papers, and the same bytes whenever it is printed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from careboard.clinical.medication.reconciliation import Decision, Reconciliation
from careboard.clinical.paper import Audience, Direction, DischargeSummaryIssued, Disclosure, Ground
from careboard.clinical.people import Role
from careboard.clinical.values import EntryId
from careboard.projections.chart import Chart
from careboard.projections.summary import Additions, Lack, Section
from careboard.projections.summary.additions import MedicineDecision, SectionWords
from careboard.projections.summary.payload import content_sha256
from careboard.workflow.issuing import NOT_YET_RECORDED, Issued, SummaryIncomplete
from careboard.workflow.session import Session
from tests.clinic import Clinic
from tests.clinical_examples import REGISTRATION, RELEASE, SAFETY_PLAN
from tests.documents.test_summary_pdf import pages_of

WORDS = {section: SectionWords(f"Told under {section.value}.") for section in Section}
BOTH = ((Audience.CLINICIAN, "en"), (Audience.PATIENT, "en"))


@pytest.fixture
def session(clinic: Clinic) -> Iterator[Session]:
    session = Session(clinic.open())
    yield session
    session.close()


def whole(clinic: Clinic) -> Additions:
    """All that the chart of the clinic lacks."""
    decided = MedicineDecision(Decision.CONTINUE)
    return Additions(medicines={EntryId(clinic.entries["start"]): decided}, sections=WORDS)


def issued_in(chart: Chart) -> DischargeSummaryIssued:
    (stated,) = chart.record.of(DischargeSummaryIssued)
    return stated.content


def issue(session: Session, clinic: Clinic, **but: Any) -> Issued:
    additions = replace(whole(clinic), **but)
    return session.issue_summary(clinic.patient, Direction.COMMUNITY, additions)


def test_that_a_draft_records_nothing(session: Session, clinic: Clinic) -> None:
    chart = session.chart(clinic.patient)
    draft = session.draft_summary(chart, Direction.COMMUNITY)
    assert draft.draft
    assert len(session.chart(clinic.patient).record.entries) == len(chart.record.entries)


def test_that_an_issued_summary_is_an_entry_that_holds_its_papers(session: Session, clinic: Clinic) -> None:
    issued = session.issue_summary(clinic.patient, Direction.COMMUNITY, whole(clinic), BOTH)
    content = issued_in(issued.chart)
    assert [(copy.audience, copy.language) for copy in content.copies] == list(BOTH)
    assert content.content_sha256 == content_sha256(content.payload)
    for copy, paper in zip(content.copies, issued.papers, strict=True):
        assert session.attached(copy.blob) == paper.content
        assert all(content.content_sha256 in page for page in pages_of(paper.content))


def test_that_printing_again_gives_the_same_bytes(session: Session, clinic: Clinic) -> None:
    issued = issue(session, clinic)
    session.record(clinic.patient, SAFETY_PLAN)
    (copy,) = issued_in(session.chart(clinic.patient)).copies
    assert session.printed(clinic.patient, copy) == issued.papers[0].content
    assert session.printed(clinic.patient, copy) == session.printed(clinic.patient, copy)


def test_that_an_issued_summary_is_no_draft_on_any_page(session: Session, clinic: Clinic) -> None:
    for page in pages_of(issue(session, clinic).papers[0].content):
        assert "DRAFT" not in page
        assert "signed by A. Chen" in page


@pytest.mark.parametrize("section", list(Section))
def test_that_an_empty_section_blocks_the_issue(session: Session, section: Section) -> None:
    patient = session.new_patient(REGISTRATION)
    sections = {one: words for one, words in WORDS.items() if one is not section}
    with pytest.raises(SummaryIncomplete) as refusal:
        session.issue_summary(patient, Direction.COMMUNITY, Additions(sections=sections))
    assert [(one.lack, one.about) for one in refusal.value.missing] == [(Lack.SECTION, section)]
    assert not session.chart(patient).record.of(DischargeSummaryIssued)
    assert session.issue_summary(patient, Direction.COMMUNITY, Additions(sections=WORDS)).entry


def test_that_a_medicine_without_a_decision_blocks_the_issue(session: Session, clinic: Clinic) -> None:
    with pytest.raises(SummaryIncomplete) as refusal:
        issue(session, clinic, medicines={})
    assert [one.lack for one in refusal.value.missing] == [Lack.MEDICINE]


def test_that_a_decision_on_a_medicine_that_is_not_there_blocks_the_issue(session: Session, clinic: Clinic) -> None:
    strange = {EntryId("0" * 64): MedicineDecision(Decision.CONTINUE)}
    with pytest.raises(SummaryIncomplete) as refusal:
        issue(session, clinic, medicines={**whole(clinic).medicines, **strange})
    assert "not in the list" in refusal.value.missing[0].text


def test_that_a_disclosure_without_a_consent_in_force_is_not_issued(session: Session, clinic: Clinic) -> None:
    with pytest.raises(SummaryIncomplete) as refusal:
        issue(session, clinic, recipient="Dr. Singh", ground=Ground.CONSENT)
    assert [one.lack for one in refusal.value.missing] == [Lack.CONSENT]


def test_that_a_text_that_waits_for_its_translation_blocks_the_issue(session: Session, clinic: Clinic) -> None:
    with pytest.raises(SummaryIncomplete) as refusal:
        session.issue_summary(clinic.patient, Direction.COMMUNITY, whole(clinic), [(Audience.PATIENT, "es")])
    assert {one.lack for one in refusal.value.missing} == {Lack.WORDING}


@pytest.mark.parametrize("role", [Role.NURSE, Role.COUNSELOR, Role.COORDINATOR])
def test_that_who_may_not_sign_a_summary_issues_none(clinic: Clinic, role: Role) -> None:
    session = Session(clinic.open(role))
    with pytest.raises(SummaryIncomplete) as refusal:
        issue(session, clinic, medicines={})
    assert Lack.SIGNATURE in {one.lack for one in refusal.value.missing}


def test_that_a_supervisor_signs_but_decides_on_no_medicine(clinic: Clinic) -> None:
    session = Session(clinic.open(Role.SUPERVISOR))
    with pytest.raises(SummaryIncomplete) as refusal:
        issue(session, clinic)
    assert [one.lack for one in refusal.value.missing] == [Lack.MEDICINE]
    assert "may not decide" in refusal.value.missing[0].text


def test_that_what_was_decided_with_the_summary_stands_in_the_chart(session: Session, clinic: Clinic) -> None:
    issued = issue(session, clinic)
    (decided,) = issued.chart.record.of(Reconciliation)
    assert [one.decision for one in decided.content.medicines] == [Decision.CONTINUE]
    decision = issued.copies[0].medicines[0].decided
    assert decision is not None
    assert decision.by == "A. Chen"


def test_that_a_disclosure_by_consent_names_the_consent(session: Session, clinic: Clinic) -> None:
    session.record(clinic.patient, RELEASE)
    issued = issue(session, clinic, recipient=RELEASE.recipient, ground=Ground.CONSENT)
    content = issued_in(issued.chart)
    assert (content.recipient, content.ground) == (RELEASE.recipient, Ground.CONSENT)
    assert content.consent is not None


def test_that_the_emergency_sheet_prints_at_once_and_is_recorded_with_its_reason(
    session: Session, clinic: Clinic
) -> None:
    paper = session.emergency_sheet(clinic.patient, "Dr. Adams", "County Hospital", "Overdose")
    (page,) = pages_of(paper)
    assert "EMERGENCY SHEET" in page
    (given,) = session.chart(clinic.patient).record.of(Disclosure)
    assert given.content.ground is Ground.MEDICAL_EMERGENCY
    assert given.content.emergency is not None
    assert (given.content.emergency.nature, given.content.emergency.affiliation) == ("Overdose", "County Hospital")


def test_that_nothing_unknown_holds_an_emergency_sheet_up(session: Session, clinic: Clinic) -> None:
    assert session.emergency_sheet(clinic.patient)
    (given,) = session.chart(clinic.patient).record.of(Disclosure)
    assert given.content.recipient == NOT_YET_RECORDED


def test_that_a_consent_that_leaves_out_what_the_copy_holds_lets_nothing_be_issued(
    session: Session, clinic: Clinic
) -> None:
    session.record(clinic.patient, replace(RELEASE, what="Discharge summary, no SUD counseling"))
    before = len(session.chart(clinic.patient).record.entries)
    with pytest.raises(SummaryIncomplete) as refusal:
        issue(session, clinic, recipient=RELEASE.recipient, ground=Ground.CONSENT)
    assert [one.text for one in refusal.value.missing] == [
        (
            "The consent leaves out what the copy holds: substance use and its treatment. "
            "It says: “Discharge summary, no SUD counseling”."
        )
    ]
    assert len(session.chart(clinic.patient).record.entries) == before


def test_that_what_a_consent_does_not_name_is_told_and_leaves_no_mark_on_the_paper(
    session: Session, clinic: Clinic
) -> None:
    session.record(clinic.patient, replace(RELEASE, what="medicines, attendance"))
    issued = issue(session, clinic, recipient=RELEASE.recipient, ground=Ground.CONSENT)
    (told,) = [gap.text for gap in issued.copies[0].gaps if gap.about == "consent"]
    assert told.startswith("The consent does not name what the copy holds: ")
    assert "does not name" not in issued_in(issued.chart).payload
