"""One link as the host sees it: who is at its other end, and what waits to be sent there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Protocol

from console.host.core.accounts.accounts import Technician
from console.host.core.limits import MEMBERS_MESSAGES_A_SECOND, OUTBOX_BYTES, SILENCE_S, Limits
from console.host.core.places import Kind, Place
from console.host.peers.outbox import Outbox
from protocol.link.link import Feed, LinkEnd
from protocol.rates.bucket import Bucket
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Reason, Refused

_log = logging.getLogger(__name__)


class PeerLink(Protocol):
    """What a peer needs of its link: that of a program, or of a page in a browser."""

    peer_address: str

    def send(self, message: Message) -> None:
        """Send `message` before all that feeds have."""

    def feed(self, pull: Callable[[], Message | None]) -> Feed:
        """Return a new feed, asleep."""

    def admitted(self) -> None:
        """Take messages of full size from now on."""

    def close(self, end: LinkEnd) -> None:
        """End the link; what was sent goes out where the peer takes it."""


class Peer:
    """A link with its outbox.

    Attributes:
        greeted: a Hello of our version has come.
        technician: who logged in on this link, if anybody did.
        login: the tag of the message they logged in with.
        seats: this link's member number in each session that it is attached to.
        deadline: ends the link of a stranger who takes too long; None once admitted.
        address: the IP address that the link comes from.
        place: its connection's among all of the host's; None: it has none, as this computer's own console.
        admitted: is called once it is known that it is somebody's who belongs here.
        stands: is told as what the link counts from now on.
        said: what a member may still say to the host itself.
        looked_up: other hosts were asked for what it wants, for which it had time of its own.
        by_page: it is that of a page in a browser.
        local: it comes from this host's own user, by the way that only they have.
    """

    def __init__(
        self, *, loop: asyncio.AbstractEventLoop, limits: Limits, place: Place | None = None, local: bool = False
    ) -> None:
        self.local = local
        self.by_page = False
        self.greeted = False
        self.looked_up = False
        self.technician: Technician | None = None
        self.login = ""
        self.seats: dict[bytes, int] = {}
        self.deadline: asyncio.TimerHandle | None = None
        self.place = place
        self.stands: Callable[[Kind], None] = lambda _kind: None
        self.admitted: Callable[[], None] = lambda: None
        self._waits = False
        self.outbox = Outbox(limits.of(OUTBOX_BYTES))
        self.said = Bucket(limits.bucket(MEMBERS_MESSAGES_A_SECOND), loop.time())
        self._limits = limits
        self.address = ""
        self._loop = loop
        self._link: PeerLink | None = None
        self._feed: Feed | None = None

    def open(self, link: PeerLink) -> None:
        """Take over the link, which stands from now on."""
        self.address = link.peer_address
        self.by_page = getattr(link, "by_page", False)
        self._link = link
        self._feed = link.feed(self.outbox.pull)

    @property
    def waits(self) -> bool:
        """It is nobody's yet, and in a queue; such a link may stay."""
        return self._waits

    @waits.setter
    def waits(self, waits: bool) -> None:
        self._waits = waits
        if self.stranger:
            self.stands(Kind.MEMBER if waits else Kind.STRANGER)

    @property
    def stranger(self) -> bool:
        """Nobody has logged in and no seat is taken on this link."""
        return self.technician is None and not self.seats

    def send(self, message: Message) -> None:
        """Send `message` after all that waits already; a link that does not take what it is sent ends."""
        if self._feed is None:
            return
        if self.outbox.put(message):
            self._feed.wake()
            return
        _log.warning("too much waits for %(address)s", {"event": "backlog", "address": self.address})
        self._limits.meet(OUTBOX_BYTES)
        self.end(LinkEnd.BACKLOG)

    def refuse(self, about: str, reason: Reason, session: bytes | None = None) -> None:
        """Say that what the message tagged `about` asked for was not done."""
        self.send(Refused(about=about, reason=reason, session=session))

    def admit(self) -> None:
        """Take messages of full size from now on, and no deadline."""
        self.stop_deadline()
        self.stands(Kind.MEMBER)
        self.admitted()
        if self._link is not None:
            self._link.admitted()

    def set_deadline(self, seconds: float, passed: Callable[[], None]) -> None:
        """Call `passed` after `seconds`, in place of an earlier deadline; until then others give way before this."""
        self.stop_deadline()
        if self.place is not None:
            self.place.busy = True
        self.deadline = self._loop.call_later(seconds, passed)

    def await_something(self) -> None:
        """Give a stranger the time to say who they are, or what they want."""
        self.set_deadline(self._limits.seconds(SILENCE_S), self._silent)

    def _silent(self) -> None:
        self._limits.meet(SILENCE_S)
        self.end(LinkEnd.SILENT)

    def stop_deadline(self) -> None:
        """Forget the deadline."""
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None

    def end(self, end: LinkEnd, last: Message | None = None) -> None:
        """Drop what waits, say `last`, and end the link."""
        link, self._link, self._feed = self._link, None, None
        if link is None:
            return
        if last is not None:
            link.send(last)
        link.close(end)


Handler = Callable[[Peer, Any], None]
Handlers = dict[type[Message], Handler]
"""What to do with each message that comes over a link."""
