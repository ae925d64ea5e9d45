"""Turn an update's parts into areas of pixels, whoever sent them. Pure; `stream` says what they are made of.

A part costs at most `PLAIN_LIMIT` bytes of the plain stream and as much again in pixels; the stream's window is the
only other memory that grows, up to 64 MiB.
"""

from __future__ import annotations

from typing import IO, NamedTuple, cast

import numpy as np
import zstandard

from protocol.content import PART_LIMIT
from protocol.mirror.stream import AREA_HEADER, AREA_PIXELS, PLAIN_LIMIT, WINDOW_LOG
from protocol.mirror.tiles import Picture, Rect

_OPAQUE = np.uint32(0xFF000000)


class BadUpdate(Exception):
    """A peer's bytes are not an honest update; nothing of the stream can be used from here on."""


class Area(NamedTuple):
    """Pixels, (height, width, 4) BGRX with X = 255, for where `rect` says."""

    rect: Rect
    pixels: Picture


class _Sink:
    """Keep what one part decompresses to; refuse it once it is more than a part may stand for."""

    def __init__(self) -> None:
        self.plain = b""
        self.room = 0  # bytes that may still come

    def write(self, data: bytes) -> int:
        self.room -= len(data)
        if self.room < 0:
            raise BadUpdate("a part stands for too much")
        self.plain = self.plain + data if self.plain else data
        return len(data)


class Decoder:
    """One stream of updates for a screen of `width` x `height` pixels.

    Not thread-safe; belongs to the decode thread. Unusable after `BadUpdate`.
    """

    def __init__(self, width: int, height: int) -> None:
        self._width = width
        self._height = height
        self._pixels_left = width * height  # of the current update; areas of an honest one are disjoint
        self._sink = _Sink()
        # One write of the stream is one write to the sink, so that nothing waits inside for the next part.
        self._stream = zstandard.ZstdDecompressor(max_window_size=1 << WINDOW_LOG).stream_writer(
            cast(IO[bytes], self._sink), write_size=PLAIN_LIMIT + 1, closefd=False
        )

    def part(self, data: bytes, final: bool) -> list[Area]:
        """Decode the next part of the current update.

        Returns:
            The areas that are complete with it, in the order to paint them.

        Raises:
            BadUpdate: not what an honest encoder sends.
        """
        if len(data) > PART_LIMIT:
            raise BadUpdate("part too long")
        self._sink.room = PLAIN_LIMIT
        try:
            self._stream.write(data)
        except zstandard.ZstdError as error:
            raise BadUpdate("not of the stream") from error
        areas = self._complete_areas()
        if final:
            if self._sink.plain:
                raise BadUpdate("update ends within an area")
            self._pixels_left = self._width * self._height
        return areas

    def _complete_areas(self) -> list[Area]:
        """Take each complete area off the plain stream."""
        plain, areas, start = self._sink.plain, [], 0
        while len(plain) - start >= AREA_HEADER.size:
            rect = self._checked(Rect(*AREA_HEADER.unpack_from(plain, start)))
            first = start + AREA_HEADER.size
            end = first + 3 * rect.pixels
            if end > len(plain):
                break
            self._pixels_left -= rect.pixels
            areas.append(Area(rect, unpack_pixels(plain, first, rect)))
            start = end
        self._sink.plain = plain[start:]
        return areas

    def _checked(self, rect: Rect) -> Rect:
        """Return `rect` if an honest encoder may have sent it."""
        if not (rect.width and rect.height):
            raise BadUpdate("empty area")
        if rect.x + rect.width > self._width or rect.y + rect.height > self._height:
            raise BadUpdate("area outside of the screen")
        if rect.pixels > AREA_PIXELS:
            raise BadUpdate("area too large")
        if rect.pixels > self._pixels_left:
            raise BadUpdate("more areas than the screen holds")
        return rect


def unpack_pixels(plain: bytes, start: int, rect: Rect) -> Picture:
    """Return the BGR bytes of `plain` from `start` on as BGRX pixels of the size of `rect`."""
    size = 3 * rect.pixels
    if start + size < len(plain):
        packed, offset = plain, start
    else:  # the last pixel is read as a whole word, too
        packed, offset = plain[start : start + size] + b"\0", 0
    words = np.ndarray((rect.height, rect.width), np.uint32, packed, offset, (3 * rect.width, 3))
    pixels: Picture = (words | _OPAQUE).view(np.uint8).reshape(rect.height, rect.width, 4)
    return pixels
