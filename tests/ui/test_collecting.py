"""Promises about circular garbage: a widget in it is taken apart by the thread of the window and by no other."""

import gc
import weakref
from collections.abc import Iterator
from threading import Thread, get_ident

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from careboard.ui.collecting import Collecting
from careboard.workflow.collector import held_back, put_aside


class Ring:
    """Something in a circle, with a Qt object in it."""

    def __init__(self, ended: list[int]) -> None:
        self.itself, self.object = self, QObject()
        weakref.finalize(self, lambda: ended.append(get_ident()))


@pytest.fixture
def collecting(qapp: object) -> Iterator[Collecting]:
    gc.enable()
    made = Collecting()
    yield made
    made.end()
    gc.disable()


def much() -> None:
    """Far more circles than Python lets grow before it looks."""
    for _number in range(20_000):
        circle: list[object] = []
        circle.append(circle)


def by_a_worker() -> None:
    worker = Thread(target=much)
    worker.start()
    worker.join()


def test_that_a_worker_takes_no_widget_apart(collecting: Collecting, qtbot: QtBot) -> None:
    ended: list[int] = []
    Ring(ended)
    by_a_worker()
    assert ended == []
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [get_ident()]


def test_that_python_left_alone_would_have_a_worker_take_it_apart() -> None:
    gc.enable()
    ended: list[int] = []
    Ring(ended)
    by_a_worker()
    assert ended
    assert ended != [get_ident()]


def test_that_what_was_put_aside_for_good_stays_aside_when_a_chart_is_made() -> None:
    put_aside()
    aside = gc.get_freeze_count()
    with held_back():
        pass
    assert gc.get_freeze_count() > aside // 2


def test_that_nothing_is_looked_for_while_a_chart_is_made(collecting: Collecting) -> None:
    ended: list[int] = []
    Ring(ended)
    with held_back():
        much()
        collecting.look()
        assert ended == []
