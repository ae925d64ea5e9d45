"""How much input is passed on, and that its limit leaves nothing pressed."""

from __future__ import annotations

import random

from protocol.vocabulary.input import InputReleased, KeyChanged, MouseButton, MouseButtonChanged, MouseMoved
from viewer.control.intake import BURST_LIMIT, RATE_LIMIT, Intake
from viewer.control.operator import PRESSED_LIMIT

MOVE = MouseMoved(stream=1, x=1, y=1)


def key(keysym, pressed):
    return KeyChanged(keysym=keysym, pressed=pressed)


def test_a_burst_and_then_a_rate_is_passed_on():
    intake = Intake()
    assert sum(intake.take(MOVE, 1000.0) for _ in range(2 * BURST_LIMIT)) == BURST_LIMIT
    assert sum(intake.take(MOVE, 1000.0 + n / (10 * RATE_LIMIT)) for n in range(10 * RATE_LIMIT)) == RATE_LIMIT - 1


def test_over_the_limit_what_is_pressed_can_be_released_and_nothing_else_happens():
    intake = Intake()
    assert intake.take(key(1, True), 1000.0)
    while intake.take(MOVE, 1000.0):
        pass
    assert not intake.take(key(2, True), 1000.0)
    assert not intake.take(key(2, False), 1000.0)
    assert intake.take(key(1, False), 1000.0)
    assert not intake.take(key(1, False), 1000.0)
    assert not intake.take(InputReleased(), 1000.0)


def test_over_the_limit_everything_can_be_released_at_once():
    intake = Intake()
    left = MouseButtonChanged(stream=1, x=1, y=1, button=MouseButton.LEFT, pressed=True)
    assert intake.take(left, 1000.0)
    while intake.take(MOVE, 1000.0):
        pass
    assert [intake.take(InputReleased(), 1000.0) for _ in range(3)] == [True, False, False]


def test_whatever_comes_what_was_passed_on_can_be_undone():
    intake, pressed, random_ = Intake(), set(), random.Random(3)
    for _ in range(20_000):
        content = key(random_.randrange(1, 60), random_.random() < 0.6)
        if intake.take(content, 1000.0):
            (pressed.add if content.pressed else pressed.discard)(content.keysym)
        assert len(pressed) <= PRESSED_LIMIT
    for keysym in list(pressed):
        assert intake.take(key(keysym, False), 1000.0)
