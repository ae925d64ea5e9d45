"""Passwords that are set: judged, and turned into what is kept of them, in their turn among those that are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from console.host.core.accounts.accounts import Accounts, NotDoneError
from console.host.core.accounts.changes import count_password
from console.host.core.guessing.rules import need_password
from console.host.peers.peer import Peer
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.records.accounts import Author, Change
from console.host.store.records.logins import LoginFacts
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from console.host.technicians.comparing import Comparing
from console.host.technicians.directory import Directory
from console.host.technicians.requests import AccountRequests
from console.host.technicians.tries import Tries, Try, counted_name
from protocol.vocabulary.accounts import Changed, ChangePassword, PasswordLogin
from protocol.vocabulary.messages import Reason

HASHING = "a new password"
CHANGING = "a login of their own"
"""The place of who is logged in and says the old password: their tries are counted apart from all others."""


class NewPasswords:
    """Makes what is kept of new passwords, for whoever may set one."""

    def __init__(self, *, comparing: Comparing, tries: Tries) -> None:
        self._comparing = comparing
        self._tries = tries

    def keep(self, by: int, password: str, names: Iterable[str], then: Callable[[str | Reason], None]) -> None:
        """Call `then` with what the technician `by` may have kept of `password`, or with why it cannot be one.

        `names` are those of whom it is for.
        """
        try:
            need_password(password, names)
        except NotDoneError as error:
            then(error.reason)
            return

        def hashed(kept: str) -> None:
            self._tries.done()
            then(kept)

        work = Try("", by, HASHING, lambda: self._comparing.hash(password, hashed), lambda: then(Reason.LIMIT))
        if not self._tries.hold_turn(work):
            then(Reason.LIMIT)


def exchanged(number: int, counted: int) -> Change:
    """Return the change that gives a technician their own password, unless it is not the `counted`-th any more."""

    def change(accounts: Accounts) -> Accounts:
        account = accounts.technicians.get(number)
        if account is None or account.passwords != counted:
            raise NotDoneError(Reason.WRONG_LOGIN, "it was changed meanwhile")
        return count_password(accounts, number)

    return change


class OwnPassword:
    """Gives technicians who are logged in, and know their password, another one."""

    def __init__(
        self,
        *,
        clerk: Clerk,
        journal: Journal,
        directory: Directory,
        requests: AccountRequests,
        comparing: Comparing,
        tries: Tries,
        new: NewPasswords,
    ) -> None:
        self._clerk = clerk
        self._journal = journal
        self._directory = directory
        self._requests = requests
        self._comparing = comparing
        self._tries = tries
        self._new = new

    def change(self, peer: Peer, message: ChangePassword) -> None:
        """Compare the old password and set the new one; the technician's other consoles have to log in again."""
        technician = peer.technician
        if technician is None or peer.login != PasswordLogin.TAG:
            _answer(peer, message, Reason.NOT_ALLOWED)
        elif not self._directory.takes(technician):
            _answer(peer, message, Reason.LIMIT)
        else:
            name = technician.name
            self._clerk.ask(lambda store: store.logins.facts(name), lambda found: self._compare(peer, message, found))

    def _compare(self, peer: Peer, message: ChangePassword, facts: LoginFacts | StorageError) -> None:
        if isinstance(facts, StorageError):
            _answer(peer, message, Reason.STORAGE)
            return
        name = facts.account.name if facts.account is not None else ""
        counted = counted_name(name, facts.accounts.forgiven(name))

        def compared(right: bool) -> None:
            self._tries.done()
            if right:
                self._tries.give_back(a_try)
                self._set(peer, message, facts)
            else:
                _answer(peer, message, Reason.WRONG_LOGIN)

        def gives_way() -> None:
            self._tries.give_back(a_try)
            _answer(peer, message, Reason.LIMIT)

        work = lambda: self._comparing.match(facts.kept, message.old, compared)  # noqa: E731 - it knows its own try
        a_try = Try(peer.address, counted, CHANGING, work, gives_way)
        if (held := self._tries.begin(a_try)) is not None:
            _answer(peer, message, Reason.LOCKED if held.seconds else Reason.LIMIT)

    def _set(self, peer: Peer, message: ChangePassword, facts: LoginFacts) -> None:
        technician, account = peer.technician, facts.account
        if technician is None or account is None:
            return  # removed meanwhile, and so the link has ended
        if message.new == message.old:
            _answer(peer, message, Reason.KNOWN_PASSWORD)
            return
        author = Author(who=technician.audited, time_ms=self._journal.now_ms())
        change = exchanged(account.number, account.passwords)

        def kept(answer: str | Reason) -> None:
            if isinstance(answer, Reason):
                _answer(peer, message, answer)
                return

            def work(store: Store) -> Accounts:
                return store.accounts.change(change, author, kept=answer)

            self._requests.carry_out(peer, message.request, work)

        self._new.keep(account.number, message.new, (technician.name, technician.group), kept)


def _answer(peer: Peer, message: ChangePassword, reason: Reason) -> None:
    peer.send(Changed(request=message.request, reason=reason))
