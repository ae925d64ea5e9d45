"""Turn what changed on a screen into updates for one receiver. Pure.

`decoder` is its other half; `stream` says what they agree on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import zstandard

from protocol.content import PART_LIMIT
from protocol.mirror.stream import AREA_HEADER, AREA_PIXELS, PLAIN_LIMIT, WINDOW_LOG
from protocol.mirror.tiles import Grid, Picture, Rect, changed_rects, cut

_BAND_BYTES = AREA_HEADER.size + 3 * AREA_PIXELS  # of the plain stream, sent at once where it is worth a part
_BANDS_A_PART = PLAIN_LIMIT // _BAND_BYTES
_WORTH_SENDING = 8 * 1024  # bytes; less waits for the next band, since each part has its price on the way


class Part(NamedTuple):
    """A piece of an update, to be sent in order; `data` holds at most PART_LIMIT bytes."""

    update: int  # 1, 2, 3...
    final: bool
    data: bytes


class Encoder:
    """What one receiver was sent, and the stream it is sent.

    Not thread-safe; belongs to the capture thread.
    """

    def __init__(self, width: int, height: int) -> None:
        self._sent = np.zeros((height, width, 4), np.uint8)  # as the receiver has it once all parts have arrived
        self._sent[..., 3] = 1  # as no screen has it: the first update is the whole picture
        self._damage = Grid(width, height)
        self._damage.add([Rect(0, 0, width, height)])
        self._update = 0
        self._stream = zstandard.ZstdCompressor(
            compression_params=zstandard.ZstdCompressionParameters.from_level(
                1, window_log=WINDOW_LOG, enable_ldm=True, ldm_hash_log=20, ldm_hash_rate_log=6
            )
        ).compressobj()

    def damage(self, rects: Iterable[Rect]) -> None:
        """Note that the screen may have changed in `rects`."""
        self._damage.add(rects)

    @property
    def damaged(self) -> bool:
        """Whether there may be anything to send."""
        return bool(self._damage)

    def update(self, frame: Picture) -> Iterator[Part] | None:
        """Encode what differs between `frame` and what this receiver was sent.

        Returns:
            The parts, each compressed when it is asked for; all must be taken before the next update, and `frame` must
            not change before. None where nothing differs.
        """
        changed = changed_rects(frame, self._sent, self._damage.take())
        if not changed:
            return None
        self._update += 1
        return self._parts(frame, changed)

    def _parts(self, frame: Picture, changed: list[Rect]) -> Iterator[Part]:
        bands = _bands(changed)
        waiting: list[bytes] = []
        bands_waiting = 0
        for left, band in zip(reversed(range(len(bands))), bands, strict=True):
            waiting += (self._compress(frame, rect) for rect in band)
            bands_waiting += 1
            if left and sum(map(len, waiting)) < _WORTH_SENDING and bands_waiting < _BANDS_A_PART:
                continue
            data = b"".join([*waiting, self._flush()])
            waiting, bands_waiting = [], 0
            for start in range(0, len(data), PART_LIMIT):
                end = start + PART_LIMIT
                yield Part(self._update, not left and end >= len(data), data[start:end])

    def _compress(self, frame: Picture, rect: Rect) -> bytes:
        pixels = rect.within(frame)
        rect.within(self._sent)[:] = pixels
        return self._stream.compress(AREA_HEADER.pack(*rect)) + self._stream.compress(pack_pixels(pixels))

    def _flush(self) -> bytes:
        return self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


def _bands(changed: list[Rect]) -> list[list[Rect]]:
    """Cut `changed` into areas and group them into bands."""
    bands: list[list[Rect]] = [[]]
    size = 0
    for area in (piece for rect in changed for piece in cut(rect, AREA_PIXELS)):
        plain = AREA_HEADER.size + 3 * area.pixels
        if size + plain > _BAND_BYTES:
            bands.append([])
            size = 0
        bands[-1].append(area)
        size += plain
    return bands


def pack_pixels(pixels: Picture) -> memoryview:
    """Return the BGRX `pixels` as BGR bytes, row by row.

    Each pixel is written as a whole word whose fourth byte the next pixel overwrites: numpy assigns in order to an
    unaligned view, which takes a tenth of the time that copying `[..., :3]` does. A test holds it to that.
    """
    height, width = pixels.shape[:2]
    packed = np.empty(3 * width * height + 1, np.uint8)
    words: np.ndarray[tuple[int, int], np.dtype[np.uint32]] = np.ndarray(
        (height, width), np.uint32, packed.data, 0, (3 * width, 3)
    )
    words[...] = pixels.view(np.uint32)[..., 0]
    return packed.data[:-1]
