"""What the host is doing, as figures for whoever runs it: no names, no addresses, no codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from console.host.core.audit import Event
from console.host.queue.board import Board
from console.host.sessions.sessions import Sessions
from console.host.sessions.traffic import Traffic
from console.host.store.clerk import Clerk
from console.host.store.journal import Journal
from protocol.vocabulary.messages import SessionState

ADMITTED = "admitted"


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The host at one moment. What is called a total counts from the host's start."""

    links: int
    sessions: Mapping[SessionState, int]
    shares: int
    waiting: int  # customers in the queue, and sessions that are transferred to it
    joins: Mapping[str, int]  # total by outcome: `ADMITTED`, or why not
    logins_refused: int  # total
    refusals: int  # total of messages that the rights table does not allow, or no decoder
    routed: int  # total of boxes passed on
    routed_bytes: int
    changes_waiting: int  # that the database has not taken yet
    database_failures: int  # total
    database_failing: bool
    draining: bool


class Counting:
    """Takes the figures of one host; nothing is counted for it that the host's parts do not count anyway."""

    def __init__(self, *, sessions: Sessions, journal: Journal, traffic: Traffic, clerk: Clerk, board: Board) -> None:
        self._sessions = sessions
        self._journal = journal
        self._traffic = traffic
        self._clerk = clerk
        self._board = board

    def figures(self, *, links: int, draining: bool) -> Figures:
        """Return how things are now."""
        counted = self._journal.counted
        joins = {detail: count for (event, detail), count in counted.items() if event is Event.JOIN_REFUSED}
        rooms = [live.room for live in self._sessions]
        return Figures(
            links=links,
            sessions=Counter(room.state for room in rooms),
            shares=sum(bool(room.sharing) for room in rooms),
            waiting=len(self._board),
            joins={ADMITTED: counted[Event.CODE_USED, ""], **joins},
            logins_refused=counted[Event.LOGIN_REFUSED, ""],
            refusals=counted[Event.REFUSED, ""],
            routed=self._traffic.routed,
            routed_bytes=self._traffic.routed_bytes,
            changes_waiting=self._clerk.waiting,
            database_failures=self._clerk.failures,
            database_failing=self._clerk.failing,
            draining=draining,
        )
