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

SETUP = """
import sys
import mss
import numpy as np
from pathlib import Path
from PySide6.QtCore import QDeadlineTimer, QPoint
from PySide6.QtGui import QCursor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from protocol.mirror.decode.decoder import Area
from protocol.mirror.picture.tiles import Rect
from resources.program.settings import Settings
from resources.look.theme import Theme
from resources.mirror.model import MirrorModel
from viewer.windows.desktop.mirror_window import ShareWindow

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
    size = window.size() * window.devicePixelRatioF()  # without a window manager rounded, maybe by a pixel less
    assert size.width() >= WIDTH - 1 and size.height() >= HEIGHT - 1
    seen = slice(0, size.height()), slice(0, size.width()), slice(0, 3)
    return bool((screen()[seen] == model.canvas.pixels[seen]).all())


def soon(condition):
    deadline = QDeadlineTimer(30000)
    while not condition() and not deadline.hasExpired():
        QTest.qWait(5)
    return condition()


"""

IN_FULL_SCREEN = """
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

IN_A_WINDOW = """
SMALL = (-1, -1, 9, 7), (0, 0, 1, 1), (300, 200, 33, 17), (127, 127, 2, 3), (420, 100, 1, 300), (100, 333, 500, 1)


def painted_at_once():
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return lines[..., :3].copy()  # the image goes away


def has_no_seam():
    whole = painted_at_once()
    height, width = min(whole.shape[0], HEIGHT), min(whole.shape[1], WIDTH)
    return bool((screen()[:height, :width] == whole[:height, :width]).all())


smaller = MirrorModel(owner="Anna")
smaller.source(1010, 402, "Window")
first = ShareWindow(model=smaller, settings=Settings(Path(sys.argv[1]).with_name("first.ini")))
first.show()
room = first.view.viewport().size() * first.devicePixelRatioF()
assert first.view.scale == 1 and room.width() >= 1010 and room.height() >= 402, "nothing of it is cut off"
first.shut()
paint(0, 0, WIDTH, HEIGHT)
model.pointer_shape(15, 21, 3, 2, random.integers(0, 256, 15 * 21 * 4, np.uint8).tobytes())
window = ShareWindow(model=model, settings=Settings(Path(sys.argv[1])))
window.setGeometry(0, 0, 900, 600)
window.show()
assert QTest.qWaitForWindowExposed(window)
for scale in (0.75, 1.0, 1.33, 1.5, 2.0, 3.0):
    window.view.zoom_to(scale)
    assert soon(has_no_seam)
    for number, (x, y, width, height) in enumerate(SMALL):
        paint(max(x, 0), max(y, 0), width, height)
        model.pointer_at(300 + 7 * number, 200 + 5 * number, True)
        QTest.qWait(20)
    assert soon(has_no_seam), f"at {scale:.0%} a seam is left"
window.shut()
print("no seams")
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


def show_on(display: str, folder: Path, factor: str, program: str = IN_FULL_SCREEN) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": factor}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[4]), "FERNBLICK_DATA": str(folder)}
    command = [sys.executable, "-c", SETUP + program, str(folder / "settings.ini")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=200, check=False)


def test_a_full_screen_mirror_shows_the_picture_exactly_edge_to_edge(display: str, tmp_path: Path):
    done = show_on(display, tmp_path, factor="1")
    assert done.stdout == "exact\n", done.stderr


@pytest.mark.parametrize("factor", ["1.33", "1.5", "2"])
def test_100_percent_means_device_pixels_on_a_dense_display(display: str, tmp_path: Path, factor: str):
    done = show_on(display, tmp_path, factor=factor)
    assert done.stdout == "exact\n", done.stderr


@pytest.mark.parametrize("factor", ["1", "1.33", "1.5"])
def test_small_changes_leave_no_seams_on_any_display(display: str, tmp_path: Path, factor: str):
    done = show_on(display, tmp_path, factor=factor, program=IN_A_WINDOW)
    assert done.stdout == "no seams\n", done.stderr
