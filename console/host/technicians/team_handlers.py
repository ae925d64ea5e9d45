"""Technicians who work together at a host, its parts put together: who is asked to come, who leads, who leaves."""

from __future__ import annotations

from collections.abc import Callable

from console.host.core.limits import Limits
from console.host.peers.peer import Handlers
from console.host.sessions.live import Live
from console.host.sessions.sessions import Sessions
from console.host.store.journal import Journal
from console.host.technicians.directory import Directory
from console.host.technicians.invitations import Invitations, QueueTransfers
from console.host.technicians.teamwork import Teamwork
from protocol.vocabulary.teamwork import (
    AnswerInvitation,
    EndInvitation,
    HandOver,
    Introduce,
    Invite,
    LeaveLead,
    RemoveMember,
    SetHold,
    TakeOver,
)


class TeamHandlers:
    """All that technicians ask of a host about each other's sessions."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        directory: Directory,
        transfers: QueueTransfers,
        journal: Journal,
        clock: Callable[[], float],
        limits: Limits,
    ) -> None:
        self._teamwork = Teamwork(sessions=sessions, directory=directory)
        self._invitations = Invitations(
            sessions=sessions, colleagues=directory, queue=transfers, journal=journal, clock=clock, limits=limits
        )

    def handlers(self) -> Handlers:
        """Return what to do with each message of a team."""
        return {
            Invite: self._invitations.invite,
            AnswerInvitation: self._invitations.answer,
            Introduce: self._invitations.introduce,
            EndInvitation: self._invitations.end,
            HandOver: self._teamwork.hand_over,
            TakeOver: self._teamwork.take_over,
            LeaveLead: self._teamwork.leave_lead,
            RemoveMember: self._teamwork.remove,
            SetHold: self._teamwork.set_hold,
        }

    def lead_changed(self, session: bytes) -> None:
        """End the invitations that nobody can answer for any more."""
        self._invitations.lead_changed(session)

    def room_changed(self, live: Live) -> None:
        """End the invitations that the session's lead may not send any more."""
        self._invitations.room_changed(live)

    def technician_disabled(self, number: int) -> None:
        """End the invitations of a technician who must not work any more."""
        self._invitations.technician_disabled(number)
