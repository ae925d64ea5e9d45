"""Pointing at a picture, and the marks that come of it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from protocol.mirror.picture.pointing import Board
from protocol.vocabulary.content_vocabulary import CONTENT_VOCABULARY
from protocol.vocabulary.marks import Mark, MarkKind, MarksCleared, Picture
from resources.mirror.model import MirrorModel
from resources.mirror.view.view import MirrorView
from resources.mirror.window.marks_overlay import MarksOverlay, ScreenMarks
from resources.mirror.window.pointing import Pointing, ScreenPointing, ViewPointing
from resources.mirror.window.tool_buttons import ToolButtons
from tests.helpers.mouse import move_mouse

STREAM = 4


class Clock:
    now_s = 10.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def board() -> Board:
    return Board(Clock())


@pytest.fixture
def sent() -> list:
    return []


@pytest.fixture
def pointing(qapp, board, sent) -> Pointing:
    return Pointing(picture=Picture.DESKTOP, board=board, stream=lambda: STREAM, send=sent.append)


@pytest.fixture
def view(qtbot) -> MirrorView:
    model = MirrorModel(owner="Clara")
    model.source(400, 300, "DP-1")
    model.canvas.pixels[...] = 128
    view = MirrorView(model)
    view.keep = model
    qtbot.addWidget(view)
    view.resize(440, 340)
    view.show()
    return view


def points(sent: list) -> list:
    return [(mark.kind, mark.number, [(p.x, p.y) for p in mark.points]) for mark in sent if isinstance(mark, Mark)]


def test_without_a_tool_nothing_is_drawn(pointing, sent, board):
    pointing.press(1, 1)
    pointing.move(2, 2)
    pointing.release()
    assert sent == []
    assert board.is_empty


def test_a_line_goes_in_parts_and_ends_with_the_button(pointing, sent, board):
    pointing.choose(MarkKind.PEN)
    pointing.press(1, 1)
    pointing.move(2, 2)
    pointing._flush()
    pointing.move(3, 3)
    pointing.release()
    pointing.move(9, 9)
    assert points(sent) == [(MarkKind.PEN, 1, [(1, 1), (2, 2)]), (MarkKind.PEN, 1, [(3, 3)])]
    assert all(mark.kept and mark.stream == STREAM and mark.picture is Picture.DESKTOP for mark in sent)
    assert board.drawn()[0].points == ((1, 1), (2, 2), (3, 3))


def test_a_long_stroke_never_makes_a_message_that_is_too_long(pointing, sent):
    pointing.choose(MarkKind.PEN)
    pointing.press(0, 0)
    for x in range(1000):
        pointing.move(x, 30_000)
    pointing.release()
    assert sum(len(mark.points) for mark in sent) == 1001
    for mark in sent:
        assert CONTENT_VOCABULARY.decode(CONTENT_VOCABULARY.encode(mark)) == mark


def test_the_laser_follows_the_pointer_and_goes_with_the_tool(pointing, sent, board):
    pointing.choose(MarkKind.LASER)
    pointing.move(5, 5)
    pointing._flush()
    assert board.drawn()[0].points == ((5, 5),)
    pointing.choose(None)
    assert points(sent)[-1] == (MarkKind.LASER, 1, [])
    assert board.is_empty


def test_a_laser_that_is_not_seen_here_is_sent_all_the_same(qapp, board, sent):
    pointing = Pointing(picture=Picture.SHARE, board=board, stream=lambda: STREAM, send=sent.append, sees_laser=False)
    pointing.choose(MarkKind.LASER)
    pointing.move(5, 5)
    pointing._flush()
    assert points(sent) == [(MarkKind.LASER, 1, [(5, 5)])]
    assert board.is_empty
    pointing.click(7, 7, here=False)
    assert board.is_empty


def test_a_click_in_between_does_not_end_a_line(pointing, sent):
    pointing.choose(MarkKind.PEN)
    pointing.press(1, 1)
    pointing.click(50, 50)
    pointing.move(2, 2)
    pointing.release()
    assert points(sent) == [
        (MarkKind.CLICK, 2, [(50, 50)]),
        (MarkKind.PEN, 1, [(1, 1), (2, 2)]),
    ]


def test_clearing_takes_all_away_on_both_sides(pointing, sent, board):
    pointing.choose(MarkKind.ARROW)
    pointing.press(1, 1)
    pointing.release()
    pointing.clear()
    assert sent[-1] == MarksCleared(picture=Picture.DESKTOP)
    assert board.is_empty


def at(view: MirrorView, x: int, y: int) -> QPoint:
    corner = view.seen_placement().target.topLeft()
    return QPoint(corner.x() + x, corner.y() + y)


def test_a_plain_click_in_a_view_is_a_ring_and_a_drag_is_not(qtbot, view, pointing, sent):
    ViewPointing(view, pointing, rings=True)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 100, 50))
    assert points(sent) == [(MarkKind.CLICK, 1, [(100, 50)])]
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 100, 50))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 200, 90))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=at(view, 100, 50))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(1, 1))  # beside the picture
    assert len(sent) == 1


def test_a_view_without_rings_only_draws_with_a_tool(qtbot, view, pointing, sent):
    ViewPointing(view, pointing, rings=False)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 100, 50))
    assert sent == []
    pointing.choose(MarkKind.ARROW)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 10, 10))
    move_mouse(view.viewport(), at(view, 60, 70))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, 60, 70))
    assert points(sent) == [(MarkKind.ARROW, 1, [(10, 10), (60, 70)])]


def test_one_key_puts_the_tool_away_and_one_clears(qtbot, view, pointing, sent):
    ViewPointing(view, pointing, rings=False)
    pointing.choose(MarkKind.PEN)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert sent == [MarksCleared(picture=Picture.DESKTOP)]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert pointing.tool is None


def pixels_of(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(widget.grab().toImage().Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return rows[:, : image.width(), :3].copy()


def test_marks_are_drawn_over_the_pixels_they_are_about_and_nowhere_else(view, board, pointing):
    overlay = MarksOverlay(view, board)
    plain = pixels_of(view)
    pointing.choose(MarkKind.PEN)
    pointing.press(100, 100)
    pointing.move(160, 100)
    pointing.release()
    overlay.follow()
    changed = np.argwhere((pixels_of(view) != plain).any(axis=2))
    corner = view.seen_placement().target.topLeft()
    top, left = changed.min(axis=0)
    bottom, right = changed.max(axis=0)
    assert 96 <= top - corner.y() <= bottom - corner.y() <= 105
    assert 96 <= left - corner.x() <= 100 < 160 <= right - corner.x() <= 165
    pointing.clear()
    overlay.follow()
    assert np.array_equal(pixels_of(view), plain)
    assert not overlay.isVisible()


def test_marks_on_the_screen_are_a_window_only_where_they_are(qtbot, board, pointing):
    window = ScreenMarks(board, lambda x, y: QPointF(x + 10, y + 20))
    qtbot.addWidget(window)
    window.follow()
    assert not window.isVisible()
    pointing.choose(MarkKind.PEN)
    pointing.press(100, 100)
    pointing.move(300, 200)
    pointing.release()
    window.follow()
    assert window.isVisible()
    assert window.windowFlags() & Qt.WindowType.WindowTransparentForInput
    assert window.geometry().contains(110, 120)
    assert window.mask().contains(QPoint(210, 170) - window.pos())
    assert not window.mask().contains(QPoint(210, 140) - window.pos())
    pointing.clear()
    window.follow()
    assert not window.isVisible()


def test_a_picture_that_is_nowhere_on_the_screen_shows_no_marks(qtbot, board, pointing):
    window = ScreenMarks(board, lambda x, y: None)
    qtbot.addWidget(window)
    pointing.click(5, 5)
    window.follow()
    assert not window.isVisible()


def test_a_tool_over_the_own_screen_takes_the_mouse_until_esc(qtbot, pointing, sent):
    bar = QWidget()
    bar.setGeometry(0, 0, 200, 40)
    qtbot.addWidget(bar)
    bar.show()
    ScreenPointing(bar, pointing, lambda place: place.toPoint() if place.y() > 50 else None)
    pointing.choose(MarkKind.PEN)
    assert QWidget.mouseGrabber() is bar
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    move_mouse(bar, QPoint(320, 310))
    qtbot.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=QPoint(320, 310))
    assert points(sent)[0][2][0] == tuple((bar.mapToGlobal(QPoint(300, 300))).toTuple())
    qtbot.keyClick(bar, Qt.Key.Key_Escape)
    assert QWidget.mouseGrabber() is None
    assert pointing.tool is None


def test_a_button_of_the_bar_does_its_work_at_the_first_click_while_a_tool_is_held(qtbot, board, pointing, sent):
    bar = QWidget()
    tools = ToolButtons(pointing)
    QVBoxLayout(bar).addWidget(tools)
    qtbot.addWidget(bar)
    bar.show()
    ScreenPointing(bar, pointing, lambda place: place.toPoint())
    tools.buttons[MarkKind.PEN].click()
    assert pointing.tool is MarkKind.PEN
    pointing.press(300, 300)
    pointing.release()
    assert not board.is_empty
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=tools.clear_button.mapTo(bar, QPoint(5, 5)))
    assert board.is_empty, "the eraser erases"
    tools.buttons[MarkKind.PEN].click()
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=tools.buttons[MarkKind.ARROW].mapTo(bar, QPoint(5, 5)))
    assert pointing.tool is MarkKind.ARROW, "another tool is taken"
    qtbot.mousePress(bar, Qt.MouseButton.LeftButton, pos=tools.buttons[MarkKind.ARROW].mapTo(bar, QPoint(5, 5)))
    assert pointing.tool is None, "the same one is put away"
