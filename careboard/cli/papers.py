"""Commands about papers: summary and export, with their grammar.

A draft is written and what it lacks is said, a sentence each; an issue that lacks anything writes nothing.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from careboard.cli import asking
from careboard.cli.clinics import FileInTheWay, refuse_existing, refuse_missing_folder, sign_in
from careboard.clinical.paper import Audience, Direction
from careboard.clinical.values import PatientId
from careboard.documents.summary_pdf import summary_pdf
from careboard.projections.chart import Chart
from careboard.projections.summary import NO_ADDITIONS, Additions, AdditionsRefused, Summary, additions_from_json
from careboard.settings import read_small, write_private
from careboard.workflow.exporting import README
from careboard.workflow.issuing import SummaryIncomplete
from careboard.workflow.papers import refuse_unwritable
from careboard.workflow.session import Session

DIRECTIONS = (Direction.IOP, Direction.RESIDENTIAL, Direction.COMMUNITY)
LANGUAGES = ("en", "es")
Command = Callable[..., argparse.ArgumentParser]


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", command: Command) -> None:
    """The grammar of these commands; `command` makes one that opens a vault."""
    help_text = "print a discharge or transition summary: a draft, unless it is issued"
    paper = command(commands, "summary", help_text, summary)
    paper.add_argument("patient", metavar="PATIENT", help="an id from `patients`, or a unique MRN")
    paper.add_argument("--to", required=True, choices=[one.value for one in DIRECTIONS], help="where the patient goes")
    paper.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.pdf")
    paper.add_argument("--copy", choices=[one.value for one in Audience], default=Audience.CLINICIAN.value)
    paper.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    paper.add_argument("--fhir", type=Path, metavar="FILE.json", help="also as a FHIR R4 document")
    paper.add_argument("--issue", action="store_true", help="sign it into the record, if nothing is missing")
    paper.add_argument(
        "--decisions",
        type=Path,
        metavar="FILE.json",
        help="decisions on medicines, words for sections, for whom and why",
    )
    help_text = "write the whole record into a folder: PDF, FHIR R4, files, and a README of the format"
    whole = command(commands, "export", help_text, export)
    whole.add_argument("patient", metavar="PATIENT", help="an id from `patients`, or a unique MRN")
    whole.add_argument("-o", "--output", required=True, type=Path, metavar="FOLDER")
    withheld = "withhold the weights that the patient is not shown, and the energy of meal plans"
    whole.add_argument("--deny-weights", default="", metavar="REASON", help=withheld)


def summary(options: argparse.Namespace) -> int:
    """`careboard summary`: 0 for a draft and for what was issued, 1 when it cannot be issued.

    Whether the files can be written is known before anything is signed or recorded.
    """
    if options.fhir == options.output:
        raise FileInTheWay("The summary and its FHIR document need two files.")
    for file in filter(None, (options.output, options.fhir)):
        refuse_existing(file)
        refuse_missing_folder(file)
        refuse_unwritable(file)
    additions = _additions(options.decisions)
    session = sign_in(options)
    try:
        patient = session.find_patient(options.patient)
        return (_issued if options.issue else _drafted)(session, patient, options, additions)
    finally:
        session.close()


def export(options: argparse.Namespace) -> int:
    """`careboard export`."""
    refuse_missing_folder(options.output)
    session = sign_in(options)
    try:
        exported = session.export(session.find_patient(options.patient), options.output, options.deny_weights)
    finally:
        session.close()
    asking.say(f"Exported {exported.entries} entries. What is in it, and what is not: {options.output / README}")
    _say_all(exported.lacking)
    return 0


def _drafted(session: Session, patient: PatientId, options: argparse.Namespace, additions: Additions) -> int:
    chart = session.chart(patient)
    language, audience = options.language, Audience(options.copy)
    draft = session.draft_summary(chart, Direction(options.to), audience, language, additions)
    written = {options.output: summary_pdf(draft), **_as_fhir(session, chart, draft, options, signed=False)}
    _write(session, patient, written)
    _say_all([*(one.text for one in draft.missing), *_of_consent(draft)])
    return 0


def _issued(session: Session, patient: PatientId, options: argparse.Namespace, additions: Additions) -> int:
    copy = (Audience(options.copy), options.language)
    try:
        issued = session.issue_summary(patient, Direction(options.to), additions, [copy])
    except SummaryIncomplete as refusal:
        _say_all(one.text for one in refusal.missing)
        return 1
    document = _as_fhir(session, issued.chart, issued.copies[0], options, signed=True)
    _write(session, patient, {options.output: issued.papers[0].content, **document})
    _say_all(_of_consent(issued.copies[0]))
    return 0


def _of_consent(copy: Summary) -> Iterable[str]:
    """What the consent does not name: it does not block, and whoever sends the copy is to know it."""
    return [gap.text for gap in copy.gaps if gap.about == "consent"]


def _write(session: Session, patient: PatientId, files: Mapping[Path, bytes]) -> None:
    """The export is recorded before its files are written; they take nobody's place."""
    session.note_access("exported", patient)
    for path, content in files.items():
        refuse_existing(path)
        write_private(path, content)


def _as_fhir(
    session: Session, chart: Chart, copy: Summary, options: argparse.Namespace, *, signed: bool
) -> Mapping[Path, bytes]:
    if not options.fhir:
        return {}
    return {options.fhir: session.summary_as_fhir(chart, copy, session.me if signed else None)}


def _additions(path: Path | None) -> Additions:
    if path is None:
        return NO_ADDITIONS
    try:
        given: Any = json.loads(read_small(path).decode())
    except OSError:
        raise AdditionsRefused("The file of decisions cannot be read.", "Check its name.") from None
    except (ValueError, RecursionError):
        raise AdditionsRefused("The file of decisions is not JSON in UTF-8.") from None
    return additions_from_json(given)


def _say_all(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        asking.say(sentence)
