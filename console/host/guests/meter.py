"""Counts what sessions of those without an account use, and says so to their members before anything ends.

What is used up slows the pictures first, with a sentence; after a while shares and the view of a customer's desktop
end, and chat goes on. Another day begins with nothing used.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from console.host.core.guests.guest import is_guest
from console.host.core.guests.quota import Quota
from console.host.core.limits import (
    GUEST_GRACE_S,
    GUEST_SESSIONS,
    GUEST_SESSIONS_OF_ONE_KEY,
    GUEST_SESSIONS_OF_ONE_SOURCE,
    Limits,
)
from console.host.core.room.seats import Out
from console.host.core.sources import SourceCount
from console.host.guests.line import Line
from console.host.peers.peer import Handler, Peer
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.guests import SessionUse, Spent, Use
from protocol.vocabulary.messages import OpenSession, Reason, Sealed

TICK_S = 1.0


@dataclass(eq=False)
class Tab:
    """What one session uses.

    Attributes:
        number: the technician who has opened it, or led it first after the host's start.
        address: where they were then.
        counted_s: until when its time is counted.
        bytes: that are not counted yet.
        total_s, total_bytes: all of it.
        slow_since_s: when it became slow.
    """

    live: Live
    number: int
    address: str
    counted_s: float
    bytes: int = 0
    total_s: float = 0.0
    total_bytes: int = 0
    use: Use = Use.FREE
    spent: Spent = Spent.NOTHING
    slow_since_s: float = 0.0


class Meter:
    """The tabs of one host's sessions without an account.

    Args:
        today: returns the seconds since 1970, for days.

    Attributes:
        quota: what is used today.
        refused: how many sessions and shares were refused because nothing was left.
    """

    def __init__(
        self,
        *,
        sessions: Sessions,
        line: Line,
        limits: Limits,
        loop: asyncio.AbstractEventLoop,
        today: Callable[[], float] = time.time,
    ) -> None:
        self.quota = Quota(limits)
        self.refused = 0
        self._sessions = sessions
        self._line = line
        self._limits = limits
        self._loop = loop
        self._today = today
        self._tabs: dict[bytes, Tab] = {}
        self._counts = SourceCount(limits.of(GUEST_SESSIONS_OF_ONE_SOURCE))
        self._opening = 0
        self._timer: asyncio.TimerHandle | None = None

    def tabs(self) -> list[Tab]:
        """Return those of all sessions that go on."""
        return list(self._tabs.values())

    def start(self) -> None:
        """Begin to count."""
        self._timer = self._loop.call_later(TICK_S, self._tick)

    def stop(self) -> None:
        """Count no more."""
        if self._timer is not None:
            self._timer.cancel()

    def open(self, peer: Peer, message: OpenSession) -> None:
        """Open a session for somebody without an account, if there is something left for it."""
        technician, address = peer.technician, peer.address
        assert technician is not None, "somebody has come in"
        if (reason := self._objection(address, may_lead=self._sessions.may_lead_more(technician))) is not None:
            self.refused += 1
            peer.refuse(message.TAG, reason)
            return
        self._opening += 1
        self._counts.add(address)

        def opened(session: bytes | None) -> None:
            self._opening -= 1
            live = None if session is None else self._sessions.find(session)
            if live is None:
                self._counts.remove(address)
            else:
                self._begin(live, technician.number, address)

        self._sessions.open(peer, technician, message, opened)

    def attached(self, live: Live, peer: Peer, member: int) -> None:
        """Count a session that was taken up again, from its lead's coming back on."""
        technician = peer.technician
        if technician is None or not is_guest(technician.number) or live.lead != member:
            return
        if live.room.session not in self._tabs:
            self._counts.add(peer.address)
            self._begin(live, technician.number, peer.address)

    def told(self, live: Live, peer: Peer) -> None:
        """Tell somebody who has just attached how the session stands."""
        if (tab := self._tabs.get(live.room.session)) is not None and tab.use is not Use.FREE:
            peer.send(self._said(tab))

    def session_over(self, session: bytes) -> None:
        """Count the rest of a session that is over."""
        if (tab := self._tabs.pop(session, None)) is not None:
            self._count(tab)
            self._counts.remove(tab.address)
            self._line.forget(session)

    def pass_on(self, live: Live, out: Out, member: int) -> None:
        """Pass on what `member` has sent in any session, and count it where nobody has an account."""
        tab = self._tabs.get(live.room.session)
        if tab is None:
            self._sessions.pass_on(live, out)
            return
        if isinstance(out.message, Sealed):
            tab.bytes += len(out.message.box)
        self._line.pass_on(live, out, member)

    def while_left(self, handler: Handler) -> Handler:
        """Return what handles a message of a session, and refuses it where nothing is left to use."""

        def handle(peer: Peer, message: object) -> None:
            session = getattr(message, "session", b"")
            tab = self._tabs.get(session)
            begins = getattr(message, "access", None) is not Access.NONE  # what takes something back always may
            if tab is not None and tab.use is Use.OVER and session in peer.seats and begins:
                self.refused += 1
                peer.refuse(getattr(message, "TAG", ""), Reason.QUOTA, session)
            else:
                handler(peer, message)

        return handle

    def _objection(self, address: str, *, may_lead: bool) -> Reason | None:
        spent, bound = self.quota.spent(address, self._today())
        if bound is not None and spent is not Spent.NOTHING:
            self._limits.meet(bound)
            return Reason.QUOTA
        kept = {
            GUEST_SESSIONS: len(self._tabs) + self._opening < self._limits.of(GUEST_SESSIONS),
            GUEST_SESSIONS_OF_ONE_SOURCE: self._counts.has_room(address),
            GUEST_SESSIONS_OF_ONE_KEY: may_lead,
        }
        held = all(self._limits.held(each, within=within) for each, within in kept.items())
        return None if held else Reason.LIMIT

    def _begin(self, live: Live, number: int, address: str) -> None:
        self._tabs[live.room.session] = Tab(live, number, address, self._loop.time())
        live.cut = lambda unwanted: self._line.cut(live, unwanted)

    def _tick(self) -> None:
        self._timer = self._loop.call_later(TICK_S, self._tick)
        for tab in self.tabs():
            self._count(tab)
            self._judge(tab)

    def _count(self, tab: Tab) -> None:
        now = self._loop.time()
        seconds, count = now - tab.counted_s, tab.bytes
        tab.counted_s, tab.bytes = now, 0
        tab.total_s += seconds
        tab.total_bytes += count
        self.quota.add(tab.address, self._today(), seconds=seconds, count=count)

    def _judge(self, tab: Tab) -> None:
        """Let a session go on as before, slow it down, or end what it shows."""
        spent, bound = self.quota.spent(tab.address, self._today())
        now, session = self._loop.time(), tab.live.room.session
        if bound is None:
            if tab.use is not Use.FREE:
                tab.use, tab.spent = Use.FREE, Spent.NOTHING
                self._line.slow_down(session, slow=False)
                self._tell(tab)
        elif tab.use is Use.FREE:
            self._limits.meet(bound)
            tab.use, tab.spent, tab.slow_since_s = Use.SLOW, spent, now
            self._line.slow_down(session, slow=True)
            self._tell(tab)
        elif tab.use is Use.SLOW and now - tab.slow_since_s >= self._limits.seconds(GUEST_GRACE_S):
            self._limits.meet(GUEST_GRACE_S)
            tab.use = Use.OVER
            self._tell(tab)
            self._sessions.deliver(tab.live, tab.live.room.use_up())

    def _tell(self, tab: Tab) -> None:
        for peer in tab.live.peers.values():
            peer.send(self._said(tab))

    def _said(self, tab: Tab) -> SessionUse:
        left_s = tab.slow_since_s + self._limits.seconds(GUEST_GRACE_S) - self._loop.time()
        seconds = max(0, round(left_s)) if tab.use is Use.SLOW else 0
        return SessionUse(session=tab.live.room.session, use=tab.use, spent=tab.spent, seconds=seconds)
