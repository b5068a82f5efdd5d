"""The clinic and the desktop that the promises about screens are tried on."""

from tests.clinic import clinic, original_clinic
from tests.ui.desk import program, started

__all__ = ["clinic", "original_clinic", "program", "started"]
