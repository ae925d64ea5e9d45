"""A sender that has far more painted than anybody captures, and windows that must stay usable."""

import asyncio
import itertools
import queue
import time

import numpy as np
import pytest

from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Area, BadUpdate
from protocol.mirror.decode.paint_budget import LEAST_AREA, PICTURES_AT_ONCE, PaintBudget
from protocol.mirror.decode.player import PART_COST, WAITING_LIMIT, Broken, Finished, Player
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.content import ShareSource, UpdatePart
from resources.mirror import painting as module
from resources.mirror.model import MirrorModel
from resources.mirror.painting import STRETCH_AREAS, STRETCH_PIXELS, TURN_S, Painting
from resources.mirror.watching import Watching
from tests.helpers.by_hand import News
from tests.protocol.mirror.dishonest import copy, stream

WIDTH, HEIGHT = 1920, 1080
LONG_S = 60.0


def the_same_again(side=400):
    """Return areas that copy all of a screen onto itself."""
    places = [(x, y) for y in range(0, HEIGHT - side + 1, side) for x in range(0, WIDTH - side + 1, side)]
    return b"".join(copy(x, y, side, side, x, y) for x, y in places)


def finished(count, side=400, update=1):
    area = Area(Rect(0, 0, side, side), None, source=Rect(0, 0, side, side))
    return Finished(update, [area] * count, final=True)


class Hand:
    """A painting whose time passes as it is said to."""

    def __init__(self, cost_s):
        self.now_s, self.cost_s = 0.0, cost_s
        self.stretches, self.done = [], []
        self.painting = Painting(paint=self.paint, painted=self.done.append, clock=lambda: self.now_s)

    def paint(self, areas):
        self.stretches.append(areas)
        self.now_s += self.cost_s * len(areas)


async def next_turn():
    await asyncio.sleep(0)


async def test_what_takes_no_time_is_painted_at_once():
    hand = Hand(0)
    hand.painting.add(update := finished(200))
    assert hand.done == [update]


async def test_a_turn_ends_after_its_time_and_a_stretch():
    hand = Hand(TURN_S / 10)
    hand.painting.add(finished(2000, side=40))
    most = max(len(areas) for areas in hand.stretches)
    assert most <= STRETCH_AREAS
    assert hand.now_s <= TURN_S + most * hand.cost_s
    assert hand.done == []
    hand.painting.stop()


async def test_stretches_are_bounded_in_pixels_too():
    hand = Hand(0)
    hand.painting.add(finished(200))
    assert max(sum(area.rect.pixels for area in areas) for areas in hand.stretches) <= STRETCH_PIXELS + 160_000


async def test_all_is_painted_in_order_by_and_by(monkeypatch):
    monkeypatch.setattr(module, "BUSY_AT_ONCE_S", 1000.0)
    hand = Hand(TURN_S)
    updates = [finished(3, side=600, update=number) for number in range(20)]
    for update in updates:
        hand.painting.add(update)
    async with asyncio.timeout(LONG_S):
        while len(hand.done) < 20:
            await next_turn()
    assert hand.done == updates


async def test_an_update_of_nothing_is_painted():
    hand = Hand(0)
    hand.painting.add(empty := Finished(1, [], final=True))
    assert hand.done == [empty]


async def test_nothing_is_painted_after_stop():
    hand = Hand(TURN_S)
    hand.painting.add(finished(100))
    before = len(hand.stretches)
    hand.painting.stop()
    await asyncio.sleep(0.05)
    assert len(hand.stretches) == before


async def test_whoever_paints_without_end_leaves_the_loop_its_time():
    """Real time, real pixels: a ticking of the loop goes on beside a flood of pictures."""
    canvas, ticks = Canvas(WIDTH, HEIGHT), []
    painting = Painting(paint=lambda areas: canvas.apply(areas) and None, painted=lambda done: None)
    loop = asyncio.get_running_loop()
    for number in range(60):
        painting.add(finished(200, update=number))
    until = loop.time() + 1.5
    while loop.time() < until:
        ticks.append(loop.time())
        await asyncio.sleep(0)
    painting.stop()
    waits = sorted(after - before for before, after in itertools.pairwise(ticks))
    assert len(waits) > 50
    assert waits[len(waits) * 9 // 10] < 0.1


def test_an_honest_sender_never_exceeds_the_budget():
    now_s = 0.0
    budget = PaintBudget(WIDTH, HEIGHT, clock=lambda: now_s)
    whole = [Area(Rect(0, y, WIDTH, 60), None) for y in range(0, HEIGHT, 60)]
    for _ in range(60 * 60):
        now_s += 1 / 60
        budget.take(whole)
    now_s += 10
    for _ in range(800):  # that a link has held up
        budget.take(whole)


@pytest.mark.parametrize("side", [400, 8])
def test_more_pictures_than_anybody_captures_are_refused(side):
    now_s = 0.0
    budget = PaintBudget(WIDTH, HEIGHT, clock=lambda: now_s)
    areas = [Area(Rect(0, 0, side, side), None)] * 100
    most = int(PICTURES_AT_ONCE * WIDTH * HEIGHT / (100 * max(side * side, LEAST_AREA)))
    for _ in range(most - 1):
        budget.take(areas)
    areas *= 3
    with pytest.raises(BadUpdate):
        budget.take(areas)


def test_a_player_breaks_off_a_stream_that_says_the_same_again_and_again():
    results = queue.SimpleQueue()
    player = Player(WIDTH, HEIGHT, results.put)
    player.start()
    data = stream(the_same_again())
    player.put(UpdatePart(stream=1, update=1, final=True, data=data))
    more = stream(the_same_again())[6:]  # one more block each time, that stands for most of the screen
    for update in range(2, 6000):
        player.put(UpdatePart(stream=1, update=update, final=True, data=more))
    painted = 0
    while isinstance(result := results.get(timeout=LONG_S), Finished):
        painted += 1
        player.painted(result)
    player.join()
    assert result == Broken()
    assert PICTURES_AT_ONCE < painted < 4 * PICTURES_AT_ONCE


def test_parts_of_no_bytes_are_bounded_too():
    player = Player(64, 48, lambda result: None)  # not started: nothing is taken
    for update in range(WAITING_LIMIT // PART_COST + 2):
        player.put(UpdatePart(stream=1, update=update, final=False, data=b""))
    assert player._may_go_on()
    assert player._next() is None


async def test_a_mirror_stays_usable_while_a_sharer_floods_it(qapp):
    news, shown, broken = News(), [], []
    watching = Watching(
        mirror=MirrorModel(owner="Anna"),
        acknowledge=lambda said: (shown.append(said), news.tell()),
        broken=lambda: (broken.append(time.monotonic()), news.tell()),
    )
    watching.receive(ShareSource(stream=1, width=WIDTH, height=HEIGHT, title="DP-1"))
    first, more = stream(the_same_again()), stream(the_same_again())[6:]
    for update in range(1, 6000):
        data = first if update == 1 else more
        watching.receive(UpdatePart(stream=1, update=update, final=True, data=data))
    await news.until(lambda: bool(broken))
    assert PICTURES_AT_ONCE < len(shown) < 4 * PICTURES_AT_ONCE
    watching.stop()
    assert np.any(watching.mirror.canvas.pixels[..., 3])
