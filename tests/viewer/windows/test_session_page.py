"""The customer's page where several technicians help, or none for a while."""

from __future__ import annotations

import pytest

from protocol.vocabulary.messages import SessionState
from resources.mirror.model import MirrorModel
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
