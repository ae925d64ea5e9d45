"""Turn an update's parts into areas of pixels, whoever sent them. Pure; `stream` says what they are made of.

A part costs at most `PLAIN_LIMIT` bytes of the plain stream and as much again in pixels; the stream's window is the
only other memory that grows, up to 32 MiB.
"""

from __future__ import annotations

from typing import IO, NamedTuple, cast

import zstandard

from protocol.mirror.picture.jpeg import BadJpeg, expand
from protocol.mirror.picture.packed import unpack
from protocol.mirror.picture.predict import restore
from protocol.mirror.picture.stream import (
    AREA_HEADER,
    AREA_PIXELS,
    COPY,
    COPY_HEADER,
    JPEG,
    JPEG_HEADER,
    JPEG_LIMIT,
    KEEP,
    KEPT,
    PIXELS,
    PLAIN_LIMIT,
    PLANE_HEADER,
    PREDICTED,
    WINDOW_LOG,
    planes_of,
)
from protocol.mirror.picture.tiles import Picture, Rect
from protocol.vocabulary.content import PART_LIMIT


class BadUpdate(Exception):
    """A peer's bytes are not an honest update; nothing of the stream can be used from here on."""


class Area(NamedTuple):
    """What comes where `rect` says.

    Attributes:
        pixels: (height, width, 4) BGRX with X = 255; None where they are to be copied.
        source: where in the picture they are at that moment, for a copy.
        plane: on which they are at the same place, for what was kept.
    """

    rect: Rect
    pixels: Picture | None
    source: Rect | None = None
    plane: int | None = None


class Keep(NamedTuple):
    """What the picture shows at `rect` at that moment is to be kept on a plane."""

    rect: Rect
    plane: int


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
        self._planes = planes_of(width, height)
        self._new_update()
        self._sink = _Sink()
        # One write of the stream is one write to the sink, so that nothing waits inside for the next part.
        self._stream = zstandard.ZstdDecompressor(max_window_size=1 << WINDOW_LOG).stream_writer(
            cast(IO[bytes], self._sink), write_size=PLAIN_LIMIT + 1, closefd=False
        )

    def part(self, data: bytes, final: bool) -> list[Area | Keep]:
        """Decode the next part of the current update.

        Returns:
            The areas that are complete with it, in the order to paint and keep them.

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
            self._new_update()
        return areas

    def _new_update(self) -> None:
        """Allow each pixel to be painted once, and kept once: areas of an honest update are disjoint."""
        self._pixels_left = self._kept_left = self._width * self._height

    def _complete_areas(self) -> list[Area | Keep]:
        """Take each complete area off the plain stream."""
        areas: list[Area | Keep] = []
        start = 0
        while (found := self._area(start)) is not None:
            area, start = found
            if isinstance(area, Keep):
                self._kept_left -= area.rect.pixels
            else:
                self._pixels_left -= area.rect.pixels
            if min(self._kept_left, self._pixels_left) < 0:
                raise BadUpdate("more areas than the screen holds")
            areas.append(area)
        self._sink.plain = self._sink.plain[start:]
        return areas

    def _area(self, start: int) -> tuple[Area | Keep, int] | None:
        """Return the area that begins at `start`, and where it ends; None as long as it is not complete."""
        plain = self._sink.plain
        first = start + AREA_HEADER.size
        if len(plain) < first:
            return None
        kind, *place = AREA_HEADER.unpack_from(plain, start)
        rect = self._checked(Rect(*place))
        if kind in (PIXELS, PREDICTED):
            end = first + 3 * rect.pixels
            restored = unpack if kind == PIXELS else restore
            return None if len(plain) < end else (Area(rect, restored(plain, first, rect.width, rect.height)), end)
        if kind == COPY:
            end = first + COPY_HEADER.size
            return None if len(plain) < end else (self._copy(rect, *COPY_HEADER.unpack_from(plain, first)), end)
        if kind == JPEG:
            return _photograph(plain, first, rect)
        if kind in (KEEP, KEPT):
            end = first + PLANE_HEADER.size
            return None if len(plain) < end else (self._plane(kind, rect, *PLANE_HEADER.unpack_from(plain, first)), end)
        raise BadUpdate("area of no known kind")

    def _copy(self, rect: Rect, x: int, y: int) -> Area:
        if x + rect.width > self._width or y + rect.height > self._height:
            raise BadUpdate("copy from outside of the screen")
        return Area(rect, None, rect._replace(x=x, y=y))

    def _plane(self, kind: int, rect: Rect, plane: int) -> Area | Keep:
        if plane >= self._planes:
            raise BadUpdate("no such plane")
        return Keep(rect, plane) if kind == KEEP else Area(rect, None, plane=plane)

    def _checked(self, rect: Rect) -> Rect:
        """Return `rect` if an honest encoder may have sent it."""
        if not (rect.width and rect.height):
            raise BadUpdate("empty area")
        if rect.x + rect.width > self._width or rect.y + rect.height > self._height:
            raise BadUpdate("area outside of the screen")
        if rect.pixels > AREA_PIXELS:
            raise BadUpdate("area too large")
        return rect


def _photograph(plain: bytes, start: int, rect: Rect) -> tuple[Area, int] | None:
    """Return the JPEG area whose length is at `start`, and where it ends; None as long as it is not complete."""
    first = start + JPEG_HEADER.size
    if len(plain) < first:
        return None
    (size,) = JPEG_HEADER.unpack_from(plain, start)
    if size > JPEG_LIMIT:
        raise BadUpdate("JPEG too long")
    end = first + size
    if len(plain) < end:
        return None
    try:
        return Area(rect, expand(plain[first:end], rect.width, rect.height)), end
    except BadJpeg as error:
        raise BadUpdate("no honest JPEG") from error
