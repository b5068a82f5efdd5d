"""A clinic as its founder wishes it, before anything is made."""

from dataclasses import dataclass, field
from pathlib import Path

from careboard.clinical.people import Role


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
