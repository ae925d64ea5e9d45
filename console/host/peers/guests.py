"""What technicians without an account may say: all of their own sessions, and nothing that is about others.

Whatever is not named here is refused, whoever handles it: so a message that comes later is not theirs by oversight.
"""

from __future__ import annotations

from console.host.core.guests.guest import is_guest
from console.host.peers.peer import Peer
from protocol.vocabulary.accounts import DeviceKeys, Prekey, SetPresence
from protocol.vocabulary.codec import Message
from protocol.vocabulary.desktop import AllowDesktop, AskDesktop
from protocol.vocabulary.joins import Admit, EndCode, EndJoin, Join, JoinStep, MakeCode, Probe
from protocol.vocabulary.messages import (
    Attach,
    EndShare,
    Leave,
    OpenSession,
    PassShare,
    Reason,
    Sealed,
    StartShare,
    TakeShare,
)
from protocol.vocabulary.teamwork import (
    EndColleagueCode,
    HandOver,
    LeaveLead,
    MakeColleagueCode,
    RemoveMember,
    SetHold,
    TakeOver,
)
from protocol.vocabulary.web import MakeViewerCode

OF_GUESTS: tuple[type[Message], ...] = (
    *(OpenSession, Attach, Leave, Sealed, Probe),
    *(MakeCode, EndCode, MakeViewerCode, MakeColleagueCode, EndColleagueCode),
    *(Join, JoinStep, Admit, EndJoin),
    *(StartShare, TakeShare, PassShare, EndShare, AskDesktop, AllowDesktop),
    *(HandOver, LeaveLead, TakeOver, RemoveMember, SetHold),
)
FOR_OTHERS: tuple[type[Message], ...] = (SetPresence, DeviceKeys, Prekey)
"""What consoles say by themselves for colleagues whom the host names; here there are none, and nobody keeps it."""


def guests_objection(peer: Peer, message: Message) -> Reason | None:
    """Return why somebody without an account must not say this; `NONE`: it is merely for nobody; None: they may."""
    if peer.technician is None or not is_guest(peer.technician.number) or isinstance(message, OF_GUESTS):
        return None
    return Reason.NONE if isinstance(message, FOR_OTHERS) else Reason.NOT_ALLOWED
