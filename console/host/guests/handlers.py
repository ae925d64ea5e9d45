"""Technicians without an account at a host, its parts put together: who comes in, what they use, who watches."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from console.host.core.guests.guest import is_banned, is_guest
from console.host.core.limits import Limits
from console.host.guests.entrance import Entrance
from console.host.guests.here import GuestsHere
from console.host.guests.line import Line
from console.host.guests.meter import Meter
from console.host.guests.opening import Opening
from console.host.guests.watching import Administrators, Watching
from console.host.peers.peer import Handlers, Peer
from console.host.sessions.live import Live
from console.host.sessions.questions import Questions
from console.host.sessions.sessions import Sessions
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from protocol.link.link import LinkEnd
from protocol.vocabulary.desktop import AskDesktop, GrantDesktop
from protocol.vocabulary.guests import AskEntry, AskGuests, DeviceLogin, ReportSession, SetBan
from protocol.vocabulary.messages import OpenSession, Reason, Refused, StartShare, TakeShare

SHOWING = (StartShare, TakeShare, AskDesktop, GrantDesktop)
"""What is refused once nothing is left to use."""


class GuestHandlers:
    """All that those without an account ask of a host, and what is asked about them.

    Args:
        opening: what was said of the host; None: nobody comes in without an account.
        kept: what is kept of the keys of those who lead sessions that are taken up again.
        bans: who is banned at the start.
        admitted: is called with each link that somebody has come in on.

    Attributes:
        here: who is known now.
        meter: what they use.
        fingerprints: returns the SHA-256 of each certificate by which the host is known.
        entrance: lets them in; None: nobody is let in.
    """

    def __init__(
        self,
        *,
        opening: Opening | None,
        kept: Mapping[int, bytes],
        bans: frozenset[str],
        sessions: Sessions,
        clerk: Clerk,
        journal: Journal,
        questions: Questions,
        administrators: Administrators,
        loop: asyncio.AbstractEventLoop,
        limits: Limits,
        admitted: Callable[[Peer], None],
    ) -> None:
        self.fingerprints: Callable[[], set[bytes]] = set
        self._sessions = sessions
        self.here = here = GuestsHere(sessions=sessions, limits=limits, kept={} if opening is None else kept, bans=bans)
        self._line = Line(sessions=sessions, limits=limits, loop=loop)
        self.meter = Meter(sessions=sessions, line=self._line, limits=limits, loop=loop)
        self.entrance: Entrance | None = None
        if opening is not None:
            self.entrance = Entrance(
                opening=opening,
                here=here,
                clerk=clerk,
                journal=journal,
                questions=questions,
                clock=loop.time,
                limits=limits,
                fingerprints=lambda: self.fingerprints(),
                admitted=admitted,
            )
        self._watching = Watching(
            sessions=sessions,
            here=here,
            meter=self.meter,
            clerk=clerk,
            journal=journal,
            administrators=administrators,
            refused=None if self.entrance is None else lambda: self.refused,
            banned=self.bans_are,
            today=time.time,
        )

    @property
    def refused(self) -> int:
        """How many keys were not let in since the start."""
        return 0 if self.entrance is None else self.entrance.refused

    def handlers(self, others: Handlers) -> Handlers:
        """Return what to do with each message that concerns them; what they do not change stays as `others` have it."""
        ask, log_in = (_closed, _closed) if self.entrance is None else (self.entrance.ask, self.entrance.log_in)
        open_session = others[OpenSession]

        def open_one(peer: Peer, message: OpenSession) -> None:
            technician = peer.technician
            is_one = technician is not None and is_guest(technician.number)
            (self.meter.open if is_one else open_session)(peer, message)

        return {
            AskEntry: ask,
            DeviceLogin: log_in,
            AskGuests: self._watching.ask,
            SetBan: self._watching.set_ban,
            ReportSession: self._watching.report,
            OpenSession: open_one,
            **{kind: self.meter.while_left(others[kind]) for kind in SHOWING},
        }

    def start(self) -> None:
        """Begin to count."""
        self.meter.start()

    def stop(self) -> None:
        """Count no more, and pass nothing on."""
        self.meter.stop()
        self._line.stop()

    def link_ended(self, peer: Peer) -> None:
        """Let nobody in on a link that has ended, and note that whoever was on it is gone."""
        if self.entrance is not None:
            self.entrance.link_ended(peer)
        self.here.left(peer)

    def attached(self, live: Live, peer: Peer, member: int) -> None:
        """Count a session from its lead's coming on, and tell whoever attaches how it stands."""
        self.meter.attached(live, peer, member)
        self.meter.told(live, peer)

    def session_over(self, session: bytes) -> None:
        """Count the rest of a session that is over."""
        self.meter.session_over(session)
        self._watching.session_over(session)
        self.here.session_over()

    def bans_are(self, bans: frozenset[str]) -> None:
        """Take note of who is banned now."""
        if bans == self.here.bans:
            return
        self.here.bans_are(bans, self.here.left)
        for tab in self.meter.tabs():
            if is_banned(bans, self.here.key(tab.number), tab.address):
                self._sessions.technician_disabled(tab.number)


def _closed(peer: Peer, message: AskEntry | DeviceLogin) -> None:
    """End the link of whoever wants in without an account, where nobody comes in so."""
    peer.end(LinkEnd.REFUSED, Refused(about=message.TAG, reason=Reason.NOT_ALLOWED))
