"""The vocabulary of the queue: customers without a code, who wait until a technician picks them up. All of it Events.

A technician group may have a channel; whoever waits there is seen by its technicians, the longest waiting first. The
host knows the name that a customer waits with, and the secret that lets them in: such a session is protected up to the
host, and both sides are told so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.notation.joincode import LINK_SECRET_BYTES
from protocol.vocabulary.accounts import GroupNumber, Request, TechnicianNumber
from protocol.vocabulary.codec import AtMost, Between, Clean, Exactly, Message
from protocol.vocabulary.joins import Route
from protocol.vocabulary.messages import MaybeName, Reason, SessionId, Token

CHANNEL_LIMIT = 40  # characters of a channel
CHANNELS_LIMIT = 200  # channels of one host
PLACES_LIMIT = 65_535  # of a queue; the host's own limit is smaller
WORDS_LIMIT = 500  # characters of what a customer lets the desk read while they wait
WAITED_LIMIT_S = 7 * 24 * 3600  # a longer wait is told as this

ChannelName = Annotated[str, Clean(CHANNEL_LIMIT, empty=True)]  # "": none
WaiterWords = Annotated[str, Clean(WORDS_LIMIT, empty=True)]  # one line; "": none
CustomerNumber = Annotated[int, Between(1, 2**32 - 1)]  # of one wait, for the consoles
ChosenCustomer = Annotated[int, Between(0, 2**32 - 1)]  # 0: whoever has waited longest
Place = Annotated[int, Between(1, PLACES_LIMIT)]
WaitedSeconds = Annotated[int, Between(0, WAITED_LIMIT_S)]
LinkSecret = Annotated[bytes, Exactly(LINK_SECRET_BYTES)]

_CHANNEL = re.compile(rf"[a-z0-9-]{{1,{CHANNEL_LIMIT}}}", re.ASCII)


def is_channel(text: str) -> bool:
    """Return whether a channel can be called `text`."""
    return _CHANNEL.fullmatch(text) is not None


@dataclass(frozen=True, kw_only=True)
class Wait(Message):
    """Someone without a code waits for a technician; a stranger says it after `Hello`."""

    TAG: ClassVar[str] = "wait"
    channel: ChannelName
    name: MaybeName
    token: Token | None = None  # of a wait whose link was lost: its place is wanted back


@dataclass(frozen=True, kw_only=True)
class Waiting(Message):
    """To the customer: where they stand; again whenever the place changes."""

    TAG: ClassVar[str] = "waiting"
    place: Place
    waited_s: WaitedSeconds
    token: Token  # gets the place back for `WAIT_KEPT_S` after the link was lost
    desk_reads: bool = False  # the channel's group has chosen that `WaitWords` may be said


@dataclass(frozen=True, kw_only=True)
class WaitWords(Message):
    """What it is about, for the technicians of the channel to read now: the host can read it, too.

    Said only where `Waiting` allows it, and only by the customer's own doing, who was told that it is not sealed.
    """

    TAG: ClassVar[str] = "wait_words"
    text: WaiterWords


@dataclass(frozen=True, kw_only=True)
class EndWait(Message):
    """The customer does not want to wait any more."""

    TAG: ClassVar[str] = "end_wait"


@dataclass(frozen=True, kw_only=True)
class WaitEnded(Message):
    """To the customer: the wait is over without a session."""

    TAG: ClassVar[str] = "wait_ended"
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class PickedUp(Message):
    """To the customer: a technician is there; join with this route and secret as with a link."""

    TAG: ClassVar[str] = "picked_up"
    route: Route
    secret: LinkSecret


@dataclass(frozen=True, kw_only=True)
class Channels(Message):
    """After the login, and when it changes: the channel of the technician's group, and all channels of the host."""

    TAG: ClassVar[str] = "channels"
    own: ChannelName
    channels: Annotated[tuple[ChannelName, ...], AtMost(CHANNELS_LIMIT)]


@dataclass(frozen=True, kw_only=True)
class WaitingCustomer(Message):
    """To the consoles of a channel's group: somebody waits there."""

    TAG: ClassVar[str] = "waiting_customer"
    customer: CustomerNumber
    channel: ChannelName
    name: MaybeName
    waited_s: WaitedSeconds
    sender: MaybeName = ""  # the technician who transfers their session to the queue; "": nobody, a customer waits


@dataclass(frozen=True, kw_only=True)
class WaitingWords(Message):
    """To the consoles of a channel's group: what this one says it is about; "" takes back what was said."""

    TAG: ClassVar[str] = "waiting_words"
    customer: CustomerNumber
    text: WaiterWords


@dataclass(frozen=True, kw_only=True)
class WaitingGone(Message):
    """To the consoles of a channel's group: this one waits no more."""

    TAG: ClassVar[str] = "waiting_gone"
    customer: CustomerNumber


@dataclass(frozen=True, kw_only=True)
class PickUp(Message):
    """A technician takes whoever waits; answered with `CustomerPicked`, or refused."""

    TAG: ClassVar[str] = "pick_up"
    request: Request
    customer: ChosenCustomer


@dataclass(frozen=True, kw_only=True)
class CustomerPicked(Message):
    """To the technician who picked up: this one is theirs.

    A `SessionOpened` with the same `request` follows, where `session` is None; else the session's lead invites this
    technician by itself, and the console accepts.
    """

    TAG: ClassVar[str] = "customer_picked"
    request: Request
    customer: CustomerNumber
    channel: ChannelName
    name: MaybeName
    session: SessionId | None = None  # that is transferred


@dataclass(frozen=True, kw_only=True)
class CallIn(Message):
    """The lead of a session that was opened for a picked-up customer makes the secret; answered with `CodeMade`."""

    TAG: ClassVar[str] = "call_in"
    session: SessionId
    secret: LinkSecret


@dataclass(frozen=True, kw_only=True)
class CustomerGone(Message):
    """To the lead: the customer who was picked up for this session is not there any more."""

    TAG: ClassVar[str] = "customer_gone"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class TransferToQueue(Message):
    """The lead lets the session wait in a channel's queue until a technician of its group picks it up."""

    TAG: ClassVar[str] = "transfer_to_queue"
    session: SessionId
    channel: ChannelName


@dataclass(frozen=True, kw_only=True)
class EndQueueTransfer(Message):
    """The lead takes the session out of the queue."""

    TAG: ClassVar[str] = "end_queue_transfer"
    session: SessionId


@dataclass(frozen=True, kw_only=True)
class QueueTransfer(Message):
    """To the lead: the session waits in the queue; again whenever the place changes."""

    TAG: ClassVar[str] = "queue_transfer"
    session: SessionId
    channel: ChannelName
    place: Place


@dataclass(frozen=True, kw_only=True)
class QueueTransferPicked(Message):
    """To the lead: this technician takes the session over; invite them to (`Invite`, transfer)."""

    TAG: ClassVar[str] = "queue_transfer_picked"
    session: SessionId
    technician: TechnicianNumber


@dataclass(frozen=True, kw_only=True)
class QueueTransferEnded(Message):
    """To the lead: the session is out of the queue and goes on as before; `LEFT` where the lead took it back."""

    TAG: ClassVar[str] = "queue_transfer_ended"
    session: SessionId
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class GroupChannel(Message):
    """The channel that a group has itself, as administrators see it; follows its `GroupEntry`."""

    TAG: ClassVar[str] = "group_channel"
    group: GroupNumber
    channel: ChannelName
    effective: ChannelName  # its own, or that of the nearest group above that has one
    desk_reads: bool = False  # who waits in its own channel may let its technicians read what it is about


@dataclass(frozen=True, kw_only=True)
class SetGroupChannel(Message):
    """Give a group this channel in place of the one it has; "" takes it away."""

    TAG: ClassVar[str] = "set_group_channel"
    request: Request
    group: GroupNumber
    channel: ChannelName
    desk_reads: bool = False


KINDS: tuple[type[Message], ...] = (
    *(Wait, Waiting, WaitWords, EndWait, WaitEnded, PickedUp),
    *(Channels, WaitingCustomer, WaitingWords, WaitingGone, PickUp, CustomerPicked, CallIn, CustomerGone),
    *(TransferToQueue, EndQueueTransfer, QueueTransfer, QueueTransferPicked, QueueTransferEnded),
    *(GroupChannel, SetGroupChannel),
)
