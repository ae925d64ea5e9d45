"""Those who join a session now: several at a time, so that nobody keeps its door shut who only stands there."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from console.host.core.accounts.accounts import Technician
from console.host.core.codes import is_link_route
from console.host.core.limits import CANDIDATES, STEP_S, Limits
from console.host.core.sources import source_of
from console.host.peers.peer import Peer
from console.host.sessions.live import Live
from protocol.vocabulary.messages import Reason, Role

WRONG = (Reason.WRONG_CODE, Reason.CODE_BURNED)
"""What a lead says of a proof that was none."""

Place = tuple[bytes, Role, bool]
"""What candidates are in each other's way for: the session, the seat, and whether they come by its link."""


@dataclass(eq=False)
class Candidate:
    """A join that goes on.

    Attributes:
        route: that of the code or of the link.
        since: when whoever's turn it is began to have it.
        steps: of the joiner; the lead hears of one who has made the first.
        joiners_turn: the joiner has to say something, else the lead.
        member: their seat, once they are admitted.
    """

    number: int
    live: Live
    peer: Peer
    role: Role
    route: str
    since: float
    steps: int = 0
    joiners_turn: bool = True
    admitted: bool = False
    member: int = 0

    @property
    def session(self) -> bytes:
        """The session it is for."""
        return self.live.room.session

    @property
    def place(self) -> Place:
        """What it takes one of a few places of."""
        return self.session, self.role, is_link_route(self.route)

    @property
    def who(self) -> Technician | str:
        """The technician who joins, or the address that a customer comes from."""
        technician = self.peer.technician
        return self.peer.address if self.role is Role.CUSTOMER or technician is None else technician

    def is_meant(self, session: bytes, number: int) -> bool:
        """Return whether a message speaks of this join."""
        return self.session == session and self.number == number


class WrongTries:
    """How often somebody has proved a wrong secret for a seat, and how whoever is let in has joined: for the audit."""

    def __init__(self) -> None:
        self._of: Counter[tuple[bytes, Role]] = Counter()

    def note(self, candidate: Candidate, reason: Reason) -> None:
        """Take note of what a lead says of a proof."""
        if reason in WRONG and not candidate.admitted:
            self._of[candidate.session, candidate.role] += 1

    def how(self, candidate: Candidate) -> str:
        """Return how a candidate joins."""
        way = "link" if is_link_route(candidate.route) else "code"
        by = "page" if candidate.peer.by_page else "program"
        return f"{candidate.role} by {way} in a {by}, wrong tries before: {self._of[candidate.session, candidate.role]}"

    def forget(self, candidate: Candidate) -> None:
        """Begin to count anew for whoever comes next."""
        self._of.pop((candidate.session, candidate.role), None)


class Candidates:
    """All candidates of a host, the oldest first."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._of_place: dict[Place, list[Candidate]] = {}
        self._of_peer: dict[Peer, Candidate] = {}
        self._numbers = itertools.count(1)

    def next_number(self) -> int:
        """Return a number that no join has had."""
        return next(self._numbers)

    def add(self, candidate: Candidate) -> None:
        """Take a candidate in."""
        self._of_peer[candidate.peer] = candidate
        self._of_place.setdefault(candidate.place, []).append(candidate)

    def remove(self, candidate: Candidate) -> None:
        """Let go of one."""
        del self._of_peer[candidate.peer]
        left = self._of_place[candidate.place]
        left.remove(candidate)
        if not left:
            del self._of_place[candidate.place]

    def of_peer(self, peer: Peer) -> Candidate | None:
        """Return the candidate at a link."""
        return self._of_peer.get(peer)

    def of_session(self, session: bytes, role: Role, *, links: bool = True) -> list[Candidate]:
        """Return those who want that seat; without those who come by the link if `links` is false."""
        return list(self._of_session(session, role, links))

    def find(self, session: bytes, number: int) -> Candidate | None:
        """Return the candidate of a session that its lead knows by this number."""
        found = itertools.chain.from_iterable(self._of_session(session, role, True) for role in Role)
        return next((one for one in found if one.number == number and one.steps), None)

    def has_room(self, place: Place) -> bool:
        """Return whether one more may come."""
        within = len(self._of_place.get(place, ())) < self._limits.of(CANDIDATES)
        return self._limits.held(CANDIDATES, within=within)

    def gives_way(self, place: Place, address: str, now: float) -> Candidate | None:
        """Return who gives way to a newcomer from `address`; None: all others are about to be let in or refused.

        At once whoever has said nothing yet, and whoever comes from where the newcomer does; after the time of a step
        everybody whose own turn it is.
        """
        waited_for = [one for one in self._of_place.get(place, ()) if one.joiners_turn and not one.admitted]
        silent = (one for one in waited_for if not one.steps)
        same = (one for one in waited_for if source_of(one.peer.address) == source_of(address))
        slow = (one for one in waited_for if now - one.since >= self._limits.seconds(STEP_S))
        return next(itertools.chain(silent, same, slow), None)

    def _of_session(self, session: bytes, role: Role, links: bool) -> Iterator[Candidate]:
        for by_link in (False, True) if links else (False,):
            yield from self._of_place.get((session, role, by_link), ())
