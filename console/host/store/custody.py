"""Looks after the database each hour: says the audit's head elsewhere, and deletes what is kept for a time only.

Whoever rewrites the whole chain in the database has not rewritten the log, nor what administrators' consoles remember.
"""

from __future__ import annotations

import asyncio
import logging

from console.host.core.chain.addresses import DAY_MS, day_of
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.store import Store
from console.host.store.tables.database import StorageError

KEEP_DAYS = 90  # that addresses are kept, unless the administrator says otherwise
KEEP_NOTES_DAYS = 365  # after a session that what technicians have noted of it is kept, likewise
FIRST_S = 60.0  # after the start
EVERY_S = 3600.0

_log = logging.getLogger(__name__)


class Custody:
    """The hourly round; people's addresses and what is noted of sessions are kept for so many days."""

    def __init__(
        self,
        *,
        clerk: Clerk,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
        keep_days: int,
        keep_notes_days: int = KEEP_NOTES_DAYS,
    ) -> None:
        self._clerk = clerk
        self._journal = journal
        self._loop = loop
        self._keep_days = keep_days
        self._keep_notes_days = keep_notes_days
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin."""
        self._timer = self._loop.call_later(FIRST_S, self._go_round)

    def stop(self) -> None:
        """End."""
        if self._timer is not None:
            self._timer.cancel()

    def _go_round(self) -> None:
        self._timer = self._loop.call_later(EVERY_S, self._go_round)
        now_ms = self._journal.now_ms()
        before = day_of(now_ms) - self._keep_days
        if before > 0:
            self._clerk.ask(lambda store: store.audit.forget_addresses(before, now_ms), _say_forgotten)
        notes_before_ms = now_ms - self._keep_notes_days * DAY_MS
        self._clerk.ask(lambda store: store.notes.forget_before(notes_before_ms, now_ms), _say_notes_forgotten)
        self._clerk.ask(_head, _say_head)


def _head(store: Store) -> tuple[int, bytes]:
    return store.audit.head()


def _say_head(found: tuple[int, bytes] | StorageError) -> None:
    if not isinstance(found, StorageError):
        said = {"event": "audit_head", "number": found[0], "hash": found[1].hex()}
        _log.info("the audit's row %(number)d has the hash %(hash)s", said)


def _say_forgotten(found: int | StorageError) -> None:
    if not isinstance(found, StorageError) and found:
        _log.info("%(count)d addresses were deleted from the audit", {"event": "addresses_deleted", "count": found})


def _say_notes_forgotten(found: int | StorageError) -> None:
    if not isinstance(found, StorageError) and found:
        _log.info("notes of %(count)d sessions were deleted", {"event": "notes_deleted", "count": found})
