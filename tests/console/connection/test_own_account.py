"""The technician's own account on the host."""

from __future__ import annotations

import pytest

from console.connection.own_account import NOT_CONNECTED, OwnAccount
from protocol.vocabulary.accounts import Account, Changed, ChangePassword, Presence, Replies, SetPresence
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import LoggedIn, Reason

LOGGED_IN = LoggedIn(name="Ada", group="Support", rights=())


@pytest.fixture
def sent() -> list[Message]:
    return []


@pytest.fixture
def account(qapp, sent) -> OwnAccount:
    account = OwnAccount()
    account.link_up(sent.append, LOGGED_IN)
    return account


def test_it_knows_what_the_host_says(account) -> None:
    assert account.receive(Account(technician=7, administrator=True, sessions_limit=5))
    assert account.receive(Replies(replies=("Hello",)))
    assert (account.name, account.group, account.number, account.administrator) == ("Ada", "Support", 7, True)
    assert account.replies == ("Hello",)
    assert not account.receive(LOGGED_IN)


def test_presence_is_told_now_and_after_each_break(account, sent) -> None:
    account.set_presence(Presence.BUSY)
    assert sent == [SetPresence(presence=Presence.BUSY)]
    account.link_down()
    account.set_presence(Presence.AWAY)
    assert len(sent) == 1
    account.link_up(sent.append, LOGGED_IN)
    assert sent[-1] == SetPresence(presence=Presence.AWAY)


def test_whoever_logs_in_is_online_without_a_word(account, sent) -> None:
    assert sent == []


@pytest.mark.parametrize(("reason", "code"), [(Reason.NONE, ""), (Reason.WRONG_LOGIN, "wrong_login")])
def test_the_answer_to_a_new_password_comes_back(account, sent, reason, code) -> None:
    answers: list[str] = []
    account.change_password("old one here", "new one here", answers.append)
    (request,) = sent
    assert isinstance(request, ChangePassword)
    assert not account.receive(Changed(request=request.request ^ 1, reason=reason))
    assert account.receive(Changed(request=request.request, reason=reason))
    assert answers == [code]


def test_no_answer_is_one_too(account) -> None:
    answers: list[str] = []
    account.change_password("old one here", "new one here", answers.append)
    account.link_down()
    account.change_password("old one here", "new one here", answers.append)
    assert answers == [NOT_CONNECTED, NOT_CONNECTED]
