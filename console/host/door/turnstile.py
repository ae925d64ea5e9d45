"""Lets one connection after the other have something done for it that is costly: one in each turn of the event loop.

So whatever else there is to do, members' messages first of all, comes between any two of them.
"""

from __future__ import annotations

import asyncio

from console.host.core.limits import Bound, Limits
from console.host.core.places import Place, Places
from console.host.door.fair_turns import FairTurns


class Turnstile:
    """Who waits for a turn, see `FairTurns`; `of_source` and `of_unknown` are turns a second."""

    def __init__(self, places: Places, limits: Limits, of_source: Bound, of_unknown: Bound | None = None) -> None:
        self._places = places
        self._turns: FairTurns[asyncio.Future[None]] = FairTurns(limits, of_source, of_unknown)
        self._loop = asyncio.get_running_loop()
        self._next: asyncio.Handle | None = None

    async def turn(self, place: Place) -> None:
        """Wait until it is this connection's turn."""
        waiting: asyncio.Future[None] = self._loop.create_future()
        self._turns.put(waiting, place.sources, known=self._places.is_known(place))
        if self._next is None or len(self._turns) == 1:
            self._go_on()
        try:
            await waiting
        finally:
            self._turns.drop(waiting)

    def _go_on(self) -> None:
        if self._next is not None:
            self._next.cancel()
        due_s = self._turns.due_s(self._loop.time())
        if due_s is None:
            self._next = None
        else:
            self._next = self._loop.call_later(due_s, self._take) if due_s else self._loop.call_soon(self._take)

    def _take(self) -> None:
        waiting = self._turns.take(self._loop.time())
        if waiting is not None and not waiting.done():
            waiting.set_result(None)
        self._go_on()
