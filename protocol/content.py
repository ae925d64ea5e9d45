"""The vocabulary between members: what travels inside `messages.Sealed`, readable by them alone.

`CONTENT` says for each channel what may come over it and from whom; anything else ends the link.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.codec import AtMost, Between, Exactly, Message, Vocabulary
from protocol.messages import Channel, Role, Text

CHAT_LIMIT = 4000  # characters of one chat line
PART_LIMIT = 60 * 1024  # bytes of one part of an update
SIDE_LIMIT = 16_384  # pixels of a screen's side
AREA_LIMIT = 33_600_000  # pixels of a screen
POINTER_SIDE_LIMIT = 96  # pixels of a pointer's side
SOURCES_LIMIT = 16  # monitors that a customer may switch among

MonitorNumber = Annotated[int, Between(0, SOURCES_LIMIT)]
Number = Annotated[int, Between(0, 2**53)]
Side = Annotated[int, Between(1, SIDE_LIMIT)]
Place = Annotated[int, Between(-SIDE_LIMIT, SIDE_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class Profile(Message):
    """Who this member is; sent to each member whenever one of the two attaches."""

    TAG: ClassVar[str] = "profile"
    name: Text


@dataclass(frozen=True, kw_only=True)
class NewKey(Message):
    """The session key of a new epoch, from the lead, after a member has left."""

    TAG: ClassVar[str] = "new_key"
    epoch: Number
    key: Annotated[bytes, Exactly(32)]


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


CONTENT_VOCABULARY = Vocabulary(
    [
        Profile,
        NewKey,
        Chat,
        ChatDelivered,
        ShareSource,
        UpdateShown,
        UpdatePart,
        PointerShape,
        PointerAt,
        SharePaused,
        SharedSources,
        SourceWish,
        PictureWish,
        MirrorView,
    ]
)

_ANYONE = frozenset(Role)
_TECHNICIANS = frozenset({Role.LEAD, Role.COLLABORATOR})

CONTENT: dict[type[Message], tuple[Channel, frozenset[Role]]] = {
    Profile: (Channel.TALK, _ANYONE),
    NewKey: (Channel.TALK, frozenset({Role.LEAD})),
    Chat: (Channel.TALK, _ANYONE),
    ChatDelivered: (Channel.TALK, _ANYONE),
    ShareSource: (Channel.SHARE, _TECHNICIANS),
    UpdateShown: (Channel.SHARE, frozenset({Role.CUSTOMER})),
    UpdatePart: (Channel.PICTURE, _TECHNICIANS),
    PointerShape: (Channel.POINTER, _TECHNICIANS),
    PointerAt: (Channel.POINTER, _TECHNICIANS),
    SharePaused: (Channel.SHARE, _TECHNICIANS),
    SharedSources: (Channel.SHARE, _TECHNICIANS),
    SourceWish: (Channel.SHARE, frozenset({Role.CUSTOMER})),
    PictureWish: (Channel.SHARE, frozenset({Role.CUSTOMER})),
    MirrorView: (Channel.SHARE, frozenset({Role.CUSTOMER})),
}
"""For each content message: the channel it belongs to and the roles that may send it."""
