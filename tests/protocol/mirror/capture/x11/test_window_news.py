"""What a source keeps of what the server told of windows: all of it, or that it may have been any."""

from __future__ import annotations

import pytest
import xcffib
import xcffib.xproto

from protocol.mirror.capture.common.kept_back import Rules
from protocol.mirror.capture.common.left_out import LeftOut
from protocol.mirror.capture.common.source import MonitorSource
from protocol.mirror.capture.x11.source import ScreenPart, X11Source
from protocol.mirror.capture.x11.stack import X11Stack
from protocol.mirror.capture.x11.window_news import MOVES_LIMIT, REPARENT, STIRRED_LIMIT, TOLD_OF, WindowNews
from protocol.mirror.picture.tiles import Rect
from tests.protocol.mirror.capture.x11.desktops import Program

SECRET, OTHER = (0x00, 0x00, 0xEE, 0), (0x00, 0xAA, 0x00, 0)


def adopted(window: int, holder: int) -> bytes:
    return TOLD_OF.pack(holder, window, holder) + bytes(16)


def test_adoptions_are_all_told_or_any():
    news = WindowNews()
    for number in range(MOVES_LIMIT):
        news.note(REPARENT, adopted(number, 7))
    assert news.adoptions() == [(number, 7) for number in range(MOVES_LIMIT)]
    news.stirred()
    for number in range(MOVES_LIMIT + 1):
        news.note(REPARENT, adopted(number, 7))
    assert news.adoptions() is None
    assert news.stirred() is None, "what windows tell is read anew, too"
    assert news.adoptions() == []
    assert news.stirred() == set()


def test_too_many_windows_are_any():
    news = WindowNews()
    for number in range(STIRRED_LIMIT + 1):
        news.renamed(number)
    assert news.stirred() is None
    assert news.touched() is None


def test_of_too_many_moves_the_latest_are_kept():
    news = WindowNews()
    event = xcffib.xproto.ConfigureNotifyEvent.event_number
    for number in range(MOVES_LIMIT + 5):
        news.note(event, bytes(4) + (1).to_bytes(4, "little") + number.to_bytes(4, "little") + bytes(20))
    moves = news.moves()
    assert (len(moves), moves[-1][1]) == (MOVES_LIMIT, MOVES_LIMIT + 4)


@pytest.fixture
def stack(x_server):
    left_out = LeftOut()
    left_out.keep_back(Rules(programs=("keepassxc",)))
    source = X11Source(lambda connection: ScreenPart(connection, MonitorSource(1)), x_server.display)
    yield X11Stack(source, left_out)
    source.close()


@pytest.mark.parametrize("others", [0, MOVES_LIMIT + 1])
def test_the_way_of_a_new_frame_is_known_however_many_others_came_with_it(stack, x_server, others):
    secret, manager = Program(x_server.display, "KeePassXC"), Program(x_server.display)
    try:
        client = secret.open(Rect(20, 20, 60, 60), SECRET)
        frame, other, aside = (manager.open(Rect(0, 0, 80, 80), OTHER) for _ in range(3))
        stack.look()
        stack.passed()
        for number in range(others):
            manager.core.ReparentWindow(other, aside if number % 2 else manager.screen.root, 0, 0)
        manager.core.ReparentWindow(client, frame, 10, 10)
        manager.configure(frame, x=200, y=100)
        manager.core.ReparentWindow(client, manager.screen.root, 20, 20)
        manager.sync()
        stack.look()
        assert Rect(200, 100, 80, 80) in stack.passed()
    finally:
        secret.end()
        manager.end()


def test_a_window_that_moves_has_nobody_look_at_the_monitors_again(stack, x_server, monkeypatch):
    other = Program(x_server.display, "Editor")
    try:
        number = other.open(Rect(20, 20, 60, 60), OTHER)
        stack.look()  # has the window itself tell of its moves
        source, looks = stack._source, []
        source.wait(0)
        monkeypatch.setattr(source._target, "check", lambda: looks.append(1))
        for x in range(20):
            other.configure(number, x=x)
            source.wait(1)
            stack.look()
        assert looks == []
    finally:
        other.end()
