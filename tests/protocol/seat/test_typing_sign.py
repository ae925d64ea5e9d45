"""Who is writing: said now and then, forgotten by itself. The loop's clock is turned by hand."""

import asyncio

import pytest

from protocol.seat.typing_sign import SAY_AGAIN_S, TypingSign
from protocol.vocabulary.chat import TYPING_S, Typing


class Clock:
    def __init__(self, monkeypatch):
        self.now_s = 100.0
        self.timers = []
        loop = asyncio.get_running_loop()
        monkeypatch.setattr(loop, "time", lambda: self.now_s)
        monkeypatch.setattr(loop, "call_later", self.call_later)

    def call_later(self, delay_s, callback, *args):
        timer = asyncio.TimerHandle(self.now_s + delay_s, callback, args, asyncio.get_running_loop())
        self.timers.append(timer)
        return timer

    def turn(self, seconds):
        self.now_s += seconds
        due = [t for t in self.timers if t.when() <= self.now_s and not t.cancelled()]
        self.timers = [t for t in self.timers if t not in due]
        for timer in due:
            timer._run()


@pytest.fixture
async def clock(monkeypatch):
    clock = Clock(monkeypatch)
    yield clock
    monkeypatch.undo()


@pytest.fixture
async def sign(clock):
    told, changes = [], []
    sign = TypingSign(tell=told.append, changed=lambda: changes.append(True))
    sign.told, sign.changes = told, changes
    return sign


YES, NO = Typing(typing=True), Typing(typing=False)


async def test_a_writer_says_so_at_once_and_again_every_two_seconds_at_most(sign, clock):
    for text in ("h", "he", "hel"):
        sign.wrote(text)
    assert sign.told == [YES]
    clock.turn(SAY_AGAIN_S)
    sign.wrote("hell")
    sign.wrote("hello")
    assert sign.told == [YES, YES]


async def test_an_emptied_input_is_said_once(sign):
    sign.wrote("")
    sign.wrote("h")
    sign.wrote(" ")
    sign.wrote("")
    assert sign.told == [YES, NO]


async def test_after_a_line_was_sent_the_next_one_is_said_at_once(sign):
    sign.wrote("h")
    sign.sent()
    sign.wrote("")
    sign.wrote("n")
    assert sign.told == [YES, YES]


async def test_another_writer_is_seen_until_they_stop(sign):
    sign.heard(2, True)
    sign.heard(1, True)
    assert sign.writers == (1, 2)
    sign.heard(2, False)
    sign.heard(2, False)
    assert sign.writers == (1,)
    assert len(sign.changes) == 3


async def test_another_writer_who_says_nothing_more_is_forgotten(sign, clock):
    sign.heard(2, True)
    clock.turn(TYPING_S - 1)
    sign.heard(2, True)
    clock.turn(TYPING_S - 1)
    assert sign.writers == (2,)
    clock.turn(1)
    assert sign.writers == ()
    assert len(sign.changes) == 2


async def test_everybody_is_forgotten_when_the_link_is_lost(sign, clock):
    sign.heard(2, True)
    sign.stop()
    assert sign.writers == ()
    clock.turn(TYPING_S)
    assert len(sign.changes) == 1
