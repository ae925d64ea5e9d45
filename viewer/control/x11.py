"""The mouse and keyboard of an X server, by XTEST."""

from __future__ import annotations

import contextlib
import time
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import xcffib
import xcffib.xproto
import xcffib.xtest

from protocol.notation.keysyms import Key, is_modifier, keysym_of
from protocol.vocabulary.input import MouseButton
from viewer.control.x11_layout import Layout, State

BORROWED_LIMIT = 32  # spare keys that type what no key has, at once
KEPT_S = 0.5  # that a borrowed key keeps its meaning at least, for programs that are slow to look it up

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
_PROPERTY = "_FERNBLICK_BORROWED_KEYS"
_CARDINAL = xcffib.xproto.Atom.CARDINAL
_MODIFIERS = 8
_NO_SYMBOL = 0


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

    Raises:
        NoDevice: there is no display, or it has no XTEST, or it is that of a Wayland desktop.
    """

    def __init__(self, display: str | None = None) -> None:
        self._connection = _connect(display)
        setup = self._connection.get_setup()
        self._root = setup.roots[self._connection.pref_screen].root
        self._codes = range(setup.min_keycode, setup.max_keycode + 1)
        self._xtest = self._connection(xcffib.xtest.key)
        self._property = self._connection.core.InternAtom(False, len(_PROPERTY), _PROPERTY).reply().atom
        self._pressed: dict[int, int] = {}  # keysym -> keycode
        self._borrowed: OrderedDict[int, tuple[int, float]] = OrderedDict()  # keysym -> keycode, when it was used
        self._release_everything()
        self._give_back(self._listed())
        self._layout = self._read_layout()

    # -- Device ---------------------------------------------------------------------------------------------

    def move(self, x: int, y: int) -> None:
        """Move the mouse."""
        self._xtest.FakeInput(_MOTION, False, 0, self._root, x, y, 0)
        self._connection.flush()

    def button(self, button: MouseButton, pressed: bool) -> None:
        """Press or release a button."""
        self._fake(_BUTTON_PRESS if pressed else _BUTTON_RELEASE, _BUTTONS[button])
        self._connection.flush()

    def turn(self, horizontal: int, vertical: int) -> None:
        """Turn the wheel: on X a button of its own for each way."""
        ways = ((_UP if vertical > 0 else _DOWN, abs(vertical)), (_LEFT if horizontal > 0 else _RIGHT, abs(horizontal)))
        for way, notches in ways:
            for _ in range(notches):
                self._fake(_BUTTON_PRESS, way)
                self._fake(_BUTTON_RELEASE, way)
        self._connection.flush()

    def key(self, keysym: int, pressed: bool) -> None:
        """Press or release a key; what no key has is typed by a spare one. The server itself repeats what is held."""
        self._follow_map()
        if not pressed:
            keycode = self._pressed.pop(keysym, None)
            if keycode is not None and keycode not in self._pressed.values():
                self._fake(_RELEASE, keycode)
        elif keysym not in self._pressed:
            self._press(keysym)
        self._connection.flush()

    def type(self, text: str) -> None:
        """Type each character that has a keysym."""
        for character in text:
            keysym = keysym_of(character)
            if keysym is not None and keysym not in self._pressed:
                self.key(keysym, True)
                self.key(keysym, False)

    def close(self) -> None:
        """Give the borrowed keys back and end the connection."""
        self._give_back(self._lent())
        with contextlib.suppress(xcffib.ConnectionException):
            self._connection.core.GetInputFocus().reply()  # all has been done
        self._connection.disconnect()

    # -- keys -----------------------------------------------------------------------------------------------

    def _press(self, keysym: int) -> None:
        now = self._layout.state(self._connection.core.QueryPointer(self._root).reply().mask)
        stroke = None if keysym in self._borrowed else self._layout.stroke(keysym, now)
        if stroke is not None:
            self._pressed[keysym] = stroke.keycode
            with self._state_changed(now, stroke.state):
                self._fake(_PRESS, stroke.keycode)
        elif not is_modifier(keysym) and (keycode := self._borrow(keysym)) is not None:
            self._pressed[keysym] = keycode
            self._fake(_PRESS, keycode)

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

    # -- keys that type what no key has ---------------------------------------------------------------------

    def _borrow(self, keysym: int) -> int | None:
        """Return a key that types `keysym` from now on; None where none is free."""
        now_s = time.monotonic()
        if keysym in self._borrowed:
            keycode, _ = self._borrowed.pop(keysym)
        elif len(self._borrowed) < BORROWED_LIMIT and (spare := self._spare()):
            keycode = spare[-1]
            self._map(keycode, keysym)
        elif (longest := self._longest_unused()) is not None:
            keycode, _ = self._borrowed.pop(longest)
            self._map(keycode, keysym)
        else:
            return None
        self._borrowed[keysym] = (keycode, now_s)
        self._list(self._lent())
        return keycode

    def _spare(self) -> list[int]:
        lent = self._lent()
        return [keycode for keycode in self._layout.spare() if keycode not in lent]

    def _lent(self) -> list[int]:
        return [keycode for keycode, _ in self._borrowed.values()]

    def _longest_unused(self) -> int | None:
        """Return what the key types that was borrowed before all others, once programs have surely looked it up."""
        keysym = next((keysym for keysym in self._borrowed if keysym not in self._pressed), None)
        if keysym is not None:
            time.sleep(max(0.0, KEPT_S / BORROWED_LIMIT - (time.monotonic() - self._borrowed[keysym][1])))
        return keysym

    def _map(self, keycode: int, keysym: int) -> None:
        self._connection.core.ChangeKeyboardMapping(1, keycode, 2, [keysym, keysym])

    def _give_back(self, keycodes: list[int]) -> None:
        for keycode in keycodes:
            self._map(keycode, _NO_SYMBOL)
        self._borrowed.clear()
        self._list([])

    def _list(self, keycodes: list[int]) -> None:
        """Write down which keys are borrowed, for who has to give them back if this process is killed."""
        mode = xcffib.xproto.PropMode.Replace
        self._connection.core.ChangeProperty(mode, self._root, self._property, _CARDINAL, 32, len(keycodes), keycodes)

    def _listed(self) -> list[int]:
        kept = self._connection.core.GetProperty(False, self._root, self._property, _CARDINAL, 0, BORROWED_LIMIT)
        return [code for code in kept.reply().value.to_atoms() if code in self._codes]

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
                self._fake(_BUTTON_RELEASE, button)
        for button in (_BUTTONS[MouseButton.BACK], _BUTTONS[MouseButton.FORWARD]):
            self._fake(_BUTTON_RELEASE, button)
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
        for keycode in self._lent():
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
        if bool(connection.core.QueryExtension(len(name), name).reply().present) is not needed:
            connection.disconnect()
            raise NoDevice(code)
    return connection
