"""The desktop program: application, entrance, workplace, cover and lock, and what happens when we made a mistake.

The unlock page stands first; everything heavy is imported on the worker behind it.
"""

from careboard.app.desktop import Desktop
from careboard.app.starting import application, run

__all__ = ["Desktop", "application", "run"]
