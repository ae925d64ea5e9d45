"""Technicians who pick up whoever waits: a session is opened and the customer called in, or back they go."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Protocol

from console.host.core.accounts.accounts import Technician
from console.host.core.audit import Event
from console.host.core.queue_order import Waiter
from console.host.core.terms import CALL_IN_S, CALLED_S
from console.host.peers.peer import Peer
from console.host.queue.board import Board
from console.host.queue.customers import CustomerTurn, QueueCustomers
from console.host.sessions.issuing import Issuing
from console.host.sessions.live import Timers
from console.host.sessions.sessions import Sessions
from console.host.store.journal import Journal
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import CallIn, CustomerGone, CustomerPicked, PickedUp, PickUp


class Transfers(Protocol):
    """Sessions that wait in the queue."""

    def waits(self, waiter: Waiter) -> bool:
        """Return whether `waiter` is such a session."""

    def pick_up(self, peer: Peer, message: PickUp, waiter: Waiter) -> None:
        """Have a session's lead transfer it to the technician at `peer`, or refuse."""


@dataclass(frozen=True)
class Picked:
    """A customer whom a technician has picked up, and who is not in the session yet."""

    turn: CustomerTurn
    waiter: Waiter
    technician: Technician


class QueuePickups:
    """What technicians do with the queue of their channel."""

    def __init__(
        self,
        *,
        board: Board,
        customers: QueueCustomers,
        transfers: Transfers,
        sessions: Sessions,
        issuing: Issuing,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._board = board
        self._customers = customers
        self._transfers = transfers
        self._sessions = sessions
        self._issuing = issuing
        self._journal = journal
        self._timers = Timers(loop)
        self._picked: dict[bytes, Picked] = {}

    def pick_up(self, peer: Peer, message: PickUp) -> None:
        """Take whoever is meant out of the queue for a technician, or say why not."""
        technician = peer.technician
        if technician is None or not technician.channel:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif not self._sessions.may_lead_more(technician):
            peer.refuse(message.TAG, Reason.LIMIT)
        elif (waiter := self._meant(message, technician)) is None:
            peer.refuse(message.TAG, Reason.PICKED_UP)
        elif waiter.channel != technician.channel:
            self._journal.refusal(Event.REFUSED, who=technician.audited, detail=f"{message.TAG} {waiter.channel}")
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif self._transfers.waits(waiter):
            self._transfers.pick_up(peer, message, waiter)
        else:
            self._open(peer, message, self._customers.claim(waiter), technician)

    def call_in(self, peer: Peer, message: CallIn) -> None:
        """Let the customer come in with the lead's secret; or say that they are gone."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None:
            return
        picked = self._picked.get(message.session)
        if picked is None:
            peer.send(CustomerGone(session=message.session))
        elif picked.turn.called is not None:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED, message.session)
        elif (route := self._issuing.call_in(peer, found[0], message)) is not None:
            self._timers.start(message.session, CALLED_S, lambda: self._too_late(message.session))
            picked.turn.call(PickedUp(route=route, secret=message.secret))

    def customer_admitted(self, session: bytes) -> None:
        """Note that the customer has a seat."""
        if (picked := self._end(session)) is not None:
            self._customers.let_in(picked.turn)

    def lead_gone(self, session: bytes) -> None:
        """Put a customer back whom nobody lets in: the lead has lost its link, leads no more, or has ended it."""
        if (picked := self._end(session)) is not None:
            self._customers.put_back(picked.turn)

    def stop(self) -> None:
        """Stop all timers."""
        self._timers.stop_all()

    def forget_all(self) -> None:
        """Forget whom technicians have picked up."""
        self.stop()
        self._picked.clear()

    def _meant(self, message: PickUp, technician: Technician) -> Waiter | None:
        if message.customer:
            return self._board.find(message.customer)
        return self._board.longest(technician.channel, technician.number)

    def _open(self, peer: Peer, message: PickUp, turn: CustomerTurn, technician: Technician) -> None:
        """Open a session for a customer who is out of the queue; back they go where that cannot be."""
        waiter = turn.waiter
        assert waiter is not None
        picked = Picked(turn, waiter, technician)
        lost = False  # the customer is gone before the database has the session

        def gone() -> None:
            nonlocal lost
            lost = True

        def opened(session: bytes | None) -> None:
            if session is None:
                if not lost:
                    self._customers.put_back(turn)
                return
            peer.send(
                CustomerPicked(
                    request=message.request, customer=waiter.number, channel=waiter.channel, name=waiter.name
                )
            )
            if not lost:
                self._begin(session, picked)

        turn.claimed = gone
        self._sessions.open(peer, technician, message, opened)

    def _begin(self, session: bytes, picked: Picked) -> None:
        """Give the technician's console time to call the customer in."""
        if (live := self._sessions.find(session)) is not None:
            live.waiter, live.since_ms = picked.waiter, picked.turn.since_ms
            live.room.channel = picked.waiter.channel
        self._picked[session] = picked
        picked.turn.claimed = lambda: self._customer_gone(session)
        self._timers.start(session, CALL_IN_S, lambda: self.lead_gone(session))
        self._customers.picked_up(picked.turn, session, picked.technician.audited)

    def _customer_gone(self, session: bytes) -> None:
        """Tell the lead that nobody will come."""
        self._end(session)
        if (live := self._sessions.find(session)) is not None:
            live.send_lead(CustomerGone(session=session))

    def _too_late(self, session: bytes) -> None:
        """Give up a customer who was called and has not come."""
        if (picked := self._picked.get(session)) is not None:
            self._customers.give_up(picked.turn, Reason.TIMED_OUT)

    def _end(self, session: bytes) -> Picked | None:
        self._timers.stop(session)
        return self._picked.pop(session, None)
