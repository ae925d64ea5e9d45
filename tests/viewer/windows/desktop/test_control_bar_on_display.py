"""The customer's bar on a real X server: monitors become smaller, are unplugged, change places; the red X is on one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs an X server for tests (Xvfb)")

ROOT = Path(__file__).parents[4]
PROGRAM = """
import os
import time
from contextlib import ExitStack
from types import SimpleNamespace
import xcffib
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from protocol.vocabulary.desktop import Access
from resources.look.theme import Theme
from tests.system.stage.screens import set_size, side_by_side
from viewer.windows.desktop.control_bar import ControlBar

display = os.environ["DISPLAY"]
app = QApplication([])
Theme(app, "light")
desktop = SimpleNamespace(access=Access.CONTROL, since_ms=0, interrupted=False, name=os.environ["NAME"])
bar = ControlBar(desktop=desktop, key="Ctrl+Alt+X")
bar.show()
assert QTest.qWaitForWindowExposed(bar)
server = xcffib.connect(display)


def on_the_server():
    '''Where the X server says that the bar is, in its own pixels.'''
    number, root = int(bar.winId()), server.get_setup().roots[0].root
    size = server.core.GetGeometry(number).reply()
    at = server.core.TranslateCoordinates(number, root, 0, 0).reply()
    return QRect(at.dst_x, at.dst_y, size.width, size.height)


def follows(what, *monitors):
    began = time.monotonic()
    rooms = [QRect(*monitor) for monitor in monitors]
    while not any(room.contains(on_the_server()) for room in rooms):
        assert time.monotonic() - began < 10, f"{what}: the bar is at {on_the_server().getRect()}"
        QTest.qWait(10)
    side = 44 * bar.devicePixelRatioF()
    assert abs(bar.end_button.width() * bar.devicePixelRatioF() - side) < 2, bar.end_button.size()
    print(f"{what}: {time.monotonic() - began:.2f} s")


follows("at first", (0, 0, 1600, 900))
set_size(display, 800, 600)
follows("smaller", (0, 0, 800, 600))
bar.move(bar.screen().geometry().topRight())
follows("dragged away", (0, 0, 800, 600))
set_size(display, 1600, 900)
bar.move_to(5000)
QTest.qWait(500)
bar.move_to(5000)
set_size(display, 1024, 600)
follows("smaller again", (0, 0, 1024, 600))
set_size(display, 1600, 900)
with side_by_side(display, (800, 900), (800, 900)):
    QTest.qWait(600)
    assert len(app.screens()) == 2, [screen.geometry() for screen in app.screens()]
    bar.move(app.screens()[1].geometry().topLeft() + QPoint(300, 0))
    follows("on the second", (800, 0, 800, 900))
with side_by_side(display, (800, 600)):
    follows("the second unplugged", (0, 0, 800, 600))
bar.hide()
"""


@pytest.fixture
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x900x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        yield ":" + answer.readline().strip()
    server.terminate()
    server.wait()


@pytest.mark.parametrize(("factor", "name"), [("1", "Maria"), ("1.5", "W" * 60), ("2", "\ufdfd" * 60)])
def test_the_whole_bar_is_on_a_monitor_that_exists(display: str, tmp_path: Path, factor: str, name: str) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": factor, "NAME": name}
    environment |= {"PYTHONPATH": str(ROOT), "FERNBLICK_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 6, done.stdout
    print(done.stdout)
