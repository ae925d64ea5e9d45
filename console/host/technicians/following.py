"""Follows what other processes write to the database: the commands of the host, and other hosts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from console.host.core.accounts.accounts import Accounts
from console.host.core.accounts.company_page import CompanyPage
from console.host.store.clerk import Clerk
from console.host.store.store import Store
from console.host.store.tables.database import StorageError

POLL_S = 1.0  # how often the database is asked for changes


@dataclass(frozen=True)
class _Found:
    """What the database says now; None: nothing has changed since it was asked last."""

    number: int
    accounts: Accounts | None = None
    page: CompanyPage | None = None
    bans: frozenset[str] | None = None


class Following:
    """Calls `changed` with all accounts, and `page_is` with the page, at first and whenever somebody has written.

    Attributes:
        bans_are: likewise with who is banned.
    """

    def __init__(
        self,
        *,
        clerk: Clerk,
        loop: asyncio.AbstractEventLoop,
        changed: Callable[[Accounts], None],
        page_is: Callable[[CompanyPage], None],
    ) -> None:
        self._clerk = clerk
        self._loop = loop
        self._changed = changed
        self._page_is = page_is
        self.bans_are: Callable[[frozenset[str]], None] = lambda _bans: None
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

        def look(store: Store) -> _Found:
            number = store.changes()
            same = number == before
            if same:
                return _Found(number)
            return _Found(number, store.accounts.snapshot(), store.pages.latest(), store.guests.bans())

        def found(answer: _Found | StorageError) -> None:
            if not isinstance(answer, StorageError):
                self._tell(answer)
            self._loop.call_later(POLL_S, self._ask)

        self._clerk.ask(look, found)

    def _tell(self, found: _Found) -> None:
        self._number = found.number
        if found.accounts is not None:
            self._changed(found.accounts)
        if found.page is not None:
            self._page_is(found.page)
        if found.bans is not None:
            self.bans_are(found.bans)
