"""What a past medicine was as a trial: adequate, too short, too low, not tolerated; and where nothing is concluded."""

from dataclasses import replace
from decimal import Decimal

import pytest

from careboard.clinical.dosage import Dosage, Medicine
from careboard.clinical.entry import Entry
from careboard.clinical.medication.orders import DoseChange, MedicationStart, ReasonType, Stop
from careboard.clinical.medication.taking import Adherence, MedicationReported, MedicationStatus
from careboard.clinical.values import EntryId, Informant, Period, When
from careboard.projections.regimen_rows import regimen_rows
from careboard.projections.site import Site
from careboard.projections.trials import Outcome, Trial, trial_of
from careboard.workflow.offers import start_alerts
from tests.clinical_examples import each_morning, example_id
from tests.projections.records import chart, on, signed

COURSE = EntryId(example_id("tried"))
_MAY = Period(When("2026-05"), When("2026-06-29"))
SERTRALINE = Medicine("sertraline", ingredients=("sertraline",), form="tablet")


def _course(
    dosage: Dosage,
    began: str,
    ended: str,
    *more: Entry,
    medicine: Medicine = SERTRALINE,
    why: ReasonType | None = None,
) -> tuple[Entry, ...]:
    stop = Stop(COURSE, When(ended), "No response after all", why)
    return (
        signed(MedicationStart(medicine, dosage, "depression", When(began)), "tried", at=When(began)),
        *more,
        signed(stop, "stop", at=When(ended)),
    )


def _trial(*entries: Entry) -> Trial | None:
    made = chart(*entries)
    return trial_of(made.regimen.past[0], made)


def test_that_four_weeks_at_the_lowest_usual_dose_are_an_adequate_trial() -> None:
    trial = _trial(*_course(each_morning("50"), "2026-06-01", "2026-06-29"))
    assert trial is not None
    assert (trial.outcome, trial.weeks, trial.least) == (Outcome.ADEQUATE, 4, Decimal(50))


def test_that_weeks_below_the_lowest_usual_dose_do_not_count() -> None:
    raised = signed(
        DoseChange(COURSE, each_morning("25"), each_morning("50"), When("2026-06-15"), "More"), "raised", at=on(1)
    )
    trial = _trial(*_course(each_morning("25"), "2026-06-01", "2026-06-29", raised))
    assert trial is not None
    assert (trial.outcome, trial.weeks) == (Outcome.SHORT, 2)


@pytest.mark.parametrize("why", [ReasonType.SIDE_EFFECT, ReasonType.INTOLERANCE])
def test_that_what_was_stopped_for_a_side_effect_was_not_tolerated(why: ReasonType) -> None:
    trial = _trial(*_course(each_morning("25"), "2026-06-01", "2026-06-29", why=why))
    assert trial is not None
    assert trial.outcome is Outcome.NOT_TOLERATED


def test_that_a_dose_below_the_lowest_usual_one_is_too_low_however_long() -> None:
    trial = _trial(*_course(each_morning("25"), "2026-01-01", "2026-06-29"))
    assert trial is not None
    assert trial.outcome is Outcome.LOW


def test_that_an_antipsychotic_needs_six_weeks_and_says_that_they_are_unverified() -> None:
    olanzapine = Medicine("olanzapine", ingredients=("olanzapine",), form="tablet")
    entries = _course(each_morning("10"), "2026-06-01", "2026-07-06", medicine=olanzapine)
    made = chart(*entries)
    trial = trial_of(made.regimen.past[0], made)
    assert trial is not None
    assert trial.outcome is Outcome.SHORT
    assert trial.told(made) == "trial too short: 5 weeks at 10 mg or more a day, 6 needed (unverified)"


def test_that_the_clinic_decides_how_many_weeks_are_needed_and_it_is_told_so() -> None:
    site = Site(antidepressant_weeks=8)
    made = replace(chart(*_course(each_morning("50"), "2026-06-01", "2026-06-29")), site=site)
    trial = trial_of(made.regimen.past[0], made)
    assert trial is not None
    told = "trial too short: 4 weeks at 50 mg or more a day, 8 needed (as this clinic decided)"
    assert trial.told(made) == told


def test_that_missed_doses_are_told_beside_the_outcome() -> None:
    missed = Adherence(COURSE, Period(When("2026-06-01"), When("2026-06-28")), 20, 7, Informant.PATIENT)
    made = chart(*_course(each_morning("50"), "2026-06-01", "2026-06-29", signed(missed, "missed", at=on(2))))
    trial = trial_of(made.regimen.past[0], made)
    assert trial is not None
    assert trial.told(made) == "adequate trial: 4 weeks at 50 mg or more a day, 4 needed, 7 doses missed"


def test_that_nothing_is_concluded_about_what_is_no_such_medicine() -> None:
    assert _trial(*_course(each_morning("50"), "2026-06-01", "2026-06-29", medicine=Medicine("thiamine"))) is None


def test_that_nothing_is_concluded_from_a_start_that_nobody_knows_exactly() -> None:
    taken = MedicationReported(
        SERTRALINE, MedicationStatus.STOPPED, Informant.PATIENT, dosage=each_morning("50"), effective=_MAY
    )
    made = chart(signed(taken, "tried", at=on(1)))
    assert [trial_of(course, made) for course in made.regimen.past] == [None]


def test_that_a_past_row_tells_the_trial_and_a_new_start_recalls_it() -> None:
    made = chart(*_course(each_morning("50"), "2026-06-01", "2026-06-29"))
    row = regimen_rows(made).past[0]
    assert row.under == "highest 50 mg a day, 4 weeks, adequate trial: 4 weeks at 50 mg or more a day, 4 needed"
    assert row.next_step == "No response after all"
    recalled = [alert.text for alert in start_alerts(made, SERTRALINE, None) if "tried before" in alert.text]
    assert recalled == [f"sertraline was tried before: {row.under}; Stopped 29-Jun-2026: No response after all."]
