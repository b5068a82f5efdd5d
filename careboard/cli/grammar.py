"""The grammar of the command line: which commands there are, and what each takes.

A passphrase is never an argument; it comes from a file or from the terminal.
"""

import argparse
from pathlib import Path

from careboard import __version__
from careboard.cli import asking, clinics, hubs, measures, members, papers, records, samples
from careboard.clinical.people import Role

_WHAT = "One encrypted timeline per patient for the care team. Without a command, careboard opens the desktop."


def parser() -> argparse.ArgumentParser:
    """The whole grammar."""
    top = argparse.ArgumentParser(prog="careboard", description=_WHAT)
    top.add_argument("--version", action="version", version=f"careboard {__version__}")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    sample = commands.add_parser("demo", help="make the sample clinic in a folder, and show it")
    sample.add_argument("folder", nargs="?", type=Path, default=Path("careboard-demo"), metavar="FOLDER")
    sample.set_defaults(run=samples.demo)
    _clinic_commands(commands)
    _record_commands(commands)
    papers.add_commands(commands, _vault_command)
    hubs.add_commands(commands, _vault_command)
    measures.add_command(commands)
    return top


def _clinic_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    create = _vault_command(commands, "create", "make a clinic in one encrypted file", clinics.create)
    create.add_argument("--clinic", required=True, metavar="NAME")
    create.add_argument("--member", required=True, metavar="NAME", help="the first member, who administers the clinic")
    create.add_argument("--role", required=True, choices=[role.value for role in Role])
    create.add_argument("--kit", required=True, type=Path, metavar="FILE.pdf", help="where the recovery kit is written")
    create.add_argument("--sign-in", metavar="NAME", help="default: the member's initials")
    create.add_argument("--custody", type=Path, metavar="FOLDER", help="write three custody sheets into this folder")
    create.add_argument("--zone", metavar="AREA/CITY", help="the clinic's time zone; default: the computer's")

    verbs = commands.add_parser("member", help="the people of a clinic").add_subparsers(required=True, metavar="VERB")
    add = _vault_command(verbs, "add", "enroll one more member on this computer", clinics.add_member)
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument("--sign-in", required=True, metavar="NAME")
    add.add_argument("--kit", required=True, type=Path, metavar="FILE.pdf")
    add.add_argument("--new-passphrase-file", required=True, type=Path, metavar="FILE")

    members.add_commands(verbs, _vault_command)

    recover = _vault_command(commands, "recover", "open with a printed kit or two custody sheets", clinics.recover)
    paper = recover.add_mutually_exclusive_group(required=True)
    paper.add_argument("--kit", type=Path, metavar="FILE")
    paper.add_argument("--custody", type=Path, nargs=2, metavar="FILE")
    recover.add_argument("--name", help="with --custody: who takes over; default: the sign-in name")
    recover.add_argument(
        "--new-kit", type=Path, metavar="FILE.pdf", help="with --custody: where the new kit is written"
    )

    check = "check every hash, seal, signature and chain"
    _vault_command(commands, "verify", check, clinics.verify, as_json=True).set_defaults(refused=clinics.refused_check)
    backup = _vault_command(commands, "backup", "copy the vault, and open and verify the copy", clinics.backup)
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="make a vault out of a backup")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("vault", type=Path, metavar="VAULT")
    _sign_in_options(restore)
    restore.add_argument(
        "--kit", type=Path, metavar="FILE", help="on a new computer: the printed kit; sets a passphrase"
    )
    restore.set_defaults(run=clinics.restore)


def _record_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    take = _vault_command(commands, "import", "take in FHIR R4 or C-CDA files", records.import_files, as_json=True)
    take.set_defaults(refused=records.refused_files)
    take.add_argument("files", nargs="+", type=Path, metavar="FILE")
    take.add_argument("--patient", metavar="PATIENT", help="stands for references that resolve to nobody")
    _vault_command(commands, "patients", "list the patients", records.patients, as_json=True)
    chart = _vault_command(commands, "chart", "one patient's timeline and regimen", records.chart, as_json=True)
    chart.add_argument("patient", metavar="PATIENT", help="an id from `patients`, or a unique MRN")


def _vault_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_text: str,
    run: object,
    *,
    as_json: bool = False,
    group: str = "",
) -> argparse.ArgumentParser:
    description = f"careboard {group} {name}: {help_text}." if group else f"careboard {name}: {help_text}."
    command = commands.add_parser(name, help=help_text, description=description)
    command.add_argument("vault", type=Path, metavar="VAULT")
    _sign_in_options(command)
    if as_json:
        command.add_argument("--json", action="store_true", help="print one JSON document")
    command.set_defaults(run=run, refused=asking.refused)
    return command


def _sign_in_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--passphrase-file", type=Path, metavar="FILE", help="else the terminal is asked")
    command.add_argument("--as", dest="sign_in_as", metavar="NAME", help="sign-in name, where several sign in")
