"""What seated members send: content for each other, shares, and that they leave."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from console.host.core.room.seats import Out
from console.host.peers.peer import Peer
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from protocol.link.link import LinkEnd
from protocol.vocabulary.messages import (
    EndShare,
    Leave,
    PassShare,
    Reason,
    Refused,
    Role,
    Sealed,
    StartShare,
    TakeShare,
)

_log = logging.getLogger(__name__)


class Traffic:
    """Passes on what the rights table allows, and nothing else.

    Attributes:
        routed, routed_bytes: boxes that were passed on, and what was in them.
        pass_on: passes on, in any session, what the member of that number has sent.
    """

    def __init__(self, *, sessions: Sessions, loop: asyncio.AbstractEventLoop) -> None:
        self.routed = 0
        self.routed_bytes = 0
        self.pass_on: Callable[[Live, Out, int], None] = lambda live, out, _member: sessions.pass_on(live, out)
        self._sessions = sessions
        self._loop = loop

    def sealed(self, peer: Peer, message: Sealed) -> None:
        """Pass content on to its receiver, if the sender may send it."""
        live, member = self._sessions.find(message.session), peer.seats.get(message.session)
        if live is None or member is None:
            return  # meant for a session that has just ended, or a seat that has just been replaced
        if not live.room.may(member, message.channel):
            if not live.room.late(member, message.channel):
                self._sessions.note_refused(live, member, message.channel.value)
            return
        if not live.rates.take(member, message.channel, len(message.box), self._loop.time()):
            self._end_flood(peer, live, member, message)
            return
        out = live.room.route(member, message)
        if out is not None:
            self.routed += 1
            self.routed_bytes += len(message.box)
            self.pass_on(live, out, member)

    def _end_flood(self, peer: Peer, live: Live, member: int, message: Sealed) -> None:
        """End the link of whoever sends more than any honest program."""
        _log.warning("%(address)s sends too much", {"event": "flood", "address": peer.address})
        self._sessions.note_refused(live, member, message.channel.value)
        session = live.room.session
        peer.end(LinkEnd.REFUSED, Refused(about=Sealed.TAG, reason=Reason.LIMIT, session=session))

    def start_share(self, peer: Peer, message: StartShare) -> None:
        """Let a technician share."""
        if (found := self._sessions.allowed(peer, message, message.session)) is not None:
            live, member = found
            self._sessions.deliver(live, live.room.start_share(member))

    def take_share(self, peer: Peer, message: TakeShare) -> None:
        """Let the lead share in place of the technician whom they were shown as sharing, and of nobody else."""
        if (found := self._sessions.allowed(peer, message, message.session)) is not None:
            live, lead = found
            if live.room.sharing == message.member:
                self._sessions.deliver(live, live.room.take_share(lead))
            else:
                peer.refuse(message.TAG, Reason.NOT_ALLOWED, message.session)

    def pass_share(self, peer: Peer, message: PassShare) -> None:
        """End the share for the lead, so that a technician who has asked for it can begin theirs."""
        if (found := self._sessions.allowed(peer, message, message.session)) is not None:
            live, lead = found
            place = live.room.seats.place(message.member)
            if place is None or place.role is Role.CUSTOMER or message.member == live.room.sharing:
                self._sessions.refuse(peer, live, lead, message)
            else:
                self._sessions.deliver(live, live.room.pass_share(lead, message.member))

    def end_share(self, peer: Peer, message: EndShare) -> None:
        """End the share for whom it concerns; a share that has ended already stays ended."""
        found = self._sessions.seated(peer, message, message.session)
        if found is None or not found[0].room.sharing:
            return
        live, member = found
        if live.room.may(member, EndShare):
            self._sessions.deliver(live, live.room.end_share(member))
        else:
            self._sessions.refuse(peer, live, member, message)

    def leave(self, peer: Peer, message: Leave) -> None:
        """Give a member's seat up for good."""
        if (found := self._sessions.allowed(peer, message, message.session)) is not None:
            self._sessions.give_up(*found, Reason.LEFT)
