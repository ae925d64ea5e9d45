"""A host on a server: where it is, which certificate it must show, and who logs in there."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from console.connection.host_tokens import HostTokens
from console.connection.hosting import DistantEntry, HostEntry, HostProblem
from protocol.link.dialing import Dialler
from protocol.link.link import Trust
from protocol.link.pins import authorities, subject_of
from protocol.link.ways.trouble import DialError
from protocol.notation.joincode import split_address
from protocol.notation.names import cleaned
from protocol.vocabulary.accounts import KnownDevice, NewPassword, PasswordLogin
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason
from resources.program.passwords import Passwords

LOGIN_NEEDED = "login_needed"
CHANGE_PROBLEMS = frozenset({Reason.CHANGE_NEEDED, Reason.WEAK_PASSWORD, Reason.KNOWN_PASSWORD})
"""Why a technician has to choose a password before they are logged in; codes of host states, too."""
LOGIN_RELAYED = "login_relayed"
LOGIN_PROBLEMS = frozenset(
    {LOGIN_NEEDED, LOGIN_RELAYED, Reason.WRONG_LOGIN.value, Reason.DISABLED.value, *CHANGE_PROBLEMS}
)
"""Codes of host states in which the technician has to log in (anew)."""


@dataclass(frozen=True)
class Credentials:
    """What a technician logs in with."""

    name: str
    password: str = field(repr=False)
    remember: bool = False
    new: str = field(default="", repr=False)  # the password from this login on; "": the same

    @property
    def afterwards(self) -> Credentials:
        """What the technician logs in with the next time."""
        return replace(self, password=self.new, new="") if self.new else self


@dataclass(frozen=True)
class HostSeen:
    """What a look at an address has shown."""

    address: str  # as it was typed
    fingerprint: bytes  # SHA-256 of the certificate
    public: bool  # a public CA vouches for it
    authority: bytes | None = None  # SHA-256 of the certificate of an authority that has issued it for this address
    authority_name: str = ""
    by_authority: bool = False  # that one is to be trusted

    @property
    def shown(self) -> bytes:
        """What is compared: the SHA-256 of the host's certificate, or of its authority's."""
        return self.authority if self.by_authority and self.authority is not None else self.fingerprint

    @property
    def trusted(self) -> bytes | None:
        """What to trust from now on: what was compared, or (None) whatever a public CA vouches for."""
        return None if self.public else self.shown


async def look_at(address: str, dialler: Dialler | None = None) -> HostSeen:
    """Look which certificate the host at `address` shows; nothing is sent to it but the TLS handshake.

    Raises:
        DialError: it can't be reached.
    """
    dialler = dialler or Dialler()
    dialler.by_hand()
    try:
        return await _look(address, Trust(fingerprint=None), dialler, public=True)
    except DialError as error:
        if not error.kind.startswith("certificate"):
            raise
    return await _look(address, Trust(fingerprint=None, deferred=True), dialler, public=False)


async def _look(address: str, trust: Trust, dialler: Dialler, *, public: bool) -> HostSeen:
    host, port = split_address(address)
    link = await dialler.dial(host, port, trust, receive=_ignore, ended=_ignore)
    fingerprint = link.peer_fingerprint or b""
    found = [] if public else authorities(link.peer_chain, host)
    link.close()
    if not found:
        return HostSeen(address, fingerprint, public)
    last = found[-1]
    return HostSeen(address, fingerprint, public, hashlib.sha256(last).digest(), subject_of(last))


@dataclass(frozen=True, kw_only=True)
class RemoteEntry(DistantEntry):
    """Where a host on a server is, and who logs in there."""

    host: RemoteHost = field(repr=False, compare=False)
    credentials: Credentials

    def login(self) -> tuple[Message, ...]:
        """Return what logs the technician in: which console it is, perhaps another password, name and password."""
        said = self.credentials
        token = self.host.token(said)
        known = (KnownDevice(token=token),) if token else ()
        new = (NewPassword(password=said.new),) if said.new else ()
        return (*known, *new, PasswordLogin(name=cleaned(said.name), password=said.password))

    def may_log_in_over(self, relay: str) -> bool:
        """Return whether the technician has said that the password may be sent over what relays the link."""
        return self.host.may_log_in_over(relay)

    def known_by(self, token: bytes) -> None:
        """Take note by what the host knows this console again."""
        self.host.known_by(self.credentials, token)

    def accepted(self) -> None:
        """Take note that the host has accepted the login."""
        self.host.accepted(self.credentials)

    def refused(self, reason: Reason) -> None:
        """Take note that the host has not accepted the login."""
        self.host.refused(self.credentials, reason)


def _ignore(_what: object) -> None:
    """Nothing of a link matters that is closed at once."""


class RemoteHost:
    """The host at `address`; knows the technician's name and password for as long as the program runs.

    Args:
        address: HOST[:PORT].
        fingerprint: SHA-256 of the certificate that it must show; None: one that a CA vouches for.
        authority: the certificate (DER) of the authority that `fingerprint` is of, where it is at hand.
        name: who has logged in here last; "" nobody.
        passwords: the store that may remember the password.
        keep_name: called with the name once the host has accepted it.
        keep_pin: called with `fingerprint` and its successor, once the host has proven to be that, and let somebody in.
        tokens: by which hosts know this console again.
        dialler: knows the ways to the host.

    Attributes:
        dialler: as it was given.
        given: with what the host has accepted a technician only to have another password chosen; None: nobody.
    """

    remote = True

    def __init__(
        self,
        *,
        address: str,
        fingerprint: bytes | None,
        authority: bytes = b"",
        name: str,
        passwords: Passwords,
        keep_name: Callable[[str], None],
        tokens: HostTokens,
        keep_pin: Callable[[bytes, bytes], None] | None = None,
        dialler: Dialler | None = None,
    ) -> None:
        self.dialler = dialler or Dialler()
        self.given: Credentials | None = None
        self._tokens = tokens
        self.address = address
        self.name = name
        self.passwords = passwords
        self._fingerprint = fingerprint
        self._authority = authority
        self._keep_name = keep_name
        self._keep_pin = keep_pin
        self._pinned = fingerprint  # as it is kept
        self._credentials: Credentials | None = None
        self._relay_asked = self._relay_agreed = (
            ""  # what the technician was asked to trust with the password, and does
        )
        self._looked = False  # into the store
        self._tasks: set[asyncio.Future[None]] = set()

    @property
    def trust(self) -> Trust:
        """Whom to trust at the address."""
        return Trust(self._fingerprint, authority=self._authority)

    async def entry(self) -> HostEntry:
        """Return where the host is.

        Raises:
            HostProblem: somebody has to log in first.
        """
        if self._credentials is None and self.name and not self._looked:
            self._looked = True
            loop = asyncio.get_running_loop()
            password = await loop.run_in_executor(None, self.passwords.read, self.address, self.name)
            if password is not None:
                self._credentials = Credentials(self.name, password, remember=True)
        if self._credentials is None:
            raise HostProblem(LOGIN_NEEDED)
        host, port = split_address(self.address)
        return RemoteEntry(
            address=host,
            port=port,
            everywhere=False,
            fingerprint=self._fingerprint,
            authority=self._authority,
            token=b"",
            pid=0,
            host=self,
            credentials=self._credentials,
        )

    def followed(self, fingerprint: bytes | None) -> None:
        """Hold the host to another certificate from now on, which the one of before has led to."""
        self._fingerprint = fingerprint

    def use(self, credentials: Credentials) -> None:
        """Log in with these from now on; over what relays, too, if that was asked about."""
        self._credentials = credentials
        if self._relay_asked:
            self._relay_agreed, self._relay_asked = self._relay_asked, ""

    def may_log_in_over(self, relay: str) -> bool:
        """Return whether the password may be sent over what relays the link; else somebody has to log in anew."""
        if relay in ("", self._relay_agreed):
            return True
        self._credentials, self._relay_asked = None, relay
        return False

    def accepted(self, credentials: Credentials) -> None:
        """Take note that the host has accepted the login; have it remembered where that is wished."""
        credentials = credentials.afterwards
        self._credentials, self.given = credentials, None
        name, password = credentials.name, credentials.password
        self.name = name
        self._keep_name(name)
        if self._pinned and self._fingerprint and self._pinned != self._fingerprint and self._keep_pin is not None:
            self._keep_pin(self._pinned, self._fingerprint)
            self._pinned = self._fingerprint
        if credentials.remember:
            self._in_a_helper(lambda: self.passwords.keep(self.address, name, password))
        else:
            self._in_a_helper(lambda: self.passwords.forget(self.address, name))

    def refused(self, credentials: Credentials, reason: Reason) -> None:
        """Take note that the host did not accept the login; it is not tried again by itself."""
        self._credentials = None
        self.given = replace(credentials, new="") if reason in CHANGE_PROBLEMS else None
        if reason is Reason.WRONG_LOGIN:
            self._in_a_helper(lambda: self.passwords.forget(self.address, credentials.name))

    def token(self, credentials: Credentials) -> bytes:
        """Return by what the host knows this console again; empty: by nothing."""
        return self._tokens.read(self.address, cleaned(credentials.name))

    def known_by(self, credentials: Credentials, token: bytes) -> None:
        """Keep by what the host knows this console again."""
        self._tokens.keep(self.address, cleaned(credentials.name), token)

    def password_changed(self, password: str) -> None:
        """Log in with another password from now on."""
        if self._credentials is not None:
            self._credentials = replace(self._credentials, password=password)
            self.accepted(self._credentials)

    def log_out(self) -> None:
        """Forget name and password, here and in the store."""
        name, self.name, self._credentials, self.given = self.name, "", None, None
        self._keep_name("")
        if name:
            self._in_a_helper(lambda: self.passwords.forget(self.address, name))

    def stop(self) -> None:
        """Do nothing: the host goes on without this console."""

    def _in_a_helper(self, job: Callable[[], None]) -> None:
        task = asyncio.get_running_loop().run_in_executor(None, job)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
