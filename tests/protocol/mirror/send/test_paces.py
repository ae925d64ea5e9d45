"""What a receiver may ask for as often as it likes, and what comes of it."""

import asyncio

from protocol.mirror.send.latest import Latest
from protocol.mirror.send.pump_events import MirrorBegan
from protocol.mirror.send.source_pace import SOURCES, SourcePace
from protocol.seat.allowance import LIMITS
from protocol.vocabulary.content import ShareSource
from tests.protocol.mirror.send.test_capture_thread import Screen, Watcher

STALLED_S = 15.0  # for which a link may stand still before it ends


def test_streams_begin_at_a_pace_that_every_receiver_takes():
    now_s, begun = 0.0, []
    pace = SourcePace(clock=lambda: now_s)
    while now_s < 60:
        if (wait_s := pace.begin_s()) == 0:
            begun.append(now_s)
        now_s += wait_s
    assert abs(len(begun) - (SOURCES.at_once + 60 * SOURCES.a_second)) <= 1
    limit = LIMITS[ShareSource]
    assert SOURCES.at_once + STALLED_S * SOURCES.a_second <= limit.at_once
    assert SOURCES.a_second <= limit.a_second


def test_of_streams_that_begin_too_soon_the_latest_begins_when_it_may():
    screen = Screen()
    watcher = Watcher(screen, clock=lambda: screen.now_s)
    watcher.pump.start()
    try:
        for _ in range(int(SOURCES.at_once)):
            watcher.pump.add_receiver(1)
            began = watcher.next(MirrorBegan)
        for _ in range(10):
            watcher.pump.add_receiver(1)
        watcher.parts_seen()
        assert not [event for event in watcher.drained() if isinstance(event, MirrorBegan)]
        screen.now_s += 1 / SOURCES.a_second
        screen.point(1, 1)
        again = watcher.next(MirrorBegan)
        assert again.stream == began.stream + 10
    finally:
        watcher.pump.stop()
        watcher.pump.join()


async def a_moment():
    await asyncio.sleep(0.01)


async def test_of_what_is_asked_for_too_often_the_first_and_the_latest_are_done():
    done = []
    latest = Latest(done.append, 0.05)
    for number in range(1000):
        latest.ask(number)
    assert done == [0]
    async with asyncio.timeout(60):
        while len(done) < 2:
            await a_moment()
    assert done == [0, 999]
    await asyncio.sleep(0.1)
    latest.ask(5)
    assert done == [0, 999, 5]
    latest.ask(6)
    latest.stop()
    await asyncio.sleep(0.1)
    assert done == [0, 999, 5]
