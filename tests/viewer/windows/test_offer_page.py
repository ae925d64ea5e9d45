"""Before a session that a link or a file name has found is joined, the customer is asked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from resources.program.settings import Settings
from tests.viewer.conftest import FakeSession
from viewer.windows.main_window import MainWindow


def offered(qtbot: QtBot, session: FakeSession, settings: Settings) -> MainWindow:
    window = MainWindow(session=session, settings=settings)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.show()
    session.become("joining")
    session.become("offered", offer=("Anna Berger", "help.example.org:7331"))
    return window


def test_technician_and_host_are_named(qtbot: QtBot, dressed: QApplication, session: FakeSession, settings: Settings):
    window = offered(qtbot, session, settings)
    page = window.offer_page
    assert page is not None
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "Anna Berger" in words
    assert "help.example.org:7331" in words
    assert "Anna Berger" in page.join_button.accessibleDescription()


def test_one_click_joins(qtbot: QtBot, dressed: QApplication, session: FakeSession, settings: Settings):
    window = offered(qtbot, session, settings)
    page = window.offer_page
    assert page is not None
    assert session.asked == []
    qtbot.mouseClick(page.join_button, Qt.MouseButton.LeftButton)
    assert session.asked == [("accept",)]


def test_enter_joins(qtbot: QtBot, dressed: QApplication, session: FakeSession, settings: Settings):
    window = offered(qtbot, session, settings)
    assert window.offer_page is not None
    qtbot.keyClick(window.offer_page.join_button, Qt.Key.Key_Return)
    assert session.asked == [("accept",)]


def test_the_customer_may_decline(qtbot: QtBot, dressed: QApplication, session: FakeSession, settings: Settings):
    window = offered(qtbot, session, settings)
    assert window.offer_page is not None
    qtbot.mouseClick(window.offer_page.cancel_button, Qt.MouseButton.LeftButton)
    assert session.asked == [("cancel",)]
    session.become("idle", offer=None)
    assert window.offer_page is None
    assert window.join_page.isVisible()


def test_a_broken_invitation_is_said_on_the_page(
    qtbot: QtBot, dressed: QApplication, session: FakeSession, settings: Settings
):
    window = MainWindow(session=session, settings=settings)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.show()
    window.show_problem("link")
    assert window.join_page.problem.isVisible()
