"""Signs of ours are not in the picture, and leave no hole in it."""

from __future__ import annotations

import numpy as np

from protocol.mirror.capture.common.see_through import AFRESH_S, SeeThrough, spread
from protocol.mirror.picture.tiles import Rect

SIGN, BELOW, SCREEN = 200, 9, 50


def below(rect):
    return np.full((rect.height, rect.width, 4), BELOW, np.uint8), np.ones((rect.height, rect.width), bool)


def unknown(rect):
    return np.zeros((rect.height, rect.width, 4), np.uint8), np.zeros((rect.height, rect.width), bool)


def frame_with(*rects) -> np.ndarray:
    frame = np.full((40, 60, 4), SCREEN, np.uint8)
    for rect in rects:
        rect.within(frame)[:] = SIGN
    return frame


def test_what_lies_below_stands_where_a_sign_is_and_nowhere_else() -> None:
    signs, sign = SeeThrough(), Rect(10, 10, 5, 5)
    assert signs.move([sign], 0.0, 1.0) == [sign]
    frame = frame_with(sign)
    signs.fill([Rect(0, 0, 12, 40), Rect(12, 0, 48, 40)], frame, below)
    assert (sign.within(frame) == BELOW).all()
    assert (frame == BELOW).all(axis=2).sum() == 25


def test_where_a_sign_has_just_been_it_is_filled_too_and_for_a_while() -> None:
    signs, old, new = SeeThrough(), Rect(10, 10, 5, 5), Rect(30, 10, 5, 5)
    signs.move([old], 0.0, 1.0)
    assert set(signs.move([new], 0.5, 1.0)) == {old, new}
    frame = frame_with(old, new)
    signs.fill([Rect(0, 0, 60, 40)], frame, below)
    assert not (frame == SIGN).any()
    assert signs.ends_s() == [1.5]
    assert signs.pass_by(1.4) == []
    assert signs.pass_by(1.5) == [old]


def test_while_a_sign_is_there_what_lies_below_is_looked_at_now_and_then() -> None:
    signs, sign = SeeThrough(), Rect(10, 10, 5, 5)
    assert signs.afresh(0.0) == []
    signs.move([sign], 0.0, 1.0)
    assert signs.afresh(1.0) == [sign]
    assert signs.afresh(1.0 + AFRESH_S / 2) == []
    assert signs.afresh(1.0 + AFRESH_S) == [sign]


def test_where_nobody_knows_what_lies_below_its_surroundings_stand_there() -> None:
    signs, sign = SeeThrough(), Rect(10, 10, 5, 5)
    signs.move([sign, Rect(20, 30, 1, 1)], 0.0, 1.0)
    frame = frame_with(sign)
    signs.fill([Rect(0, 0, 60, 40)], frame, unknown)
    assert (frame == SCREEN).all()


def test_a_border_of_which_nobody_knows_what_is_below_takes_the_colour_beside_it_and_no_ink() -> None:
    signs = SeeThrough()
    edges = [Rect(0, 0, 60, 3), Rect(0, 37, 60, 3), Rect(0, 3, 3, 34), Rect(57, 3, 3, 34)]
    signs.move(edges, 0.0, 1.0)
    frame = frame_with(*edges)
    tiles = [Rect(x, y, 20, 20) for x in (0, 20, 40) for y in (0, 20)]
    signs.fill(tiles, frame, unknown)
    assert (frame == SCREEN).all()
    for edge in edges:
        edge.within(frame)[:] = SIGN
        signs.fill([edge], frame, unknown)
    assert (frame == SCREEN).all()


def test_the_nearest_colour_is_taken() -> None:
    view = np.zeros((3, 6, 4), np.uint8)
    view[:, 0], view[:, 5] = 10, 90
    unsure = np.zeros((3, 6), bool)
    unsure[0:2, 1:5] = True
    unsure[2] = True
    spread(view, unsure)
    assert view[0, :, 0].tolist() == [10, 10, 10, 90, 90, 90]
    assert view[2, :, 0].tolist() == [10, 10, 10, 90, 90, 90]
