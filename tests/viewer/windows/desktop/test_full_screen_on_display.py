"""The customer's picture in full screen on a real X server that changes its size: it follows, without its bar."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.processes import Processes
from tests.system.stage.stage import plain_environment

pytestmark = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs an X server for tests (Xvfb)")

ROOT = Path(__file__).parents[4]
PROGRAM = """
import os
import sys
from pathlib import Path
from PySide6.QtCore import QRect
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from resources.look.theme import Theme
from resources.mirror.model import MirrorModel
from resources.program.settings import Settings
from tests.system.stage.screens import set_size
from viewer.windows.desktop.mirror_window import ShareWindow

app = QApplication([])


def wait_for(condition):
    for _ in range(3000):
        if condition():
            return
        QTest.qWait(10)
    raise AssertionError(f"{window.geometry()}, {window.screen().geometry()}")


Theme(app, "light")
model = MirrorModel(owner="Theo")
model.source(1366, 768, "DP-1")
window = ShareWindow(model=model, settings=Settings(Path(sys.argv[1])))
QCursor.setPos(400, 300)
window.show()
window.show_full_screen()
window.bar_timer.setInterval(100)
window.bar_timer.start()
wait_for(window.bar.isHidden)
shown = []
window.view.touched.connect(lambda: shown.append(True))
for size in ((1365, 767), (1600, 900), (800, 600)):
    set_size(os.environ["DISPLAY"], *size)
    wait_for(lambda: window.geometry() == QRect(0, 0, *size))
    assert window.isFullScreen()
    QTest.qWait(300)
assert window.bar.isHidden()
assert shown == []
window.shut()
"""


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[str]:
    """A display without a window manager."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x900x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        yield ":" + answer.readline().strip()
    server.terminate()
    server.wait()


@pytest.fixture
def managed(tmp_path: Path) -> Iterator[str]:
    """A display with one."""
    with Processes(tmp_path) as processes:
        yield processes.start_display("managed", width=1600, height=900, environment=plain_environment())


@pytest.mark.parametrize("display", ["bare", "managed"])
def test_a_full_screen_follows_the_monitors_size(request: pytest.FixtureRequest, tmp_path: Path, display: str) -> None:
    shown_on = {"DISPLAY": request.getfixturevalue(display), "QT_QPA_PLATFORM": "xcb"}
    environment = {**plain_environment(), **shown_on, "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "settings.ini")],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
