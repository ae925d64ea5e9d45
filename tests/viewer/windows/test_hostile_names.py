"""A technician whose name is meant to mislead or to be in the way: what the viewer's questions look like then."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from protocol.card.card import CallingCard
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import Profile
from protocol.vocabulary.content_vocabulary import CUSTOMER_VOCABULARY
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import SessionState
from resources.look.dialog import Dialog
from resources.look.words import HOST_SHOWN
from resources.program.settings import Settings
from tests.helpers.hostile_names import FRAME, NAMES, SMALL, answers, assert_answers_are_seen
from tests.viewer.conftest import FakeSession
from viewer.desktop.consent import Question
from viewer.windows.card_entry import ask_to_replace
from viewer.windows.desktop.question import DesktopQuestion
from viewer.windows.main_window import MainWindow
from viewer.windows.offer_page import OfferPage

HOST = "support.evil.example:7330"
LONG_HOST = ".".join(["microsoft-support" + "w" * 40] * 4) + ".evil.example:17330"  # about as long as one can be
hostile = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
pytestmark = pytest.mark.usefixtures("dressed", "small")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have dialogs believe that the screen is small."""
    monkeypatch.setattr("resources.look.dialog.room", lambda _dialog: SMALL)


def words(window: QWidget) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def question(name: str, access: Access) -> DesktopQuestion:
    desktop = SimpleNamespace(limited="", unseeable="", seconds_left=60, name_of=lambda _member: name)
    return DesktopQuestion(desktop=desktop, question=Question(1, access))  # type: ignore[arg-type]


def test_a_name_that_is_not_clean_never_gets_as_far_as_a_window() -> None:
    forged = "Maria asks to send you your refund.\nPress 'Allow control' to receive it.\n\n\n\n(Maria)"
    with pytest.raises(BadMessage):
        CUSTOMER_VOCABULARY.decode(CUSTOMER_VOCABULARY.encode(Profile(name=forged)))


@hostile
@pytest.mark.parametrize("access", [Access.VIEW, Access.CONTROL])
def test_the_question_of_consent_has_its_answers_in_sight(qtbot: QtBot, name: str, access: Access) -> None:
    asked = question(name, access)
    qtbot.addWidget(asked)
    asked.show()
    buttons = [asked.no, asked.view] + [asked.control] * (access is Access.CONTROL)
    assert_answers_are_seen(asked, *buttons)
    assert "red X takes everything back at once" in words(asked)
    assert (
        "asks to see and control your desktop" if access is Access.CONTROL else "asks to see your desktop"
    ) in words(asked)


def test_whoever_says_no_name_asks_as_somebody(qtbot: QtBot) -> None:
    asked = question("", Access.VIEW)
    qtbot.addWidget(asked)
    assert asked.windowTitle() == "A technician asks to see your desktop"


@hostile
@pytest.mark.parametrize("size", [QSize(420, SMALL.height() - FRAME), QSize(SMALL.width(), 400)])
@pytest.mark.parametrize("address", [HOST, LONG_HOST], ids=["a host", "a long host"])
def test_the_offer_shows_host_and_answers(qtbot: QtBot, name: str, size: QSize, address: str) -> None:
    page = OfferPage(technician=name, host=address)
    qtbot.addWidget(page)
    page.resize(size)
    page.show()
    assert_answers_are_seen(page, page.join_button, page.cancel_button)
    assert page.host.text() == (address if address == HOST else f"…{address[-HOST_SHOWN:]}")
    seen = page.host.visibleRegion().boundingRect()
    assert seen.bottom() == page.host.rect().bottom()  # whose host it is stands at the end
    named = next(label for label in page.findChildren(QLabel) if "invites you" in label.text())
    host = page.host.mapTo(page, page.host.rect().topLeft())
    assert host.y() + page.host.height() <= named.mapTo(page, named.rect().topLeft()).y()  # above whatever they say
    assert page.host_frame.isAncestorOf(page.host)
    assert not page.host_frame.isAncestorOf(named)
    assert page.host.fontMetrics().height() > named.fontMetrics().height()
    assert page.rect().contains(host)


@hostile
def test_the_window_of_a_session_fits_and_can_be_left(
    qtbot: QtBot, session: FakeSession, settings: Settings, name: str
) -> None:
    window = MainWindow(session=session, settings=settings)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    session.become("session", lead_name=name, technicians=(name, f"{name[:50]} 2"), state=SessionState.ON_HOLD)
    window.resize(420, SMALL.height() - FRAME)
    window.show()
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= SMALL.width()
    assert window.minimumSizeHint().height() <= SMALL.height() - FRAME
    page = window.session_page
    page.leave_button.click()
    (asked,) = [dialog for dialog in window.findChildren(Dialog) if dialog.isVisible()]
    assert_answers_are_seen(asked, *answers(asked))
    assert len(answers(asked)) == 2
    asked.reject()


@hostile
def test_the_offer_in_the_window_fits(qtbot: QtBot, session: FakeSession, settings: Settings, name: str) -> None:
    window = MainWindow(session=session, settings=settings)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    session.become("joining")
    session.become("offered", offer=(name, HOST))
    window.show()
    window.resize(420, SMALL.height() - FRAME)
    page = window.offer_page
    assert page is not None
    assert_answers_are_seen(window, page.join_button, page.cancel_button)


@hostile
def test_a_card_replaces_another_one_after_a_question_that_fits(qtbot: QtBot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    card = CallingCard(host=f"{'w' * 60}.{'w' * 60}.{'w' * 60}.example", channel="a", fingerprint=None, title=name)
    asked = ask_to_replace(parent, old=card, new=card, then=lambda: None)
    assert_answers_are_seen(asked, *answers(asked))
    assert {type(button) for button in answers(asked)} == {QPushButton}
    asked.reject()
