"""The picture at the receiving side, put together from areas. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from protocol.mirror.decoder import Area
from protocol.mirror.tiles import Rect


class Canvas:
    """A mirror's picture, black at first.

    Attributes:
        pixels: (height, width, 4) uint8, BGRX with X = 255, C-contiguous; never replaced by another array, so that a
            QImage (Format_RGB32) may wrap it.
    """

    def __init__(self, width: int, height: int) -> None:
        self.pixels = np.zeros((height, width, 4), np.uint8)
        self.pixels[..., 3] = 255

    def apply(self, areas: Iterable[Area]) -> list[Rect]:
        """Put `areas` into the picture, in order, and return where they are."""
        painted = []
        for area in areas:
            there = area.rect.within(self.pixels)
            if area.source is not None:
                there[:] = area.source.within(self.pixels)
            elif area.pixels is not None:
                there[:] = area.pixels
            painted.append(area.rect)
        return painted
