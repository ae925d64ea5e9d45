"""Logins of technicians' consoles: with the token of this computer, or with a password."""

from __future__ import annotations

import asyncio
import hmac
from collections import deque
from collections.abc import Callable

from console.host.core.accounts.accounts import LOCAL_TECHNICIAN, Accounts, Technician, name_key
from console.host.core.audit import Event
from console.host.core.limits import FAILED_LOGINS_A_MINUTE, LOGIN_S, LOGINS_WAITING, Rate
from console.host.core.lockout import Lockout
from console.host.peers.peer import Peer
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.records.accounts import Author, Verdict
from console.host.store.records.sessions import token_hash
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from console.host.technicians.directory import Directory
from console.host.technicians.requests import AccountRequests
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import Changed, ChangePassword, PasswordLogin
from protocol.vocabulary.messages import LoggedIn, Reason, Refused, TokenLogin

Key = tuple[str, str, tuple[int, int]]
Place = Callable[[Peer, Technician, Callable[[], None]], None]
"""Calls its last argument where a technician belongs to this host, and sends the link away where not."""


class Logins:
    """Lets consoles in, or ends their links.

    `admitted` is called with each link that somebody has logged in on. Passwords are compared in the store thread.

    Attributes:
        place: asked before somebody is let in, where several hosts share a database; None: this one is alone.
    """

    def __init__(
        self,
        *,
        clerk: Clerk,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
        directory: Directory,
        requests: AccountRequests,
        login_hash: bytes,
        admitted: Callable[[Peer], None],
    ) -> None:
        self.place: Place | None = None
        self._clerk = clerk
        self._journal = journal
        self._loop = loop
        self._directory = directory
        self._requests = requests
        self._login_hash = login_hash
        self._admitted = admitted
        self._lockout = Lockout()
        self._failed = Rate(FAILED_LOGINS_A_MINUTE)
        self._waiting: set[Peer] = set()  # for their passwords to be compared
        self._turns: deque[Callable[[], None]] = deque()  # the first is being compared, also for a link that has ended

    def token_login(self, peer: Peer, message: TokenLogin) -> None:
        """Let the console of this computer in."""
        local = self._directory.technician(LOCAL_TECHNICIAN)
        assert local is not None, "made with the database, never removed"
        if self.place is not None:  # whoever sits at one of several hosts logs in like everybody else
            self._turn_away(peer, message.TAG, Reason.NOT_ALLOWED)
        elif not hmac.compare_digest(self._login_hash, token_hash(message.token)):
            self._turn_away(peer, message.TAG, Reason.WRONG_LOGIN)
        elif local.disabled:
            self._turn_away(peer, message.TAG, Reason.DISABLED)
        else:
            self._let_in(peer, message.TAG, local)

    def password_login(self, peer: Peer, message: PasswordLogin) -> None:
        """Let a technician in who knows name and password."""
        if peer.technician is not None or peer.seats or peer in self._waiting:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
            return
        key = self._key(message.name, peer)
        if (reason := self._objection(peer, key)) is not None:
            self._turn_away(peer, message.TAG, reason, self._directory.named(message.name))
            return
        self._waiting.add(peer)
        peer.set_deadline(LOGIN_S, lambda: peer.end(LinkEnd.SILENT))

        def compared(answer: Verdict | StorageError) -> None:
            self._next_turn()
            if isinstance(answer, StorageError) or answer.reason is not Reason.WRONG_LOGIN:
                self._lockout.forgive(key)
            else:
                self._failed.note(peer.address, self._loop.time())
            if peer in self._waiting:
                self._waiting.discard(peer)
                self._decide(peer, answer)

        name, password = message.name, message.password
        self._in_turn(lambda: self._clerk.ask(lambda store: store.accounts.check_login(name, password), compared))

    def change_password(self, peer: Peer, message: ChangePassword) -> None:
        """Give a technician who logged in with a password another one; their other consoles have to log in again."""
        technician = peer.technician
        if technician is None or peer.login != PasswordLogin.TAG:
            peer.send(Changed(request=message.request, reason=Reason.NOT_ALLOWED))
            return
        key = self._key(technician.name, peer)
        reason = self._objection(peer, key) if self._directory.takes(technician) else Reason.LIMIT
        if reason is not None:
            peer.send(Changed(request=message.request, reason=reason))
            return
        author = Author(who=technician.audited, time_ms=self._journal.now_ms())
        number, old, new = technician.number, message.old, message.new

        def change(store: Store) -> Accounts:
            return store.accounts.change_password(number, old, new, author)

        def answered(reason: Reason) -> None:
            self._next_turn()
            if reason is not Reason.WRONG_LOGIN:
                self._lockout.forgive(key)

        self._in_turn(lambda: self._requests.carry_out(peer, message.request, change, answered))

    def link_ended(self, peer: Peer) -> None:
        """Let nobody in on a link that has ended."""
        self._waiting.discard(peer)

    def _in_turn(self, compare: Callable[[], None]) -> None:
        """Compare passwords one after the other, so that everything else in the store thread waits for one at most."""
        self._turns.append(compare)
        if len(self._turns) == 1:
            compare()

    def _next_turn(self) -> None:
        self._turns.popleft()
        if self._turns:
            self._turns[0]()

    def _key(self, name: str, peer: Peer) -> Key:
        """Return what wrong tries are counted by; another one once an administrator has unlocked that name."""
        return name_key(name), peer.address, self._directory.accounts.forgiven(name)

    def _objection(self, peer: Peer, key: Key) -> Reason | None:
        """Return why a password is not compared at all; otherwise count the try."""
        now = self._loop.time()
        if len(self._turns) >= LOGINS_WAITING or self._failed.full(peer.address, now):
            return Reason.LIMIT
        return None if self._lockout.begin(key, now) else Reason.LOCKED

    def _decide(self, peer: Peer, answer: Verdict | StorageError) -> None:
        tag = PasswordLogin.TAG
        if isinstance(answer, StorageError):
            self._turn_away(peer, tag, Reason.STORAGE)
            return
        self._directory.accounts_are(answer.accounts)
        technician = None if answer.account is None else self._directory.technician(answer.account.number)
        if technician is None or answer.reason is not Reason.NONE:
            self._turn_away(peer, tag, answer.reason, technician)
        elif self.place is None:
            self._let_in(peer, tag, technician)
        else:
            self._waiting.add(peer)
            self.place(peer, technician, lambda: self._placed(peer, tag, technician))

    def _placed(self, peer: Peer, tag: str, before: Technician) -> None:
        """Let a technician in as they are now: it may have taken long to find out which host is theirs."""
        self._waiting.discard(peer)
        technician = self._directory.technician(before.number)
        if technician is None or technician.passwords != before.passwords:
            self._turn_away(peer, tag, Reason.WRONG_LOGIN, technician)
        elif technician.disabled:
            self._turn_away(peer, tag, Reason.DISABLED, technician)
        else:
            self._let_in(peer, tag, technician)

    def _let_in(self, peer: Peer, tag: str, technician: Technician) -> None:
        peer.login, peer.technician = tag, technician
        peer.admit()
        self._journal.write(Event.LOGIN, who=technician.audited)
        rights = tuple(sorted(technician.rights))
        peer.send(LoggedIn(name=technician.name, group=technician.group, rights=rights))
        self._admitted(peer)
        self._directory.entered(peer, technician)

    def _turn_away(self, peer: Peer, tag: str, reason: Reason, technician: Technician | None = None) -> None:
        """End a link; the audit names a technician that exists, never what else was typed as a name."""
        detail = reason.value if technician is None else f"{reason.value} {technician.audited}"
        self._journal.refusal(Event.LOGIN_REFUSED, who=peer.address, detail=detail)
        peer.end(LinkEnd.REFUSED, Refused(about=tag, reason=reason))
