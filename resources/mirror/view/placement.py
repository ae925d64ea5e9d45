"""Where the mirror lies in its view: arithmetic between pixels of the picture and device pixels of the view."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QSize

SCALES = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)  # what zooming in and out steps to


@dataclass(frozen=True, kw_only=True)
class Placement:
    """A picture of `source` pixels, drawn at `scale` into `target` (device pixels of the view)."""

    source: QSize
    scale: float
    target: QRect

    def to_view(self, rect: QRect) -> QRect:
        """Return the device pixels that depend on the picture's `rect`, smoothing included."""
        spread = 0 if self.scale.is_integer() else 2 + math.ceil(self.scale)
        left = self.target.x() + math.floor(rect.x() * self.scale) - spread
        top = self.target.y() + math.floor(rect.y() * self.scale) - spread
        right = self.target.x() + math.ceil((rect.x() + rect.width()) * self.scale) + spread
        bottom = self.target.y() + math.ceil((rect.y() + rect.height()) * self.scale) + spread
        return QRect(left, top, right - left, bottom - top)

    def pixel(self, place: QPointF) -> QPoint:
        """Return the picture's pixel at `place` (device pixels of the view); it may lie outside the picture."""
        x, y = place.x() - self.target.x(), place.y() - self.target.y()
        return QPoint(math.floor(x / self.scale), math.floor(y / self.scale))

    def to_source(self, rect: QRect) -> QRect:
        """Return the picture's pixels that the view's `rect` (device pixels) shows at least a part of."""
        left = math.floor((rect.x() - self.target.x()) / self.scale)
        top = math.floor((rect.y() - self.target.y()) / self.scale)
        right = math.ceil((rect.x() + rect.width() - self.target.x()) / self.scale)
        bottom = math.ceil((rect.y() + rect.height() - self.target.y()) / self.scale)
        return QRect(left, top, right - left, bottom - top).intersected(QRect(QPoint(0, 0), self.source))


def fit_scale(source: QSize, view: QSize, enlarge: bool, slack: int = 0) -> float:
    """Return the scale that shows all of `source` in `view`; over 1 only if it may `enlarge`.

    A picture that exceeds the view by no more than `slack` pixels at a whole factor is shown at that: crisp, and less
    its last pixels.
    """
    scale = min(view.width() / source.width(), view.height() / source.height())
    whole = max(1, round(scale))
    over = source * whole - view
    if whole > scale and max(over.width(), over.height()) <= slack:
        scale = float(whole)
    return max(scale, 1 / max(source.width(), source.height())) if enlarge or scale < 1 else 1.0


def lost_pixels(ratio: float) -> int:
    """Return how many device pixels a side may seem shorter than it is where logical ones are `ratio` as large."""
    return 0 if ratio.is_integer() else math.ceil(ratio)


def place(source: QSize, view: QSize, scale: float, pan: QPoint) -> Placement:
    """Place `source` in `view` (device pixels): in the middle, or moved by `pan` along a side that does not fit."""
    width = max(1, round(source.width() * scale))
    height = max(1, round(source.height() * scale))
    left = (view.width() - width) // 2 if width <= view.width() else -pan.x()
    top = (view.height() - height) // 2 if height <= view.height() else -pan.y()
    return Placement(source=source, scale=scale, target=QRect(left, top, width, height))


def next_scale(scale: float, up: bool) -> float:
    """Return the step of `SCALES` above or below `scale`, or its last one."""
    if up:
        return min((step for step in SCALES if step > scale + 0.005), default=SCALES[-1])
    return max((step for step in SCALES if step < scale - 0.005), default=SCALES[0])
