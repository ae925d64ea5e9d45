"""Sessions that a lead transfers to a queue: whoever picks one up is invited by the lead's console, by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.host.core.audit import Event
from console.host.core.rights import TRANSFER
from console.host.core.terms import HAND_OVER_S, QUEUE_TRANSFER_S
from console.host.queue.board import Board
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import (
    CustomerPicked,
    EndQueueTransfer,
    PickUp,
    QueueTransfer,
    QueueTransferEnded,
    QueueTransferPicked,
    TransferToQueue,
)

if TYPE_CHECKING:
    from console.host.core.accounts.accounts import Technician
    from console.host.core.queue_order import Waiter
    from console.host.peers.peer import Peer
    from console.host.sessions.live import Live
    from console.host.sessions.sessions import Sessions
    from console.host.store.journal import Journal
    from protocol.vocabulary.teamwork import Invite

_TIMER = "queue"


class SessionTurn:
    """A session in the queue; its lead is told the place."""

    def __init__(self, live: Live, channel: str, transfers: QueueTransfers) -> None:
        self.live = live
        self.channel = channel
        self.place = 0
        self._transfers = transfers

    @property
    def ready(self) -> bool:
        """Whether the lead is there, who has to invite whoever picks it up."""
        lead = self.live.room.seats.lead()
        return lead is not None and lead.present

    @property
    def words(self) -> str:
        """Nothing: what is said in a session is sealed."""
        return ""

    def reading_changed(self) -> None:
        """Do nothing."""

    def is_with(self, technician: int) -> bool:
        """Return whether this technician is in the session, as its lead or besides."""
        return self.live.room.seats.of_technician(technician) is not None

    def place_is(self, place: int, waited_s: int) -> None:
        """Tell the place."""
        self.place = place
        self.tell()

    def tell(self) -> None:
        """Tell the place again."""
        session = self.live.room.session
        self.live.send_lead(QueueTransfer(session=session, channel=self.channel, place=self.place))

    def channel_gone(self) -> None:
        """Nobody picks up any more."""
        self._transfers.end(self.live.room.session, Reason.UNKNOWN_CHANNEL)


@dataclass
class _Transfer:
    turn: SessionTurn
    waiter: Waiter | None = None  # None: about to be in the queue
    technician: int = 0  # who has picked it up


class QueueTransfers:
    """All sessions that wait in the queue, or have just been picked up there."""

    def __init__(self, *, board: Board, sessions: Sessions, journal: Journal) -> None:
        self._board = board
        self._sessions = sessions
        self._journal = journal
        self._open: dict[bytes, _Transfer] = {}

    def transfer(self, peer: Peer, message: TransferToQueue) -> None:
        """Let a session wait in a channel, by the time for which its customer has waited at first."""
        if (found := self._sessions.allowed(peer, message, message.session)) is None or peer.technician is None:
            return
        live, lead = found
        if not self._board.has(message.channel):
            peer.refuse(message.TAG, Reason.UNKNOWN_CHANNEL, message.session)
            return
        self._journal.write(
            Event.WAITED, session=message.session, member=lead, who=peer.technician.audited, detail=message.channel
        )
        turn = SessionTurn(live, message.channel, self)
        self._open[message.session] = transfer = _Transfer(turn)
        name, since = ("", None) if live.waiter is None else (live.waiter.name, live.waiter.since)
        transfer.waiter = self._board.enter(message.channel, turn, name=name, since=since, sender=peer.technician.name)
        live.room.channel = message.channel
        live.timers.start(_TIMER, QUEUE_TRANSFER_S, lambda: self.end(message.session, Reason.TIMED_OUT))
        self._sessions.deliver(live, live.room.begin_transfer())

    def take_back(self, peer: Peer, message: EndQueueTransfer) -> None:
        """Take a session out of the queue for its lead; one that is out already stays out."""
        if self._sessions.allowed(peer, message, message.session) is not None:
            self.end(message.session, Reason.LEFT)

    def forget_all(self) -> None:
        """Forget every session that waits."""
        for transfer in self._open.values():
            if transfer.waiter is not None:
                self._board.take(transfer.waiter.number)
        self._open.clear()

    def waits(self, waiter: Waiter) -> bool:
        """Return whether `waiter` is a session."""
        return self._session(waiter) is not None

    def pick_up(self, peer: Peer, message: PickUp, waiter: Waiter) -> None:
        """Have the session's lead invite the technician at `peer`, or say why not."""
        session = self._session(waiter)
        assert session is not None
        assert peer.technician is not None
        transfer = self._open[session]
        live, technician = transfer.turn.live, peer.technician
        if transfer.turn.is_with(technician.number):
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif not transfer.turn.ready:
            peer.refuse(message.TAG, Reason.LEAD_AWAY)
        else:
            transfer.technician = technician.number
            self._board.take(waiter.number)
            live.timers.start(_TIMER, HAND_OVER_S, lambda: self.end(session, Reason.TIMED_OUT))
            self._journal.write(Event.PICKED_UP, session=session, who=technician.audited, detail=waiter.channel)
            peer.send(
                CustomerPicked(
                    request=message.request,
                    customer=waiter.number,
                    channel=waiter.channel,
                    name=waiter.name,
                    session=session,
                )
            )
            live.send_lead(QueueTransferPicked(session=session, technician=technician.number))

    def expects(self, message: Invite) -> bool:
        """Return whether this invitation goes to the technician who has picked the session up."""
        transfer = self._open.get(message.session)
        return transfer is not None and transfer.technician == message.technician

    def may_have(self, session: bytes, technician: Technician) -> bool:
        """Return whether a technician who has picked a session up could still do so: their channel is the same."""
        transfer = self._open.get(session)
        return transfer is not None and transfer.turn.channel == technician.channel

    def invited(self, session: bytes) -> None:
        """Note that the technician is invited: from now on it is a transfer like every other."""
        if (transfer := self._open.pop(session, None)) is not None:
            transfer.turn.live.timers.stop(_TIMER)
            transfer.turn.live.send_lead(QueueTransferEnded(session=session, reason=Reason.NONE))

    def attached(self, session: bytes, member: int) -> None:
        """Tell a lead who is back where the session stands."""
        transfer = self._open.get(session)
        if transfer is not None and not transfer.technician and transfer.turn.live.lead == member:
            transfer.turn.tell()

    def room_changed(self, live: Live) -> None:
        """Take a session out whose customer is gone, or whose lead may not transfer it any more."""
        if live.room.session not in self._open:
            return
        lead = live.room.seats.lead()
        if live.room.seats.customer() is None:
            self.end(live.room.session, Reason.LEFT)
        elif lead is not None and lead.present and TRANSFER not in lead.rights:
            self.end(live.room.session, Reason.RIGHT_REMOVED)

    def lead_changed(self, session: bytes) -> None:
        """Take a session out that somebody else leads now, nobody, or that is over."""
        self.end(session, Reason.LEFT)

    def end(self, session: bytes, reason: Reason) -> None:
        """Take a session out of the queue; it goes on with its lead."""
        if (transfer := self._open.pop(session, None)) is None:
            return
        live = transfer.turn.live
        live.timers.stop(_TIMER)
        if transfer.waiter is not None:
            self._board.take(transfer.waiter.number)
        self._journal.write(Event.GAVE_UP, session=session, detail=f"{transfer.turn.channel} {reason}")
        live.send_lead(QueueTransferEnded(session=session, reason=reason))
        if live.room.closed is None:
            self._sessions.deliver(live, live.room.end_transfer())

    def _session(self, waiter: Waiter) -> bytes | None:
        return next((s for s, transfer in self._open.items() if transfer.waiter is waiter), None)
