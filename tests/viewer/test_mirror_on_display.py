"""The mirror's window on a real X server: what the display shows, compared with the picture pixel by pixel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs an X server for tests (Xvfb)")

PROGRAM = """
import sys
import mss
import numpy as np
from pathlib import Path
from PySide6.QtCore import QDeadlineTimer, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from protocol.mirror.decoder import Area
from protocol.mirror.tiles import Rect
from resources.settings import Settings
from resources.theme import Theme
from resources.mirror.model import MirrorModel
from viewer.mirror_window import ShareWindow

WIDTH, HEIGHT = 1280, 960
HOUR_MS = 3_600_000
app = QApplication([])
Theme(app, "light")
model = MirrorModel(owner="Anna")
model.source(WIDTH, HEIGHT, "Monitor 1")
random = np.random.default_rng(1)


def paint(x, y, width, height):
    pixels = random.integers(0, 256, (height, width, 4), np.uint8)
    pixels[..., 3] = 255
    model.paint([Area(Rect(x, y, width, height), pixels)])


def screen():
    with mss.MSS() as grabber:
        shot = grabber.grab({"left": 0, "top": 0, "width": WIDTH, "height": HEIGHT})
    return np.frombuffer(shot.raw, np.uint8).reshape(HEIGHT, WIDTH, 4)[..., :3]


def is_exact():
    return bool((screen() == model.canvas.pixels[..., :3]).all())


def soon(condition):
    deadline = QDeadlineTimer(30000)
    while not condition() and not deadline.hasExpired():
        QTest.qWait(5)
    return condition()


paint(0, 0, WIDTH, HEIGHT)
window = ShareWindow(model=model, settings=Settings(Path(sys.argv[1])))
window.bar_timer.setInterval(HOUR_MS)  # only this program says when it is over
window.show_full_screen()
assert QTest.qWaitForWindowExposed(window)
assert soon(lambda: not is_exact()), "the bar is shown at first"
window.bar_timer.timeout.emit()
assert soon(is_exact), "nothing covers the picture"
for x, y, width, height in ((10, 20, 30, 40), (0, 0, WIDTH, HEIGHT), (1279, 959, 1, 1), (100, 0, 300, 5)):
    paint(x, y, width, height)
    assert soon(is_exact), "an update is shown exactly"
window.bar.show()
assert soon(lambda: not is_exact())
window.bar.hide()
assert soon(is_exact), "what the bar covered is shown again"
window.bar.magnifier.click()
QCursor.setPos(window.mapToGlobal(QPoint(200, 150)))
assert soon(lambda: not is_exact()), "the lens lies over the picture"
paint(0, 0, WIDTH, HEIGHT)
window.bar.magnifier.click()
assert not is_exact(), "the mouse has brought the bar"
window.bar_timer.timeout.emit()
assert soon(is_exact), "the lens leaves nothing behind"
window.shut()
print("exact")
"""


@pytest.fixture
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x960x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        yield ":" + answer.readline().strip()
    server.terminate()
    server.wait()


def show_on(display: str, folder: Path, factor: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": factor}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2]), "FERNBLICK_DATA": str(folder)}
    command = [sys.executable, "-c", PROGRAM, str(folder / "settings.ini")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)


def test_a_full_screen_mirror_shows_the_picture_exactly_edge_to_edge(display: str, tmp_path: Path):
    done = show_on(display, tmp_path, factor="1")
    assert done.stdout == "exact\n", done.stderr


@pytest.mark.parametrize("factor", ["1.5", "2"])
def test_100_percent_means_device_pixels_on_a_dense_display(display: str, tmp_path: Path, factor: str):
    done = show_on(display, tmp_path, factor=factor)
    assert done.stdout == "exact\n", done.stderr
