"""Pages of a report: where one ends, and how many rows fit into one answer. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgpack

from protocol.vocabulary.codec import RECORD_LIMIT, Message
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.reports import PLACE_LIMIT

SCANNED = 20_000  # rows that are looked at for one page, so that other work of the database goes on
_ENOUGH = RECORD_LIMIT - 2 * PLACE_LIMIT  # bytes of a page's rows

Key = int | str | bytes
Row = TypeVar("Row")


class BadPlaceError(Exception):
    """A console asks for the page after a place that this host never named."""


def place(keys: tuple[Key, ...]) -> bytes:
    """Return where a page ends whose last row has the sorting `keys`."""
    packed: bytes = msgpack.packb(list(keys))
    return packed


def read_place(said: bytes, kinds: tuple[type[Key], ...]) -> tuple[Key, ...]:
    """Return the keys of `place`, whose types are `kinds`.

    Raises:
        BadPlaceError: it is none.
    """
    try:
        keys = msgpack.unpackb(said, max_array_len=len(kinds), max_map_len=0, max_ext_len=0)
    except (ValueError, msgpack.exceptions.UnpackException) as error:
        raise BadPlaceError from error
    if type(keys) is not list or tuple(map(type, keys)) != kinds:
        raise BadPlaceError
    if any(isinstance(key, int) and not -(2**62) <= key <= 2**62 for key in keys):
        raise BadPlaceError
    return tuple(keys)


def fitting(rows: Sequence[Row], alone: Callable[[Row], Message]) -> int:
    """Return how many of `rows` fit into one answer; `alone` makes the answer with one of them."""
    room = _ENOUGH
    for count, row in enumerate(rows):
        room -= len(HOST_VOCABULARY.encode(alone(row)))
        if room < 0:
            return count
    return len(rows)
