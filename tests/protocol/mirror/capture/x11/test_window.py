"""Windows and regions of a real X server: covered, moved, resized, hidden, closed."""

from __future__ import annotations

import struct
import time

import numpy as np
import pytest
import xcffib
import xcffib.xproto

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.place import Place, place_of
from protocol.mirror.capture.common.source import (
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    RegionSource,
    SourceResized,
    Window,
    WindowSource,
)
from protocol.mirror.capture.x11 import window as x11_window
from protocol.mirror.picture.tiles import Rect

LONG_S = 60.0
GREEN, RED, BLUE = 0x00AA00, 0xBB0000, 0x0000CC
PROCESS = 4711
LEFT = Monitor(1, "DP-1", Rect(0, 0, 400, 480), True)
RIGHT = Monitor(2, "HDMI-1", Rect(400, 0, 240, 480), False)


class Desktop:
    """Windows of one colour each on a test's X server, listed as a window manager does."""

    def __init__(self, x_server) -> None:
        self.server = x_server
        self.core = x_server.connection.core
        self.listed: list[int] = []

    def open(self, rect: Rect, colour: int, title: str, *, parent: int | None = None) -> int:
        number = self.server.connection.generate_id()
        self.core.CreateWindow(
            *(self.server.screen.root_depth, number, parent or self.server.screen.root, *rect, 0),
            *(xcffib.xproto.WindowClass.InputOutput, self.server.screen.root_visual),
            *(xcffib.xproto.CW.BackPixel, [colour]),
        )
        self.core.MapWindow(number)
        self._set(number, "_NET_WM_NAME", "UTF8_STRING", 8, title.encode())
        self._set(number, "_NET_WM_PID", "CARDINAL", 32, struct.pack("=I", PROCESS))
        self.listed.append(number)
        self.list()
        return number

    def list(self) -> None:
        packed = struct.pack(f"={len(self.listed)}I", *self.listed)
        self._set(self.server.screen.root, "_NET_CLIENT_LIST_STACKING", "WINDOW", 32, packed)
        self.server.sync()

    def of_type(self, window: int, name: str) -> None:
        self._set(window, "_NET_WM_WINDOW_TYPE", "ATOM", 32, struct.pack("=I", self._atom(name)))
        self.server.sync()

    def configure(self, window: int, **values: int) -> None:
        names = {"x": 1, "y": 2, "width": 4, "height": 8}
        self.core.ConfigureWindow(window, sum(names[name] for name in values), list(values.values()))
        self.server.sync()

    def _set(self, window: int, name: str, kind: str, bits: int, data: bytes) -> None:
        units = len(data) * 8 // bits
        self.core.ChangeProperty(0, window, self._atom(name), self._atom(kind), bits, units, data)

    def _atom(self, name: str) -> int:
        return self.core.InternAtom(False, len(name), name).reply().atom


@pytest.fixture
def desktop(x_server) -> Desktop:
    return Desktop(x_server)


@pytest.fixture
def opened(x_server):
    sources = []

    def open_it(source: capture.Source):
        sources.append(capture.open_source(source, x_server.display))
        return sources[-1]

    yield open_it
    for source in sources:
        source.close()


def picture(source) -> np.ndarray:
    frame = np.zeros((source.height, source.width, 4), np.uint8)
    source.grab([Rect(0, 0, source.width, source.height)], frame)
    return frame


def is_all(frame: np.ndarray, colour: int) -> bool:
    return bool((frame.view(np.uint32) & 0xFFFFFF == colour).all())


def wait_for(source, failure: type[Exception]) -> Exception:
    with pytest.raises(failure) as raised:
        time_until(lambda: False, source)
    return raised.value


def test_windows_are_listed_with_the_uppermost_first_and_without_parts_of_the_desktop(desktop, x_server) -> None:
    lower = desktop.open(Rect(10, 20, 100, 80), GREEN, "Ünder")
    panel = desktop.open(Rect(0, 0, 640, 20), BLUE, "panel")
    upper = desktop.open(Rect(50, 60, 70, 40), RED, "Upper")
    hidden = desktop.open(Rect(0, 0, 10, 10), RED, "hidden")
    desktop.of_type(panel, "_NET_WM_WINDOW_TYPE_DOCK")
    desktop.core.UnmapWindow(hidden)
    desktop.listed.append(1234567)  # closed, and still listed
    desktop.list()
    assert capture.windows(x_server.display) == [
        Window(upper, "Upper", Rect(50, 60, 70, 40), PROCESS),
        Window(lower, "Ünder", Rect(10, 20, 100, 80), PROCESS),
    ]


def test_without_a_window_manager_there_are_no_windows_to_choose(x_server) -> None:
    assert capture.windows(x_server.display) == []


def test_a_window_is_captured_whole_while_it_is_covered_and_partly_off_the_screen(desktop, opened) -> None:
    window = desktop.open(Rect(600, -20, 100, 80), GREEN, "Green")
    source = opened(WindowSource(window))
    desktop.open(Rect(0, 0, 640, 480), RED, "cover")
    assert (source.width, source.height, source.title) == (100, 80, "Green")
    assert is_all(picture(source), GREEN)


def test_what_is_drawn_into_a_covered_window_is_its_damage_and_nobody_elses(desktop, opened) -> None:
    window = desktop.open(Rect(100, 100, 100, 80), GREEN, "Green")
    source = opened(WindowSource(window))
    assert source.damage() == [Rect(0, 0, 100, 80)]
    desktop.open(Rect(0, 0, 640, 480), RED, "cover")
    source.wait(0.2)
    assert source.damage() == []
    inside = desktop.open(Rect(40, 32, 20, 10), BLUE, "child", parent=window)
    deadline = time.monotonic() + LONG_S
    while not (damage := source.damage()) and time.monotonic() < deadline:
        source.wait(1.0)
    assert damage == [Rect(40, 32, 20, 10)]
    frame = picture(source)
    assert is_all(np.ascontiguousarray(frame[32:42, 40:60]), BLUE)
    assert is_all(np.ascontiguousarray(frame[:32]), GREEN)
    assert inside


def test_a_window_that_moves_stays_the_same_and_takes_its_pointer_along(desktop, opened, x_server) -> None:
    window = desktop.open(Rect(100, 100, 100, 80), GREEN, "Green")
    source = opened(WindowSource(window))
    x_server.move_pointer(150, 130)
    desktop.configure(window, x=300, y=200)
    for _ in range(3):
        source.wait(0.05)
    time_until(lambda: source.pointer().visible is False, source)
    x_server.move_pointer(310, 225)
    time_until(lambda: source.pointer()[:3] == (10, 25, True), source)
    assert is_all(picture(source), GREEN)


def time_until(done, source) -> None:
    deadline = time.monotonic() + LONG_S
    while not done():
        assert time.monotonic() < deadline
        source.wait(0.05)


def test_a_window_that_is_resized_is_captured_anew_once_it_keeps_its_size(desktop, opened, monkeypatch) -> None:
    monkeypatch.setattr(x11_window, "SETTLED_S", 1.0)  # so that a slow computer does not take a pause for the end
    monkeypatch.setattr(x11_window, "LONGEST_UNSETTLED_S", 60.0)
    window = desktop.open(Rect(100, 100, 100, 80), GREEN, "Green")
    source = opened(WindowSource(window))
    for width in (120, 140, 160):
        desktop.configure(window, width=width)
        source.wait(0.02)
    assert is_all(picture(source), GREEN)  # the old size, as long as it is under way
    wait_for(source, SourceResized)
    assert (opened(WindowSource(window)).width, source.width) == (160, 100)


def test_a_window_in_a_frame_is_followed_with_its_frame(desktop, opened) -> None:
    frame = desktop.open(Rect(100, 100, 120, 110), BLUE, "frame")
    window = desktop.open(Rect(10, 20, 100, 80), GREEN, "Green", parent=frame)
    source = opened(WindowSource(window))
    assert is_all(picture(source), GREEN)
    desktop.core.UnmapWindow(frame)
    desktop.server.sync()
    assert wait_for(source, CaptureUnavailable).code == "window_hidden"


@pytest.mark.parametrize(("request_name", "code"), [("UnmapWindow", "window_hidden"), ("DestroyWindow", "window_gone")])
def test_a_window_that_is_hidden_or_closed_says_which(desktop, opened, request_name: str, code: str) -> None:
    window = desktop.open(Rect(100, 100, 100, 80), GREEN, "Green")
    source = opened(WindowSource(window))
    getattr(desktop.core, request_name)(window)
    desktop.server.sync()
    assert wait_for(source, CaptureUnavailable).code == code
    with pytest.raises(CaptureUnavailable) as failure:
        opened(WindowSource(window))
    assert failure.value.code == code


def test_a_region_is_the_screens_pixels_there(opened, x_server) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (480, 640, 4), np.uint8)
    pixels[..., 3] = 0
    x_server.draw(0, 0, pixels)
    source = opened(RegionSource(Rect(33, 47, 200, 101)))
    assert (source.width, source.height, source.title) == (200, 101, "200 × 101")
    assert np.array_equal(picture(source)[..., :3], pixels[47:148, 33:233, :3])


# -- where a source is


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (MonitorSource(2), Place("HDMI-1", RIGHT.rect)),
        (MonitorSource(1, "HDMI-1"), Place("HDMI-1", RIGHT.rect)),  # it has another number now
        (RegionSource(Rect(-10, 20, 50, 30)), Place("40 × 30", Rect(0, 20, 40, 30))),
        (RegionSource(Rect(600, 470, 999, 999)), Place("40 × 10", Rect(600, 470, 40, 10))),
    ],
)
def test_a_source_is_found_on_the_desktop_of_the_moment(source, place: Place) -> None:
    assert place_of(source, [LEFT, RIGHT]) == place


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (MonitorSource(3), "monitor_gone"),
        (MonitorSource(1, "DP-7"), "monitor_gone"),  # another monitor must not take its place
        (RegionSource(Rect(640, 0, 50, 50)), "region_gone"),
    ],
)
def test_a_source_that_is_gone_is_not_replaced_by_another(source, code: str) -> None:
    for monitors in ([LEFT, RIGHT], []):
        with pytest.raises(CaptureUnavailable) as failure:
            place_of(source, monitors)
        assert failure.value.code == code


def test_of_two_monitors_of_one_name_the_key_counts_and_no_key_is_none_of_them() -> None:
    twins = [LEFT._replace(name="Generic", key="A"), RIGHT._replace(name="Generic", key="B")]
    assert place_of(twins[1].source, twins).rect == RIGHT.rect
    assert place_of(twins[1].source, [twins[1]._replace(number=1)]).rect == RIGHT.rect
    with pytest.raises(CaptureUnavailable):
        place_of(twins[1].source, twins[:1])
    with pytest.raises(CaptureUnavailable):
        place_of(MonitorSource(2, "Generic"), [twin._replace(key="") for twin in twins])
