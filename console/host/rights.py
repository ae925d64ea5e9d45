"""Who may do what: one table as data, and the pure functions that read it.

The table is that of the project's SECURITY.md. What it does not list is refused.
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from protocol.codec import Message
from protocol.messages import (
    Admit,
    Channel,
    EndCode,
    EndJoin,
    EndShare,
    JoinStep,
    Leave,
    MakeCode,
    Role,
    SessionState,
    StartShare,
)

CHAT = "chat"
SHARE_SCREEN = "share_screen"  # "Allow screen sharing with customers"
VIEW_CUSTOMER = "view_customer"  # see the customer's desktop
CONTROL_CUSTOMER = "control_customer"  # operate it
INVITE = "invite"
TRANSFER = "transfer"
HOLD = "hold"
END = "end"  # a session, for everybody in it
RIGHTS = (CHAT, SHARE_SCREEN, VIEW_CUSTOMER, CONTROL_CUSTOMER, INVITE, TRANSFER, HOLD, END)
"""Every right that a group of technicians can have."""


class Sharing(enum.Enum):
    """Who shares at the moment, as seen by the member who asks."""

    NOBODY = "nobody"
    SELF = "self"
    OTHER = "other"


Act = type[Message] | Channel
"""What a member asks for: a message to the host, or content over a channel."""


@dataclass(frozen=True)
class Rule:
    """One way in which an act is allowed."""

    roles: frozenset[Role]
    states: frozenset[SessionState]
    sharing: frozenset[Sharing] = frozenset(Sharing)
    right: str | None = None


_LEAD = frozenset({Role.LEAD})
_TECHNICIANS = frozenset({Role.LEAD, Role.COLLABORATOR})
_CUSTOMER = frozenset({Role.CUSTOMER})

_LIVE = frozenset(SessionState) - {SessionState.CLOSED, SessionState.TIMED_OUT}
_AWAITING = frozenset({SessionState.WAITING, SessionState.CONNECTING})
_JOINING = frozenset({SessionState.CONNECTING})
_ACTIVE = frozenset({SessionState.ACTIVE})
_UNDER_WAY = frozenset({SessionState.ACTIVE, SessionState.RECONNECTING})

_NOBODY = frozenset({Sharing.NOBODY})
_SELF = frozenset({Sharing.SELF})
_OTHER = frozenset({Sharing.OTHER})

_SHARER = Rule(_TECHNICIANS, _UNDER_WAY, _SELF, SHARE_SCREEN)

MAY: dict[Act, tuple[Rule, ...]] = {
    MakeCode: (Rule(_LEAD, _AWAITING),),
    EndCode: (Rule(_LEAD, _LIVE),),
    JoinStep: (Rule(_LEAD, _JOINING),),
    Admit: (Rule(_LEAD, _JOINING),),
    EndJoin: (Rule(_LEAD, _JOINING),),
    StartShare: (Rule(_TECHNICIANS, _ACTIVE, _NOBODY, SHARE_SCREEN),),
    EndShare: (Rule(_TECHNICIANS, _LIVE, _SELF), Rule(_CUSTOMER, _LIVE, _OTHER)),
    Leave: (Rule(frozenset(Role), _LIVE),),
    Channel.TALK: (Rule(frozenset(Role), _LIVE),),
    Channel.CHAT: (Rule(frozenset(Role), _LIVE),),
    Channel.SHARE: (_SHARER, Rule(_CUSTOMER, _UNDER_WAY)),
    Channel.PICTURE: (_SHARER,),
    Channel.POINTER: (_SHARER,),
}


def may(role: Role, act: Act, state: SessionState, rights: Collection[str], sharing: Sharing) -> bool:
    """Return whether a member of `role`, whose group has `rights`, may do `act` in a session in `state`."""
    return any(
        role in rule.roles
        and state in rule.states
        and sharing in rule.sharing
        and (rule.right is None or rule.right in rights)
        for rule in MAY.get(act, ())
    )


def hears(channel: Channel, sender: Role, receiver: Role, *, receiver_shares: bool) -> bool:
    """Return whether content that `sender` may send over `channel` is for a member of the role `receiver`.

    Talk is for everybody. What belongs to a share goes from a technician to the customer, and the customer's part of it
    (acknowledgements) to the one who shares. `receiver_shares` is true of the one who shared last, too: were
    acknowledgements that are late taken out, those of a share that follows at once would not open.
    """
    if channel in (Channel.TALK, Channel.CHAT):
        return True
    if sender is Role.CUSTOMER:
        return receiver_shares
    return receiver is Role.CUSTOMER
