"""Commands by which people come to a clinic's hub: hub invite, hub join, hub approve.

Nobody is let in by a command that does not name the six words, which are compared face to face.
"""

import argparse
import platform
import time
from functools import partial
from pathlib import Path

from careboard.cli import asking
from careboard.cli.clinics import own_name, refuse_existing, refuse_missing_folder, sign_in
from careboard.cli.members import member_named
from careboard.cli.papers import Command
from careboard.cli.syncing import tell_synced, tell_tenths
from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import filled, gettext, ngettext
from careboard.workflow.founding import Person
from careboard.workflow.hub import approving
from careboard.workflow.hub.coming_again import come_again, take_up
from careboard.workflow.hub.enrolment import Enrolment
from careboard.workflow.hub.joining import Joining, ask_to_join
from careboard.workflow.hub.logins import invite_member
from careboard.workflow.papers import keep_kit, refuse_unwritable
from careboard.workflow.session import Session

_PAUSE = 2  # seconds between two questions whether one is let in
_SAID_BY_THE_CLINIC = frozenset({Role.ADMIN, Role.PRIVACY_OFFICER})
_ROLES = [role.value for role in Role]


def add_commands(verb: "argparse._SubParsersAction[argparse.ArgumentParser]", command: Command) -> None:
    """The grammar of these commands under `careboard hub`."""
    make = command(verb, "invite", "write an enrollment file for a newcomer or a new computer", invite, group="hub")
    make.add_argument("-o", "--output", required=True, type=Path, metavar="FILE", help="a secret until it is used")
    make.add_argument("--member", metavar="NAME", help="a member who comes to a new computer; default: a newcomer")

    come = command(verb, "join", "ask to join a clinic from this computer, and fetch it once let in", join, group="hub")
    come.add_argument("--enrollment", type=Path, metavar="FILE", help="to ask; without it: am I let in?")
    come.add_argument("--name", help="with --enrollment: how the clinic calls you")
    come.add_argument("--role", choices=_ROLES, help="with --enrollment: what you ask to be")
    come.add_argument("--kit", type=Path, metavar="FILE.pdf", help="with --enrollment: where your kit is written")
    come.add_argument("--device", default=platform.node() or "computer", help="how this computer is called")
    come.add_argument("--wait", type=int, default=0, metavar="SECONDS", help="how long to wait to be let in")

    let = command(
        verb,
        "approve",
        "let a newcomer in, whose six words you compared face to face",
        approve,
        as_json=True,
        group="hub",
    )
    let.add_argument("--words", nargs=6, metavar="WORD", help="as the newcomer read them; without: list who asks")
    let.add_argument(
        "--role",
        action="append",
        choices=_ROLES,
        help="default: what was asked for, unless it is admin or privacy-officer",
    )
    let.add_argument("--name", help="default: what was typed")
    let.add_argument("--new-keys-of", metavar="NAME", help="a member who comes with new keys, because the old are lost")
    let.add_argument("--stolen", action="store_true", help="with --new-keys-of: somebody may have the old ones")


def invite(options: argparse.Namespace) -> int:
    """`careboard hub invite`."""
    refuse_existing(options.output)
    refuse_missing_folder(options.output)
    session = sign_in(options)
    try:
        enrolment = invite_member(session.vault, member_named(session, options.member)) if options.member else None
        (enrolment or approving.invite(session)).write(options.output)
    finally:
        session.close()
    if enrolment is not None:
        sentence = "Hand {name} to {member}, who uses it once. Their other computers do not reach the hub until then."
        asking.say(filled(sentence, name=options.output.name, member=options.member))
        return 0
    asking.say(
        filled(
            "Hand {name} to the newcomer, who uses it once, within 14 days. Keep it secret.", name=options.output.name
        )
    )
    return 0


def join(options: argparse.Namespace) -> int:
    """`careboard hub join`: with an enrollment file asks; without one, or with --wait, enters once let in.

    A file that names a member lets them in at once.
    """
    enrolment = Enrolment.read(options.enrollment) if options.enrollment is not None else None
    passphrase = None
    if enrolment is not None and enrolment.member:
        passphrase = _come_again(options, enrolment)
    elif enrolment is not None:
        passphrase = _ask(options, enrolment)
        if not options.wait:
            return 0
    newcomer = Joining.sign_in(options.vault, options.sign_in_as, passphrase or asking.passphrase(options))
    try:
        _wait(newcomer, options.wait)
        newcomer.refuse_unless_let_in()
        synced = newcomer.fetch(tell_tenths())
    finally:
        newcomer.close()
    if synced.hindrance is None:
        asking.say(gettext("You can sign in."))
    return tell_synced(synced)


def approve(options: argparse.Namespace) -> int:
    """`careboard hub approve`: without words lists who asks, with them lets one in. The words are never shown."""
    session = sign_in(options)
    try:
        waiting = approving.waiting(session)
        if options.words is None:
            _list(waiting, as_json=options.json)
            return 0
        one = waiting.with_words(options.words)
        name = options.new_keys_of or options.name or one.name
        if options.new_keys_of:
            member = member_named(session, options.new_keys_of)
            approving.approve_new_keys(session, one, options.words, member, stolen=options.stolen)
        else:
            roles = [Role(role) for role in options.role or []] or [_asked_for(one)]
            approving.approve(session, one, options.words, name, roles)
    finally:
        session.close()
    asking.say(filled("{name} is let in.", name=name))
    return 0


def _come_again(options: argparse.Namespace, enrolment: Enrolment) -> str:
    passphrase = asking.passphrase(options)
    if not options.vault.exists():
        come_again(options.vault, enrolment, own_name(options), passphrase)
        return passphrase
    session = Session.unlock(options.vault, options.sign_in_as, passphrase)
    try:
        take_up(session.vault, enrolment)
    finally:
        session.close()
    return passphrase


def _ask(options: argparse.Namespace, enrolment: Enrolment) -> str:
    _refuse_incomplete(options)
    refuse_existing(options.kit)
    refuse_missing_folder(options.kit)
    refuse_unwritable(options.kit)
    passphrase = asking.new_passphrase(options)
    person = Person(options.name, Role(options.role), own_name(options), passphrase)
    asked = ask_to_join(options.vault, enrolment, person, options.device, keep=partial(keep_kit, path=options.kit))
    asking.say(filled("Your six words: {words}", words=" ".join(asked.words)))
    asking.say(gettext("Read them to the clinic's administrator, face to face. Keep your recovery kit."))
    asking.say(gettext("Once you are let in: careboard hub join VAULT"))
    return passphrase


def _refuse_incomplete(options: argparse.Namespace) -> None:
    needed = {"--as": options.sign_in_as, "--name": options.name, "--role": options.role, "--kit": options.kit}
    if lacking := [option for option, given in needed.items() if not given]:
        sentence = filled("With --enrollment, these are needed, too: {options}", options=" ".join(lacking))
        raise CareboardError(sentence, "Nothing was changed. Add them.")


def _asked_for(one: approving.Newcomer) -> Role:
    if one.role is None:
        raise CareboardError("The newcomer asked for a role that does not exist.", "Say which one: --role ROLE")
    if one.role in _SAID_BY_THE_CLINIC:
        sentence = filled("The newcomer asks to be: {role}. That is not given because it was asked for.", role=one.role)
        raise CareboardError(sentence, "Nobody was let in. Say which role yourself: --role ROLE")
    return one.role


def _wait(newcomer: Joining, seconds: int) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not newcomer.let_in:
        time.sleep(_PAUSE)


def _list(waiting: approving.Waiting, *, as_json: bool) -> None:
    rows = [
        {
            "name": one.name,
            "role": one.role.value if one.role else "",
            "device": one.device,
            "asked": one.asked.isoformat(timespec="minutes"),
        }
        for one in waiting.newcomers
    ]
    if as_json:
        asking.print_json({"waiting": rows, "unreadable": waiting.unreadable})
        return
    asking.print_table(rows, {"name": "Name", "role": "Role", "device": "Computer", "asked": "Asked"})
    if waiting.unreadable:
        sentence = ngettext(
            "{n} request cannot be read: it was not made with a file of this clinic, and lets nobody in.",
            "{n} requests cannot be read: they were not made with a file of this clinic, and let nobody in.",
            waiting.unreadable,
        )
        asking.say(sentence.format(n=waiting.unreadable))
