"""What waits to be done, and that the end comes before it."""

from __future__ import annotations

import threading

from protocol.vocabulary.input import InputReleased, KeyChanged, MouseMoved
from viewer.control.orders import WAITING_LIMIT, Orders, Shows

PATIENCE_S = 10.0
PRESSED = KeyChanged(keysym=97, pressed=True)
SHOWS = Shows(stream=2, x=0, y=0, width=1, height=1)


def test_what_is_put_is_taken_in_its_order():
    orders = Orders()
    orders.put([PRESSED, SHOWS])
    assert [orders.take(), orders.take()] == [PRESSED, SHOWS]


def test_nothing_is_done_after_the_end_whatever_waits():
    orders = Orders()
    orders.put([PRESSED] * 100)
    orders.end()
    assert orders.take() is None


def test_the_end_wakes_who_waits():
    orders, taken = Orders(), []
    thread = threading.Thread(target=lambda: taken.append(orders.take()))
    thread.start()
    orders.end()
    thread.join(PATIENCE_S)
    assert taken == [None]


def test_too_much_becomes_one_release_of_everything():
    orders = Orders()
    orders.put([SHOWS, *[MouseMoved(stream=2, x=0, y=0)] * WAITING_LIMIT])
    orders.end()
    orders = Orders()
    orders.put([SHOWS, *[PRESSED] * WAITING_LIMIT])
    assert [orders.take(), orders.take()] == [InputReleased(), SHOWS]
    orders.put([PRESSED])
    assert orders.take() == PRESSED


def test_a_wait_says_whether_anything_has_come():
    orders = Orders()
    assert not orders.wait(0.0)
    orders.put([PRESSED])
    assert orders.wait(None)
    assert orders.take() == PRESSED
    assert not orders.wait(0.0)
    orders.end()
    assert orders.wait(None)
