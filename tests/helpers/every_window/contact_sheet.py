"""All windows of both programs on one sheet for each screen, language and theme, to be looked at by a person.

As `python -m tests.helpers.every_window.contact_sheet DIR`: a minute a sheet. Nothing of it is kept here: what the
layouts themselves say is held by tests/resources/look/test_every_window.py, and what looks wrong only eyes see.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

SCREENS = {"1366x768": (1366, 728, 1.0), "1366x768 at 150 %": (910, 485, 1.5), "1920x1080": (1920, 1040, 1.0)}
WIDTH, LABEL, GAP, COLUMNS = 460, 18, 8, 4  # pixels, and windows beside each other
PROGRAMS, LANGUAGES, THEMES = ("console", "viewer"), ("en", "de"), ("light", "dark")


def main(folder: Path) -> None:
    """Write a sheet for each combination into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QGuiApplication([])
    for program, screen, language, theme in product(PROGRAMS, SCREENS, LANGUAGES, THEMES):
        with tempfile.TemporaryDirectory() as pictures:
            _open_all(program, screen, language, theme, Path(pictures))
            name = f"{program}, {screen}, {language}, {theme}.png".replace(" %", "")
            _sheet(sorted(Path(pictures).glob("*.png"))).save(str(folder / name))
    app.quit()


def _open_all(program: str, screen: str, language: str, theme: str, pictures: Path) -> None:
    width, height, ratio = SCREENS[screen]
    one = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "dpr": ratio}
    described = pictures / "screen.json"
    described.write_text(json.dumps({"screens": [one | {"logicalDpi": 96, "logicalBaseDpi": 96}]}))
    words = [sys.executable, "-m", "tests.helpers.every_window.walk", program, language, theme, str(pictures)]
    environment = os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={described}"}
    subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _sheet(files: list[Path]) -> QImage:
    """Return the pictures one beside the other, in rows, each with its name."""
    smooth = Qt.TransformationMode.SmoothTransformation
    shown = [(file.stem, QImage(str(file))) for file in files]
    small = [(name, image.scaledToWidth(min(WIDTH, image.width()), smooth)) for name, image in shown]
    rows = [small[at : at + COLUMNS] for at in range(0, len(small), COLUMNS)]
    heights = [max(image.height() for _, image in row) + LABEL + GAP for row in rows]
    sheet = QImage(COLUMNS * (WIDTH + GAP), sum(heights), QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    top = 0
    for row, height in zip(rows, heights, strict=True):
        for column, (name, image) in enumerate(row):
            left = column * (WIDTH + GAP)
            painter.drawText(QRect(left, top, WIDTH, LABEL), Qt.AlignmentFlag.AlignVCenter, name)
            painter.drawImage(left, top + LABEL, image)
        top += height
    painter.end()
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1]))
