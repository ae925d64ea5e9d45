"""A host that is about to be stopped: what it refuses from then on, whom it tells, and how long it is needed."""

from __future__ import annotations

from console.host.peers.peer import Peer
from console.host.sessions.issuing import Issuing
from console.host.sessions.sessions import Sessions
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import Join, MakeCode
from protocol.vocabulary.messages import Draining, OpenSession, Reason
from protocol.vocabulary.queue import PickUp, TransferToQueue, Wait
from protocol.vocabulary.teamwork import MakeColleagueCode

BEGINNINGS: tuple[type[Message], ...] = (
    *(OpenSession, MakeCode, MakeColleagueCode, Join),
    *(Wait, PickUp, TransferToQueue),
)
"""What begins something that a host about to be stopped could not finish."""


class Drain:
    """The end of one host's work.

    Attributes:
        begun: the host is about to be stopped.
    """

    def __init__(self, *, sessions: Sessions, issuing: Issuing) -> None:
        self.begun = False
        self._sessions = sessions
        self._issuing = issuing

    @property
    def needed(self) -> int:
        """In how many sessions somebody is with somebody else; the others go on with the next start of a host."""
        return sum(len(live.peers) > 1 for live in self._sessions)

    def begin(self, seconds: float) -> None:
        """End all codes, and tell every member how long their session can go on at most."""
        self.begun = True
        self._issuing.end_all(Reason.SHUTDOWN)
        for live in self._sessions:
            for peer in live.peers.values():
                peer.send(Draining(session=live.room.session, seconds=round(seconds)))

    def refuse(self, peer: Peer, message: Message) -> None:
        """Say that nothing new begins here."""
        peer.refuse(message.TAG, Reason.SHUTDOWN, getattr(message, "session", None))
