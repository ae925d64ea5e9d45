"""Clicks on a real X server."""

from __future__ import annotations

import select

import pytest
import xcffib
import xcffib.xtest

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.mirror.capture.x11.clicks import ClickWatch

LONG_S = 20.0
PRESS, RELEASE = 4, 5


def click(x_server, button: int) -> None:
    test = x_server.connection(xcffib.xtest.key)
    for kind in (PRESS, RELEASE):
        test.FakeInput(kind, button, 0, x_server.screen.root, 0, 0, 0)
    x_server.sync()


def taken(watch: ClickWatch) -> list[tuple[int, int]]:
    """Return the next clicks, waiting for them."""
    while True:
        readable, _, _ = select.select([watch], [], [], LONG_S)
        assert readable, "nobody clicked"
        if places := watch.take():
            return places


@pytest.fixture
def watch(x_server):
    watch = capture.watch_clicks(x_server.display)
    yield watch
    watch.close()


def test_a_click_anywhere_is_seen_where_it_was(watch, x_server):
    x_server.move_pointer(123, 45)
    click(x_server, 1)
    assert taken(watch) == [(123, 45)]
    x_server.move_pointer(200, 90)
    click(x_server, 3)
    assert taken(watch) == [(200, 90)]


def test_the_wheel_and_mere_motion_are_no_clicks(watch, x_server):
    x_server.move_pointer(10, 10)
    click(x_server, 5)
    click(x_server, 1)
    assert taken(watch) == [(10, 10)]


def test_without_a_display_nothing_is_watched():
    assert capture.watch_clicks(":4711") is None


def test_a_server_that_is_gone_is_told(watch, x_server):
    x_server.kill()
    with pytest.raises(CaptureUnavailable):
        taken(watch)
