"""The mouse and keyboard of an X server, by XTEST."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

import xcffib
import xcffib.xproto
import xcffib.xtest

from protocol.notation.keysyms import Key, is_modifier, keysym_of
from protocol.vocabulary.input import MouseButton
from viewer.control.x11_borrowed import BorrowedKeys
from viewer.control.x11_buttons import ButtonMap
from viewer.control.x11_extensions import has_extension
from viewer.control.x11_layout import Layout, State
from viewer.control.x11_repeat import ServerRepeat

_PRESS, _RELEASE, _BUTTON_PRESS, _BUTTON_RELEASE, _MOTION = range(2, 7)
_BUTTONS = {
    MouseButton.LEFT: 1,
    MouseButton.MIDDLE: 2,
    MouseButton.RIGHT: 3,
    MouseButton.BACK: 8,
    MouseButton.FORWARD: 9,
}
_BUTTON_BITS = range(8, 13)  # of an X state: buttons 1 to 5
_UP, _DOWN, _LEFT, _RIGHT = 4, 5, 6, 7
_SHIFT_KEYS = (Key.LEFT_SHIFT, Key.RIGHT_SHIFT)
_LEVEL3_KEYS = (Key.LEVEL3_SHIFT, Key.MODE_SWITCH)
_MODIFIERS = 8


class NoDevice(Exception):
    """This computer can't be operated; the code is the argument."""


def check(display: str | None = None) -> None:
    """Return if this X server's mouse and keyboard can be used.

    Raises:
        NoDevice: they can't; see `X11Device`.
    """
    _connect(display).disconnect()


class X11Device:
    """An X server's mouse and keyboard; see `operator.Device`. One connection, one thread.

    A key that a program of ours pressed and did not release, because it was killed, is released at the start.

    Args:
        display: the X display; None: that of the environment.
        clock: seconds that never go back.

    Raises:
        NoDevice: there is no display, or it has no XTEST, or it is that of a Wayland desktop.
    """

    def __init__(self, display: str | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._connection = _connect(display)
        setup = self._connection.get_setup()
        self._root = setup.roots[self._connection.pref_screen].root
        self._codes = range(setup.min_keycode, setup.max_keycode + 1)
        self._xtest = self._connection(xcffib.xtest.key)
        self._repeat = ServerRepeat(_connect(display))
        self._button_map = ButtonMap(self._connection)
        self._buttons: dict[MouseButton, int] = {}  # that are pressed -> the one that is
        self._pressed: dict[int, int] = {}  # keysym -> keycode
        self._latest: tuple[int, float] | None = None  # keysym that the server would repeat, and when to let it go
        self._let_go: set[int] = set()  # keysyms of keys that are up, though the technician may still hold them
        self._release_everything()
        self._borrowed = BorrowedKeys(connection=self._connection, root=self._root, codes=self._codes)
        self._layout = self._read_layout()

    # -- Device ---------------------------------------------------------------------------------------------

    def move(self, x: int, y: int) -> None:
        """Move the mouse."""
        self._xtest.FakeInput(_MOTION, False, 0, self._root, x, y, 0)
        self._connection.flush()

    def button(self, button: MouseButton, pressed: bool) -> None:
        """Press or release a button."""
        if pressed:
            self._buttons[button] = self._button_map.button_for(_BUTTONS[button])
            self._fake(_BUTTON_PRESS, self._buttons[button])
        elif button in self._buttons:  # the same as was pressed, whatever the map is by now
            self._fake(_BUTTON_RELEASE, self._buttons.pop(button))
        self._connection.flush()

    def turn(self, horizontal: int, vertical: int) -> None:
        """Turn the wheel: on X a button of its own for each way."""
        ways = ((_UP if vertical > 0 else _DOWN, abs(vertical)), (_LEFT if horizontal > 0 else _RIGHT, abs(horizontal)))
        for way, notches in ways:
            button = self._button_map.button_for(way) if notches else way
            for _ in range(notches):
                self._fake(_BUTTON_PRESS, button)
                self._fake(_BUTTON_RELEASE, button)
        self._connection.flush()

    def key(self, keysym: int, pressed: bool) -> None:
        """Press or release a key; what no key has is typed by a spare one. Pressed again: it repeats."""
        self._follow_map()
        if not pressed:
            self._release(keysym)
        elif keysym not in self._pressed:
            self._press(keysym)
        elif not is_modifier(keysym):
            self._lift(self._pressed[keysym])
            self._press(keysym)
        self._connection.flush()

    def due_s(self) -> float | None:
        """Return the seconds until `let_go` has something to do; None: nothing."""
        return None if self._latest is None else max(0.0, self._latest[1] - self._clock())

    def let_go(self) -> None:
        """Release the key that the server would begin to repeat; the technician's next repeat presses it again."""
        if self._latest is not None and self._latest[1] <= self._clock():
            self._lift(self._pressed[self._latest[0]])
            self._latest = None
            self._connection.flush()

    def type(self, text: str) -> None:
        """Type each character that has a keysym."""
        for character in text:
            keysym = keysym_of(character)
            if keysym is None:
                continue
            is_held = keysym in self._pressed
            self.key(keysym, True)
            if not is_held:
                self.key(keysym, False)

    def close(self) -> None:
        """Give the borrowed keys back and end the connection."""
        self._borrowed.give_back()
        with contextlib.suppress(xcffib.ConnectionException):
            self._connection.core.GetInputFocus().reply()  # all has been done
        self._connection.disconnect()
        self._repeat.close()

    # -- keys -----------------------------------------------------------------------------------------------

    def _press(self, keysym: int) -> None:
        now = self._layout.state(self._connection.core.QueryPointer(self._root).reply().mask)
        stroke = None if self._borrowed.has(keysym) else self._layout.stroke(keysym, now)
        if stroke is not None:
            with self._state_changed(now, stroke.state):
                self._down(keysym, stroke.keycode)
        elif not is_modifier(keysym):
            keycode = self._borrowed.borrow(keysym, self._layout.spare(), self._pressed)
            if keycode is not None:
                self._down(keysym, keycode)

    def _down(self, keysym: int, keycode: int) -> None:
        """Press a key; the one before it is safe from the server from now on, which repeats the latest only."""
        self._pressed[keysym] = keycode
        self._let_go.discard(keysym)
        self._fake(_PRESS, keycode)
        if not is_modifier(keysym) and (hold_s := self._repeat.hold_s(keycode)) is not None:
            self._latest = keysym, self._clock() + hold_s

    def _release(self, keysym: int) -> None:
        keycode = self._pressed.get(keysym)
        if keycode is None:
            return
        is_latest = self._latest is not None and self._latest[0] == keysym
        if is_latest:
            self._latest = None
        if is_latest or self._holders(keycode) == {keysym}:
            self._lift(keycode)
        self._let_go.discard(keysym)
        del self._pressed[keysym]

    def _lift(self, keycode: int) -> None:
        """Release a key, though the technician may still hold it."""
        if holders := self._holders(keycode):
            self._fake(_RELEASE, keycode)
            self._let_go |= holders

    def _holders(self, keycode: int) -> set[int]:
        """Return the keysyms for which a key is down."""
        return {keysym for keysym, code in self._pressed.items() if code == keycode} - self._let_go

    @contextlib.contextmanager
    def _state_changed(self, now: State, wanted: State) -> Iterator[None]:
        """Let Shift and AltGr be what a key needs, for the moment."""
        changes = [
            *self._change(now.shift, wanted.shift, _SHIFT_KEYS),
            *self._change(now.level3, wanted.level3, _LEVEL3_KEYS),
        ]
        for keycode, press in changes:
            self._fake(_PRESS if press else _RELEASE, keycode)
        yield
        for keycode, press in reversed(changes):
            self._fake(_RELEASE if press else _PRESS, keycode)

    def _change(self, now: bool, wanted: bool, keysyms: tuple[int, ...]) -> list[tuple[int, bool]]:
        """Return which keys to press (True) or release (False) to have a modifier as wanted."""
        if now == wanted:
            return []
        codes = [code for keysym in keysyms if (code := self._layout.modifier(keysym)) is not None]
        if wanted:
            return [(codes[0], True)] if codes else []
        return [(code, False) for code in codes if self._is_down(code)]

    def _is_down(self, keycode: int) -> bool:
        return bool(self._connection.core.QueryKeymap().reply().keys[keycode // 8] >> keycode % 8 & 1)

    # -- the server -----------------------------------------------------------------------------------------

    def _fake(self, kind: int, detail: int) -> None:
        self._xtest.FakeInput(kind, detail, 0, self._root, 0, 0, 0)

    def _release_everything(self) -> None:
        """Release what another process has pressed by XTEST and not released; what hands press stays pressed."""
        keys = self._connection.core.QueryKeymap().reply().keys
        for keycode in self._codes:
            if keys[keycode // 8] >> keycode % 8 & 1:
                self._fake(_RELEASE, keycode)
        mask = self._connection.core.QueryPointer(self._root).reply().mask
        for button, bit in enumerate(_BUTTON_BITS, 1):
            if mask >> bit & 1:
                self._fake(_BUTTON_RELEASE, self._button_map.button_for(button))
        for further in (MouseButton.BACK, MouseButton.FORWARD):
            self._fake(_BUTTON_RELEASE, self._button_map.button_for(_BUTTONS[further]))
        self._connection.flush()

    def _follow_map(self) -> None:
        """Read the keyboard map anew if somebody has changed it."""
        changed = False
        while (event := self._connection.poll_for_event()) is not None:
            changed = changed or isinstance(event, xcffib.xproto.MappingNotifyEvent)
        if changed:
            self._layout = self._read_layout()

    def _read_layout(self) -> Layout:
        core = self._connection.core
        keyboard = core.GetKeyboardMapping(self._codes.start, len(self._codes)).reply()
        width = keyboard.keysyms_per_keycode
        keysyms = list(keyboard.keysyms)
        rows = [keysyms[at : at + width] for at in range(0, len(keysyms), width)]
        self._borrowed.follow(dict(enumerate(rows, self._codes.start)))
        for keycode in self._borrowed.keycodes():
            rows[keycode - self._codes.start] = []
        modifiers = core.GetModifierMapping().reply()
        width = modifiers.keycodes_per_modifier
        codes = list(modifiers.keycodes)
        held = [[code for code in codes[at * width : (at + 1) * width] if code] for at in range(_MODIFIERS)]
        return Layout(first=self._codes.start, rows=rows, modifiers=held)


def _connect(display: str | None) -> Any:
    try:
        connect: Any = xcffib.Connection
        connection = connect(display=display)
    except xcffib.ConnectionException as error:
        raise NoDevice("no_display") from error
    for name, needed, code in (("XWAYLAND", False, "control_wayland"), ("XTEST", True, "control_unavailable")):
        if has_extension(connection, name) is not needed:
            connection.disconnect()
            raise NoDevice(code)
    return connection
