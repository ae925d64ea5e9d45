"""A Wayland desktop's frames as a source, with frames of the tests' own."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from protocol.mirror.capture.cast import Cast
from protocol.mirror.capture.common.source import (
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    RegionSource,
    SourceResized,
)
from protocol.mirror.capture.portal import CastSource
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.send.capture_thread import Pump
from protocol.mirror.send.pump_events import Ended, Failed, MirrorBegan, PartReady
from protocol.mirror.send.screens import NOWHERE, Screens
from tests.helpers.by_hand import PATIENCE_S

WHOLE = [Rect(0, 0, 64, 48)]


class Frame:
    def __init__(self, colour, *, width=64, height=48, broken=False):
        self.width, self.height, self.reads = width, height, 0
        self._picture = None if broken else np.full((height, width, 4), colour, np.uint8)

    def pixels(self):
        self.reads += 1
        return self._picture


class PortalByHand:
    """A dialog that is answered at once."""

    title = "Screen"

    def __init__(self):
        self.number = 0
        self.casts = {}
        self.refusal = None
        self.dropped = []

    def drop(self, asker):
        self.dropped.append(asker)

    def cast(self, number):
        return self.casts.get(number)

    def choose(self, chosen, refused, *, asker):
        if self.refusal is not None:
            refused(self.refusal)
            return
        self.number += 1
        self.casts[self.number] = Cast(self.number, self.title, Frame(1))
        chosen()


def blank():
    return np.zeros((48, 64, 4), np.uint8)


@pytest.fixture
def cast():
    return Cast(1, "Screen", Frame(1))


@pytest.fixture
def source(cast):
    source = CastSource(cast)
    yield source
    source.close()
    assert not cast.used


def test_it_is_what_its_first_frame_is(source):
    assert (source.width, source.height, source.title) == (64, 48, "Screen")


def test_all_of_it_is_damaged_with_each_frame_and_nothing_in_between(cast, source):
    assert source.damage() == WHOLE
    source.grab(WHOLE, blank())
    assert source.damage() == []
    cast.put(Frame(1))
    assert source.damage() == WHOLE


def test_a_grab_copies_what_was_asked_for_of_the_latest_frame(cast, source):
    cast.put(Frame(7))
    frame = blank()
    source.grab([Rect(2, 3, 4, 5)], frame)
    assert (frame[3:8, 2:6] == 7).all()
    assert frame.sum() == 7 * 4 * 4 * 5


def test_a_frame_is_read_once(cast, source):
    latest = Frame(7)
    cast.put(latest)
    for _ in range(3):
        source.grab(WHOLE, blank())
    assert latest.reads == 1


def test_a_frame_wakes_whoever_waits(cast, source):
    waiting = threading.Thread(target=source.wait, args=(None,))
    waiting.start()
    cast.put(Frame(2))
    waiting.join(PATIENCE_S)
    assert not waiting.is_alive()


@pytest.mark.parametrize("ask", [CastSource.damage, CastSource.pointer, lambda s: s.grab(WHOLE, blank())])
def test_another_size_is_told(cast, source, ask):
    cast.put(Frame(2, width=80))
    with pytest.raises(SourceResized):
        ask(source)


@pytest.mark.parametrize("ask", [CastSource.damage, CastSource.pointer, lambda s: s.grab(WHOLE, blank())])
def test_the_end_is_told(cast, source, ask):
    cast.end()
    with pytest.raises(CaptureUnavailable) as failure:
        ask(source)
    assert failure.value.code == "cast_ended"


def test_a_frame_that_cannot_be_read_is_told(cast, source):
    cast.put(Frame(0, broken=True))
    with pytest.raises(CaptureUnavailable) as failure:
        source.grab(WHOLE, blank())
    assert failure.value.code == "failed"


def test_the_pointer_is_never_seen(source):
    assert source.pointer() == (0, 0, False, None)


def test_what_has_ended_cannot_be_opened(cast):
    cast.end()
    for ended in (cast, None):
        with pytest.raises(CaptureUnavailable) as failure:
            CastSource(ended)
        assert failure.value.code == "cast_ended"


def test_a_share_goes_on_with_another_size_and_ends_with_the_desktops_word(cast):
    events, said = [], threading.Condition()

    def deliver(event):
        with said:
            events.append(event)
            said.notify()

    def until(condition):
        with said:
            assert said.wait_for(condition, PATIENCE_S)

    pump = Pump(open_source=lambda: CastSource(cast), deliver=deliver)
    pump.start()
    pump.add_receiver(1)
    until(lambda: any(isinstance(e, PartReady) for e in events))
    cast.put(Frame(3, width=80))
    until(lambda: [e.width for e in events if isinstance(e, MirrorBegan)] == [64, 80])
    cast.end()
    until(lambda: any(isinstance(e, Ended) for e in events))
    assert [e.code for e in events if isinstance(e, Failed)] == ["cast_ended"]
    pump.join()
    assert not cast.used


# -- the screens of such a desktop -------------------------------------------------------------------------------


@pytest.fixture
def portal():
    return PortalByHand()


def test_the_first_monitor_is_what_was_chosen_last_wherever_it_is(portal):
    screens, chosen = Screens(portal=portal), []
    assert screens.asks
    for number in (1, 2):
        screens.choose(lambda: chosen.append("chosen"), chosen.append, asker=portal)
        assert screens.monitors() == [Monitor(number, "Screen", NOWHERE, True)]
    assert chosen == ["chosen", "chosen"]
    assert screens.windows() == []


def test_each_choice_is_opened_by_its_number(portal):
    screens = Screens(portal=portal)
    for _ in range(2):
        screens.choose(lambda: None, lambda _code: None, asker=portal)
    portal.casts[2].put(Frame(9))
    frames = []
    for number in (1, 2):
        source = screens.open_source(MonitorSource(number, "Screen"))
        frames.append(blank())
        source.grab(WHOLE, frames[-1])
        source.close()
    assert [frame[0, 0, 0] for frame in frames] == [1, 9]


@pytest.mark.parametrize("source", [MonitorSource(3, "Screen"), RegionSource(Rect(0, 0, 5, 5))])
def test_nothing_else_can_be_opened(portal, source):
    with pytest.raises(CaptureUnavailable) as failure:
        Screens(portal=portal).open_source(source)
    assert failure.value.code == "cast_ended"


def test_a_refusal_is_passed_on(portal):
    portal.refusal, said = "cast_refused", []
    Screens(portal=portal).choose(lambda: said.append("chosen"), said.append, asker=said)
    assert said == ["cast_refused"]


def test_the_dialog_is_taken_back_for_the_one_who_opened_it(portal):
    Screens(portal=portal).drop("Theo")
    Screens().drop("Theo")  # there is none
    assert portal.dropped == ["Theo"]


def test_without_a_dialog_the_choice_is_made_at_once():
    screens, said = Screens(), []
    screens.choose(lambda: said.append("chosen"), said.append, asker=said)
    assert said == ["chosen"]
    assert not screens.asks


def test_another_display_is_captured_without_the_desktops_dialog(portal):
    assert not Screens(":4711", portal=portal).asks
