"""What the database is asked because a stranger wants to know: little of it, read only, and behind everybody else's.

A stranger's link has one question at a time. What is asked for a link that has ended is not taken back from the store
thread, so it keeps its place among its source's until it is answered. Only questions for what there is not count in a
rate: after a restart a whole office comes back at once, and each of its members asks for what there is. A member may be
who was a stranger a moment ago, and has a rate of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from console.host.core.limits import (
    MEMBERS_QUESTIONS_A_MINUTE,
    QUESTIONS,
    QUESTIONS_A_MINUTE,
    QUESTIONS_OF_ONE_SOURCE,
    QUESTIONS_OF_ONE_SOURCE_A_MINUTE,
    Limits,
    Rate,
)
from console.host.core.sources import SourceCount, SourceRate
from console.host.peers.peer import Peer
from console.host.store.clerk import Clerk
from console.host.store.store import Store
from console.host.store.tables.database import StorageError
from protocol.vocabulary.messages import Reason

T = TypeVar("T")


def _member(peer: Peer) -> Hashable:
    """Return whose questions those of a link are: a technician's, or a seat's, however often they come back."""
    return tuple(sorted(peer.seats.items())) if peer.technician is None else peer.technician.number


def _is_something(answer: object) -> bool:
    return answer is not None


class Questions:
    """Asks for strangers, and for members, within these bounds.

    Args:
        clock: seconds.
    """

    def __init__(self, *, clerk: Clerk, clock: Callable[[], float], limits: Limits) -> None:
        self._limits = limits
        self._clerk = clerk
        self._clock = clock
        self._asking: set[Peer] = set()
        self._open = SourceCount(limits.of(QUESTIONS_OF_ONE_SOURCE))
        self._fruitless = SourceRate(limits.of(QUESTIONS_OF_ONE_SOURCE_A_MINUTE))
        self._fruitless_in_all = Rate(limits.of(QUESTIONS_A_MINUTE))
        self._of_members = Rate(limits.of(MEMBERS_QUESTIONS_A_MINUTE))

    def objection(self, peer: Peer) -> Reason | None:
        """Return why nothing is asked for a link now.

        NOT_ALLOWED: its last question is not answered yet; STORAGE: too many are open, a moment later there is room
        again; LIMIT: its source, or all strangers, have asked too often for what there is not. A member who has asked
        too often hears STORAGE, too, and comes again.
        """
        if not peer.stranger:
            within = not self._of_members.full(_member(peer), self._clock())
            return None if self._limits.held(MEMBERS_QUESTIONS_A_MINUTE, within=within) else Reason.STORAGE
        if peer in self._asking:
            return Reason.NOT_ALLOWED
        now = self._clock()
        kept = {
            QUESTIONS_OF_ONE_SOURCE_A_MINUTE: not self._fruitless.full(peer.address, now),
            QUESTIONS_A_MINUTE: not self._fruitless_in_all.full(None, now),
            QUESTIONS: len(self._asking) < self._limits.of(QUESTIONS),
            QUESTIONS_OF_ONE_SOURCE: self._open.has_room(peer.address),
        }
        met = next((bound for bound, within in kept.items() if not self._limits.held(bound, within=within)), None)
        if met is None:
            return None
        return Reason.STORAGE if met in (QUESTIONS, QUESTIONS_OF_ONE_SOURCE) else Reason.LIMIT

    def ask(
        self,
        peer: Peer,
        look: Callable[[Store], T],
        then: Callable[[T | StorageError], None],
        *,
        found: Callable[[T], bool] = _is_something,
    ) -> None:
        """Ask for a link, and call `then` with the answer, or at once with a failure where there is an objection.

        `found` says of an answer whether there is what was asked for.
        """
        if self.objection(peer) is not None:
            then(StorageError("strangers ask too much"))
        elif not peer.stranger:
            self._of_members.note(_member(peer), self._clock())
            self._clerk.ask(look, then)
        else:
            self._ask(peer, look, then, found)

    def _ask(
        self,
        peer: Peer,
        look: Callable[[Store], T],
        then: Callable[[T | StorageError], None],
        found: Callable[[T], bool],
    ) -> None:
        address = peer.address
        self._asking.add(peer)
        self._open.add(address)

        def answered(answer: T | StorageError) -> None:
            self._asking.discard(peer)
            self._open.remove(address)
            if not isinstance(answer, StorageError) and not found(answer):
                self._fruitless.note(address, self._clock())
                self._fruitless_in_all.note(None, self._clock())
            then(answer)

        self._clerk.ask(look, answered, behind=True)
