from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from protocol.mirror.decode.decoder import Area
from protocol.mirror.picture.tiles import Rect
from resources.mirror.model import MirrorModel
from resources.mirror.view.lens import FRAME, Lens
from resources.mirror.view.view import MirrorView

LABEL = QRect(-70, -30, 70, 30)  # about where the lens says its scale, from its lower right corner


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication) -> MirrorView:
    model = MirrorModel(owner="Anna Berger")
    model.source(1200, 800, "Monitor 1")
    pixels = np.random.default_rng(3).integers(0, 256, (800, 1200, 4), np.uint8)
    pixels[..., 3] = 255
    model.paint([Area(Rect(0, 0, 1200, 800), pixels)])
    view = MirrorView(model)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitExposed(view, timeout=30_000)
    return view


def lens_of(view: MirrorView) -> Lens:
    return next(lens for lens in view.viewport().findChildren(Lens) if not lens.isHidden())


def move_mouse(view: MirrorView, place: QPoint) -> None:
    kind, button = QMouseEvent.Type.MouseMove, Qt.MouseButton.NoButton
    at = view.viewport().mapToGlobal(QPointF(place))
    event = QMouseEvent(kind, QPointF(place), at, button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def turn_wheel(view: MirrorView, notches: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QPointF(300, 200)
    nothing, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, notches), nothing, keys, phase, False)
    QApplication.sendEvent(view.viewport(), event)


def colours(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[..., :3].copy()


def expected(view: MirrorView, lens: Lens, mouse: QPoint) -> np.ndarray:
    """Return what the lens has to show, worked out pixel by pixel; -1 where the picture has ended."""
    picture, factor = view._model.canvas.pixels[..., :3].astype(int), lens.factor
    target, scale = view._painter.placement.target, view.scale
    result = np.full((lens.height(), lens.width(), 3), -1)
    under = [math.floor((mouse.x() - target.x()) / scale), math.floor((mouse.y() - target.y()) / scale)]
    columns = (np.arange(lens.width()) + lens.x() - mouse.x() + factor // 2) // factor + under[0]
    rows = (np.arange(lens.height()) + lens.y() - mouse.y() + factor // 2) // factor + under[1]
    inside_x = (columns >= 0) & (columns < picture.shape[1])
    inside_y = (rows >= 0) & (rows < picture.shape[0])
    result[np.ix_(inside_y, inside_x)] = picture[np.ix_(rows[inside_y], columns[inside_x])]
    return result


def is_exact(view: MirrorView, mouse: QPoint) -> bool:
    lens = lens_of(view)
    shown, wanted = colours(lens.grab().toImage()), expected(view, lens, mouse)
    counts = wanted[..., 0] >= 0
    counts[LABEL.top() :, LABEL.left() :] = False
    edge = np.ones_like(counts)
    edge[FRAME:-FRAME, FRAME:-FRAME] = False
    counts &= ~edge
    assert counts.sum() > 1000
    return bool((shown == wanted)[counts].all())


@pytest.mark.parametrize("factor", [1, 2, 3])
@pytest.mark.parametrize("scale", [None, 0.67, 1.0, 1.25, 4.0])
def test_the_lens_shows_the_pictures_own_pixels_at_any_scale_of_the_view(
    view: MirrorView, scale: float | None, factor: int
):
    if scale is not None:
        view.zoom_to(scale)
    view.use_lens(True)
    mouse = QPoint(450, 300)
    move_mouse(view, mouse)
    lens_of(view).factor = factor
    lens_of(view).aim()
    assert is_exact(view, mouse)


@pytest.mark.parametrize("mouse", [QPoint(3, 3), QPoint(895, 300), QPoint(450, 597), QPoint(0, 599)])
def test_at_the_edges_the_lens_stays_inside_and_still_shows_what_is_under_the_mouse(view: MirrorView, mouse: QPoint):
    view.use_lens(True)
    move_mouse(view, mouse)
    assert view.viewport().rect().contains(lens_of(view).geometry())
    assert is_exact(view, mouse)


def test_a_change_in_what_the_lens_shows_is_shown_in_it_and_nowhere_else(view: MirrorView):
    view.use_lens(True)
    mouse = QPoint(450, 300)
    move_mouse(view, mouse)
    lens = lens_of(view)
    painted = []
    paint = lens.paintEvent

    def note(event: QPaintEvent) -> None:
        painted.append(event.region().boundingRect())
        paint(event)

    lens.paintEvent = note
    QApplication.processEvents()
    painted.clear()
    pixels = np.full((6, 5, 4), 255, np.uint8)
    view._model.paint([Area(Rect(600, 400, 5, 6), pixels)])
    QApplication.processEvents()
    assert [(rect.width(), rect.height()) for rect in painted] == [(5 * lens.factor, 6 * lens.factor)]
    del lens.paintEvent
    assert is_exact(view, mouse)


def test_the_technicians_pointer_is_in_the_lens_too(view: MirrorView):
    view.use_lens(True)
    move_mouse(view, QPoint(450, 300))
    lens = lens_of(view)
    before = colours(lens.grab().toImage())
    view._model.pointer_shape(4, 4, 0, 0, bytes([0, 0, 255, 255]) * 16)
    view._model.pointer_at(600, 400, True)
    difference = (colours(lens.grab().toImage()) != before).any(axis=2)
    assert difference.sum() <= (4 * lens.factor) ** 2
    assert difference.any()


def test_the_wheel_turns_the_lens_and_with_ctrl_zooms_the_picture(view: MirrorView):
    view.use_lens(True)
    move_mouse(view, QPoint(300, 200))
    lens, scale = lens_of(view), view.scale
    assert lens.factor == 1  # more than the fitted picture has
    for notches, factor in ((120, 2), (120, 3), (120, 3), (-120, 2)):
        turn_wheel(view, notches)
        assert lens.factor == factor
    assert view.scale == scale
    turn_wheel(view, 120, Qt.KeyboardModifier.ControlModifier)
    assert view.scale > scale
    assert lens.factor == 2
    assert is_exact(view, QPoint(300, 200))


def test_the_lens_follows_a_picture_that_moves_under_a_still_mouse(view: MirrorView):
    view.use_lens(True)
    mouse = QPoint(450, 300)
    move_mouse(view, mouse)
    view.zoom_to(2.0)
    view.verticalScrollBar().setValue(200)
    assert is_exact(view, mouse)
    view._model.source(640, 480, "Monitor 2")
    assert is_exact(view, mouse)


def test_the_lens_goes_with_the_mouse_and_comes_back_with_it(view: MirrorView):
    view.use_lens(True)
    move_mouse(view, QPoint(450, 300))
    lens = lens_of(view)
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert lens.isHidden()
    move_mouse(view, QPoint(451, 300))
    assert not lens.isHidden()


def test_put_away_it_leaves_nothing_behind(view: MirrorView):
    before = colours(view.viewport().grab().toImage())
    view.use_lens(True)
    move_mouse(view, QPoint(450, 300))
    view.use_lens(False)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not view.has_lens
    assert view.viewport().findChildren(Lens) == []
    move_mouse(view, QPoint(200, 200))
    assert (colours(view.viewport().grab().toImage()) == before).all()
