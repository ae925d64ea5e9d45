"""Silence of the one whose picture is shown: it looks live, and may be old."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

QUIET_S = 3.0  # of silence; who shares says something every two seconds, also of a picture that stands still
LATE_S = 0.5  # a look that comes later was held up with the whole program


class Silence:
    """Says when nothing has been heard for `QUIET_S`, and when it is over; on the event loop's thread.

    Args:
        say: is told whether it is quiet, at each change.
    """

    def __init__(self, say: Callable[[bool], None]) -> None:
        self._say = say
        self._loop = asyncio.get_running_loop()
        self._heard_at = self._loop.time()
        self._is_quiet = False
        self._timer: asyncio.TimerHandle | None = None

    def heard(self) -> None:
        """Note that something has come."""
        self._heard_at = self._loop.time()
        self._tell(False)
        if self._timer is None:
            self._look_in(QUIET_S)

    def stop(self) -> None:
        """Listen no more, until something comes."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._tell(False)

    def _look_in(self, seconds: float) -> None:
        self._timer = self._loop.call_later(seconds, self._look, self._loop.time() + seconds)

    def _look(self, due: float) -> None:
        """Say that it is quiet, or look again when it would be; once it is, what comes begins anew."""
        now = self._loop.time()
        if now - due > LATE_S:  # it was this program that stood still: what has come meanwhile was not read yet
            self._heard_at = now
        left_s = self._heard_at + QUIET_S - now
        if left_s > 0:
            self._look_in(left_s)
        else:
            self._timer = None
            self._tell(True)

    def _tell(self, value: bool) -> None:
        if value != self._is_quiet:
            self._is_quiet = value
            self._say(value)
