"""Paints the mirror's pixels and pointer into a region of a widget; all geometry is in device pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from protocol.mirror.picture.tiles import Rect
from resources.mirror.model import MirrorModel
from resources.mirror.view.placement import Placement
from resources.mirror.view.scaled_copy import ScaledCopy

POINTER_SCALE_MIN = 0.5  # a smaller pointer is hard to find
BLOCK = 256  # device pixels of the side of what is interpolated at once


def rects_of(region: QRegion) -> list[QRect]:
    """Return the rectangles of `region`."""
    return list(cast("Iterable[QRect]", region))  # PySide's stubs do not say that a region can be iterated


def count_device_pixels(painter: QPainter, ratio: float) -> None:
    """Have `painter` count device pixels, whole ones, from the corner of its widget on.

    A widget's corner may lie between two pixels, and Qt rounds that differently from one way of drawing to the next.
    """
    painter.scale(1 / ratio, 1 / ratio)
    corner = painter.deviceTransform()
    painter.translate(math.floor(corner.dx() + 0.5) - corner.dx(), math.floor(corner.dy() + 0.5) - corner.dy())


def device_region(region: QRegion, ratio: float) -> QRegion:
    """Return all device pixels that logical pixels of `region` touch, wherever the widget's corner lies."""
    if ratio == 1:
        return region
    more = 0 if ratio.is_integer() else 1  # the corner may lie between two pixels
    result = QRegion()
    for rect in rects_of(region):
        left, top = math.floor(rect.x() * ratio) - more, math.floor(rect.y() * ratio) - more
        right = math.ceil((rect.x() + rect.width()) * ratio) + more
        bottom = math.ceil((rect.y() + rect.height()) * ratio) + more
        result += QRect(left, top, right - left, bottom - top)
    return result


def logical_rect(rect: QRect, ratio: float) -> QRect:
    """Return all logical pixels that device pixels of `rect` touch."""
    left, top = math.floor(rect.x() / ratio), math.floor(rect.y() / ratio)
    right = math.ceil((rect.x() + rect.width()) / ratio)
    bottom = math.ceil((rect.y() + rect.height()) / ratio)
    return QRect(left, top, right - left, bottom - top)


class PicturePainter:
    """Paint one mirror where its placement says.

    At 100 % pixels are copied, at whole factors above they are repeated, at other factors above they are interpolated,
    and below 100 % they come from a smaller copy of which only the changed blocks are made anew.
    """

    def __init__(self, model: MirrorModel, placement: Placement) -> None:
        self._model = model
        self._placement = placement
        self._small = self._make_small()
        self._block = QImage(BLOCK, BLOCK, QImage.Format.Format_RGB32)
        self._pointer = QImage()  # as large as it is painted
        self._pointer_of: tuple[int, float] | None = None  # shape and scale that it was made of

    @property
    def placement(self) -> Placement:
        """Where the picture lies."""
        return self._placement

    def move(self, placement: Placement) -> None:
        """Have the picture lie elsewhere, or at another scale."""
        before, self._placement = self._placement, placement
        if before.target.size() != placement.target.size():
            self._small = self._make_small()

    def change(self, rects: Iterable[Rect]) -> list[QRect]:
        """Note that the mirror has changed in `rects`, and return where that shows."""
        shown = []
        for rect in rects:
            area = QRect(*rect)
            if self._small is not None:
                self._small.change(area)
            shown.append(self._placement.to_view(area))
        return shown

    def pointer_rect(self) -> QRect:
        """Return where the pointer shows; empty where none does."""
        pointer, scale = self._model.pointer, self._placement.scale
        if not pointer.visible or pointer.shape.isNull():
            return QRect()
        size = max(scale, POINTER_SCALE_MIN)
        corner = self._placement.target.topLeft()
        # The hot spot's pixel is as large as the picture's pixels: its corner is where the picture's is.
        left = corner.x() + math.floor(pointer.x * scale) - round(pointer.hot_x * size)
        top = corner.y() + math.floor(pointer.y * scale) - round(pointer.hot_y * size)
        shape = pointer.shape.size()
        return QRect(left, top, max(1, round(shape.width() * size)), max(1, round(shape.height() * size)))

    def paint(self, painter: QPainter, region: QRegion) -> QRegion:
        """Paint what of the picture lies in `region`, and return the rest of it."""
        target = self._placement.target
        for rect in rects_of(region & target):
            self._paint_pixels(painter, rect)
        for rect in rects_of(region & target & self.pointer_rect()):
            self._paint_pointer(painter, rect)
        return region - QRegion(target)

    def _make_small(self) -> ScaledCopy | None:
        size = self._placement.target.size()
        return ScaledCopy(self._model.image, size) if self._placement.scale < 1 else None

    def _paint_pixels(self, painter: QPainter, rect: QRect) -> None:
        target, scale, image = self._placement.target, self._placement.scale, self._model.image
        if self._small is not None:
            part = rect.translated(-target.topLeft())
            self._small.refresh(part)
            painter.drawImage(rect.topLeft(), self._small.image, part)
        elif scale.is_integer():
            source = self._placement.to_source(rect)
            painter.drawImage(self._placement.to_view(source), image, source)
        else:
            self._interpolate(painter, rect)

    def _interpolate(self, painter: QPainter, rect: QRect) -> None:
        """Draw `rect` from the blocks that it touches.

        Qt rounds the weights anew from where a line begins, so a pixel looks the same whenever it is painted only if
        its line always begins at the same place.
        """
        corner = self._placement.target.topLeft()
        part = rect.translated(-corner)
        for top in range(part.top() // BLOCK * BLOCK, part.bottom() + 1, BLOCK):
            for left in range(part.left() // BLOCK * BLOCK, part.right() + 1, BLOCK):
                block = QRect(left, top, BLOCK, BLOCK)
                self._fill_block(block.topLeft())
                seen = block & part
                painter.drawImage(seen.topLeft() + corner, self._block, seen.translated(-block.topLeft()))

    def _fill_block(self, corner: QPoint) -> None:
        painter = QPainter(self._block)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(-corner, self._placement.target.size()), self._model.image)
        painter.end()

    def _paint_pointer(self, painter: QPainter, part: QRect) -> None:
        """Draw the pointer as far as it lies in `part`."""
        rect, shape, scale = self.pointer_rect(), self._model.pointer.shape, self._placement.scale
        made_of = (shape.cacheKey(), scale)
        if made_of != self._pointer_of:
            mode = Qt.TransformationMode
            smooth = mode.FastTransformation if scale.is_integer() else mode.SmoothTransformation
            self._pointer = shape.scaled(rect.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._pointer_of = made_of
        painter.drawImage(part.topLeft(), self._pointer, part.translated(-rect.topLeft()))
