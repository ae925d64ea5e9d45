"""All that members may say to each other: who may send what, and over which channel; anything else ends the link."""

from __future__ import annotations

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

CONTENT: dict[type[Message], dict[Role, Channel]] = {
    Profile: _from_anyone(Channel.TALK),
    Capabilities: _from_anyone(Channel.TALK),
    Vouch: _from(_LEAD, Channel.TALK),
    WordsCommitment: _from_anyone(Channel.TALK),
    WordsOpening: _from_anyone(Channel.TALK),
    Chat: _from_anyone(Channel.CHAT),
    ChatDelivered: _from_anyone(Channel.TALK),
    PrivateChat: _from(_TECHNICIANS, Channel.CHAT),
    PrivateChatDelivered: _from(_TECHNICIANS, Channel.TALK),
    EarlierLine: _from(_LEAD, Channel.TALK),
    ThroughQueue: _from_anyone(Channel.TALK),
    ViewerWish: _from(_CUSTOMER, Channel.TALK),
    ViewerLink: _from(_LEAD, Channel.TALK),
    Typing: _from_anyone(Channel.CHAT),
    ShareWish: _from(_TECHNICIANS, Channel.TALK),
    ShareAnswer: _from(_LEAD, Channel.TALK),
    ShareSource: _of_a_picture(Channel.SHARE, Channel.DESKTOP),
    UpdatePart: _of_a_picture(Channel.PICTURE, Channel.DESKTOP_PICTURE),
    PointerShape: _of_a_picture(Channel.POINTER, Channel.DESKTOP_POINTER),
    PointerAt: _of_a_picture(Channel.POINTER, Channel.DESKTOP_POINTER),
    SharePaused: _of_a_picture(Channel.SHARE, Channel.DESKTOP),
    SharedSources: _of_a_picture(Channel.SHARE, Channel.DESKTOP),
    UpdateShown: _OF_WATCHING,
    SourceWish: _OF_WATCHING,
    PictureWish: _OF_WATCHING,
    MirrorView: _OF_WATCHING,
    Mark: _from_anyone(Channel.POINTING),
    MarksCleared: _from_anyone(Channel.POINTING),
    **{kind: _from(_TECHNICIANS, Channel.INPUT) for kind in input_messages.KINDS},
}
"""For each content message: the roles that may send it, and the channel it goes over from each of them."""
