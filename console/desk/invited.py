"""Invitations that colleagues have sent to this console, and the seats that come of them. No widgets."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from console.connection.colleagues import Colleagues, ColleagueView
from console.connection.known_devices import Standing
from protocol.seat.seat_key import SeatKey
from protocol.trust.device import Device
from protocol.trust.introduction import Book, Introductions, new_secret, public_key
from protocol.trust.invitation import (
    Answer,
    InvitationGrant,
    InvitationKeys,
    Terms,
    new_prekey,
    unwrap_grant,
    unwrap_keys,
)
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.messages import Reason, Refused, Role
from protocol.vocabulary.teamwork import (
    INTRODUCE_S,
    INVITATION_S,
    AnswerInvitation,
    InvitationAccepted,
    InvitationEnded,
    InvitationKind,
    Invited,
)

SEATED_S = INTRODUCE_S + 15.0  # after its time, in which who has accepted an invitation gets the seat
OPEN_LIMIT = 20  # invitations that wait for an answer; more are declined at once
OPEN_OF_ONE = 3  # of them, from one colleague: nobody's invitations keep those of others away


@dataclass(frozen=True)
class InvitationView:
    """An invitation, as the windows show it."""

    session: bytes
    number: int
    sender: ColleagueView | None  # None: nobody whom the host has named
    kind: InvitationKind
    customer: str  # empty while it can't be opened
    ends_at: float  # on the monotonic clock

    @property
    def standing(self) -> Standing:
        """What is known of the device of who sent it; it opens once that is trusted."""
        return Standing.NEW if self.sender is None else self.sender.standing


@dataclass(frozen=True)
class _Open:
    message: Invited
    ends_at: float


@dataclass(frozen=True)
class _Accepted:
    """What this technician has said yes to."""

    grant: InvitationGrant
    terms: Terms
    answer: Answer
    secret: bytes  # half of the key of the seat

    def __repr__(self) -> str:
        return f"_Accepted({self.answer.number})"


class IncomingInvitations(QObject):
    """The invitations that wait for this technician's answer.

    Signals:
        arrived: (InvitationView).
        gone: (InvitationView, code) it is over; the code is empty where this technician has accepted it.
        seated: (SeatKey, customer's name, channel) an invitation was accepted: take this seat; the channel is that of
            the queue that the session has come through, empty where it is protected from the host.
        problem: (code) for a sentence.
    """

    arrived = Signal(object)
    gone = Signal(object, str)
    seated = Signal(object, str, str)
    problem = Signal(str)

    def __init__(self, *, device: Device, colleagues: Colleagues) -> None:
        super().__init__()
        self._device = device
        self._colleagues = colleagues
        self._send: Callable[[Message], None] | None = None
        self._prekey = b""  # drawn for each login, and never stored
        self._open: dict[tuple[bytes, int], _Open] = {}
        self._accepted: dict[tuple[bytes, int], _Accepted] = {}

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message that concerns invitations to this console."""
        return {Invited: self._invited, InvitationAccepted: self._seat, InvitationEnded: self._ended}

    def link_up(self, send: Callable[[Message], None]) -> None:
        """Answer over this link; say with which keys invitations for this login are sealed."""
        self._send = send
        self._prekey = new_secret()
        send(self._device.public)
        send(new_prekey(self._device, self._prekey))

    def link_down(self) -> None:
        """Forget all of them: who sent them may send them again."""
        self._send, self._prekey = None, b""
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
        if opened is None or self._send is None or key in self._accepted:
            return
        session, number = key
        if not yes:
            self._send(AnswerInvitation(session=session, invitation=number, accept=False))
            self._drop(key, "")
        elif (accepted := self._accept(opened.message)) is None:
            standing = self._view(opened).standing
            trusted = standing in (Standing.SEEN, Standing.COMPARED)
            self.problem.emit("invitation_broken" if trusted else f"colleague_key_{standing}")
        else:
            self._accepted[key] = accepted
            signature = accepted.answer.sign(accepted.terms, self._device)
            seat_key = accepted.answer.seat_key
            self._send(
                AnswerInvitation(session=session, invitation=number, accept=True, key=seat_key, signature=signature)
            )

    def accept_from(self, invitation: InvitationView, *, compared: bool) -> None:
        """Accept, after a click for the device that is shown as the sender's."""
        sender = invitation.sender
        if sender is None or not self._colleagues.trust(sender, compared=compared):
            self.problem.emit("colleague_key_changed")
        else:
            self.answer(invitation, True)

    def refused(self, message: Refused) -> None:
        """Forget what was accepted in a session where the host does not take the answer."""
        if message.about == AnswerInvitation.TAG:
            self._accepted = {key: accepted for key, accepted in self._accepted.items() if key[0] != message.session}

    def _invited(self, message: Invited) -> None:
        assert self._send is not None
        if (message.session, message.invitation) in self._open:
            raise BadMessage("an invitation in place of another")
        of_one = sum(opened.message.sender == message.sender for opened in self._open.values())
        if len(self._open) >= OPEN_LIMIT or of_one >= OPEN_OF_ONE:
            self._send(AnswerInvitation(session=message.session, invitation=message.invitation, accept=False))
            return
        opened = _Open(message, time.monotonic() + INVITATION_S)
        self._open[message.session, message.invitation] = opened
        self.arrived.emit(self._view(opened))

    def _accept(self, message: Invited) -> _Accepted | None:
        """Return what a yes to an invitation is; None where it does not open."""
        opened = self._opened(message)
        if opened is None:
            return None
        grant, terms = opened
        secret = new_secret()
        answer = Answer(number=message.invitation, grant=message.grant, lead_key=grant.key, seat_key=public_key(secret))
        return _Accepted(grant, terms, answer, secret)

    def _seat(self, message: InvitationAccepted) -> None:
        accepted = self._accepted.pop((message.session, message.invitation), None)
        if accepted is None:
            raise BadMessage("a seat that this technician has not asked for")
        opened = self._open.get((message.session, message.invitation))
        if opened is None or time.monotonic() > opened.ends_at + SEATED_S:
            self._drop((message.session, message.invitation), "invitation_over")  # a click of long ago
            return
        keys = unwrap_keys(message.keys, accepted.answer, accepted.terms, accepted.secret)
        grant = accepted.grant
        if message.member in (0, grant.member, *(vouch.member for vouch in keys.vouches)):
            raise BadMessage("a seat that is somebody else's")
        seat = SeatKey(
            session=message.session,
            member=message.member,
            role=Role.COLLABORATOR,
            token=message.token,
            key=new_secret(),  # nobody introduces themselves with it
            secret=accepted.secret,
            book=_book(message, accepted, keys),
        )
        self._drop((message.session, message.invitation), "")
        self.seated.emit(seat, grant.customer_name, keys.channel)

    def _ended(self, message: InvitationEnded) -> None:
        code = "" if message.reason is Reason.NONE else "invitation_over"
        self._accepted.pop((message.session, message.invitation), None)
        self._drop((message.session, message.invitation), code)

    def _drop(self, key: tuple[bytes, int], code: str) -> None:
        opened = self._open.pop(key, None)
        if opened is not None:
            self.gone.emit(self._view(opened), code)

    def _opened(self, message: Invited) -> tuple[InvitationGrant, Terms] | None:
        """Return what an invitation says, where its sender's device is trusted and it is for this login."""
        sender = self._colleagues.find(message.sender)
        if sender is None or sender.keys is None or not sender.trusted or not self._prekey:
            return None
        terms = Terms(
            session=message.session,
            kind=message.kind,
            sender=sender.keys,
            receiver=self._device.public,
            prekey=public_key(self._prekey),
        )
        try:
            return unwrap_grant(message.grant, terms, self._device, self._prekey), terms
        except BadMessage:
            return None

    def _view(self, opened: _Open) -> InvitationView:
        message = opened.message
        grant = self._opened(message)
        return InvitationView(
            session=message.session,
            number=message.invitation,
            sender=self._colleagues.find(message.sender),
            kind=message.kind,
            customer="" if grant is None else grant[0].customer_name,
            ends_at=opened.ends_at,
        )


def _book(message: InvitationAccepted, accepted: _Accepted, keys: InvitationKeys) -> Book:
    """Return whose keys are believed from the first moment on: those that the lead has told."""
    introductions = Introductions(
        session=message.session,
        own=message.member,
        customer=False,
        secret=accepted.secret,
        key=new_secret(),
        book=Book(),
    )
    introductions.meet_lead(accepted.grant.member, accepted.grant.key, accepted.terms.sender.signing)
    introductions.believe(keys.vouches, accepted.grant.member)
    return introductions.book
