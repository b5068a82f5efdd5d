"""The command about the sample clinic: demo.

Until the desktop stands, what it shows is the command line's own view of a chart.
"""

import argparse

from careboard.cli import asking
from careboard.cli.records import print_chart
from careboard.demo import clinic
from careboard.workflow.session import Session


def demo(options: argparse.Namespace) -> int:
    """`careboard demo`."""
    vault = clinic.make(options.folder)
    for person in (clinic.PSYCHIATRIST, clinic.COUNSELOR):
        asking.say(f"{person.name} ({person.role.value}) signs in as {person.sign_in}, passphrase: {person.passphrase}")
    session = Session.unlock(vault, clinic.PSYCHIATRIST.sign_in, clinic.PSYCHIATRIST.passphrase)
    try:
        for row in session.caseload():
            print(f"{row.family.upper()}, {row.given}, born {row.birth_date}\n")
            print_chart(session.chart(row.id))
    finally:
        session.close()
    asking.say(
        f"The sample clinic is {vault}. The desktop is not built yet: this is the chart as the command line shows it."
    )
    return 0
