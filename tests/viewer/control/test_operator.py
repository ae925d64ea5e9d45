"""What becomes of the technician's input: at its place, in order, and nothing left pressed."""

from __future__ import annotations

import pytest

from protocol.vocabulary.input import (
    InputReleased,
    KeyChanged,
    MouseButton,
    MouseButtonChanged,
    MouseMoved,
    TextTyped,
    WheelTurned,
)
from viewer.control.operator import PRESSED_LIMIT, Operator
from viewer.control.orders import Shows

A, SHIFT = 0x61, 0xFFE1


class DeviceByHand:
    """Notes what is done with it."""

    def __init__(self):
        self.done = []
        self.due = None

    def move(self, x, y):
        self.done.append(("move", x, y))

    def button(self, button, pressed):
        self.done.append((str(button), pressed))

    def turn(self, horizontal, vertical):
        self.done.append(("turn", horizontal, vertical))

    def key(self, keysym, pressed):
        self.done.append((keysym, pressed))

    def type(self, text):
        self.done.append(("type", text))

    def due_s(self):
        return self.due

    def let_go(self):
        self.done.append("let go")

    def close(self):
        self.done.append("close")

    def take(self):
        done, self.done = self.done, []
        return done


@pytest.fixture
def device():
    return DeviceByHand()


@pytest.fixture
def operator(device):
    operator = Operator(device)
    operator.receive(Shows(stream=5, x=-100, y=50, width=640, height=480))
    return operator


def key(keysym, pressed):
    return KeyChanged(keysym=keysym, pressed=pressed)


def button(pressed, stream=5, x=1, which=MouseButton.LEFT):
    return MouseButtonChanged(stream=stream, x=x, y=2, button=which, pressed=pressed)


def test_places_are_those_of_the_monitor_that_is_shown(operator, device):
    operator.receive(MouseMoved(stream=5, x=639, y=479))
    operator.receive(button(True))
    operator.receive(button(False))
    assert device.done == [
        *[("move", 539, 529), ("move", -99, 52), ("left", True)],
        *[("move", -99, 52), ("left", False)],
    ]


@pytest.mark.parametrize(("stream", "x"), [(4, 1), (6, 1), (5, 640)])
def test_a_place_of_another_stream_or_outside_the_picture_is_nowhere(operator, device, stream, x):
    operator.receive(MouseMoved(stream=stream, x=x, y=1))
    operator.receive(button(True, stream, x))
    operator.receive(WheelTurned(stream=stream, x=x, y=1, horizontal=0, vertical=120))
    assert device.done == []


def test_what_was_meant_for_the_stream_before_counts_where_the_next_one_shows_the_same(operator, device):
    operator.receive(Shows(stream=7, x=-100, y=50, width=640, height=480))
    for stream in (4, 5, 7, 8):
        operator.receive(MouseMoved(stream=stream, x=stream, y=0))
    assert device.take() == [("move", -95, 50), ("move", -93, 50)]
    operator.receive(Shows(stream=8, x=0, y=0, width=640, height=480))
    operator.receive(MouseMoved(stream=7, x=1, y=0))
    assert device.done == []


def test_nothing_is_anywhere_before_something_is_shown(device):
    Operator(device).receive(MouseMoved(stream=0, x=0, y=0))
    assert device.done == []


def test_a_button_pressed_in_a_stream_that_is_gone_is_released_all_the_same(operator, device):
    operator.receive(button(True))
    operator.receive(Shows(stream=6, x=0, y=0, width=10, height=10))
    device.take()
    operator.receive(button(False))
    assert device.done == [("left", False)]


def test_a_wheel_turns_by_notches_and_keeps_what_is_less(operator, device):
    for horizontal, vertical in ((0, 60), (0, 60), (-240, 0), (0, -130), (0, -110)):
        operator.receive(WheelTurned(stream=5, x=0, y=0, horizontal=horizontal, vertical=vertical))
    turns = [done for done in device.done if done[0] == "turn"]
    assert turns == [("turn", 0, 1), ("turn", -2, 0), ("turn", 0, -1), ("turn", 0, -1)]


def test_keys_repeat_and_are_released_once(operator, device):
    for pressed in (True, True, False, False):
        operator.receive(key(A, pressed))
    assert device.done == [(A, True), (A, True), (A, False)]


def test_text_is_typed(operator, device):
    operator.receive(TextTyped(text="né"))
    assert device.done == [("type", "né")]


@pytest.mark.parametrize("end", ["released", "close"])
def test_all_that_is_pressed_is_released_the_latest_first(operator, device, end):
    operator.receive(key(SHIFT, True))
    operator.receive(key(A, True))
    operator.receive(button(True))
    device.take()
    if end == "close":
        operator.close()
    else:
        operator.receive(InputReleased())
    assert device.done == [(A, False), (SHIFT, False), ("left", False), *(["close"] if end == "close" else [])]
    device.take()
    operator.receive(InputReleased())
    operator.receive(key(A, False))
    assert device.done == []


def test_no_more_is_pressed_than_hands_can_hold(operator, device):
    for n in range(PRESSED_LIMIT + 5):
        operator.receive(key(0x100 + n, True))
    operator.receive(key(0x100, True))
    assert device.done[-1] == (0x100, True)
    assert len(device.done) == PRESSED_LIMIT + 1


def test_what_the_device_has_to_do_by_itself_is_asked_for_and_done(operator, device):
    assert operator.due_s() is None
    device.due = 0.2
    assert operator.due_s() == 0.2
    operator.wait_over()
    assert device.take() == ["let go"]
