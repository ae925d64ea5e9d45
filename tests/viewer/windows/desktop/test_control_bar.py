"""The customer's bar: whatever a technician is called, the red X stands first, whole, on a screen that exists."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from protocol.vocabulary.desktop import Access
from resources.look.on_screen import LOOK_MS, moved_into, nearest
from tests.helpers.hostile_names import NAMES
from tests.helpers.mouse import move_mouse
from viewer.windows.desktop.control_bar import X_SIDE, ControlBar

LONG_KEY = "Ctrl+Alt+Shift+Super+ScrollLock"


def make(qtbot: QtBot, name: str, *, access: Access = Access.CONTROL, key: str = "Ctrl+Alt+X") -> ControlBar:
    desktop = SimpleNamespace(access=access, since_ms=0, interrupted=False, name=name)
    bar = ControlBar(desktop=desktop, key=key)  # type: ignore[arg-type]
    qtbot.addWidget(bar)
    bar.show()
    QApplication.processEvents()
    return bar


class NoScreen(QObject):
    """What Qt has for a screen on an X server whose monitors are all unplugged."""

    geometryChanged = Signal()  # noqa: N815  # Qt's names
    availableGeometryChanged = Signal()  # noqa: N815
    logicalDotsPerInchChanged = Signal()  # noqa: N815

    def geometry(self) -> QRect:
        return QRect(0, 0, 0, 0)

    def devicePixelRatio(self) -> float:
        return 1.0


def x_of(bar: ControlBar) -> QRect:
    return QRect(bar.end_button.mapToGlobal(QPoint(0, 0)), bar.end_button.size())


def is_whole(bar: ControlBar) -> bool:
    return any(screen.geometry().contains(bar.frameGeometry()) for screen in QGuiApplication.screens())


@pytest.mark.parametrize("access", [Access.VIEW, Access.CONTROL])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_name_moves_the_red_x_or_the_bar_off_the_screen(
    qtbot: QtBot, dressed: QApplication, name: str, access: Access
) -> None:
    usual = make(qtbot, "Maria", access=access)
    bar = make(qtbot, name, access=access, key=LONG_KEY)
    assert bar.end_button.size() == QSize(X_SIDE, X_SIDE)
    assert bar.end_button.pos() == usual.end_button.pos()
    assert bar.height() == pytest.approx(usual.height(), abs=40)
    assert is_whole(bar)
    assert bar.geometry().contains(x_of(bar))
    assert bar.childAt(bar.end_button.geometry().center()) is bar.end_button
    verb = "sees" if access is Access.VIEW else "controls"
    assert bar.words.text().endswith(f"{verb} your desktop")


def test_the_red_x_stands_before_everything_else(qtbot: QtBot, dressed: QApplication) -> None:
    bar = make(qtbot, "Maria")
    others = [bar.words, bar.more]
    assert all(bar.end_button.geometry().right() < other.geometry().left() for other in others)


def test_a_technician_who_says_no_name_is_still_told_of(qtbot: QtBot, dressed: QApplication) -> None:
    assert make(qtbot, "").words.text() == "A technician controls your desktop"


@pytest.mark.parametrize("pixels", [8, 40, 120, 500])
def test_no_font_moves_it_either(qtbot: QtBot, dressed: QApplication, pixels: int) -> None:
    bar = make(qtbot, "W" * 60)
    bar.words.setStyleSheet(f"font-size: {pixels}px")
    bar.more.setStyleSheet(f"font-size: {pixels}px")
    bar.follow()
    QApplication.processEvents()
    assert bar.end_button.size() == QSize(X_SIDE, X_SIDE)
    assert x_of(bar).left() - bar.x() < X_SIDE
    assert is_whole(bar)
    assert bar.geometry().contains(x_of(bar))


def test_it_comes_back_from_wherever_it_was_put_and_over_whatever_came(qtbot: QtBot, dressed: QApplication) -> None:
    bar = make(qtbot, "Maria")
    for place in (QPoint(5000, 0), QPoint(-5000, -5000), QPoint(100, 900)):
        bar.move(place)
        qtbot.waitUntil(lambda: is_whole(bar) and bar.y() == bar.screen().geometry().top())
    assert LOOK_MS < 500


def test_it_takes_its_own_size_again_where_qt_or_another_program_has_changed_it(
    qtbot: QtBot, dressed: QApplication
) -> None:
    """Dragged from a screen at 150 % to one at 100 %, it would be two thirds of itself, and the X would be cut."""
    bar = make(qtbot, "Maria")
    whole = bar.size()
    for size in (QSize(10, 10), whole * 2 / 3, whole * 3 / 2):
        bar.windowHandle().resize(size)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: bar.size() == whole)
        assert bar.geometry().contains(x_of(bar))


def test_its_first_words_are_measured_as_they_are_shown(qtbot: QtBot, dressed: QApplication) -> None:
    bar = make(qtbot, "Maria")
    before = bar.width()
    bar.follow()
    assert bar.width() == before


def test_one_click_on_the_red_x_is_enough_while_a_menu_is_open(qtbot: QtBot, dressed: QApplication) -> None:
    bar, menu = make(qtbot, "Maria"), QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Shades of grey")
    menu.popup(bar.geometry().bottomRight() + QPoint(100, 100))
    bar.stay()
    beside = menu.mapFromGlobal(bar.mapToGlobal(bar.rect().center()))
    with qtbot.assertNotEmitted(bar.ended):
        QTest.mousePress(menu, Qt.MouseButton.LeftButton, pos=beside)
    menu.popup(bar.geometry().bottomRight() + QPoint(100, 100))
    bar.stay()
    on_x = menu.mapFromGlobal(x_of(bar).center())
    with qtbot.waitSignal(bar.ended):
        QTest.mousePress(menu, Qt.MouseButton.LeftButton, pos=on_x)


@pytest.mark.parametrize("screens", [[], [NoScreen()]], ids=["no screen", "a screen without a size"])
def test_it_is_there_while_no_monitor_is_plugged_in_and_comes_onto_the_one_that_is(
    qtbot: QtBot, dressed: QApplication, monkeypatch: pytest.MonkeyPatch, screens: list[object]
) -> None:
    with monkeypatch.context() as none:
        none.setattr(QGuiApplication, "screens", lambda *_: screens)
        bar = make(qtbot, "Maria")
        QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=bar.rect().center())
        move_mouse(bar, bar.rect().center() + QPoint(30, 0))
        QTest.mouseRelease(bar, Qt.MouseButton.LeftButton)
        bar.stay()
        assert bar.geometry().contains(x_of(bar))
    bar.move(-900, -900)
    qtbot.waitUntil(lambda: is_whole(bar))


RECTS = st.builds(QRect, *[st.integers(-4000, 4000)] * 2, *[st.integers(1, 4000)] * 2)


@settings(max_examples=300, deadline=None)
@given(frame=RECTS, rooms=st.lists(RECTS, min_size=1, max_size=4))
def test_a_frame_is_moved_into_the_nearest_room(frame: QRect, rooms: list[QRect]) -> None:
    room = nearest(frame.center(), rooms)
    moved = moved_into(frame, room)
    assert room in rooms
    assert room.contains(moved)
    if room.contains(frame):
        assert moved == frame
    if any(each.contains(frame.center()) for each in rooms):
        assert room.contains(frame.center())
