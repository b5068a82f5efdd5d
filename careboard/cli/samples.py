"""The command about the sample clinic: demo.

Until the desktop stands, what it shows is the command line's own view of the clinic and of one chart.
"""

import argparse
from pathlib import Path

from careboard import demo as sample_clinic
from careboard.cli import asking
from careboard.cli.records import print_chart
from careboard.demo import NOW, Sample
from careboard.projections.as_json import patients_json
from careboard.workflow.session import Session

_SHOWN = "004-1187"
_PATIENTS = {"family": "Family", "given": "Given", "mrn": "MRN", "level_of_care": "Level of care", "risk": "Risk"}


def demo(options: argparse.Namespace) -> int:
    """`careboard demo`."""
    sample = sample_clinic.make(options.folder)
    for person in sample.staff:
        asking.say(
            f"{person.name}, {person.credentials} ({person.role.value}) signs in as {person.sign_in}, "
            f"passphrase: {person.passphrase}"
        )
    _show(sample, options.folder)
    return 0


def _show(sample: Sample, folder: Path) -> None:
    """What the command shows of the clinic: the place where the desktop will open, or draw its screens to `folder`."""
    psychiatrist = sample.sign_in("ac")
    session = Session.unlock(sample.vault, psychiatrist.sign_in, psychiatrist.passphrase, clock=lambda: NOW)
    try:
        asking.print_table(patients_json(session.caseload()), _PATIENTS)
        print()
        print_chart(session.chart(session.find_patient(_SHOWN)))
    finally:
        session.close()
    asking.say(
        f"The sample clinic is {folder}. The desktop is not built yet: this is one chart as the command line shows it."
    )
