"""What keeps two screens that show each other apart."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from protocol.mirror.picture.watermark import ALPHA, FOUND_AT, Mark, MarkFinder
from resources.mirror.model import MirrorModel
from resources.mirror.view.view import MirrorView
from resources.mirror.window.mirror_effect import Apart, word_picture


class Left:
    def __init__(self) -> None:
        self.words: dict[int, object] = {}

    def add(self, number, word=None, *, lingers=True, below=False):
        self.words[number] = word

    def discard(self, number):
        self.words.pop(number, None)


class Clock:
    now_s = 70.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mark(clock) -> Mark:
    return Mark(5, clock)


@pytest.fixture
def left() -> Left:
    return Left()


@pytest.fixture
def apart(qapp, left, mark) -> Apart:
    return Apart(left, mark)


def pixels_of(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(widget.grab().toImage().Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width()].copy()


def test_a_window_is_left_out_before_it_is_shown_and_until_it_is_gone(qtbot, apart, left):
    window = QWidget()
    apart.leave_out(window, "The customer’s desktop")
    number = int(window.winId())
    assert left.words[number].shape[2] == 4
    assert not window.isVisible()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert left.words == {}


def test_a_window_without_words_is_only_pattern(qtbot, apart, left):
    window = QWidget()
    qtbot.addWidget(window)
    apart.leave_out(window)
    assert left.words == {int(window.winId()): None}


def test_a_window_that_gets_another_number_stays_left_out(qtbot, apart, left):
    window = QWidget()
    qtbot.addWidget(window)
    apart.leave_out(window)
    window.destroy()
    window.create()
    assert int(window.winId()) in left.words
    assert len(left.words) == 1


def test_words_are_drawn_on_an_opaque_ground(qapp):
    picture = word_picture("Left out")
    assert picture.shape[1] > picture.shape[0] > 10
    assert len(np.unique(picture.reshape(-1, 4), axis=0)) > 2
    assert (picture[0] == picture[0, 0]).all()


@pytest.fixture
def view(qtbot, apart) -> MirrorView:
    model = MirrorModel(owner="Clara")
    model.source(400, 300, "DP-1")
    model.canvas.pixels[...] = 180
    view = MirrorView(model)
    view.keep = model
    qtbot.addWidget(view)
    view.resize(420, 320)
    apart.mark(view)
    view.show()
    return view


def test_the_mark_is_over_the_view_only_while_both_screens_are_shown(apart, view, mark):
    plain = pixels_of(view)
    apart.show_both(True)
    assert mark.shown
    marked = pixels_of(view)
    assert 0 < np.abs(marked.astype(int) - plain).max() <= ALPHA
    assert MarkFinder(mark.pattern(mark.second)).strength(marked) > 2 * FOUND_AT
    apart.show_both(False)
    assert not mark.shown
    assert np.array_equal(pixels_of(view), plain)


def test_the_mark_is_another_one_each_second_and_as_large_as_the_view(apart, view, mark, clock):
    apart.show_both(True)
    first = pixels_of(view)
    clock.now_s += 1
    apart._overlays[0]._follow_second()
    assert not np.array_equal(pixels_of(view), first)
    view.resize(500, 400)
    assert apart._overlays[0].size() == view.viewport().size()


def test_a_part_that_is_painted_again_fits_the_rest(apart, view):
    apart.show_both(True)
    whole = pixels_of(view)
    view.viewport().update(50, 60, 33, 17)
    assert np.array_equal(pixels_of(view), whole)
