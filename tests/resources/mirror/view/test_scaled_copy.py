from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from resources.mirror.view.scaled_copy import ScaledCopy


def picture(pixels: np.ndarray) -> QImage:
    height, width = pixels.shape[:2]
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)


def array(image: QImage) -> np.ndarray:
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[..., :3].astype(int)


@pytest.fixture
def pixels() -> np.ndarray:
    pixels = np.random.default_rng(3).integers(0, 256, (300, 500, 4), np.uint8)
    pixels[..., 3] = 255
    return pixels


def test_half_size_is_the_average_of_four_pixels(pixels: np.ndarray):
    copy = ScaledCopy(picture(pixels), QSize(250, 150))
    copy.refresh(copy.image.rect())
    expected = pixels[..., :3].reshape(150, 2, 250, 2, 3).mean(axis=(1, 3))
    assert np.abs(array(copy.image) - expected).max() <= 3


@pytest.mark.parametrize("size", [QSize(333, 200), QSize(471, 283), QSize(125, 75), QSize(499, 299)])
def test_a_change_gives_the_same_picture_as_scaling_all_anew(pixels: np.ndarray, size: QSize):
    kept = ScaledCopy(picture(pixels), size)
    kept.refresh(kept.image.rect())
    for x, y, width, height in ((0, 0, 1, 1), (120, 100, 20, 60), (480, 290, 20, 10), (255, 127, 3, 3)):
        pixels[y : y + height, x : x + width, :3] ^= 255
        kept.change(QRect(x, y, width, height))
        kept.refresh(kept.image.rect())
    anew = ScaledCopy(picture(pixels), size)
    anew.refresh(anew.image.rect())
    assert kept.image == anew.image


def test_a_plain_picture_stays_plain_without_seams():
    plain = np.full((700, 900, 4), 255, np.uint8)
    plain[..., :3] = (10, 120, 230)
    copy = ScaledCopy(picture(plain), QSize(611, 475))
    copy.refresh(copy.image.rect())
    assert (array(copy.image) == (10, 120, 230)).all()


def test_only_what_is_needed_is_made_anew(pixels: np.ndarray):
    copy = ScaledCopy(picture(pixels), QSize(250, 150))
    copy.image.fill(0)
    copy.refresh(QRect(0, 0, 10, 10))
    assert array(copy.image)[10, 10].any()
    assert not array(copy.image)[140, 240].any()
