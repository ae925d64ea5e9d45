"""KDE's notifications: a program may ask that none is shown; the desktop forgets it with the program's connection."""

from __future__ import annotations

import itertools
import os

SERVICE, PLACE = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_names = itertools.count(1)


class Inhibition:
    """Asks for it over a connection of its own."""

    def __init__(self) -> None:
        self._name = f"fernblick-quiet-{next(_names)}"
        self._is_open = False

    def begin(self) -> None:
        """Ask, without waiting for the answer."""
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage
        except ImportError:
            return  # a bundle without it
        address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
        if address:
            bus = QDBusConnection.connectToBus(address, self._name)
        else:
            bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, self._name)
        self._is_open = True
        call = QDBusMessage.createMethodCall(SERVICE, PLACE, SERVICE, "Inhibit")
        call.setArguments(["fernblick", "A screen is shown to somebody", {}])
        call.setAutoStartService(False)
        bus.send(call)

    def end(self) -> None:
        """Leave the bus."""
        if self._is_open:
            from PySide6.QtDBus import QDBusConnection

            QDBusConnection.disconnectFromBus(self._name)
        self._is_open = False
