"""Turn what changed on a screen into updates for one receiver. Pure.

`decoder` is its other half; `stream` says what they agree on. What has moved is said to have moved. What is
drawn goes as it is. Photographs and film go as JPEG where the link would take too long otherwise, and exactly once they
have stood still and the link has nothing better to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import zstandard

from protocol.mirror.encode.known_cells import Seen
from protocol.mirror.encode.motion import Move, find_move, in_order, moved_cells
from protocol.mirror.encode.photo import photographic
from protocol.mirror.encode.planes import Kept
from protocol.mirror.encode.refinement import Sharpness
from protocol.mirror.picture import jpeg
from protocol.mirror.picture.packed import pack
from protocol.mirror.picture.predict import predict
from protocol.mirror.picture.stream import (
    AREA_HEADER,
    AREA_PIXELS,
    COPY,
    COPY_HEADER,
    JPEG,
    JPEG_HEADER,
    KEEP,
    KEPT,
    PIXELS,
    PLAIN_LIMIT,
    PLANE_HEADER,
    PREDICTED,
    planes_of,
)
from protocol.mirror.picture.tiles import (
    CELL,
    Flags,
    Grid,
    Picture,
    Rect,
    cell_rects,
    cells_of,
    changed_cells,
    changed_rects,
    cut,
)
from protocol.vocabulary.content import PART_LIMIT, WHOLE_VIEWER, Capabilities

_WINDOW_LOG = 24  # the stream refers back to 16 MiB at most; planes keep what comes back from longer ago
_MATCHES_LOG = 19  # 2**this long matches are remembered, each for 32 bytes of the window
_WORTH_SENDING = 8 * 1024  # bytes; less waits for the next area, since each update has its price on the way
_FLUSH_AFTER = PLAIN_LIMIT - 3 * AREA_PIXELS - 1024  # bytes of the plain stream; one more area fits into the part
_MOVE_CELLS = 64  # changed cells from which on it is worth looking for what has moved
_PHOTO_CELLS = 6  # cells of photographs from which on JPEG is worth it
_PHOTO_BYTES_A_PIXEL = 1.1  # exactly, of a photograph that was not seen before
_PHOTO_S_A_PIXEL = 4e-8  # to compress and decompress that
_EXACT_S = 0.01  # that photographs may take where they are sent exactly at once
_FILM_S = 0.035  # that the link may take for the photographs of one picture, if a quality makes that possible...
_STILL_S = 0.1  # ...and where they stood still before, so that no other picture is likely to follow at once
_JPEG_PIXELS = 64_000  # of one area, so that it can be painted while the next one is under way
_UPDATE_S = 0.005  # of the link's time, after which an update ends, so that it is acknowledged...
_UPDATE_MOST = 64 * 1024  # ...and bytes, since each acknowledgement has its price, too
_SHARPEN_S = 0.02  # of the link's time that is taken at once to make things exact
_SLOW_RATE = 8e6  # bytes a second under which areas are smaller, so that they are painted sooner
_SLOW_PIXELS = 48_000


class Part(NamedTuple):
    """A piece of an update, to be sent in order; `data` holds at most PART_LIMIT bytes."""

    update: int  # 1, 2, 3...
    final: bool
    data: bytes


class Pace(NamedTuple):
    """What is known about the receiver's link, and where the sharer's pointer is."""

    rate: float = float("inf")  # bytes a second
    now_s: float = 0.0
    pointer: tuple[int, int] = (0, 0)
    exactly: bool = False  # the receiver wants no photograph as JPEG, however long it takes


NOWHERE = Move(0, 0)


class _Area(NamedTuple):
    kind: int
    rect: Rect
    quality: int = 0  # of a JPEG
    move: Move = NOWHERE  # of a COPY
    plane: int = 0  # of a KEEP or KEPT


class Encoder:
    """What one receiver was sent, and the stream it is sent.

    Not thread-safe; belongs to the capture thread.

    Args:
        width: pixels of the screen.
        height: pixels of the screen.
        takes: what the receiver can make a picture of.
    """

    def __init__(self, width: int, height: int, takes: Capabilities = WHOLE_VIEWER) -> None:
        window_log = min(_WINDOW_LOG, takes.window_log)
        self._takes = frozenset(takes.kinds)
        self._sent = np.zeros((height, width, 4), np.uint8)  # as the receiver has it once all is there and sharp
        self._sent[..., 3] = 1  # as no screen has it: the first update is the whole picture
        self._damage = Grid(width, height)
        self._damage.add([Rect(0, 0, width, height)])
        self._sharpness = Sharpness(self._sent)
        self._quality = jpeg.Quality()
        self._seen = Seen(1 << window_log)
        self._kept = Kept(width, height, planes_of(width, height) if {KEEP, KEPT} <= self._takes else 0)
        self._update = 0
        self._stream = zstandard.ZstdCompressor(
            compression_params=zstandard.ZstdCompressionParameters.from_level(
                1,
                window_log=window_log,
                enable_ldm=True,
                ldm_hash_log=min(_MATCHES_LOG, window_log),
                ldm_hash_rate_log=5,
            )
        ).compressobj()

    def damage(self, rects: Iterable[Rect]) -> None:
        """Note that the screen may have changed in `rects`."""
        self._damage.add(rects)

    @property
    def damaged(self) -> bool:
        """Whether there may be anything to send."""
        return bool(self._damage)

    @property
    def sharpen_due_s(self) -> float:
        """When there is something to make exact, by the clock of `Pace`; infinity where all is."""
        return self._sharpness.due_s()

    def thumbnail(self, side: int) -> Picture:
        """Return as many pixels as fit of what this receiver was sent, at most `side` pixels a side; a copy."""
        step = -(-max(self._sent.shape[:2]) // side)
        return self._sent[::step, ::step].copy()

    def update(self, frame: Picture, pace: Pace = Pace()) -> Iterator[Part] | None:  # noqa: B008 - a frozen value
        """Encode what differs between `frame` and what this receiver was sent, as one or several updates.

        Returns:
            The parts, each compressed when it is asked for; all must be taken before the next update. None where
            nothing differs. The frame may change as soon as this returns.
        """
        cells = changed_cells(frame, self._sent, self._damage.take())
        if not cells.any():
            return None
        found = self._kept.find(frame, cells)
        back = np.logical_or.reduce([there for _, there in found], axis=0) if found else cells & False
        new = cells & ~back
        first = self._copies(frame, new, pace) or self._keep(cells, found, pace)
        photos = photographic(frame, new) if np.count_nonzero(new) >= _PHOTO_CELLS else new & False
        blurred = self._blurred(frame, photos, pace)
        areas = self._drawn(frame, new & ~photos, pace)
        areas += self._photographs(frame, photos & ~blurred, blurred, pace)
        areas += [area for plane, there in found for area in _planar(KEPT, plane, cell_rects(there, frame))]
        self._kept.shown(cells, found)
        self._sharpness.changed(new | back, blurred, pace.now_s)
        for area in areas:
            area.rect.within(self._sent)[:] = area.rect.within(frame)
        return self._parts(first + sorted(areas, key=lambda area: area.rect.y), pace)

    def sharpen(self, pace: Pace) -> Iterator[Part] | None:
        """Encode exactly a little of what was not; None where there is nothing yet. As for `update`."""
        pixels = _SHARPEN_S * min(pace.rate, 1e8) / _PHOTO_BYTES_A_PIXEL
        rects = self._sharpness.take(int(pixels), pace.now_s, pace.pointer)
        if not rects:
            return None
        self._seen.add(self._sent, rects)
        return self._parts(_cut(self._photographic, rects, AREA_PIXELS), pace)

    def _copies(self, frame: Picture, cells: Flags, pace: Pace) -> list[_Area]:
        """Copy what has moved, and take it out of `cells`."""
        wanted = COPY in self._takes and np.count_nonzero(cells) >= _MOVE_CELLS
        move = find_move(frame, self._sent, cells) if wanted else None
        if move is None:
            return []
        rects = in_order(cell_rects(moved_cells(frame, self._sent, cells, move), frame), move)
        areas: list[_Area] = []
        for rect in rects:
            bands = [_Area(COPY, band, move=move) for band in cut(rect, AREA_PIXELS)]
            areas += reversed(bands) if move.down > 0 else bands
            rect.within(self._sent)[:] = move.source(rect).within(self._sent)
            cells[cells_of(rect)] = False
        self._sharpness.moved(rects, move, pace.now_s)
        return areas

    def _keep(self, cells: Flags, found: list[tuple[int, Flags]], pace: Pace) -> list[_Area]:
        """Keep what stood still in `cells` and is about to be written over, but for what is on its plane anyway."""
        areas: list[_Area] = []
        for plane, there in self._kept.keep(self._sent, self._sharpness.settled(cells, pace.now_s), found):
            for rect in cell_rects(there, self._sent):
                self._kept.store(plane, rect, self._sent)
                areas += _planar(KEEP, plane, [rect])
        return areas

    @property
    def _photographic(self) -> int:
        """The kind of area that says a photograph exactly."""
        return PREDICTED if PREDICTED in self._takes else PIXELS

    def _drawn(self, frame: Picture, cells: Flags, pace: Pace) -> list[_Area]:
        """Return the areas that send what differs in `cells` as it is."""
        return _cut(PIXELS, self._exact(frame, cells), AREA_PIXELS if pace.rate > _SLOW_RATE else _SLOW_PIXELS)

    def _exact(self, frame: Picture, cells: Flags) -> list[Rect]:
        """Cover what differs in `cells`; all of a cell that is not sharp, so that it is from now on."""
        lacking = self._sharpness.lacking & cells
        return changed_rects(frame, self._sent, cells & ~lacking) + cell_rects(lacking, frame)

    def _photographs(self, frame: Picture, exact: Flags, blurred: Flags, pace: Pace) -> list[_Area]:
        """Return the areas that send photographs, those in `blurred` at the quality that the link bears."""
        if not (exact.any() or blurred.any()):
            return []
        sharp, lossy = self._exact(frame, exact), cell_rects(blurred, frame)
        self._seen.add(frame, sharp)
        may_take_s = _STILL_S if self._sharpness.stood_still(blurred, pace.now_s) else _FILM_S
        quality = self._quality.choose(sum(rect.pixels for rect in lossy), may_take_s * pace.rate)
        return _cut(self._photographic, sharp, AREA_PIXELS) + [
            _Area(JPEG, piece, quality) for rect in lossy for piece in cut(rect, _JPEG_PIXELS)
        ]

    def _blurred(self, frame: Picture, photos: Flags, pace: Pace) -> Flags:
        """Return those of `photos` that are better sent as JPEG."""
        none = photos & False
        if not self._takes_long(photos, pace):
            return none
        if pace.rate > _SLOW_RATE:
            return photos  # it is the computing that takes long, of what was seen before, too
        new = photos & ~self._seen.find(frame, photos)
        return new if self._takes_long(new, pace) else none

    def _takes_long(self, photos: Flags, pace: Pace) -> bool:
        pixels = int(np.count_nonzero(photos)) * CELL**2
        if pace.exactly or JPEG not in self._takes or pixels < _PHOTO_CELLS * CELL**2:
            return False
        return pixels * (_PHOTO_BYTES_A_PIXEL / pace.rate + _PHOTO_S_A_PIXEL) > _EXACT_S

    def _parts(self, areas: list[_Area], pace: Pace) -> Iterator[Part]:
        an_update = min(_UPDATE_MOST, _UPDATE_S * pace.rate)
        waiting: list[bytes] = []
        plain = photos = 0
        begun = 0  # bytes of the present update that have left
        for left, area in zip(reversed(range(len(areas))), areas, strict=True):
            body = self._body(area)
            head = AREA_HEADER.pack(area.kind, *area.rect)
            waiting += [self._stream.compress(head), self._stream.compress(body)]
            plain += len(head) + len(body)
            self._seen.plain += len(head) + len(body)
            photos += len(body) if area.kind == JPEG else 0
            if left and sum(map(len, waiting)) + photos < _WORTH_SENDING and plain < _FLUSH_AFTER:
                continue
            data = b"".join([*waiting, self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)])
            waiting, plain, photos = [], 0, 0
            self._update += not begun
            begun += len(data)
            ends = not left or begun >= an_update
            for start in range(0, len(data), PART_LIMIT):
                end = start + PART_LIMIT
                yield Part(self._update, ends and end >= len(data), data[start:end])
            begun = 0 if ends else begun

    def _body(self, area: _Area) -> bytes | memoryview:
        kind, rect, quality, move, plane = area
        if kind == COPY:
            return COPY_HEADER.pack(*move.source(rect)[:2])
        if kind in (KEEP, KEPT):
            return PLANE_HEADER.pack(plane)
        pixels = rect.within(self._sent)
        if kind == PIXELS:
            return pack(pixels)
        if kind == PREDICTED:
            return predict(pixels)
        data = jpeg.compress(pixels, quality)
        self._quality.learn(quality, rect.pixels, len(data))
        return JPEG_HEADER.pack(len(data)) + data


def _cut(kind: int, rects: Iterable[Rect], pixels: int) -> list[_Area]:
    """Cut `rects` into areas of at most `pixels` pixels."""
    return [_Area(kind, piece) for rect in rects for piece in cut(rect, pixels)]


def _planar(kind: int, plane: int, rects: Iterable[Rect]) -> list[_Area]:
    """Return the areas of `kind` that `rects` on a plane are."""
    return [_Area(kind, piece, plane=plane) for rect in rects for piece in cut(rect, AREA_PIXELS)]
