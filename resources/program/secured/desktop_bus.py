"""What a Linux desktop's screen saver says on the session's D-Bus; on most desktops it is what locks the screen."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from PySide6.QtDBus import QDBusConnection

from protocol.vocabulary.content import PauseReason
from resources.program.secured.bus import Bus
from resources.program.secured.secured import Told
from resources.program.session_bus import has_session_bus

SAVERS = {
    "org.freedesktop.ScreenSaver": "/org/freedesktop/ScreenSaver",
    "org.gnome.ScreenSaver": "/org/gnome/ScreenSaver",
    "org.cinnamon.ScreenSaver": "/org/cinnamon/ScreenSaver",
    "org.mate.ScreenSaver": "/org/mate/ScreenSaver",
    "org.xfce.ScreenSaver": "/org/xfce/ScreenSaver",
}
"""Services, which are their interfaces, too, and where they are."""

_KDE, _ABOUT = "org.kde.screensaver", "AboutToLock"
_KDES = "org.freedesktop.ScreenSaver"  # says that it is over


class DesktopSavers:
    """Watches them all; a desktop has one or two."""

    def __init__(self) -> None:
        self._bus: Bus | None = None
        self._told: Told | None = None
        self._active: set[str] = set()

    def begin(self, told: Told) -> None:
        """Listen to all, and ask each that is there."""
        if not has_session_bus():
            return
        self._told, self._active = told, set()
        bus = self._bus = Bus(QDBusConnection.BusType.SessionBus, os.environ.get("DBUS_SESSION_BUS_ADDRESS", ""))
        for name, place in SAVERS.items():
            bus.hear(name, "ActiveChanged", partial(self._heard, name))
            bus.ask(name, place, f"{name}.GetActive", [], partial(self._take, name))
        bus.hear(_KDE, _ABOUT, lambda _sender, _path, _said: self._take(_KDES, [True]))
        bus.hear("org.freedesktop.DBus", "NameOwnerChanged", lambda _sender, _path, said: self._gone(said))

    def end(self) -> None:
        """Leave the bus."""
        if self._bus is not None:
            self._bus.close()
        self._bus = self._told = None

    def _gone(self, said: list[Any]) -> None:
        """Forget what a saver has said that has left the bus."""
        name, _, owner = [*said, "", "", ""][:3]
        if not owner and name in self._active:
            self._take(name, [False])

    def _heard(self, name: str, _sender: str, _path: str, said: list[Any]) -> None:
        self._take(name, said)

    def _take(self, name: str, said: list[Any] | None) -> None:
        if said is None or self._told is None or not said or not isinstance(said[0], bool):
            return
        before = bool(self._active)
        self._active = self._active | {name} if said[0] else self._active - {name}
        if bool(self._active) != before:
            self._told(PauseReason.SCREEN_SAVER, bool(self._active))
