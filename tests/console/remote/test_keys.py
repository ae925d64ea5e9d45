"""Which keysym a key means, on every system."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from console.remote.keys import Pressed
from protocol.notation.keysyms import Key


def keysym(platform, key, text="", native=0, scan=0, shifted=False, **more):
    number = key.value if isinstance(key, Qt.Key) else key
    return Pressed(platform, number, text, native, scan, shifted, **more).keysym()


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


CYRILLIC_ES, GREEK_PSI, HEBREW_BET, PERSIAN_SE = 0x6D3, 0x7F8, 0xCE1, 0x5D2


@pytest.mark.parametrize("native", [CYRILLIC_ES, GREEK_PSI, HEBREW_BET, PERSIAN_SE])
def test_on_wayland_a_shortcut_in_another_script_is_the_letter_on_a_us_keyboard(native):
    of_c = {"native": native, "scan": 54}
    assert keysym("wayland", Qt.Key.Key_C, "", **of_c, in_shortcut=True) == ord("c")
    assert keysym("wayland", Qt.Key.Key_C, "", **of_c, in_shortcut=True, shifted=True) == ord("C")
    assert keysym("wayland", Qt.Key.Key_C, "", **of_c) == native


@pytest.mark.parametrize("native", [ord("z"), 0xF6, 0x1B6, Key.F1, Key.DELETE, 0x20AC])
def test_what_latin_layouts_have_stays_in_shortcuts(native):
    assert keysym("wayland", Qt.Key.Key_Z, "", native=native, scan=29, in_shortcut=True) == native


def test_on_x11_the_layouts_say_what_a_shortcut_means():
    asked = {"scan": 29, "in_shortcut": True, "was_asked": True}
    assert keysym("xcb", 0, native=0x6D3, **asked, meant=(ord("z"), ord("Z"))) == ord("z")
    assert keysym("xcb", 0, native=0x6D3, **asked, meant=None) == 0x6D3
    assert keysym("xcb", 0, native=Key.F1, **asked, meant=(ord("z"), ord("Z"))) == Key.F1


@pytest.mark.parametrize(("letter", "shifted", "wanted"), [("C", False, "c"), ("C", True, "C"), ("Z", False, "z")])
def test_on_windows_a_shortcut_is_the_letter_that_the_system_numbers_the_key_by(letter, shifted, wanted):
    key = 0x0421 if letter == "C" else 0x042F  # as Qt has it of a Russian layout
    found = keysym("windows", key, "", native=ord(letter), shifted=shifted, in_shortcut=True)
    assert found == ord(wanted)
    assert keysym("windows", key, "\u0441", native=ord(letter)) == 0x1000441


def test_on_a_mac_a_shortcut_is_the_letter_of_the_keys_place():
    assert keysym("cocoa", 0x0421, "\u0441", native=8, in_shortcut=True) == ord("c")
    assert keysym("cocoa", Qt.Key.Key_Q, "q", native=0, in_shortcut=True) == ord("q")  # a French keyboard's
