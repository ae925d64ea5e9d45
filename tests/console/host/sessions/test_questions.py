"""What strangers have the database asked: one thing at a time, little for nothing, only as long as there is room."""

import asyncio
import os

import pytest

from console.host.core.limits import (
    MEMBERS_QUESTIONS_A_MINUTE,
    QUESTIONS_A_MINUTE,
    QUESTIONS_OF_ONE_SOURCE,
    QUESTIONS_OF_ONE_SOURCE_A_MINUTE,
    Limits,
)
from console.host.core.sources import WIDE_SHARE
from console.host.peers.peer import Peer
from console.host.sessions.questions import Questions
from console.host.store.tables.database import StorageError
from protocol.vocabulary.messages import Attach, OpenSession, Reason, Refused, SessionOpened


class ClerkByHand:
    """Keeps what is asked until a test answers."""

    def __init__(self):
        self.asked = []

    def ask(self, look, then, *, behind=False):
        assert behind
        self.asked.append(then)


class Case:
    def __init__(self):
        self.now, self.clerk, self.answers = 0.0, ClerkByHand(), []
        self.questions = Questions(clerk=self.clerk, clock=lambda: self.now, limits=Limits())

    def peer(self, address="203.0.113.7"):
        peer = Peer(loop=asyncio.get_running_loop(), limits=Limits())
        peer.address = address
        return peer

    def ask(self, peer):
        self.questions.ask(peer, lambda store: None, self.answers.append)

    def ask_for_nothing(self, address, count):
        for _ in range(count):
            self.ask(self.peer(address))
            self.clerk.asked.pop()(None)


@pytest.fixture
async def asking():
    return Case()


async def test_a_link_asks_one_thing_at_a_time(asking):
    peer = asking.peer()
    asking.ask(peer)
    asking.ask(peer)
    assert asking.questions.objection(peer) is Reason.NOT_ALLOWED
    assert len(asking.clerk.asked) == 1
    assert [type(answer) for answer in asking.answers] == [StorageError]
    asking.clerk.asked.pop()("found")
    assert asking.questions.objection(peer) is None


async def test_who_asks_for_what_there_is_may_ask_without_end(asking):
    for _ in range(3 * QUESTIONS_A_MINUTE.usual):
        asking.ask(asking.peer())
        asking.clerk.asked.pop()("found")
    assert asking.questions.objection(asking.peer()) is None


async def test_a_source_that_asks_for_nothing_is_not_heard_for_a_while_and_others_are(asking):
    asking.ask_for_nothing("203.0.113.7", QUESTIONS_OF_ONE_SOURCE_A_MINUTE.usual)
    assert asking.questions.objection(asking.peer()) is Reason.LIMIT
    assert asking.questions.objection(asking.peer("203.0.113.8")) is None
    asking.now = 61.0
    assert asking.questions.objection(asking.peer()) is None


async def test_one_home_of_addresses_is_one_source(asking):
    for number in range(QUESTIONS_OF_ONE_SOURCE_A_MINUTE.usual):
        asking.ask_for_nothing(f"2001:db8::{number:x}", 1)
    assert asking.questions.objection(asking.peer("2001:db8::ffff")) is Reason.LIMIT


async def test_all_together_ask_for_nothing_only_so_often(asking):
    for number in range(QUESTIONS_A_MINUTE.usual):
        asking.ask_for_nothing(f"203.{number // 250}.{number % 250}.7", 1)
    assert asking.questions.objection(asking.peer("198.51.100.1")) is Reason.LIMIT


async def test_what_was_asked_for_links_that_are_gone_keeps_its_place(asking):
    for _ in range(QUESTIONS_OF_ONE_SOURCE.usual):
        asking.ask(asking.peer())  # and the link is gone
    assert asking.questions.objection(asking.peer()) is Reason.STORAGE
    assert asking.questions.objection(asking.peer("198.51.100.1")) is None
    asking.clerk.asked.pop()(StorageError("it takes too long"))
    assert asking.questions.objection(asking.peer()) is None


async def test_a_network_has_four_times_the_places_of_a_source(asking):
    for number in range(WIDE_SHARE * QUESTIONS_OF_ONE_SOURCE.usual // 16):
        asking.ask(asking.peer(f"203.0.113.{number}"))
    assert asking.questions.objection(asking.peer("203.0.113.200")) is None


# -- at a real host -------------------------------------------------------------------------------------------------


def unknown():
    return Attach(session=os.urandom(16), member=1, token=os.urandom(32), salt=bytes(16))


async def test_a_flood_of_attachments_asks_little_and_keeps_no_technician_waiting(host, busy_store, monkeypatch):
    console = await host.technician()
    clerk = host.gateway.services.journal._clerk
    behind = []
    ask = clerk.ask
    monkeypatch.setattr(
        clerk,
        "ask",
        lambda look, then, *, behind_=behind, behind=False: (behind_.append(behind), ask(look, then, behind=behind)),
    )
    with busy_store(host):
        behind.clear()
        for _ in range(5):
            stranger = await host.client()
            for _ in range(300):
                stranger.send(unknown())
            await stranger.ended()  # at its second question
        assert behind.count(True) == 5
        console.send(OpenSession(request=1))
    await console.get(SessionOpened)


@pytest.mark.parametrize("who", ["customer", "technician"])
async def test_a_member_asks_the_database_no_more_than_strangers_may(host, new_case, monkeypatch, who):
    """Whoever was picked up out of the public queue is a member, and no more to be trusted than before."""
    case = await (await new_case(host).open()).join()
    member = case.viewer if who == "customer" else case.console
    asked = []
    clerk = host.gateway.services.journal._clerk
    ask = clerk.ask
    monkeypatch.setattr(clerk, "ask", lambda *args, **options: (asked.append(args[0].__name__), ask(*args, **options)))
    for _ in range(5 * MEMBERS_QUESTIONS_A_MINUTE.usual):
        member.send(unknown())
    answers = [(await member.get(Refused)).reason for _ in range(5 * MEMBERS_QUESTIONS_A_MINUTE.usual)]
    assert asked.count("look_up") == MEMBERS_QUESTIONS_A_MINUTE.usual
    assert answers.count(Reason.UNKNOWN_SESSION) == MEMBERS_QUESTIONS_A_MINUTE.usual
    assert set(answers) == {Reason.UNKNOWN_SESSION, Reason.STORAGE}, "who is told so comes again"
    assert host.gateway.limits.met["members-questions-a-minute"] > 0


async def test_beyond_the_limit_the_answer_is_the_same_and_nothing_is_asked(host, monkeypatch):
    answers = []
    for _ in range(QUESTIONS_OF_ONE_SOURCE_A_MINUTE.usual):
        stranger = await host.client()
        stranger.send(unknown())
        answers.append((await stranger.get(Refused)).reason)
        await stranger.ended()
    monkeypatch.setattr(host.gateway.services.journal._clerk, "ask", None)
    stranger = await host.client()
    stranger.send(unknown())
    answers.append((await stranger.get(Refused)).reason)
    assert set(answers) == {Reason.UNKNOWN_SESSION}
