"""Addresses in chat lines."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton

from protocol.seat.conversation import Line
from resources.chat.links import find_links
from resources.chat.transcript import BubbleText, ChatRow
from resources.look import steady
from resources.look.dialog import Dialog


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("see https://example.org/a?b=c#d.", ["https://example.org/a?b=c#d"]),
        ("(https://example.org/x_(y))", ["https://example.org/x_(y)"]),
        ("www.example.org, and http://a.example!", ["https://www.example.org", "http://a.example"]),
        ("“https://example.org”", ["https://example.org"]),
        ("ftp://example.org file:///etc/passwd javascript:alert(1) fernblick://x/1234#s", []),
        ("https:// and https://localhost and http://", []),
        ("https://exämple.org", ["https://xn--exmple-cua.org"]),
        ("", []),
    ],
)
def test_only_addresses_of_web_pages_are_links(text: str, urls: list[str]) -> None:
    assert [link.url for link in find_links(text)] == urls


def test_a_link_stands_where_its_words_stand(qtbot) -> None:
    words = "🙂 see https://example.org now"
    bubble = BubbleText(words)
    qtbot.addWidget(bubble)
    cursor = bubble.textCursor()
    cursor.setPosition(words.index("https") + 2)  # the smiley is two for Qt
    assert cursor.charFormat().anchorHref() == "https://example.org"
    cursor.setPosition(3)
    assert not cursor.charFormat().isAnchor()
    assert bubble.toPlainText() == words


def test_a_link_is_opened_after_a_question_only(qtbot, monkeypatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    monkeypatch.setattr(steady, "STILL_MS", 0)  # else a click counts only after a while
    row = ChatRow(Line(2, "Erika", 0, "https://example.org/x", 1, False), own=False)
    qtbot.addWidget(row)
    row.show()
    bubble = row.findChild(BubbleText)
    for answer in ("Cancel", "Open"):
        bubble.anchorClicked.emit(QUrl("https://example.org/x"))
        assert opened == []
        question = row.findChildren(Dialog)[-1]
        assert "https://example.org/x" in [label.text() for label in question.findChildren(QLabel)]
        next(button for button in question.findChildren(QPushButton) if button.text() == answer).click()
    assert opened == [QUrl("https://example.org/x")]
