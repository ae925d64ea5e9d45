"""The Calling Card: a small file that names a host and one of its channels, for customers to connect by. Pure.

It is a line that says what it is, and one MessagePack map. It is not signed: it can do no more than name a host, whose
name the customer reads before anything is sent, and the certificate that this host must show.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from protocol.notation import png
from protocol.notation.joincode import FINGERPRINT_BYTES, BadCode, plain_form
from protocol.notation.names import cleaned
from protocol.notation.plain_lines import as_lines
from protocol.vocabulary.codec import RECORD_LIMIT, AtMost, BadMessage, Clean, Exactly, Message, Vocabulary
from protocol.vocabulary.queue import ChannelName, is_channel

SUFFIX = ".fernblick-card"
START = b"fernblick-card 1\n"
FILE_LIMIT = len(START) + RECORD_LIMIT  # bytes
ICON_LIMIT = 60_000  # bytes
ICON_SIDE = 256  # pixels, at most
TITLE_LIMIT = 60  # characters
GREETING_LIMIT = 400  # characters
GREETING_LINES = 8


class BadCard(ValueError):
    """The bytes are no Calling Card, or one that breaks a limit."""


@dataclass(frozen=True, kw_only=True)
class CallingCard(Message):
    """What a card says; nothing else can be set by one."""

    TAG: ClassVar[str] = "calling_card"
    host: Annotated[str, AtMost(255)]  # HOST[:PORT]
    channel: ChannelName
    fingerprint: Annotated[bytes, Exactly(FINGERPRINT_BYTES)] | None  # SHA-256 of the certificate; None: a public CA's
    title: Annotated[str, Clean(TITLE_LIMIT)]  # whose card it is
    greeting: Annotated[str, AtMost(GREETING_LIMIT)] = ""  # plain text
    icon: Annotated[bytes, AtMost(ICON_LIMIT)] = b""  # PNG, see png.py; empty: none


_CARDS = Vocabulary([CallingCard])


def encode(card: CallingCard) -> bytes:
    """Return the file of `card`.

    Raises:
        BadCard: a reader would refuse it.
    """
    _check(card)
    return START + _CARDS.encode(card)


def decode(data: bytes) -> CallingCard:
    """Return the card in the file that holds `data`.

    Raises:
        BadCard: there is none.
    """
    if len(data) > FILE_LIMIT or not data.startswith(START):
        raise BadCard("no card")
    try:
        card = _CARDS.decode(memoryview(data)[len(START) :])
    except BadMessage as error:
        raise BadCard(str(error)) from error
    if not isinstance(card, CallingCard):
        raise BadCard("no card")
    _check(card)
    return card


def as_title(text: str) -> str:
    """Return what of `text` can stand as a card's title."""
    return cleaned(text, TITLE_LIMIT)


def as_greeting(text: str) -> str:
    """Return what of `text` can stand as a card's greeting."""
    return as_lines(text, limit=GREETING_LIMIT, lines=GREETING_LINES)


def _check(card: CallingCard) -> None:
    if not is_channel(card.channel):
        raise BadCard("no channel")
    try:
        is_plain = plain_form(card.host) == card.host
    except BadCode as error:
        raise BadCard("no address") from error
    if not is_plain:
        raise BadCard("an address that is not as links carry it")
    if not card.title or card.title != as_title(card.title) or card.greeting != as_greeting(card.greeting):
        raise BadCard("not plain text")
    if len(card.icon) > ICON_LIMIT:
        raise BadCard("too large an icon")
    if card.icon:
        try:
            png.check(card.icon, side=ICON_SIDE)
        except png.BadPng as error:
            raise BadCard("no icon") from error
