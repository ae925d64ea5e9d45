"""Writes the audit: who did what and when, through the store thread, with a bound on what strangers can cause."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

from console.host.core.audit import Entry, Event
from console.host.core.chain.names import plain
from console.host.core.limits import (
    MINUTE_S,
    NOTES,
    REFUSALS_A_MINUTE,
    REFUSALS_OF_ONE_SOURCE_A_MINUTE,
    WAIT_ROWS_A_MINUTE,
    WAIT_ROWS_OF_ONE_SOURCE_A_MINUTE,
    Bound,
    Limits,
)
from console.host.core.refusals import Cause, LeftOut, More, Share
from console.host.store.clerk import Clerk

_log = logging.getLogger(__name__)

_OF_WAITS = (Event.WAITED, Event.GAVE_UP)


class Timer(Protocol):
    """What calls back later."""

    def cancel(self) -> None:
        """Have it not call back."""


Later = Callable[[float, Callable[[], None]], Timer]


class Journal:
    """The audit as the event loop writes it.

    Attributes:
        now_ms: the clock that entries are stamped with, milliseconds since 1970.
        counted: how often each event has happened; a refused join is counted by its reason.
    """

    def __init__(
        self, *, clerk: Clerk, now_ms: Callable[[], int], clock: Callable[[], float], later: Later, limits: Limits
    ) -> None:
        self._limits = limits
        self.now_ms = now_ms
        self.counted: Counter[tuple[Event, str]] = Counter()
        self._clerk = clerk
        self._clock = clock
        self._later = later
        self._shares: dict[Event, Share] = {}
        self._left_out = LeftOut()
        self._timer: Timer | None = None

    def entry(self, event: Event, **fields: Any) -> Entry:
        """Make an entry of this moment, to be written together with what it tells of."""
        self._count(event, fields)
        return self._entry(event, fields)

    def write(self, event: Event, **fields: Any) -> None:
        """Write an entry that stands alone."""
        self._append(self.entry(event, **fields))

    def entry_if_few(self, event: Event, **fields: Any) -> Entry | None:
        """Make an entry of what anybody can cause as often as they like; None: it is counted instead.

        Once a minute it is written of whom how many more there were.
        """
        self._count(event, fields)
        cause = Cause(**{name: value for name, value in fields.items() if name != "detail"})
        if self._may_write(event, cause):
            return self._entry(event, fields)
        self._left_out.note(event, cause)
        if self._timer is None:
            self._timer = self._later(MINUTE_S, self._sum_up)
        return None

    def refusal(self, event: Event, **fields: Any) -> None:
        """Write what a stranger or a wrong message caused, or anybody can as often as they like; see `entry_if_few`."""
        if (entry := self.entry_if_few(event, **fields)) is not None:
            self._append(entry)

    def stop(self) -> None:
        """Write how many more there were until now."""
        if self._timer is not None:
            self._timer.cancel()
            self._write_more()

    def _may_write(self, event: Event, cause: Cause) -> bool:
        if not self._limits.held(NOTES, within=not self._clerk.crowded):
            return False  # a database that takes nothing for hours must not lose what is worth more
        if event not in self._shares:
            self._shares[event] = Share(self._limits, *_bounds(event))
        return self._shares[event].take(cause, self._clock())

    def _sum_up(self) -> None:
        self._timer = None
        if self._clerk.crowded:
            self._timer = self._later(MINUTE_S, self._sum_up)
        else:
            self._write_more()

    def _write_more(self) -> None:
        self._timer = None
        for more in self._left_out.take():
            self._append(self._entry(more.event, _fields(more)))

    def _append(self, entry: Entry) -> None:
        self._clerk.note(lambda store: store.audit.append(entry))

    def _entry(self, event: Event, fields: dict[str, Any]) -> Entry:
        readable = {name: _readable(value) for name, value in fields.items()}
        words = "".join(f" {name}=%({name})s" for name in readable)
        _log.info(f"%(audit)s{words}", {"event": "audit", "audit": str(event)} | readable)
        return Entry(event=event, time_ms=self.now_ms(), **fields)

    def _count(self, event: Event, fields: dict[str, Any]) -> None:
        self.counted[event, fields.get("detail", "") if event is Event.JOIN_REFUSED else ""] += 1


def _bounds(event: Event) -> tuple[Bound, Bound]:
    if event in _OF_WAITS:
        return WAIT_ROWS_OF_ONE_SOURCE_A_MINUTE, WAIT_ROWS_A_MINUTE
    return REFUSALS_OF_ONE_SOURCE_A_MINUTE, REFUSALS_A_MINUTE


def _fields(more: More) -> dict[str, Any]:
    cause = more.cause
    return {"who": cause.who, "session": cause.session, "member": cause.member, "detail": more.detail}


def _readable(value: Any) -> str | int:
    """Return a field of an entry as a log's reader sees it: names as they are, of a session's number its beginning."""
    if isinstance(value, bytes):
        return value.hex()[:8]
    return value if isinstance(value, int) else plain(str(value))
