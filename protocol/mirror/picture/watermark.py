"""A mark that nobody sees, over each view of the other side's screen, and how it is found in a captured picture. Pure.

It is a check of leaving windows out that needs no trust in geometry. A pattern of cells that are a hair lighter or
darker is drawn over the view; it is another one each second and for each run of a program, so that nothing else on a
screen is like it, and an old picture of it counts for nothing. To find it, what differs too much to be the mark is set
to nothing, tiles are averaged, and the average is correlated with the pattern at every shift (by Fourier transform).
"""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from protocol.mirror.picture.tiles import Picture

SIDE = 128  # pixels of the pattern's side
CELL = 4  # pixels of a cell's side
ALPHA = 2  # of 255: how opaque a cell's white or black is, so that a light one is 2 levels above a dark one
LEAST_SIDE = 64  # pixels of a part's side in which it is looked for
SCALES = tuple(0.5 * 1.04**n for n in range(36))  # 50 to 200 %; within 2 % of one of these it is found, too
FOUND_AT = 9.0  # standard deviations of the correlation that only the mark reaches
_BLOCK = 4 * SIDE  # pixels of a side that are averaged at once
_HEADROOM = ALPHA + 1  # levels that neighbouring cells may differ by to count

Pattern = npt.NDArray[np.int8]


def pattern(key: int, second: int) -> Pattern:
    """Return the pattern of one second, (SIDE, SIDE), 1 where it is light and -1 where it is dark."""
    side = SIDE // CELL
    drawn = random.Random(f"{key} {second}").randbytes(side * side)
    cells = (np.frombuffer(drawn, np.int8) & 1).reshape(side, side)
    return np.kron(2 * cells - 1, np.ones((CELL, CELL), np.int8))


def tile(lights: Pattern) -> Picture:
    """Return the pattern as premultiplied BGRA pixels, to be drawn over a view again and again, side by side."""
    pixels = np.zeros((SIDE, SIDE, 4), np.uint8)
    pixels[..., 3] = ALPHA
    pixels[lights > 0] = ALPHA
    return pixels


class Mark:
    """One program's mark, which changes with time. Any thread may ask; one sets `shown`.

    Args:
        key: what its patterns are drawn from.
        clock: seconds, never going back.

    Attributes:
        shown: it is drawn over a view now, and so is to be looked for.
    """

    def __init__(self, key: int | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.shown = False
        self._key = secrets.randbits(63) if key is None else key
        self._clock = clock

    @property
    def second(self) -> int:
        """The number of the second; another one has another pattern."""
        return int(self._clock())

    def pattern(self, second: int) -> Pattern:
        """Return the pattern of `second`."""
        return pattern(self._key, max(0, second))


class MarkFinder:
    """Looks for any of `patterns`."""

    def __init__(self, *patterns: Pattern) -> None:
        self._spectra = [np.conj(np.fft.rfft2(lights - np.roll(lights, CELL, axis=1))) for lights in patterns]

    def strength(self, picture: Picture, scale: float = 1.0) -> float:
        """Return how surely the mark is somewhere in `picture`, in standard deviations.

        Args:
            picture: BGRX; what is smaller than LEAST_SIDE at the mark's own scale is not looked at.
            scale: that it is looked for at: pixels of the picture a pixel of the mark.
        """
        green = picture[..., 1] if scale == 1 else _rescaled(picture, scale)
        return max((self._strength(block) for block in _blocks(green)), default=0.0)

    def _strength(self, green: npt.NDArray[np.uint8]) -> float:
        there = np.fft.rfft2(_folded(_steps(green.astype(np.int16))))
        return max(_peak(np.fft.irfft2(there * spectrum, s=(SIDE, SIDE))) for spectrum in self._spectra)


def _peak(match: npt.NDArray[np.float64]) -> float:
    spread = float(match.std())
    return float(match.max() - match.mean()) / spread if spread > 0 else 0.0


def _steps(green: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """Return by how much each pixel differs from the one a cell to its left, or 0 where that can't be the mark."""
    steps = np.zeros_like(green)
    np.subtract(green[:, CELL:], green[:, :-CELL], out=steps[:, CELL:])
    steps[np.abs(steps) > _HEADROOM] = 0
    return steps


def _folded(steps: npt.NDArray[np.int16]) -> npt.NDArray[np.float32]:
    """Return the sum of all tiles of SIDE pixels that lie side by side."""
    height, width = steps.shape
    padded = np.zeros((-(-height // SIDE) * SIDE, -(-width // SIDE) * SIDE), np.int16)
    padded[:height, :width] = steps
    folded: npt.NDArray[np.float32] = padded.reshape(-1, SIDE, padded.shape[1] // SIDE, SIDE).sum((0, 2), np.float32)
    return folded


def _blocks(green: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.uint8]]:
    height, width = green.shape
    for y in range(0, height, _BLOCK):
        for x in range(0, width, _BLOCK):
            block = green[y : y + _BLOCK, x : x + _BLOCK]
            if min(block.shape) >= LEAST_SIDE:
                yield block


def _rescaled(picture: Picture, scale: float) -> npt.NDArray[np.uint8]:
    height, width = picture.shape[:2]
    ys = (np.arange(int(height / scale)) * scale + scale / 2).astype(np.intp)
    xs = (np.arange(int(width / scale)) * scale + scale / 2).astype(np.intp)
    rescaled: npt.NDArray[np.uint8] = picture[ys[:, None], xs[None, :], 1]
    return rescaled
