"""The desktop that the promises about screens are tried on."""

from tests.ui.desk import program, started

__all__ = ["program", "started"]
