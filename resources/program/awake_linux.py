"""Keeping an X server's screen on, and a Linux desktop from locking itself.

Both are bound to a connection of their own, so that they end with it: given back, or with a process that was killed.
"""

from __future__ import annotations

import itertools
from typing import Any

import xcffib
import xcffib.screensaver
import xcffib.xproto

from resources.program.session_bus import has_session_bus

_SINCE = (1, 1)  # the version of the extension that lets a client suspend the screen saver
_SERVICE, _PLACE = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_names = itertools.count(1)


class XServerWakefulness:
    """Suspends the X server's own screen saver, and the monitors' saving of power.

    Args:
        display: the X display; None: that of the environment.
    """

    def __init__(self, display: str | None = None) -> None:
        self._display = display
        self._connection: Any = None

    def begin(self) -> None:
        """Suspend them; nothing where there is no X server that could."""
        try:
            connect: Any = xcffib.Connection
            self._connection = connect(display=self._display)
            if not _suspend(self._connection):
                self.end()
        except xcffib.XcffibException:
            self._connection = None

    def end(self) -> None:
        """End the connection, and what it holds with it."""
        if self._connection is not None:
            self._connection.disconnect()
        self._connection = None


class DesktopWakefulness:
    """Asks the desktop not to count the time without input, by the D-Bus service that GNOME, KDE and others have."""

    def __init__(self) -> None:
        self._name = f"fernblick-awake-{next(_names)}"
        self._is_open = False

    def begin(self) -> None:
        """Ask it, without waiting for the answer; nothing where there is no session bus."""
        if not has_session_bus():
            return
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage
        except ImportError:
            return  # a bundle without it
        bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, self._name)
        self._is_open = True
        call = QDBusMessage.createMethodCall(_SERVICE, _PLACE, _SERVICE, "Inhibit")
        call.setArguments(["Fernblick", "A screen is watched or shown"])
        bus.send(call)

    def end(self) -> None:
        """Leave the bus: the desktop forgets what a client has asked that is gone."""
        if self._is_open:
            from PySide6.QtDBus import QDBusConnection

            QDBusConnection.disconnectFromBus(self._name)
        self._is_open = False


def _suspend(connection: Any) -> bool:
    """Have an X server suspend its screen saver; return whether it can."""
    name = xcffib.screensaver.key.name
    if not connection.core.QueryExtension(len(name), name).reply().present:
        return False
    saver = connection(xcffib.screensaver.key)
    version = saver.QueryVersion(*_SINCE).reply()
    if (version.server_major_version, version.server_minor_version) < _SINCE:
        return False
    saver.Suspend(1, is_checked=True).check()
    return True
