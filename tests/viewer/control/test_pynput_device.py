"""What Windows and macOS are told, through hand-written stand-ins for pynput's modules."""

from __future__ import annotations

import pytest

from protocol.notation.keysyms import Key
from protocol.vocabulary.input import MouseButton
from tests.helpers.odd.events import DEEDS, Deed
from viewer.control.pynput_device import PynputDevice


class Names:
    """Has every attribute but those left out; each is its own name."""

    def __init__(self, *missing):
        self._missing = missing

    def __getattr__(self, name):
        if name in self._missing:
            raise AttributeError(name)
        return name


class Controller:
    """Notes what is done."""

    done: list

    def __setattr__(self, name, value):
        self.done.append((name, value))

    def press(self, what):
        self.done.append(("press", what))

    def release(self, what):
        self.done.append(("release", what))

    def scroll(self, dx, dy):
        self.done.append(("scroll", dx, dy))

    def type(self, text):
        self.done.append(("type", text))


@pytest.fixture
def done():
    return []


def made(done, **what):
    class Noting(Controller):
        pass

    Noting.done = done

    class Mouse:
        Controller = Noting
        Button = Names("x2")

    class Keyboard:
        Controller = Noting
        Key = Names("pause")

        class KeyCode:
            from_char = staticmethod(lambda character: f"char {character}")
            from_vk = staticmethod(lambda number: f"key {chr(number)}")

    return PynputDevice(mouse=Mouse, keyboard=Keyboard, **what)


@pytest.fixture
def device(done):
    return made(done)


@pytest.fixture
def windows(done):
    return made(done, keys_by_letter=True)


def test_the_mouse_moves_clicks_and_scrolls(device, done):
    device.move(-3, 4)
    device.button(MouseButton.LEFT, True)
    device.button(MouseButton.LEFT, False)
    device.turn(1, 2)
    assert done == [("position", (-3, 4)), ("press", "left"), ("release", "left"), ("scroll", -1, 2)]


@pytest.mark.parametrize(
    ("keysym", "key"),
    [
        (ord("a"), "char a"),
        (0x20AC, "char €"),
        (Key.RETURN, "enter"),
        (Key.LEVEL3_SHIFT, "alt_gr"),
        (Key.LEFT_SUPER, "cmd_l"),
        (Key.F1 + 11, "f12"),
        (Key.KEYPAD_0 + 7, "char 7"),
        (Key.KEYPAD_DECIMAL, "char ."),
    ],
)
def test_keys_go_by_their_names_and_characters_as_such(device, done, keysym, key):
    device.key(keysym, True)
    device.key(keysym, False)
    assert done == [("press", key), ("release", key)]


def test_what_a_system_does_not_have_is_left_out(device, done):
    device.button(MouseButton.FORWARD, True)
    device.key(Key.PAUSE, True)
    device.key(0xFE51, True)
    assert done == []


def test_text_is_typed(device, done):
    device.type("né")
    device.close()
    assert done == [("type", "né")]


NAMES = {"ctrl_l": Key.LEFT_CONTROL, "alt_l": Key.LEFT_ALT, "cmd_l": Key.LEFT_SUPER, "backspace": Key.BACKSPACE}


def keysym_of_key(key: str) -> int:
    return NAMES.get(key) or ord(key[-1].lower())


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_what_hands_do_is_what_programs_see(windows, done, deed: Deed):
    for key in deed.hands:
        windows.key(abs(key), key > 0)
    assert [keysym_of_key(what) for how, what in done if how == "press"] == list(deed.presses)
    held = set()
    for how, what in done:
        (held.add if how == "press" else held.remove)(what)
    assert not held


@pytest.mark.parametrize(
    "modifier", [Key.LEFT_CONTROL, Key.RIGHT_CONTROL, Key.LEFT_ALT, Key.LEFT_SUPER, Key.RIGHT_SUPER]
)
@pytest.mark.parametrize(("keysym", "key"), [(ord("c"), "key C"), (ord("C"), "key C"), (ord("1"), "key 1")])
def test_on_windows_a_shortcut_is_the_key_of_its_letter_whatever_the_layout_types(windows, done, modifier, keysym, key):
    windows.key(modifier, True)
    windows.key(keysym, True)
    windows.key(modifier, False)
    windows.key(keysym, False)
    assert [what for how, what in done if how == "press"][1:] == [key]
    assert done[-1] == ("release", key)  # the same as was pressed, though the modifier is up by now


def test_on_windows_what_is_typed_without_a_shortcut_is_a_character(windows, done):
    windows.key(Key.LEVEL3_SHIFT, True)
    windows.key(ord("c"), True)
    assert done == [("press", "alt_gr"), ("press", "char c")]


def test_where_the_buttons_are_exchanged_the_left_one_is_still_the_left_one(done):
    swapped = [True]
    device = made(done, is_swapped=lambda: swapped[0])
    device.button(MouseButton.LEFT, True)
    swapped[0] = False
    device.button(MouseButton.LEFT, False)
    device.button(MouseButton.MIDDLE, True)
    assert done == [("press", "right"), ("release", "right"), ("press", "middle")]
