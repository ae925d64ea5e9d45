"""The picture at the receiving side, put together from areas. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from protocol.mirror.decode.decoder import Area, Keep
from protocol.mirror.picture.stream import planes_of
from protocol.mirror.picture.tiles import Picture, Rect


class Canvas:
    """A mirror's picture, black at first.

    Attributes:
        pixels: (height, width, 4) uint8, BGRX with X = 255, C-contiguous; never replaced by another array, so that a
            QImage (Format_RGB32) may wrap it.
    """

    def __init__(self, width: int, height: int) -> None:
        self.pixels = np.zeros((height, width, 4), np.uint8)
        self.pixels[..., 3] = 255
        # Written to now, before there is a picture to be late with.
        self._planes = [np.full_like(self.pixels, 0) for _ in range(planes_of(width, height))]

    def apply(self, areas: Iterable[Area | Keep]) -> list[Rect]:
        """Put `areas` into the picture, in order, and return where they are; keep what is to be kept."""
        painted = []
        for area in areas:
            there = area.rect.within(self.pixels)
            if isinstance(area, Keep):
                area.rect.within(self._planes[area.plane])[:] = there
                continue
            there[:] = self._pixels_of(area)
            painted.append(area.rect)
        return painted

    def _pixels_of(self, area: Area) -> Picture:
        if area.pixels is not None:
            return area.pixels
        if area.plane is not None:
            return area.rect.within(self._planes[area.plane])
        return (area.source or area.rect).within(self.pixels)
