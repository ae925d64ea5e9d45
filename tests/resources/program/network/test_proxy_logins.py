"""A login for a proxy is asked for once, remembered where that is wished, and forgotten when it is refused."""

import asyncio

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from protocol.link.ways.proxies import Login
from resources.program.network import proxy_question
from resources.program.network.proxy_logins import ProxyLogins, SaidLogin

PROXY = "proxy.example:3128"
CLARA = Login("clara", "secret")


class Store:
    """A key store."""

    available = True

    def __init__(self):
        self.kept = {}

    def read(self, host, name):
        return self.kept.get((host, name))

    def keep(self, host, name, password):
        self.kept[host, name] = password

    def forget(self, host, name):
        self.kept.pop((host, name), None)


class Person:
    """Who is asked."""

    def __init__(self, said):
        self.said = said
        self.asked = 0

    async def ask(self, _place):
        self.asked += 1
        await asyncio.sleep(0)
        return self.said


def made(said=None, store=None):
    person, store = Person(said), store or Store()
    return ProxyLogins(passwords=store, ask_user=person.ask), person, store


async def settled(condition):
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - a thread changes it
            await asyncio.sleep(0.01)


async def test_links_that_need_it_at_once_ask_once():
    logins, person, _ = made(SaidLogin(CLARA, remember=False))
    assert await asyncio.gather(*(logins.ask(PROXY) for _ in range(3))) == [CLARA] * 3
    assert person.asked == 1
    assert logins.known(PROXY) == CLARA


async def test_who_does_not_want_to_is_left_alone_until_they_begin_something():
    logins, person, _ = made()
    assert [await logins.ask(PROXY) for _ in range(3)] == [None] * 3
    assert person.asked == 1
    logins.ask_again()
    assert await logins.ask(PROXY) is None
    assert person.asked == 2


@pytest.mark.parametrize("remember", [True, False])
async def test_it_is_remembered_once_the_proxy_has_accepted_it_where_that_is_wished(remember):
    logins, _, store = made(SaidLogin(CLARA, remember=remember))
    assert await logins.kept(PROXY) is None
    await logins.ask(PROXY)
    assert store.kept == {}
    logins.accepted(PROXY, CLARA)
    await asyncio.sleep(0.1)
    if remember:
        await settled(lambda: store.kept)
    assert bool(store.kept) is remember
    again, person, _ = made(store=store)
    assert await again.kept(PROXY) == (CLARA if remember else None)
    assert person.asked == 0


async def test_one_that_is_refused_is_forgotten():
    logins, _, store = made()
    store.keep(PROXY, "proxy", '["clara", "secret"]')
    assert await logins.kept(PROXY) == CLARA
    logins.refused(PROXY)
    assert logins.known(PROXY) is None
    await settled(lambda: not store.kept)
    assert await logins.kept(PROXY) is None


async def test_what_is_no_login_in_the_store_is_none():
    for text in ("", "x", "[1, 2]", '["a"]', "{}"):
        logins, _, store = made()
        store.keep(PROXY, "proxy", text)
        assert await logins.kept(PROXY) is None


def questions():
    """Return those that are shown, whichever of the windows is asked over."""
    shown = QApplication.topLevelWidgets()
    return [each for each in shown if isinstance(each, proxy_question.ProxyQuestion) and each.isVisible()]


@pytest.mark.parametrize("remembers", [True, False])
async def test_the_question_has_an_answer_or_none(qtbot, remembers):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    asked = asyncio.ensure_future(proxy_question.ask_user(PROXY, can_remember=remembers))
    await asyncio.sleep(0)
    (question,) = questions()
    assert question.remember.isVisible() is remembers
    assert not question.log_in.isEnabled()
    question.name.setText("cla:ra")
    assert not question.log_in.isEnabled(), "HTTP cannot say such a name"
    question.name.setText("clara")
    question.password.setText("secret")
    question.log_in.click()
    assert await asked == SaidLogin(CLARA, remember=False)

    asked = asyncio.ensure_future(proxy_question.ask_user(PROXY, can_remember=remembers))
    await asyncio.sleep(0)
    questions()[-1].reject()
    assert await asked is None

    asked = asyncio.ensure_future(proxy_question.ask_user(PROXY, can_remember=remembers))
    await asyncio.sleep(0)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert questions() == []
