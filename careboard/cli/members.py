"""Commands about one member of a clinic, with their grammar: member new-keys.

No passphrase is an argument; the new one and, where it is known, the old one come from files.
"""

import argparse
from functools import partial
from pathlib import Path

from careboard.cli import asking
from careboard.cli.clinics import refuse_existing, refuse_missing_folder, sign_in
from careboard.cli.papers import Command
from careboard.errors import CareboardError
from careboard.i18n import filled
from careboard.settings import ClinicSettings, sign_in_name
from careboard.workflow.new_keys import give_new_keys_here
from careboard.workflow.papers import keep_kit, refuse_unwritable
from careboard.workflow.session import Session


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", command: Command) -> None:
    """The grammar of these commands; `command` makes one that opens a vault."""
    told = "give a member new keys in place of lost or stolen ones"
    new = command(verbs, "new-keys", told, new_keys, group="member")
    new.add_argument("member", metavar="MEMBER", help="a sign-in name of this computer, or a name as entries show it")
    new.add_argument(
        "--kit", required=True, type=Path, metavar="FILE.pdf", help="where the new recovery kit is written"
    )
    new.add_argument("--new-passphrase-file", required=True, type=Path, metavar="FILE")
    new.add_argument("--sign-in", default="", metavar="NAME", help="default: the name under which they sign in here")
    stolen = "somebody may have the old passphrase or kit: every chart gets a new key at once"
    new.add_argument("--stolen", action="store_true", help=stolen)
    old = "where it is known: private notes go along"
    new.add_argument("--old-passphrase-file", type=Path, metavar="FILE", help=old)


def new_keys(options: argparse.Namespace) -> int:
    """`careboard member new-keys`."""
    refuse_existing(options.kit)
    refuse_missing_folder(options.kit)
    refuse_unwritable(options.kit)
    passphrase = asking.from_file(options.new_passphrase_file)
    old = asking.from_file(options.old_passphrase_file) if options.old_passphrase_file else ""
    session = sign_in(options)
    try:
        kit = give_new_keys_here(
            session,
            member_named(session, options.member),
            passphrase,
            options.sign_in,
            stolen=options.stolen,
            old_passphrase=old,
            keep=partial(keep_kit, path=options.kit),
        )
    finally:
        session.close()
    told = filled("{name} has new keys, and signs in as {sign_in}.", name=kit.person, sign_in=kit.sign_in)
    asking.say(f"{told} {filled('Hand over the recovery kit: {file}', file=options.kit)}")
    return 0


def member_named(session: Session, named: str) -> str:
    """The id of a member who is named by a sign-in name of this computer, or in full."""
    key = ClinicSettings(session.vault.clinic).sign_ins().get(sign_in_name(named), "")
    if key in session.authors:
        return session.authors[key].member
    found = [person for person in session.people() if person.belongs and person.author.name == named]
    if len(found) != 1:
        sentence = filled("No member is called {name}, or several are.", name=named)
        raise CareboardError(sentence, "Give the sign-in name, or the name as entries show it.")
    return found[0].author.member
