"""All that members may say to each other: who, over which channel, how often; anything else ends the link."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from protocol.rates.bucket import Limit
from protocol.vocabulary import chat, content, marks
from protocol.vocabulary import input as input_messages
from protocol.vocabulary.chat import Chat, ChatDelivered, EarlierLine, PrivateChat, PrivateChatDelivered, Typing
from protocol.vocabulary.codec import Message, Vocabulary
from protocol.vocabulary.content import (
    Capabilities,
    MirrorView,
    PictureWish,
    PointerAt,
    PointerShape,
    Profile,
    Revoked,
    ShareAnswer,
    SharedSources,
    SharePaused,
    ShareSource,
    ShareWish,
    SourceWish,
    ThroughQueue,
    UpdatePart,
    UpdateShown,
    ViewerLink,
    ViewerWish,
    Vouch,
    WordsCommitment,
    WordsOpening,
)
from protocol.vocabulary.marks import Mark, MarksCleared
from protocol.vocabulary.messages import Channel, Role

_KINDS = (*content.KINDS, *chat.KINDS, *marks.KINDS)

CONTENT_VOCABULARY = Vocabulary(_KINDS, never=input_messages.KINDS)
CUSTOMER_VOCABULARY = Vocabulary([*_KINDS, *input_messages.KINDS])
"""What a customer's viewer reads; a technician's console reads `CONTENT_VOCABULARY`, which has no input in it."""

_LEAD = frozenset({Role.LEAD})
_TECHNICIANS = frozenset({Role.LEAD, Role.COLLABORATOR})
_CUSTOMER = frozenset({Role.CUSTOMER})


def _from_anyone(channel: Channel) -> dict[Role, Channel]:
    return dict.fromkeys(Role, channel)


def _from(roles: frozenset[Role], channel: Channel) -> dict[Role, Channel]:
    return dict.fromkeys(roles, channel)


def _of_a_picture(shared: Channel, desktop: Channel) -> dict[Role, Channel]:
    """What the one whose screen it is sends: a technician of a share, the customer of the customer's desktop."""
    return _from(_TECHNICIANS, shared) | _from(_CUSTOMER, desktop)


_OF_WATCHING = _from(_CUSTOMER, Channel.SHARE) | _from(_TECHNICIANS, Channel.DESKTOP)


class Excess(enum.Enum):
    """What the receiver does with content that comes more often than its limit allows."""

    DROPPED = enum.auto()  # a wish, or a sign of life: that costs only who said it
    LATEST = enum.auto()  # a state: the latest is taken when there is room again
    ENDS = enum.auto()  # the link: nothing after it would fit


def _never(_content: Any) -> bool:
    return False


def _always(_content: Any) -> bool:
    return True


@dataclass(frozen=True)
class Rule:
    """What holds for one kind of content.

    Attributes:
        over: the roles that may send it, and the channel it goes over from each of them.
        limit: how often one member may say it to another; None: it has a bound of its own.
        excess: what becomes of more.
        takes_back: returns whether content ends or takes back what was said; such is never dropped, as long as there
            is something to take back.
        taken_back_by: the kind that takes this one back, where that is another.
    """

    over: dict[Role, Channel]
    limit: Limit | None = None
    excess: Excess = Excess.DROPPED
    takes_back: Callable[[Any], bool] = _never
    taken_back_by: type[Message] | None = None


_TALK = _from_anyone(Channel.TALK)
_LEADS_TALK = _from(_LEAD, Channel.TALK)
_TECHNICIANS_TALK = _from(_TECHNICIANS, Channel.TALK)
_SOURCE = _of_a_picture(Channel.SHARE, Channel.DESKTOP)
_POINTER = _of_a_picture(Channel.POINTER, Channel.DESKTOP_POINTER)
_POINTING = _from_anyone(Channel.POINTING)
_LATEST = Excess.LATEST

RULES: dict[type[Message], Rule] = {
    Profile: Rule(_TALK, Limit(40, 2)),
    Capabilities: Rule(_TALK, Limit(40, 2)),
    Vouch: Rule(_LEADS_TALK, Limit(300, 20)),
    Revoked: Rule(_LEADS_TALK, Limit(300, 20), takes_back=_always),
    WordsCommitment: Rule(_TALK, Limit(40, 2)),
    WordsOpening: Rule(_TALK, Limit(40, 2)),
    Chat: Rule(_from_anyone(Channel.CHAT)),
    ChatDelivered: Rule(_TALK, Limit(400, 40), _LATEST),
    PrivateChat: Rule(_from(_TECHNICIANS, Channel.CHAT)),
    PrivateChatDelivered: Rule(_TECHNICIANS_TALK, Limit(400, 40), _LATEST),
    EarlierLine: Rule(_LEADS_TALK, Limit(chat.EARLIER_LIMIT, 1)),
    ThroughQueue: Rule(_TALK, Limit(40, 2)),
    ViewerWish: Rule(_from(_CUSTOMER, Channel.TALK), Limit(5, 0.2)),
    ViewerLink: Rule(_LEADS_TALK, Limit(5, 0.2)),
    Typing: Rule(_from_anyone(Channel.CHAT), Limit(20, 5), takes_back=lambda typing: not typing.typing),
    ShareWish: Rule(_TECHNICIANS_TALK, Limit(10, 0.2), takes_back=lambda wish: not wish.wanted),
    ShareAnswer: Rule(_LEADS_TALK, Limit(10, 0.2), takes_back=lambda answer: not answer.granted),
    ShareSource: Rule(_SOURCE, Limit(12, 0.8), Excess.ENDS),  # 8 in 10 s; a sender keeps to less, see `SourcePace`
    UpdatePart: Rule(_of_a_picture(Channel.PICTURE, Channel.DESKTOP_PICTURE)),
    PointerShape: Rule(_POINTER, Limit(240, 120), _LATEST),
    PointerAt: Rule(_POINTER, Limit(1000, 500), _LATEST),
    SharePaused: Rule(_SOURCE, Limit(40, 3), _LATEST, takes_back=lambda share: share.paused),
    SharedSources: Rule(_SOURCE, Limit(40, 3), _LATEST),
    UpdateShown: Rule(_OF_WATCHING, Limit(1000, 500), _LATEST),
    SourceWish: Rule(_OF_WATCHING, Limit(20, 5), _LATEST),
    PictureWish: Rule(_OF_WATCHING, Limit(20, 5), _LATEST),
    MirrorView: Rule(_OF_WATCHING, Limit(40, 5), _LATEST),
    Mark: Rule(_POINTING, Limit(240, 120), takes_back=lambda mark: not mark.points, taken_back_by=MarksCleared),
    MarksCleared: Rule(_POINTING, Limit(40, 10), takes_back=_always),
    **{kind: Rule(_from(_TECHNICIANS, Channel.INPUT)) for kind in input_messages.KINDS},
}
"""All that members say to each other, with what holds for it; input has a bound of its own, where it is done."""

CONTENT: dict[type[Message], dict[Role, Channel]] = {kind: rule.over for kind, rule in RULES.items()}
"""For each content message: the roles that may send it, and the channel it goes over from each of them."""
