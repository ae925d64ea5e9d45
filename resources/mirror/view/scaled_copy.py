"""A smaller copy of a picture that is kept up to date block by block, in good quality and for little time."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

BLOCK = 128  # pixels of a block's side in the source


class ScaledCopy:
    """A copy of `source` scaled down to `size`; each pixel is the average of the area it stands for.

    The picture is cut into blocks whose edges fall on whole pixels on both sides. Each block is scaled on its own, so
    that a change costs its blocks only, and a block looks the same whenever it is scaled: no seams, and no point is
    more than half a pixel off.
    """

    def __init__(self, source: QImage, size: QSize) -> None:
        self._source = source
        self._columns = _edges(source.width(), size.width())
        self._rows = _edges(source.height(), size.height())
        self._stale = {(column, row) for column in range(len(self._columns) - 1) for row in range(len(self._rows) - 1)}
        self.image = QImage(size, QImage.Format.Format_RGB32)

    def change(self, rect: QRect) -> None:
        """Note that the source has changed in `rect`."""
        for row in range(rect.top() // BLOCK, rect.bottom() // BLOCK + 1):
            self._stale.update((column, row) for column in range(rect.left() // BLOCK, rect.right() // BLOCK + 1))

    def refresh(self, within: QRect) -> None:
        """Bring the part of `image` inside `within` up to date."""
        blocks = [block for block in self._stale if self._target(block).intersects(within)]
        if not blocks:
            return
        painter = QPainter(self.image)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for block in blocks:
            target = self._target(block)
            painter.drawImage(target.topLeft(), self._scaled(block, target.size()))
        painter.end()
        self._stale.difference_update(blocks)

    def _scaled(self, block: tuple[int, int], size: QSize) -> QImage:
        area = QRect(QPoint(block[0] * BLOCK, block[1] * BLOCK), QSize(BLOCK, BLOCK)) & self._source.rect()
        ratio, mode = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        return self._source.copy(area).scaled(size, ratio, mode)

    def _target(self, block: tuple[int, int]) -> QRect:
        left, right = self._columns[block[0]], self._columns[block[0] + 1]
        top, bottom = self._rows[block[1]], self._rows[block[1] + 1]
        return QRect(left, top, right - left, bottom - top)


def _edges(source: int, target: int) -> list[int]:
    """Return where the edges of the blocks of a side of `source` pixels fall on a side of `target` pixels."""
    return list(_edges_of(source, target))


def _edges_of(source: int, target: int) -> Iterator[int]:
    for edge in range(0, source, BLOCK):
        yield round(edge * target / source)
    yield target
