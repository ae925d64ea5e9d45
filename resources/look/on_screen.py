"""Windows that must be reached at any time: wholly on a monitor that exists, whatever becomes of the monitors."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QPoint, QRect, QSize, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

FRAME = 40  # pixels that a window's frame may take above and below it
NO_SCREEN = QSize(800, 600)  # what windows make do with while there is no monitor
LOOK_MS = 200  # between two looks: a change is followed within half a second, also one that nobody tells of


def rooms(*, available: bool = False) -> list[QRect]:
    """Return where windows can be on the screens, one place at least; `available`: beside task bars.

    Where no monitor is plugged in, Qt has no screens, or some without a size. Where a pixel of ours is no whole number
    of the screen's, the last one may be half on another screen.
    """
    found = []
    for screen in QGuiApplication.screens():
        room = screen.availableGeometry() if available else screen.geometry()
        whole = screen.devicePixelRatio().is_integer()
        found.append(room if whole else room.adjusted(0, 0, -1, -1))
    return [room for room in found if not room.isEmpty()] or [QRect(QPoint(0, 0), NO_SCREEN)]


def room_of(window: QWidget) -> QRect:
    """Return where `window` can be on its screen, beside task bars; without a monitor, what it makes do with."""
    room = window.screen().availableGeometry()
    return QRect(QPoint(0, 0), NO_SCREEN) if room.isEmpty() else room


def fitting(size: QSize, window: QWidget) -> QSize:
    """Return `size`, or as much of it as the screen of `window` has room for, with the window's frame."""
    return size.boundedTo(room_of(window).size() - QSize(0, FRAME))


def nearest(point: QPoint, among: Iterable[QRect]) -> QRect:
    """Return the one of `among`, of which there is one at least, that holds `point` or is nearest to it."""
    return min(among, key=lambda room: _distance(point, room))


def moved_into(frame: QRect, room: QRect) -> QRect:
    """Return `frame` moved into `room`; where it is larger, its left upper corner is there and the rest is cut off."""
    size = frame.size().boundedTo(room.size())
    x = max(room.left(), min(frame.x(), room.right() + 1 - size.width()))
    y = max(room.top(), min(frame.y(), room.bottom() + 1 - size.height()))
    return QRect(QPoint(x, y), QSize(size))


class MonitorWatch(QObject):
    """Calls `look` at each change of the monitors, and every `LOOK_MS` besides."""

    def __init__(self, look: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        for signal in (app.screenAdded, app.screenRemoved, app.primaryScreenChanged):
            signal.connect(self._changed)
        app.screenAdded.connect(self._follow)
        for screen in app.screens():
            self._follow(screen)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self._look_at_it)
        self._clock.start()

    def _follow(self, screen: QScreen) -> None:
        for signal in (screen.geometryChanged, screen.availableGeometryChanged, screen.logicalDotsPerInchChanged):
            signal.connect(self._changed)

    def _changed(self) -> None:
        QTimer.singleShot(0, self, self._look_at_it)  # once Qt knows all of it

    def _look_at_it(self) -> None:
        if QGuiApplication.screens():
            self._look()


def _distance(point: QPoint, room: QRect) -> int:
    nearest_x = max(room.left(), min(point.x(), room.right()))
    nearest_y = max(room.top(), min(point.y(), room.bottom()))
    return (QPoint(nearest_x, nearest_y) - point).manhattanLength()
