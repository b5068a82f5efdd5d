"""All tours, in the order in which they are walked: those of one person side by side, what ends the clinic last."""

from tests.gallery import at_work, charts, composing, emergency, entering, hub, leaving, others, states
from tests.gallery.tour import Tour

TOURS: tuple[Tour, ...] = tuple(
    one
    for room in (entering, at_work, charts, composing, emergency, hub, leaving, others, states)
    for one in vars(room).values()
    if isinstance(one, Tour)
)
