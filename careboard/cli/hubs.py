"""Commands about the clinic's hub, with their grammar: hub create, hub status, sync; those of joining stand beside.

No password is an argument: the server administrator's comes from a file, that of a login from the vault.
"""

import argparse
from pathlib import Path

from careboard.cli import asking, joining
from careboard.cli.clinics import sign_in
from careboard.cli.papers import Command
from careboard.cli.syncing import tell_synced, tell_tenths
from careboard.errors import CareboardError
from careboard.i18n import filled, gettext
from careboard.settings import HubAddress, read_small
from careboard.workflow.hub.creating import ServersAdministrator, create_hub
from careboard.workflow.hub.syncing import HubStatus, hub_status, sync


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
    ask = command(verb, "status", "how this computer stands with the hub", status, as_json=True, group="hub")
    ask.set_defaults(refused=asking.refused)
    joining.add_commands(verb, command)
    command(commands, "sync", "send to the clinic's hub what is new here, and fetch what is new there", run_sync)


def create(options: argparse.Namespace) -> int:
    """`careboard hub create`: once more is harmless, and finishes what was begun."""
    address = HubAddress.told(options.server, options.database, _certificate(options.authority))
    password = asking.from_file(options.administrator_password_file)
    session = sign_in(options)
    try:
        made = create_hub(session.vault, ServersAdministrator(address, options.administrator, password))
        asking.say(
            filled("The hub stands: {hub}. Your login there is {login}.", hub=made.address.shown, login=made.login)
        )
        return tell_synced(sync(session.vault, tell_tenths()))
    finally:
        session.close()


def status(options: argparse.Namespace) -> int:
    """`careboard hub status`: 1 where the hub cannot be asked."""
    session = sign_in(options)
    try:
        found = hub_status(session.vault)
    finally:
        session.vault.file.close()
    if options.json:
        hindrance = found.hindrance.told if found.hindrance else ""
        asking.print_json(
            {
                "hub": found.hub,
                "login": found.login,
                "unshared": found.unshared,
                "to_come": found.to_come,
                "alarms": found.alarms,
                "hindrance": hindrance,
            }
        )
    else:
        print("\n".join(_sentences(found)))
    if found.hindrance is not None:
        asking.say(found.hindrance.told)
    return 1 if found.hindrance else 0


def run_sync(options: argparse.Namespace) -> int:
    """`careboard sync`: 0 when both sides hold the same."""
    session = sign_in(options)
    try:
        return tell_synced(sync(session.vault, tell_tenths()))
    finally:
        session.close()


def _sentences(found: HubStatus) -> list[str]:
    if found.hub is None:
        return [gettext("This computer knows no hub of the clinic; everything is on this computer alone.")]
    told = [filled("The hub: {hub}. Your login there: {login}.", hub=found.hub, login=found.login or "-")]
    told.append(filled("Records that are on this computer alone: {number}.", number=found.unshared))
    if found.to_come is not None:
        told.append(filled("Records that are still to come: {number}.", number=found.to_come))
    if found.alarms:
        told.append(filled("Alarms about the hub: {number}.", number=found.alarms))
    return told


def _certificate(path: Path) -> bytes:
    try:
        return read_small(path)
    except OSError:
        sentence = filled("The certificate {name} cannot be read.", name=path.name)
        raise CareboardError(sentence, "Ask whoever runs the server for the certificate of its authority.") from None
