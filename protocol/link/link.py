"""One TLS connection as a stream of messages in both directions: the asyncio shell round `wire` and `codec`.

All methods run on the event loop's thread. Messages from `send` are urgent: they are written at once, in order. What
can wait for room (a picture) comes from a `Feed`, which is pulled one message at a time and only while the connection
takes what it is given; so at most about `WRITE_HIGH` bytes and one message are between a decision and the socket.
"""

from __future__ import annotations

import asyncio
import enum
import hashlib
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from protocol.link.wire import FrameReader, frame
from protocol.rates.bucket import Bucket, Limit
from protocol.vocabulary.codec import RECORD_LIMIT, BadMessage, Message, Vocabulary
from protocol.vocabulary.guests import OpenHost
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import Ping, Pong

PINGS = Limit(60, 6)  # of a peer, and answers to ours: at once, and each second after it; honest ones are one in 5 s
BACKLOG_LIMIT = 8 * 1024 * 1024  # bytes of urgent messages that a peer does not take
WRITE_HIGH = 64 * 1024  # bytes waiting in this process over which no feed is pulled
PULLS_A_TURN = 16  # messages pulled before other callbacks of the loop have their turn

_log = logging.getLogger(__name__)


class LinkEnd(enum.StrEnum):
    """Why a link ended."""

    CLOSED = "closed"  # by us, as meant
    REFUSED = "refused"  # by us, after saying why
    LOST = "lost"  # by the peer or the network
    BAD_MESSAGE = "bad_message"  # the peer sent something it must not
    SILENT = "silent"  # the peer does not answer
    BACKLOG = "backlog"  # the peer does not take what it is sent
    CERTIFICATE = "certificate"  # the peer is not who we trust


@dataclass(frozen=True)
class Trust:
    """Which host a client takes for its own."""

    fingerprint: bytes | None  # SHA-256 of its certificate, of its authority's, or of the one before that has signed
    # the new one's key (see pins.py); None: one from a public CA, issued for the host's name
    deferred: bool = False  # take any certificate for now; the key exchange of the join proves it
    authority: bytes = b""  # that authority's certificate (DER), where the host need not present it

    @property
    def is_pinned(self) -> bool:
        """Whether the host must show a certificate that is known."""
        return self.fingerprint is not None and not self.deferred

    def followed(self, fingerprint: bytes | None, tls: ssl.SSLObject | None = None, name: str = "") -> Trust | None:
        """Return whom to trust from now on, given that TLS found nothing wrong; None: not the peer with this one.

        Where it is another certificate than the pinned, that one may vouch for it by what the peer presents over `tls`.
        """
        if self.fingerprint is None or self.fingerprint == fingerprint:
            return self
        if tls is None or not name:
            return None
        from protocol.link.pins import CHAIN_LIMIT, followed, presented  # hardly anybody needs the packages behind it

        at_hand = [self.authority] if self.authority else []
        pin = followed(self.fingerprint, presented(tls)[: CHAIN_LIMIT - 1] + at_hand, name)
        return None if pin is None else replace(self, fingerprint=pin)


@dataclass(frozen=True, kw_only=True)
class KeepAlive:
    """When silence is asked about, and when it is the end."""

    ping_after_s: float = 5.0
    silent_s: float = 15.0


class Feed:
    """A source of messages that wait for room; made by `Link.feed`."""

    def __init__(self, pull: Callable[[], Message | None], pump: Callable[[], None]) -> None:
        self.pull = pull
        self.awake = False
        self.stopped = False
        self._pump = pump

    def wake(self) -> None:
        """Say that `pull` may have something; it is called until it returns None, as room allows."""
        if not self.stopped:
            self.awake = True
            self._pump()

    def stop(self) -> None:
        """Pull nothing any more, from this moment on."""
        self.stopped = True
        self.awake = False


class Link(asyncio.Protocol):
    """One connection.

    Args:
        receive: called with each message. A `BadMessage` that it raises ends the link. Once the link has ended, no
            further message is delivered, whatever has arrived with the last one.
        ended: called once, never from within another call into the link.
        opened: called when the connection stands, before the first message.
        trust: what the peer's certificate must be; only for a client.
        frame_limit: bytes of a frame that the peer may send until `admitted` is called.
        peer_address: the peer's IP address, where a proxy has said it; "": the connection's.
        name: whose certificate the peer must show, where its authority is pinned; only for a client.
        may_say: asked before each message until `admitted` is called; a link of whoever says more ends.
        gone: called once the connection is really gone, which may be after `ended`.
        known_as: SHA-256 of the certificate that the peer shows to others, where this link has no TLS: the system has
            said who is at its other end (see local.py).

    Attributes:
        peer_fingerprint: SHA-256 of the certificate by which the peer is known: its own that vouches for the one that
            it shows (see pins.py), else that one; None for a peer that shows none, as clients do.
        peer_address: the peer's IP address.
        relay: what ends TLS between the host and this client (see relay.py); "": nothing. Set by who greets the host.
        host_fingerprint: of the certificate by which the host is known, as far as this client knows: where it is
            relayed, that is the host's word over what relays.
        open_host: what the host has said of itself, if it lets technicians in without an account; None: it has not.
        trust: whom to trust from now on, in place of the one that was given: the peer has proven to be its successor.
        bytes_sent, bytes_received: of frames, within TLS.
    """

    def __init__(
        self,
        *,
        receive: Callable[[Message], None],
        ended: Callable[[LinkEnd], None],
        opened: Callable[[Link], None] | None = None,
        trust: Trust | None = None,
        frame_limit: int = RECORD_LIMIT,
        keep_alive: KeepAlive | None = None,
        vocabulary: Vocabulary = HOST_VOCABULARY,
        peer_address: str = "",
        name: str = "",
        known_as: bytes | None = None,
        may_say: Callable[[], bool] | None = None,
        gone: Callable[[], object] = lambda: None,
    ) -> None:
        self.peer_fingerprint: bytes | None = known_as
        self.host_fingerprint: bytes | None = known_as
        self.relay = ""
        self.open_host: OpenHost | None = None
        self.peer_address = peer_address
        self.bytes_sent = 0
        self.bytes_received = 0
        self.end: LinkEnd | None = None
        self._receive = receive
        self._ended = ended
        self._opened = opened
        self.trust = trust
        self._name = name
        self._may_say = may_say
        self._keep_alive = keep_alive or KeepAlive()
        self._vocabulary = vocabulary
        self._reader = FrameReader(frame_limit)
        self._transport: asyncio.Transport | None = None
        self._feeds: list[Feed] = []
        self._paused = False
        self._pumping = False
        self._pump_due = False
        self._heard_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._gone = asyncio.Event()
        self._is_gone = gone
        self._loop = asyncio.get_running_loop()
        self._pings = Bucket(PINGS, self._loop.time())

    # -- sending ------------------------------------------------------------------------------------------------

    def send(self, message: Message) -> None:
        """Send `message` now, before all that feeds have; drop it if the link has ended."""
        if self._transport is None or self.end is not None:
            return
        self._write(message)
        if self._transport.get_write_buffer_size() > BACKLOG_LIMIT:
            self.close(LinkEnd.BACKLOG)

    def feed(self, pull: Callable[[], Message | None]) -> Feed:
        """Return a new feed, asleep; `pull` returns the next message or None where there is none at present."""
        feed = Feed(pull, self._pump)
        self._feeds = [*(f for f in self._feeds if not f.stopped), feed]
        return feed

    def _write(self, message: Message) -> None:
        assert self._transport is not None
        data = frame(self._vocabulary.encode(message))
        self.bytes_sent += len(data)
        self._transport.write(data)

    def _pump(self) -> None:
        """Pull from the feeds in turn while there is room; let others have the loop now and then."""
        if self._pumping or self._pump_due:
            return
        self._pumping = True
        try:
            for _ in range(PULLS_A_TURN):
                if not self._pull_one():
                    return
        finally:
            self._pumping = False
        self._pump_due = True
        self._loop.call_soon(self._pump_again)

    def _pump_again(self) -> None:
        self._pump_due = False
        self._pump()

    def _pull_one(self) -> bool:
        """Send one message of the feed whose turn it is; return whether there was room and a message."""
        while not self._paused and self.end is None and self._transport is not None:
            feed = next((f for f in self._feeds if f.awake), None)
            if feed is None:
                return False
            self._feeds.remove(feed)
            self._feeds.append(feed)
            feed.awake = False  # unless something wakes it meanwhile
            message = feed.pull()
            if message is not None and self.end is None:
                feed.awake = not feed.stopped
                self._write(message)
                return True
        return False

    # -- ending -------------------------------------------------------------------------------------------------

    def admitted(self) -> None:
        """Take frames of full size from now on."""
        self._reader.limit = RECORD_LIMIT
        self._may_say = None

    def close(self, end: LinkEnd = LinkEnd.CLOSED) -> None:
        """End the link: nothing is received or pulled any more; what was sent goes out where the peer takes it."""
        if self.end is not None:
            return
        self._finish(end)
        self._loop.call_soon(self._ended, end)
        if self._transport is None:
            return
        if end in (LinkEnd.SILENT, LinkEnd.BACKLOG, LinkEnd.CERTIFICATE):
            self._transport.abort()
        else:
            self._transport.close()

    @property
    def peer_chain(self) -> list[bytes]:
        """The certificates that the peer has presented (DER), its own first; nothing is known of them but that."""
        from protocol.link.pins import presented

        tls = None if self._transport is None else self._transport.get_extra_info("ssl_object")
        return [] if tls is None else presented(tls)

    def speaks(self, protocol: str) -> bool:
        """Return whether both ends of the connection have agreed on this one (ALPN)."""
        tls = None if self._transport is None else self._transport.get_extra_info("ssl_object")
        return tls is not None and tls.selected_alpn_protocol() == protocol

    async def wait_gone(self) -> None:
        """Wait until the connection is really gone, with all that could still be sent; to be called after `close`."""
        await self._gone.wait()

    def _finish(self, end: LinkEnd) -> None:
        self.end = end
        self._feeds.clear()
        if self._timer is not None:
            self._timer.cancel()

    # -- asyncio.Protocol ---------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take over the connection, or drop it at once if the peer is not the one that is trusted."""
        self._transport = cast(asyncio.Transport, transport)
        tls = transport.get_extra_info("ssl_object")
        if tls is not None:
            self.peer_fingerprint = _fingerprint(tls)
        self.peer_address = self.peer_address or str((transport.get_extra_info("peername") or ("",))[0])
        if self.end is not None:
            self._transport.abort()
            return
        if not self._is_trusted(tls):
            self.close(LinkEnd.CERTIFICATE)
            return
        self._know_peer()
        self.host_fingerprint = self.peer_fingerprint
        # TLS passes everything on until the socket's own buffer of 64 KiB is full: with these limits we pause when the
        # first byte has to wait in front of that, and go on when it is down to a quarter.
        self._transport.set_write_buffer_limits(high=1, low=0)
        _limit_unsent(transport.get_extra_info("socket"))
        self._heard_at = self._loop.time()
        self._timer = self._loop.call_later(self._keep_alive.ping_after_s, self._check_silence)
        if self._opened is not None:
            self._opened(self)
        self._pump()

    def _is_trusted(self, tls: ssl.SSLObject | None) -> bool:
        if self.trust is None:
            return True
        followed = self.trust.followed(self.peer_fingerprint, tls, self._name)
        self.trust = followed or self.trust
        return followed is not None

    def _know_peer(self) -> None:
        if self.peer_fingerprint is not None and len(chain := self.peer_chain) > 1:
            from protocol.link.pins import identity

            self.peer_fingerprint = identity(chain)

    def data_received(self, data: bytes) -> None:
        """Deliver every message that is complete, in order, until one of them ends the link."""
        self._heard_at = self._loop.time()
        self.bytes_received += len(data)
        if self.end is not None:
            return
        try:
            for body in self._reader.feed(data):
                self._deliver(body)
                if self.end is not None:
                    return
        except BadMessage as error:
            level = logging.WARNING if self._may_say is None else logging.DEBUG  # strangers fill no log
            _log.log(level, "bad message from %s, link closed: %s", self.peer_address, error)
            self.close(LinkEnd.BAD_MESSAGE)

    def _deliver(self, body: bytes | memoryview) -> None:
        if self._may_say is not None and not self._may_say():
            raise BadMessage("too many messages")
        message = self._vocabulary.decode(body)
        if isinstance(message, Ping | Pong):
            if not self._pings.take(self._loop.time()):
                raise BadMessage("too many pings")
            if isinstance(message, Ping):
                self.send(Pong())
        elif isinstance(message, OpenHost):
            self.open_host = message
        elif message is not None:
            self._receive(message)

    def pause_writing(self) -> None:
        """Stop pulling: the connection takes nothing at present."""
        self._paused = True

    def resume_writing(self) -> None:
        """Go on pulling."""
        self._paused = False
        self._pump()

    def connection_lost(self, exc: Exception | None) -> None:
        """Say that the link has ended, unless it was we who ended it."""
        self._transport = None
        self._gone.set()
        self._is_gone()
        if self.end is None:
            self._finish(LinkEnd.LOST)
            self._ended(LinkEnd.LOST)

    def _check_silence(self) -> None:
        """Ask for a sign of life after some silence, end the link after more."""
        silent_s = self._loop.time() - self._heard_at
        keep = self._keep_alive
        if silent_s >= keep.silent_s:
            self.close(LinkEnd.SILENT)
            return
        if silent_s >= keep.ping_after_s:
            self.send(Ping())
            wait_s = min(keep.ping_after_s, keep.silent_s - silent_s)
        else:
            wait_s = keep.ping_after_s - silent_s
        if self.end is None:
            self._timer = self._loop.call_later(max(wait_s, 0.001), self._check_silence)


def _fingerprint(tls: ssl.SSLObject | None) -> bytes | None:
    certificate = None if tls is None else tls.getpeercert(binary_form=True)
    return None if certificate is None else hashlib.sha256(certificate).digest()


def _limit_unsent(sock: socket.socket | None) -> None:
    """Let the kernel hold little more than is under way, so that what is urgent does not wait behind megabytes."""
    if sock is not None and hasattr(socket, "TCP_NOTSENT_LOWAT") and sock.family in (socket.AF_INET, socket.AF_INET6):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, WRITE_HIGH)
