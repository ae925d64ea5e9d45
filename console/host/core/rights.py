"""Who may do what: one table as data, and the pure functions that read it.

The table is that of the project's SECURITY.md. What it does not list is refused.
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from protocol.vocabulary.codec import Message
from protocol.vocabulary.desktop import Access, AllowDesktop, GrantDesktop
from protocol.vocabulary.joins import Admit, EndCode, EndJoin, JoinStep, MakeCode
from protocol.vocabulary.messages import Channel, EndShare, Leave, PassShare, Role, SessionState, StartShare, TakeShare
from protocol.vocabulary.queue import CallIn, EndQueueTransfer, TransferToQueue
from protocol.vocabulary.teamwork import (
    EndColleagueCode,
    EndInvitation,
    HandOver,
    Introduce,
    InvitationKind,
    LeaveLead,
    MakeColleagueCode,
    RemoveMember,
    SetHold,
    TakeOver,
)
from protocol.vocabulary.web import MakeViewerCode

CHAT = "chat"
SHARE_SCREEN = "share_screen"  # "Allow screen sharing with customers"
VIEW_CUSTOMER = "view_customer"  # see the customer's desktop
CONTROL_CUSTOMER = "control_customer"  # operate it
SHARE_DURING_CONTROL = "share_during_control"  # the console obeys; the host does not know what a window shows
INVITE = "invite"
TRANSFER = "transfer"
HOLD = "hold"
END = "end"  # a session, for everybody in it
SESSION_NOTES = "session_notes"  # tell the host a customer's name and a note, which it can read
RIGHTS = (
    *(CHAT, SHARE_SCREEN, VIEW_CUSTOMER, CONTROL_CUSTOMER, SHARE_DURING_CONTROL),
    *(INVITE, TRANSFER, HOLD, END, SESSION_NOTES),
)
"""Every right that a group of technicians can have."""

UNUSUAL = (SESSION_NOTES,)
"""Those of them that somebody has to want: a group that is allowed everything else has them not."""


class Sharing(enum.Enum):
    """Who shares at the moment, as seen by the member who asks."""

    NOBODY = "nobody"
    SELF = "self"
    OTHER = "other"


Act = type[Message] | Channel | Access | InvitationKind
"""What a member asks for: a message to the host, content over a channel, access to the customer's desktop, or a
colleague to come."""


@dataclass(frozen=True)
class Rule:
    """One way in which an act is allowed.

    Attributes:
        desktop: what a technician may have of the customer's desktop at the moment, or a customer have granted.
        rights: all that the technician's group must have.
    """

    roles: frozenset[Role]
    states: frozenset[SessionState]
    sharing: frozenset[Sharing] = frozenset(Sharing)
    desktop: frozenset[Access] = frozenset(Access)
    rights: frozenset[str] = frozenset()


_LEAD = frozenset({Role.LEAD})
_COLLABORATOR = frozenset({Role.COLLABORATOR})
_TECHNICIANS = frozenset({Role.LEAD, Role.COLLABORATOR})
_CUSTOMER = frozenset({Role.CUSTOMER})

_LIVE = frozenset(SessionState) - {SessionState.CLOSED, SessionState.TIMED_OUT}
_SETTLED = _LIVE - {SessionState.TRANSFERRING}  # it is clear who leads
_AWAITING = frozenset({SessionState.WAITING, SessionState.CONNECTING})
_ACTIVE = frozenset({SessionState.ACTIVE})
_WITH_CUSTOMER = frozenset({SessionState.ACTIVE, SessionState.RECONNECTING})
_UNDER_WAY = _WITH_CUSTOMER | {SessionState.TRANSFERRING}  # what has begun goes on
_ON_HOLD = frozenset({SessionState.ON_HOLD})
_TRANSFERRING = frozenset({SessionState.TRANSFERRING})

_NOBODY = frozenset({Sharing.NOBODY})
_SELF = frozenset({Sharing.SELF})
_OTHER = frozenset({Sharing.OTHER})

_OPERATED = frozenset({Access.CONTROL})
_SEEN = frozenset({Access.VIEW, Access.CONTROL})

ACCESS_RIGHTS = {
    Access.NONE: frozenset[str](),
    Access.VIEW: frozenset({VIEW_CUSTOMER}),
    Access.CONTROL: frozenset({VIEW_CUSTOMER, CONTROL_CUSTOMER}),
}
"""The rights that each access to the customer's desktop needs; from the least to the most."""

_SHARER = Rule(_TECHNICIANS, _UNDER_WAY, _SELF, rights=frozenset({SHARE_SCREEN}))
_SHOWS_DESKTOP = Rule(_CUSTOMER, _UNDER_WAY, desktop=_SEEN)

MAY: dict[Act, tuple[Rule, ...]] = {
    MakeCode: (Rule(_LEAD, _AWAITING),),
    MakeViewerCode: (Rule(_LEAD, _WITH_CUSTOMER),),
    EndCode: (Rule(_LEAD, _LIVE),),
    MakeColleagueCode: (Rule(_LEAD, _SETTLED, rights=frozenset({INVITE})),),
    EndColleagueCode: (Rule(_LEAD, _LIVE),),
    JoinStep: (Rule(_LEAD, _LIVE),),
    Admit: (Rule(_LEAD, _LIVE),),
    EndJoin: (Rule(_LEAD, _LIVE),),
    InvitationKind.COLLABORATE: (Rule(_LEAD, _SETTLED, rights=frozenset({INVITE})),),
    InvitationKind.TRANSFER: (Rule(_LEAD, _SETTLED, rights=frozenset({TRANSFER})),),
    EndInvitation: (Rule(_LEAD, _LIVE),),
    Introduce: (Rule(_LEAD, _LIVE),),  # whom they have invited, which needed the right
    CallIn: (Rule(_LEAD, _AWAITING),),
    TransferToQueue: (Rule(_LEAD, _WITH_CUSTOMER | _ON_HOLD, rights=frozenset({TRANSFER})),),
    EndQueueTransfer: (Rule(_LEAD, _LIVE),),  # takes it back, or invites whoever has picked it up
    HandOver: (Rule(_LEAD, _SETTLED),),
    LeaveLead: (Rule(_LEAD, _SETTLED),),
    TakeOver: (Rule(_COLLABORATOR, _TRANSFERRING),),
    RemoveMember: (Rule(_LEAD, _LIVE),),
    SetHold: (Rule(_LEAD, _WITH_CUSTOMER, rights=frozenset({HOLD})), Rule(_LEAD, _ON_HOLD)),
    StartShare: (Rule(_TECHNICIANS, _ACTIVE, _NOBODY, rights=frozenset({SHARE_SCREEN})),),
    TakeShare: (Rule(_LEAD, _ACTIVE, _OTHER, rights=frozenset({SHARE_SCREEN})),),
    PassShare: (Rule(_LEAD, _LIVE, _SELF | _OTHER),),
    EndShare: (Rule(_TECHNICIANS, _LIVE, _SELF), Rule(_LEAD | _CUSTOMER, _LIVE, _OTHER)),
    Leave: (
        Rule(_COLLABORATOR | _CUSTOMER, _LIVE),
        Rule(_LEAD, _LIVE, rights=frozenset({END})),
        Rule(_LEAD, _AWAITING),  # nobody is there yet
    ),
    Access.VIEW: (Rule(_TECHNICIANS, _ACTIVE, rights=ACCESS_RIGHTS[Access.VIEW]),),
    Access.CONTROL: (Rule(_TECHNICIANS, _ACTIVE, rights=ACCESS_RIGHTS[Access.CONTROL]),),
    Access.NONE: (Rule(_TECHNICIANS, _LIVE),),
    AllowDesktop: (Rule(_LEAD, _LIVE),),
    GrantDesktop: (Rule(_CUSTOMER, _LIVE),),
    Channel.TALK: (Rule(frozenset(Role), _LIVE),),
    Channel.CHAT: (Rule(_CUSTOMER, _LIVE), Rule(_TECHNICIANS, _LIVE, rights=frozenset({CHAT}))),
    Channel.SHARE: (_SHARER, Rule(_CUSTOMER, _UNDER_WAY)),
    Channel.PICTURE: (_SHARER,),
    Channel.POINTER: (_SHARER,),
    Channel.DESKTOP: (
        _SHOWS_DESKTOP,
        Rule(_TECHNICIANS, _UNDER_WAY, desktop=_SEEN, rights=ACCESS_RIGHTS[Access.VIEW]),
    ),
    Channel.DESKTOP_PICTURE: (_SHOWS_DESKTOP,),
    Channel.DESKTOP_POINTER: (_SHOWS_DESKTOP,),
    Channel.INPUT: (Rule(_TECHNICIANS, _UNDER_WAY, desktop=_OPERATED, rights=ACCESS_RIGHTS[Access.CONTROL]),),
    Channel.POINTING: (Rule(frozenset(Role), _UNDER_WAY),),
}

LEAD_ONLY = frozenset(act for act, rules in MAY.items() if all(rule.roles == _LEAD for rule in rules))
"""What nobody but the lead may ask for."""

NEVER_LATE = frozenset({Channel.TALK, Channel.CHAT})
"""Channels whose content does not belong to a share or to the customer's desktop, and does not end with it."""


@dataclass(frozen=True)
class Situation:
    """What a session is in, as seen by the member who asks."""

    state: SessionState
    sharing: Sharing = Sharing.NOBODY
    desktop: Access = Access.NONE


def may(role: Role, act: Act, rights: Collection[str], now: Situation) -> bool:
    """Return whether a member of `role`, whose group has `rights`, may do `act` now."""
    return any(
        role in rule.roles
        and now.state in rule.states
        and now.sharing in rule.sharing
        and now.desktop in rule.desktop
        and rule.rights <= set(rights)
        for rule in MAY.get(act, ())
    )


def allowed_access(rights: Collection[str], wished: Access) -> Access:
    """Return the most that a technician with `rights` may have of the customer's desktop, up to `wished`."""
    ladder = list(ACCESS_RIGHTS)
    up_to = ladder[: ladder.index(wished) + 1]
    return [access for access in up_to if ACCESS_RIGHTS[access] <= set(rights)][-1]


def more(access: Access, than: Access) -> bool:
    """Return whether `access` is more than another."""
    ladder = list(ACCESS_RIGHTS)
    return ladder.index(access) > ladder.index(than)


@dataclass(frozen=True)
class Hearer:
    """Who content is for.

    `shares` is true of the one who shared last, too: were acknowledgements that are late taken out, those of a share
    that follows at once would not open.
    """

    role: Role
    shares: bool = False
    has_desktop: bool = False


def hears(channel: Channel, sender: Role, hearer: Hearer) -> bool:
    """Return whether content that `sender` may send over `channel` is for `hearer`.

    Talk is for everybody. What else a technician sends is for the customer; what else the customer sends, for the one
    who shares (acknowledgements), for the one who has the customer's desktop, or for both (marks).
    """
    if channel in NEVER_LATE:
        return True
    if sender is not Role.CUSTOMER:
        return hearer.role is Role.CUSTOMER
    if channel is Channel.POINTING:
        return hearer.shares or hearer.has_desktop
    return hearer.shares if channel is Channel.SHARE else hearer.has_desktop
