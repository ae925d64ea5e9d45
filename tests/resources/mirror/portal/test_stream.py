"""Qt's video frames as pictures; only where the extra `wayland` is installed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage

pytest.importorskip("PySide6.QtMultimedia", reason="the extra `wayland` is not installed", exc_type=ImportError)

from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from resources.mirror.portal.stream import ScreenFrame

WIDTH, HEIGHT = 37, 21


def picture():
    return np.random.default_rng(5).integers(0, 256, (HEIGHT, WIDTH, 4), np.uint8)


def image_of(pixels):
    return QImage(pixels.data, WIDTH, HEIGHT, 4 * WIDTH, QImage.Format.Format_RGB32)


@pytest.mark.parametrize("kind", ["Format_RGB32", "Format_RGBX8888", "Format_RGBA8888"])
def test_a_frame_is_read_exactly(kind):
    pixels = picture()
    frame = ScreenFrame(QVideoFrame(image_of(pixels).convertToFormat(QImage.Format[kind])))
    assert (frame.width, frame.height) == (WIDTH, HEIGHT)
    assert np.array_equal(frame.pixels()[..., :3], pixels[..., :3])


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        ("Format_BGRX8888", "BGR "),
        ("Format_BGRA8888", "BGR "),
        ("Format_XRGB8888", " RGB"),
        ("Format_ARGB8888", " RGB"),
        ("Format_XBGR8888", " BGR"),
        ("Format_ABGR8888", " BGR"),
    ],
)
def test_every_order_of_bytes_is_known(kind, order):
    pixels = picture()
    frame = QVideoFrame(QVideoFrameFormat(image_of(pixels).size(), QVideoFrameFormat.PixelFormat[kind]))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    stride = frame.bytesPerLine(0)
    memory = np.frombuffer(frame.bits(0), np.uint8)
    for y in range(HEIGHT):
        row = memory[y * stride : y * stride + 4 * WIDTH].reshape(WIDTH, 4)
        for place, colour in enumerate("BGR"):
            row[:, order.index(colour)] = pixels[y, :, place]
    frame.unmap()
    assert np.array_equal(ScreenFrame(frame).pixels()[..., :3], pixels[..., :3])


def test_other_formats_are_left_to_qt():
    grey = QImage(WIDTH, HEIGHT, QImage.Format.Format_Grayscale8)
    grey.fill(0x60)
    pixels = ScreenFrame(QVideoFrame(grey)).pixels()
    assert pixels.shape == (HEIGHT, WIDTH, 4)
    assert np.abs(pixels[..., :3].astype(int) - 0x60).max() <= 2


def test_a_frame_without_content_is_no_picture():
    assert ScreenFrame(QVideoFrame()).pixels() is None
