from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from protocol.vocabulary.content import MirrorView, PictureWish, Quality, ReleasedSource, SourceWish
from resources.mirror.model import MirrorModel
from resources.program.settings import Settings
from viewer.windows.desktop.mirror_window import ShareWindow
from viewer.windows.main_window import MainWindow

TWO = (ReleasedSource(number=1, title="Left & right"), ReleasedSource(number=2, title=""))


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, model: MirrorModel, settings: Settings) -> ShareWindow:
    window = ShareWindow(model=model, settings=settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window, timeout=30_000)
    return window


def test_the_monitors_button_is_there_only_where_there_is_a_choice(window: ShareWindow, model: MirrorModel):
    assert not window.bar.monitors_button.isVisible()
    model.released(TWO, 1)
    assert window.bar.monitors_button.isVisible()
    model.released(TWO[:1], 1)
    assert not window.bar.monitors_button.isVisible()


def test_the_monitors_are_named_and_the_shown_one_is_marked(window: ShareWindow, model: MirrorModel):
    model.released(TWO, 2)
    actions = window.bar.monitors.actions()
    assert [(action.text(), action.isChecked()) for action in actions] == [
        ("Left && right", False),
        ("Monitor 2", True),
    ]
    model.released(TWO, 1)
    assert [action.isChecked() for action in window.bar.monitors.actions()] == [True, False]


def test_choosing_a_monitor_asks_for_it(window: ShareWindow, model: MirrorModel):
    asked: list[int] = []
    window.source_wished.connect(asked.append)
    model.released(TWO, 1)
    window.bar.monitors.actions()[1].trigger()
    assert asked == [2]


def test_the_button_opens_the_menu_below_it(qtbot: QtBot, window: ShareWindow, model: MirrorModel):
    model.released(TWO, 1)
    window.bar.monitors_button.click()
    menu = window.bar.monitors
    assert menu.isVisible()
    bottom = window.bar.monitors_button.mapToGlobal(QPoint(0, window.bar.monitors_button.height())).y()
    assert menu.geometry().top() >= bottom
    menu.close()


def test_a_full_screens_bar_stays_while_its_menu_is_open(window: ShareWindow):
    window.show_full_screen()
    QApplication.processEvents()
    window.bar.picture_button.click()
    window.bar_timer.timeout.emit()
    assert window.bar.isVisible()
    window.bar.picture.close()
    window.bar_timer.timeout.emit()
    assert not window.bar.isVisible()


def test_each_choice_of_the_picture_says_all_of_them(window: ShareWindow):
    wishes: list[PictureWish] = []
    window.picture_wished.connect(wishes.append)
    choices = {action.text(): action for action in window.bar.picture.actions()}
    choices["Shades of grey"].trigger()
    choices["Low data"].trigger()
    choices["Shades of grey"].trigger()
    assert wishes == [
        PictureWish(quality=Quality.BALANCED, grey=True),
        PictureWish(quality=Quality.LOW_DATA, grey=True),
        PictureWish(quality=Quality.LOW_DATA, grey=False),
    ]


def test_the_next_mirror_begins_with_what_was_chosen(qtbot: QtBot, dressed: QApplication, settings: Settings):
    model = MirrorModel(owner="Anna", wish=PictureWish(quality=Quality.BEST, grey=True))
    window = ShareWindow(model=model, settings=settings)
    qtbot.addWidget(window)
    marked = [action.text() for action in window.bar.picture.actions() if action.isChecked()]
    assert marked == ["Best picture", "Shades of grey"]


def test_what_is_chosen_and_seen_is_told_to_the_sharer(
    qtbot: QtBot, dressed: QApplication, session, settings: Settings, model: MirrorModel
):
    window = MainWindow(session=session, settings=settings)
    qtbot.addWidget(window)
    session.become("session")
    model.released(TWO, 1)
    session.share(model)
    bar = window.mirror_window.bar
    bar.monitors.actions()[1].trigger()
    next(action for action in bar.picture.actions() if action.text() == "Shades of grey").trigger()
    assert session.told == [
        MirrorView(scale_percent=100, visible=True, full_screen=False),
        SourceWish(number=2),
        PictureWish(quality=Quality.BALANCED, grey=True),
    ]
    session.mirror_closed.emit()


@pytest.mark.parametrize("width", [420, 560, 1000])
def test_every_button_that_is_left_lies_inside_the_window(window: ShareWindow, model: MirrorModel, width: int):
    model.released(TWO, 1)
    window.resize(width, 400)
    QApplication.processEvents()
    bar = window.bar
    for button in (
        bar.monitors_button,
        bar.fit,
        bar.magnifier,
        bar.picture_button,
        bar.full_screen,
        bar.end,
    ):
        assert button.isVisible()
        assert bar.rect().contains(button.geometry())
    assert bar.larger.isVisible() == (window.width() >= 1000)


def test_the_magnifier_is_marked_while_it_is_out_and_escape_puts_it_away(window: ShareWindow):
    window.bar.magnifier.click()
    assert window.view.has_lens
    assert window.bar.magnifier.isChecked()
    window._escape.activated.emit()
    assert not window.view.has_lens
    assert not window.bar.magnifier.isChecked()


def test_in_full_screen_escape_leaves_the_full_screen_first(window: ShareWindow):
    window.show_full_screen()
    QApplication.processEvents()
    window.bar.magnifier.click()
    window._escape.activated.emit()
    assert not window.isFullScreen()
    assert window.view.has_lens
