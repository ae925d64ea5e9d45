"""Which messages of a member begin something in a session, and are counted. Pure.

Of each the others are told, so a member says only so many of them. What ends something, puts on hold, takes back or
gives back is never one too many: whoever has begun too much must still be able to end it.
"""

from __future__ import annotations

from console.host.core.room.room import Room
from protocol.vocabulary.codec import Message
from protocol.vocabulary.desktop import Access, AllowDesktop, AskDesktop
from protocol.vocabulary.joins import MakeCode
from protocol.vocabulary.messages import PassShare, SessionState, StartShare, TakeShare
from protocol.vocabulary.queue import TransferToQueue
from protocol.vocabulary.teamwork import HandOver, MakeColleagueCode, SetHold, TakeOver
from protocol.vocabulary.web import MakeViewerCode

_BEGINNINGS = (
    *(StartShare, PassShare, TakeShare, MakeCode, MakeColleagueCode, MakeViewerCode),
    *(AllowDesktop, HandOver, TakeOver, TransferToQueue),
)


def begins(message: Message, room: Room, member: int) -> bool:
    """Return whether what a member says begins something, as the session stands."""
    if isinstance(message, AskDesktop | AllowDesktop) and message.access is Access.NONE:
        return False
    if isinstance(message, AskDesktop):
        has = room.desktop.access if room.desktop.member == member else Access.NONE
        return not has.exceeds(message.access)
    if isinstance(message, SetHold):
        return not message.hold or room.state is SessionState.ON_HOLD
    return isinstance(message, _BEGINNINGS)
