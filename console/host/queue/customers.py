"""Customers without a code: who asks to wait, whose link is lost or back, who gives up."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection

from console.host.core.audit import Event
from console.host.core.limits import (
    FAILED_WAITS_A_MINUTE,
    WAIT_WORDS_A_MINUTE,
    WAITERS,
    WAITERS_OF_ONE_SOURCE,
    Limits,
    Rate,
)
from console.host.core.queue_order import Waiter
from console.host.core.sources import SourceCount, SourceRate, source_of, wide_source_of
from console.host.core.terms import CALLED_S, SHORT_WAIT_S, WAIT_KEPT_S
from console.host.peers.peer import Peer
from console.host.queue.board import Board
from console.host.queue.giving_way import gives_way
from console.host.queue.wait_figures import GAVE_UP, PICKED_UP
from console.host.sessions.live import Timers
from console.host.sessions.questions import Questions
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.store.records.sessions import token_hash
from console.host.store.records.waits import StoredWait
from console.host.store.tables.database import StorageError
from protocol.link.link import LinkEnd
from protocol.vocabulary.messages import Reason, Redirected, Refused
from protocol.vocabulary.queue import EndWait, PickedUp, Wait, WaitEnded, Waiting, WaitWords


class CustomerTurn:
    """One customer's wait.

    Attributes:
        address: where their link came from at first; `source` and `network`: as limits count it.
        peer: their link; None while it is lost.
        waiter: their place in the queue, also once they were taken out of it.
        called: what lets them in, once a technician has picked them up.
        claimed: called where they are gone before they are in, while a technician has picked them up.
        words: what they let the desk read, where it may.
        reads: returns whether it may.
        seen: when their link stood last, on the loop's clock; `began`: at first.
    """

    def __init__(
        self,
        *,
        token: bytes,
        address: str,
        since_ms: int,
        reads: Callable[[], bool],
        over: Callable[[CustomerTurn, Reason], None],
    ) -> None:
        self.token = token
        self.address = address
        self.source, self.network = source_of(address), wide_source_of(address)
        self.since_ms = since_ms
        self.peer: Peer | None = None
        self.waiter: Waiter | None = None
        self.called: PickedUp | None = None
        self.claimed: Callable[[], None] | None = None
        self.words = ""
        self.reads = reads
        self.began = self.seen = 0.0
        self._told: tuple[int, int] | None = None  # the place, and for how long they had waited then
        self._over = over

    @property
    def ready(self) -> bool:
        """Whether they could be let in now."""
        return self.peer is not None

    def is_with(self, technician: int) -> bool:
        """Return False: nobody has them."""
        return False

    @property
    def stored(self) -> StoredWait:
        """The wait as the database keeps it."""
        assert self.waiter is not None
        return StoredWait(token_hash=token_hash(self.token), channel=self.waiter.channel, since_ms=self.since_ms)

    def place_is(self, place: int, waited_s: int) -> None:
        """Tell the place."""
        self._told = place, waited_s
        if self.peer is not None:
            self.peer.send(Waiting(place=place, waited_s=waited_s, token=self.token, desk_reads=self.reads()))

    def reading_changed(self) -> None:
        """Forget words that the desk must not read any more, and say how it is now."""
        self.words = ""
        if self._told is not None:
            self.place_is(*self._told)

    def channel_gone(self) -> None:
        """Nobody picks up any more."""
        self._over(self, Reason.UNKNOWN_CHANNEL)

    def call(self, called: PickedUp) -> None:
        """Let them come in."""
        self.called = called
        if (peer := self.peer) is not None:
            peer.send(called)
            peer.set_deadline(CALLED_S, lambda: peer.end(LinkEnd.SILENT))


class QueueCustomers:
    """All customers who wait, by their links and by their tokens."""

    def __init__(
        self,
        *,
        board: Board,
        clerk: Clerk,
        questions: Questions,
        journal: Journal,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
    ) -> None:
        self._limits = limits
        self._board = board
        self._clerk = clerk
        self._questions = questions
        self._journal = journal
        self._loop = loop
        self._timers = Timers(loop)
        self._failed = SourceRate(limits.of(FAILED_WAITS_A_MINUTE))
        self._places = SourceCount(limits.of(WAITERS_OF_ONE_SOURCE))
        self._said = Rate(limits.of(WAIT_WORDS_A_MINUTE))
        self._looked_up: set[Peer] = set()  # whose token the database is asked about
        self._of_peer: dict[Peer, CustomerTurn] = {}
        self._of_token: dict[bytes, CustomerTurn] = {}
        self._of_number: dict[int, CustomerTurn] = {}

    def tokens(self) -> Collection[bytes]:
        """Return what the database keeps of the tokens of all who wait, or are about to come into a session."""
        return self._of_token.keys()

    def wait(self, peer: Peer, message: Wait) -> None:
        """Let a stranger wait, give them their place back, or say why not."""
        if not peer.stranger or peer in self._of_peer or peer in self._looked_up:
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif message.token is not None and (turn := self._of_token.get(token_hash(message.token))) is not None:
            self._come_back(peer, turn)
        elif not self._limits.held(
            FAILED_WAITS_A_MINUTE, within=not self._failed.full(peer.address, self._loop.time())
        ):
            self._refuse(peer, Reason.LIMIT)
        elif message.token is None:
            self._begin(peer, message)
        else:
            self._look_up(peer, message, message.token)

    def say(self, peer: Peer, message: WaitWords) -> None:
        """Let the desk read what it is about, where its group has chosen that."""
        turn = self._of_peer.get(peer)
        if turn is None or turn.waiter is None or not turn.reads():
            peer.refuse(message.TAG, Reason.NOT_ALLOWED)
        elif message.text and not self._limits.held(
            WAIT_WORDS_A_MINUTE, within=self._said.take(turn.waiter.number, self._loop.time())
        ):
            peer.refuse(message.TAG, Reason.LIMIT)
        elif turn.words != message.text:
            turn.words = message.text
            self._board.tell_words(turn.waiter.number)

    def end_wait(self, peer: Peer, message: EndWait) -> None:
        """Let a customer give up; whose wait is over already stays a stranger."""
        if (turn := self._of_peer.get(peer)) is not None:
            self.give_up(turn, Reason.LEFT)

    def link_ended(self, peer: Peer) -> None:
        """Keep the place of a customer whose link is gone."""
        self._looked_up.discard(peer)
        if (turn := self._of_peer.pop(peer, None)) is not None:
            turn.peer, peer.waits, turn.seen = None, False, self._loop.time()
            self._timers.start(turn, WAIT_KEPT_S, lambda: self.give_up(turn, Reason.TIMED_OUT))

    def known(self, peer: Peer) -> None:
        """Note that a link may be no stranger's any more: whoever has a seat, or has logged in, waits no longer."""
        if not peer.stranger and (turn := self._of_peer.get(peer)) is not None:
            self.give_up(turn, Reason.LEFT)

    def claim(self, waiter: Waiter) -> CustomerTurn:
        """Take a customer out of the queue for a technician."""
        self._board.take(waiter.number)
        return self._of_number[waiter.number]

    def picked_up(self, turn: CustomerTurn, session: bytes, technician: str) -> None:
        """Write down who picked a customer up, and for which session."""
        wait = turn.stored
        self._count(turn, PICKED_UP)
        entry = self._journal.entry(Event.PICKED_UP, session=session, who=technician, detail=wait.channel)
        self._clerk.note(lambda store: store.waits.picked_up(wait, session, entry))

    def let_in(self, turn: CustomerTurn) -> None:
        """Forget the wait of a customer who has a seat now."""
        self._forget(turn)
        kept = token_hash(turn.token)
        self._clerk.note(lambda store: store.waits.let_in(kept))

    def put_back(self, turn: CustomerTurn) -> None:
        """Give a customer whom nobody lets in after all their place again."""
        assert turn.waiter is not None
        turn.called = turn.claimed = None
        if turn.peer is not None:
            turn.peer.stop_deadline()
        self._board.put_back(turn.waiter, turn)

    def give_up(self, turn: CustomerTurn, reason: Reason) -> None:
        """End a wait that comes to nothing."""
        self._note_failure(turn, reason)
        self._forget(turn)
        assert turn.waiter is not None
        self._board.take(turn.waiter.number)
        self._count(turn, GAVE_UP)
        entry = self._journal.entry_if_few(Event.GAVE_UP, who=turn.address, detail=f"{turn.waiter.channel} {reason}")
        wait, now_ms = turn.stored, self._journal.now_ms()
        self._clerk.note(lambda store: store.waits.end(wait, reason, now_ms, entry))
        if turn.claimed is not None:
            turn.claimed()

    def stop(self) -> None:
        """Stop all timers; the places stay in the database."""
        self._timers.stop_all()

    def forget_all(self) -> None:
        """Forget every customer; the places stay in the database."""
        for turn in list(self._of_token.values()):
            self._let_go(turn)

    def channels(self) -> set[str]:
        """Return the channels in which somebody waits."""
        return {turn.waiter.channel for turn in self._waiting() if turn.waiter is not None}

    def send_away(self, channel: str, redirected: Redirected) -> None:
        """Send those who wait in a channel elsewhere; they get their places back there, by their tokens."""
        for turn in self._waiting():
            if turn.waiter is not None and turn.waiter.channel == channel:
                peer = turn.peer
                self._let_go(turn)
                if peer is not None:
                    peer.end(LinkEnd.REFUSED, redirected)

    def _waiting(self) -> list[CustomerTurn]:
        """Return all whom nobody has picked up."""
        return [turn for turn in self._of_token.values() if turn.called is None and turn.claimed is None]

    def _let_go(self, turn: CustomerTurn) -> None:
        """Forget a wait that goes on elsewhere, or here once this host has been started anew."""
        self._forget(turn)
        if turn.waiter is not None:
            self._board.take(turn.waiter.number)

    def _note_failure(self, turn: CustomerTurn, reason: Reason) -> None:
        """Count a customer who has gone at once: whoever waits well may be followed by any number of others."""
        seen = turn.seen if turn.peer is None else self._loop.time()
        went = reason in (Reason.LEFT, Reason.TIMED_OUT) and (turn.peer is None or turn.peer.stranger)
        if went and turn.claimed is None and seen - turn.began < SHORT_WAIT_S:
            self._failed.note(turn.address, self._loop.time())

    def _count(self, turn: CustomerTurn, outcome: str) -> None:
        assert turn.waiter is not None
        self._board.waits.note(turn.waiter.channel, outcome, self._journal.now_ms() - turn.since_ms)

    def _look_up(self, peer: Peer, message: Wait, token: bytes) -> None:
        """Ask the database for the place of somebody who waited before the host was started."""
        if self._questions.objection(peer) is not None:
            self._refuse(peer, Reason.STORAGE)  # who has a place comes again
            return
        kept = token_hash(token)
        self._looked_up.add(peer)

        def found(answer: StoredWait | StorageError | None) -> None:
            if peer in self._looked_up:
                self._looked_up.discard(peer)
                self._begin(peer, message, answer if isinstance(answer, StoredWait) else None)

        self._questions.ask(peer, lambda store: store.waits.find(kept), found)

    def _begin(self, peer: Peer, message: Wait, stored: StoredWait | None = None) -> None:
        if (reason := self._objection(peer, message.channel)) is not None:
            if reason is Reason.UNKNOWN_CHANNEL:
                self._failed.note(peer.address, self._loop.time())
            self._refuse(peer, reason)
            return
        token = message.token if stored is not None else None
        now_ms = self._journal.now_ms()
        turn = CustomerTurn(
            token=token or secrets.token_bytes(32),
            address=peer.address,
            since_ms=now_ms if stored is None else min(now_ms, stored.since_ms),
            reads=lambda: self._board.reads(message.channel),
            over=self._over,
        )
        self._of_token[token_hash(turn.token)] = turn
        self._places.add(turn.address)
        turn.began = self._loop.time()
        self._seat(peer, turn)
        since = self._loop.time() - (now_ms - turn.since_ms) / 1000
        turn.waiter = self._board.enter(message.channel, turn, name=message.name, since=since)
        self._of_number[turn.waiter.number] = turn
        entry = self._journal.entry_if_few(Event.WAITED, who=peer.address, detail=message.channel)
        wait = turn.stored
        self._clerk.note(lambda store: store.waits.begin(wait, now_ms, entry))

    def _come_back(self, peer: Peer, turn: CustomerTurn) -> None:
        older = turn.peer
        if older is not None:
            del self._of_peer[older]
            older.waits = False
            older.end(LinkEnd.REFUSED, Refused(about=Wait.TAG, reason=Reason.REPLACED))
        self._seat(peer, turn)
        assert turn.waiter is not None
        if turn.called is not None:
            turn.call(turn.called)
        elif self._board.find(turn.waiter.number) is not None:
            self._board.tell_place(turn.waiter.number)
        else:  # somebody has just picked them up
            turn.place_is(1, self._board.waited_s(turn.waiter))

    def _objection(self, peer: Peer, channel: str) -> Reason | None:
        """Return why nobody can wait there."""
        if not self._board.has(channel):
            return Reason.UNKNOWN_CHANNEL
        if not self._limits.held(WAITERS_OF_ONE_SOURCE, within=self._places.has_room(peer.address)):
            return Reason.LIMIT
        within = self._limits.held(WAITERS, within=len(self._of_token) < self._limits.of(WAITERS))
        return None if within or self._make_room(peer) else Reason.LIMIT

    def _make_room(self, peer: Peer) -> bool:
        """Let one of those whose network has most places give way to somebody whose own has fewer; none: False."""
        if (turn := gives_way(self._waiting(), wide_source_of(peer.address))) is None:
            return False
        self._over(turn, Reason.LIMIT)
        return True

    def _seat(self, peer: Peer, turn: CustomerTurn) -> None:
        """Let a link belong to a wait: it may be silent from now on."""
        self._timers.stop(turn)
        self._of_peer[peer], turn.peer, peer.waits = turn, peer, True
        peer.stop_deadline()

    def _over(self, turn: CustomerTurn, reason: Reason) -> None:
        if turn.peer is not None:
            turn.peer.send(WaitEnded(reason=reason))
        self.give_up(turn, reason)

    def _forget(self, turn: CustomerTurn) -> None:
        self._timers.stop(turn)
        self._places.remove(turn.address)
        del self._of_token[token_hash(turn.token)]
        if turn.waiter is not None:
            del self._of_number[turn.waiter.number]
        peer, turn.peer = turn.peer, None
        if peer is not None:
            del self._of_peer[peer]
            peer.waits = False
            if peer.stranger:
                peer.await_something()

    def _refuse(self, peer: Peer, reason: Reason) -> None:
        self._journal.refusal(Event.REFUSED, who=peer.address, detail=f"{Wait.TAG} {reason}")
        peer.refuse(Wait.TAG, reason)
