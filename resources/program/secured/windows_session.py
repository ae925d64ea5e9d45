"""What Windows says of its user's session: locked, switched, asleep, or a desktop of the system's own in front.

The messages come to a window of this program. Nothing tells that Windows asks for leave (UAC) or shows a screen saver:
each has a desktop of its own, and which one gets the input is asked by a clock. Never run on Windows; tests have a
system by hand.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import Any, Protocol

from PySide6.QtCore import QAbstractNativeEventFilter, QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from protocol.vocabulary.content import PauseReason
from resources.program.secured.secured import Told

LOOK_MS = 50  # between two looks at the desktop that gets the input
USUAL, SAVERS = "Default", "Screen-saver"  # names of desktops; any other is the system's own
SESSION_CHANGE, POWER = 0x02B1, 0x0218  # WM_WTSSESSION_CHANGE, WM_POWERBROADCAST
_LOCK, _UNLOCK = 0x7, 0x8
_CONNECTED, _DISCONNECTED = (0x1, 0x3), (0x2, 0x4)  # at the console, by remote desktop
_SUSPEND, _RESUMED = 0x4, (0x7, 0x12)
_THIS_SESSION, _NAME, _READ = 0, 2, 0x0001  # NOTIFY_FOR_THIS_SESSION, UOI_NAME, DESKTOP_READOBJECTS
_LONGEST = 64  # letters of a desktop's name


class System(Protocol):
    """The part of Windows that is asked."""

    def register(self, window: int) -> bool:
        """Have messages about the session sent to a window."""

    def unregister(self, window: int) -> None:
        """End it."""

    def input_desktop(self) -> str | None:
        """Return the name of the desktop that gets the input; None: it is not for this program."""


class Windows:
    """Windows itself."""

    def __init__(self) -> None:
        loader = getattr(ctypes, "WinDLL")  # noqa: B009 - Windows only
        self._user, self._sessions = loader("user32"), loader("wtsapi32")
        self._user.OpenInputDesktop.restype = ctypes.c_void_p
        self._user.CloseDesktop.argtypes = [ctypes.c_void_p]
        self._user.GetUserObjectInformationW.argtypes = [
            *(ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD, ctypes.c_void_p),
        ]

    def register(self, window: int) -> bool:
        """Have messages about the session sent to a window."""
        return bool(self._sessions.WTSRegisterSessionNotification(wintypes.HWND(window), _THIS_SESSION))

    def unregister(self, window: int) -> None:
        """End it."""
        self._sessions.WTSUnRegisterSessionNotification(wintypes.HWND(window))

    def input_desktop(self) -> str | None:
        """Return the name of the desktop that gets the input; None: it is not for this program."""
        desktop = self._user.OpenInputDesktop(0, False, _READ)
        if not desktop:
            return None
        name = ctypes.create_unicode_buffer(_LONGEST)
        got = self._user.GetUserObjectInformationW(desktop, _NAME, name, ctypes.sizeof(name), None)
        self._user.CloseDesktop(desktop)
        return name.value if got else None


class WindowsSession:
    """Watches the session; belongs to the GUI's thread.

    Args:
        system: Windows.
    """

    def __init__(self, system: System | None = None) -> None:
        self._system = system or Windows()
        self._told: Told | None = None
        self._window: QWidget | None = None
        self._filter = _Messages(self)
        self._timer = QTimer(interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._desktop: PauseReason | None = None

    def begin(self, told: Told) -> None:
        """Have the messages sent to a window that nobody sees, and look at the desktop."""
        self._told, self._desktop = told, None
        self._window = QWidget()
        self._system.register(int(self._window.winId()))
        _application().installNativeEventFilter(self._filter)
        self._timer.start()
        self.look()

    def end(self) -> None:
        """End both."""
        self._timer.stop()
        _application().removeNativeEventFilter(self._filter)
        if self._window is not None:
            self._system.unregister(int(self._window.winId()))
            self._window.deleteLater()
        self._window = self._told = None

    def look(self) -> None:
        """Say what the desktop that gets the input is, if it is another one now."""
        name = self._system.input_desktop()
        why = {USUAL: None, SAVERS: PauseReason.SCREEN_SAVER}.get(name or "", PauseReason.SECURED)
        if why is not self._desktop:
            before, self._desktop = self._desktop, why
            for reason, is_so in ((why, True), (before, False)):
                if reason is not None:
                    self._say(reason, is_so)

    def take(self, message: int, what: int) -> None:
        """Take a message of Windows."""
        if message == SESSION_CHANGE:
            if what in (_LOCK, _UNLOCK):
                self._say(PauseReason.LOCKED, what == _LOCK)
            elif what in _CONNECTED + _DISCONNECTED:
                self._say(PauseReason.SWITCHED, what in _DISCONNECTED)
        elif message == POWER and (what == _SUSPEND or what in _RESUMED):
            self._say(PauseReason.ASLEEP, what == _SUSPEND)

    def _say(self, why: PauseReason, is_so: bool) -> None:
        if self._told is not None:
            self._told(why, is_so)


class _Messages(QAbstractNativeEventFilter):
    """Gives the messages of Windows that Qt receives to a session's watch; they go on to Qt."""

    def __init__(self, session: WindowsSession) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(self, kind: Any, message: int) -> Any:
        """Take one."""
        if bytes(kind) == b"windows_generic_MSG":
            told = wintypes.MSG.from_address(int(message))
            self._session.take(told.message, told.wParam)
        return False, 0


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None, sys.argv
    return application
