"""The vocabulary between members: what travels inside `messages.Sealed`, readable by them alone.

`CONTENT` says who may send what, and over which channel; anything else ends the link.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol import input as input_messages
from protocol.accounts import PublicKey
from protocol.codec import AtMost, Between, Exactly, Message, Vocabulary
from protocol.messages import Channel, MemberNumber, Role, Text
from protocol.queue import ChannelName

CHAT_LIMIT = 4000  # characters of one chat line
TYPING_S = 5.0  # after which a writer has paused
PART_LIMIT = 60 * 1024  # bytes of one part of an update
SIDE_LIMIT = 16_384  # pixels of a screen's side
AREA_LIMIT = 33_600_000  # pixels of a screen
POINTER_SIDE_LIMIT = 96  # pixels of a pointer's side
POINTS_LIMIT = 64  # points of one part of a mark
EARLIER_LIMIT = 200  # lines that a viewer is told of what was said in the page before it
SOURCES_LIMIT = 16  # monitors that a customer may switch among

MonitorNumber = Annotated[int, Between(0, SOURCES_LIMIT)]
Number = Annotated[int, Between(0, 2**53)]
AreaKind = Annotated[int, Between(0, 255)]
Side = Annotated[int, Between(1, SIDE_LIMIT)]
Place = Annotated[int, Between(-SIDE_LIMIT, SIDE_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class Profile(Message):
    """Who this member is; sent to each member whenever one of the two attaches."""

    TAG: ClassVar[str] = "profile"
    name: Text


class Program(enum.StrEnum):
    """What a member is in the session with."""

    VIEWER = "viewer"
    PAGE = "page"  # of the host, in a browser


@dataclass(frozen=True, kw_only=True)
class Capabilities(Message):
    """What this member's program can show, said after each `profile`; who never says it can show everything.

    The sender of a picture uses no other kinds of areas, and a window that is no larger. See mirror/stream.
    """

    TAG: ClassVar[str] = "capabilities"
    program: Program
    picture: bool  # it can show one at all
    window_log: Annotated[int, Between(10, 31)] = 25  # its decompressor looks back at most 2**window_log bytes
    kinds: Annotated[tuple[AreaKind, ...], AtMost(16)] = (0, 1, 2, 3, 4, 5)  # besides 0, which all take


WHOLE_VIEWER = Capabilities(program=Program.VIEWER, picture=True)
"""What a viewer of any version is capable of."""


@dataclass(frozen=True, kw_only=True)
class Vouch(Message):
    """To a newcomer, from the lead: member `member` has this key; show it the ticket. See `introduction`."""

    TAG: ClassVar[str] = "vouch"
    member: MemberNumber
    key: PublicKey
    customer: bool
    ticket: Annotated[bytes, Exactly(32)]


@dataclass(frozen=True, kw_only=True)
class Chat(Message):
    """One chat line. A sender numbers its lines 1, 2, 3...; a receiver drops numbers it has seen."""

    TAG: ClassVar[str] = "chat"
    number: Number
    time_ms: Number  # since 1970, UTC, by the sender's clock
    text: Annotated[str, AtMost(CHAT_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class ChatDelivered(Message):
    """All lines of the receiver of this message up to `number` have arrived."""

    TAG: ClassVar[str] = "chat_delivered"
    number: Number


@dataclass(frozen=True, kw_only=True)
class ShareSource(Message):
    """What is shared, at the start and whenever it changes; the mirror begins anew, black, with stream `stream`."""

    TAG: ClassVar[str] = "share_source"
    stream: Number
    width: Side  # pixels
    height: Side  # pixels
    title: Text  # the monitor's name


@dataclass(frozen=True, kw_only=True)
class UpdateShown(Message):
    """The receiver has painted update `update` of `stream`."""

    TAG: ClassVar[str] = "update_shown"
    stream: Number
    update: Number


@dataclass(frozen=True, kw_only=True)
class UpdatePart(Message):
    """Bytes of update `update` (1, 2, 3...) of `stream`, in order; `final` on its last part. See mirror/decoder."""

    TAG: ClassVar[str] = "update_part"
    stream: Number
    update: Number
    final: bool
    data: Annotated[bytes, AtMost(PART_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class PointerShape(Message):
    """The sharer's pointer looks like this from now on."""

    TAG: ClassVar[str] = "pointer_shape"
    width: Annotated[int, Between(1, POINTER_SIDE_LIMIT)]
    height: Annotated[int, Between(1, POINTER_SIDE_LIMIT)]
    hot_x: Annotated[int, Between(0, POINTER_SIDE_LIMIT)]
    hot_y: Annotated[int, Between(0, POINTER_SIDE_LIMIT)]
    pixels: Annotated[bytes, AtMost(4 * POINTER_SIDE_LIMIT**2)]  # BGRA, premultiplied, row by row


@dataclass(frozen=True, kw_only=True)
class PointerAt(Message):
    """A State: the sharer's pointer is here, in pixels of the shared picture; hidden where not `visible`."""

    TAG: ClassVar[str] = "pointer_at"
    x: Place
    y: Place
    visible: bool


class Quality(enum.StrEnum):
    """What the customer wants of the picture."""

    BEST = "best"
    BALANCED = "balanced"
    LOW_DATA = "low_data"


@dataclass(frozen=True, kw_only=True)
class SharePaused(Message):
    """The sharer froze the picture, or lets it go on."""

    TAG: ClassVar[str] = "share_paused"
    paused: bool


@dataclass(frozen=True, kw_only=True)
class ReleasedSource(Message):
    """One of the sources among which the customer may switch; never sent by itself."""

    TAG: ClassVar[str] = "released_source"
    number: MonitorNumber
    title: Text


@dataclass(frozen=True, kw_only=True)
class SharedSources(Message):
    """The monitors that the sharer has released to the customer, and which of them is shown; 0: another source."""

    TAG: ClassVar[str] = "shared_sources"
    sources: Annotated[tuple[ReleasedSource, ...], AtMost(SOURCES_LIMIT)]
    shown: MonitorNumber


@dataclass(frozen=True, kw_only=True)
class SourceWish(Message):
    """The customer asks to see another of the released monitors."""

    TAG: ClassVar[str] = "source_wish"
    number: MonitorNumber


@dataclass(frozen=True, kw_only=True)
class PictureWish(Message):
    """How the customer wants the picture from now on."""

    TAG: ClassVar[str] = "picture_wish"
    quality: Quality
    grey: bool


USUAL_WISH = PictureWish(quality=Quality.BALANCED, grey=False)  # as long as the customer has said nothing


@dataclass(frozen=True, kw_only=True)
class MirrorView(Message):
    """A State: what the customer really sees of the mirror; sent when it changes, at most twice a second."""

    TAG: ClassVar[str] = "mirror_view"
    scale_percent: Annotated[int, Between(1, 3200)]
    visible: bool  # not minimised, not closed
    full_screen: bool


@dataclass(frozen=True, kw_only=True)
class PrivateChat(Message):
    """A chat line among technicians, numbered by itself; never sent to a customer, and refused by a viewer."""

    TAG: ClassVar[str] = "private_chat"
    number: Number
    time_ms: Number  # since 1970, UTC, by the sender's clock
    text: Annotated[str, AtMost(CHAT_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class PrivateChatDelivered(Message):
    """All private lines of the receiver of this message up to `number` have arrived."""

    TAG: ClassVar[str] = "private_chat_delivered"
    number: Number


@dataclass(frozen=True, kw_only=True)
class EarlierLine(Message):
    """To a customer whose viewer has taken the place of their page: a line that was said before, in order."""

    TAG: ClassVar[str] = "earlier_line"
    author: MemberNumber  # 0: the customer
    name: Text
    number: Number
    time_ms: Number  # since 1970, UTC, by the author's clock
    text: Annotated[str, AtMost(CHAT_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class ThroughQueue(Message):
    """The customer came through a queue, so the session is protected up to the host; to each member that attaches."""

    TAG: ClassVar[str] = "through_queue"
    channel: ChannelName


@dataclass(frozen=True, kw_only=True)
class ViewerWish(Message):
    """The customer, who has a page only, wants to go on in the viewer."""

    TAG: ClassVar[str] = "viewer_wish"


@dataclass(frozen=True, kw_only=True)
class ViewerLink(Message):
    """The lead's answer to a `ViewerWish`: a link and a code that the viewer takes the page's place with."""

    TAG: ClassVar[str] = "viewer_link"
    link: Annotated[str, AtMost(500)]
    code: Annotated[str, AtMost(12)]


@dataclass(frozen=True, kw_only=True)
class Typing(Message):
    """A State: this member is writing a chat line, or no longer; forgotten by itself after `TYPING_S`."""

    TAG: ClassVar[str] = "typing"
    typing: bool


@dataclass(frozen=True, kw_only=True)
class ShareWish(Message):
    """To the lead: this technician would like to share while somebody else does; or no longer."""

    TAG: ClassVar[str] = "share_wish"
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class ShareAnswer(Message):
    """The lead's answer to a `ShareWish`; where it is yes, the share before has been ended."""

    TAG: ClassVar[str] = "share_answer"
    granted: bool


class Picture(enum.StrEnum):
    """Which of the two pictures of a session."""

    SHARE = "share"  # a technician's, which the customer sees
    DESKTOP = "desktop"  # the customer's, which a technician sees


class MarkKind(enum.StrEnum):
    """How a mark over a picture looks."""

    LASER = "laser"  # a dot that follows the pointer and goes with it
    ARROW = "arrow"  # from the first point to the last
    PEN = "pen"  # a line through all points
    CLICK = "click"  # a ring that fades


@dataclass(frozen=True, kw_only=True)
class MarkPoint:
    """A point of a mark, in pixels of the picture; never sent by itself."""

    x: Place
    y: Place


@dataclass(frozen=True, kw_only=True)
class Mark(Message):
    """Points of mark `number`, which go on where the part before ended; drawn by the receiver, acting on nothing."""

    TAG: ClassVar[str] = "mark"
    picture: Picture
    stream: Number  # a mark of another stream is dropped
    number: Number
    kind: MarkKind
    points: Annotated[tuple[MarkPoint, ...], AtMost(POINTS_LIMIT)]  # none: the laser is switched off
    kept: bool  # until cleared; otherwise it vanishes by itself


@dataclass(frozen=True, kw_only=True)
class MarksCleared(Message):
    """All marks of the sender's over `picture` go."""

    TAG: ClassVar[str] = "marks_cleared"
    picture: Picture


_KINDS: tuple[type[Message], ...] = (
    *(
        Profile,
        Capabilities,
        Vouch,
        Chat,
        ChatDelivered,
        PrivateChat,
        PrivateChatDelivered,
        Typing,
        ShareWish,
        ShareAnswer,
    ),
    *(EarlierLine, ViewerWish, ViewerLink, ThroughQueue),
    *(ShareSource, UpdateShown, UpdatePart, PointerShape, PointerAt),
    *(SharePaused, SharedSources, SourceWish, PictureWish, MirrorView),
    *(Mark, MarksCleared),
)

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
