"""Make the pictures of the help, and one of the README, anew from the real programs on virtual displays.

`python3 packaging/bootstrap.py run` has made the environment; then `.venv/bin/python packaging/screenshots.py`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from demonstration.desktop import Desktop, wait_for
from demonstration.processes import Processes, end, program_command

ROOT = Path(__file__).resolve().parent.parent
README, HELP = ROOT / "packaging" / "pictures", ROOT / "resources" / "help" / "pictures"
SCREEN = (1366, 768)
HELP_WIDTH = 480  # pixels of a picture in the help: small, for each of them is in each program
IN_README = ("customer-100",)
IN_HELP = {"join": "join", "watch": "watch", "share": "technician/share"}  # the last is in no viewer
STEPS = 24  # of each colour, from none to all of it
STOPPED = 130  # exit status
SETTLED_S = 2.5  # until nothing moves any more
VIEWER = [sys.executable, "-P", "-m", "viewer.app"]
NAMES = {"en": ("Theo Tell", "Clara Client"), "de": ("Theo Tell", "Klara Kunde")}
FIRST_WORDS = {"en": "Good morning! Can you see it?", "de": "Guten Morgen! Sehen Sie es?"}


def main() -> None:
    """Make all of them."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(STOPPED))  # and end what was started
    (HELP / "technician").mkdir(parents=True, exist_ok=True)
    for language in NAMES:
        with tempfile.TemporaryDirectory(prefix="fernblick-pictures-") as folder, Processes(Path(folder)) as processes:
            _Pictures(language, Path(folder), processes).make()


class _Pictures:
    """One session in one language, and what is seen of it."""

    def __init__(self, language: str, folder: Path, processes: Processes) -> None:
        self._language = language
        self._folder = folder
        self._names = NAMES[language]
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "XDG_", "WAYLAND"))}
        environment = {**kept, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(runtime), "XDG_SESSION_TYPE": "x11"}
        self._technician, self._customer = (
            Desktop(name, processes=processes, folder=folder, environment=environment, size=SCREEN)
            for name in ("technician", "customer")
        )
        self._link = folder / "link.txt"

    def make(self) -> None:
        """Show what is to be shown, one after the other."""
        self._show_code()
        self._show_joining()
        self._show_share()

    def _show_code(self) -> None:
        desk, (technician, customer) = self._technician, self._names
        desk.settings(language=self._language, appearance="light", own_name=technician)
        _, window, _ = desk.start("program", program_command())
        desk.hand.place(window, 10, 60, 900, 640)
        options = ["--new-session", customer, "--link-file", str(self._link), "--listen", "127.0.0.1:0", "--share"]
        options += ["--log-level", "info"]
        _, self._console, _ = desk.start("console", [sys.executable, "-P", "-m", "console.app", *options])
        wait_for("the session's code", self._link.exists)
        desk.hand.place(self._console, 200, 60, 1080, 660)

    def _show_joining(self) -> None:
        desk = self._customer
        desk.settings(language=self._language, appearance="light", own_name=self._names[1])
        process, window, _ = desk.start("viewer", VIEWER)
        desk.hand.place(window, 300, 40, 420, 640)
        self._keep(desk, window, "join")
        end(process)

    def _show_share(self) -> None:
        desk = self._customer
        process, window, _ = desk.start("viewer", [*VIEWER, "--join-file", str(self._link)])
        mirror = wait_for("the technician's screen", lambda: self._other_than(window, process.pid))
        self._technician.hand.activate(self._console)
        self._technician.hand.type(FIRST_WORDS[self._language])
        self._technician.hand.press("Return")
        desk.hand.place(mirror, 60, 30, 1120, 690)
        self._keep(self._technician, self._console, "share")
        self._technician.hand.place(self._console, 700, 330, 650, 400)
        self._technician.hand.wait_for_window_manager()
        self._keep(desk, mirror, "watch")
        desk.hand.press("ctrl+0")
        self._keep(desk, mirror, "customer-100")

    def _other_than(self, window: int, process: int) -> int | None:
        return next((each for each in self._customer.hand.windows(process) if each != window), None)

    def _keep(self, desk: Desktop, window: int, name: str) -> None:
        """Write what the window shows once it has stood still."""
        time.sleep(SETTLED_S)
        desk.hand.activate(window)
        time.sleep(SETTLED_S)
        box, file = desk.hand.box(window), self._folder / f"{name}.png"
        desk.screen.save(file, left=box.x, top=box.y, width=box.width, height=box.height)
        if self._language == "en" and name in IN_README:
            _small(file, README / f"{name}.png", width=0)
        if name in IN_HELP:
            _small(file, HELP / f"{IN_HELP[name]}-{self._language}.png", width=HELP_WIDTH)


def _small(file: Path, to: Path, *, width: int) -> None:
    """Write a picture with few colours, at most `width` pixels wide; 0: as wide as it is."""
    image = QImage(str(file))
    if width and image.width() > width:
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    pixels = np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    steps = np.round(pixels / 255 * STEPS) * (255 / STEPS)
    few = np.ascontiguousarray(steps.astype(np.uint8))
    QImage(few.data, image.width(), image.height(), image.bytesPerLine(), image.format()).save(str(to), quality=0)


if __name__ == "__main__":
    main()
