"""What has changed of a drawable: told by the server, or, where it can't tell, anything, looked at by a clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

import xcffib
import xcffib.damage
import xcffib.xfixes

from protocol.mirror.capture.x11.extensions import extension, first_event
from protocol.mirror.picture.tiles import Rect

SHORTEST_LOOK_S = 0.1  # between two looks where the server tells of no damage
_LOOK_SHARE = 5  # times as long as a look takes until the next one, so that a large screen costs no whole processor


class Damage(Protocol):
    """Says where a drawable has changed."""

    event: int | None  # the number of the event by which the server tells; None: it tells of none

    def told(self) -> None:
        """Note that the server told of damage."""

    def due_in_s(self) -> float | None:
        """Say in how many seconds there may be some that nobody tells of; None: the server tells."""

    def take(self) -> list[Rect] | None:
        """Return where it has changed since the last call, on the drawable; None: anywhere, empty: nowhere."""

    def grabbed(self, seconds: float) -> None:
        """Note how long it took to copy what has changed."""


class ToldDamage:
    """The server's own notes of what is drawn."""

    def __init__(self, connection: Any, watched: int) -> None:
        self._connection = connection
        self._fixes = connection(xcffib.xfixes.key)
        self._fixes.QueryVersion(5, 0).reply()
        self._extension = connection(xcffib.damage.key)
        self._extension.QueryVersion(1, 1).reply()
        self._region, self._damage = connection.generate_id(), connection.generate_id()
        self._fixes.CreateRegion(self._region, 0, [])
        self._extension.Create(self._damage, watched, xcffib.damage.ReportLevel.NonEmpty)
        self.event = first_event(connection, xcffib.damage.key.name)
        self._damaged = self._all = True  # all of it is new at first

    def told(self) -> None:
        """Note that there is some."""
        self._damaged = True

    def due_in_s(self) -> float | None:
        """Return None: the server tells."""
        return None

    def take(self) -> list[Rect] | None:
        """Fetch it."""
        if not self._damaged:
            return []
        self._damaged = False
        self._extension.Subtract(self._damage, xcffib.NONE, self._region)
        region = self._fixes.FetchRegion(self._region).reply()
        if self._all:
            self._all = False
            return None
        return [Rect(r.x, r.y, r.width, r.height) for r in region.rectangles]

    def grabbed(self, seconds: float) -> None:
        """Do nothing: only what has changed is copied."""


class LookedDamage:
    """Looks by a clock.

    Args:
        clock: seconds, never going back.
    """

    event: int | None = None

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due_s = clock()
        self._interval_s = SHORTEST_LOOK_S

    def told(self) -> None:
        """Do nothing: nobody tells."""

    def due_in_s(self) -> float | None:
        """Say when it is time to look."""
        return max(0.0, self._due_s - self._clock())

    def take(self) -> list[Rect] | None:
        """Say that anything may have changed, when it is time."""
        if self._clock() < self._due_s:
            return []
        self._due_s = self._clock() + self._interval_s
        return None

    def grabbed(self, seconds: float) -> None:
        """Look less often where a look takes long."""
        self._interval_s = max(SHORTEST_LOOK_S, _LOOK_SHARE * seconds)
        self._due_s = self._clock() + self._interval_s


def damage_of(connection: Any, watched: int) -> Damage:
    """Watch a drawable in the best way that the server has."""
    if extension(connection, xcffib.damage.key) is None or extension(connection, xcffib.xfixes.key) is None:
        return LookedDamage()
    return ToldDamage(connection, watched)
