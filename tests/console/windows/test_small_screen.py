"""The main window on a screen of 1024x600 at 150 %, in each language: whatever a session shows, it fits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, QSize
from PySide6.QtWidgets import QApplication, QToolButton

from console.share.share import ShareState
from console.windows.main_window import MainWindow
from console.windows.parts.segments import Segments
from console.windows.parts.shrinking_button import ShrinkingButton
from protocol.vocabulary.messages import Role, SessionState
from resources.look import theme
from resources.words.language import Language
from tests.console.conftest import CUSTOMER, TOM, member
from tests.helpers.hostile_names import NAMES
from tests.helpers.mirror_fixtures import dressed

__all__ = ["dressed"]

ROOM = QSize(682, 360)  # logical pixels, without frame and task bar
WIDE = 1080


@pytest.fixture(params=["en", "de"])
def window(request, qtbot, qapp, dressed, desk, settings, choice):
    before, language = QLocale(), Language(qapp, request.param)
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    window.show()
    yield window
    language.speak("en")
    QLocale.setDefault(before)


def code(session) -> None:
    pass


def chat(session) -> None:
    session.joined()


def live(session) -> None:
    session.joined()
    session.goes_live()


def paused(session) -> None:
    session.joined()
    session.goes_live()
    session.sharing.paused = True
    session.changed.emit()


def team(session) -> None:
    session.joined()
    session.team.members = [*session.team.members, member(CUSTOMER, "Erika", Role.CUSTOMER)]
    session.collaborator_comes()


def colleague_looks(session) -> None:
    team(session)
    session.attendance.seat.role, session.remote.holder = Role.LEAD, TOM
    session.changed.emit()


def on_hold(session) -> None:
    session.becomes(state=SessionState.ON_HOLD, customer_present=True)


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


@pytest.mark.parametrize("shows", [code, chat, live, paused, team, on_hold], ids=lambda shows: shows.__name__)
@pytest.mark.parametrize("name", ["Erika Example", NAMES["Latin"]], ids=["a name", "a wide name"])
def test_the_window_fits_and_what_is_pressed_is_seen(window, desk, shows, name) -> None:
    session = desk.add(name)
    shows(session)
    settle()
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    assert least.width() <= ROOM.width()
    assert least.height() <= ROOM.height()
    window.resize(ROOM)
    settle()
    page = window._stack.currentWidget()
    buttons = [page.toolbar.share_button, page.toolbar.end_button, page.toolbar.more_button, window.sidebar.new_button]
    for button in buttons:
        place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        assert window.rect().contains(place), (button.accessibleName(), place)
        assert button.accessibleName() or button.text()


def test_with_room_the_words_are_there_and_the_sides_have_their_width(window, desk) -> None:
    session = desk.add()
    team(session)
    session.becomes(share=ShareState.OFF)
    window.resize(WIDE, 720)
    settle()
    page = window._stack.currentWidget()
    assert window.sidebar.width() == page.members.width() == theme.size("sidebar")
    for button in (page.toolbar.share_button, page.chat.findChildren(type(page.toolbar.share_button))[0]):
        assert button.toolButtonStyle() is button.toolButtonStyle().ToolButtonTextBesideIcon


def icon_width(button) -> int:
    """Return how many pixels wide what is drawn left of a button's arrow is."""
    picture, middle = button.grab().toImage(), button.height() // 2
    colours = [[picture.pixelColor(x, y).rgb() for y in range(10, button.height() - 10)] for x in range(button.width())]
    ground = picture.pixelColor(6, middle).rgb()
    left = [x for x in range(6, 30) if any(colour != ground for colour in colours[x])]
    return max(left, default=0) - min(left, default=0)


@pytest.mark.parametrize("width", [ROOM.width(), 760, 860, 960, WIDE, 1300])
def test_a_button_shows_all_of_its_words_or_a_whole_icon(window, desk, width) -> None:
    session = desk.add()
    live(session)
    window.resize(width, 500)
    settle()
    page = window._stack.currentWidget()
    buttons = [button for button in page.findChildren(ShrinkingButton) if button.isVisible()]
    assert len(buttons) > 5
    for button in buttons:
        if button.toolButtonStyle() is button.toolButtonStyle().ToolButtonTextBesideIcon:
            assert button.width() >= QToolButton.sizeHint(button).width(), button.text()
    narrow = [each for each in buttons if each.width() == each.minimumSizeHint().width()]
    assert all(icon_width(button) >= 10 for button in narrow), [(b.text(), icon_width(b)) for b in narrow]
    assert narrow


def test_what_a_colleague_is_called_pushes_nothing_out(window, desk) -> None:
    session = desk.add()
    session.attendance.name_of = lambda _member: NAMES["Latin"]
    colleague_looks(session)
    settle()
    assert window.minimumSizeHint().width() <= ROOM.width()


def test_what_is_pressed_of_a_choice_is_whole(qtbot, dressed) -> None:
    words = ("Everybody", "Technicians only", "Inherit", "Techniker", "Erben", "Alle")
    choice = Segments("Chat", [(each, each) for each in words])
    qtbot.addWidget(choice)
    choice.show()
    choice.resize(choice.sizeHint())
    for each in words:
        choice.show_value(each)
        settle()
        button, around = choice.buttons[each], 2 * (13 + 1)  # padding and border, as in fernblick.qss
        assert button.fontMetrics().horizontalAdvance(each) <= button.width() - around, each


def test_word_of_a_newer_version_takes_no_room_that_there_is_not(window, desk) -> None:
    desk.newer.version = "99.1"
    desk.newer.changed.emit()
    settle()
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    assert least.height() <= ROOM.height()
