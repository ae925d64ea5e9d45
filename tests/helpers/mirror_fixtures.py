"""A mirror with a picture, and an application in the programs' look, for the tests of whatever shows a mirror."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from protocol.mirror.decode.decoder import Area
from protocol.mirror.picture.tiles import Rect
from resources.look.theme import Theme
from resources.mirror.model import MirrorModel


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    Theme(qapp, "light")
    return qapp


@pytest.fixture
def noise() -> np.ndarray:
    """Return a picture of 320 x 200 random pixels."""
    pixels = np.random.default_rng(7).integers(0, 256, (200, 320, 4), np.uint8)
    pixels[..., 3] = 255
    return pixels


@pytest.fixture
def model(qapp: QApplication, noise: np.ndarray) -> MirrorModel:
    mirror = MirrorModel(owner="Anna Berger")
    mirror.source(320, 200, "Monitor 1")
    mirror.paint([Area(Rect(0, 0, 320, 200), noise)])
    return mirror
