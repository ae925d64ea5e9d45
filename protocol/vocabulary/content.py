"""The core of the vocabulary between members, which travels inside `messages.Sealed`: who they are, and the picture.

`chat`, `marks` and `input` hold the rest; `content_vocabulary` says who may send what, and over which channel.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.accounts import PublicKey
from protocol.vocabulary.codec import AtMost, Between, Clean, Exactly, Message
from protocol.vocabulary.messages import MaybeName, MemberNumber, Name
from protocol.vocabulary.queue import ChannelName

PART_LIMIT = 60 * 1024  # bytes of one part of an update
SIDE_LIMIT = 16_384  # pixels of a screen's side
AREA_LIMIT = 33_600_000  # pixels of a screen
POINTER_SIDE_LIMIT = 96  # pixels of a pointer's side
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
    name: Name


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
    desktop: bool = True  # its own computer's desktop could be shown, if its user allowed that


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
    device: Annotated[bytes, AtMost(32)] = b""  # whose signature that member's attachments bear; empty: nobody's


@dataclass(frozen=True, kw_only=True)
class Revoked(Message):
    """From the lead: `member` is gone, and nobody is to be believed with this key; 0: never had a seat."""

    TAG: ClassVar[str] = "revoked"
    member: MemberNumber
    key: PublicKey


@dataclass(frozen=True, kw_only=True)
class WordsCommitment(Message):
    """What the sender has drawn for the two words with the receiver, as a hash. See `trust.words`."""

    TAG: ClassVar[str] = "words_commitment"
    commitment: Annotated[bytes, Exactly(32)]


@dataclass(frozen=True, kw_only=True)
class WordsOpening(Message):
    """The answer to the receiver's commitment: what the sender's own was made of."""

    TAG: ClassVar[str] = "words_opening"
    nonce: Annotated[bytes, Exactly(32)]


@dataclass(frozen=True, kw_only=True)
class ShareSource(Message):
    """What is shared, at the start and whenever it changes; the mirror begins anew, black, with stream `stream`."""

    TAG: ClassVar[str] = "share_source"
    stream: Number
    width: Side  # pixels
    height: Side  # pixels
    title: MaybeName  # the monitor's name


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


class PauseReason(enum.StrEnum):
    """Why a share pauses by itself; the first one that is the case is said."""

    LOCKED = "locked"
    SWITCHED = "switched"  # another user sits at the computer
    ASLEEP = "asleep"
    SECURED = "secured"  # the system asks for a password, or leave, on a desktop of its own
    SCREEN_SAVER = "screen_saver"
    PRIVATE = "private"  # something that is never shown cannot be left out
    UNSEEN = "unseen"  # what is shared cannot be seen at present: its monitor is off, its window minimised


@dataclass(frozen=True, kw_only=True)
class SharePaused(Message):
    """The sharer froze the picture, or it froze by itself; or it goes on."""

    TAG: ClassVar[str] = "share_paused"
    paused: bool
    why: PauseReason | None = None  # None: the sharer did


@dataclass(frozen=True, kw_only=True)
class ReleasedSource(Message):
    """One of the sources among which the customer may switch; never sent by itself."""

    TAG: ClassVar[str] = "released_source"
    number: MonitorNumber
    title: MaybeName


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
    link: Annotated[str, Clean(500)]
    code: Annotated[str, Clean(12, empty=True)]


SHARE_WISH_S = 60  # that a wish to share waits for the lead, and the lead's yes for the one who wished


@dataclass(frozen=True, kw_only=True)
class ShareWish(Message):
    """To the lead: this technician would like to share while somebody else does; or no longer."""

    TAG: ClassVar[str] = "share_wish"
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class ShareAnswer(Message):
    """The lead's answer to a `ShareWish`; a yes begins nothing, the one who wished is asked again."""

    TAG: ClassVar[str] = "share_answer"
    granted: bool


KINDS: tuple[type[Message], ...] = (
    *(Profile, Capabilities, Vouch, Revoked, WordsCommitment, WordsOpening, ThroughQueue, ViewerWish, ViewerLink),
    *(ShareWish, ShareAnswer, ShareSource, UpdateShown, UpdatePart, PointerShape, PointerAt),
    *(SharePaused, SharedSources, SourceWish, PictureWish, MirrorView),
)
