"""A host as one of several: sends a client that belongs elsewhere there, and serves only what its lease lets it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from console.host.core.accounts.accounts import Technician
from console.host.core.accounts.tree import chain
from console.host.core.codes import Codes
from console.host.links.cluster import Cluster, Where
from console.host.peers.peer import Handler, Handlers, Peer
from console.host.queue.handlers import QueueHandlers
from console.host.sessions.questions import Questions
from console.host.sessions.sessions import Sessions
from console.host.store.records.hosts import Estate, Neighbour
from console.host.technicians.directory import Directory
from console.host.technicians.reception import Reception
from protocol.link.link import LinkEnd
from protocol.vocabulary.accounts import PasswordLogin
from protocol.vocabulary.joins import Join
from protocol.vocabulary.messages import Attach, Reason, Redirected, Refused
from protocol.vocabulary.queue import Wait

LOOK_S = 20.0  # until a stranger is seated or sent away: a lease may have to end first


class Clustered:
    """Stands before the handlers of what may be elsewhere; `Serving` for the cluster.

    Args:
        make: makes the cluster for this.
        links: all links of this host.
        end_links: ends every one of them, at once.
    """

    def __init__(
        self,
        make: Callable[[Clustered], Cluster],
        *,
        sessions: Sessions,
        codes: Codes,
        directory: Directory,
        queue: QueueHandlers,
        questions: Questions,
        reception: Reception,
        links: Collection[Peer],
        end_links: Callable[[], None],
    ) -> None:
        self._sessions = sessions
        self._codes = codes
        self._directory = directory
        self._queue = queue
        self._questions = questions
        self._reception = reception
        self._links = links
        self._end_links = end_links
        self.cluster = make(self)

    def handlers(self, before: Handlers) -> Handlers:
        """Return what to do in place of the handlers `before` with each message that may have come to a wrong host."""
        attach, join, wait = before[Attach], before[Join], before[Wait]
        return {
            Attach: lambda peer, message: self._attach(peer, message, attach),
            Join: lambda peer, message: self._join(peer, message, join),
            Wait: lambda peer, message: self._wait(peer, message, wait),
        }

    def place(self, peer: Peer, technician: Technician, let_in: Callable[[], None]) -> None:
        """Let in a technician whose password was right, or send them to the host that has their colleagues."""
        desk = self._desk_of(technician)

        def settled() -> None:
            if self._desk_of(technician) == desk:
                let_in()
            else:  # moved meanwhile, and so perhaps another host's
                self.place(peer, technician, let_in)

        self.cluster.where_works(technician.number, desk, self._settle(peer, PasswordLogin.TAG, settled))

    # -- Serving --------------------------------------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Whether nobody is here, and no session."""
        return not self._links and not len(self._sessions)

    def begin(self, number: int, slot: int) -> None:
        """Serve sessions from now on."""
        self._codes.slot = slot
        self._sessions.begin(number, number)

    def take_up(self, number: int, estate: Estate) -> None:
        """Serve the sessions that another host had."""
        self._sessions.begin(number, estate.starts)
        self._sessions.restore(list(estate.sessions), self._directory.works)

    def let_go(self) -> None:
        """Serve nothing any more."""
        self._end_links()
        self._queue.forget_all()
        self._sessions.forget_all()
        self._codes.forget()

    def follow_desks(self) -> None:
        """Send those who wait here to the host that the technicians of their channel have come to meanwhile."""
        for channel in self._queue.waited_in():
            if (desk := self._desk_of_channel(channel)) is not None:
                self.cluster.where_waits(desk, partial(self._follow, channel))

    def attended(self) -> set[str]:
        """Return the channels in which somebody is there here."""
        return self._directory.attended()

    def attended_elsewhere(self, channels: frozenset[str]) -> None:
        """Take note of those in which somebody is there at another host."""
        self._reception.elsewhere = channels

    def _follow(self, channel: str, where: Where) -> None:
        if where is not None and not isinstance(where, Reason):
            self._queue.send_away(channel, Redirected(address=where))

    # -- what may be elsewhere ------------------------------------------------------------------------------------

    def _attach(self, peer: Peer, message: Attach, handler: Handler) -> None:
        if self._sessions.find(message.session) is not None:
            handler(peer, message)
            return
        if (objection := self._questions.objection(peer)) is not None:
            reason = Reason.UNKNOWN_SESSION if objection is Reason.LIMIT else objection
            self._send_away(peer, message.TAG, reason, message.session)
            return
        self._be_patient(peer)
        settle = self._settle(peer, message.TAG, partial(handler, peer, message), message.session)
        self.cluster.where_is(message.session, partial(self._questions.ask, peer), settle)

    def _join(self, peer: Peer, message: Join, handler: Handler) -> None:
        self._be_patient(peer)
        settle = self._settle(peer, message.TAG, partial(handler, peer, message))
        self.cluster.where_made(message.route, partial(self._questions.ask, peer), settle)

    def _wait(self, peer: Peer, message: Wait, handler: Handler) -> None:
        if (desk := self._desk_of_channel(message.channel)) is None:
            handler(peer, message)
            return
        self._be_patient(peer)

        def found(answer: Neighbour | None) -> bool:
            return True  # where a channel is nowhere yet, it is here

        ask = partial(self._questions.ask, peer, found=found)
        self.cluster.where_waits(desk, self._settle(peer, message.TAG, partial(handler, peer, message)), ask)

    @staticmethod
    def _be_patient(peer: Peer) -> None:
        """Give a stranger the time until it is clear which host lives: once, whatever else they ask."""
        if peer.stranger and not peer.looked_up:
            peer.looked_up = True
            peer.set_deadline(LOOK_S, lambda: peer.end(LinkEnd.SILENT))

    def _settle(
        self, peer: Peer, tag: str, go_on: Callable[[], None], session: bytes | None = None
    ) -> Callable[[Where], None]:
        """Return what to do once it is known where a client belongs, if the link still stands by then."""

        def found(where: Where) -> None:
            if peer not in self._links:
                return
            if where is None:
                go_on()
            else:
                self._send_away(peer, tag, where, session)

        return found

    def _send_away(self, peer: Peer, tag: str, where: str | Reason, session: bytes | None = None) -> None:
        """Send a client to its host; who has other business on this link stays and is told that it is elsewhere."""
        if isinstance(where, Reason):
            refused = Refused(about=tag, reason=where, session=session)
            if peer.stranger:
                peer.end(LinkEnd.REFUSED, refused)
            else:
                peer.send(refused)
        elif peer.stranger:
            peer.end(LinkEnd.REFUSED, Redirected(address=where))
        else:
            peer.refuse(tag, Reason.ELSEWHERE, session)

    def _desk_of(self, technician: Technician) -> int:
        """Return the desk of a technician as things are now; 0 for one who is gone."""
        account = self._directory.accounts.technicians.get(technician.number)
        return 0 if account is None else self._desk(account.group)

    def _desk_of_channel(self, channel: str) -> int | None:
        groups = self._directory.accounts.groups.values()
        group = next((group.number for group in groups if group.channel == channel), None)
        return None if group is None else self._desk(group)

    def _desk(self, group: int) -> int:
        return chain(self._directory.accounts.groups, group)[0].number
