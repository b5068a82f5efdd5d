"""Holding the worker of long work, so that a test can stop what has not begun yet, however fast the machine is."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from PySide6.QtCore import QObject

from careboard.ui.desk import Desk


@contextmanager
def held(desk: Desk) -> Iterator[None]:
    """Long work that is asked for within begins only when this ends."""
    gate, owner = Event(), QObject()
    desk.begin(lambda _session, _errand, _tell: gate.wait(60), owner, lambda _waited: None)
    try:
        yield
    finally:
        gate.set()
