"""The Administration Center's page about technicians without an account."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from console.admin.reports import Reports
from console.windows.admin.guests_page import GuestsPage
from protocol.vocabulary.accounts import Changed
from protocol.vocabulary.guests import AskGuests, Guests, SetBan
from protocol.vocabulary.messages import Reason
from tests.protocol.golden_messages import HOST_MESSAGES

SEEN = next(message for message in HOST_MESSAGES if isinstance(message, Guests))
(ROW,) = SEEN.rows


@pytest.fixture
def asked():
    return []


@pytest.fixture
def page(qtbot, asked):
    reports = Reports()
    page = GuestsPage(reports)
    qtbot.addWidget(page)
    reports.link_up(asked.append)
    page.reports_by_hand = reports
    page.show()
    return page


def answer(page, asked, **changes):
    question = asked.pop()
    assert isinstance(question, AskGuests)
    page.reports_by_hand.receive(replace(SEEN, request=question.request, **changes))


def test_sums_keys_and_bans_are_shown(page, asked):
    answer(page, asked)
    assert "3 keys are known" in page.said.text()
    assert page.table.topLevelItem(0).text(0) == ROW.key
    assert [page.bans.item(at).text() for at in range(page.bans.count())] == list(SEEN.bans)


def test_a_host_that_is_not_open_is_said_to_be_none(page, asked):
    answer(page, asked, open=False)
    assert "nobody in without an account" in page.said.text()


def test_a_chosen_key_is_banned_by_a_click(page, asked, qtbot):
    answer(page, asked)
    assert not page.key_button.isEnabled()
    page.table.topLevelItem(0).setSelected(True)
    qtbot.mouseClick(page.key_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.ban_button, Qt.MouseButton.LeftButton)
    question = asked.pop()
    assert (type(question), question.what, question.banned) == (SetBan, ROW.key, True)
    page.reports_by_hand.receive(Changed(request=question.request, reason=Reason.NONE))
    assert page.what.text() == ""
    answer(page, asked)


def test_what_is_neither_a_key_nor_a_network_cannot_be_banned(page, asked):
    answer(page, asked)
    for words, may in (("Mallory", False), ("203.0.113.0/24", True), (ROW.key.lower(), True), ("", False)):
        page.what.setText(words)
        assert page.ban_button.isEnabled() is may, words


def test_a_ban_is_lifted_and_a_refusal_is_said(page, asked, qtbot):
    answer(page, asked)
    page.bans.item(0).setSelected(True)
    qtbot.mouseClick(page.allow_button, Qt.MouseButton.LeftButton)
    question = asked.pop()
    assert (question.what, question.banned) == (SEEN.bans[0], False)
    page.reports_by_hand.receive(Changed(request=question.request, reason=Reason.STORAGE))
    assert page.message.text()
