"""What tests say to a process of their own."""

import os


def without_a_display() -> dict[str, str]:
    """The environment of a computer that has no display."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in hidden}
