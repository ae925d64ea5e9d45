"""The key that takes everything back on Windows, with layouts on which Ctrl and Alt type characters: by a stand-in."""

from __future__ import annotations

import queue
from types import SimpleNamespace

import pytest

from viewer.global_key import windows
from viewer.global_key.windows import CONTROL, LETTER_X, open_key

US, POLISH, DEAD, ODD = 0x0409, 0x0415, 0x1111, 0x2222
TYPES = {  # layout -> what Ctrl+Alt and a key type there: with Shift or without
    POLISH: {(LETTER_X, False): "\u017a", (LETTER_X, True): "\u0179"},
    DEAD: {(LETTER_X, False): -1},
    ODD: {(LETTER_X, True): "\u00d7"},
}


class User:
    """Windows' user32, as far as the key needs it.

    Args:
        layouts: that are set.
        taken: keys that other programs have, by their modifiers and number.
    """

    def __init__(self, layouts, taken=()):
        self._layouts = layouts
        self._taken = taken
        self.registered = []
        self._messages = queue.Queue()

    def PeekMessageW(self, *_):
        return 0

    def GetKeyboardLayoutList(self, count, found):
        for at, layout in enumerate(self._layouts[:count]):
            found[at] = layout
        return len(self._layouts)

    def ToUnicodeEx(self, key, _scan, state, text, _size, flags, layout):
        assert flags & 4  # else a dead key would wait for the customer's next letter
        assert state[0x11] == state[0x12] == 0x80
        typed = TYPES.get(layout.value, {}).get((key, bool(state[0x10])), "")
        if isinstance(typed, int):
            return typed
        text.value = typed or "\x18"
        return 1 if typed or key == LETTER_X else 0

    def RegisterHotKey(self, _window, _number, modifiers, key):
        if (modifiers & ~windows.NO_REPEAT, key) in self._taken:
            return 0
        self.registered.append(key)
        return 1

    def UnregisterHotKey(self, *_):
        self.registered.pop()

    def GetMessageW(self, message, *_):
        message._obj.message = kind = self._messages.get(timeout=20)
        return kind != windows.WM_QUIT

    def PostThreadMessageW(self, _thread, kind, *_):
        self._messages.put(kind)


@pytest.fixture
def open_on(monkeypatch):
    opened = []

    def use(layouts, taken=(), pressed=lambda: None):
        user = User(layouts, taken)
        monkeypatch.setattr(windows, "_libraries", lambda: (user, SimpleNamespace(GetCurrentThreadId=lambda: 1)))
        if (key := open_key(pressed)) is not None:
            opened.append(key)
        return user, key

    yield use
    for key in opened:
        key.close()


@pytest.mark.parametrize(
    ("layouts", "name"),
    [
        ([US], "Ctrl+Alt+X"),
        ([POLISH], "Ctrl+Alt+F8"),
        ([US, POLISH], "Ctrl+Alt+F8"),
        ([DEAD], "Ctrl+Alt+Shift+X"),
        ([US, ODD], "Ctrl+Alt+X"),
        ([DEAD, ODD], "Ctrl+Alt+F8"),
    ],
)
def test_no_key_is_registered_that_types_a_character_on_any_layout_that_is_set(open_on, layouts, name):
    user, key = open_on(layouts)
    assert key.name == name
    key.close()
    assert user.registered == []


def test_of_those_the_first_is_registered_that_no_other_program_has(open_on):
    _, key = open_on([POLISH], taken=[(CONTROL | windows.ALT, windows.FUNCTION_8)])
    assert key.name == "Ctrl+Alt+Shift+F8"
    key.close()
    all_taken = [(modifiers, number) for modifiers, number in windows.KEYS.values()]
    assert open_on([US], taken=all_taken)[1] is None


def test_a_press_is_told(open_on):
    heard = queue.Queue()
    user, _ = open_on([US], pressed=lambda: heard.put("pressed"))
    user.PostThreadMessageW(1, windows.WM_HOTKEY)
    assert heard.get(timeout=20) == "pressed"
