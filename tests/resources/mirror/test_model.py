from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from protocol.mirror.decode.decoder import Area
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.codec import BadMessage
from resources.mirror.model import MirrorModel


def test_the_image_shows_the_canvas_without_a_copy(model: MirrorModel, noise: np.ndarray):
    blue, green, red, _ = (int(value) for value in noise[20, 30])
    assert model.image.pixelColor(30, 20) == QColor(red, green, blue)
    white = np.full((1, 1, 4), 255, np.uint8)
    model.paint([Area(Rect(30, 20, 1, 1), white)])
    assert model.image.pixelColor(30, 20) == QColor("white")


def test_painting_says_what_has_changed(model: MirrorModel):
    painted: list[list[Rect]] = []
    model.painted.connect(painted.append)
    model.paint([Area(Rect(1, 2, 3, 4), np.zeros((4, 3, 4), np.uint8))])
    assert painted == [[Rect(1, 2, 3, 4)]]


def test_nothing_is_painted_before_there_is_a_source(qapp: object):
    model = MirrorModel(owner="Anna")
    model.paint([Area(Rect(0, 0, 1, 1), np.zeros((1, 1, 4), np.uint8))])
    assert model.image.isNull()


def test_a_new_source_begins_black_and_without_a_pointer(model: MirrorModel):
    model.pointer_at(3, 4, True)
    model.source(64, 48, "Monitor 2")
    assert (model.image.width(), model.image.height(), model.title) == (64, 48, "Monitor 2")
    assert model.image.pixelColor(10, 10) == QColor("black")
    assert not model.pointer.visible


@pytest.mark.parametrize(
    ("width", "height", "hot_x", "hot_y", "size"),
    [(4, 4, 0, 0, 60), (4, 4, 0, 0, 68), (4, 4, 5, 0, 64), (4, 4, 0, 9, 64)],
)
def test_a_pointer_that_is_not_what_it_says_is_refused(
    model: MirrorModel, width: int, height: int, hot_x: int, hot_y: int, size: int
):
    with pytest.raises(BadMessage):
        model.pointer_shape(width, height, hot_x, hot_y, bytes(size))
    assert model.pointer.shape.isNull()


def test_an_interruption_is_told_once(model: MirrorModel):
    told: list[bool] = []
    model.interrupted_changed.connect(lambda: told.append(model.is_interrupted))
    for value in (True, True, False):
        model.interrupted(value)
    assert told == [True, False]


def test_what_goes_on_after_a_pause_keeps_its_picture_until_the_new_one_is_there(model: MirrorModel):
    before = model.image.copy()
    model.source(320, 200, "Monitor 1")
    assert model.image == before
    model.source(320, 200, "Monitor 2")
    assert model.image != before
    assert not np.asarray(model.canvas.pixels)[..., :3].any()
