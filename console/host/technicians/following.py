"""Follows what other processes write to the database: the commands of the host change groups and technicians."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from console.host.core.accounts.accounts import Accounts
from console.host.store.clerk import Clerk
from console.host.store.store import Store
from console.host.store.tables.database import StorageError

POLL_S = 1.0  # how often the database is asked for changes


class Following:
    """Calls `changed` with all accounts at first, and whenever another process has written."""

    def __init__(self, *, clerk: Clerk, loop: asyncio.AbstractEventLoop, changed: Callable[[Accounts], None]) -> None:
        self._clerk = clerk
        self._loop = loop
        self._changed = changed
        self._number = -1
        self._running = False

    def start(self) -> None:
        """Begin to ask."""
        self._running = True
        self._ask()

    def stop(self) -> None:
        """Ask no more."""
        self._running = False

    def _ask(self) -> None:
        """Ask once, and again `POLL_S` after the answer."""
        if not self._running:
            return
        before = self._number

        def look(store: Store) -> tuple[int, Accounts | None]:
            number = store.changes()
            return number, None if number == before else store.accounts.snapshot()

        def found(answer: tuple[int, Accounts | None] | StorageError) -> None:
            if not isinstance(answer, StorageError):
                self._number, accounts = answer
                if accounts is not None:
                    self._changed(accounts)
            self._loop.call_later(POLL_S, self._ask)

        self._clerk.ask(look, found)
