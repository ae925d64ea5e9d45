"""What members write to each other: chat lines, those among technicians, and who is writing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.vocabulary.codec import AtMost, Message
from protocol.vocabulary.content import Number
from protocol.vocabulary.messages import MaybeName, MemberNumber

CHAT_LIMIT = 4000  # characters of one chat line
TYPING_S = 5.0  # after which a writer has paused
EARLIER_LIMIT = 200  # lines that a viewer is told of what was said in the page before it
WINDOW_LINES = 20  # unconfirmed lines of one sender on their way to one member; the others wait at the sender
WINDOW_BYTES = 64 * 1024  # of them
LINES_A_SECOND = 2.0  # of one sender that are taken once a whole window came at once; the others wait at the receiver
BYTES_A_SECOND = 16 * 1024  # of them
LINE_COST = 64  # bytes that a line counts besides its text


def line_cost(text: str) -> int:
    """Return how many bytes a line counts for."""
    return LINE_COST + len(text.encode())


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
    name: MaybeName
    number: Number
    time_ms: Number  # since 1970, UTC, by the author's clock
    text: Annotated[str, AtMost(CHAT_LIMIT)]
    ago_ms: Number = 0  # for how long it has been said, whatever anybody's clock shows


@dataclass(frozen=True, kw_only=True)
class Typing(Message):
    """A State: this member is writing a chat line, or no longer; forgotten by itself after `TYPING_S`."""

    TAG: ClassVar[str] = "typing"
    typing: bool


KINDS: tuple[type[Message], ...] = (
    *(Chat, ChatDelivered, PrivateChat, PrivateChatDelivered),
    *(EarlierLine, Typing),
)
