"""Whom the host lets try a code: by where they come from, and while many are tried everywhere, for work.

Nobody is refused for what others do. A link's route is guessed by nobody, so who comes by a link does no work.
"""

from __future__ import annotations

from console.host.core.codes import is_link_route
from console.host.core.guests.guest import is_guest
from console.host.core.limits import ATTACK_A_MINUTE, FAILED_JOINS_A_MINUTE, Limits
from console.host.core.puzzles import Alarm, Puzzles
from console.host.core.sources import SourceRate, source_of
from console.host.peers.peer import Peer
from protocol.vocabulary.joins import Join, Puzzle


class JoinGate:
    """What the host remembers of joins that came to nothing."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._failed = SourceRate(limits.of(FAILED_JOINS_A_MINUTE))
        self._alarm = Alarm(limits)
        self._puzzles = Puzzles()

    def may_try(self, peer: Peer, now: float) -> bool:
        """Return whether few enough joins from there have failed in the last minute."""
        return self._limits.held(FAILED_JOINS_A_MINUTE, within=not self._failed.full(_whence(peer), now))

    def work(self, peer: Peer, message: Join, now: float) -> Puzzle | None:
        """Return what a stranger has to solve before this join; None where nothing, or where it is done."""
        bits = self._alarm.bits(now)
        if not bits or not peer.stranger or is_link_route(message.route):
            return None
        source = source_of(peer.address)
        if self._puzzles.take(message.token, message.answer, route=message.route, source=source, now=now):
            return None
        self._limits.meet(ATTACK_A_MINUTE)
        return Puzzle(token=self._puzzles.make(message.route, source, bits, now), bits=bits)

    def doubtful(self, route: str, now: float) -> bool:
        """Return whether so many codes are tried that a right one may be a guess."""
        return not is_link_route(route) and self._alarm.bits(now) > 0

    def mistyped(self, peer: Peer, now: float) -> None:
        """Count a route that there is not: it costs those there alone who type."""
        self._failed.note(_whence(peer), now)

    def proved_nothing(self, peer: Peer, route: str, now: float) -> None:
        """Count a join with a route that there is, which did not prove the secret."""
        self._failed.note(_whence(peer), now)
        if not is_link_route(route):
            self._alarm.note(now)


def _whence(peer: Peer) -> str:
    """Return whose joins count together: a technician's with an account, else those from an address: keys are free."""
    technician = peer.technician
    known = technician is not None and not is_guest(technician.number)
    return f"technician {technician.number}" if technician is not None and known else peer.address
