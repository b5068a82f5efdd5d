"""Commands about the record: import, patients, chart.

What `--json` prints is a contract: fields may be added, those that are there stay.
"""

import argparse
from dataclasses import asdict

from careboard.cli import asking
from careboard.cli.clinics import sign_in
from careboard.exchange.facts import FileReport
from careboard.projections.as_json import chart_json, patients_json
from careboard.projections.chart import Chart
from careboard.workflow.importing import plan_import, take_in

_PATIENTS = {"id": "Id", "family": "Family", "given": "Given", "birth_date": "Born", "mrn": "MRN", "entries": "Entries"}
_TIMELINE = {"at": "When", "discipline": "Discipline", "kind": "Kind", "author": "Author", "headline": "Headline"}
_REGIMEN = {"medicine": "Medicine", "dosage": "Dosage", "since": "Since", "status": "Status"}


def import_files(options: argparse.Namespace) -> int:
    """`careboard import`: 0 when everything was taken in, 1 when anything was refused."""
    session = sign_in(options)
    try:
        stand_in = session.find_patient(options.patient) if options.patient else None
        reports = take_in(session, plan_import(session, options.files, stand_in))
    finally:
        session.close()
    if options.json:
        asking.print_json([_report(report) for report in reports])
    else:
        for report in reports:
            print(_told(report))
    for report in reports:
        for where, why in (*report.refused, *report.findings):
            place = report.file if where == report.file else f"{report.file}, {where}"
            asking.say(f"{place}: {why}")
    return 1 if any(report.refused for report in reports) else 0


def refused_files(options: argparse.Namespace, sentence: str) -> list[dict[str, object]]:
    """The rows of an import that was refused whole."""
    names = map(str, options.files)
    return [_report(FileReport(name, {}, {}, {}, ((name, sentence),), ())) for name in names]


def patients(options: argparse.Namespace) -> int:
    """`careboard patients`."""
    session = sign_in(options)
    try:
        rows = patients_json(session.caseload())
    finally:
        session.vault.file.close()
    if options.json:
        asking.print_json(rows)
    else:
        asking.print_table(rows, _PATIENTS)
    return 0


def chart(options: argparse.Namespace) -> int:
    """`careboard chart`."""
    session = sign_in(options)
    try:
        opened = session.chart(session.find_patient(options.patient))
    finally:
        session.close()
    if options.json:
        asking.print_json(chart_json(opened))
    else:
        print_chart(opened)
    return 0


def print_chart(opened: Chart) -> None:
    """Regimen and timeline for a person; findings go to standard error."""
    answer = chart_json(opened)
    asking.print_table(answer["regimen"], _REGIMEN)
    print()
    asking.print_table(answer["timeline"], _TIMELINE)
    for finding in answer["findings"]:
        asking.say(finding["text"])


def _report(report: FileReport) -> dict[str, object]:
    row = asdict(report)
    row["refused"] = [{"where": where, "why": why} for where, why in report.refused]
    row["findings"] = [{"where": where, "text": text} for where, text in report.findings]
    return row


def _told(report: FileReport) -> str:
    def total(counts: dict[str, int]) -> int:
        return sum(counts.values())

    return (
        f"{report.file}: {total(report.taken)} taken, {total(report.kept_as_text)} kept as text, "
        f"{total(report.left_out)} left out as context, {len(report.refused)} refused"
    )
