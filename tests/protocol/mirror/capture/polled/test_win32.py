"""Windows of a Windows desktop and its pointer, with the system's side made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from protocol.mirror.capture.common.place import Place
from protocol.mirror.capture.common.source import CaptureUnavailable, SourceResized
from protocol.mirror.capture.polled.polling import PollingSource, UntoldPointer
from protocol.mirror.capture.polled.win32_pointer import shape_of
from protocol.mirror.capture.polled.win32_window import (
    LONGEST_UNSETTLED_S,
    SETTLED_S,
    System,
    WindowContent,
    place,
    windows,
)
from protocol.mirror.picture.tiles import Rect


class OneWindow:
    """A window that can be moved, resized, hidden and closed, and the sheets it is drawn on."""

    def __init__(self) -> None:
        self.rect = Rect(100, 50, 40, 30)
        self.title = "Letter"
        self.why_not = ""
        self.grey = 10
        self.sheets = 0
        self.now_s = 5.0

    def system(self) -> System:
        return System(place=self.place, sheet=self.sheet)

    def place(self, number: int) -> Place:
        assert number == 77
        if self.why_not:
            raise CaptureUnavailable(self.why_not)
        return Place(self.title, self.rect)

    def sheet(self, number: int):
        window = self
        self.sheets += 1

        class Sheet:
            def draw(self):
                return np.full((window.rect.height, window.rect.width, 4), window.grey, np.uint8)

            def close(self):
                window.sheets -= 1

        return Sheet()


@pytest.fixture
def window():
    return OneWindow()


@pytest.fixture
def source(window):
    content = WindowContent(77, system=window.system(), clock=lambda: window.now_s)
    source = PollingSource(content, pointer=UntoldPointer(), clock=lambda: window.now_s)
    yield source
    source.close()
    assert window.sheets == 0


def look(window, source, seconds=SETTLED_S):
    window.now_s += seconds
    source.wait(0)


def grabbed(source):
    frame = np.zeros((source.height, source.width, 4), np.uint8)
    source.grab([Rect(0, 0, source.width, source.height)], frame)
    return frame


def test_a_window_is_called_by_its_title_and_shown_whole(window, source):
    assert (source.title, source.width, source.height) == ("Letter", 40, 30)
    assert (grabbed(source) == 10).all()


def test_a_window_that_moves_stays_the_same_picture_elsewhere(window, source):
    window.rect = Rect(-20, 8, 40, 30)
    look(window, source)
    assert source.rect == Rect(-20, 8, 40, 30)


def test_a_window_that_keeps_another_size_is_looked_at_anew(window, source):
    window.rect = Rect(100, 50, 60, 30)
    look(window, source)
    with pytest.raises(SourceResized):
        look(window, source)


def test_a_window_under_way_to_another_size_keeps_its_picture_for_a_second_at_most(window, source):
    begun_s = window.now_s

    def resize():
        for width in range(41, 100):
            window.rect = Rect(100, 50, width, 30)
            look(window, source)

    with pytest.raises(SourceResized):
        resize()
    assert window.now_s - begun_s == pytest.approx(LONGEST_UNSETTLED_S, abs=2 * SETTLED_S)


def test_what_a_window_has_lost_of_its_size_is_black_meanwhile(window, source):
    window.rect = Rect(100, 50, 25, 30)
    frame = grabbed(source)
    assert (frame[:, :25] == 10).all()
    assert (frame[:, 25:] == 0).all()


@pytest.mark.parametrize("why_not", ["window_gone", "window_hidden"])
def test_a_window_that_is_closed_or_minimised_is_said(window, source, why_not):
    window.why_not = why_not
    with pytest.raises(CaptureUnavailable) as failure:
        look(window, source)
    assert failure.value.code == why_not


def test_a_window_that_was_never_there_opens_no_sheet(window):
    window.why_not = "window_gone"
    with pytest.raises(CaptureUnavailable):
        WindowContent(77, system=window.system())
    assert window.sheets == 0


def test_elsewhere_than_on_windows_there_are_no_such_windows():
    assert windows() == []
    with pytest.raises(CaptureUnavailable):
        place(1)


def test_a_pointers_colours_and_what_shines_through_come_from_two_grounds():
    on_black, on_white = np.zeros((1, 4, 4), np.uint8), np.full((1, 4, 4), 255, np.uint8)
    on_black[0, 0, :3] = on_white[0, 0, :3] = (10, 20, 30)  # opaque
    on_black[0, 1, :3], on_white[0, 1, :3] = (50, 50, 50), (178, 178, 178)  # half seen through
    on_black[0, 2, :3], on_white[0, 2, :3] = (255, 255, 255), (0, 0, 0)  # inverts; the last one is not there
    shape = shape_of(on_black, on_white, (9, 0))
    pixels = np.frombuffer(shape.pixels, np.uint8).reshape(4, 4)
    assert pixels.tolist() == [[10, 20, 30, 255], [50, 50, 50, 127], [0, 0, 0, 255], [0, 0, 0, 0]]
    assert (shape.width, shape.height, shape.hot_x, shape.hot_y) == (4, 1, 3, 0)
