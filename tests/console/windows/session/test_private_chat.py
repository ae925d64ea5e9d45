"""The technicians' chat while a customer sees the screen that it is on."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from console.windows.session.private_chat import TECHNICIANS, ChatTabs
from resources.chat.view import ChatView


class Seen(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.seen_by = None

    def by(self, name) -> None:
        self.seen_by = SimpleNamespace(title=name) if name else None
        self.changed.emit()


@pytest.fixture
def seen(qapp) -> Seen:
    return Seen()


@pytest.fixture
def chats(qtbot, session, seen) -> ChatTabs:
    session.collaborator_comes()
    chats = ChatTabs(session, ChatView(own=1), seen)
    qtbot.addWidget(chats)
    chats.show_tab(TECHNICIANS)
    return chats


def test_it_says_who_does_not_see_it_only_where_that_is_so(chats, seen) -> None:
    assert chats._note.accessibleName() == "Erika Example does not see this."
    seen.by("Bernd")
    assert chats._note.accessibleName() == "Bernd sees your screen."
    assert chats._pages.currentWidget() is chats.cover
    assert "Bernd" in chats.cover.words.text()


def test_its_words_come_back_with_a_click_or_the_end_of_the_share(chats, seen) -> None:
    seen.by("Bernd")
    chats.cover.button.click()
    assert chats._pages.currentWidget() is chats.private
    seen.by("")
    seen.by("Bernd")
    assert chats._pages.currentWidget() is chats.cover
    seen.by("")
    assert chats._pages.currentWidget() is chats.private
