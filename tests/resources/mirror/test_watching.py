"""The customer's end of a share, with a real decode thread."""

import asyncio
import time

import numpy as np
import pytest

from protocol.mirror.encode.encoder import Encoder
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import PointerAt, PointerShape, SharePaused, ShareSource, UpdatePart, UpdateShown
from resources.mirror import silence
from resources.mirror.model import MirrorModel
from resources.mirror.watching import Watching
from tests.helpers.by_hand import News


class Case:
    def __init__(self):
        self.news = News()
        self.shown, self.broken = [], 0
        self.mirror = MirrorModel(owner="Anna")
        self.watching = Watching(mirror=self.mirror, acknowledge=self.acknowledge, broken=self.breaks)
        self.encoder = None

    def acknowledge(self, shown):
        self.shown.append(shown)
        self.news.tell()

    def breaks(self):
        self.broken += 1
        self.news.tell()

    def begin(self, stream, side=64):
        self.encoder = Encoder(side, side)
        self.watching.receive(ShareSource(stream=stream, width=side, height=side, title="DP-1"))

    def send(self, stream, frame):
        self.encoder.damage([Rect(0, 0, frame.shape[1], frame.shape[0])])
        for part in self.encoder.update(frame):
            self.watching.receive(UpdatePart(stream=stream, update=part.update, final=part.final, data=part.data))

    def threads(self):
        return self.watching._player._thread


@pytest.fixture
async def case(qapp):
    case = Case()
    yield case
    case.watching.stop()


def picture(side, colour):
    frame = np.full((side, side, 4), colour, np.uint8)
    frame[..., 3] = 255
    return frame


async def test_each_complete_update_is_painted_and_acknowledged_once(case):
    case.begin(3)
    case.send(3, picture(64, 10))
    case.send(3, picture(64, 20))
    await case.news.until(lambda: len(case.shown) == 2)
    assert case.shown == [UpdateShown(stream=3, update=1), UpdateShown(stream=3, update=2)]
    assert (case.mirror.canvas.pixels == picture(64, 20)).all()


async def test_another_source_begins_anew_and_ends_the_thread_before(case):
    case.begin(3)
    thread = case.threads()
    case.begin(4, 32)
    case.send(4, picture(32, 7))
    await case.news.until(lambda: bool(case.shown))
    assert case.shown == [UpdateShown(stream=4, update=1)]
    await asyncio.get_running_loop().run_in_executor(None, thread.join, 10)
    assert not thread.is_alive()


async def test_nothing_is_painted_or_acknowledged_after_the_end(case):
    case.begin(3)
    thread = case.threads()
    painted = []
    case.mirror.painted.connect(painted.append)
    case.send(3, picture(64, 10))
    case.watching.stop()
    await asyncio.get_running_loop().run_in_executor(None, thread.join, 10)
    await asyncio.sleep(0)
    assert painted == case.shown == []
    case.watching.receive(UpdatePart(stream=3, update=9, final=True, data=b""))


async def test_what_does_not_decode_is_said_once(case):
    case.begin(3)
    thread = case.threads()
    for update in (1, 2):
        case.watching.receive(UpdatePart(stream=3, update=update, final=True, data=b"nonsense"))
    await case.news.until(lambda: case.broken == 1)
    await asyncio.get_running_loop().run_in_executor(None, thread.join, 10)
    await asyncio.sleep(0)
    assert (case.broken, case.shown) == (1, [])


async def test_the_pointer_goes_to_the_mirror(case):
    case.begin(3)
    case.watching.receive(PointerShape(width=1, height=2, hot_x=0, hot_y=1, pixels=bytes(8)))
    case.watching.receive(PointerAt(x=5, y=6, visible=True))
    pointer = case.mirror.pointer
    assert (pointer.x, pointer.y, pointer.visible, pointer.hot_y) == (5, 6, True, 1)


async def test_a_pointer_that_is_none_is_a_bad_message(case):
    case.begin(3)
    with pytest.raises(BadMessage):
        case.watching.receive(PointerShape(width=1, height=2, hot_x=0, hot_y=1, pixels=bytes(7)))


async def test_a_vast_screen_is_refused_before_anything_is_made_for_it(case):
    with pytest.raises(BadMessage):
        case.watching.receive(ShareSource(stream=1, width=16_384, height=2_100, title=""))
    assert case.mirror.canvas is None


# -- silence: a picture that looks live and may be old ------------------------------------------------------------


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(silence, "QUIET_S", 0.15)
    monkeypatch.setattr(silence, "LATE_S", 0.05)


async def turns(case, quiet):
    case.mirror.quiet_changed.connect(case.news.tell)
    await case.news.until(lambda: case.mirror.is_quiet is quiet)


async def test_a_picture_of_which_nothing_is_heard_may_be_old_until_something_comes(case, impatient):
    case.begin(3)
    await turns(case, True)
    case.watching.receive(PointerAt(x=1, y=1, visible=True))
    assert not case.mirror.is_quiet
    await turns(case, True)
    case.begin(4)
    assert not case.mirror.is_quiet


@pytest.mark.parametrize("end", ["paused", "interrupted", "stopped"])
async def test_a_picture_that_is_known_to_stand_still_is_not_said_to_be_old(case, impatient, end):
    case.begin(3)
    await turns(case, True)
    if end == "paused":
        case.watching.receive(SharePaused(paused=True))
    elif end == "interrupted":
        case.watching.interrupt()
    else:
        case.watching.stop()
    await asyncio.sleep(0.4)
    assert not case.mirror.is_quiet


def stand_still():
    """Do nothing for a while, with the whole program."""
    time.sleep(0.4)


async def test_a_program_that_stood_still_itself_reads_before_it_says_so(case, impatient):
    said = []
    case.mirror.quiet_changed.connect(lambda: said.append(case.mirror.is_quiet))
    case.begin(3)
    await asyncio.sleep(0.06)
    stand_still()
    asyncio.get_running_loop().call_soon(case.watching.receive, PointerAt(x=1, y=1, visible=True))
    await asyncio.sleep(0.01)
    assert said == []
