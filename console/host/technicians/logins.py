"""Logins of technicians' consoles: with the secret of this computer's own host, or with a password."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from console.host.core.accounts.accounts import LOCAL_TECHNICIAN, Accounts, NotDoneError, Technician
from console.host.core.audit import Event
from console.host.core.sources import source_of
from console.host.core.terms import LOGIN_S
from console.host.peers.peer import Peer
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.records.accounts import Author
from console.host.store.records.logins import LoginFacts
from console.host.store.records.sessions import token_hash
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from console.host.technicians.comparing import Comparing
from console.host.technicians.directory import Directory
from console.host.technicians.new_passwords import NewPasswords, exchanged
from console.host.technicians.tries import Tries, Try, counted_name
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import KnownDevice, LoginLater, NewPassword, PasswordLogin
from protocol.vocabulary.messages import LoggedIn, Reason, Refused, TokenLogin

Place = Callable[[Peer, Technician, Callable[[], None]], None]
"""Calls its last argument where a technician belongs to this host, and sends the link away where not."""


@dataclass(eq=False)
class _Login:
    """What a console says to log in with a password, and what has become of it."""

    token: bytes = field(default=b"", repr=False)  # by which it is known; b"": none
    new: str = field(default="", repr=False)  # password from this login on; "": the same
    name: str = ""
    password: str = field(default="", repr=False)
    facts: LoginFacts | None = None
    a_try: Try | None = None

    @property
    def places(self) -> list[bytes]:
        """What stands in the database for the console, if it is known."""
        return [_place(b"device", self.token)] if self.token else []


class Logins:
    """Lets consoles in, or ends their links.

    `admitted` is called with each link that somebody has logged in on.

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
        comparing: Comparing,
        tries: Tries,
        new: NewPasswords,
        login_hash: bytes,
        admitted: Callable[[Peer], None],
    ) -> None:
        self.place: Place | None = None
        self._clerk = clerk
        self._journal = journal
        self._loop = loop
        self._directory = directory
        self._comparing = comparing
        self._tries = tries
        self._new = new
        self._login_hash = login_hash
        self._admitted = admitted
        self._said: dict[Peer, _Login] = {}  # before a login
        self._waiting: dict[Peer, _Login] = {}

    def token_login(self, peer: Peer, message: TokenLogin) -> None:
        """Let the console of this computer in."""
        local = self._directory.technician(LOCAL_TECHNICIAN)
        assert local is not None, "made with the database, never removed"
        if not peer.local or self.place is not None:  # also at one of several hosts everybody logs in alike
            self._turn_away(peer, message.TAG, Reason.NOT_ALLOWED)
        elif not hmac.compare_digest(self._login_hash, token_hash(message.token)):
            self._turn_away(peer, message.TAG, Reason.WRONG_LOGIN)
        elif local.disabled:
            self._turn_away(peer, message.TAG, Reason.DISABLED)
        else:
            self._let_in(peer, message.TAG, local)

    def known_device(self, peer: Peer, message: KnownDevice) -> None:
        """Note which console it is that is about to log in."""
        if self._may_log_in(peer, message.TAG):
            self._said.setdefault(peer, _Login()).token = message.token

    def new_password(self, peer: Peer, message: NewPassword) -> None:
        """Note which password is wanted by the login that follows, in place of one that somebody else has set."""
        if self._may_log_in(peer, message.TAG):
            self._said.setdefault(peer, _Login()).new = message.password

    def password_login(self, peer: Peer, message: PasswordLogin) -> None:
        """Let a technician in who knows name and password."""
        if not self._may_log_in(peer, message.TAG):
            return
        login = self._said.pop(peer, None) or _Login()
        login.name, login.password = message.name, message.password
        if not self._tries.may_ask(peer.address):
            self._turn_away(peer, message.TAG, Reason.LIMIT, self._directory.named(message.name))
            return
        self._waiting[peer] = login
        peer.set_deadline(LOGIN_S, lambda: peer.end(LinkEnd.SILENT))
        places = [*login.places, _source(peer)]
        self._clerk.ask(
            lambda store: store.logins.facts(login.name, places), lambda found: self._looked_up(peer, login, found)
        )

    def link_ended(self, peer: Peer) -> None:
        """Let nobody in on a link that has ended."""
        self._said.pop(peer, None)
        login = self._waiting.pop(peer, None)
        if login is not None and login.a_try is not None:
            self._tries.drop(login.a_try)

    # -- the way of a password ------------------------------------------------------------------------------------

    def _may_log_in(self, peer: Peer, tag: str) -> bool:
        may = peer.technician is None and not peer.seats and peer not in self._waiting
        if not may:
            peer.refuse(tag, Reason.NOT_ALLOWED)
        return may

    def _looked_up(self, peer: Peer, login: _Login, facts: LoginFacts | StorageError) -> None:
        if isinstance(facts, StorageError):
            self._tries.asked_rightly(peer.address)
            self._end_login(peer, login, Reason.STORAGE)
            return
        self._directory.accounts_are(facts.accounts)
        if self._waiting.get(peer) is not login:
            return
        if facts.place is not None:
            self._tries.asked_rightly(peer.address)
        login.facts = facts
        name = counted_name(login.name, facts.accounts.forgiven(login.name))
        login.a_try = Try(
            peer.address,
            name,
            facts.place,
            lambda: self._comparing.match(
                facts.kept, login.password, lambda right: self._compared(peer, login, right=right)
            ),
            lambda: self._gives_way(peer, login),
        )
        if (held := self._tries.begin(login.a_try)) is not None:
            if held.seconds:
                peer.send(LoginLater(seconds=held.seconds))
            self._end_login(peer, login, Reason.LOCKED if held.seconds else Reason.LIMIT)

    def _gives_way(self, peer: Peer, login: _Login) -> None:
        assert login.a_try is not None
        self._tries.give_back(login.a_try)
        self._end_login(peer, login, Reason.LIMIT)

    def _compared(self, peer: Peer, login: _Login, *, right: bool) -> None:
        assert login.a_try is not None
        self._tries.done()
        if right:
            self._tries.give_back(login.a_try)
            if login.a_try.place is None:
                self._tries.asked_rightly(peer.address)
        if self._waiting.get(peer) is not login:
            return
        technician = self._technician(login)
        if not right or technician is None:
            self._end_login(peer, login, Reason.WRONG_LOGIN)
        elif technician.disabled:
            self._end_login(peer, login, Reason.DISABLED)
        elif self.place is None:
            self._enter(peer, login, technician)
        else:
            self.place(peer, technician, lambda: self._placed(peer, login))

    def _placed(self, peer: Peer, login: _Login) -> None:
        """Let a technician in as they are now: it may have taken long to find out which host is theirs."""
        technician = self._technician(login)
        if technician is None:
            self._end_login(peer, login, Reason.WRONG_LOGIN)
        elif technician.disabled:
            self._end_login(peer, login, Reason.DISABLED)
        else:
            self._enter(peer, login, technician)

    def _technician(self, login: _Login) -> Technician | None:
        """Return whose login it is, as they are now; None where it is nobody's, or the password is another by now."""
        account = None if login.facts is None else login.facts.account
        technician = None if account is None else self._directory.technician(account.number)
        same = account is not None and technician is not None and technician.passwords == account.passwords
        return technician if same else None

    def _end_login(self, peer: Peer, login: _Login, reason: Reason) -> None:
        if self._waiting.get(peer) is login:
            del self._waiting[peer]
            self._turn_away(peer, PasswordLogin.TAG, reason, self._directory.named(login.name))

    # -- in --------------------------------------------------------------------------------------------------------

    def _enter(self, peer: Peer, login: _Login, technician: Technician) -> None:
        """Let a technician in whose password is their own; have another one set first where it is not."""
        if not technician.must_change:
            self._waiting.pop(peer, None)
            self._let_in(peer, PasswordLogin.TAG, technician)
            self._remember(peer, login, technician)
        elif not login.new:
            self._end_login(peer, login, Reason.CHANGE_NEEDED)
        elif login.new == login.password:
            self._end_login(peer, login, Reason.KNOWN_PASSWORD)
        else:
            names = (technician.name, technician.group)
            self._new.keep(technician.number, login.new, names, lambda kept: self._kept(peer, login, technician, kept))

    def _kept(self, peer: Peer, login: _Login, technician: Technician, kept: str | Reason) -> None:
        if isinstance(kept, Reason):
            self._end_login(peer, login, kept)
            return
        author = Author(who=technician.audited, time_ms=self._journal.now_ms())
        change = exchanged(technician.number, technician.passwords)

        def work(store: Store) -> Accounts | Reason:
            try:
                return store.accounts.change(change, author, kept=kept)
            except NotDoneError as error:
                return error.reason

        self._clerk.ask(work, lambda answer: self._changed(peer, login, technician.number, answer))

    def _changed(self, peer: Peer, login: _Login, number: int, answer: Accounts | Reason | StorageError) -> None:
        if not isinstance(answer, Accounts):
            self._end_login(peer, login, answer if isinstance(answer, Reason) else Reason.STORAGE)
            return
        self._directory.accounts_are(answer)
        technician = self._directory.technician(number)
        if self._waiting.get(peer) is login and technician is not None:
            self._enter(peer, login, technician)

    def _let_in(self, peer: Peer, tag: str, technician: Technician) -> None:
        peer.login, peer.technician = tag, technician
        peer.admit()
        number, entry = technician.number, self._journal.entry(Event.LOGIN, who=technician.audited)
        self._clerk.note(lambda store: store.logins.logged_in(number, entry))
        rights = tuple(sorted(technician.rights))
        peer.send(LoggedIn(name=technician.name, group=technician.group, rights=rights))
        self._admitted(peer)
        self._directory.entered(peer, technician, now_ms=entry.time_ms)

    def _remember(self, peer: Peer, login: _Login, technician: Technician) -> None:
        """Remember where this login came from, and give a console that is not known a token to be known by."""
        place = None if login.facts is None else login.facts.place
        if place not in login.places:
            login.token = secrets.token_bytes(32)
            peer.send(KnownDevice(token=login.token))
        places, number, now_ms = [*login.places, _source(peer)], technician.number, self._journal.now_ms()
        self._clerk.note(lambda store: store.logins.remember(number, places, now_ms))

    def _turn_away(self, peer: Peer, tag: str, reason: Reason, technician: Technician | None = None) -> None:
        """End a link; the audit names a technician that exists, never what else was typed as a name."""
        detail = reason.value if technician is None else f"{reason.value} {technician.audited}"
        self._journal.refusal(Event.LOGIN_REFUSED, who=peer.address, detail=detail)
        peer.end(LinkEnd.REFUSED, Refused(about=tag, reason=reason))


def _source(peer: Peer) -> bytes:
    return _place(b"source", source_of(peer.address).encode())


def _place(kind: bytes, what: bytes) -> bytes:
    return hashlib.sha256(kind + b" " + what).digest()
