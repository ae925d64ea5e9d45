"""The only door from a worker thread to an event loop: a mailbox that wakes the loop once a burst."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Carry items from any thread to a callback on the loop's thread, in order.

    The mailbox itself has no bound: whoever puts must be paced by what comes back (acknowledgements, room on the link).

    Args:
        loop: the loop whose thread receives.
        receive: called on the loop's thread with all items that have come in since it was last called.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, receive: Callable[[list[T]], None]) -> None:
        self._loop = loop
        self._receive = receive
        self._lock = threading.Lock()  # guards the three below
        self._items: list[T] = []
        self._awake = False  # a wake-up is under way
        self._closed = False

    def put(self, item: T) -> None:
        """Leave `item` for the loop's thread; any thread. After `close` it is dropped."""
        with self._lock:
            if self._closed:
                return
            self._items.append(item)
            if self._awake:
                return
            self._awake = True
            # Under the lock, so that a loop that ends after `close` is never called.
            self._loop.call_soon_threadsafe(self._deliver)

    def close(self) -> None:
        """Deliver nothing from now on, not even what waits; loop thread."""
        with self._lock:
            self._closed = True
            self._items.clear()

    def _deliver(self) -> None:
        with self._lock:
            items, self._items = self._items, []
            self._awake = False
        if items:
            self._receive(items)
