"""Writes the audit: who did what and when, through the store thread, with a bound on what strangers can cause."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

from console.host.core.audit import Entry, Event
from console.host.core.audit_names import plain
from console.host.core.limits import REFUSALS_A_MINUTE, Limits, Rate
from console.host.store.clerk import Clerk

_log = logging.getLogger(__name__)


class Journal:
    """The audit as the event loop writes it.

    Attributes:
        now_ms: the clock that entries are stamped with, milliseconds since 1970.
        counted: how often each event has happened; a refused join is counted by its reason.
    """

    def __init__(self, *, clerk: Clerk, now_ms: Callable[[], int], clock: Callable[[], float], limits: Limits) -> None:
        self._limits = limits
        self.now_ms = now_ms
        self.counted: Counter[tuple[Event, str]] = Counter()
        self._clerk = clerk
        self._clock = clock
        self._refusals = Rate(limits.of(REFUSALS_A_MINUTE))

    def entry(self, event: Event, **fields: Any) -> Entry:
        """Make an entry of this moment, to be written together with what it tells of."""
        self._count(event, fields)
        readable = {name: _readable(value) for name, value in fields.items()}
        words = "".join(f" {name}=%({name})s" for name in readable)
        _log.info(f"%(audit)s{words}", {"event": "audit", "audit": str(event)} | readable)
        return Entry(event=event, time_ms=self.now_ms(), **fields)

    def write(self, event: Event, **fields: Any) -> None:
        """Write an entry that stands alone."""
        entry = self.entry(event, **fields)
        self._clerk.note(lambda store: store.audit.append(entry))

    def refusal(self, event: Event, **fields: Any) -> None:
        """Write what a stranger or a wrong message caused; at most so much of each kind."""
        if self._limits.held(REFUSALS_A_MINUTE, within=self._refusals.take(event, self._clock())):
            self.write(event, **fields)
        else:
            self._count(event, fields)

    def _count(self, event: Event, fields: dict[str, Any]) -> None:
        self.counted[event, fields.get("detail", "") if event is Event.JOIN_REFUSED else ""] += 1


def _readable(value: Any) -> str | int:
    """Return a field of an entry as a log's reader sees it: names as they are, of a session's number its beginning."""
    if isinstance(value, bytes):
        return value.hex()[:8]
    return value if isinstance(value, int) else plain(str(value))
