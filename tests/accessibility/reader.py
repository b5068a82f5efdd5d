"""A screen reader of a few lines, for the system's own Python: it walks the tree, and hears what is announced.

It needs `gi` with AT-SPI and nothing of Careboard. It answers each line of its standard input with one of JSON.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  the version is asked for first

NAME, PATIENCE = "Careboard", 30  # the program's; seconds until something counts as never said
STATES = {
    "focusable": Atspi.StateType.FOCUSABLE,
    "showing": Atspi.StateType.SHOWING,
    "visible": Atspi.StateType.VISIBLE,
    "focused": Atspi.StateType.FOCUSED,
}


class Reader:
    """Hears every announcement from its beginning on, and walks the tree when it is asked to."""

    def __init__(self) -> None:
        Atspi.init()
        self._said: list[str] = []
        self._listener = Atspi.EventListener.new(self._hear)
        self._listener.register("object:announcement")

    def _hear(self, event: Any) -> None:
        self._said.append(str(event.any_data))

    def program(self) -> Any:
        """Careboard on the desktop; waits for it to be known there."""
        self._wait(lambda: self._find() is not None)
        return self._find()

    def _find(self) -> Any:
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for at in range(desktop.get_child_count()):
            one = desktop.get_child_at_index(at)
            if one is not None and one.get_name() == NAME:
                return one
        return None

    def _wait(self, until: Any) -> bool:
        """Let events come until something is so, or until it counts as never."""
        context, over = GLib.MainContext.default(), []
        timer = GLib.timeout_add_seconds(PATIENCE, lambda: over.append(True))
        poll = GLib.timeout_add(20, lambda: True)
        while not (done := until()) and not over:
            context.iteration(True)
        GLib.source_remove(poll)
        if not over:
            GLib.source_remove(timer)
        return bool(done)

    def said(self, words: str) -> list[str]:
        """All that was announced so far; waits until something was in which these words are."""
        self._wait(lambda: any(words in one for one in self._said))
        return list(self._said)

    def tree(self, role: str) -> list[dict[str, Any]]:
        """Everything in the program's window that is shown, with the children of what has a role."""
        return [self._told(one, role) for one in self._all(self.program())]

    def _all(self, top: Any) -> Iterator[Any]:
        """All that is showing, in the order of the tree; rows of a list out of sight count as shown."""
        top.clear_cache_single() if hasattr(top, "clear_cache_single") else top.clear_cache()
        yield top
        listed = top.get_role_name() in ("list", "table")
        for at in range(top.get_child_count()):
            child = top.get_child_at_index(at)
            if child is not None and (listed or child.get_state_set().contains(STATES["visible"])):
                yield from self._all(child)

    @staticmethod
    def _told(one: Any, role: str) -> dict[str, Any]:
        states = one.get_state_set()
        told = {
            "role": one.get_role_name(),
            "name": one.get_name() or "",
            "description": one.get_description() or "",
            **{name: bool(states.contains(state)) for name, state in STATES.items()},
        }
        if told["role"] == role:
            kids = [one.get_child_at_index(at) for at in range(one.get_child_count())]
            told["children"] = [kid.get_name() for kid in kids if kid is not None]
        return told


def main() -> None:
    """Answer line by line."""
    reader = Reader()
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        word, _blank, rest = line.strip().partition(" ")
        answer = {"said": reader.said, "tree": reader.tree}[word](rest)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
