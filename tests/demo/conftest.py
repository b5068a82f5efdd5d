"""The charts of the sample clinic as the psychiatrist reads them at the story's now."""

from collections.abc import Iterator, Mapping

import pytest

from careboard.demo import NOW, Sample
from careboard.projections.chart import Chart
from careboard.workflow.session import Session


def signed_in(sample: Sample, name: str) -> Session:
    """A session of one of the staff at the story's now."""
    person = sample.sign_in(name)
    return Session.unlock(sample.vault, person.sign_in, person.passphrase, clock=lambda: NOW)


@pytest.fixture(scope="session")
def psychiatrist(sample: Sample) -> Iterator[Session]:
    """A. Chen at work."""
    session = signed_in(sample, "ac")
    yield session
    session.close()


@pytest.fixture(scope="session")
def charts(psychiatrist: Session) -> Mapping[str, Chart]:
    """Every chart by the patient's family name."""
    return {
        chart.person.registration.name.family: chart for chart in psychiatrist.charts() if chart.person.registration
    }


@pytest.fixture(scope="session")
def rivera(charts: Mapping[str, Chart]) -> Chart:
    """The chart that the README shows."""
    return charts["Rivera"]
