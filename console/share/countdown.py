"""Something that happens in a while unless it is stopped, counted in seconds for whoever may stop it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class Countdown:
    """Calls `done` at its end; on the event loop's thread.

    Args:
        done: is called once for each `start` that is not stopped.
    """

    def __init__(self, done: Callable[[], None]) -> None:
        self._done = done
        self._timer: asyncio.TimerHandle | None = None
        self._ends_s = 0.0

    def start(self, seconds: float) -> None:
        """Begin anew."""
        self.stop()
        self._ends_s = time.monotonic() + seconds
        self._timer = asyncio.get_running_loop().call_later(seconds, self._end)

    def stop(self) -> None:
        """Do nothing at its end."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def left_s(self) -> int:
        """Return how many seconds are left, at least one while it runs; 0: it does not."""
        return 0 if self._timer is None else max(1, round(self._ends_s - time.monotonic()))

    def _end(self) -> None:
        self._timer = None
        self._done()
