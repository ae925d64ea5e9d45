"""The vocabulary of technicians who work in one session: invite, transfer, hand over, hold. All of it Events."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.accounts import PublicKey, Signature, TechnicianNumber
from protocol.vocabulary.codec import AtMost, Between, Message
from protocol.vocabulary.joins import STEP_LIMIT, JoinNumber, MaybeRoute, Route
from protocol.vocabulary.messages import MemberNumber, Reason, SessionId, Token

INVITATION_S = 60  # that an invited technician has to answer
INTRODUCE_S = 15  # that the lead's console then has to introduce them

InvitationNumber = Annotated[int, Between(1, 2**32 - 1)]
Wrapped = Annotated[bytes, AtMost(STEP_LIMIT)]  # for one colleague, see `invitation`; the host cannot read it


class InvitationKind(enum.StrEnum):
    """What the invited technician becomes."""

    COLLABORATE = "collaborate"  # a collaborating technician
    TRANSFER = "transfer"  # the lead; the one who sent it leaves


@dataclass(frozen=True, kw_only=True)
class Invite(Message):
    """The lead invites a colleague into the session, or transfers the session to them."""

    TAG: ClassVar[str] = "invite"
    session: SessionId
    technician: TechnicianNumber
    kind: InvitationKind
    grant: Wrapped


@dataclass(frozen=True, kw_only=True)
class InvitationSent(Message):
    """To the lead: the invitation has this number, and is with the colleague."""

    TAG: ClassVar[str] = "invitation_sent"
    session: SessionId
    invitation: InvitationNumber
    technician: TechnicianNumber
    kind: InvitationKind


@dataclass(frozen=True, kw_only=True)
class Invited(Message):
    """To the colleague: the technician `sender` invites them, or transfers the session to them."""

    TAG: ClassVar[str] = "invited"
    session: SessionId
    invitation: InvitationNumber
    sender: TechnicianNumber
    kind: InvitationKind
    grant: Wrapped


@dataclass(frozen=True, kw_only=True)
class AnswerInvitation(Message):
    """The colleague accepts, with the key of the seat that they are about to take, or declines."""

    TAG: ClassVar[str] = "answer_invitation"
    session: SessionId
    invitation: InvitationNumber
    accept: bool
    key: PublicKey | None = None  # drawn for this seat; None: declined
    signature: Signature | None = None  # of the colleague's device over it


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(Message):
    """To the lead: the colleague accepts, and comes with this key."""

    TAG: ClassVar[str] = "invitation_answered"
    session: SessionId
    invitation: InvitationNumber
    key: PublicKey
    signature: Signature


@dataclass(frozen=True, kw_only=True)
class Introduce(Message):
    """The lead introduces a colleague who has accepted: the keys of everybody else, with tickets for them."""

    TAG: ClassVar[str] = "introduce"
    session: SessionId
    invitation: InvitationNumber
    keys: Wrapped


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Message):
    """To the colleague whom the lead has introduced: this is your seat; attach next."""

    TAG: ClassVar[str] = "invitation_accepted"
    session: SessionId
    invitation: InvitationNumber
    member: MemberNumber
    token: Token
    keys: Wrapped


@dataclass(frozen=True, kw_only=True)
class EndInvitation(Message):
    """The lead takes an invitation back."""

    TAG: ClassVar[str] = "end_invitation"
    session: SessionId
    invitation: InvitationNumber


@dataclass(frozen=True, kw_only=True)
class InvitationEnded(Message):
    """To both: the invitation is over; reason `NONE` where it was accepted."""

    TAG: ClassVar[str] = "invitation_ended"
    session: SessionId
    invitation: InvitationNumber
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class MakeColleagueCode(Message):
    """The lead asks for the route of a code that lets a technician of this host join as collaborating technician."""

    TAG: ClassVar[str] = "make_colleague_code"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class ColleagueCodeMade(Message):
    """The route of a new code for a colleague; an older one for colleagues ends, the customer's stays."""

    TAG: ClassVar[str] = "colleague_code_made"
    session: SessionId
    route: Route
    valid_s: Annotated[int, Between(1, 86400)]
    link_route: MaybeRoute = ""  # "": that of the code


@dataclass(frozen=True, kw_only=True)
class EndColleagueCode(Message):
    """The lead ends the code for colleagues; from the host: it ended, because the host was started anew."""

    TAG: ClassVar[str] = "end_colleague_code"
    session: SessionId
    burned: bool


@dataclass(frozen=True, kw_only=True)
class ColleagueJoining(Message):
    """In place of `Joining` where the code is one for colleagues; the role in the proof is `collaborator`."""

    TAG: ClassVar[str] = "colleague_joining"
    session: SessionId
    join: JoinNumber


@dataclass(frozen=True, kw_only=True)
class HandOver(Message):
    """The lead makes a collaborating technician the lead, and becomes one."""

    TAG: ClassVar[str] = "hand_over"
    session: SessionId
    member: MemberNumber


@dataclass(frozen=True, kw_only=True)
class TakeOver(Message):
    """The collaborating technician who has been there longest becomes the lead of a session that has none."""

    TAG: ClassVar[str] = "take_over"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class RemoveMember(Message):
    """The lead ends another member's seat."""

    TAG: ClassVar[str] = "remove_member"
    session: SessionId
    member: MemberNumber


@dataclass(frozen=True, kw_only=True)
class LeaveLead(Message):
    """The lead leaves a session in which a collaborating technician is present, who may take over."""

    TAG: ClassVar[str] = "leave_lead"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class SetHold(Message):
    """The lead puts the session on hold, or lets it go on."""

    TAG: ClassVar[str] = "set_hold"
    session: SessionId
    hold: bool


KINDS: tuple[type[Message], ...] = (
    *(Invite, InvitationSent, Invited, AnswerInvitation, InvitationAnswered, Introduce, InvitationAccepted),
    *(EndInvitation, InvitationEnded),
    *(MakeColleagueCode, ColleagueCodeMade, EndColleagueCode, ColleagueJoining),
    *(HandOver, TakeOver, RemoveMember, LeaveLead, SetHold),
)
