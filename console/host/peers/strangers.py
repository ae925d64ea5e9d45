"""How many links there may be of people whom the host does not know yet, and what each of them may say.

Some of them may begin something. Beyond these, as after a restart, when everybody comes back at once and perhaps all
from one office's address, a link may say who it is, by a login or by the token of its seat, and nothing else.
"""

from __future__ import annotations

from collections import Counter

from console.host.core.limits import RETURNING, STRANGERS, STRANGERS_OF_ONE_ADDRESS
from console.host.peers.peer import Peer
from protocol.vocabulary.accounts import KnownDevice, NewPassword, PasswordLogin
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import EndJoin, Join, JoinStep
from protocol.vocabulary.messages import Attach, Hello, Reason, TokenLogin
from protocol.vocabulary.queue import EndWait, Wait, WaitWords

OF_KNOWN: tuple[type[Message], ...] = (Hello, TokenLogin, KnownDevice, NewPassword, PasswordLogin, Attach)
OF_ALL: tuple[type[Message], ...] = (*OF_KNOWN, Join, JoinStep, EndJoin, Wait, WaitWords, EndWait)


class Strangers:
    """The links of strangers of one host."""

    def __init__(self) -> None:
        self._may: dict[Peer, tuple[type[Message], ...]] = {}

    def let_in(self, peer: Peer) -> bool:
        """Take a link in that stands since now; return whether there was room for it."""
        self._forget_known()
        beginning = Counter(other.address for other, may in self._may.items() if may is OF_ALL)
        if beginning.total() < STRANGERS and beginning[peer.address] < STRANGERS_OF_ONE_ADDRESS:
            self._may[peer] = OF_ALL
        elif len(self._may) - beginning.total() < RETURNING:
            self._may[peer] = OF_KNOWN
        else:
            return False
        return True

    def objection(self, peer: Peer, message: Message) -> Reason | None:
        """Return why a stranger must not say this; None where they may."""
        if isinstance(message, self._may.get(peer, OF_ALL)):
            return None
        return Reason.LIMIT if isinstance(message, OF_ALL) else Reason.NOT_ALLOWED

    def link_ended(self, peer: Peer) -> None:
        """Forget a link."""
        self._may.pop(peer, None)

    def _forget_known(self) -> None:
        """Forget the links of those who are strangers no more, or wait in the queue, which has bounds of its own."""
        for peer in [peer for peer in self._may if not peer.stranger or peer.waits]:
            del self._may[peer]
