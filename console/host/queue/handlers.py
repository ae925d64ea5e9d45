"""The queue of a host: its parts put together, and what the rest of the host tells it."""

from __future__ import annotations

import asyncio

from console.host.core.limits import Limits
from console.host.peers.peer import Handlers, Peer
from console.host.queue.board import Board
from console.host.queue.customers import QueueCustomers
from console.host.queue.pickups import QueuePickups
from console.host.queue.transfers import QueueTransfers
from console.host.queue.wait_watch import WaitWatch
from console.host.sessions.issuing import Issuing
from console.host.sessions.live import Live
from console.host.sessions.questions import Questions
from console.host.sessions.sessions import Sessions
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from protocol.vocabulary.messages import Redirected
from protocol.vocabulary.queue import CallIn, EndQueueTransfer, EndWait, PickUp, TransferToQueue, Wait, WaitWords


class QueueHandlers:
    """All that waits at a host, and whoever picks it up.

    Attributes:
        transfers: sessions that wait; invitations ask it.
    """

    def __init__(
        self,
        *,
        board: Board,
        sessions: Sessions,
        issuing: Issuing,
        clerk: Clerk,
        questions: Questions,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
    ) -> None:
        self._customers = QueueCustomers(
            board=board, clerk=clerk, questions=questions, journal=journal, loop=loop, limits=limits
        )
        self._watch = WaitWatch(waiting=self._customers.tokens, clerk=clerk, journal=journal, loop=loop)
        self.transfers = QueueTransfers(board=board, sessions=sessions, journal=journal)
        self._pickups = QueuePickups(
            board=board,
            customers=self._customers,
            transfers=self.transfers,
            sessions=sessions,
            issuing=issuing,
            journal=journal,
            loop=loop,
        )

    def handlers(self) -> Handlers:
        """Return what to do with each message of the queue."""
        return {
            Wait: self._customers.wait,
            WaitWords: self._customers.say,
            EndWait: self._customers.end_wait,
            PickUp: self._pickups.pick_up,
            CallIn: self._pickups.call_in,
            TransferToQueue: self.transfers.transfer,
            EndQueueTransfer: self.transfers.take_back,
        }

    def start(self) -> None:
        """Begin to watch who waits; customers of the host before have time to come back."""
        self._watch.start()

    def stop(self) -> None:
        """Stop all timers; the places stay in the database."""
        self._watch.stop()
        self._customers.stop()
        self._pickups.stop()

    def waited_in(self) -> set[str]:
        """Return the channels in which customers wait."""
        return self._customers.channels()

    def send_away(self, channel: str, redirected: Redirected) -> None:
        """Send the customers who wait in a channel to another host; their places are in the database."""
        self._customers.send_away(channel, redirected)

    def forget_all(self) -> None:
        """Forget everybody who waits: they are another host's; the database has their places."""
        self._pickups.forget_all()
        self._customers.forget_all()
        self.transfers.forget_all()

    def link_ended(self, peer: Peer) -> None:
        """Keep the place of a customer whose link is gone."""
        self._customers.link_ended(peer)

    def known(self, peer: Peer) -> None:
        """Note that a link may be no stranger's any more."""
        self._customers.known(peer)

    def attached(self, session: bytes, member: int) -> None:
        """Note that a member has taken its seat."""
        self.transfers.attached(session, member)

    def customer_admitted(self, session: bytes) -> None:
        """Note that a customer has a seat."""
        self._pickups.customer_admitted(session)

    def lead_gone(self, session: bytes) -> None:
        """Note that the lead of a session has lost its link."""
        self._pickups.lead_gone(session)

    def lead_changed(self, session: bytes) -> None:
        """Note that somebody else leads a session, nobody, or that it is over."""
        self._pickups.lead_gone(session)
        self.transfers.lead_changed(session)

    def room_changed(self, live: Live) -> None:
        """Note that something has happened in a session that goes on."""
        self.transfers.room_changed(live)
