"""The technicians without an account who are known at a host now, and who is banned."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.host.core.accounts.accounts import Technician
from console.host.core.guests.guest import guest, is_banned, is_guest
from console.host.core.limits import GUEST_SESSIONS_OF_ONE_KEY, Limits
from console.host.peers.peer import Peer
from console.host.sessions.sessions import Sessions
from protocol.link.link import LinkEnd
from protocol.vocabulary.messages import Reason, Refused


class GuestsHere:
    """Who of them is logged in, or leads a session that goes on.

    Args:
        kept: what is kept of the keys of those who lead sessions that are taken up again, by their numbers.
        bans: marks of keys, and networks.

    Attributes:
        bans: as they are now.
    """

    def __init__(self, *, sessions: Sessions, limits: Limits, kept: Mapping[int, bytes], bans: frozenset[str]) -> None:
        self.bans = bans
        self._sessions = sessions
        self._limits = limits
        self._keys = dict(kept)
        self._peers: dict[Peer, int] = {}

    def technician(self, number: int) -> Technician | None:
        """Return the technician of that number; None: it is not known here now."""
        kept = self._keys.get(number)
        return None if kept is None else self._technician(number, kept)

    def key(self, number: int) -> bytes:
        """Return what is kept of a technician's key; empty: it is not known here now."""
        return self._keys.get(number, b"")

    def works(self, number: int) -> bool:
        """Return whether that technician may go on after the host was started anew."""
        return number in self._keys and not is_banned(self.bans, self._keys[number], "")

    def entered(self, peer: Peer, number: int, kept: bytes) -> Technician:
        """Note that somebody has come in, and return who it is."""
        self._keys[number] = kept
        self._peers[peer] = number
        return self._technician(number, kept)

    def left(self, peer: Peer) -> None:
        """Note that a link has ended; a number is forgotten with its last link and session."""
        number = self._peers.pop(peer, None)
        if number is not None:
            self._forget(number)

    def session_over(self) -> None:
        """Forget whoever is neither here nor in a session."""
        rooms = (live.room for live in self._sessions)
        kept = {place.technician for room in rooms for place in room.seats.technicians()} | set(self._peers.values())
        self._keys = {number: key for number, key in self._keys.items() if number in kept}

    def addresses(self) -> dict[int, str]:
        """Return from where each of them has come in last who is here."""
        return {number: peer.address for peer, number in self._peers.items()}

    def bans_are(self, bans: frozenset[str], ended: Callable[[Peer], None]) -> None:
        """End the links and the seats of whoever is banned now; `ended` is told of each link."""
        self.bans = bans
        for peer, number in list(self._peers.items()):
            if is_banned(bans, self.key(number), peer.address):
                ended(peer)
                self._sessions.technician_disabled(number)
                peer.end(LinkEnd.REFUSED, Refused(about=peer.login, reason=Reason.BANNED))
        for number, kept in list(self._keys.items()):
            if is_banned(bans, kept, ""):
                self._sessions.technician_disabled(number)

    def _technician(self, number: int, kept: bytes) -> Technician:
        return guest(number, kept, sessions=self._limits.of(GUEST_SESSIONS_OF_ONE_KEY))

    def _forget(self, number: int) -> None:
        if number not in self._peers.values() and number in self._keys and not self._sits(number):
            del self._keys[number]

    def _sits(self, number: int) -> bool:
        rooms = (live.room for live in self._sessions)
        return is_guest(number) and any(room.seats.of_technician(number) is not None for room in rooms)
