"""Who works at the sample clinic: eleven invented people in all ten roles.

Their passphrases are no secret: they are printed whenever the clinic is made.
"""

from dataclasses import dataclass
from enum import Enum

from careboard.clinical.people import Role
from careboard.workflow.founding import Person


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one of the staff signs in."""

    name: str
    credentials: str
    role: Role
    sign_in: str

    @property
    def passphrase(self) -> str:
        """The words to type; long enough for the rule, and the same each time."""
        return f"sample passphrase {self.name.rpartition(' ')[2].lower()}"

    @property
    def person(self) -> Person:
        """As the program enrols them."""
        return Person(self.name, self.role, self.sign_in, self.passphrase)

    @property
    def signature(self) -> str:
        """Name and credentials."""
        return f"{self.name}, {self.credentials}"


class Staff(Enum):
    """Everybody, the founder first."""

    HALE = SignIn("R. Hale", "MHA", Role.ADMIN, "rh")
    WHITLOCK = SignIn("D. Whitlock", "CHPC", Role.PRIVACY_OFFICER, "dw")
    CHEN = SignIn("A. Chen", "MD", Role.PSYCHIATRIST, "ac")
    MARSH = SignIn("S. Marsh", "MD", Role.PHYSICIAN, "sm")
    REED = SignIn("J. Reed", "PMHNP-BC", Role.NURSE_PRACTITIONER, "jr")
    PATEL = SignIn("R. Patel", "RN", Role.NURSE, "rp")
    MORENO = SignIn("L. Moreno", "LCSW", Role.COUNSELOR, "lm")
    BRANDT = SignIn("T. Brandt", "LADC", Role.COUNSELOR, "tb")
    OSEI = SignIn("K. Osei", "RD", Role.NUTRITIONIST, "ko")
    ADEYEMI = SignIn("F. Adeyemi", "LICSW", Role.SUPERVISOR, "fa")
    NGUYEN = SignIn("H. Nguyen", "BSW", Role.COORDINATOR, "hn")
