"""The host's front door: all its links, who may say what on them before they are known, and whom a message goes to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from console.host.core.audit import Event
from console.host.core.limits import MEMBERS_MESSAGES_A_SECOND, STRANGERS_MESSAGES_A_SECOND, Limits
from console.host.core.places import Kind, Place, Places
from console.host.links.cluster import Cluster, Serving
from console.host.links.clustered import Clustered
from console.host.links.draining import BEGINNINGS
from console.host.links.figures import Figures
from console.host.links.services import Services
from console.host.peers.guests import guests_objection
from console.host.peers.peer import Handlers, Peer, PeerLink
from console.host.peers.strangers import objection
from console.host.store.records.sessions import StoredSession
from protocol.link.link import Link, LinkEnd
from protocol.link.wire import UNADMITTED_LIMIT
from protocol.rates.bucket import Bucket
from protocol.vocabulary.codec import Message
from protocol.vocabulary.guests import OpenHost
from protocol.vocabulary.messages import VERSION, Hello, Reason, Refused, Sealed, Welcome

_log = logging.getLogger(__name__)

A_PROXY = "proxy"  # in place of an address: it speaks for itself, so it is nobody's, and least of all this computer's
LOCAL = "this computer"  # likewise, of its own user

Met = TypeVar("Met", bound=PeerLink)


class Gateway:
    """All links of one host; `services` does what is asked for on them.

    Attributes:
        services: what the host does.
        cluster: the others that share the database; None: this host is alone.
        places: all its connections, those included that are no links yet.
        limits: which have been met.
        known_by: returns the SHA-256 of the certificate by which the host is known; None: nobody says.
    """

    def __init__(self, *, services: Services, places: Places, limits: Limits) -> None:
        self.services = services
        self.cluster: Cluster | None = None
        self.known_by: Callable[[], bytes | None] = lambda: None
        self._loop = asyncio.get_running_loop()
        self._peers: set[Peer] = set()
        self.places = places
        self.limits = limits
        self._handlers: Handlers = {Hello: self._hello, **services.handlers()}

    @property
    def idle(self) -> bool:
        """There is no link and no session with a seat that is kept."""
        return not self._peers and not len(self.services.sessions)

    def start(self, stored: list[StoredSession]) -> None:
        """Take stored sessions up and begin to watch the database."""
        self.services.start(stored)
        if self.cluster is not None:
            self.cluster.start()

    def stop(self) -> None:
        """End every link; seats stay in the database."""
        if self.cluster is not None:
            self.cluster.stop()
        self.services.stop()
        for peer in list(self._peers):
            self._peers.discard(peer)
            peer.stop_deadline()
            peer.end(LinkEnd.CLOSED)

    def join_cluster(self, make: Callable[[Serving], Cluster]) -> Cluster:
        """Be one host of several from now on; `make` makes the cluster that says which sessions are here."""
        clustered = Clustered(
            make,
            sessions=self.services.sessions,
            codes=self.services.codes,
            directory=self.services.directory,
            queue=self.services.queue,
            questions=self.services.questions,
            reception=self.services.reception,
            links=self._peers,
            end_links=self._end_links,
        )
        self._handlers |= clustered.handlers(self._handlers)
        self.services.accounts.logins.place = clustered.place
        self.cluster = clustered.cluster
        return clustered.cluster

    def begin_drain(self, seconds: float) -> None:
        """Begin nothing new from now on, and tell all members; what goes on may go on for `seconds`."""
        drain = self.services.drain
        self._handlers |= dict.fromkeys(BEGINNINGS, drain.refuse)
        drain.begin(seconds)

    def figures(self) -> Figures:
        """Return how things are now."""
        return self.services.figures(links=len(self._peers), connections=self.places.counts(), limits=self.limits.met)

    def certificate_ends(self, ends_ms: int) -> None:
        """Tell administrators when the certificate ends, in milliseconds since 1970; 0: no longer soon."""
        self.services.directory.certificate_ends(ends_ms)

    def certificate_changed(self) -> None:
        """End the links of technicians, who are back at once: a join holds only if both ends see one certificate."""
        for peer in [peer for peer in self._peers if peer.technician is not None]:
            peer.end(LinkEnd.CLOSED)

    def make_link(self, place: Place) -> Link:
        """Make the protocol of the connection at `place`; it is a stranger's until it logs in or takes a seat."""
        peer = self._peer(place)
        return Link(
            opened=partial(self._opened, peer),
            receive=partial(self._received, peer),
            ended=partial(self._has_ended, peer),
            frame_limit=UNADMITTED_LIMIT,
            peer_address=place.address or A_PROXY,
            may_say=self._pace(),
            gone=partial(self.places.leave, place),
        )

    def make_local_link(self) -> Link:
        """Make the protocol of a connection of this host's own user, without TLS."""
        peer = Peer(loop=self._loop, limits=self.limits, local=True)
        return Link(
            opened=partial(self._opened, peer),
            receive=partial(self._received, peer),
            ended=partial(self._has_ended, peer),
            frame_limit=UNADMITTED_LIMIT,
            peer_address=LOCAL,
        )

    def meet(self, place: Place, make: Callable[..., Met]) -> Met:
        """Take in a link of another kind, which stands already; `make` is called with `receive` and `ended` of it."""
        peer = self._peer(place)
        link = make(receive=partial(self._received, peer), ended=partial(self._has_ended, peer), may_say=self._pace())
        self._opened(peer, link)
        return link

    def _peer(self, place: Place) -> Peer:
        peer = Peer(loop=self._loop, limits=self.limits, place=place)
        peer.stands = lambda kind: self.places.move(place, kind, self._loop.time())
        peer.admitted = partial(self.places.know, place)
        peer.stands(Kind.STRANGER)
        return peer

    def _pace(self) -> Callable[[], bool]:
        """Return what counts a stranger's messages, and says whether there are few enough."""
        bound = STRANGERS_MESSAGES_A_SECOND
        bucket = Bucket(self.limits.bucket(bound), self._loop.time())
        return lambda: self.limits.held(bound, within=bucket.take(self._loop.time()))

    def _opened(self, peer: Peer, link: PeerLink) -> None:
        peer.open(link)
        self._peers.add(peer)
        peer.await_something()
        if peer.place is not None:
            peer.place.busy = False  # it has begun nothing yet

    def _received(self, peer: Peer, message: Message) -> None:
        if peer not in self._peers or (self.cluster is not None and self.cluster.expired()):
            return
        handler = self._handlers.get(type(message))
        if handler is None or peer.greeted is isinstance(message, Hello):
            self._bad_message(peer, message)
        elif peer.stranger and (reason := objection(peer, message)) is not None:
            self.services.journal.refusal(Event.REFUSED, who=peer.address, detail=message.TAG)
            peer.end(LinkEnd.REFUSED, Refused(about=message.TAG, reason=reason))
        elif not self._in_time(peer, message):
            _log.warning("%(address)s sends too much", {"event": "message_flood", "address": peer.address})
            peer.end(LinkEnd.REFUSED, Refused(about=message.TAG, reason=Reason.LIMIT))
        elif (reason := guests_objection(peer, message)) is not None:
            if reason is not Reason.NONE:
                self.services.journal.refusal(Event.REFUSED, who=peer.address, detail=message.TAG)
                peer.refuse(message.TAG, reason)
        else:
            handler(peer, message)

    def _in_time(self, peer: Peer, message: Message) -> bool:
        """Count what a member says to the host itself; return False where it is more than any program says."""
        if peer.stranger or isinstance(message, Sealed):  # which are counted elsewhere
            return True
        within = peer.said.take(self._loop.time())
        return self.limits.held(MEMBERS_MESSAGES_A_SECOND, within=within)

    def _has_ended(self, peer: Peer, end: LinkEnd) -> None:
        if peer not in self._peers:
            return
        ended = {"event": "link_ended", "address": peer.address, "end": end.name.lower()}
        level = logging.DEBUG if peer.stranger else logging.INFO  # strangers fill no log
        _log.log(level, "link from %(address)s ended: %(end)s", ended)
        self._peers.discard(peer)
        if peer.place is not None:
            peer.place.busy = False  # it counts until the connection is gone, and may give way
        self.services.link_ended(peer)

    def _end_links(self) -> None:
        """End every link at once: nobody is told what the ends of the others lead to."""
        peers = list(self._peers)
        for peer in peers:
            peer.end(LinkEnd.CLOSED)
        for peer in peers:
            self._has_ended(peer, LinkEnd.CLOSED)

    def _bad_message(self, peer: Peer, message: Message) -> None:
        self.services.journal.refusal(Event.REFUSED, who=peer.address, detail=message.TAG)
        peer.end(LinkEnd.BAD_MESSAGE, Refused(about=message.TAG, reason=Reason.BAD_MESSAGE))

    def _hello(self, peer: Peer, message: Hello) -> None:
        if message.version != VERSION:
            spoken = {"event": "other_version", "address": peer.address, "version": message.version}
            _log.info("%(address)s speaks version %(version)d", spoken)
            reason = Reason.HOST_OLDER if message.version > VERSION else Reason.HOST_NEWER
            peer.end(LinkEnd.REFUSED, Refused(about=Hello.TAG, reason=reason))
            return
        peer.greeted = True
        peer.send(Welcome(certificate=self.known_by()))
        if self.services.opening is not None:
            peer.send(OpenHost(contact=self.services.opening.contact))
