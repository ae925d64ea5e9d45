"""Make photographs smaller without loss: say only how each pixel differs from what its neighbours let expect. Pure.

Blue and red are taken relative to green; then of each of the three planes (green, blue, red) a value is replaced by
value - left - above + above left, all modulo 256. Of recorded photographs and film the stream then makes a half to a
third of the bytes.
"""

from __future__ import annotations

import numpy as np

from protocol.mirror.picture.tiles import Picture


def predict(pixels: Picture) -> memoryview:
    """Return what is not expected of BGRX `pixels`, plane by plane."""
    height, width = pixels.shape[:2]
    planes = np.empty((3, height, width), np.uint8)
    planes[0] = pixels[..., 1]
    np.subtract(pixels[..., 0], planes[0], out=planes[1])
    np.subtract(pixels[..., 2], planes[0], out=planes[2])
    across = planes.copy()
    across[:, :, 1:] -= planes[:, :, :-1]
    planes[:, 0] = across[:, 0]
    np.subtract(across[:, 1:], across[:, :-1], out=planes[:, 1:])
    return planes.data.cast("B")


def restore(plain: bytes, start: int, width: int, height: int) -> Picture:
    """Return the BGRX pixels (X = 255) of what `predict` has made of them."""
    planes = np.frombuffer(plain, np.uint8, 3 * width * height, start).reshape(3, height, width)
    whole = np.add.accumulate(np.add.accumulate(planes, axis=1, dtype=np.uint8), axis=2, dtype=np.uint8)
    pixels = np.empty((height, width, 4), np.uint8)
    pixels[..., 1] = whole[0]
    np.add(whole[1], whole[0], out=pixels[..., 0])
    np.add(whole[2], whole[0], out=pixels[..., 2])
    pixels[..., 3] = 255
    return pixels
