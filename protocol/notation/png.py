"""Small pictures from elsewhere: PNG in its plainest form, looked through before anything draws it. Pure.

Eight bits a channel, RGB or RGBA, not interlaced, and no chunk besides the three that make the picture. What passes is
whole and of the size that it states, so that a decoder behind this has nothing to guess.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">IIBBBBB")  # width, height, depth, colours, compression, filters, interlaced
_BYTES = {2: 3, 6: 4}  # of a pixel, by the number of its colours: RGB, RGBA
_FILTERS = 5
_NEEDED = (b"IHDR", b"IDAT", b"IEND")


class BadPng(ValueError):
    """The bytes are not a picture of the plain form, or not within the limits."""


@dataclass(frozen=True)
class _Chunk:
    kind: bytes
    data: bytes


def check(png: bytes, *, side: int) -> None:
    """Take `png` as a plain picture of at most `side` x `side` pixels.

    At most the bytes that such a picture has are decompressed.

    Raises:
        BadPng: it is something else.
    """
    kinds, data = [], b""
    for chunk in _chunks(png):
        kinds.append(chunk.kind)
        if len(kinds) == 1:
            width, height, pixel = _header(chunk, side)
        elif chunk.kind == b"IDAT":
            data += chunk.data
        elif chunk.kind != b"IEND" or chunk.data:
            raise BadPng("a chunk too many")
    if len(kinds) < 3 or kinds[-1] != b"IEND" or kinds.count(b"IEND") != 1:
        raise BadPng("no picture")
    _check_rows(data, height, 1 + width * pixel)


def size(png: bytes) -> tuple[int, int]:
    """Return the width and height that a picture states which `check` has taken."""
    start = len(SIGNATURE) + 8  # behind the header's length and kind
    width, height, *_ = _HEADER.unpack(png[start : start + _HEADER.size])
    return width, height


def bare(png: bytes) -> bytes:
    """Return `png` without the chunks that the picture does not need: texts, dates, colour profiles.

    Raises:
        BadPng: it does not even consist of chunks.
    """
    return SIGNATURE + b"".join(_written(chunk) for chunk in _chunks(png) if chunk.kind in _NEEDED)


def _chunks(png: bytes) -> Iterator[_Chunk]:
    if not png.startswith(SIGNATURE):
        raise BadPng("no PNG")
    at = len(SIGNATURE)
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        end = at + 8 + length
        body, said = png[at + 4 : end], png[end : end + 4]
        if len(said) != 4 or zlib.crc32(body).to_bytes(4, "big") != said:
            raise BadPng("a damaged chunk")
        yield _Chunk(body[:4], body[4:])
        at = end + 4


def _written(chunk: _Chunk) -> bytes:
    body = chunk.kind + chunk.data
    return len(chunk.data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def _header(chunk: _Chunk, side: int) -> tuple[int, int, int]:
    """Return width, height and the bytes of a pixel."""
    if chunk.kind != b"IHDR" or len(chunk.data) != _HEADER.size:
        raise BadPng("no header")
    width, height, depth, colours, *rest = _HEADER.unpack(chunk.data)
    if not (0 < width <= side and 0 < height <= side):
        raise BadPng("too large")
    if depth != 8 or colours not in _BYTES or any(rest):
        raise BadPng("not of the plain form")
    return width, height, _BYTES[colours]


def _check_rows(data: bytes, height: int, row: int) -> None:
    inflater = zlib.decompressobj()
    try:
        rows = inflater.decompress(data, height * row + 1)
    except zlib.error as error:
        raise BadPng("damaged") from error
    if len(rows) != height * row or not inflater.eof or inflater.unused_data:
        raise BadPng("not of the size it states")
    if max(rows[::row]) >= _FILTERS:
        raise BadPng("an unknown filter")
