"""A small window that keeps changing: a clock, something that moves, text that scrolls, and a row of marks.

It stands for whatever a technician has on their desktop. With `--controlled`, a line "pause" or "go on" on standard
input stops or resumes all change, is answered by the same line, and the end of standard input ends the program.
"""

from __future__ import annotations

import math
import signal
import sys

from PySide6.QtCore import QPointF, QRect, QSocketNotifier, Qt, QTime, QTimer
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from demonstration import marks

TICK_MS = 50
TICKS_A_NUMBER = 2  # a new number every 100 ms
WIDTH, HEIGHT = 640, 480  # pixels
MARGIN = 24  # pixels

_LINES = (
    "This window keeps changing, so that there is something to see.",
    "What you see here is what the customer sees:",
    "every pixel of it, exactly, a few milliseconds later.",
    "Move this window about. Open another program. Type something.",
    "The customer's window is view only.",
)


class DemoWindow(QWidget):
    """The window; everything in it follows from the number of ticks that have passed."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Something that changes")
        self.setFixedSize(WIDTH, HEIGHT)
        self._tick = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._advance)
        self._timer.start()

    def obey(self, order: str) -> None:
        """Stop or resume all change."""
        if order == "pause":
            self._timer.stop()
        elif order == "go on":
            self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the state of this tick."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#17252f"))
        self._draw_marks(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_clock(painter)
        self._draw_ball(painter)
        self._draw_text(painter)
        painter.end()

    def _font(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPointSize(size)
        return font

    def _advance(self) -> None:
        self._tick += 1
        self.update()

    def _draw_marks(self, painter: QPainter) -> None:
        side = marks.SQUARE
        for column, colour in enumerate(marks.squares(self._tick // TICKS_A_NUMBER)):
            painter.fillRect(MARGIN + column * side, HEIGHT - MARGIN - side, side, side, QColor(*colour))

    def _draw_clock(self, painter: QPainter) -> None:
        painter.setPen(QColor("#f4efe6"))
        painter.setFont(self._font(40))
        painter.drawText(QRect(MARGIN, MARGIN, WIDTH, 70), Qt.AlignmentFlag.AlignLeft, QTime.currentTime().toString())

    def _draw_ball(self, painter: QPainter) -> None:
        angle = self._tick / 20
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#e8a33d"))
        painter.drawEllipse(QPointF(WIDTH / 2 + 250 * math.sin(angle), 180 + 40 * math.cos(2 * angle)), 22, 22)

    def _draw_text(self, painter: QPainter) -> None:
        window, height = QRect(MARGIN, 250, WIDTH - 2 * MARGIN, 170), 28
        painter.setClipRect(window)
        painter.setPen(QColor("#9fc3d4"))
        painter.setFont(self._font(13))
        first, shift = divmod(self._tick, height)
        for row in range(window.height() // height + 2):
            painter.drawText(
                window.left(), window.top() + (row + 1) * height - shift, _LINES[(first + row) % len(_LINES)]
            )


def main() -> int:
    """Show the window until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C ends it at once; there is nothing to save
    application = QApplication(sys.argv)
    window = DemoWindow()
    if "--controlled" in sys.argv:
        notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, window)

        def hear() -> None:
            line = sys.stdin.readline()
            if not line:
                application.quit()
            window.obey(line.strip())
            print(line, end="", flush=True)

        notifier.activated.connect(hear)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
