"""Mouse and keyboard of the window with a customer's desktop: they operate the customer's computer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)

from console.remote.input import ControlInput, Spot, as_turned
from console.remote.keys import Pressed
from console.windows.remote.composing import Composing
from console.windows.remote.control_menu import KeysMenu
from console.windows.remote.control_sending import InputSending
from console.windows.remote.pointer_look import cursor_for
from protocol.notation.keysyms import Key
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.input import MouseButton
from resources.look import controls
from resources.look.tips import set_tip
from resources.mirror.window.menus import MenuButton

if TYPE_CHECKING:
    from console.remote.x11_groups import X11Groups
    from console.session.session import Session
    from resources.mirror.window.window import MirrorWindow

MOVE_MS = 16  # between two places of the mouse that are sent
EDGE = 3  # pixels at the top of a full screen that bring the bar back

_BUTTONS = {
    Qt.MouseButton.LeftButton: MouseButton.LEFT,
    Qt.MouseButton.MiddleButton: MouseButton.MIDDLE,
    Qt.MouseButton.RightButton: MouseButton.RIGHT,
    Qt.MouseButton.BackButton: MouseButton.BACK,
    Qt.MouseButton.ForwardButton: MouseButton.FORWARD,
}
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_SHORTCUT_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class Control(QObject):
    """Operates the customer's computer with what is done in a window, while the technician has control.

    The mouse goes there whenever it is over the picture. The keyboard goes there, with the keys of the window manager,
    from the moment the picture has the focus until it loses it or the right Ctrl key is pressed.

    Args:
        session: whose customer it is.
        window: shows the desktop; owns this.

    Attributes:
        has_keyboard: whether what is typed goes to the customer's computer.
        menu: keys that a window does not get.
    """

    def __init__(self, *, session: Session, window: MirrorWindow) -> None:
        super().__init__(window)
        self.has_keyboard = False
        self._remote = session.remote
        self._window = window
        self._view = window.view
        self._input = ControlInput(altgr_is_two=sys.platform == "win32")
        self._sending = InputSending(session=session, latest=self._input.take_move)
        self._pace = QTimer(self, singleShot=True, interval=MOVE_MS)
        self._pace.timeout.connect(self._send_move)
        self._groups: X11Groups | None = None  # while control is on, at an X server
        self._moved = False  # since the last place was sent
        self._on = False
        self._composing = Composing(self._view.viewport())
        self.menu = KeysMenu(window)
        self._keys = MenuButton(self.tr("Send keys"), picture="keyboard", menu=self.menu)
        self._hint = controls.text(kind="muted")
        self._connect()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is meant for the customer's computer."""
        if not self._on:
            return False
        if watched is self._view.viewport():
            return self._from_mouse(event)
        if watched is self._view:
            return self._from_keyboard(event)
        if event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            self._give_keyboard_back()
        return False

    def _connect(self) -> None:
        for widget in (self._keys, self._hint):
            self._window.bar.add(widget)
        for watched in (self._window, self._view, self._view.viewport()):
            watched.installEventFilter(self)
        self.menu.chosen.connect(lambda keysyms: self._sending.send(self._input.strike(keysyms)))
        self._remote.changed.connect(self._follow)
        self._window.model.pointer_changed.connect(self._show_pointer)
        self._window.model.interrupted_changed.connect(self._follow)

    def _follow(self) -> None:
        """Begin when control is allowed, and end when it no longer is."""
        on = self._remote.access is Access.CONTROL and not self._window.model.is_interrupted
        if self._on and not on:
            self._give_keyboard_back()
            self._sending.stop()
            self._view.viewport().unsetCursor()
            self._forget_groups()
        began, self._on = on and not self._on, on
        self._keys.setVisible(on)
        if began and self._view.hasFocus() and self._window.isActiveWindow():
            self._take_keyboard()
        if began:
            self._groups = _open_groups()
            self._show_pointer()
        self._say()

    def _forget_groups(self) -> None:
        if self._groups is not None:
            self._groups.close()
        self._groups = None

    # -- the keyboard ---------------------------------------------------------------------------------------

    def _from_keyboard(self, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self._take_keyboard()
        elif kind == QEvent.Type.FocusOut:
            self._give_keyboard_back()
        elif not self.has_keyboard:
            return False
        elif kind in _KEYS and isinstance(event, QKeyEvent):
            self._key(event)
            return True
        elif isinstance(event, QInputMethodEvent):
            self._compose(event)
            return True
        elif isinstance(event, QInputMethodQueryEvent):
            self._composing.answer(event)
            return True
        return False

    def _compose(self, event: QInputMethodEvent) -> None:
        self._composing.compose(event)
        if event.commitString():
            self._sending.send(self._input.type(event.commitString()))
        event.accept()

    def _key(self, event: QKeyEvent) -> None:
        event.accept()
        key = event.nativeScanCode() or event.key()
        if event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
            self._sending.send(self._input.release(key))
        elif event.type() == QEvent.Type.KeyPress:
            keysym = _pressed(event, self._groups).keysym()
            if keysym == Key.RIGHT_CONTROL:
                self._give_keyboard_back()
            elif keysym is not None:
                self._sending.send(self._input.press(key, keysym))

    def _take_keyboard(self) -> None:
        if not self.has_keyboard and self._on:
            self.has_keyboard = True
            self._view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
            self._view.grabKeyboard()
            self._say()

    def _give_keyboard_back(self) -> None:
        self._sending.send(self._input.release_all())
        if self.has_keyboard:
            self.has_keyboard = False
            self._composing.end()
            self._view.releaseKeyboard()
            self._view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            self._view.touched.emit()  # so that the bar says it over a full screen, too
            self._say()

    def _say(self) -> None:
        """Say where the keyboard goes, and how that changes."""
        self._hint.setVisible(self._on)
        key = self.tr("Right ⌘") if sys.platform == "darwin" else self.tr("Right Ctrl")
        words = self.tr("{key}: type here") if self.has_keyboard else self.tr("Click: type there")
        self._hint.setText(words.format(key=key))
        set_tip(
            self._hint,
            self.tr("What you type goes to the customer’s computer. {key} gives the keyboard back to yours.").format(
                key=key
            )
            if self.has_keyboard
            else self.tr("What you type stays here. Click into the picture to type at the customer’s computer."),
        )

    # -- the mouse ------------------------------------------------------------------------------------------

    def _from_mouse(self, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent):
            return self._wheel(event)
        if not isinstance(event, QMouseEvent):
            return False
        spot = self._spot(event.position())
        if spot is None:
            return False
        if event.type() in _PRESSES:
            return self._press(event, spot)
        if event.type() == QEvent.Type.MouseButtonRelease:
            button = _BUTTONS.get(event.button())
            self._sending.send([] if button is None else self._input.button(spot, button, False))
        elif event.type() == QEvent.Type.MouseMove:
            self._move(event, spot)
        return True

    def _press(self, event: QMouseEvent, spot: Spot) -> bool:
        if not self._inside(event.position()):
            return False
        self._view.setFocus()
        self._take_keyboard()
        self._composing.clicked(event.position().toPoint())
        button = _BUTTONS.get(event.button())
        self._sending.send([] if button is None else self._input.button(spot, button, True))
        return True

    def _move(self, event: QMouseEvent, spot: Spot) -> None:
        if event.position().y() < EDGE and not self._input.drags:
            self._view.touched.emit()
        if self._input.drags or self._inside(event.position()):
            self._input.move(spot)
            self._moved = True
            if not self._pace.isActive():
                self._send_move()

    def _send_move(self) -> None:
        if self._moved:
            self._moved = False
            self._pace.start()
            self._sending.wake()

    def _wheel(self, event: QWheelEvent) -> bool:
        spot = self._spot(event.position())
        if spot is None or not self._inside(event.position()):
            return False
        delta, has_alt = event.angleDelta(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        turn = as_turned((delta.x(), delta.y()), platform=QGuiApplication.platformName(), has_alt=has_alt)
        self._sending.send(self._input.wheel(spot, *turn))
        return True

    def _spot(self, position: QPointF) -> Spot | None:
        """Return the picture's pixel at, or nearest to, a place of the view."""
        pixel = self._view.pixel_at(position)
        if pixel is None:
            return None
        size = self._window.model.image.size()
        x, y = (max(0, min(at, end - 1)) for at, end in ((pixel.x(), size.width()), (pixel.y(), size.height())))
        return Spot(self._window.model.stream, x, y)

    def _inside(self, position: QPointF) -> bool:
        pixel, size = self._view.pixel_at(position), self._window.model.image.size()
        return pixel is not None and _covers(size, pixel)

    def _show_pointer(self) -> None:
        """Let the mouse look here as it does there, so that the two are one."""
        if self._on and (cursor := cursor_for(self._window.model.pointer)) is not None:
            self._view.viewport().setCursor(cursor)


def _covers(size: QSize, pixel: QPoint) -> bool:
    return 0 <= pixel.x() < size.width() and 0 <= pixel.y() < size.height()


def _open_groups() -> X11Groups | None:
    if QGuiApplication.platformName() != "xcb":
        return None
    from console.remote.x11_groups import open_groups

    return open_groups()


def _in_shortcut(modifiers: Qt.KeyboardModifier) -> bool:
    """Say whether what is held makes shortcuts of letters; Windows tells of AltGr as of Ctrl and Alt."""
    control, alt, meta = (bool(modifiers & held) for held in _SHORTCUT_MODIFIERS)
    if sys.platform == "win32":
        return meta or control != alt
    if sys.platform == "darwin":  # Option makes other characters
        return control or meta
    return control or alt or meta


def _pressed(event: QKeyEvent, groups: X11Groups | None) -> Pressed:
    native, scan = event.nativeVirtualKey(), event.nativeScanCode()
    meant = None if groups is None else groups.shortcut_pair(scan, event.nativeModifiers(), native)
    return Pressed(
        in_shortcut=_in_shortcut(event.modifiers()),
        meant=meant,
        was_asked=groups is not None,
        platform=QGuiApplication.platformName(),
        key=event.key(),
        text=event.text(),
        native=native,
        scan=scan,
        shifted=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
    )
