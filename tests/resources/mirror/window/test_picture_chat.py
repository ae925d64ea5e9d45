"""The chat in a window with a picture: seen at once, counted, read and answered there, in full screen, too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from protocol.seat.conversation import Line
from resources.mirror.window import chat_beside
from resources.mirror.window.bar import Words
from resources.mirror.window.picture_chat import PictureChat
from resources.mirror.window.window import MirrorWindow
from resources.program.settings import Settings

OWN, THEO = 2, 1
WORDS = Words(title="t", picture="p", sign="s", sign_means="m", monitors="m", end="e", end_means="e")


def line(number: int, text: str, author: int = THEO) -> Line:
    return Line(author, "Theo", 1_790_000_000_000 + number, text, number, True)


@pytest.fixture
def window(qtbot, dressed, model, tmp_path) -> MirrorWindow:
    window = MirrorWindow(model=model, settings=Settings(tmp_path / "settings.ini"), place="mirror", words=WORDS)
    qtbot.addWidget(window, before_close_func=lambda w: w.shut())
    window.resize(1000, 600)
    window.show()
    return window


@pytest.fixture
def chat(window) -> PictureChat:
    return PictureChat(window=window, own=OWN, lines=[line(1, "before")], hint="Write")


def in_window(window, widget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def test_a_new_line_is_shown_over_the_picture_and_counted(window, chat) -> None:
    chat.add(line(2, "Can you see my screen now?"))
    bubble = chat.beside.bubble
    assert bubble.isVisible()
    assert bubble.words.text() == "Can you see my screen now?"
    assert window.rect().contains(in_window(window, bubble))
    assert chat.beside.button.text() == "1"
    assert "unread messages: 1" in chat.beside.button.accessibleName()


def test_the_bubble_goes_by_itself_and_the_count_stays(window, chat, qtbot, monkeypatch) -> None:
    chat.beside.bubble._clock.setInterval(1)
    chat.add(line(2, "Hello"))
    qtbot.waitUntil(lambda: not chat.beside.bubble.isVisible())
    assert chat.beside.unread == 1


def test_own_lines_and_events_are_no_news(window, chat) -> None:
    chat.add(line(2, "mine", author=OWN))
    chat.add(Line(0, "", 1, "Theo", 0, False, "joined"))
    assert not chat.beside.bubble.isVisible()
    assert chat.beside.unread == 0


def test_a_click_on_the_bubble_opens_the_chat_beside_the_picture(window, chat, qtbot) -> None:
    chat.add(line(2, "Hello"))
    qtbot.mouseClick(chat.beside.bubble, Qt.MouseButton.LeftButton)
    assert chat.view.isVisible()
    assert [each.text for each in chat.view.lines] == ["before", "Hello"]
    assert chat.beside.unread == 0
    assert chat.beside.button.text() == ""
    picture, panel = in_window(window, window.view), in_window(window, chat.view)
    assert not picture.intersects(panel)
    assert window.rect().contains(panel)
    chat.add(line(3, "more"))
    assert not chat.beside.bubble.isVisible(), "it stands in the panel"


def test_in_full_screen_the_same(window, chat, qtbot) -> None:
    window.show_full_screen()
    chat.add(line(2, "Hello"))
    assert chat.beside.bubble.isVisible()
    chat.beside.bubble.clicked.emit()
    assert chat.view.isVisible()
    assert in_window(window, chat.view).right() == window.rect().right()
    assert not in_window(window, window.view).intersects(in_window(window, chat.view))


def test_what_is_answered_there_is_said(window, chat, qtbot) -> None:
    said: list[str] = []
    chat.said.connect(said.append)
    chat.beside.open()
    qtbot.keyClicks(chat.view.input, "Yes")
    qtbot.keyClick(chat.view.input, Qt.Key.Key_Return)
    assert said == ["Yes"]


def test_f6_opens_the_chat_goes_to_it_and_back_to_the_picture(window, chat, qtbot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    chat.beside._by_key()
    assert chat.view.isVisible()
    assert chat.view.input.hasFocus()
    window.view.setFocus()
    chat.beside._by_key()
    assert chat.view.isVisible()
    assert chat.view.input.hasFocus()
    chat.beside._by_key()
    assert not chat.view.isVisible()
    assert window.view.hasFocus()


def test_long_lines_are_shown_by_their_beginning(window, chat) -> None:
    chat.add(line(2, "word " * 200))
    QApplication.processEvents()
    assert len(chat.beside.bubble.words.text()) <= chat_beside._WORDS_SHOWN + 1
    assert window.rect().contains(in_window(window, chat.beside.bubble))
