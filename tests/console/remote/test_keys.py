"""Which keysym a key means, on every system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.remote.keys import Pressed
from protocol.notation.keysyms import Key


def keysym(platform, key, text="", native=0, scan=0, shifted=False):
    number = key.value if isinstance(key, Qt.Key) else key
    return Pressed(platform, number, text, native, scan, shifted).keysym()


@pytest.mark.parametrize("platform", ["xcb", "wayland"])
def test_on_x11_and_wayland_it_is_the_native_key(platform):
    assert keysym(platform, Qt.Key.Key_A, "a", native=0x61) == 0x61
    assert keysym(platform, Qt.Key.Key_AltGr, native=Key.LEVEL3_SHIFT) == Key.LEVEL3_SHIFT
    assert keysym(platform, Qt.Key.Key_A, "a", native=0) is None
    assert keysym(platform, Qt.Key.Key_A, "a", native=0x2000_0000) is None


@pytest.mark.parametrize(
    ("key", "text", "wanted"),
    [
        (Qt.Key.Key_A, "a", ord("a")),
        (Qt.Key.Key_A, "A", ord("A")),
        (0x20AC, "€", 0x10020AC),
        (Qt.Key.Key_Return, "\r", Key.RETURN),
        (Qt.Key.Key_Enter, "\r", Key.KEYPAD_ENTER),
        (Qt.Key.Key_Backtab, "\t", Key.TAB),
        (Qt.Key.Key_F12, "", Key.F1 + 11),
        (Qt.Key.Key_AltGr, "", Key.LEVEL3_SHIFT),
        (Qt.Key.Key_Meta, "", Key.LEFT_SUPER),
        (Qt.Key.Key_C, "\x03", ord("c")),
        (Qt.Key.Key_MediaPlay, "", None),
        (0x01FF_FFF1, "", None),
    ],
)
def test_elsewhere_it_is_found_by_qts_key_or_by_the_text(key, text, wanted):
    assert keysym("windows", key, text) == wanted


def test_a_letter_with_control_and_shift_is_a_capital():
    assert keysym("windows", Qt.Key.Key_C, "\x03", shifted=True) == ord("C")


def test_the_key_that_gives_the_keyboard_back_is_known_everywhere():
    assert keysym("windows", Qt.Key.Key_Control, scan=0x11D) == Key.RIGHT_CONTROL
    assert keysym("windows", Qt.Key.Key_Control, scan=0x1D) == Key.LEFT_CONTROL
    assert keysym("cocoa", Qt.Key.Key_Control, native=0x36) == Key.RIGHT_CONTROL
    assert keysym("cocoa", Qt.Key.Key_Control, native=0x37) == Key.LEFT_CONTROL
