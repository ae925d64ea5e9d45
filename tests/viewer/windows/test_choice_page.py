"""Where two computers in the LAN say that they know the code, the customer chooses, and nothing is proven before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from protocol.notation.joincode import code_text, parse
from resources.program.settings import Settings
from tests.viewer.conftest import FakeSession
from viewer.way_in.nearby import NearbyHost
from viewer.windows.choice_page import ChoicePage
from viewer.windows.main_window import MainWindow

CODE = parse(code_text("1234", "56789"))
HOSTS = (NearbyHost("192.168.1.20:7330", CODE), NearbyHost("[fe80::1%2]:7330", CODE))


def choosing(qtbot: QtBot, session: FakeSession, settings: Settings) -> tuple[MainWindow, ChoicePage]:
    window = MainWindow(session=session, settings=settings)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.show()
    session.become("looking")
    session.become("choosing", choices=HOSTS)
    assert window.choice_page is not None
    assert window.choice_page.isVisible()
    return window, window.choice_page


def test_each_computer_is_named_by_its_address(
    qtbot: QtBot, dressed: QApplication, session: FakeSession, settings: Settings
):
    _, page = choosing(qtbot, session, settings)
    assert [button.text() for button in page.buttons] == ["192.168.1.20:7330", "[fe80::1%2]:7330"]


def test_a_click_joins_at_that_one(qtbot: QtBot, dressed: QApplication, session: FakeSession, settings: Settings):
    window, page = choosing(qtbot, session, settings)
    qtbot.mouseClick(page.buttons[1], Qt.MouseButton.LeftButton)
    assert session.asked == [("choose", HOSTS[1])]
    session.become("joining", choices=())
    assert window.choice_page is None
    assert window.join_page.isVisible()


def test_enter_alone_chooses_none(qtbot: QtBot, dressed: QApplication, session: FakeSession, settings: Settings):
    window, page = choosing(qtbot, session, settings)
    qtbot.keyClick(page.cancel_button, Qt.Key.Key_Return)
    assert session.asked == [("cancel",)]
    session.become("idle", choices=())
    assert window.choice_page is None
