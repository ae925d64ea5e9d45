"""The page of a customer who waits, and the window around it."""

from dataclasses import dataclass

import pytest
from PySide6.QtTest import QSignalSpy

from protocol.vocabulary.queue import WORDS_LIMIT
from viewer.windows.main_window import MainWindow
from viewer.windows.queue_page import QueuePage


@dataclass
class PlaceByHand:
    place: int = 0
    connected: bool = False
    called: bool = False
    waited_s: float = 0.0
    desk_reads: bool = False
    words: str = ""
    shown: str = ""

    def show_words(self) -> None:
        self.shown = self.words


@pytest.mark.parametrize(
    ("wait", "title"),
    [
        (PlaceByHand(), "Connecting…"),
        (PlaceByHand(place=2, connected=True), "You are number 2 in the queue"),
        (PlaceByHand(place=1, connected=True), "You are next"),
        (PlaceByHand(place=2), "The connection is lost"),
        (PlaceByHand(place=1, connected=True, called=True), "A technician is there"),
    ],
)
def test_the_page_says_where_the_customer_stands(qtbot, wait, title):
    page = QueuePage(wait)
    qtbot.addWidget(page)
    assert page.title.text() == title
    assert page.words.text()


def test_the_page_follows_and_counts(qtbot):
    wait = PlaceByHand(place=2, connected=True, waited_s=125.9)
    page = QueuePage(wait)
    qtbot.addWidget(page)
    assert page.time.text() == "Waiting time: 2:05"
    wait.place = 1
    page.follow()
    assert page.title.text() == "You are next"


def test_leaving_the_queue_is_one_click(qtbot):
    page = QueuePage(PlaceByHand())
    qtbot.addWidget(page)
    asked = QSignalSpy(page.cancel_asked)
    page.cancel_button.click()
    assert asked.count() == 1


def test_the_window_shows_the_queue_while_the_customer_waits(qtbot, session, settings):
    session.queue = PlaceByHand(place=2, connected=True)
    window = MainWindow(session=session, settings=settings)
    qtbot.addWidget(window)
    session.become("waiting")
    page = window.queue_page
    session.queue.place = 1
    session.become("waiting")
    assert window.queue_page is page
    assert page.title.text() == "You are next"
    page.cancel_button.click()
    assert session.asked == [("cancel",)]
    session.become("idle", queue=None)
    assert window.queue_page is None
    session.become("session")
    assert window.session_page is not None


def test_where_the_desk_does_not_read_the_words_are_for_the_technician_who_comes(qtbot):
    wait = PlaceByHand(place=1, connected=True)
    page = QueuePage(wait)
    qtbot.addWidget(page)
    page.show()
    page.about.setPlainText("the printer smokes")
    assert wait.words == "the printer smokes"
    assert not page.show_button.isVisible()
    assert page.about_means.text() == "The technician who comes reads it as your first message."


def test_before_the_desk_reads_it_is_said_that_this_is_not_sealed(qtbot):
    wait = PlaceByHand(place=1, connected=True, desk_reads=True)
    page = QueuePage(wait)
    qtbot.addWidget(page)
    page.show()
    assert "not sealed" in page.about_means.text()
    assert not page.show_button.isEnabled()
    page.about.setPlainText("the printer smokes")
    assert wait.shown == "", "nothing goes without the click"
    page.show_button.click()
    page.follow()
    assert wait.shown == "the printer smokes"
    assert page.about_means.text().startswith("The technicians can read it now.")
    assert not page.show_button.isEnabled()
    page.about.setPlainText("it burns")
    assert page.show_button.isEnabled()


def test_no_more_is_typed_than_the_host_takes(qtbot):
    wait = PlaceByHand(place=1, connected=True, desk_reads=True)
    page = QueuePage(wait)
    qtbot.addWidget(page)
    page.about.setPlainText("x" * (WORDS_LIMIT + 5))
    assert wait.words == "x" * WORDS_LIMIT
