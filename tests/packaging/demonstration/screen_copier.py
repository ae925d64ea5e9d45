"""Shows one X display on another, the simplest way: stands for the real programs where only the measuring is tested."""

from __future__ import annotations

import sys

import mss
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Copy(QWidget):
    def __init__(self, display: str, delay_ms: int) -> None:
        super().__init__()
        self._grabber = mss.MSS(display=display, backend="xshmgetimage")
        self._delay_ms = delay_ms
        self._picture = QImage()
        self._timer = QTimer(self, interval=15)
        self._timer.timeout.connect(self._grab)
        self._timer.start()

    def _grab(self) -> None:
        shot = self._grabber.grab(self._grabber.monitors[0])
        picture = QImage(bytes(shot.raw), shot.width, shot.height, QImage.Format.Format_RGB32).copy()
        QTimer.singleShot(self._delay_ms, lambda: self._show(picture))

    def _show(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawImage(0, 0, self._picture)


application = QApplication(sys.argv)
copy = Copy(sys.argv[1], int(sys.argv[2]))
copy.showFullScreen()
application.exec()
