from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from protocol.vocabulary.content import USUAL_WISH, PictureWish, Quality
from resources.mirror.model import MirrorModel
from resources.program.settings import Settings
from viewer.windows.desktop.mirror_window import ShareWindow


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, model: MirrorModel, settings: Settings) -> ShareWindow:
    window = ShareWindow(model=model, settings=settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window, timeout=30_000)
    return window


@pytest.fixture
def ends(window: ShareWindow) -> list[str]:
    heard: list[str] = []
    window.end_asked.connect(lambda: heard.append("end"))
    return heard


def move_mouse(window: ShareWindow, place: QPointF) -> None:
    kind, button = QMouseEvent.Type.MouseMove, Qt.MouseButton.NoButton
    event = QMouseEvent(kind, place, place, button, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.view.viewport(), event)


def test_the_title_names_the_technician_and_says_view_only(window: ShareWindow):
    assert window.windowTitle() == "Anna Berger’s screen – view only"


def test_pressing_end_closes_the_window_and_asks_once(window: ShareWindow, ends: list[str]):
    window.bar.end.click()
    window.close()
    assert ends == ["end"]
    assert not window.isVisible()


def test_closing_the_window_asks_to_end(window: ShareWindow, ends: list[str]):
    window.close()
    assert ends == ["end"]


def test_a_share_that_is_over_closes_the_window_without_asking(window: ShareWindow, ends: list[str]):
    window.shut()
    assert ends == []
    assert not window.isVisible()


def test_end_is_always_visible_in_the_window(window: ShareWindow):
    window.bar_timer.timeout.emit()
    window.resize(window.minimumSize())
    assert window.bar.end.isVisible()
    right = window.bar.end.mapTo(window, QPoint(window.bar.end.width(), 0)).x()
    assert right <= window.width()


def test_the_buttons_and_keys_change_the_scale(qtbot: QtBot, window: ShareWindow):
    window.bar.larger.click()
    assert window.view.scale == 1.25
    for button, scale in ((window.bar.smaller, 1.0), (window.bar.larger, 1.25), (window.bar.actual, 1.0)):
        button.click()
        assert window.view.scale == scale
    assert window.bar.actual.isChecked()
    window.bar.fit.click()
    assert window.view.is_fitted
    assert window.bar.fit.isChecked()


def test_in_full_screen_the_picture_takes_all_of_it(window: ShareWindow):
    window.show_full_screen()
    QApplication.processEvents()
    assert window.view.geometry() == window.rect()
    assert window.size() == window.screen().size()


def test_the_bar_leaves_a_full_screen_that_nobody_touches_and_comes_back_with_the_first_motion(
    window: ShareWindow,
):
    window.show_full_screen()
    QApplication.processEvents()
    assert window.bar.isVisible()
    assert window.bar_timer.isActive()
    window.bar_timer.timeout.emit()
    assert not window.bar.isVisible()
    move_mouse(window, QPointF(QCursor.pos()))
    assert not window.bar.isVisible()
    move_mouse(window, QPointF(QCursor.pos() + QPoint(1, 0)))
    assert window.bar.isVisible()
    assert window.bar.end.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_Tab, Qt.Key.Key_Left])
def test_a_key_brings_the_bar_back(qtbot: QtBot, window: ShareWindow, key: Qt.Key):
    window.show_full_screen()
    QApplication.processEvents()
    window.bar_timer.timeout.emit()
    qtbot.keyClick(window.view, key)
    assert window.bar.isVisible()


def test_the_bar_stays_while_the_mouse_moves_over_it(window: ShareWindow):
    window.show_full_screen()
    QApplication.processEvents()
    QCursor.setPos(QCursor.pos() + QPoint(3, 3))
    window.bar_timer.timeout.emit()
    assert window.bar.isVisible()


def test_leaving_full_screen_brings_the_window_back_where_it_was(window: ShareWindow):
    before = window.geometry()
    window.bar.full_screen.click()
    QApplication.processEvents()
    window.leave_full_screen()
    QApplication.processEvents()
    assert window.geometry() == before
    assert window.bar.isVisible()
    assert not window.bar_timer.isActive()


def test_the_first_window_takes_at_most_nine_tenths_of_the_screen(
    qtbot: QtBot, dressed: QApplication, settings: Settings
):
    model = MirrorModel(owner="Anna")
    model.source(7680, 4320, "Monitor 1")
    window = ShareWindow(model=model, settings=settings)
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    assert window.size() == QSize(round(room.width() * 0.9), round(room.height() * 0.9))


def test_the_next_window_has_the_size_of_the_last_one(
    qtbot: QtBot, model: MirrorModel, window: ShareWindow, settings: Settings
):
    window.resize(707, 393)
    window.shut()
    again = ShareWindow(model=model, settings=settings)
    qtbot.addWidget(again)
    assert again.size() == QSize(707, 393)


def test_every_control_has_a_name(window: ShareWindow):
    bar = window.bar
    for button in (bar.smaller, bar.larger, bar.fit, bar.actual, bar.full_screen, bar.end):
        assert button.accessibleName() or button.text()
    assert window.view.accessibleName()


def test_the_pictures_place_never_lies_under_the_bar_of_a_window(window: ShareWindow):
    assert not window.view.geometry().intersects(QRect(window.bar.geometry()))


def test_full_screen_says_whose_screen_it_is(window) -> None:
    sign = window.bar._sign
    assert sign.text() == "View only"
    window.bar.hover(True)
    assert sign.text() == window.windowTitle()
    window.bar.hover(False)
    assert sign.text() == "View only"


def test_what_is_chosen_of_the_picture_is_seen_without_a_click(window) -> None:
    button = window.bar.picture_button
    assert button.toolTip() == "Picture options"
    window.bar.picture.show_wish(PictureWish(quality=Quality.LOW_DATA, grey=False))
    window.bar.picture._grey.trigger()
    assert button.toolTip() == button.accessibleName() == "Picture options: Low data, Shades of grey"
    assert button.property("kind") == "plain"
    window.bar.show_wish(USUAL_WISH)
    assert (button.toolTip(), button.property("kind")) == ("Picture options", "quiet")
