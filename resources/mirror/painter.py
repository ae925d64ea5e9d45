"""Paints the mirror's pixels and pointer into a region of a widget; all geometry is in device pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QRegion

from protocol.mirror.tiles import Rect
from resources.mirror.model import MirrorModel
from resources.mirror.placement import Placement
from resources.mirror.scaled_copy import ScaledCopy

POINTER_SCALE_MIN = 0.5  # a smaller pointer is hard to find


def rects_of(region: QRegion) -> list[QRect]:
    """Return the rectangles of `region`."""
    return list(cast("Iterable[QRect]", region))  # PySide's stubs do not say that a region can be iterated


def device_region(region: QRegion, ratio: float) -> QRegion:
    """Return all device pixels that logical pixels of `region` touch."""
    if ratio == 1:
        return region
    result = QRegion()
    for rect in rects_of(region):
        left, top = math.floor(rect.x() * ratio), math.floor(rect.y() * ratio)
        right = math.ceil((rect.x() + rect.width()) * ratio)
        bottom = math.ceil((rect.y() + rect.height()) * ratio)
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
        rect = self._pointer_target()
        return rect.toAlignedRect().adjusted(-1, -1, 1, 1) if rect.isValid() else QRect()

    def paint(self, painter: QPainter, region: QRegion) -> QRegion:
        """Paint what of the picture lies in `region`, and return the rest of it."""
        target = self._placement.target
        for rect in rects_of(region & target):
            self._paint_pixels(painter, rect)
        if region.intersects(self.pointer_rect()):
            self._paint_pointer(painter)
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
        """Draw all of the picture clipped to `rect`, so that a part looks the same whenever it is painted."""
        painter.save()
        painter.setClipRect(rect)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self._placement.target, self._model.image)
        painter.restore()

    def _pointer_target(self) -> QRectF:
        pointer, scale = self._model.pointer, self._placement.scale
        if not pointer.visible or pointer.shape.isNull():
            return QRectF()
        size = max(scale, POINTER_SCALE_MIN)
        corner = self._placement.target.topLeft()
        # The hot spot's pixel is as large as the picture's pixels: its corner is where the picture's is.
        left = corner.x() + math.floor(pointer.x * scale) - pointer.hot_x * size
        top = corner.y() + math.floor(pointer.y * scale) - pointer.hot_y * size
        return QRectF(left, top, pointer.shape.width() * size, pointer.shape.height() * size)

    def _paint_pointer(self, painter: QPainter) -> None:
        """Draw the pointer over the picture, and only over it."""
        rect, shape = self._pointer_target(), self._model.pointer.shape
        painter.save()
        painter.setClipRect(self._placement.target)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not self._placement.scale.is_integer())
        painter.drawImage(rect, shape, QRectF(QPoint(0, 0), QSize(shape.width(), shape.height())))
        painter.restore()
