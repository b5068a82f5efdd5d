"""The sample clinic is told like real care: who works there, what stands in it, and what no clinician would sign."""

import json
import re
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from careboard import cli
from careboard.cli import samples
from careboard.clinical.entry import KIND_OF, Entry
from careboard.clinical.episode import Admission, LevelOfCare
from careboard.clinical.medication.orders import DoseChange, MedicationStart, Resume
from careboard.clinical.note import Addendum, Note, PsychotherapyNote, SudCounselingNote
from careboard.clinical.paper import DischargeSummaryIssued
from careboard.clinical.people import Discipline, Role
from careboard.clinical.response import Assessment, RiskAssessment
from careboard.demo import NOW, Sample, make
from careboard.demo.clinic import DECIDED
from careboard.projections.as_json import chart_json
from careboard.projections.chart import Chart
from careboard.projections.course import CourseStatus
from careboard.projections.doses import share_of_maximum
from careboard.projections.filters import Filter, counts, shown
from careboard.reference.instruments import by_name
from careboard.reference.interactions import interactions
from careboard.workflow.reading import contents_of
from careboard.workflow.session import Session
from tests.demo.conftest import signed_in

Charts = Mapping[str, Chart]
_RANDOM = re.compile(r"[0-9a-f]{64}")


def entries(charts: Charts) -> list[Entry]:
    """Everything that stands in the charts, but who has seen what."""
    return [row.entry for chart in charts.values() for row in shown(chart.timeline, Filter())]


def notes(charts: Charts) -> Iterator[Note]:
    return (entry.content for entry in entries(charts) if isinstance(entry.content, Note))


def test_that_eleven_people_work_there_in_all_roles(sample: Sample) -> None:
    assert len(sample.staff) == 11
    assert {one.role for one in sample.staff} == set(Role)


def test_that_what_the_clinic_wants_acknowledged_asks_for_what_was_recorded_since_and_for_nothing_older(
    charts: Charts,
) -> None:
    rows = [row for chart in charts.values() for row in chart.timeline if row.awaited.roles]
    assert {type(row.entry.content): row.awaited.roles for row in rows} == {
        RiskAssessment: (Role.PSYCHIATRIST,),
        DoseChange: (Role.NURSE,),
    }
    assert all(row.recorded_at >= DECIDED for row in rows)


def test_that_everybody_signs_in_with_the_passphrase_on_the_screen(sample: Sample) -> None:
    for one in sample.staff:
        session = signed_in(sample, one.sign_in)
        assert (session.me.name, session.me.credentials) == (one.name, one.credentials)
        session.vault.file.close()


def test_that_every_record_of_it_verifies(sample: Sample, tmp_path: Path) -> None:
    person = sample.sign_in("dw")
    words = tmp_path / "words"
    words.write_text(person.passphrase, encoding="utf-8")
    copy = shutil.copy2(sample.vault, tmp_path)  # the command writes by the computer's own clock
    assert cli.run(["verify", str(copy), "--as", "dw", "--passphrase-file", str(words)]) == 0


def test_that_the_clock_of_a_sample_clinic_that_was_worked_in_goes_on_after_what_was_written(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy2(sample.vault, tmp_path)
    person, written = sample.sign_in("ac"), NOW + timedelta(hours=2)
    copy, months_later = tmp_path / sample.vault.name, NOW + timedelta(days=70)
    Session.unlock(copy, person.sign_in, person.passphrase, clock=lambda: written).close()
    Session.unlock(copy, person.sign_in, person.passphrase, clock=lambda: months_later).close()
    opened: list[Any] = []

    def run(*asked: object) -> int:
        opened.append(asked[-1])
        return 0

    monkeypatch.setattr(samples, "has_display", lambda: True)
    monkeypatch.setattr("careboard.app.run", run)
    assert cli.run(["demo", str(tmp_path)]) == 0
    assert written <= opened[0]._clock() < written + timedelta(hours=1)


def test_that_twelve_patients_are_told_in_more_than_five_hundred_entries(charts: Charts) -> None:
    assert len(charts) == 12
    lengths = sorted((len(shown(chart.timeline, Filter())) for chart in charts.values()), reverse=True)
    assert sum(lengths) >= 500
    assert lengths[3] >= 60


def test_that_the_story_lasts_ten_weeks_and_ends_now(charts: Charts, psychiatrist: Session) -> None:
    recorded = [entry.recorded_at for entry in entries(charts)]
    assert NOW - min(recorded) >= timedelta(weeks=10)
    assert timedelta(0) <= NOW - max(recorded) < timedelta(hours=1)
    assert max(record.head.time for record in psychiatrist.vault.file.every()) == int(NOW.timestamp() * 1000)


def test_that_every_content_is_told_at_least_once(sample: Sample, charts: Charts, psychiatrist: Session) -> None:
    told: set[type] = {type(row.entry.content) for chart in charts.values() for row in chart.timeline}
    told |= {type(content) for content in contents_of(psychiatrist.vault, psychiatrist.vault.registry.clinic_stream)}
    for name in ("lm", "tb"):
        session = signed_in(sample, name)
        private = chain.from_iterable(map(session.private_notes, (chart.patient for chart in charts.values())))
        told |= {type(entry.content) for entry in private}
        session.close()
    assert sorted(kind.__name__ for kind in KIND_OF if kind not in told) == []


def test_that_private_notes_are_their_authors_alone(charts: Charts, psychiatrist: Session) -> None:
    assert not [e for e in entries(charts) if isinstance(e.content, PsychotherapyNote | SudCounselingNote)]
    assert not any(psychiatrist.private_notes(chart.patient) for chart in charts.values())


def test_that_every_discipline_writes_in_both_programs(charts: Charts) -> None:
    programs: dict[str, Counter[Discipline]] = {}
    for chart in charts.values():
        for admission in chart.record.of(Admission):
            here = programs.setdefault(admission.content.program, Counter())
            here.update(counts(shown(chart.timeline, Filter())))
    assert set(programs) == {"Eating Disorders IOP", "Substance Use IOP"}
    assert set(programs["Eating Disorders IOP"]) == set(Discipline)
    assert set(programs["Substance Use IOP"]) >= set(Discipline) - {Discipline.NUTRITION}


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("Rivera", ["outpatient", "residential", "intensive-outpatient"]),
        ("Okafor", ["withdrawal-management", "residential", "intensive-outpatient"]),
        ("Park", ["residential", "intensive-outpatient"]),
        ("Lindqvist", ["intensive-outpatient", "partial-hospitalization", "residential"]),
        ("Abernathy", ["intensive-outpatient", "outpatient"]),
    ],
)
def test_that_patients_step_down_and_one_steps_up(charts: Charts, name: str, settings: list[LevelOfCare]) -> None:
    assert [one.content.given.setting for one in charts[name].stay.levels] == settings


def test_that_nothing_in_any_chart_fails_to_add_up(charts: Charts, psychiatrist: Session) -> None:
    assert {
        name: [finding.text for finding in chart.findings] for name, chart in charts.items() if chart.findings
    } == {}
    assert psychiatrist.vault.trouble == []


def test_that_every_positive_screen_has_its_risk_assessment(charts: Charts) -> None:
    assert [due.text for chart in charts.values() for due in chart.risk.due] == []


def test_that_no_text_of_a_note_is_told_twice(charts: Charts) -> None:
    texts = [section.text for note in notes(charts) for section in note.sections]
    texts += [note.headline for note in notes(charts)]
    texts += [entry.content.text for entry in entries(charts) if isinstance(entry.content, Addendum)]
    assert [text for text, often in Counter(texts).items() if often > 1] == []


def test_that_every_session_has_the_sections_of_its_template(charts: Charts) -> None:
    headings = {
        "dap": ["Data", "Assessment", "Plan"],
        "birp": ["Behavior", "Intervention", "Response", "Plan"],
        "soap": ["Subjective", "Objective", "Assessment", "Plan"],
        "apso": ["Assessment", "Plan", "Subjective", "Objective"],
        "adime": ["Assessment", "Nutrition diagnosis", "Intervention", "Monitoring", "Evaluation"],
    }
    written = [note for note in notes(charts) if note.template in headings]
    assert {note.template for note in written} == set(headings)
    assert all([section.heading for section in note.sections] == headings[note.template] for note in written)


def test_that_no_dose_is_over_its_maximum_unless_the_prescriber_answered(charts: Charts) -> None:
    over = []
    for chart in charts.values():
        for course in chart.regimen.courses:
            for step in course.steps:
                order = chart.record.by_id[step.entry].content
                answered = isinstance(order, MedicationStart | DoseChange | Resume) and order.alerts
                share = share_of_maximum(course.medicine, step.dosage) if step.dosage else None
                if share is not None and share > 1 and not answered:
                    over.append((course.name, step.dosage))
    assert over == []


def test_that_no_dangerous_pair_is_taken_together(charts: Charts) -> None:
    pairs = {}
    for name, chart in charts.items():
        running = [course.words for course in chart.regimen.courses if course.status is CourseStatus.ACTIVE]
        pairs[name] = interactions(running)
    assert {name: found for name, found in pairs.items() if found} == {}


def test_that_every_total_is_the_sum_of_its_answers_and_within_its_scale(charts: Charts) -> None:
    rated = [entry.content for entry in entries(charts) if isinstance(entry.content, Assessment)]
    for one in rated:
        if one.total is not None:
            values = [answer.value for answer in one.answers if answer.value is not None]
            assert not values or sum(values, Decimal(0)) == one.total.value
            instrument = by_name(one.instrument.text)
            assert instrument is not None
            assert instrument.within_range(one.total.value)


def test_that_a_telephone_order_waits_for_the_psychiatrist(charts: Charts) -> None:
    assert {name: len(chart.unread.to_cosign) for name, chart in charts.items() if chart.unread.to_cosign} == {
        "Okafor": 1
    }


def test_that_the_issued_summary_holds_its_papers(charts: Charts, psychiatrist: Session) -> None:
    (issued,) = (entry.content for entry in entries(charts) if isinstance(entry.content, DischargeSummaryIssued))
    assert [(copy.audience.value, copy.language) for copy in issued.copies] == [("clinician", "en"), ("patient", "en")]
    assert all(psychiatrist.attached(copy.blob).startswith(b"%PDF-") for copy in issued.copies)


def told_again(chart: Chart) -> Any:
    """The chart as the command line tells it, without the ids and the hashes that are new each time."""
    return json.loads(_RANDOM.sub("...", json.dumps(chart_json(chart))))


def test_that_the_clinic_is_the_same_each_time_and_made_in_ten_seconds(charts: Charts, tmp_path: Path) -> None:
    begun = time.process_time()
    again = make(tmp_path / "again")
    assert time.process_time() - begun < 10  # of this program's own work, whatever else the computer does meanwhile
    session = signed_in(again, "ac")
    others = {chart.person.registration.name.family: chart for chart in session.charts() if chart.person.registration}
    session.close()
    assert {name: told_again(chart) for name, chart in others.items()} == {
        name: told_again(chart) for name, chart in charts.items()
    }


def test_that_a_clinic_that_is_there_is_left_as_it_is(sample: Sample) -> None:
    before = sample.vault.read_bytes()
    assert make(sample.vault.parent) == sample
    assert sample.vault.read_bytes() == before
