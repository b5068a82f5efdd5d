"""All tours, in the order in which they are walked: those of one person side by side, what ends the clinic last."""

from tests.gallery import scenes, states
from tests.gallery.tour import Tour

TOURS: tuple[Tour, ...] = tuple(
    one for room in (scenes, states) for one in vars(room).values() if isinstance(one, Tour)
)
