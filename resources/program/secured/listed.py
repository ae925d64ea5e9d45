"""What is never shown, where it cannot be left out: the window in front, as a Wayland desktop's accessibility tells it.

Wayland tells no program of another's windows. What reads screens aloud is told which window is in front; its bus is
heard where it is on, and nothing is switched on for this.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtDBus import QDBusConnection, QDBusVariant

from protocol.mirror.capture.common.kept_back import Facts, Rules, kept_back, plain
from protocol.vocabulary.content import PauseReason
from resources.program.secured.bus import Bus
from resources.program.secured.secured import Told
from resources.program.session_bus import has_session_bus

BUS, BUS_PLACE = "org.a11y.Bus", "/org/a11y/bus"
REGISTRY, REGISTRY_PLACE = "org.a11y.atspi.Registry", "/org/a11y/atspi/registry"
WINDOWS, ROOT, THING = "org.a11y.atspi.Event.Window", "/org/a11y/atspi/accessible/root", "org.a11y.atspi.Accessible"
_GET = "org.freedesktop.DBus.Properties.Get"


class ListedWindow:
    """Says whether a window is in front that is never shown; of one it tells at once, of the next that it is over.

    Args:
        rules: returns what is never shown.
    """

    def __init__(self, rules: Callable[[], Rules]) -> None:
        self._rules = rules
        self._session: Bus | None = None
        self._bus: Bus | None = None
        self._told: Told | None = None
        self._said = False
        self._looks = 0  # at windows in front, so far; an answer about an earlier one counts no more

    def begin(self, told: Told) -> None:
        """Ask where the bus of accessibility is."""
        if not has_session_bus():
            return
        self._told, self._said = told, False
        self._session = Bus(QDBusConnection.BusType.SessionBus, os.environ.get("DBUS_SESSION_BUS_ADDRESS", ""))
        self._session.ask(BUS, BUS_PLACE, f"{BUS}.GetAddress", [], self._listen)

    def end(self) -> None:
        """Leave both."""
        for bus in (self._session, self._bus):
            if bus is not None:
                bus.close()
        self._session = self._bus = self._told = None

    def _listen(self, said: list[Any] | None) -> None:
        if self._told is None or not said or not isinstance(said[0], str):
            return  # there is no accessibility
        self._bus = Bus(QDBusConnection.BusType.SessionBus, said[0])
        self._bus.hear(WINDOWS, "Activate", self._in_front)
        self._bus.ask(REGISTRY, REGISTRY_PLACE, f"{REGISTRY}.RegisterEvent", ["window:activate"], lambda _said: None)

    def _in_front(self, sender: str, path: str, _said: list[Any]) -> None:
        """Ask for the names of the program and its window."""
        if self._bus is None:
            return
        self._looks += 1
        look, names = self._looks, dict[str, str]()

        def take(place: str, said: list[Any] | None) -> None:
            value = said[0].variant() if said and isinstance(said[0], QDBusVariant) else ""
            names[place] = value if isinstance(value, str) else ""
            if len(names) == len({ROOT, path}) and look == self._looks:
                self._judge(names[ROOT], names[path])

        for place in {ROOT, path}:
            self._bus.ask(sender, place, _GET, [THING, "Name"], partial(take, place))

    def _judge(self, program: str, title: str) -> None:
        facts = Facts(number=1, owner=1, names=frozenset({plain(program)} - {""}), title=title)
        is_listed = bool(kept_back([facts], self._rules()._replace(own=0, windows=frozenset()), 0))
        if self._told is not None and is_listed != self._said:
            self._said = is_listed
            self._told(PauseReason.PRIVATE, is_listed)
