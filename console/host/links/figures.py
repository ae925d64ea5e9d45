"""What the host is doing, as figures for whoever runs it: no names but those of channels, no addresses, no codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from console.host.core.audit import Event
from console.host.core.places import Kind
from console.host.core.spread import Spread
from console.host.queue.board import Board
from console.host.sessions.sessions import Sessions
from console.host.sessions.traffic import Traffic
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from console.host.technicians.directory import Directory
from protocol.vocabulary.accounts import Presence
from protocol.vocabulary.messages import Reason, SessionState

ADMITTED = "admitted"
REFUSED = (
    Reason.UNKNOWN_CODE,
    Reason.WRONG_CODE,
    Reason.CODE_EXPIRED,
    Reason.CODE_BURNED,
    Reason.NOT_ADMITTED,
    Reason.LIMIT,
)
"""Why joins are refused; whoever watches sees these from the start, at zero."""
HERE = (Presence.ONLINE, Presence.BUSY, Presence.AWAY)


@dataclass(frozen=True, kw_only=True)
class GuestFigures:
    """Those without an account at one moment; a day is one of UTC."""

    online: int
    sessions: int
    slow: int  # sessions whose pictures are slow, or have ended, for what may be used is used up
    sources: int  # that have used something today
    seconds: float  # of sessions today
    bytes: int  # in them today
    refused: int  # total of keys that were not let in, and of sessions and shares that were refused
    bans: int


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The host at one moment. What is called a total counts from the host's start."""

    links: int
    connections: Mapping[Kind, int]  # those of links among them
    limits: Mapping[str, int]  # total of how often each was met
    sessions: Mapping[SessionState, int]
    shares: int
    technicians: Mapping[Presence, int]  # who are logged in
    waiting: Mapping[str, tuple[int, int]]  # by channel: how many customers and transferred sessions, the longest in s
    waits: Sequence[tuple[str, str, Spread]]  # total of those that are over: channel, outcome, how long
    joins: Mapping[str, int]  # total by outcome: `ADMITTED`, or why not
    logins_refused: int  # total
    refusals: int  # total of messages that the rights table does not allow, or no decoder
    routed: int  # total of boxes passed on
    routed_bytes: int
    changes_waiting: int  # that the database has not taken yet
    database_failures: int  # total
    database_failing: bool
    database_took: Spread  # total of its work
    draining: bool
    guests: GuestFigures | None  # None: nobody comes in without an account


class Counting:
    """Takes the figures of one host; nothing is counted for it that the host's parts do not count anyway."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        journal: Journal,
        traffic: Traffic,
        clerk: Clerk,
        board: Board,
        directory: Directory,
        guests: Callable[[], GuestFigures | None],
    ) -> None:
        self._sessions = sessions
        self._journal = journal
        self._traffic = traffic
        self._clerk = clerk
        self._board = board
        self._directory = directory
        self._guests = guests

    def figures(
        self, *, links: int, connections: Mapping[Kind, int], limits: Mapping[str, int], draining: bool
    ) -> Figures:
        """Return how things are now."""
        counted = self._journal.counted
        joins = {detail: count for (event, detail), count in counted.items() if event is Event.JOIN_REFUSED}
        rooms = [live.room for live in self._sessions]
        waiting = self._board.lines()
        return Figures(
            links=links,
            connections=connections,
            limits=dict(limits),
            sessions=dict.fromkeys(SessionState, 0) | Counter(room.state for room in rooms),
            shares=sum(bool(room.sharing) for room in rooms),
            technicians=dict.fromkeys(HERE, 0) | self._directory.presences(),
            waiting=waiting,
            waits=list(self._board.waits.of(waiting)),
            joins=dict.fromkeys(REFUSED, 0) | {ADMITTED: counted[Event.CODE_USED, ""], **joins},
            logins_refused=counted[Event.LOGIN_REFUSED, ""],
            refusals=counted[Event.REFUSED, ""],
            routed=self._traffic.routed,
            routed_bytes=self._traffic.routed_bytes,
            changes_waiting=self._clerk.waiting,
            database_failures=self._clerk.failures,
            database_failing=self._clerk.failing,
            database_took=self._clerk.took,
            draining=draining,
            guests=self._guests(),
        )
