"""A clinic as its founder wishes it, and what a newcomer asks for, before anything is made."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from careboard.clinical.people import Role

if TYPE_CHECKING:
    from careboard.documents.keys_on_paper import Kit
    from careboard.workflow.hub.enrolment import Enrolment


@dataclass(frozen=True, slots=True)
class NewClinic:
    """A clinic as its founder wishes it."""

    path: Path
    name: str
    zone: str
    person: str
    role: Role
    sign_in: str
    passphrase: str = field(repr=False)
    custody: bool = True


@dataclass(frozen=True, slots=True)
class WishToJoin:
    """What a newcomer asks for; `path` is where their vault is kept, `device` how this computer is called."""

    path: Path
    enrolment: "Enrolment"
    person: str
    role: Role
    sign_in: str
    passphrase: str = field(repr=False)
    device: str


@dataclass(frozen=True, slots=True)
class WishToComeAgain:
    """A member at a new computer, with the passphrase that they have; `path` is where the vault is kept here."""

    path: Path
    enrolment: "Enrolment"
    sign_in: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HasAsked:
    """They have asked: the words that are compared face to face, and the kit to be kept on paper."""

    words: tuple[str, ...]
    kit: "Kit"
