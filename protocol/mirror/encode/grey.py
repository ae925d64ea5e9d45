"""A picture in shades of grey, for a receiver who wants it so: it says less and takes fewer bytes. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from protocol.mirror.picture.tiles import Picture, Rect

_BLUE, _GREEN, _RED = 29, 150, 77  # 256ths of the brightness, after ITU-R BT.601; a grey pixel stays as it is
_ROWS = 32  # converted at a time, so that they stay in the processor's cache


class GreyPicture:
    """The grey copy of a screen of `width` x `height` pixels."""

    def __init__(self, width: int, height: int) -> None:
        self.pixels: Picture = np.zeros((height, width, 4), np.uint8)  # the fourth byte is 0

    def follow(self, frame: Picture, changed: Iterable[Rect]) -> None:
        """Bring what has `changed` in `frame` (BGRX) up to date."""
        for rect in changed:
            for top in range(0, rect.height, _ROWS):
                rows = rect._replace(y=rect.y + top, height=min(_ROWS, rect.height - top))
                _convert(rows.within(frame), rows.within(self.pixels))


def _convert(pixels: Picture, grey: Picture) -> None:
    bright = pixels[..., 0] * np.uint16(_BLUE)
    bright += pixels[..., 1] * np.uint16(_GREEN)
    bright += pixels[..., 2] * np.uint16(_RED)
    bright += 128
    bright >>= 8
    np.multiply(bright, np.uint32(0x010101), out=grey.view(np.uint32)[..., 0])
