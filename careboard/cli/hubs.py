"""Commands about the clinic's hub, with their grammar: hub create, hub status.

No password is an argument: the server administrator's comes from a file, that of a login from the vault.
"""

import argparse
from pathlib import Path

from careboard.cli import asking
from careboard.cli.clinics import sign_in
from careboard.cli.papers import Command
from careboard.errors import CareboardError
from careboard.i18n import filled
from careboard.settings import HubAddress, read_small
from careboard.workflow.hub.creating import ServersAdministrator, create_hub


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", command: Command) -> None:
    """The grammar of these commands; `command` makes one that opens a vault."""
    verbs = commands.add_parser("hub", help="the server that several computers of a clinic share")
    verb = verbs.add_subparsers(required=True, metavar="VERB")
    make = command(verb, "create", "make a database of a PostgreSQL server the clinic's hub", create, group="hub")
    make.add_argument("--server", required=True, metavar="HOST[:PORT]", help="as its certificate names it")
    make.add_argument("--database", required=True, metavar="NAME", help="made for this clinic alone")
    make.add_argument("--administrator", required=True, metavar="LOGIN", help="of the server; used once")
    make.add_argument("--administrator-password-file", required=True, type=Path, metavar="FILE")
    authority = "the certificate of whoever signed the server's"
    make.add_argument("--authority", required=True, type=Path, metavar="CA.pem", help=authority)


def create(options: argparse.Namespace) -> int:
    """`careboard hub create`: once more is harmless, and finishes what was begun."""
    address = HubAddress.told(options.server, options.database, _certificate(options.authority))
    password = asking.from_file(options.administrator_password_file)
    session = sign_in(options)
    try:
        made = create_hub(session.vault, ServersAdministrator(address, options.administrator, password))
    finally:
        session.close()
    asking.say(filled("The hub stands: {hub}. Your login there is {login}.", hub=made.address.shown, login=made.login))
    return 0


def _certificate(path: Path) -> bytes:
    try:
        return read_small(path)
    except OSError:
        sentence = filled("The certificate {name} cannot be read.", name=path.name)
        raise CareboardError(sentence, "Ask whoever runs the server for the certificate of its authority.") from None
