"""The global key of Windows: a hot key of a thread that only waits for it."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

ALT, CONTROL, SHIFT, NO_REPEAT = 0x1, 0x2, 0x4, 0x4000  # modifiers of RegisterHotKey
LETTER_X, FUNCTION_8 = ord("X"), 0x77  # virtual keys
KEYS = {
    "Ctrl+Alt+X": (CONTROL | ALT, LETTER_X),
    "Ctrl+Alt+Shift+X": (CONTROL | ALT | SHIFT, LETTER_X),
    "Ctrl+Alt+F8": (CONTROL | ALT, FUNCTION_8),
    "Ctrl+Alt+Shift+F8": (CONTROL | ALT | SHIFT, FUNCTION_8),
}
_VIRTUAL_KEYS = {SHIFT: 0x10, CONTROL: 0x11, ALT: 0x12}
_DOWN = 0x80  # of a virtual key in the state of a keyboard
_CHANGES_NOTHING = 0x4  # of ToUnicodeEx: no dead key waits for its letter afterwards
_LAYOUTS_LIMIT = 64
WM_HOTKEY, WM_QUIT = 0x0312, 0x0012


def open_key(pressed: Callable[[], None]) -> WindowsKey | None:
    """Register the first of `KEYS` that no other program has, and that types nothing; None where there is none.

    AltGr is Ctrl and Alt for Windows: on a Polish keyboard it types \u017a with X, which must not end anything.
    """
    key = WindowsKey(pressed)
    return key if key.name else None


class WindowsKey:
    """A registered key, and the thread that waits for it: hot keys are told to the thread that registered them."""

    def __init__(self, pressed: Callable[[], None]) -> None:
        self.name = ""
        self._pressed = pressed
        self._number = 0  # of the thread, for its messages
        self._registered = threading.Event()
        self._thread = threading.Thread(target=self._run, name="global key", daemon=True)
        self._thread.start()
        self._registered.wait()

    def close(self) -> None:
        """Watch no longer."""
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            _libraries()[0].PostThreadMessageW(self._number, WM_QUIT, 0, 0)
            self._thread.join()

    def _run(self) -> None:
        user, kernel = _libraries()
        message = wintypes.MSG()
        user.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)  # makes the queue that `close` posts to
        self._number = kernel.GetCurrentThreadId()
        layouts = _layouts(user)
        self.name = next((name for name, key in KEYS.items() if _is_free(user, *key, layouts)), "")
        self._registered.set()
        if not self.name:
            return
        while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:  # 0: WM_QUIT
            if message.message == WM_HOTKEY:
                self._pressed()
        user.UnregisterHotKey(None, 1)


def _is_free(user: Any, modifiers: int, key: int, layouts: list[Any]) -> bool:
    """Register a key, unless it types something or another program has it; say whether that was done."""
    if any(_types(user, modifiers, key, layout) for layout in layouts):
        return False
    return bool(user.RegisterHotKey(None, 1, modifiers | NO_REPEAT, key))


def _layouts(user: Any) -> list[Any]:
    """Return the layouts that the user has set: any of them may be on in a moment."""
    found = (wintypes.HKL * _LAYOUTS_LIMIT)()
    count = user.GetKeyboardLayoutList(_LAYOUTS_LIMIT, found)
    return list(found)[:count]


def _types(user: Any, modifiers: int, key: int, layout: Any) -> bool:
    """Say whether a key types something with `modifiers` held, a dead key included."""
    state = (ctypes.c_ubyte * 256)()
    for modifier, held in _VIRTUAL_KEYS.items():
        state[held] = _DOWN if modifiers & modifier else 0
    text = ctypes.create_unicode_buffer(8)
    written = user.ToUnicodeEx(key, 0, state, text, len(text), _CHANGES_NOTHING, wintypes.HKL(layout))
    return written < 0 or (written > 0 and text.value[:written].isprintable())


def _libraries() -> tuple[Any, Any]:
    if sys.platform != "win32":
        raise OSError("only Windows has these libraries")
    return ctypes.windll.user32, ctypes.windll.kernel32
