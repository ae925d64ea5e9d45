"""The picture at the receiving side."""

from __future__ import annotations

import numpy as np

from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Area, Keep
from protocol.mirror.picture.tiles import Rect


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


def test_what_was_kept_comes_back_and_keeping_paints_nothing():
    canvas = Canvas(4, 4)
    rect, part = Rect(1, 0, 2, 2), Rect(2, 1, 1, 1)
    canvas.apply([Area(rect, np.full((2, 2, 4), 7, np.uint8))])
    assert canvas.apply([Keep(rect, 1), Area(rect, np.full((2, 2, 4), 9, np.uint8))]) == [rect]
    assert canvas.apply([Area(part, None, plane=1)]) == [part]
    assert canvas.pixels[..., 0].tolist() == [[0, 9, 9, 0], [0, 9, 7, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
