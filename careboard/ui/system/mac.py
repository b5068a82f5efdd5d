"""The screen of a Mac: that it was locked, as the system tells every program that asks.

Only the locked screen is heard. A change of user without a lock is not, nor sleep before it begins: Careboard's clock
locks when the computer wakes. The tests hand it a stand-in for Core Foundation; nobody has seen it on a Mac yet.
"""

import ctypes
from collections.abc import Callable
from typing import Protocol, cast

LOCKED = b"com.apple.screenIsLocked"
UTF_8 = 0x0800_0100  # kCFStringEncodingUTF8
AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
FRAMEWORK = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation"
Heard = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)


class Function(Protocol):
    """A function of a C library."""

    argtypes: object
    restype: object

    def __call__(self, *arguments: object) -> int:
        """Call it."""


class Library(Protocol):
    """What is used of Core Foundation."""

    CFNotificationCenterGetDistributedCenter: Function
    CFStringCreateWithCString: Function
    CFNotificationCenterAddObserver: Function


class MacScreen:
    """Tells when the screen was locked."""

    def __init__(self, told: Callable[[], None], library: Library | None = None) -> None:
        pointer = ctypes.c_void_p
        known = library or cast("Library", ctypes.CDLL(FRAMEWORK))
        known.CFNotificationCenterGetDistributedCenter.restype = pointer
        named, observe = known.CFStringCreateWithCString, known.CFNotificationCenterAddObserver
        named.argtypes, named.restype = (pointer, ctypes.c_char_p, ctypes.c_uint32), pointer
        observe.argtypes, observe.restype = (pointer, pointer, Heard, pointer, pointer, ctypes.c_long), None
        self._heard = Heard(lambda *_about: told())  # Core Foundation keeps no hold of it
        observe(
            known.CFNotificationCenterGetDistributedCenter(),
            None,
            self._heard,
            named(None, LOCKED, UTF_8),
            None,
            AT_ONCE,
        )
