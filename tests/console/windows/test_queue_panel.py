"""The queue in the console's windows: the panel in the side, the session list, the transfer's menu and banner."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy

from console.desk.queue import NEXT
from console.windows.queue_panel import QueuePanel
from console.windows.session.page import Replies, SessionPage
from console.windows.session_table import Column, SessionTablePage
from protocol.vocabulary.messages import SessionState
from protocol.vocabulary.queue import Channels, WaitingCustomer, WaitingGone, WaitingWords
from resources.look import steady
from resources.look.tips import as_tip

CHANNELS = ("billing", "printers")
TITLES = ("R&D", "billing")


def hear(queue, message):
    queue.handlers()[type(message)](message)


def came(queue, customer, name, waited_s=0, sender=""):
    hear(
        queue,
        WaitingCustomer(customer=customer, channel="printers", name=name, waited_s=waited_s, sender=sender),
    )


@pytest.fixture
def queue(desk):
    hear(desk.queue, Channels(own="printers", channels=CHANNELS))
    return desk.queue


@pytest.fixture
def panel(qtbot, queue):
    panel = QueuePanel(queue)
    qtbot.addWidget(panel)
    panel.resize(260, 400)
    panel.show()
    return panel


def rows(panel):
    return [panel.rows.item(row) for row in range(panel.rows.count())]


def test_a_group_without_a_channel_has_no_queue_to_see(qtbot, desk):
    panel = QueuePanel(desk.queue)
    qtbot.addWidget(panel)
    assert panel.isHidden()


def test_what_it_is_about_stands_below_the_name(panel, queue):
    came(queue, 1, "Erika")
    hear(queue, WaitingWords(customer=1, text="<b>the printer</b> smokes"))
    (row,) = rows(panel)
    assert "Erika, <b>the printer</b> smokes, Waiting time" in row.data(Qt.ItemDataRole.AccessibleTextRole)
    assert row.toolTip() == as_tip("Pick up Erika\n\n<b>the printer</b> smokes"), "what a customer types is no markup"
    hear(queue, WaitingWords(customer=1, text=""))
    assert "printer" not in row.data(Qt.ItemDataRole.AccessibleTextRole) + row.toolTip()
    hear(queue, WaitingWords(customer=9, text="nobody"))


def test_who_has_said_what_it_is_about_leaves_the_session_list_like_everybody(qtbot, desk, queue):
    page = SessionTablePage(desk)
    qtbot.addWidget(page)
    came(queue, 1, "Erika")
    hear(queue, WaitingWords(customer=1, text="the printer"))
    assert page.model.rowCount() == 1
    hear(queue, WaitingGone(customer=1))
    assert page.model.rowCount() == 0


def test_an_empty_queue_says_so(panel):
    assert panel.empty.isVisible()
    assert not panel.rows.isVisible()
    assert not panel.next_button.isEnabled()
    assert panel.next_button.toolTip() == panel.empty.text()


def test_who_waits_is_shown_with_name_time_and_sender(panel, queue):
    came(queue, 1, "Erika", waited_s=5)
    came(queue, 2, "", waited_s=125)
    came(queue, 3, "Anna", waited_s=60, sender="Ada")
    assert [row.text() for row in rows(panel)] == ["Customer", "Anna", "Erika"]
    said = rows(panel)[1].data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Anna, from Ada, Waiting time: 1:0")
    assert panel.count.text() == "3"
    hear(queue, WaitingGone(customer=2))
    assert [row.text() for row in rows(panel)] == ["Anna", "Erika"]


def test_one_click_picks_somebody_up(qtbot, panel, queue):
    came(queue, 1, "Erika", waited_s=5)
    came(queue, 2, "Max", waited_s=1)
    picked = QSignalSpy(panel.picked)
    place = panel.rows.visualItemRect(rows(panel)[1]).center()
    qtbot.mouseClick(panel.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.at(0) == [2]
    qtbot.mouseClick(panel.next_button, Qt.MouseButton.LeftButton)
    assert picked.at(1) == [NEXT]


def test_a_row_that_has_come_under_the_pointer_is_not_picked(qtbot, panel, queue, monkeypatch):
    now_s = [1000.0]
    monkeypatch.setattr(steady, "STILL_MS", 700)
    monkeypatch.setattr(steady, "monotonic", lambda: now_s[0])
    came(queue, 1, "Erika", waited_s=5)
    came(queue, 2, "Max", waited_s=1)
    picked = QSignalSpy(panel.picked)
    place = panel.rows.visualItemRect(rows(panel)[0]).center()
    panel._still.look()
    now_s[0] += 1
    hear(queue, WaitingGone(customer=1))
    qtbot.mouseClick(panel.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.count() == 0
    now_s[0] += 1
    qtbot.mouseClick(panel.rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.at(0) == [2]


def test_the_session_list_shows_who_waits_and_picks_up_there_too(qtbot, desk, queue):
    page = SessionTablePage(desk)
    qtbot.addWidget(page)
    came(queue, 4, "Erika", waited_s=65)
    cells = [page.rows.index(0, column).data() for column in Column]
    assert cells[:4] == ["Erika", "Waiting in the queue", "", "printers"]
    assert cells[Column.WAITING].startswith("1:0")
    picked = QSignalSpy(page.picked)
    page.table.clicked.emit(page.rows.index(0, 0))
    assert picked.at(0) == [4]
    hear(queue, WaitingGone(customer=4))
    assert page.rows.rowCount() == 0


@pytest.fixture
def page(qtbot, session):
    page = SessionPage(session, Replies(own=tuple, group=tuple), channels=lambda: CHANNELS)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    return page


def test_the_transfers_menu_names_every_queue(page, session):
    session.joined()
    session.becomes(customer_seated=True)
    page.toolbar.transfer_button.click()
    menu = page.toolbar.transfer_menu
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert [action.text() for action in actions] == [
        "To a colleague…",
        "To the queue billing",
        "To the queue printers",
    ]
    actions[2].trigger()
    assert session.done == [("transfer_to_queue", "printers")]
    menu.close()


def test_a_queue_is_called_in_the_menu_what_it_is_called(qtbot, session):
    page = SessionPage(session, Replies(own=tuple, group=tuple), channels=lambda: TITLES)
    qtbot.addWidget(page)
    page.show()
    session.joined()
    page.toolbar.transfer_button.click()
    words = [action.text() for action in page.toolbar.transfer_menu.actions() if not action.isSeparator()]
    assert words[1:] == ["To the queue R&&D", "To the queue billing"]
    page.toolbar.transfer_menu.close()


def test_without_queues_a_transfer_goes_to_a_colleague(qtbot, session):
    page = SessionPage(session, Replies(own=tuple, group=tuple))
    qtbot.addWidget(page)
    asked = QSignalSpy(page.invite)
    page.toolbar.transfer_button.click()
    assert asked.count() == 1


def test_a_session_in_a_queue_says_its_place_and_can_be_taken_back(page, session):
    session.joined()
    session.queue.channel, session.queue.place = "printers", 2
    session.becomes(state=SessionState.TRANSFERRING)
    assert "printers, place 2" in page.team_banner.words.text()
    page.team_banner.button.click()
    assert session.done == [("take_out_of_queue",)]


def test_a_customer_who_is_called_in_needs_no_code_and_is_greeted_at_once(qtbot, session):
    session.calling = True
    page = SessionPage(session, Replies(own=tuple, group=tuple))
    qtbot.addWidget(page)
    page.show()
    assert not page.code_page.isVisible()
    assert not page.toolbar.new_code_button.isVisible()
    session.calling = False
    session.joined()
    assert page.focusWidget() is page.chat.input
