"""What macOS says of its user's session: locked, a screen saver, another user.

Lock and screen saver are told by notifications that every program may hear. Who sits at the screen nobody tells: that
is asked by a clock. Never run on macOS; tests have frameworks by hand.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from typing import Any

from PySide6.QtCore import QTimer

from protocol.vocabulary.content import PauseReason
from resources.program.secured.secured import Told

LOOK_MS = 50  # between two looks at who sits at the screen
NOTIFICATIONS = {
    "com.apple.screenIsLocked": (PauseReason.LOCKED, True),
    "com.apple.screenIsUnlocked": (PauseReason.LOCKED, False),
    "com.apple.screensaver.didstart": (PauseReason.SCREEN_SAVER, True),
    "com.apple.screensaver.didstop": (PauseReason.SCREEN_SAVER, False),
}
_ON_CONSOLE, _LOCKED = b"kCGSSessionOnConsoleKey", b"CGSSessionScreenIsLocked"
_UTF8, _AT_ONCE = 0x0800_0100, 4  # kCFStringEncodingUTF8, CFNotificationSuspensionBehaviorDeliverImmediately
_LONGEST = 128  # bytes of a notification's name
_Heard = ctypes.CFUNCTYPE(None, *(ctypes.c_void_p,) * 5)  # center, observer, name, object, more about it


class MacSession:
    """Watches the session; belongs to the GUI's thread, whose run loop delivers the notifications.

    Args:
        core: the framework CoreFoundation.
        graphics: the framework CoreGraphics.
    """

    def __init__(self, core: Any = None, graphics: Any = None) -> None:
        self._core = core or ctypes.CDLL(ctypes.util.find_library("CoreFoundation"))
        self._graphics = graphics or ctypes.CDLL(ctypes.util.find_library("CoreGraphics"))
        _declare(self._core, self._graphics)
        self._heard = _Heard(self._hear)  # to be kept while it may be called
        self._names = [self._text(name.encode()) for name in NOTIFICATIONS]
        self._keys = {name: self._text(name) for name in (_ON_CONSOLE, _LOCKED)}
        self._told: Told | None = None
        self._said: dict[PauseReason, bool] = {}
        self._timer = QTimer(interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, told: Told) -> None:
        """Hear the notifications, and look who sits there."""
        self._told, self._said = told, {}
        center = self._core.CFNotificationCenterGetDistributedCenter()
        for name in self._names:
            self._core.CFNotificationCenterAddObserver(center, id(self), self._heard, name, None, _AT_ONCE)
        self._timer.start()
        self.look()

    def end(self) -> None:
        """Hear nothing more."""
        self._timer.stop()
        center = self._core.CFNotificationCenterGetDistributedCenter()
        self._core.CFNotificationCenterRemoveEveryObserver(center, id(self))
        self._told = None

    def look(self) -> None:
        """Say who sits at the screen, and whether it is locked, as far as the system knows."""
        session = self._graphics.CGSessionCopyCurrentDictionary()
        if not session:  # a program that has no session at the screen
            self._say(PauseReason.SWITCHED, True)
            return
        self._say(PauseReason.SWITCHED, not self._flag(session, _ON_CONSOLE))
        self._say(PauseReason.LOCKED, self._flag(session, _LOCKED))
        self._core.CFRelease(session)

    def _flag(self, session: int, name: bytes) -> bool:
        value = self._core.CFDictionaryGetValue(session, self._keys[name])
        return bool(value) and bool(self._core.CFBooleanGetValue(value))

    def _hear(self, _center: int, _observer: int, name: int, _object: int, _more: int) -> None:
        letters = ctypes.create_string_buffer(_LONGEST)
        self._core.CFStringGetCString(name, letters, _LONGEST, _UTF8)
        known = NOTIFICATIONS.get(letters.value.decode("utf-8", "replace"))
        if known is not None:
            self._say(*known)

    def _say(self, why: PauseReason, is_so: bool) -> None:
        if self._told is not None and self._said.get(why, False) != is_so:
            self._said[why] = is_so
            self._told(why, is_so)

    def _text(self, letters: bytes) -> Any:
        return self._core.CFStringCreateWithCString(None, letters, _UTF8)


def _declare(core: Any, graphics: Any) -> None:
    """Say which of the functions take and return pointers."""
    pointer = ctypes.c_void_p
    for name, returns, takes in (
        ("CFStringCreateWithCString", pointer, [pointer, ctypes.c_char_p, ctypes.c_uint32]),
        ("CFStringGetCString", ctypes.c_bool, [pointer, ctypes.c_char_p, ctypes.c_long, ctypes.c_uint32]),
        ("CFNotificationCenterGetDistributedCenter", pointer, []),
        ("CFNotificationCenterAddObserver", None, [pointer, pointer, _Heard, pointer, pointer, ctypes.c_long]),
        ("CFNotificationCenterRemoveEveryObserver", None, [pointer, pointer]),
        ("CFDictionaryGetValue", pointer, [pointer, pointer]),
        ("CFBooleanGetValue", ctypes.c_bool, [pointer]),
        ("CFRelease", None, [pointer]),
    ):
        function = getattr(core, name)
        function.restype, function.argtypes = returns, takes
    graphics.CGSessionCopyCurrentDictionary.restype = pointer
