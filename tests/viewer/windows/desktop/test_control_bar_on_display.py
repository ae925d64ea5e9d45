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
import xcffib.xproto
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from protocol.vocabulary.desktop import Access
from resources.look.theme import Theme
from tests.system.stage.screens import monitors, plug, set_size, side_by_side
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


def is_mapped():
    return server.core.GetWindowAttributes(int(bar.winId())).reply().map_state == xcffib.xproto.MapState.Viewable


def is_whole():
    there, ratio = on_the_server(), bar.devicePixelRatioF()
    return abs(there.width() - bar.minimumWidth() * ratio) < 2 and abs(there.height() - bar.minimumHeight() * ratio) < 2


def follows(what, *monitors):
    began = time.monotonic()
    rooms = [QRect(*monitor) for monitor in monitors]
    while not (is_mapped() and is_whole() and any(room.contains(on_the_server()) for room in rooms)):
        assert time.monotonic() - began < 10, (
            f"{what}: the bar is at {on_the_server().getRect()}, the screens at {[s.geometry() for s in app.screens()]}"
        )
        QTest.qWait(10)
    assert bar.end_button.size() == QSize(44, 44)
    assert bar.rect().contains(bar.end_button.geometry())
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
QTest.qWait(600)
with side_by_side(display, (800, 600)):
    follows("the second unplugged", (0, 0, 800, 600))
QTest.qWait(600)
with monitors(display, ((400, 450), (800, 450)), ((-400, -100), (800, 450))):
    follows("one left of and above the main one", (400, 450, 800, 450), (-400, -100, 800, 450))
    QTest.qWait(600)
    other = next(screen for screen in app.screens() if screen.geometry().left() < 0)
    bar.move(other.geometry().topLeft() + QPoint(50, 0))
    QTest.qWait(600)
    follows("dragged there", (-400, -100, 800, 450))
    assert bar.size() == bar.minimumSize()
set_size(display, 1600, 900)
follows("its monitor unplugged", (0, 0, 1600, 900))
plug(display, False)
QTest.qWait(600)
bar.move(-3000, -3000)
plug(display, True)
follows("all unplugged, and one back", (0, 0, 1600, 900))
server.core.UnmapWindow(int(bar.winId()))
server.core.ConfigureWindow(int(bar.winId()), 15, [3000, 2000, 10, 10])
server.flush()
follows("hidden, moved and sized by another program", (0, 0, 1600, 900))
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


@pytest.mark.parametrize(
    ("factors", "name"),
    [
        ({"QT_SCALE_FACTOR": "1"}, "Maria"),
        ({"QT_SCALE_FACTOR": "1.5"}, "W" * 60),
        ({"QT_SCALE_FACTOR": "2"}, "\ufdfd" * 60),
        ({"QT_SCREEN_SCALE_FACTORS": "1;1.5"}, "Maria"),
        ({"QT_SCREEN_SCALE_FACTORS": "1.5;1"}, "W" * 60),
        ({"QT_SCREEN_SCALE_FACTORS": "1.25;1.75"}, "Maria"),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else None,
)
def test_the_whole_bar_is_on_a_monitor_that_exists(
    display: str, tmp_path: Path, factors: dict[str, str], name: str
) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "NAME": name} | factors
    environment |= {"PYTHONPATH": str(ROOT), "FERNBLICK_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=200, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 11, done.stdout
    print(done.stdout)
