"""The desk's connection: the host is found, the line to it kept up, and the technician logged in. No widgets."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from ipaddress import ip_address
from typing import Protocol

from console.connection.announcing import LanHost
from console.connection.hosting import HostEntry, HostProblem
from console.connection.open_host import NOT_OPEN, OpenEntry
from console.connection.outside import Outside, outside_of
from console.connection.own_address import own_address
from console.connection.remote_host import LOGIN_PROBLEMS, LOGIN_RELAYED
from protocol.link.host_line import HostLine
from protocol.link.link import Link
from protocol.link.redirect import REDIRECTED
from protocol.notation.joincode import BadCode
from protocol.vocabulary.accounts import KnownDevice, LoginLater, PasswordLogin
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.guests import AskEntry, DeviceLogin, Entry
from protocol.vocabulary.messages import LoggedIn, Reason, Refused, TokenLogin
from protocol.vocabulary.web import WebPages

LATER_S = 60  # where a host does not say when a login may be tried again

_log = logging.getLogger(__name__)


class HostAccess(Protocol):
    """The host that a desk uses: this computer's own, or one on a server."""

    async def entry(self) -> HostEntry:
        """Return where it is and how to log in; raises HostProblem."""

    def stop(self) -> None:
        """End what was started for this console."""


class Listener(Protocol):
    """What a desk does with its connection."""

    def logged_in(self, message: LoggedIn) -> None:
        """Use the link: the technician is logged in."""

    def receive(self, message: Message) -> None:
        """Handle a message from the host, or have the connection's `handlers` do it."""

    def link_lost(self) -> None:
        """Do without the link."""

    def state_changed(self) -> None:
        """Show the state."""


class Connection:
    """Tries for as long as it is wanted; a technician's decision (another password, a retry) is waited for.

    Args:
        hosting: the host.
        listener: is told.
        public_address: HOST[:PORT] that customers are to use instead of this computer's own; empty: none.

    Attributes:
        state: "starting", "up", or "down:" and a code for a sentence.
        link: the link, while it is up; until the listener is told of the login only for that.
        logged_in: the host has let the technician in on that link.
        later_s: in how many seconds the login is tried again by itself, as said by the time the state is LOCKED.
    """

    def __init__(self, *, hosting: HostAccess, listener: Listener, public_address: Callable[[], str]) -> None:
        self.state = "starting"
        self.link: Link | None = None
        self._hosting = hosting
        self._listener = listener
        self._public_address = public_address
        self._entry: HostEntry | None = None
        self._pages: WebPages | None = None  # as the host said on the present link
        self._line: HostLine | None = None
        self._finding: asyncio.Task[None] | None = None
        self.logged_in = False
        self._pins_before: tuple[bytes, ...] = ()  # of the host, which have led to the present one; the latest first
        self.later_s = 0
        self._working: asyncio.Task[None] | None = None  # on what a host for anybody asks for
        self._again: asyncio.TimerHandle | None = None  # the login that was too early

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message that concerns the connection."""
        return {
            LoggedIn: self._logged_in,
            WebPages: self._pages_are,
            KnownDevice: self._known_by,
            LoginLater: self._later,
            Entry: self._entry_said,
        }

    def find_host(self) -> None:
        """Find the host and connect to it, unless that is under way."""
        self._forget_again()
        if self._finding is None or self._finding.done():
            self._finding = asyncio.get_running_loop().create_task(self._connect())

    def retry(self) -> None:
        """Try to reach the host now."""
        if self._line is not None:
            self._line.retry_now()
        self.find_host()

    def log_out(self) -> None:
        """Leave the host; somebody has to log in before it is used again."""
        self._forget_again()
        self._drop_line()
        self._set_state("down:login_needed")

    async def close(self) -> None:
        """End the line, and the host where it was started for this console; the listener is not told."""
        self._forget_again()
        if self._finding is not None:
            self._finding.cancel()
            await asyncio.gather(self._finding, return_exceptions=True)
        if self._line is not None:
            self._line.stop()
        self._hosting.stop()

    def refused(self, message: Refused) -> bool:
        """Take note that the host refuses the login; return whether `message` is about one."""
        if message.about not in (TokenLogin.TAG, PasswordLogin.TAG, AskEntry.TAG, DeviceLogin.TAG):
            return False
        assert self._entry is not None
        if isinstance(self._entry, OpenEntry):
            self._not_let_in(self._entry, message)
            return True
        if self._entry.remote and message.reason in LOGIN_PROBLEMS:  # only the technician can do something about it
            self._entry.refused(message.reason)
            self._drop_line()
        elif self._entry.remote and message.reason is Reason.LOCKED:
            self._drop_line()
            self.later_s = self.later_s or LATER_S
            self._again = asyncio.get_running_loop().call_later(self.later_s, self.find_host)
        self._set_state(f"down:{message.reason}")
        return True

    # -- where others reach the host ------------------------------------------------------------------------

    def outside(self) -> Outside:
        """Return where others reach the host; it was connected once."""
        entry = self._entry
        assert entry is not None
        pin = entry.fingerprint  # links carry the host's own, whatever is pinned
        if pin is not None and self.link is not None:
            pin = self.host_fingerprint()
        return outside_of(self._address(entry), pin, own=not entry.remote, pages=self._pages)

    def lan_host(self) -> LanHost | None:
        """Return this computer's own host where other computers of its networks reach it; None: there is none."""
        entry = self._entry
        if entry is None or entry.remote or not self.logged_in:
            return None
        if entry.everywhere:
            return LanHost("", entry.port, self.host_fingerprint())
        try:
            alone = ip_address(entry.address).is_loopback
        except ValueError:  # a name
            alone = True
        return None if alone else LanHost(entry.address, entry.port, self.host_fingerprint())

    def host_fingerprint(self) -> bytes:
        """Return the SHA-256 of the host's certificate as it is seen now, or as it says where the link is relayed."""
        assert self.link is not None
        return self.link.host_fingerprint or b""

    def relay(self) -> str:
        """Return what relays the link to the host; "": nothing does."""
        return "" if self.link is None else self.link.relay

    def known_as(self) -> tuple[str, ...]:
        """Return under what the host's technicians are remembered: a pinned certificate, else the name as dialled.

        Behind it stand those under which they were before, and which have led to that certificate.
        """
        assert self._entry is not None
        if self._entry.fingerprint is not None and not self._entry.authority:
            return tuple(f"certificate {pin.hex()}" for pin in (self._entry.fingerprint, *self._pins_before))
        return (f"name {self._entry.address.rstrip('.').casefold()}:{self._entry.port}",)

    def _address(self, entry: HostEntry) -> str:
        """Return HOST:PORT, where the technician or this computer's network says so."""
        if (public := self._public_address()) and not entry.remote:
            return public
        address = own_address() if entry.everywhere else entry.address
        return f"[{address}]:{entry.port}" if ":" in address else f"{address}:{entry.port}"

    # -- the line -------------------------------------------------------------------------------------------

    async def _connect(self) -> None:
        try:
            entry = await self._hosting.entry()
        except HostProblem as problem:
            self._set_state(f"down:{problem.code}")
            return
        before, self._entry = self._entry, entry
        if self._line is not None and before is not None and entry.place == before.place:
            if entry != before:  # another process: the one before may have died, so waiting is no use
                self._line.retry_now()
            return
        self._drop_line()
        self._set_state("starting")
        self._line = HostLine(
            address=(entry.address, entry.port),
            trust=entry.trust,
            program="console",
            up=self._up,
            receive=self._listener.receive,
            down=self._down,
            dial=entry.dial,
        )
        self._line.start()

    def _up(self, link: Link) -> None:
        assert self._entry is not None
        self.link, self.later_s = link, 0
        if link.trust is not None and (before := self._entry.fingerprint) not in (None, link.trust.fingerprint):
            self._pins_before = (before, *self._pins_before)
            self._entry = self._entry.followed(link.trust)
        if not self._entry.may_log_in_over(link.relay):
            self._drop_line()
            self._set_state(f"down:{LOGIN_RELAYED}:{link.relay}")
            return
        for message in self._entry.login():
            link.send(message)

    def _down(self, code: str) -> None:
        _log.info("connection to the host lost: %s", code)
        self._lose_link()
        if code == REDIRECTED:  # the line is on its way to another host
            self._set_state("starting")
            return
        self._set_state(f"down:{code}")
        self.find_host()

    def _drop_line(self) -> None:
        if self._line is not None:
            self._line.stop()
            self._line = None
            self._lose_link()

    def _lose_link(self) -> None:
        self.link = self._pages = None
        if self._working is not None:
            self._working.cancel()
            self._working = None
        self.logged_in = False
        self._listener.link_lost()

    def _logged_in(self, message: LoggedIn) -> None:
        assert self._entry is not None
        if self.logged_in or self.link is None:
            raise BadMessage("logged in twice")
        self.logged_in = True
        self._entry.accepted()
        self._listener.logged_in(self._entry.named(message) if isinstance(self._entry, OpenEntry) else message)
        self._set_state("up")

    def _known_by(self, message: KnownDevice) -> None:
        assert self._entry is not None
        if not self.logged_in or not self._entry.remote:
            raise BadMessage("a token that nobody needs")
        self._entry.known_by(message.token)

    def _entry_said(self, message: Entry) -> None:
        """Do what a host for anybody asks for, or let the technician say what is missing."""
        if self.logged_in or self.link is None or not isinstance(self._entry, OpenEntry) or self._working is not None:
            raise BadMessage("work that nobody has asked for")
        if code := self._entry.missing(message):
            self._drop_line()
            self._set_state(f"down:{code}")
        else:
            self._working = asyncio.get_running_loop().create_task(self._work(self._entry, self.link, message))

    async def _work(self, entry: OpenEntry, link: Link, message: Entry) -> None:
        login = await entry.answer(message, link.host_fingerprint or b"")
        if self.link is link:
            link.send(login)

    def _not_let_in(self, entry: OpenEntry, message: Refused) -> None:
        """Say why a host for anybody has not let this console in; what can change by itself is tried again."""
        entry.refused(message.reason)
        code = NOT_OPEN if message.about == AskEntry.TAG else message.reason.value
        self._drop_line()
        self._set_state(f"down:{code}")
        if message.reason in (Reason.LIMIT, Reason.STORAGE, Reason.WRONG_LOGIN):
            self._again = asyncio.get_running_loop().call_later(LATER_S, self.find_host)

    def _later(self, message: LoginLater) -> None:
        if self.logged_in:
            raise BadMessage("a login that is too early, after it")
        self.later_s = message.seconds

    def _forget_again(self) -> None:
        if self._again is not None:
            self._again.cancel()
            self._again = None

    def _pages_are(self, message: WebPages) -> None:
        assert self._entry is not None
        try:
            outside_of("host", b"", own=False, pages=message)
        except BadCode as error:
            raise BadMessage("pages that are at no address") from error
        self._pages = message

    def _set_state(self, state: str) -> None:
        if self.state != state or state.startswith("down:"):  # another try has failed, too
            self.state = state
            self._listener.state_changed()
