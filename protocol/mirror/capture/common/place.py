"""Where a source lies on the desktop, as long as it is one that stands still: a monitor, or a region. Pure."""

from __future__ import annotations

from typing import NamedTuple

from protocol.mirror.capture.common.source import CaptureUnavailable, Monitor, MonitorSource, RegionSource
from protocol.mirror.picture.tiles import Rect


class Place(NamedTuple):
    """A part of the desktop, and what it is called."""

    title: str
    rect: Rect  # pixels of the whole desktop


def place_of(source: MonitorSource | RegionSource, monitors: list[Monitor]) -> Place:
    """Return where `source` is on a desktop of `monitors`.

    Raises:
        CaptureUnavailable: "monitor_gone", "region_gone".
    """
    if isinstance(source, RegionSource):
        return _region(source.rect, monitors)
    found = [m for m in monitors if (m.source.key if source.key else m.number) == (source.key or source.number)]
    if len(found) != 1:
        raise CaptureUnavailable("monitor_gone")
    monitor = found[0]
    return Place(monitor.name, monitor.rect)


def _region(rect: Rect, monitors: list[Monitor]) -> Place:
    """Return as much of `rect` as lies on the desktop."""
    if not monitors:
        raise CaptureUnavailable("region_gone")
    left = max(rect.x, min(m.rect.x for m in monitors))
    top = max(rect.y, min(m.rect.y for m in monitors))
    right = min(rect.x + rect.width, max(m.rect.x + m.rect.width for m in monitors))
    bottom = min(rect.y + rect.height, max(m.rect.y + m.rect.height for m in monitors))
    if left >= right or top >= bottom:
        raise CaptureUnavailable("region_gone")
    return Place(f"{right - left} × {bottom - top}", Rect(left, top, right - left, bottom - top))
