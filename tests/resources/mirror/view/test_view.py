from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from protocol.mirror.decode.decoder import Area
from protocol.mirror.picture.tiles import Rect
from resources.mirror.model import MirrorModel
from resources.mirror.view.view import MirrorView
from tests.helpers.mouse import move_mouse

CHANGES = ((0, 0, 9, 9), (100, 50, 31, 17), (310, 190, 10, 10), (127, 127, 2, 2), (90, 60, 1, 1), (0, 99, 320, 1))


class Watched(MirrorView):
    """Notes which regions are painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted = [*getattr(self, "painted", []), event.region().boundingRect()]
        super().paintEvent(event)


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication, model: MirrorModel) -> Watched:
    view = Watched(model)
    qtbot.addWidget(view)
    view.resize(320, 200)
    view.show()
    qtbot.waitExposed(view, timeout=30_000)
    QApplication.processEvents()
    view.painted = []
    return view


def pixels_in(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[..., :3].copy()  # `image` goes away


def shown(view: MirrorView) -> np.ndarray:
    return pixels_in(view.viewport().grab().toImage())


def on_screen(view: MirrorView) -> np.ndarray:
    """Return what the partial paintings so far have put on the (offscreen) screen."""
    QApplication.processEvents()
    place = view.viewport().mapTo(view.window(), QPoint(0, 0))
    image = view.screen().grabWindow(view.window().winId()).toImage()
    return pixels_in(image.copy(QRect(place, view.viewport().size())))


def patch(model: MirrorModel, x: int, y: int, width: int, height: int) -> None:
    pixels = np.random.default_rng(x + y).integers(0, 256, (height, width, 4), np.uint8)
    pixels[..., 3] = 255
    model.paint([Area(Rect(x, y, width, height), pixels)])


def pixels_of(model: MirrorModel) -> np.ndarray:
    assert model.canvas is not None
    return model.canvas.pixels[..., :3]


def test_at_100_percent_the_view_is_the_picture(view: Watched, model: MirrorModel):
    assert view.scale == 1
    assert (shown(view) == pixels_of(model)).all()


def test_a_fitted_picture_is_not_enlarged_in_a_larger_view(view: Watched, model: MirrorModel):
    view.resize(400, 260)
    assert view.scale == 1
    assert (shown(view)[30:230, 40:360] == pixels_of(model)).all()


def test_in_full_screen_a_fitted_picture_is_enlarged(view: Watched, model: MirrorModel):
    view.set_full_screen(True)
    view.resize(960, 600)
    assert view.scale == 3
    assert (shown(view) == pixels_of(model).repeat(3, 0).repeat(3, 1)).all()


@pytest.mark.parametrize("factor", [2, 3, 8])
def test_at_whole_factors_pixels_are_repeated(view: Watched, model: MirrorModel, factor: int):
    view.resize(320 * 2 + 20, 200 * 2 + 20)
    view.zoom_to(factor)
    view.horizontalScrollBar().setValue(0)
    view.verticalScrollBar().setValue(0)
    large = pixels_of(model).repeat(factor, 0).repeat(factor, 1)
    picture = shown(view)
    if factor == 2:
        picture = picture[10:410, 10:650]
    assert (picture == large[: picture.shape[0], : picture.shape[1]]).all()


@pytest.mark.parametrize("scale", [0.4, 0.67, 0.75, 1.0, 1.25, 1.33, 2.0, 1.7, 3.6])
def test_partial_updates_leave_the_same_picture_as_painting_all(view: Watched, model: MirrorModel, scale: float):
    view.resize(420, 300)
    view.zoom_to(scale)
    view.horizontalScrollBar().setValue(37)
    view.verticalScrollBar().setValue(21)
    model.pointer_shape(15, 21, 3, 2, np.random.default_rng(3).integers(0, 256, 15 * 21 * 4, np.uint8).tobytes())
    QApplication.processEvents()
    for number, (x, y, width, height) in enumerate(CHANGES):
        patch(model, x, y, width, height)
        model.pointer_at(90 + 7 * number, 60 + 3 * number, True)
        QApplication.processEvents()
    assert (on_screen(view) == shown(view)).all()


def test_a_small_change_paints_only_where_it_is(view: Watched, model: MirrorModel):
    patch(model, 50, 60, 10, 20)
    QApplication.processEvents()
    assert view.painted == [QRect(50, 60, 10, 20)]


def test_a_change_is_on_screen_after_one_turn_of_the_event_loop(view: Watched, model: MirrorModel):
    patch(model, 50, 60, 10, 20)
    assert (on_screen(view) == pixels_of(model)).all()


def test_a_resized_view_fits_the_picture_anew(view: Watched, model: MirrorModel):
    view.resize(160, 100)
    assert view.scale == 0.5
    assert view.horizontalScrollBar().maximum() == 0
    average = pixels_of(model).reshape(100, 2, 160, 2, 3).mean(axis=(1, 3))
    assert np.abs(shown(view) - average).max() <= 3


def test_a_picture_too_large_for_the_view_can_be_moved_by_keys_and_mouse(
    qtbot: QtBot, view: Watched, model: MirrorModel
):
    view.zoom_to(4)
    before = view.horizontalScrollBar().value()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.horizontalScrollBar().value() == before + 40
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    move_mouse(view.viewport(), QPoint(130, 100))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(130, 100))
    assert view.horizontalScrollBar().value() == before + 10


def test_the_wheel_with_ctrl_zooms_and_keeps_the_place_under_the_mouse(view: Watched, model: MirrorModel):
    view.zoom_to(4)
    at = QPointF(100, 80)
    before = shown(view)[80, 100].copy()
    for notches in (120, -120):
        event = QWheelEvent(
            at,
            view.viewport().mapToGlobal(at),
            QPoint(),
            QPoint(0, notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), event)
        assert view.scale == (6 if notches > 0 else 4)
        assert (shown(view)[80, 100] == before).all()


def test_zoom_stays_between_25_and_800_percent(view: Watched):
    view.zoom_to(100)
    assert view.scale == 8
    view.zoom_to(0.01)
    assert view.scale == 0.25


def test_the_pointer_is_drawn_with_its_hot_spot_at_its_place(view: Watched, model: MirrorModel):
    model.pointer_shape(4, 4, 1, 2, bytes([0, 0, 255, 255]) * 16)
    model.pointer_at(50, 60, True)
    expected = pixels_of(model).copy()
    expected[58:62, 49:53] = (0, 0, 255)
    assert (on_screen(view) == expected).all()


def test_a_pointer_that_moves_or_hides_leaves_no_trace(view: Watched, model: MirrorModel):
    model.pointer_shape(4, 4, 1, 2, bytes([0, 0, 255, 255]) * 16)
    for x, visible in ((50, True), (52, True), (319, True), (319, False)):
        model.pointer_at(x, 60, visible)
        QApplication.processEvents()
    assert (on_screen(view) == pixels_of(model)).all()


def test_a_new_source_takes_the_place_of_the_old_one(view: Watched, model: MirrorModel):
    model.source(160, 100, "Monitor 2")
    patch(model, 0, 0, 160, 100)
    assert (shown(view)[50:150, 80:240] == pixels_of(model)).all()


def test_an_interruption_is_said_over_the_frozen_picture(view: Watched, model: MirrorModel):
    model.interrupted(True)
    assert not (shown(view) == pixels_of(model)).all()
    model.interrupted(False)
    assert (shown(view) == pixels_of(model)).all()


def test_pages_and_corners_of_a_large_picture_are_a_key_away(qtbot: QtBot, view: Watched):
    view.zoom_to(8)
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (across.value(), down.value()) == (0, 0)
    page = view.viewport().height() - 40
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert (across.value(), down.value()) == (0, page)
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert down.value() == 0
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert (across.value(), down.value()) == (across.maximum(), down.maximum())


def test_the_mouse_finds_the_pixel_it_points_at(view: Watched, model: MirrorModel):
    view.zoom_to(2.0, QPoint(0, 0))
    corner = QPointF(view.seen_placement().target.topLeft())
    assert view.pixel_at(corner) == QPoint(0, 0)
    assert view.pixel_at(corner + QPointF(3.9, 2)) == QPoint(1, 1)
    assert MirrorView(MirrorModel(owner="Anna")).pixel_at(QPointF(1, 1)) is None
