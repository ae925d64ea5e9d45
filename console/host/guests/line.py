"""Passes on the pictures of those without an account, who share one line by turns; see `core.guests.lanes`.

What belongs to one picture stays in its order: the picture, what is said about it, and its pointer are one lane. Chat,
input and acknowledgements of others never wait here. What waits for somebody who has come anew since is dropped.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from console.host.core.guests.lanes import QUANTUM, Lanes
from console.host.core.limits import (
    GUEST_KILOBYTES_A_SECOND,
    GUEST_SLOW_KILOBYTES_A_SECOND,
    GUEST_WAITING_BYTES,
    OUTBOX_BYTES,
    Bound,
    Limits,
)
from console.host.core.room.cuts import OF_DESKTOPS, OF_SHARES, Cut
from console.host.core.room.seats import Out
from console.host.peers.outbox import MESSAGE_COST
from console.host.peers.peer import Peer
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from protocol.link.link import LinkEnd
from protocol.rates.bucket import Limit
from protocol.vocabulary.messages import Channel, Sealed

KILOBYTE = 1000
LEAST_WAIT_S = 0.002  # from one look at whose turn it is to the next
FAMILIES: dict[Channel, str] = dict.fromkeys(OF_SHARES, "share") | dict.fromkeys(OF_DESKTOPS, "desktop")

Key = tuple[bytes, int, str]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Box:
    """What waits: from whom to whom, as they were attached when it came."""

    live: Live
    out: Out
    sender: Peer
    member: int  # who has sent it
    generations: tuple[int, int]

    @property
    def is_current(self) -> bool:
        """Return whether both are attached as they were."""
        return self.live.room.closed is None and _generations(self.live, self.member, self.out) == self.generations


class Line:
    """The line of one host's sessions without an account; `slow` names those that are slower than their turn."""

    def __init__(self, *, sessions: Sessions, limits: Limits, loop: asyncio.AbstractEventLoop) -> None:
        self._sessions = sessions
        self._limits = limits
        self._loop = loop
        line = _pace(limits, GUEST_KILOBYTES_A_SECOND)
        self._lanes: Lanes[_Box] = Lanes(line, limits.of(OUTBOX_BYTES), loop.time())
        self._keys: dict[bytes, set[Key]] = {}
        self._slow: set[bytes] = set()
        self._timer: asyncio.TimerHandle | None = None

    def pass_on(self, live: Live, out: Out, member: int) -> None:
        """Pass on what `member` has sent, at once or when its turn comes."""
        message = out.message
        family = FAMILIES.get(message.channel) if isinstance(message, Sealed) else None
        sender = live.peers.get(member)
        if family is None or sender is None:
            self._sessions.pass_on(live, out)
            return
        session = live.room.session
        key = (session, member, family)
        box = _Box(live, out, sender, member, _generations(live, member, out))
        self._keys.setdefault(session, set()).add(key)
        slow = _pace(self._limits, GUEST_SLOW_KILOBYTES_A_SECOND) if session in self._slow else None
        self._lanes.pace(key, slow, self._loop.time())
        if not self._lanes.add(key, box, MESSAGE_COST + _size(out)):
            self._limits.meet(OUTBOX_BYTES)
            self._end(box)
        self._see_to_room()
        self._go()

    def cut(self, live: Live, unwanted: Cut) -> None:
        """Let nothing wait of a session that must no longer be sent."""
        for key in self._keys.get(live.room.session, ()):
            self._lanes.discard(key, lambda box: _is_cut(box, unwanted))

    def slow_down(self, session: bytes, *, slow: bool) -> None:
        """Pass a session's pictures on more slowly from now on, or no longer."""
        if slow:
            self._limits.meet(GUEST_SLOW_KILOBYTES_A_SECOND)
            self._slow.add(session)
        else:
            self._slow.discard(session)
            for key in self._keys.get(session, ()):
                self._lanes.pace(key, None, self._loop.time())
            self._go()

    def forget(self, session: bytes) -> None:
        """Let nothing wait of a session that is over."""
        self._slow.discard(session)
        for key in self._keys.pop(session, ()):
            self._lanes.forget(key)

    def stop(self) -> None:
        """Pass nothing on any more."""
        if self._timer is not None:
            self._timer.cancel()

    def _go(self) -> None:
        """Pass on what has its turn, and look again when somebody else has."""
        now = self._loop.time()
        for box in self._lanes.take(now):
            if box.is_current:
                self._sessions.pass_on(box.live, box.out)
        wait_s = self._lanes.wait_s(now)
        if wait_s is None or self._timer is not None:
            return
        if not self._slow:
            self._limits.meet(GUEST_KILOBYTES_A_SECOND)
        self._timer = self._loop.call_later(max(LEAST_WAIT_S, wait_s), self._again)

    def _again(self) -> None:
        self._timer = None
        self._go()

    def _see_to_room(self) -> None:
        """End the link of whoever sends most where more waits than the host has room for."""
        while self._lanes.bytes > self._limits.of(GUEST_WAITING_BYTES):
            self._limits.meet(GUEST_WAITING_BYTES)
            box = self._lanes.largest()
            assert box is not None, "something waits"
            self._end(box)

    def _end(self, box: _Box) -> None:
        _log.warning("too much waits of %(address)s", {"event": "guest_backlog", "address": box.sender.address})
        for key in self._keys.get(box.live.room.session, ()):
            if key[1] == box.member:
                self._lanes.forget(key)
        box.sender.end(LinkEnd.BACKLOG)


def _pace(limits: Limits, bound: Bound) -> Limit:
    a_second = limits.seconds(bound) * KILOBYTE
    return Limit(max(2.0 * QUANTUM, a_second / 4), a_second)


def _size(out: Out) -> int:
    return len(out.message.box) if isinstance(out.message, Sealed) else 0


def _generations(live: Live, member: int, out: Out) -> tuple[int, int]:
    places = (live.room.seats.place(member), live.room.seats.place(out.member))
    sender, receiver = (-1 if place is None else place.generation for place in places)
    return sender, receiver


def _is_cut(box: _Box, unwanted: Cut) -> bool:
    return isinstance(box.out.message, Sealed) and unwanted(box.out.member, box.out.message)
