"""Does what was asked for last: at once, and then only every so often. On the event loop's thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """What a peer may ask for as often as it likes, and what may be done less often.

    Args:
        act: does it.
        interval_s: between two times.
    """

    def __init__(self, act: Callable[[T], None], interval_s: float) -> None:
        self._act = act
        self._interval_s = interval_s
        self._loop = asyncio.get_running_loop()
        self._asked: list[T] = []  # the latest, if it has not been done
        self._timer: asyncio.TimerHandle | None = None

    def ask(self, value: T) -> None:
        """Do it for `value`, unless another one comes before that may be."""
        self._asked = [value]
        if self._timer is None:
            self._go()

    def stop(self) -> None:
        """Do nothing any more."""
        self._asked.clear()
        if self._timer is not None:
            self._timer.cancel()

    def _go(self) -> None:
        self._timer = None
        if self._asked:
            self._timer = self._loop.call_later(self._interval_s, self._go)
            self._act(self._asked.pop())
