"""Keeps two screens that show each other apart: what is left out of the own one's picture, and the mark on views."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QWidget

from protocol.mirror.picture.tiles import Picture
from protocol.mirror.picture.watermark import Mark
from resources.look import theme
from resources.mirror.view.view import MirrorView
from resources.mirror.window.watermark_overlay import MarkOverlay
from resources.mirror.window.window import MirrorWindow

_GROUND, _INK = QColor(0x40, 0x44, 0x4A), QColor(0xB4, 0xB8, 0xBE)  # quiet on the capture's pattern, light or dark

_TELL_AGAIN = (QEvent.Type.WinIdChange, QEvent.Type.Show, QEvent.Type.WindowStateChange)


class LeftOut(Protocol):
    """The windows that are not captured."""

    def add(self, number: int, word: Picture | None = None, *, lingers: bool = True, below: bool = False) -> None:
        """Leave the window `number` out; `word` stands in its middle, for a while also where it has just been."""

    def discard(self, number: int) -> None:
        """Capture the window `number` again."""

    def leaves_a_trace(self, number: int) -> bool:
        """Return whether something else stands in the window's place, instead of what lies below it."""


class Apart(QObject):
    """One program's windows that must never be in the picture of its own screen.

    Args:
        left_out: told of these windows, which may be captured from now on without them.
        mark: shown over the views of the other side's screen while both screens are shown.
    """

    def __init__(self, left_out: LeftOut, mark: Mark, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left_out = left_out
        self._mark = mark
        self._words: dict[QWidget, tuple[str, bool, bool]] = {}
        self._numbers: dict[QWidget, int] = {}
        self._overlays: list[MarkOverlay] = []

    def leave_out(self, window: QWidget, words: str = "", *, lingers: bool = True, below: bool = False) -> None:
        """Never capture `window`, which has not been shown yet.

        Args:
            window: which.
            words: stand in its place.
            lingers: whether its place stays covered for a moment after it has moved, as its pixels may stand there.
            below: whether the picture has what lies below it, where the system can tell.
        """
        self._words[window] = words, lingers, below
        window.installEventFilter(self)
        window.destroyed.connect(lambda: self._forget(window))
        self._register(window)

    def leaves_a_trace(self, window: QWidget) -> bool:
        """Return whether something can be seen in the picture where the left out `window` is."""
        return self._left_out.leaves_a_trace(self._numbers[window])

    def take(self, window: MirrorWindow, words: str) -> None:
        """Leave a mirror's `window` out, which has not been shown yet, and draw the mark over its view."""
        self.leave_out(window, words)
        self.mark(window.view)

    def mark(self, view: MirrorView) -> None:
        """Draw the mark over `view` while both screens are shown."""
        overlay = MarkOverlay(view.viewport(), self._mark)
        self._overlays.append(overlay)
        overlay.destroyed.connect(lambda: self._overlays.remove(overlay))

    def show_both(self, both: bool) -> None:
        """Say whether each side shows its screen to the other now."""
        if both != self._mark.shown:
            self._mark.shown = both
            for overlay in self._overlays:
                overlay.follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take in that a window has another number, and say it again where a system may have forgotten it."""
        if event.type() in _TELL_AGAIN and isinstance(watched, QWidget) and watched in self._words:
            self._register(watched)
        return False

    def _register(self, window: QWidget) -> None:
        before, number = self._numbers.get(window), int(window.winId())
        self._numbers[window] = number
        words, lingers, below = self._words[window]
        self._left_out.add(number, word_picture(words) if words else None, lingers=lingers, below=below)
        if before not in (None, number):
            self._left_out.discard(before)

    def _forget(self, window: QWidget) -> None:
        self._words.pop(window, None)
        number = self._numbers.pop(window, None)
        if number is not None:
            self._left_out.discard(number)


def not_shown() -> Picture:
    """Draw what stands in the place of a window that its owner never shows."""
    return word_picture(QCoreApplication.translate("Apart", "Not shown"))


def word_picture(words: str) -> Picture:
    """Draw `words` as they stand in place of a window: opaque, BGRX."""
    font = QFont(theme.families())
    font.setPixelSize(theme.text_size("heading"))
    probe = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(probe)
    painter.setFont(font)
    room = painter.boundingRect(QRect(), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    margin = theme.space("two")
    image = QImage(room.width() + 2 * margin, room.height() + margin, QImage.Format.Format_RGB32)
    image.fill(_GROUND)
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(_INK)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].copy()
