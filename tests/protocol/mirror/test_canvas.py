"""The picture at the receiving side."""

from __future__ import annotations

import numpy as np

from protocol.mirror.canvas import Canvas
from protocol.mirror.decoder import Area
from protocol.mirror.tiles import Rect


def test_a_canvas_is_black_and_opaque_at_first():
    assert Canvas(3, 2).pixels.tolist() == [[[0, 0, 0, 255]] * 3] * 2


def test_areas_are_put_where_they_belong_in_the_order_they_came():
    canvas = Canvas(4, 4)
    pixels = canvas.pixels
    rects = [Rect(0, 0, 3, 3), Rect(2, 2, 2, 2)]
    painted = canvas.apply([Area(r, np.full((r.height, r.width, 4), n, np.uint8)) for n, r in enumerate(rects, 7)])
    assert painted == rects
    assert canvas.pixels is pixels  # a QImage may look at it
    assert pixels[..., 0].tolist() == [[7, 7, 7, 0], [7, 7, 7, 0], [7, 7, 8, 8], [0, 0, 8, 8]]
