"""Carries out what consoles ask for about accounts, and answers them."""

from __future__ import annotations

from collections.abc import Callable

from console.host.core.accounts.accounts import Accounts, NotDoneError
from console.host.peers.peer import Peer
from console.host.store.clerk import Clerk
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from console.host.technicians.directory import Directory
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.messages import Reason


class AccountRequests:
    """Has changes made in the store thread, tells everybody whom they concern, then answers with `Changed`."""

    def __init__(self, *, clerk: Clerk, directory: Directory) -> None:
        self._clerk = clerk
        self._directory = directory

    def carry_out(
        self,
        peer: Peer,
        request: int,
        work: Callable[[Store], Accounts],
        answered: Callable[[Reason], None] = lambda reason: None,
    ) -> None:
        """Do `work`, which returns all accounts afterwards; call `answered` with what the console is told."""

        def attempt(store: Store) -> Accounts | Reason:
            try:
                return work(store)
            except NotDoneError as error:
                return error.reason

        def done(answer: Accounts | Reason | StorageError) -> None:
            if isinstance(answer, Accounts):
                self._directory.accounts_are(answer, asked_by=peer)
                answer = Reason.NONE
            reason = answer if isinstance(answer, Reason) else Reason.STORAGE
            answered(reason)
            peer.send(Changed(request=request, reason=reason))

        self._clerk.ask(attempt, done)
