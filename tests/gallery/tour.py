"""What a tour is: a walk that stops at some screens, each of which it names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.gallery.walk import Walk

Stops = Callable[[Walk], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Tour:
    """A walk that stops at some screens, each of which it names; `who` signs in first, if anybody."""

    name: str
    who: str
    stops: Stops

    def walk(self, walk: Walk) -> Iterator[str]:
        """Stop at one screen after another; each is named by the tour and the stop."""
        for stop in self.stops(walk):
            walk.camera.settle()
            walk.stand()
            for _turn in range(3):  # where one part needs more height, those around it follow one after another
                walk.camera.settle()
            yield f"{self.name}-{stop}" if stop else self.name


def tour(who: str = "") -> Callable[[Stops], Tour]:
    """A tour of this name, on which this member has signed in."""
    return lambda stops: Tour(stops.__name__.strip("_").replace("_", "-"), who, stops)
