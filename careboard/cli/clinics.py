"""Commands about a clinic and its vault: create, member add, recover, verify, backup, restore.

Nothing is overwritten: a kit, a sheet, a vault or a backup goes into a file that did not exist before.
"""

import argparse
import os
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

from careboard.cli import asking
from careboard.clinical.people import Role
from careboard.errors import CareboardError
from careboard.i18n import filled, gettext
from careboard.settings import read_small, sign_in_name
from careboard.workflow import checking, recovery
from careboard.workflow.breaking_glass.group import make_group
from careboard.workflow.enrolling import enrol_with_kit
from careboard.workflow.founding import Person, abandon, found_clinic, refuse_no_name
from careboard.workflow.papers import keep_founding, keep_kit, refuse_unwritable
from careboard.workflow.session import Session


class FileInTheWay(CareboardError):
    """A file that would be overwritten."""

    advice = "Nothing was changed. Choose another name."


def create(options: argparse.Namespace) -> int:
    """`careboard create`."""
    sheets = [options.custody / f"custody-{n}.pdf" for n in (1, 2, 3)] if options.custody else []
    refuse_existing(options.kit, *sheets)
    refuse_missing_folder(options.kit)
    for paper in (options.kit, *sheets):
        refuse_unwritable(paper)
    sign_in = options.sign_in or "".join(word[0] for word in options.member.split()).lower()
    person = Person(options.member, Role(options.role), sign_in, asking.new_passphrase(options))
    zone = options.zone or _zone_of_the_computer()
    founded = found_clinic(options.vault, options.clinic, person, zone=zone, with_custody=bool(options.custody))
    try:
        make_group(founded.vault)
        keep_founding(founded.kit, options.kit, founded.custody, options.custody)
    except BaseException:
        abandon(founded)
        raise
    founded.vault.file.close()
    asking.say(f"The clinic stands. {options.member} signs in as {sign_in}. Keep the recovery kit: {options.kit}")
    return 0


def add_member(options: argparse.Namespace) -> int:
    """`careboard member add`."""
    refuse_existing(options.kit)
    refuse_missing_folder(options.kit)
    person = Person(options.name, Role(options.role), options.sign_in, asking.from_file(options.new_passphrase_file))
    session = sign_in(options)
    try:
        enrol_with_kit(session, person, options.kit)
    finally:
        session.close()
    asking.say(f"{options.name} signs in as {options.sign_in}. Hand over the recovery kit: {options.kit}")
    return 0


def recover(options: argparse.Namespace) -> int:
    """`careboard recover`."""
    name = own_name(options)
    if options.kit:
        paper = _read(options.kit)
        recovery.recover_by_kit(options.vault, paper, name, asking.new_passphrase(options))
        asking.say(f"Recovered. Sign in as {name} with the new passphrase.")
        return 0
    new_kit = options.new_kit or options.vault.with_name(f"kit-{name}.pdf")
    refuse_existing(new_kit)
    refuse_unwritable(new_kit)
    one, other = map(_read, options.custody)
    person = Person(options.name or name, Role.SUPERVISOR, name, asking.new_passphrase(options))
    recovery.recover_by_custody(options.vault, (one, other), person, keep=partial(keep_kit, path=new_kit))
    asking.say(f"{person.name} now administers the clinic and signs in as {name}. Keep the recovery kit: {new_kit}")
    return 0


def verify(options: argparse.Namespace) -> int:
    """`careboard verify`."""
    session = sign_in(options)
    try:
        verdict = checking.check_vault(session.vault)
    finally:
        session.vault.file.close()
    if options.json:
        faults = [{"record": fault.record, "text": fault.told} for fault in verdict.faults]
        back = [asdict(log) for log in verdict.went_back]
        told = {"records": verdict.records, "verified": verdict.verified, "findings": faults, "went_back": back}
        asking.print_json(told)
    else:
        print(filled("{good} of {all} records stand.", good=verdict.verified, all=verdict.records))
    for log in verdict.went_back:
        author = session.authors.get(log.member)  # the custody sheets' own log is no member's
        asking.say(log.told(author.name if author else log.member[:16]))
    return _told(verdict)


def refused_check(_options: argparse.Namespace, sentence: str) -> dict[str, object]:
    """What `verify --json` prints where nothing could be checked."""
    return {"records": 0, "verified": 0, "findings": [{"record": "", "text": sentence}], "went_back": []}


def _told(verdict: checking.Verdict) -> int:
    """Say what does not stand, a sentence each; the exit status."""
    for fault in verdict.faults:
        asking.say(f"{fault.record[:16] or gettext('The file')}: {fault.told}")
    return 1 if verdict.faults else 0


def backup(options: argparse.Namespace) -> int:
    """`careboard backup`."""
    session = sign_in(options)
    try:
        verdict = checking.back_up(session.vault, options.file)
    finally:
        session.vault.file.close()
    asking.say(f"Backed up, opened and verified: {verdict.verified} of {verdict.records} records in {options.file}")
    return _told(verdict)


def restore(options: argparse.Namespace) -> int:
    """`careboard restore`."""
    if options.kit:
        passphrase, paper = asking.new_passphrase(options), _read(options.kit)
        verdict = checking.restore_by_kit(options.file, options.vault, paper, own_name(options), passphrase)
    else:
        verdict = checking.restore(options.file, options.vault, options.sign_in_as, asking.passphrase(options))
    asking.say(f"Restored and verified: {verdict.verified} of {verdict.records} records in {options.vault}")
    return _told(verdict)


def sign_in(options: argparse.Namespace) -> Session:
    """The session of whoever the options name."""
    return Session.unlock(options.vault, options.sign_in_as, asking.passphrase(options))


def refuse_existing(*paths: Path) -> None:
    """Refuse before anything is made when a file would be overwritten."""
    for path in paths:
        if path.exists():
            raise FileInTheWay(filled("There is already a file {name}.", name=path.name))


def refuse_missing_folder(path: Path) -> None:
    """Refuse before anything is made when a paper could not be written."""
    if not path.resolve().parent.is_dir():
        raise FileInTheWay(filled("The folder of {name} does not exist.", name=path.name), "Make the folder first.")


def own_name(options: argparse.Namespace) -> str:
    """The sign-in name that the options choose for this computer; raises where there is none."""
    if not options.sign_in_as:
        raise CareboardError("Under which name do you want to sign in on this computer?", "Say it with: --as NAME")
    refuse_no_name(options.sign_in_as)
    return sign_in_name(options.sign_in_as)


def _read(path: Path) -> bytes:
    try:
        return read_small(path)
    except OSError:
        raise CareboardError(filled("The file {name} cannot be read.", name=path.name), "Check its name.") from None


def _zone_of_the_computer() -> str:
    """The computer's time zone by name; UTC where it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    link = Path("/etc/localtime")
    if not named and sys.platform != "win32" and link.is_symlink():
        named = str(link.resolve()).partition("zoneinfo/")[2]
    return named or "UTC"
