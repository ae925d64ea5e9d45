"""Keeps in the database who still waits, and counts those as missed whom no host knows any more.

A host that ends, or is killed, leaves its customers' places behind. Whoever has not come back to theirs in time has
waited for nothing, and no host has seen them go; any host that shares the database writes that down, once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection

from console.host.core.audit import Entry, Event
from console.host.core.terms import WAIT_KEPT_S
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.records.waits import LostWait

SEEN_S = 20.0  # how often the database is told who still waits
LOST_S = 2 * WAIT_KEPT_S  # a wait that no host has told of for so long stands no more


class WaitWatch:
    """Tells the database every `SEEN_S` who waits here: `waiting` returns the hashes of their tokens."""

    def __init__(
        self,
        *,
        waiting: Callable[[], Collection[bytes]],
        clerk: Clerk,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._waiting = waiting
        self._clerk = clerk
        self._journal = journal
        self._loop = loop
        self._timer: asyncio.TimerHandle | None = None
        self._failures = 0
        self._since = 0.0  # from when on customers could come back and hosts could say who waits

    def start(self) -> None:
        """Begin; customers have time to come back to this host first."""
        self._failures, self._since = self._clerk.failures, self._loop.time()
        self._timer = self._loop.call_later(SEEN_S, self._look)

    def stop(self) -> None:
        """End."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer = self._loop.call_later(SEEN_S, self._look)
        waiting, now_ms = list(self._waiting()), self._journal.now_ms()
        if waiting:
            self._clerk.note(lambda store: store.waits.still_there(waiting, now_ms))
        if self._failures != self._clerk.failures:
            self._failures, self._since = self._clerk.failures, self._loop.time()
        elif self._loop.time() - self._since >= WAIT_KEPT_S:
            before_ms = now_ms - round(LOST_S * 1000)
            self._clerk.note(lambda store: store.waits.end_lost(before_ms, self._entry(now_ms)))

    @staticmethod
    def _entry(now_ms: int) -> Callable[[LostWait], Entry]:
        """Return what makes the audit's row of a lost wait; called in the store thread."""
        return lambda wait: Entry(event=Event.GAVE_UP, time_ms=now_ms, detail=f"{wait.channel} {wait.reason}")
