"""The application as the other promises about screens have it."""

from tests.clinic import original_clinic
from tests.ui.desk import program

__all__ = ["original_clinic", "program"]
