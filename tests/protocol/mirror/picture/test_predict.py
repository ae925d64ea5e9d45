"""Photographs without loss."""

from __future__ import annotations

import numpy as np
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.mirror.picture.packed import pack
from protocol.mirror.picture.predict import predict, restore


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 9), st.integers(0, 2**32 - 1))
@settings(max_examples=100, deadline=None)
def test_every_pixel_comes_back_whatever_the_shape_and_the_place(width, height, left, seed):
    picture = np.random.default_rng(seed).integers(0, 256, (height, width + left, 4), np.uint8)
    pixels = picture[:, left:]
    again = restore(b"abc" + bytes(predict(pixels)), 3, width, height)
    assert np.array_equal(again[..., :3], pixels[..., :3])
    assert (again[..., 3] == 255).all()


def test_what_changes_slowly_takes_fewer_bytes():
    y, x = np.mgrid[:200, :300]
    noise = np.random.default_rng(1).integers(0, 3, (200, 300))
    pixels = np.empty((200, 300, 4), np.uint8)
    for colour in range(3):
        pixels[..., colour] = x // 3 + y // 2 + 20 * colour + noise
    compress = zstandard.ZstdCompressor(level=1).compress
    assert len(compress(predict(pixels))) < 0.6 * len(compress(pack(pixels)))
