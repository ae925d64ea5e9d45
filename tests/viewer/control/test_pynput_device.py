"""What Windows and macOS are told, through hand-written stand-ins for pynput's modules."""

from __future__ import annotations

import pytest

from protocol.notation.keysyms import Key
from protocol.vocabulary.input import MouseButton
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


@pytest.fixture
def device(done):
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

    return PynputDevice(mouse=Mouse, keyboard=Keyboard)


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
