"""Invitations that colleagues have sent to this console, and the seats that come of them. No widgets."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from console.connection.colleagues import Colleagues
from protocol.seat.member import SeatKey
from protocol.trust.device import Device, InvitationGrant, unwrap
from protocol.trust.introduction import Book, Introductions
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.teamwork import (
    INVITATION_S,
    AnswerInvitation,
    InvitationAccepted,
    InvitationEnded,
    InvitationKind,
    Invited,
)

OPEN_LIMIT = 20  # invitations that wait for an answer; more are declined at once


@dataclass(frozen=True)
class InvitationView:
    """An invitation, as the windows show it."""

    session: bytes
    number: int
    technician: int  # who sent it
    sender: str
    kind: InvitationKind
    customer: str  # empty while it can't be opened
    fingerprint: str  # of the sender's console
    key_changed: bool  # the sender uses another console than before; it opens once that is trusted
    ends_at: float  # on the monotonic clock


@dataclass(frozen=True)
class _Open:
    message: Invited
    ends_at: float


class IncomingInvitations(QObject):
    """The invitations that wait for this technician's answer.

    Signals:
        arrived: (InvitationView).
        gone: (InvitationView, code) it is over; the code is empty where this technician has accepted it.
        seated: (SeatKey, customer's name) an invitation was accepted: take this seat.
        problem: (code) for a sentence.
    """

    arrived = Signal(object)
    gone = Signal(object, str)
    seated = Signal(object, str)
    problem = Signal(str)

    def __init__(self, *, device: Device, colleagues: Colleagues) -> None:
        super().__init__()
        self._device = device
        self._colleagues = colleagues
        self._send: Callable[[Message], None] | None = None
        self._open: dict[tuple[bytes, int], _Open] = {}
        self._accepted: dict[tuple[bytes, int], InvitationGrant] = {}

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message that concerns invitations to this console."""
        return {Invited: self._invited, InvitationAccepted: self._seat, InvitationEnded: self._ended}

    def link_up(self, send: Callable[[Message], None]) -> None:
        """Answer over this link."""
        self._send = send

    def link_down(self) -> None:
        """Forget all of them: the host says again what is still open."""
        self._send = None
        self._accepted.clear()
        for key in list(self._open):
            self._drop(key, "host_gone")

    @property
    def all(self) -> list[InvitationView]:
        """Those that wait, the oldest first."""
        return [self._view(opened) for opened in self._open.values()]

    def answer(self, invitation: InvitationView, yes: bool) -> None:
        """Accept or decline."""
        key = (invitation.session, invitation.number)
        opened = self._open.get(key)
        if opened is None or self._send is None:
            return
        if yes:
            grant = self._grant(opened.message)
            if grant is None:
                changed = self._view(opened).key_changed
                self.problem.emit("colleague_key_changed" if changed else "invitation_broken")
                return
            self._accepted[key] = grant
        self._send(AnswerInvitation(session=invitation.session, invitation=invitation.number, accept=yes))
        if not yes:
            self._drop(key, "")

    def _invited(self, message: Invited) -> None:
        assert self._send is not None
        if len(self._open) >= OPEN_LIMIT:
            self._send(AnswerInvitation(session=message.session, invitation=message.invitation, accept=False))
            return
        opened = _Open(message, time.monotonic() + INVITATION_S)
        self._open[message.session, message.invitation] = opened
        self.arrived.emit(self._view(opened))

    def _seat(self, message: InvitationAccepted) -> None:
        grant = self._accepted.pop((message.session, message.invitation), None)
        if grant is None:
            return
        introductions = Introductions(
            session=message.session,
            own=message.member,
            customer=False,
            secret=self._device.exchange,
            key=secrets.token_bytes(32),
            book=Book(),
        )
        introductions.meet_lead(grant.member, grant.key)
        introductions.believe(grant.vouches, grant.member)
        seat = SeatKey(
            session=message.session,
            member=message.member,
            role=Role.COLLABORATOR,
            token=message.token,
            key=secrets.token_bytes(32),
            secret=self._device.exchange,
            book=introductions.book,
        )
        self._drop((message.session, message.invitation), "")
        self.seated.emit(seat, grant.customer_name)

    def _ended(self, message: InvitationEnded) -> None:
        code = "" if message.reason is Reason.NONE else "invitation_over"
        self._drop((message.session, message.invitation), code)

    def _drop(self, key: tuple[bytes, int], code: str) -> None:
        opened = self._open.pop(key, None)
        if opened is not None:
            self.gone.emit(self._view(opened), code)

    def _grant(self, message: Invited) -> InvitationGrant | None:
        keys = self._colleagues.keys(message.sender)
        if keys is None:
            return None
        try:
            return unwrap(message.grant, device=self._device, session=message.session, kind=message.kind, sender=keys)
        except BadMessage:
            return None

    def _view(self, opened: _Open) -> InvitationView:
        message = opened.message
        sender, grant = self._colleagues.find(message.sender), self._grant(message)
        return InvitationView(
            session=message.session,
            number=message.invitation,
            technician=message.sender,
            sender="" if sender is None else sender.name,
            kind=message.kind,
            customer="" if grant is None else grant.customer_name,
            fingerprint="" if sender is None else sender.fingerprint,
            key_changed=sender is not None and sender.key_changed,
            ends_at=opened.ends_at,
        )
