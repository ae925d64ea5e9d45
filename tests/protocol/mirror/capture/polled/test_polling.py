"""Capturing by a clock, with a grabber and a clock of the tests' own."""

from __future__ import annotations

from types import SimpleNamespace

import mss
import mss.exception
import numpy as np
import pytest

from protocol.mirror.capture.common.arrow import ARROW
from protocol.mirror.capture.common.source import CaptureUnavailable, Monitor, MonitorSource, SourceResized
from protocol.mirror.capture.polled.polling import (
    LONGEST_INTERVAL_S,
    SHORTEST_INTERVAL_S,
    DesktopPart,
    PollingSource,
    monitors,
)
from protocol.mirror.capture.polled.win32_pointer import PointerLook
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.content import POINTER_SIDE_LIMIT


class Desktop:
    """Two monitors, the second of them to the left of the first."""

    def __init__(self) -> None:
        self.layout = [
            {"left": 0, "top": 0, "width": 50, "height": 40, "is_primary": True, "name": "Main"},
            {"left": -30, "top": 0, "width": 30, "height": 20},
        ]
        self.picture = np.zeros((40, 50, 4), np.uint8)
        self.broken = False
        self.open = 0
        self.now_s = 100.0
        self.place = (5, 6)
        self.shape = ARROW
        self.tells = True
        self.input = 0

    def input_tick(self):
        return self.input

    def look(self):
        shape, self.shape = self.shape, None
        return PointerLook(self.place, shape)

    def __call__(self):
        desktop = self
        self.open += 1

        class Grabber:
            monitors = ({}, *desktop.layout)

            def grab(self, box):
                if desktop.broken:
                    raise mss.exception.ScreenShotError("refused")
                pixels = desktop.picture[: box["height"], : box["width"]]
                return SimpleNamespace(width=pixels.shape[1], height=pixels.shape[0], raw=bytearray(pixels.tobytes()))

            def close(self):
                desktop.open -= 1

            def __enter__(self):
                return self

            def __exit__(self, *_):
                self.close()

        return Grabber()


@pytest.fixture
def desktop():
    return Desktop()


@pytest.fixture
def source(desktop):
    source = PollingSource(DesktopPart(MonitorSource(2, "Main"), desktop), pointer=desktop, clock=lambda: desktop.now_s)
    yield source
    source.close()
    assert desktop.open == 0


def pass_time(desktop, source, seconds):
    desktop.now_s += seconds
    source.wait(0)


def let_seconds_pass(desktop, source):
    for _ in range(5):
        pass_time(desktop, source, 1.0)


def test_monitors_are_numbered_from_left_to_right(desktop):
    assert monitors(desktop) == [
        Monitor(1, "1", Rect(-30, 0, 30, 20), False, "(-30, 0, 30, 20)"),
        Monitor(2, "Main", Rect(0, 0, 50, 40), True, "Main"),
    ]


def known(name="", unique_id=None):
    return {"name": name} | ({} if unique_id is None else {"unique_id": unique_id})


@pytest.mark.parametrize(
    "told",
    [
        (known("Generic PnP Monitor", "DISPLAY#A"), known("Generic PnP Monitor", "DISPLAY#B")),
        (known("Generic PnP Monitor"), known("Generic PnP Monitor")),
        (known("Generic PnP Monitor", "DISPLAY#A"), known("Generic PnP Monitor", "DISPLAY#A")),
        (known("Dell"), known("HP")),
        (known(), known()),
    ],
    ids=["identities", "one name", "one identity", "names", "nothing"],
)
@pytest.mark.parametrize("shared", [0, 1])
def test_a_monitor_that_was_unplugged_is_not_replaced_by_another_one(desktop, told, shared):
    places = {"left": -30, "top": 0, "width": 30, "height": 20}, {"left": 0, "top": 0, "width": 30, "height": 20}
    desktop.layout = [place | what for place, what in zip(places, told, strict=True)]
    source = PollingSource(
        DesktopPart(monitors(desktop)[shared].source, desktop), pointer=desktop, clock=lambda: desktop.now_s
    )
    assert source.rect.x == places[shared]["left"]
    del desktop.layout[shared]
    desktop.layout[0] |= {"left": 0, "is_primary": True}  # the other one is the main one now
    with pytest.raises(CaptureUnavailable) as failure:
        let_seconds_pass(desktop, source)
    assert failure.value.code == "monitor_gone"
    with pytest.raises(CaptureUnavailable):
        DesktopPart(source._subject._source, desktop)
    source.close()


def test_an_identity_is_followed_to_another_place_and_number(desktop):
    desktop.layout = [
        {"left": 0, "top": 0, "width": 50, "height": 40} | known("Generic", "A"),
        {"left": 50, "top": 0, "width": 30, "height": 20} | known("Generic", "B"),
    ]
    source = monitors(desktop)[0].source
    desktop.layout[0]["left"] = 90
    assert DesktopPart(source, desktop).find().rect.x == 90


def test_a_single_monitor_may_change_its_size(desktop):
    desktop.layout = [{"left": 0, "top": 0, "width": 50, "height": 40}]
    source = monitors(desktop)[0].source
    desktop.layout[0]["width"] = 60
    assert DesktopPart(source, desktop).find().rect.width == 60


def test_a_monitor_that_is_not_there_is_gone(desktop):
    with pytest.raises(CaptureUnavailable) as failure:
        DesktopPart(MonitorSource(3), desktop)
    assert failure.value.code == "monitor_gone"


def test_the_whole_screen_is_damaged_whenever_it_is_time_to_look(desktop, source):
    whole = [Rect(0, 0, 50, 40)]
    assert source.damage() == whole
    source.grab(whole, np.zeros((40, 50, 4), np.uint8))
    assert source.damage() == []
    pass_time(desktop, source, 2 * SHORTEST_INTERVAL_S)
    assert source.damage() == whole


def test_it_sleeps_between_two_looks_even_if_nobody_grabs(desktop, source):
    pass_time(desktop, source, 2.5 * SHORTEST_INTERVAL_S)
    assert source.damage() != []
    slept = sleeps(desktop, source)
    source.wait(None)
    assert sum(slept) == pytest.approx(SHORTEST_INTERVAL_S / 2)


def sleeps(desktop, source):
    """Have the source sleep by the desktop's clock; return a list of how long it does."""
    slept = []

    def sleep(left_s):
        slept.append(left_s)
        desktop.now_s += left_s

    source._woken = SimpleNamespace(wait=sleep, clear=lambda: None)
    return slept


def rest(source, frame):
    """Look until nothing has changed for long."""
    for _ in range(30):
        source.wait(None)
        source.grab(source.damage() or [Rect(0, 0, 1, 1)], frame)
    source.pointer()


def test_a_pointer_over_a_still_picture_is_told_sixty_times_a_second(desktop, source):
    frame = np.zeros((40, 50, 4), np.uint8)
    sleeps(desktop, source)
    rest(source, frame)
    seen, began_s = set(), desktop.now_s
    while desktop.now_s < began_s + 1:
        desktop.place = (int(1000 * desktop.now_s) % 40, 3)
        source.wait(None)
        if source.damage():
            source.grab(source.damage(), frame)
        seen.add((desktop.now_s, source.pointer().x))
    assert len(seen) >= 55


@pytest.mark.parametrize("what", ["pointer", "key"])
def test_the_picture_is_looked_at_soon_after_input(desktop, source, what):
    frame = np.zeros((40, 50, 4), np.uint8)
    sleeps(desktop, source)
    rest(source, frame)
    if what == "pointer":
        desktop.place = (9, 9)
    else:
        desktop.input += 1
    began_s = desktop.now_s
    while not source.damage():
        source.wait(None)
    assert desktop.now_s - began_s <= 0.06


def test_a_pointer_that_nobody_tells_of_is_not_looked_at(desktop, source):
    frame = np.zeros((40, 50, 4), np.uint8)
    desktop.tells = False
    slept = sleeps(desktop, source)
    rest(source, frame)
    slept.clear()
    source.wait(None)
    assert slept == [pytest.approx(LONGEST_INTERVAL_S)]
    assert source.damage()


@pytest.mark.parametrize(("cost_s", "looks"), [(0.0, 30), (0.02, 30), (0.04, 15), (0.07, 10)])
def test_the_beat_is_fixed_whatever_a_look_costs(desktop, source, cost_s, looks):
    frame = np.zeros((40, 50, 4), np.uint8)
    sleeps(desktop, source)
    whole = [Rect(0, 0, 50, 40)]
    began_s, count = desktop.now_s, 0
    while desktop.now_s < began_s + 10:
        source.wait(None)
        if source.damage():
            count += 1
            desktop.picture[count % 40, 0] = count % 251 + 1
            desktop.now_s += cost_s
            source.grab(whole, frame)
    assert count == pytest.approx(10 * looks, abs=3)


@pytest.mark.parametrize("row", [0, 31, 32, 39])
def test_a_change_is_seen_wherever_it_is(desktop, source, row):
    frame = np.zeros((40, 50, 4), np.uint8)
    for _ in range(30):
        source.grab([Rect(0, 0, 50, 40)], frame)
    desktop.picture[row, 49] = 9
    source.grab([Rect(0, 0, 50, 40)], frame)
    assert source._interval_s == SHORTEST_INTERVAL_S
    source.grab([Rect(0, 0, 50, 40)], frame)
    assert source._interval_s > SHORTEST_INTERVAL_S


def test_a_grab_copies_what_was_asked_for(desktop, source):
    desktop.picture[:] = np.random.default_rng(1).integers(0, 256, (40, 50, 4), np.uint8)
    frame = np.zeros((40, 50, 4), np.uint8)
    source.grab([Rect(0, 0, 50, 40)], frame)
    assert np.array_equal(frame, desktop.picture)


def test_it_looks_less_often_while_nothing_changes_and_often_again_when_something_does(desktop, source):
    frame = np.zeros((40, 50, 4), np.uint8)
    for _ in range(30):
        source.grab([Rect(0, 0, 50, 40)], frame)
    pass_time(desktop, source, LONGEST_INTERVAL_S * 0.9)
    assert source.damage() == []
    pass_time(desktop, source, LONGEST_INTERVAL_S * 0.2)
    assert source.damage() != []
    desktop.picture[3, 3] = 9
    source.grab([Rect(0, 0, 50, 40)], frame)
    pass_time(desktop, source, SHORTEST_INTERVAL_S)
    assert source.damage() != []


def test_a_monitor_of_another_size_is_told_within_seconds(desktop, source):
    desktop.layout[0]["width"] = 60
    with pytest.raises(SourceResized):
        let_seconds_pass(desktop, source)


def test_a_monitor_that_was_unplugged_is_gone(desktop, source):
    del desktop.layout[0]
    with pytest.raises(CaptureUnavailable) as failure:
        let_seconds_pass(desktop, source)
    assert failure.value.code == "monitor_gone"


def test_a_picture_of_another_size_is_never_taken_for_ours(desktop, source):
    desktop.picture = np.zeros((10, 10, 4), np.uint8)
    with pytest.raises(SourceResized):
        source.grab([Rect(0, 0, 50, 40)], np.zeros((40, 50, 4), np.uint8))


def test_a_refused_picture_is_said(desktop, source):
    desktop.broken = True
    with pytest.raises(CaptureUnavailable) as failure:
        source.grab([Rect(0, 0, 50, 40)], np.zeros((40, 50, 4), np.uint8))
    assert failure.value.code == "failed"


def test_the_pointer_is_shaped_once_and_hidden_elsewhere(desktop, source):
    assert source.pointer() == (5, 6, True, ARROW)
    desktop.place = (-7, 6)
    assert source.pointer() == (0, 0, False, None)
    desktop.place = None
    assert not source.pointer().visible


def test_the_arrow_may_be_sent(desktop):
    assert len(ARROW.pixels) == 4 * ARROW.width * ARROW.height
    assert max(ARROW.width, ARROW.height) <= POINTER_SIDE_LIMIT


def test_wake_ends_the_next_wait(desktop, source):
    source.wake()
    source.wait(None)


def test_it_takes_exact_pictures_of_a_real_screen(x_server):
    x_server.draw(0, 0, np.random.default_rng(2).integers(0, 256, (480, 640, 4), np.uint8))
    part = DesktopPart(MonitorSource(1), lambda: mss.MSS(display=x_server.display, backend="xshmgetimage"))
    source = PollingSource(part)
    frame = np.zeros((source.height, source.width, 4), np.uint8)
    source.grab([Rect(0, 0, 640, 480)], frame)
    source.close()
    assert np.array_equal(frame[..., :3], x_server.picture[..., :3])
