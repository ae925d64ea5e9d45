"""The global key of Windows: a hot key of a thread that only waits for it."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

ALT, CONTROL, SHIFT, NO_REPEAT = 0x1, 0x2, 0x4, 0x4000  # modifiers of RegisterHotKey
KEY = ord("X")
KEYS = {"Ctrl+Alt+X": CONTROL | ALT, "Ctrl+Alt+Shift+X": CONTROL | ALT | SHIFT}
WM_HOTKEY, WM_QUIT = 0x0312, 0x0012


def open_key(pressed: Callable[[], None]) -> WindowsKey | None:
    """Register the first of `KEYS` that no other program has; None where all are taken."""
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
        taken = (name for name, modifiers in KEYS.items() if user.RegisterHotKey(None, 1, modifiers | NO_REPEAT, KEY))
        self.name = next(taken, "")
        self._registered.set()
        if not self.name:
            return
        while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:  # 0: WM_QUIT
            if message.message == WM_HOTKEY:
                self._pressed()
        user.UnregisterHotKey(None, 1)


def _libraries() -> tuple[Any, Any]:
    if sys.platform != "win32":
        raise OSError("only Windows has these libraries")
    return ctypes.windll.user32, ctypes.windll.kernel32
