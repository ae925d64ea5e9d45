"""Frames that a desktop sends: handed from one thread to another, and read whatever their bytes' order."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import numpy as np
import pytest

from protocol.mirror.capture.cast import Cast, copied

ORDERS = ["BGR ", "RGB ", " RGB", " BGR"]
BLUE, GREEN, RED = 10, 20, 30


def frame(width=4, height=3):
    return SimpleNamespace(width=width, height=height, pixels=lambda: None)


def memory_of(order, *, width=5, height=4, stride=20):
    """A picture whose colours count with the row and the column, with something else behind its rows."""
    memory = np.full(stride * height, 0xEE, np.uint8)
    for y in range(height):
        for x in range(width):
            for colour, value in zip("BGR", (BLUE, GREEN, RED), strict=True):
                memory[y * stride + 4 * x + order.index(colour)] = value + y + x
    return memory


@pytest.mark.parametrize("stride", [20, 32])
@pytest.mark.parametrize("order", ORDERS)
def test_every_order_and_stride_becomes_blue_green_red(order, stride):
    picture = copied(memory_of(order, stride=stride), (5, 4), stride, order)
    steps = np.add.outer(np.arange(4), np.arange(5))
    for place, value in enumerate((BLUE, GREEN, RED)):
        assert np.array_equal(picture[..., place], value + steps)


def test_the_last_row_may_end_with_its_last_pixel():
    memory = memory_of("BGR ", stride=32)[: 3 * 32 + 20]
    assert copied(memory, (5, 4), 32, "BGR ") is not None


@pytest.mark.parametrize(
    ("size", "stride", "length"), [((5, 4), 20, 79), ((5, 4), 16, 80), ((0, 4), 20, 80), ((5, 0), 20, 80)]
)
def test_a_picture_that_is_not_all_there_is_none(size, stride, length):
    assert copied(np.zeros(length, np.uint8), size, stride, "BGR ") is None


def test_a_copy_keeps_nothing_of_the_memory():
    memory = memory_of("BGR ")
    picture = copied(memory, (5, 4), 20, "BGR ")
    before = picture.copy()
    memory[:] = 0
    assert np.array_equal(picture, before)


def test_only_the_latest_frame_is_kept_and_each_wakes():
    cast, woken = Cast(1, "Screen", frame()), []
    cast.watch(lambda: woken.append("woken"))
    newest = frame()
    cast.put(frame())
    cast.put(newest)
    assert cast.frame is newest
    assert woken == ["woken", "woken"]


def test_the_end_wakes_and_leaves_no_frame():
    cast, woken = Cast(1, "Screen", frame()), []
    cast.watch(lambda: woken.append("woken"))
    cast.end()
    assert cast.frame is None
    assert woken == ["woken"]


def test_it_is_used_as_long_as_somebody_watches():
    cast = Cast(1, "Screen", frame())
    one, other = threading.Event(), threading.Event()
    cast.watch(one.set)
    cast.watch(other.set)
    cast.unwatch(one.set)
    assert cast.used
    cast.unwatch(other.set)
    assert not cast.used
    cast.put(frame())
    assert not one.is_set()
