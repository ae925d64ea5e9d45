"""One host among several that share a database: its lease, what it takes over, and where else a client belongs.

All methods run on the event loop's thread. Leases are renewed by a clerk of their own, so that no other work of the
database's is in their way; all else is asked of the host's clerk, after everything that it was to write before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Protocol

from console.host.core.codes import slot_of
from console.host.core.lease import LEASE_S, RENEW_S, Lease
from console.host.store.clerk import Clerk
from console.host.store.records.hosts import Estate, LeaseLostError, Neighbour
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.vocabulary.messages import Reason

TRIES = round(LEASE_S / RENEW_S) + 4  # how often a host that may be dead is looked at again

_log = logging.getLogger(__name__)

Where = str | Reason | None
"""The address of another host; or that it is here (None); or why nobody knows."""
Then = Callable[[Where], None]
Look = Callable[[Store], Neighbour | None]
Ask = Callable[[Look, Callable[[Neighbour | StorageError | None], None]], None]
"""Asks the database for somebody who wants to know where to go, and calls what follows with the answer."""


class Serving(Protocol):
    """The host itself, as it serves sessions."""

    @property
    def idle(self) -> bool:
        """Whether nobody is here, and no session."""

    def begin(self, number: int, slot: int) -> None:
        """Serve sessions from now on, under this number; the routes of codes are those of `slot`."""

    def take_up(self, number: int, estate: Estate) -> None:
        """Serve the sessions that another host had, under this host's number."""

    def follow_desks(self) -> None:
        """Send away who waits here for technicians that have come to another host meanwhile."""

    def attended(self) -> Collection[str]:
        """Return the channels in which somebody is there here, for customers who come."""

    def attended_elsewhere(self, channels: frozenset[str]) -> None:
        """Take note of those in which somebody is there at another host."""

    def let_go(self) -> None:
        """Serve nothing any more: end every session here and every link, and write nothing about it."""


class Cluster:
    """What a host knows of itself and of the others.

    Args:
        address: HOST:PORT at which members reach this very host.
        clerk: the host's.
        keeper: the one for the lease; runs on a connection of its own.
        serving: the host, told what it may serve.
    """

    def __init__(
        self, *, address: str, clerk: Clerk, keeper: Clerk, loop: asyncio.AbstractEventLoop, serving: Serving
    ) -> None:
        self._address = address
        self._clerk = clerk
        self._keeper = keeper
        self._loop = loop
        self._serving = serving
        self._lease = Lease()
        self._number = 0  # 0: there is no lease
        self._slot = 0
        self._neighbours: list[Neighbour] = []
        self._taking: set[int] = set()
        self._doubtful: set[int] = set()  # may have been taken over: the database did not answer
        self._waiting: list[Callable[[], None]] = []  # until it is clear who lives
        self._running = False
        self._failing = False
        self._idle = True

    def start(self) -> None:
        """Begin to have a lease."""
        self._running = True
        self._register()

    def stop(self) -> None:
        """Renew the lease no more; it lasts until `release`."""
        self._running = False

    def release(self, store: Store) -> None:
        """End the lease, so that another host need not wait for its end; blocks, and comes after all other writes."""
        number, self._number = self._number, 0
        if number:
            try:
                store.cluster.release(number)
            except StorageError as error:
                _log.error("the lease could not be given back: %(why)s", {"event": "lease_kept", "why": str(error)})

    def expired(self) -> bool:
        """Return whether this host had a lease that is over, and nobody has noticed until now; it serves no more then.

        To be asked before anything is done for a member: a process that was stopped for a while would go on else.
        """
        if self._number and not self._lease.holds(self._loop.time()):
            self._lose("it could not be renewed in time")
            return True
        return False

    # -- where a client belongs -----------------------------------------------------------------------------------

    def where_is(self, session: bytes, ask: Ask, then: Then) -> None:
        """Say where a session is; one that is over, or never was, is here."""
        self._find(lambda store: store.cluster.host_of_session(session), ask, then)

    def where_works(self, technician: int, desk: int, then: Then) -> None:
        """Say where a technician belongs whose group is below the group `desk`, at the top; it is written down."""
        number = self._number
        self._find(lambda store: store.cluster.host_of_technician(number, technician, desk), self._clerk.ask, then)

    def where_waits(self, desk: int, then: Then, ask: Ask | None = None) -> None:
        """Say where who waits for a technician of the group `desk` belongs; here where that is nowhere yet."""
        self._find(lambda store: store.cluster.host_of_desk(desk), ask or self._clerk.ask, then)

    def where_made(self, route: str, ask: Ask, then: Then) -> None:
        """Say where codes with this route are made; one that nobody makes is here."""
        slot = slot_of(route)
        known = next((one.address for one in self._neighbours if one.slot == slot and not one.late), None)
        if slot is None or slot == self._slot:
            then(None)
        elif known is not None:
            then(known)
        else:  # a host that has only just begun may not be known here yet
            self._find(lambda store: store.cluster.host_of_slot(slot), ask, then)

    def _find(self, look: Look, ask: Ask, then: Then, tries: int = 0) -> None:
        def found(answer: Neighbour | StorageError | None) -> None:
            if isinstance(answer, StorageError) or not self._number:
                then(Reason.STORAGE)
            elif answer is None or answer.number == self._number:
                then(None)
            elif answer.late:
                self._wait(answer, lambda: self._find(look, ask, then, tries + 1), then, tries)
            else:
                then(answer.address)

        if self._number:
            ask(look, found)
        else:
            then(Reason.STORAGE)

    def _wait(self, late: Neighbour, again: Callable[[], None], then: Then, tries: int) -> None:
        """Call `again` once it may be clear whether a host lives; begin to take its work over where it does not."""
        if tries == TRIES:
            then(Reason.STORAGE)
            return
        self._waiting.append(again)
        if late.over:
            self._take_over(late.number)

    # -- the lease ------------------------------------------------------------------------------------------------

    def _register(self) -> None:
        if not self._running:
            return
        asked_at, address = self._loop.time(), self._address

        def registered(answer: Neighbour | StorageError) -> None:
            if isinstance(answer, StorageError):
                self._note_failure(answer)
                self._loop.call_later(RENEW_S, self._register)
                return
            self._lease.granted(asked_at)
            self._failing = False
            self._number, self._slot = answer.number, answer.slot or 0
            _log.info("this is host %(number)d, at %(at)s", {"event": "lease", "number": answer.number, "at": address})
            self._serving.begin(self._number, self._slot)
            self._look_for_orphans()
            self._watch()
            self._renew()

        self._keeper.ask(lambda store: store.cluster.register(address), registered)

    def _renew(self) -> None:
        number, asked_at = self._number, self._loop.time()
        if not self._running or not number:
            return

        def renewed(answer: list[Neighbour] | StorageError) -> None:
            if number != self._number:
                return
            if isinstance(answer, LeaseLostError):
                self._lose("another host counts this one as dead")
                return
            if isinstance(answer, StorageError):
                self._note_failure(answer)
            else:
                self._failing = False
                self._lease.granted(asked_at)
                self._look_at(answer)
                self._leave_desks()
                self._serving.follow_desks()
                self._compare_attendance()
            self._loop.call_later(RENEW_S, self._renew)

        self._keeper.ask(lambda store: store.cluster.renew(number), renewed)

    def _leave_desks(self) -> None:
        """Whenever nobody is here any more, let whoever comes next go to the host that has the fewest by then."""
        idle, before = self._serving.idle, self._idle
        self._idle, number = idle, self._number
        if idle and not before:
            self._clerk.ask(lambda store: store.cluster.leave_desks(number), lambda _answer: None)

    def _compare_attendance(self) -> None:
        """Tell the others where somebody is there here, and hear of theirs: any of the hosts may have the page."""
        number, here = self._number, frozenset(self._serving.attended())

        def compared(answer: frozenset[str] | StorageError) -> None:
            if number == self._number and not isinstance(answer, StorageError):
                self._serving.attended_elsewhere(answer)

        self._clerk.ask(lambda store: store.pages.attend(number, here), compared)

    def _watch(self) -> None:
        """Stop serving at the very moment when the lease ends."""
        until = self._lease.until
        if self._number and until is not None and not self.expired():
            self._loop.call_at(until, self._watch)

    def _lose(self, why: str) -> None:
        lost = {"event": "lease_lost", "number": self._number, "why": why}
        _log.error("the lease of host %(number)d is lost, all its links end: %(why)s", lost)
        self._lease.lost()
        self._number = 0
        self._neighbours, self._waiting = [], []
        self._taking, self._doubtful = set(), set()
        self._serving.let_go()
        self._register()

    def _note_failure(self, error: StorageError) -> None:
        if not self._failing:
            _log.error("the lease cannot be had: %(why)s", {"event": "lease_failing", "why": str(error)})
        self._failing = True

    # -- what others leave behind ---------------------------------------------------------------------------------

    def _look_at(self, neighbours: list[Neighbour]) -> None:
        self._neighbours = neighbours
        for number in {one.number for one in neighbours if one.over} | self._doubtful:
            self._take_over(number)
        self._ask_again()

    def _ask_again(self) -> None:
        waiting, self._waiting = self._waiting, []
        for again in waiting:
            again()

    def _look_for_orphans(self) -> None:
        """Take over what hosts had that nobody knows any more, and a host that had the database alone."""
        number = self._number

        def found(answer: list[int] | StorageError) -> None:
            if number == self._number and not isinstance(answer, StorageError):
                for orphan in answer:
                    self._take_over(orphan)

        self._clerk.ask(lambda store: store.cluster.orphans(), found)

    def _take_over(self, of: int) -> None:
        number = self._number
        if of in self._taking:
            return
        self._taking.add(of)
        begun = False

        def take(store: Store) -> Estate | None:
            nonlocal begun
            begun = True
            return store.cluster.take_over(number, of)

        def taken(answer: Estate | StorageError | None) -> None:
            if number == self._number:
                self._taking.discard(of)
                self._taken(of, answer, begun=begun)

        self._clerk.ask(take, taken)

    def _taken(self, of: int, answer: Estate | StorageError | None, *, begun: bool) -> None:
        if isinstance(answer, StorageError):
            if begun and not isinstance(answer, LeaseLostError):
                self._doubtful.add(of)
            return  # the next renewal tries again
        if of in self._doubtful and not (answer and answer.sessions):
            self._lose(f"it is not clear who took host {of} over")  # all comes back under a new number
            return
        self._doubtful.discard(of)
        if answer is not None:
            took = {"event": "taken_over", "of": of, "count": len(answer.sessions)}
            _log.warning("host %(of)d is no more; its %(count)d sessions are here now", took)
            self._neighbours = [one for one in self._neighbours if one.number != of]
            self._serving.take_up(self._number, answer)
        self._ask_again()
