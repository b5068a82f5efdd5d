"""The application as the other promises about screens have it."""

from tests.ui.desk import program

__all__ = ["program"]
