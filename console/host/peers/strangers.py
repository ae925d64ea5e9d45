"""What people may say whom the host does not know yet, and as what their links count meanwhile.

Whoever has said who they are, by a login or by the token of their seat, is looked up, and counts apart from those who
have not: after a restart everybody comes back at once, and perhaps all from one office's address.
"""

from __future__ import annotations

from console.host.core.places import Kind
from console.host.peers.peer import Peer
from protocol.vocabulary.accounts import KnownDevice, NewPassword, PasswordLogin
from protocol.vocabulary.codec import Message
from protocol.vocabulary.guests import AskEntry, DeviceLogin
from protocol.vocabulary.joins import EndJoin, Join, JoinStep, Probe
from protocol.vocabulary.messages import Attach, Hello, Reason, TokenLogin
from protocol.vocabulary.queue import EndWait, Wait, WaitWords

OF_KNOWN: tuple[type[Message], ...] = (
    TokenLogin,
    KnownDevice,
    NewPassword,
    PasswordLogin,
    AskEntry,
    DeviceLogin,
    Attach,
)
OF_ALL: tuple[type[Message], ...] = (*OF_KNOWN, Hello, Join, JoinStep, EndJoin, Wait, WaitWords, EndWait, Probe)


def objection(peer: Peer, message: Message) -> Reason | None:
    """Return why a stranger must not say this; None where they may."""
    if not isinstance(message, OF_ALL):
        return Reason.NOT_ALLOWED
    if isinstance(message, OF_KNOWN):
        peer.stands(Kind.RETURNING)
    return None
