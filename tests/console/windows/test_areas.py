"""F6 among the areas of the console's window."""

import pytest
from PySide6.QtCore import Qt

from console.windows.main_window import MainWindow
from protocol.vocabulary.messages import Role


@pytest.fixture
def window(qtbot, desk, settings, choice) -> MainWindow:
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    window.resize(1300, 800)
    window.show()
    qtbot.waitActive(window)
    return window


def steps_to_the_message(window, qtbot, page, back):
    """Press F6, or Shift+F6, until the message has the keyboard; return how often."""
    shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    for count in range(10):
        if window.focusWidget() is page.chat.input:
            return count
        qtbot.keyClick(window, Qt.Key.Key_F6, shift)
    raise AssertionError("it never comes")


def places(window):
    """Return everything in the window that Tab reaches."""
    found, at = [], window.nextInFocusChain()
    while at is not window:
        if at.isVisible() and at.isEnabled() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(at)
        at = at.nextInFocusChain()
    return found


@pytest.mark.parametrize("team", [False, True])
def test_the_message_is_two_steps_from_anywhere(window, desk, qtbot, team):
    session = desk.add("Erika")
    session.joined()
    if team:
        session.collaborator_comes()
    page = window._stack.currentWidget()
    assert len(places(window)) > 8
    for place in places(window):
        counts = []
        for back in (False, True):
            place.setFocus()
            counts.append(steps_to_the_message(window, qtbot, page, back))
        assert min(counts) <= 2, place


def test_a_round_comes_by_every_area_both_ways(window, desk, qtbot):
    session = desk.add("Erika")
    session.joined()
    page = window._stack.currentWidget()
    window.sidebar.list.setFocus()
    there = []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F6)
        there.append(window.focusWidget())
    assert there[0] is page.chat.input
    assert page.toolbar.isAncestorOf(there[1])
    assert there[2] is window.sidebar.list
    qtbot.keyClick(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.toolbar.isAncestorOf(window.focusWidget())


def test_while_nobody_is_there_the_code_stands_where_the_message_will(window, desk, qtbot):
    desk.add("Erika")
    page = window._stack.currentWidget()
    window.sidebar.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.code_page.isAncestorOf(window.focusWidget())


def test_where_there_is_no_session_it_leads_to_the_page_and_back(window, qtbot):
    window.sidebar.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.welcome.isAncestorOf(window.focusWidget())
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.sidebar.list


def test_a_collaborator_has_it_too(window, desk, qtbot):
    session = desk.add("Erika")
    session.role = Role.COLLABORATOR
    session.joined()
    window.sidebar.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window._stack.currentWidget().chat.input
