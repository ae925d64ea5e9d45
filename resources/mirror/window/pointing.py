"""Pointing at a picture: what the hand does becomes marks, which are drawn here and sent to the other side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from protocol.mirror.picture.pointing import Board
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import SIDE_LIMIT
from protocol.vocabulary.marks import POINTS_LIMIT, Mark, MarkKind, MarkPoint, MarksCleared, Picture
from resources.mirror.view.view import MirrorView

SEND_MS = 33  # between two messages of one mark
OWN = 0  # the number under which one's own marks are on the board


class Pointing(QObject):
    """One person's marks over one picture.

    Args:
        picture: which.
        board: where these marks are kept for drawing.
        stream: returns the number of the stream that the picture is shown with now.
        send: sends a message to the other side.
        sees_laser: whether the laser dot is drawn here, too.

    Signals:
        changed: the board has changed.
        tool_changed: another tool is chosen.

    Attributes:
        tool: what the hand holds; None: nothing.
        kept: whether arrows and lines stay until they are cleared.
    """

    changed = Signal()
    tool_changed = Signal()

    def __init__(
        self,
        *,
        picture: Picture,
        board: Board,
        stream: Callable[[], int],
        send: Callable[[Message], object],
        sees_laser: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tool: MarkKind | None = None
        self.kept = True
        self._picture = picture
        self._board = board
        self._stream = stream
        self._send = send
        self._sees_laser = sees_laser
        self._number = 0
        self._drawing: MarkKind | None = None
        self._drawing_number = 0
        self._latest = (0, 0)
        self._waiting: list[MarkPoint] = []
        self._clock = QTimer(self, interval=SEND_MS)
        self._clock.timeout.connect(self._flush)

    def choose(self, tool: MarkKind | None) -> None:
        """Take another tool."""
        if tool is not self.tool:
            self.release()
            self._switch_laser_off()
            self.tool = tool
            self.tool_changed.emit()

    def press(self, x: int, y: int) -> None:
        """Begin a mark of the tool at a pixel of the picture."""
        if self.tool is not None and self.tool is not MarkKind.LASER:
            self._begin(self.tool)
            self._add(x, y)

    def move(self, x: int, y: int) -> None:
        """Go on with the mark; a laser dot is wherever the pointer is."""
        if self.tool is MarkKind.LASER and self._drawing is None:
            self._begin(MarkKind.LASER)
        if self._drawing is not None and (x, y) != self._latest:
            self._add(x, y)

    def release(self) -> None:
        """End the mark."""
        if self._drawing not in (None, MarkKind.LASER):
            self._flush()
            self._drawing = None
            self._clock.stop()

    def click(self, x: int, y: int, *, here: bool = True) -> None:
        """Show a ring at a pixel of the picture; only on the other side where not `here`."""
        self._number += 1
        self._say(MarkKind.CLICK, self._number, (MarkPoint(x=_fitting(x), y=_fitting(y)),), here=here)

    def clear(self) -> None:
        """Take all own marks away, on both sides."""
        self._waiting.clear()
        self._drawing = None
        self._board.clear(OWN)
        self._send(MarksCleared(picture=self._picture))
        self.changed.emit()

    def _begin(self, kind: MarkKind) -> None:
        self._flush()
        self._number += 1
        self._drawing, self._drawing_number = kind, self._number
        self._clock.start()

    def _add(self, x: int, y: int) -> None:
        self._latest = x, y
        self._waiting.append(MarkPoint(x=_fitting(x), y=_fitting(y)))
        if len(self._waiting) >= POINTS_LIMIT:
            self._flush()

    def _flush(self) -> None:
        if self._waiting and self._drawing is not None:
            self._say(self._drawing, self._drawing_number, tuple(self._waiting))
        self._waiting.clear()

    def _switch_laser_off(self) -> None:
        if self._drawing is MarkKind.LASER:
            self._waiting.clear()
            self._say(MarkKind.LASER, self._drawing_number, ())
            self._drawing = None
            self._clock.stop()

    def _say(self, kind: MarkKind, number: int, points: tuple[MarkPoint, ...], *, here: bool = True) -> None:
        kept = self.kept and kind in (MarkKind.ARROW, MarkKind.PEN)
        mark = Mark(picture=self._picture, stream=self._stream(), number=number, kind=kind, points=points, kept=kept)
        self._send(mark)
        if here and (self._sees_laser or kind is not MarkKind.LASER):
            self._board.take(OWN, mark)
            self.changed.emit()


def _fitting(place: int) -> int:
    return max(-SIDE_LIMIT, min(place, SIDE_LIMIT))


class ViewPointing(QObject):
    """Lets the mouse point at what a view shows: with the tool that is chosen, or by plain clicks as rings.

    Args:
        view: what shows the picture.
        pointing: what becomes of it.
        rings: whether a plain click is a ring; for who cannot do anything else there.
    """

    def __init__(self, view: MirrorView, pointing: Pointing, *, rings: bool) -> None:
        super().__init__(view)
        self._view = view
        self._pointing = pointing
        self._rings = rings
        self._pressed = QPointF()
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse while a tool is chosen; Esc puts the tool away, Del clears."""
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._pointing.tool is not None:
            return self._key(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        pixel = self._view.pixel_at(event.position())
        if pixel is None:
            return False
        if self._pointing.tool is None:
            self._plain(event, pixel)
            return False
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pointing.press(pixel.x(), pixel.y())
        elif event.type() == QEvent.Type.MouseMove:
            self._pointing.move(pixel.x(), pixel.y())
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pointing.release()
        return True

    def _plain(self, event: QMouseEvent, pixel: QPoint) -> None:
        """Make a ring of a click that did not drag."""
        if not self._rings or event.button() != Qt.MouseButton.LeftButton:
            return
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = event.position()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            near = (event.position() - self._pressed).manhattanLength() < QApplication.startDragDistance()
            placement = self._view.seen_placement()
            if near and placement is not None and QRect(QPoint(0, 0), placement.source).contains(pixel):
                self._pointing.click(pixel.x(), pixel.y())

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._pointing.choose(None)
        elif event.key() == Qt.Key.Key_Delete:
            self._pointing.clear()
        else:
            return False
        return True


class ScreenPointing(QObject):
    """Lets the mouse point at the own screen, which others see: the hand holds a tool, and nothing below gets it.

    The mouse is grabbed while a tool to draw with is chosen; with the laser it is only looked at, and works as ever.

    Args:
        hand: a window of ours that is shown; gets the mouse and the keys meanwhile.
        pointing: what becomes of it.
        pixel: returns the picture's pixel at a place of the desktop (Qt's coordinates); None: not in the picture.
    """

    def __init__(self, hand: QWidget, pointing: Pointing, pixel: Callable[[QPointF], QPoint | None]) -> None:
        super().__init__(hand)
        self._hand = hand
        self._pointing = pointing
        self._pixel = pixel
        self._grabs = False
        self._look = QTimer(self, interval=SEND_MS)
        self._look.timeout.connect(self._look_at_pointer)
        pointing.tool_changed.connect(self._follow)
        hand.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw with the mouse; Esc puts the tool away, Del clears."""
        if not self._grabs:
            return False
        if isinstance(event, QMouseEvent):
            self._mouse(event)
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._pointing.choose(None)
            elif event.key() == Qt.Key.Key_Delete:
                self._pointing.clear()
            return True
        return event.type() == QEvent.Type.Hide and self._let_go()

    def _mouse(self, event: QMouseEvent) -> None:
        if self._hand.rect().contains(event.position().toPoint()) and event.type() == QEvent.Type.MouseButtonPress:
            self._press(self._hand.childAt(event.position().toPoint()))
            return
        pixel = self._pixel(event.globalPosition())
        if pixel is None:
            return
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pointing.press(pixel.x(), pixel.y())
        elif event.type() == QEvent.Type.MouseMove:
            self._pointing.move(pixel.x(), pixel.y())
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pointing.release()

    def _press(self, pressed: QWidget | None) -> None:
        """Put the tool away, and do what the button is for that was pressed; one that was chosen is put away."""
        was_chosen = isinstance(pressed, QAbstractButton) and pressed.isChecked()
        self._pointing.choose(None)
        if isinstance(pressed, QAbstractButton) and not was_chosen:
            pressed.click()

    def _look_at_pointer(self) -> None:
        pixel = self._pixel(QPointF(self._hand.cursor().pos()))
        if pixel is not None:
            self._pointing.move(pixel.x(), pixel.y())

    def _follow(self) -> None:
        tool = self._pointing.tool
        self._let_go()
        if tool is MarkKind.LASER:
            self._look.start()
        elif tool is not None:
            self._grabs = True
            self._hand.grabMouse(Qt.CursorShape.CrossCursor)
            self._hand.grabKeyboard()

    def _let_go(self) -> bool:
        self._look.stop()
        if self._grabs:
            self._grabs = False
            self._hand.releaseMouse()
            self._hand.releaseKeyboard()
        return False
