"""Windows that must be reached at any time: wholly on a monitor that exists, whatever becomes of the monitors."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

FRAME = 40  # pixels that a window's frame may take above and below it
FRAMED_MS = 150  # after which a window manager has drawn its frame
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


def keep_within(window: QWidget) -> None:
    """Have `window` lie wholly on its screen, beside task bars, and be no larger than that; in full screen cover it."""
    covers = Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMaximized | Qt.WindowState.WindowMinimized
    if window.windowState() & covers:
        whole, handle = window.screen().geometry(), window.windowHandle()
        if window.isFullScreen() and not whole.isEmpty() and window.geometry() != whole and handle is not None:
            handle.setGeometry(whole)  # without a window manager nobody else does it; of a widget it ends full screen
        return
    room, frame = room_of(window), window.frameGeometry()
    if frame.size() == window.size() and not window.windowFlags() & Qt.WindowType.FramelessWindowHint:
        frame.setHeight(frame.height() + FRAME)  # what the window manager is about to draw
    around = frame.size() - window.size()
    if (size := window.size().boundedTo(room.size() - around)) != window.size():
        window.resize(size)
        frame.setSize(window.size() + around)
    if (place := moved_into(frame, room).topLeft()) != frame.topLeft():
        window.move(place)


class StaysOnScreen(QObject):
    """Keeps `window` within its screen: when it is shown, and when monitors, their scale or their task bars change."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._seen: tuple[QRect, float] | None = None
        self._framed = QTimer(self, singleShot=True, interval=FRAMED_MS)
        self._framed.timeout.connect(self._keep_framed)
        self._shown_with = QSize()
        self._watch = MonitorWatch(self._follow, self, clock=False)
        window.installEventFilter(self)

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Look when the window comes, and once more when it has its frame."""
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self._keep()
            self._framed.start()
        return False

    def _follow(self) -> None:
        """Look where the screen is another one now, and not where the user has moved the window half out of it."""
        window = self.parent()
        if isinstance(window, QWidget) and window.isVisible() and _room_and_scale(window) != self._seen:
            self._keep()

    def _keep_framed(self) -> None:
        """Look once more, unless somebody has given the window another size meanwhile: they meant that."""
        window = self.parent()
        if isinstance(window, QWidget) and window.size() == self._shown_with:
            self._keep()

    def _keep(self) -> None:
        window = self.parent()
        if isinstance(window, QWidget):
            self._seen = _room_and_scale(window)
            keep_within(window)
            self._shown_with = window.size()


def _room_and_scale(window: QWidget) -> tuple[QRect, float]:
    return room_of(window), window.devicePixelRatioF()


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
    """Calls `look` at each change of the monitors, and with `clock` every `LOOK_MS` besides."""

    def __init__(self, look: Callable[[], object], parent: QObject, *, clock: bool = True) -> None:
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
        if clock:
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
