"""Capturing a real X server."""

from __future__ import annotations

import contextlib
import queue
import threading
import time

import numpy as np
import pytest
import xcffib
import xcffib.randr

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.source import CaptureUnavailable, Monitor, MonitorSource, SourceResized
from protocol.mirror.capture.x11 import source as x11
from protocol.mirror.capture.x11.image import Grabber
from protocol.mirror.capture.x11.pixels import format_of
from protocol.mirror.capture.x11.pointer import clipped_shape
from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Decoder
from protocol.mirror.picture.tiles import Grid, Rect
from protocol.mirror.send.capture_thread import Pump
from protocol.mirror.send.pump_events import Ended, Failed, MirrorBegan, PartReady, PointerMoved
from tests.helpers.odd.desktops import STALE, wayland_desktop

LONG_S = 60.0
WHOLE = Rect(0, 0, 640, 480)


def noise(width: int, height: int, seed: int = 1) -> np.ndarray:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 4), np.uint8)
    pixels[..., 3] = 0
    return pixels


@pytest.fixture
def open_source(x_server):
    opened = []

    def open_it(number: int = 1):
        opened.append(capture.open_source(MonitorSource(number), x_server.display))
        return opened[-1]

    yield open_it
    for source in opened:
        source.close()


def taken_damage(source) -> list[Rect]:
    """Wait for damage and return it."""
    deadline = time.monotonic() + LONG_S
    while time.monotonic() < deadline:
        if damage := source.damage():
            return damage
        source.wait(1.0)
    raise AssertionError("no damage")


def test_the_only_monitor_is_the_whole_screen(x_server):
    (monitor,) = capture.monitors(x_server.display)
    assert monitor.number == 1
    assert monitor.rect == WHOLE


def test_the_first_damage_is_the_whole_screen_and_the_grab_is_exact(open_source, x_server):
    x_server.draw(30, 40, noise(200, 100))
    source = open_source()
    assert (source.width, source.height) == (640, 480)
    assert source.damage() == [WHOLE]
    frame = np.zeros((480, 640, 4), np.uint8)
    source.grab([WHOLE], frame)
    assert np.array_equal(frame[..., :3], x_server.picture[..., :3])
    assert source.damage() == []


def test_what_is_drawn_later_is_damage_and_grabbing_just_that_is_exact(open_source, x_server):
    source = open_source()
    frame = np.zeros((480, 640, 4), np.uint8)
    source.grab(source.damage(), frame)
    for seed, (x, y) in enumerate([(0, 0), (37, 11), (600, 440)]):
        x_server.draw(x, y, noise(40, 40, seed))
        grid = Grid(640, 480)
        grid.add(taken_damage(source))
        boxes = grid.take()
        assert sum(box.pixels for box in boxes) < 20_000
        source.grab(boxes, frame)
        while extra := source.damage():
            source.grab(extra, frame)
        assert np.array_equal(frame[..., :3], x_server.picture[..., :3])


def test_damage_that_came_while_something_else_was_asked_for_still_ends_a_wait(open_source, x_server):
    source = open_source()
    taken_damage(source)
    settle(source)
    x_server.draw(5, 6, noise(7, 8))
    while not source.restacked() and not source._damage._damaged:  # until the server has told of it
        time.sleep(0.01)
    source.restacked()
    source.moves()
    begun = time.monotonic()
    source.wait(LONG_S)
    assert time.monotonic() - begun < LONG_S / 2
    assert source.damage()


def test_pixels_come_over_the_connection_where_no_memory_is_shared(x_server):
    x_server.draw(0, 0, noise(640, 480))
    grabber = Grabber(x_server.connection, x_server.screen.root, usual(x_server), 1 << 62)  # more than there is
    frame = np.zeros((470, 630, 4), np.uint8)
    rects = [Rect(0, 0, 600, 470), Rect(600, 5, 30, 400)]
    grabber.grab(rects, (10, 10), frame)
    for rect in rects:
        assert np.array_equal(rect.within(frame), rect.within(x_server.picture[10:, 10:]))


@pytest.mark.parametrize("rows", [1, 3, 470])
def test_what_does_not_fit_into_the_shared_memory_comes_in_strips(x_server, rows):
    x_server.draw(0, 0, noise(640, 480))
    grabber = Grabber(x_server.connection, x_server.screen.root, usual(x_server), rows * 4 * 630)
    assert grabber._segment is not None
    frame = np.zeros((470, 630, 4), np.uint8)
    rects = [Rect(0, 0, 5, 7), Rect(5, 0, 620, 470), Rect(625, 9, 5, 461), Rect(0, 7, 5, 1)]
    grabber.grab(rects, (10, 10), frame)
    for rect in rects:
        assert np.array_equal(rect.within(frame), rect.within(x_server.picture[10:, 10:]))
    assert np.count_nonzero(frame[8:, :5]) == 0  # nothing but what was asked for
    grabber.close()


def test_each_of_two_monitors_is_captured_for_itself(open_source, x_server):
    x_server.split(("left", 0, 400), ("right", 400, 240))
    x_server.draw(0, 0, noise(640, 480))
    assert capture.monitors(x_server.display) == [
        Monitor(1, "left", Rect(0, 0, 400, 480), True),
        Monitor(2, "right", Rect(400, 0, 240, 480), False),
    ]
    source = open_source(2)
    assert (source.width, source.height, source.title) == (240, 480, "right")
    frame = np.zeros((480, 240, 4), np.uint8)
    source.grab([Rect(0, 0, 240, 480)], frame)
    assert np.array_equal(frame, x_server.picture[:, 400:])
    taken_damage(source)
    x_server.draw(380, 5, noise(30, 3))
    grid = Grid(240, 480)
    grid.add(taken_damage(source))
    assert grid.take() == [Rect(0, 0, 32, 32)]


def test_a_monitor_that_was_never_there_is_gone(open_source):
    with pytest.raises(CaptureUnavailable) as failure:
        open_source(2)
    assert failure.value.code == "monitor_gone"


def test_monitors_that_change_are_told(open_source, x_server):
    source = open_source()
    x_server.split(("left", 0, 400), ("right", 400, 240))
    with pytest.raises(SourceResized):
        wait_long(source)


def test_a_monitor_that_is_unplugged_is_gone_and_no_other_one_takes_its_place(x_server):
    x_server.split(("left", 0, 400), ("right", 400, 240))
    source = capture.open_source(MonitorSource(1, "left"), x_server.display)
    number = x_server.connection.core.InternAtom(True, 4, "left").reply().atom
    x_server.connection(xcffib.randr.key).DeleteMonitor(x_server.screen.root, number)
    x_server.sync()
    with pytest.raises(CaptureUnavailable) as failure:
        wait_long(source)
    source.close()
    assert failure.value.code == "monitor_gone"


def test_a_monitor_that_is_off_while_its_resolution_changes_is_not_gone(open_source, x_server, monkeypatch):
    monkeypatch.setattr(x11, "OFF_S", LONG_S)
    source = open_source()
    randr, root = x_server.connection(xcffib.randr.key), x_server.screen.root
    found = randr.GetScreenResources(root).reply()
    crtc, at = found.crtcs[0], found.config_timestamp
    (was,) = (mode.id for mode in found.modes)
    randr.SetCrtcConfig(crtc, 0, at, 0, 0, 0, 1, 0, []).reply()
    back = threading.Timer(0.2, lambda: randr.SetCrtcConfig(crtc, 0, at, 0, 0, was, 1, 1, found.outputs).reply())
    back.start()
    source.wait(1.0)  # says nothing: in the end it is what it was
    back.join()
    assert source.damage() == [WHOLE]


def wait_long(source) -> None:
    for _ in range(int(LONG_S)):
        source.wait(1.0)


@pytest.mark.parametrize("call", ["monitors", "open_source"])
def test_no_display_is_said(call):
    with pytest.raises(CaptureUnavailable) as failure:
        capture.monitors(":4093") if call == "monitors" else capture.open_source(MonitorSource(1), ":4093")
    assert failure.value.code == "no_display"


def test_a_display_that_ends_is_said_by_every_call(open_source, x_server):
    source = open_source()
    x_server.kill()
    calls = [
        lambda: wait_long(source),
        lambda: source.grab([WHOLE], np.zeros((480, 640, 4), np.uint8)),
        source.damage,
    ]
    for call in calls:
        with pytest.raises(CaptureUnavailable) as failure:
            call()
        assert failure.value.code == "no_display"


def test_the_pointer_is_seen_with_its_shape_once(open_source, x_server):
    source = open_source()
    state = source.pointer()
    assert state.visible
    assert state.shape is not None
    assert len(state.shape.pixels) == 4 * state.shape.width * state.shape.height
    assert source.pointer().shape is None


@pytest.mark.parametrize("way", ["move_pointer", "warp_pointer"])
def test_a_pointer_that_moves_wakes_the_source_and_one_that_rests_does_not(open_source, x_server, way):
    source = open_source()
    for place in ((123, 45), (200, 100), (123, 45)):  # again after each rest
        settle(source)
        started = threading.Event()
        timer = threading.Timer(0.05, lambda p=place, s=started: (s.set(), getattr(x_server, way)(*p)))
        timer.start()
        began = time.monotonic()
        while source.pointer()[:3] != (*place, True):
            source.wait(LONG_S)
        assert time.monotonic() - began < LONG_S / 2
        assert started.is_set()
        timer.join()


def test_a_pointer_that_is_moved_again_at_once_is_followed_to_the_end(open_source, x_server):
    source = open_source()
    settle(source)
    for pause_s in (
        0.0,
        0.02,
        0.035,
        0.045,
        0.06,
        0.07,
        0.08,
        0.1,
    ):  # until a look says "still"
        for x in (10, 150):
            x_server.warp_pointer(x, 77)
            end = time.monotonic() + pause_s
            while (left_s := end - time.monotonic()) > 0:
                source.pointer()
                source.wait(left_s)
        began = time.monotonic()
        while source.pointer()[:3] != (150, 77, True):
            source.wait(LONG_S)
        assert time.monotonic() - began < LONG_S / 2, pause_s


def settle(source) -> None:
    """Wait until nothing is due any more."""
    source.damage()
    for _ in range(100):
        source.pointer()
        began = time.monotonic()
        source.wait(0.2)
        if time.monotonic() - began >= 0.2:
            return
    raise AssertionError("the source never rests")


def test_a_pointer_on_the_other_monitor_is_not_visible(open_source, x_server):
    x_server.split(("left", 0, 400), ("right", 400, 240))
    x_server.move_pointer(500, 100)
    assert not open_source(1).pointer().visible
    assert open_source(2).pointer()[:3] == (100, 100, True)


def test_a_large_pointer_is_cut_about_its_hot_spot():
    words = np.arange(200 * 150, dtype=np.uint32).reshape(200, 150)
    shape = clipped_shape(words, 120, 190)
    assert (shape.width, shape.height) == (96, 96)
    kept = np.frombuffer(shape.pixels, np.uint32).reshape(96, 96)
    assert kept[min(shape.hot_y, 95), min(shape.hot_x, 95)] == words[190, 120]
    small = clipped_shape(words[:4, :3], 9, 9)
    assert (small.width, small.height, small.hot_x, small.hot_y) == (3, 4, 3, 4)


def test_wake_ends_a_wait_and_is_harmless_after_close(open_source):
    source = open_source()
    settle(source)
    threading.Timer(0.05, source.wake).start()
    began = time.monotonic()
    source.wait(LONG_S)
    assert time.monotonic() - began < LONG_S / 2
    source.close()
    source.wake()
    source.close()


@pytest.mark.parametrize("named", ["by its path", "by its name", "not at all"])
def test_a_wayland_desktops_own_x_server_is_refused(x_server, monkeypatch, tmp_path, named):
    with wayland_desktop(tmp_path / "wayland-0") as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        if named != "by its path":
            monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
            monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0" if named == "by its name" else "")
        monkeypatch.setenv("DISPLAY", x_server.display)
        refused(x_server)


@pytest.mark.parametrize("variables", STALE.values(), ids=STALE)
def test_an_x_server_is_shared_whatever_variables_say(x_server, monkeypatch, tmp_path, variables):
    monkeypatch.setenv("DISPLAY", x_server.display)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "a-file").touch()
    with wayland_desktop(tmp_path / "ended"):
        pass
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert not capture.on_wayland()
    assert len(capture.monitors()) == 1


def usual(x_server):
    return format_of(x_server.connection, x_server.screen.root_visual, x_server.screen.root_depth)


def refused(x_server):
    assert capture.on_wayland()
    with pytest.raises(CaptureUnavailable) as failure:
        capture.monitors()
    assert failure.value.code == "wayland"
    assert len(capture.monitors(x_server.display)) == 1  # named on purpose: a real X server


def test_a_monitor_named_by_wayland_is_refused(x_server):
    x_server.split(("XWAYLAND0", 0, 640))
    with pytest.raises(CaptureUnavailable) as failure:
        capture.monitors(x_server.display)
    assert failure.value.code == "wayland"


class Mirror:
    """A pump on the X server and the mirror made of its events."""

    def __init__(self, x_server) -> None:
        self.x_server = x_server
        self.events: queue.SimpleQueue = queue.SimpleQueue()
        self.pump = Pump(
            open_source=lambda: capture.open_source(MonitorSource(1), x_server.display), deliver=self.events.put
        )
        self.pump.add_receiver(1)
        self.canvas = self.decoder = None

    def until(self, done) -> None:
        """Apply events until `done(event)`."""
        while True:
            event = self.events.get(timeout=LONG_S)
            if isinstance(event, MirrorBegan):
                self.canvas, self.decoder = Canvas(event.width, event.height), Decoder(event.width, event.height)
            elif isinstance(event, PartReady):
                self.canvas.apply(self.decoder.part(event.data, event.final))
                if event.final:
                    self.pump.shown(1, event.stream, event.update)
            if done(event):
                return

    def drain(self) -> None:
        """Drop events until none has come for a while."""
        with contextlib.suppress(queue.Empty):
            while True:
                self.events.get(timeout=0.5)

    def is_exact(self, _event=None) -> bool:
        picture = self.x_server.picture[:, : self.canvas.pixels.shape[1]] if self.canvas else None
        return picture is not None and np.array_equal(self.canvas.pixels[..., :3], picture[..., :3])


@pytest.fixture
def mirror(x_server):
    mirror = Mirror(x_server)
    mirror.pump.start()
    yield mirror
    mirror.pump.stop()
    mirror.pump.join()


def test_a_mirror_of_a_real_screen_becomes_exact_after_everything_that_is_drawn(mirror, x_server):
    random = np.random.default_rng(7)
    for number in range(30):
        for _ in range(random.integers(1, 4)):
            x, y = (int(random.integers(0, side - 1)) for side in (640, 480))
            width, height = int(random.integers(1, 641 - x)), int(random.integers(1, 481 - y))
            x_server.draw(x, y, noise(width, height, number))
        mirror.until(mirror.is_exact)


def test_a_mirror_goes_on_in_another_stream_when_the_monitors_change(mirror, x_server):
    x_server.draw(0, 0, noise(640, 480))
    mirror.until(mirror.is_exact)
    x_server.split(("left", 0, 400), ("right", 400, 240))
    mirror.until(lambda event: isinstance(event, MirrorBegan) and (event.stream, event.width) == (2, 400))
    mirror.until(mirror.is_exact)


def test_a_killed_display_is_a_failure_and_then_the_end(mirror, x_server):
    mirror.until(mirror.is_exact)
    x_server.kill()
    failures = []
    mirror.until(lambda event: isinstance(event, Failed) and not failures.append(event.code))
    assert failures == ["no_display"]
    assert mirror.events.get(timeout=LONG_S) == Ended()


def test_the_pointers_way_is_told_to_the_end_but_not_every_step_of_it(mirror, x_server):
    mirror.until(mirror.is_exact)
    for x in range(300):
        x_server.move_pointer(x, 77)
    moves = []
    mirror.until(lambda event: isinstance(event, PointerMoved) and not moves.append(event) and event.x == 299)
    assert moves[-1] == PointerMoved(299, 77, True)
    assert len(moves) < 300


def test_an_idle_screen_costs_next_to_no_time_and_no_events(mirror, x_server):
    mirror.until(mirror.is_exact)
    used = [seconds_used_while_idle(mirror)]
    while min(used) >= 0.01 and len(used) < 5:  # a busy computer makes the same work dearer; the best counts
        used.append(seconds_used_while_idle(mirror))
    assert min(used) < 0.01, used


def seconds_used_while_idle(mirror: Mirror) -> float:
    mirror.drain()
    began = time.process_time()
    with pytest.raises(queue.Empty):
        mirror.events.get(timeout=1.0)
    return time.process_time() - began


def test_fifty_pumps_start_and_stop_on_a_real_display(x_server):
    for _ in range(50):
        events: queue.SimpleQueue = queue.SimpleQueue()
        pump = Pump(open_source=lambda: capture.open_source(MonitorSource(1), x_server.display), deliver=events.put)
        pump.add_receiver(1)
        pump.start()
        x_server.draw(0, 0, noise(20, 20))
        pump.stop()
        before = events.qsize()
        pump.join()
        assert events.qsize() == before + 1


def test_connections_are_given_back(x_server):
    for _ in range(300):  # more than the server takes at a time
        capture.open_source(MonitorSource(1), x_server.display).close()
    for _ in range(300):
        with pytest.raises(CaptureUnavailable):
            capture.open_source(MonitorSource(9), x_server.display)
    assert xcffib.Connection(x_server.display).get_setup().roots
