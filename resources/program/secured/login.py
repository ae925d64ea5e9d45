"""What systemd's login manager says of this user's session: locked, not the one that is seen, about to sleep."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from PySide6.QtDBus import QDBusConnection, QDBusObjectPath, QDBusVariant

from protocol.vocabulary.content import PauseReason
from resources.program.secured.bus import Bus
from resources.program.secured.secured import Told

SERVICE, PLACE = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION, _PROPERTIES = f"{SERVICE}.Manager", f"{SERVICE}.Session", "org.freedesktop.DBus.Properties"
_SOCKETS = ("/run/dbus/system_bus_socket", "/var/run/dbus/system_bus_socket")


class LoginSession:
    """Watches the session that this program belongs to, or else its user's first one with a screen.

    Args:
        environment: where the session's name stands.
    """

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._environment = environment
        self._bus: Bus | None = None
        self._told: Told | None = None

    def begin(self, told: Told) -> None:
        """Find the session, ask for its state and listen."""
        address = self._environment.get("DBUS_SYSTEM_BUS_ADDRESS", "")
        if not address and not any(map(os.path.exists, _SOCKETS)):
            return
        self._told = told
        self._bus = Bus(QDBusConnection.BusType.SystemBus, address)
        self._bus.hear(_MANAGER, "PrepareForSleep", self._sleeps, service=SERVICE, path=PLACE)
        self._find([name for name in (self._environment.get("XDG_SESSION_ID"), "auto") if name])

    def end(self) -> None:
        """Leave the bus."""
        if self._bus is not None:
            self._bus.close()
        self._bus = self._told = None

    def _find(self, names: list[str]) -> None:
        """Ask for the session by the first of the names that leads to one."""
        if not names or self._bus is None:
            return

        def take(said: list[Any] | None) -> None:
            if said and isinstance(said[0], QDBusObjectPath):
                self._follow(said[0].path())
            else:
                self._find(names[1:])

        self._bus.ask(SERVICE, PLACE, f"{_MANAGER}.GetSession", [names[0]], take)

    def _follow(self, path: str) -> None:
        if self._bus is None:
            return
        place = {"service": SERVICE, "path": path}
        self._bus.hear(_SESSION, "Lock", lambda _sender, _path, _said: self._say(PauseReason.LOCKED, True), **place)
        self._bus.hear(_SESSION, "Unlock", lambda _sender, _path, _said: self._say(PauseReason.LOCKED, False), **place)
        self._bus.hear(_PROPERTIES, "PropertiesChanged", lambda _sender, _path, _said: self._look(path), **place)
        self._look(path)

    def _look(self, path: str) -> None:
        """Ask for what counts; Qt for Python cannot read the maps in which all of it would come."""
        if self._bus is None:
            return
        for name, why, means in (("LockedHint", PauseReason.LOCKED, True), ("Active", PauseReason.SWITCHED, False)):

            def take(said: list[Any] | None, why: PauseReason = why, means: bool = means) -> None:
                value = said[0].variant() if said and isinstance(said[0], QDBusVariant) else None
                if isinstance(value, bool):
                    self._say(why, value is means)

            self._bus.ask(SERVICE, path, f"{_PROPERTIES}.Get", [_SESSION, name], take)

    def _sleeps(self, _sender: str, _path: str, said: list[Any]) -> None:
        if said and isinstance(said[0], bool):
            self._say(PauseReason.ASLEEP, said[0])

    def _say(self, why: PauseReason, is_so: bool) -> None:
        if self._told is not None:
            self._told(why, is_so)
