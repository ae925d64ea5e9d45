"""The customer's page where several technicians help, or none for a while."""

from __future__ import annotations

import pytest

from protocol.vocabulary.messages import SessionState
from resources.mirror.model import MirrorModel
from resources.two_words.lists import word_list
from resources.words.language import Language
from resources.words.sentences import sentence
from viewer.windows.main_window import MainWindow
from viewer.windows.session_page import SessionPage


@pytest.fixture
def page(qtbot, session) -> SessionPage:
    session.become("session")
    page = SessionPage(session=session)
    qtbot.addWidget(page)
    page.show()
    return page


def test_the_others_are_named_below_the_lead(page, session) -> None:
    session.become("session", technicians=("Anna Berger", "Tom Kilburn"))
    assert page.name.accessibleName() == "Anna Berger"
    assert page.state.accessibleName() == "Connected, with Tom Kilburn"
    assert page.chat.input.placeholderText() == "Message to the technicians"


def test_it_says_whose_screen_is_shown(page, session) -> None:
    session.become("session", technicians=("Anna Berger", "Tom Kilburn"))
    model = MirrorModel(owner="Tom Kilburn")
    model.source(320, 200, "Monitor 1")
    session.share(model)
    assert page.sharing.words.text() == "Tom Kilburn is sharing their screen"


@pytest.mark.parametrize(
    ("waiting", "state"),
    [
        ("on_hold", SessionState.ON_HOLD),
        ("transferring", SessionState.TRANSFERRING),
        ("no_lead", SessionState.TRANSFERRING),
    ],
)
def test_the_customer_reads_what_is_waited_for(page, session, waiting: str, state: SessionState) -> None:
    lead = "" if waiting == "no_lead" else "Anna Berger"
    session.become("session", waiting=waiting, state=state, lead_name=lead)
    assert page.waiting.isVisible()
    assert page.waiting.words.text() == sentence(f"wait_{waiting}") != sentence("unknown")
    assert page.chat.input.isEnabled(), "the chat goes on"
    session.become("session", waiting="", state=SessionState.ACTIVE, lead_name="Tom Kilburn")
    assert not page.waiting.isVisible()
    assert page.name.accessibleName() == "Tom Kilburn"


def test_without_a_lead_nobody_is_named(page, session) -> None:
    session.become("session", waiting="no_lead", state=SessionState.TRANSFERRING, lead_name="", technicians=())
    assert page.name.accessibleName() == "No technician at the moment"
    assert page.state.accessibleName() == "Waiting for a technician"
    assert page.chat.input.placeholderText() == "Message"


def test_who_writes_is_shown_and_told(page, session, qtbot) -> None:
    session.become("session", typing=("Tom Kilburn",))
    assert page.chat.typing.words.accessibleName() == "Tom Kilburn is writing…"
    qtbot.keyClicks(page.chat.input, "Hi")
    assert session.written == "Hi"


def test_the_windows_title_follows_the_lead(qtbot, session, settings) -> None:
    session.become("session")
    window = MainWindow(session=session, settings=settings)
    qtbot.addWidget(window)
    window._may_close = True
    assert window.windowTitle() == "Session with Anna Berger"
    session.become("session", lead_name="Tom Kilburn")
    assert window.windowTitle() == "Session with Tom Kilburn"
    session.become("session", lead_name="", technicians=())
    assert window.windowTitle() == "Support session"


def words(page: SessionPage) -> list[str]:
    lines = page.two_words._lines
    return [lines.itemAt(line).widget().accessibleName() for line in range(lines.count())]


def test_the_two_words_stand_below_the_technicians_name_in_both_languages(page, session) -> None:
    assert not page.two_words.isVisible()
    session.become("session", two_words=(("Anna Berger", None),))
    assert words(page) == ["No words yet"]
    session.become("session", two_words=(("Anna Berger", AMBER_HARBOUR),))
    assert words(page) == ["Your words: amber harbour", "In German: Bernstein Hafen"]
    assert page.two_words._purpose.text().startswith("Ask: which words do you see? If they differ")
    session.become("session", two_words=(("Anna Berger", AMBER_HARBOUR), ("Tom Kilburn", (0, 2047))))
    assert words(page)[::2] == ["amber harbour – Anna Berger", "abacus zoologist – Tom Kilburn"]
    session.become("session", two_words=())
    assert not page.two_words.isVisible()


def test_in_german_the_german_words_come_first(qtbot, session, german) -> None:
    session.become("session", two_words=(("Anna Berger", AMBER_HARBOUR),))
    page = SessionPage(session=session)
    qtbot.addWidget(page)
    page.show()
    assert words(page) == ["Ihre Wörter: Bernstein Hafen", "Auf Englisch: amber harbour"]


AMBER_HARBOUR = tuple(word_list("en").index(word) for word in ("amber", "harbour"))


@pytest.fixture
def german(qapp):
    language = Language(qapp, "de")
    yield
    language.speak("en")


def test_who_has_closed_the_picture_can_ask_the_technician_to_show_it_again(page, session, model):
    page.offer_again()
    assert page.again.isVisible()
    page.again.button.click()
    assert session.asked == [("say", "Please show me your screen again.")]
    assert not page.again.isVisible()
    page.offer_again()
    session.share(model)
    assert not page.again.isVisible()
