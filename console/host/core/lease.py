"""How long a host may believe that it still has its lease. Pure; the caller tells the time.

Several hosts share one database. Each has a lease there that it renews all the time, and serves sessions only while
the lease lasts; once it is over, another host may take them, and never before. The lease in the database counts from a
moment between a host's question and its answer, so a host counts from its question: it stops earlier than anybody else
may begin, however late an answer comes.
"""

from __future__ import annotations

LEASE_S = 5.0  # what another host waits for before it takes over
MARGIN_S = 0.5  # by which a host stops earlier: clocks differ, and what was begun has to be finished
RENEW_S = 1.0  # between two renewals
LATE_S = 2.5  # without a renewal: the host may be dead; nobody is sent there


class Lease:
    """What a host knows of its own lease."""

    def __init__(self) -> None:
        self._until: float | None = None

    @property
    def until(self) -> float | None:
        """When it ends, as far as is known; None: there is none."""
        return self._until

    def granted(self, asked_at: float) -> None:
        """Take note that the database has granted it; the question left at `asked_at`."""
        until = asked_at + LEASE_S - MARGIN_S
        self._until = until if self._until is None else max(self._until, until)

    def lost(self) -> None:
        """Take note that there is none any more."""
        self._until = None

    def holds(self, now: float) -> bool:
        """Return whether the host may serve sessions."""
        return self._until is not None and now < self._until
