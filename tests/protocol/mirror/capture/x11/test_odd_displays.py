"""Real X servers unlike ours: what they show arrives as it is, whatever they have and lack."""

from __future__ import annotations

import contextlib
import time

import numpy as np
import pytest
import xcffib
import xcffib.xproto
import xcffib.xtest

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.left_out import LeftOut
from protocol.mirror.capture.common.source import CaptureUnavailable, MonitorSource
from protocol.mirror.capture.x11 import extensions, pixels
from protocol.mirror.capture.x11.pixels import PixelFormat, format_of
from tests.helpers.odd.displays import DEPTHS, FATAL, MISSING, SIZES, odd_display

COLOURS = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "teal": (0, 128, 128),
    "grey": (77, 77, 77),
}
USUAL, HIGH_COLOUR = (0xFF, 0xFF00, 0xFF0000), (0x1F, 0x7E0, 0xF800)
BLUE_GREEN_RED = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
RED_BLUE_GREEN = [(0, 0, 255), (255, 0, 0), (0, 255, 0)]
COUNTED = [(1, 2, 3), (4, 5, 6), (7, 8, 9)]
PATIENCE_S = 20


class Painter:
    """Somebody who fills windows with a colour, as this display has it."""

    def __init__(self, display: str) -> None:
        self.connection = xcffib.connect(display)
        self.screen = self.connection.get_setup().roots[0]

    def fill(self, x: int, y: int, width: int, height: int, colour: str) -> tuple[int, int, int]:
        """Fill a place; return the colour as it can be seen there."""
        wanted = (channel * 257 for channel in COLOURS[colour])
        found = self.connection.core.AllocColor(self.screen.default_colormap, *wanted).reply()
        window = self.connection.generate_id()
        self.connection.core.CreateWindow(
            *(self.screen.root_depth, window, self.screen.root, x, y, width, height, 0),
            *(xcffib.xproto.WindowClass.InputOutput, self.screen.root_visual),
            *(xcffib.xproto.CW.BackPixel | xcffib.xproto.CW.OverrideRedirect, [found.pixel, 1]),
        )
        self.connection.core.MapWindow(window)
        self.connection.core.GetInputFocus().reply()
        return found.red >> 8, found.green >> 8, found.blue >> 8


@contextlib.contextmanager
def source_on(display, left_out=None):
    (monitor,) = capture.monitors(display)
    source = capture.open_source(MonitorSource(monitor.number, monitor.name), display, left_out)
    try:
        yield source
    finally:
        source.close()


def picture_of(source, frame=None):
    """Return the picture once all that is known to have changed was copied."""
    frame = np.zeros((source.height, source.width, 4), np.uint8) if frame is None else frame
    if rects := source.damage():
        source.grab(rects, frame)
    return frame


def seen(frame, x, y):
    blue, green, red = (int(channel) for channel in frame[y, x, :3])
    return red, green, blue


@pytest.mark.parametrize("missing", [(), ("MIT-SHM",)], ids=["shared", "over the connection"])
@pytest.mark.parametrize("depth", DEPTHS)
def test_every_depth_is_shown_in_its_colours(depth, missing):
    with odd_display(depth=depth, size="333x200", missing=missing) as display:
        painter = Painter(display)
        wanted = {n: painter.fill(20 * n, 7 * n, 19, 33, colour) for n, colour in enumerate(COLOURS)}
        with source_on(display) as source:
            frame = picture_of(source)
        for n, colour in wanted.items():
            for x, y in ((20 * n, 7 * n), (20 * n + 18, 7 * n + 6)):
                difference = max(abs(a - b) for a, b in zip(seen(frame, x, y), colour, strict=True))
                assert difference <= (0 if depth in (8, 24) else 4), (n, seen(frame, x, y), colour)
        painter.connection.disconnect()


@pytest.mark.parametrize("missing", [*((name,) for name in MISSING), MISSING], ids=lambda names: "+".join(names))
def test_without_an_extension_a_change_and_the_pointer_arrive_all_the_same(missing, monkeypatch):
    asked = extensions.has_extension
    monkeypatch.setattr(extensions, "has_extension", lambda server, name: name not in missing and asked(server, name))
    with odd_display(missing=tuple(name for name in missing if name not in FATAL)) as display:
        painter = Painter(display)
        with source_on(display, LeftOut()) as source:
            frame = picture_of(source)
            assert (source.width, source.height) == (320, 200)
            red = painter.fill(30, 40, 50, 60, "red")
            until(source, lambda: seen(picture_of(source, frame), 79, 99) == red)
            assert seen(frame, 80, 99) != red
            painter.connection(xcffib.xtest.key).FakeInput(6, 0, 0, painter.screen.root, 123, 45, 0)
            painter.connection.flush()
            until(source, lambda: source.pointer()[:3] == (123, 45, True))
        capture.windows(display)
        painter.connection.disconnect()


def until(source, condition) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        source.wait(0.5)


@pytest.mark.parametrize("depth", [8, 16, 30])
@pytest.mark.parametrize("size", SIZES)
def test_every_size_is_shown_whole(size, depth):
    width, height = map(int, size.split("x"))
    with odd_display(size=size, depth=depth) as display:
        painter = Painter(display)
        white = painter.fill(0, 0, width, height, "white")
        with source_on(display) as source:
            frame = picture_of(source)
        assert {seen(frame, x, y) for x in (0, width - 1) for y in (0, height - 1)} == {white}
        painter.connection.disconnect()


def test_a_screen_that_nobody_is_told_about_costs_little_while_it_is_large():
    from protocol.mirror.capture.x11.damage import LookedDamage

    now = [0.0]
    damage = LookedDamage(lambda: now[0])
    assert damage.take() is None
    damage.grabbed(0.2)
    assert damage.take() == []
    assert damage.due_in_s() == pytest.approx(1.0)
    now[0] = 1.0
    assert damage.take() is None


def test_what_cannot_be_read_is_said_before_anybody_is_asked(monkeypatch):
    with odd_display(depth=8) as display:
        monkeypatch.setattr(pixels, "_BITS", (16, 24, 32))
        with pytest.raises(CaptureUnavailable) as failure:
            capture.monitors(display)
        assert failure.value.code == "no_capture"


def form(bits, masks, *, low_first=True, pad=32):
    return PixelFormat(bits, pad, masks, low_first, 0, 0)


@pytest.mark.parametrize(
    ("of", "data", "wanted"),
    [
        (form(16, HIGH_COLOUR), b"\x00\xf8\x1f\x00\xe0\x07\0\0", RED_BLUE_GREEN),
        (
            form(16, HIGH_COLOUR, low_first=False),
            b"\xf8\x00\x00\x1f\x07\xe0\0\0",
            [(0, 0, 255), (255, 0, 0), (0, 255, 0)],
        ),
        (form(24, USUAL), b"\1\2\3\4\5\6\7\x08\x09\0\0\0", COUNTED),
        (
            form(32, (0xFF, 0xFF00, 0xFF0000), low_first=False),
            b"\0\3\2\1\0\6\5\4\0\x09\x08\7",
            [(1, 2, 3), (4, 5, 6), (7, 8, 9)],
        ),
        (form(32, (0xFF0000, 0xFF00, 0xFF)), b"\3\2\1\0\6\5\4\0\x09\x08\7\0", COUNTED),
        (
            form(32, (0x3FF, 0xFFC00, 0x3FF00000)),
            b"\xff\x03\0\0\0\xfc\x0f\0\0\0\xf0\x3f",
            [(255, 0, 0), (0, 255, 0), (0, 0, 255)],
        ),
        (form(8, (0xC0, 0x38, 0x07)), b"\xc0\x38\x07\0", BLUE_GREEN_RED),
    ],
    ids=["16", "16 high first", "24", "32 high first", "red first", "30", "8 true colours"],
)
def test_pixels_of_any_kind_become_blue_green_red(of, data, wanted):
    read = of.read(np.frombuffer(data * 2, np.uint8), 3, 2, None)
    assert [tuple(map(int, pixel[:3])) for pixel in read[1]] == wanted
    assert of.stride(3) * 2 == len(data) * 2


def test_the_usual_pixels_are_known_as_such():
    with odd_display() as display:
        connection = xcffib.connect(display)
        screen = connection.get_setup().roots[0]
        assert format_of(connection, screen.root_visual, screen.root_depth).is_usual
        connection.disconnect()
