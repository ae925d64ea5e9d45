"""The customer's way to a seat, with attempts and a queue by hand: where it leads, and what it lets go of."""

import asyncio
from dataclasses import replace

import pytest

import viewer.way_in.way_in as way_in_module
from protocol.link.link import Trust
from protocol.notation import joincode
from protocol.notation.joincode import code_text
from protocol.seat.wrong_codes import CODES_WAIT, WAIT_S, WrongCodes
from protocol.trust.join_proof import Grant
from protocol.vocabulary.messages import Role
from tests.helpers.by_hand import CUSTOMER, PATIENCE_S, SESSION, News, seat_key
from viewer.way_in.joining import Joined, JoinFailed
from viewer.way_in.queue_wait import Queue
from viewer.way_in.way_in import WayIn

HOST = "support.example:7331"
CODE = code_text("1234", "56789")
LINK = joincode.link_text("other.example:7331", "1234", "A" * 22, b"f" * 32)


class AttemptByHand:
    """Stands for an attempt to join; a test says what comes of it."""

    made: list = []  # noqa: RUF012 - emptied for each test

    def __init__(self, *, code, host, gate=None, proves=None, works=None, followed=None, dialler=None):
        self.code, self.host, self.gate, self.proves, self.works = code, host, gate, proves, works
        self.outcome = asyncio.get_running_loop().create_future()
        self.begun = asyncio.Event()
        AttemptByHand.made.append(self)

    async def run(self):
        self.begun.set()
        return await self.outcome

    def lead_to_a_seat(self):
        seat = replace(seat_key(CUSTOMER, Role.CUSTOMER), session=SESSION)
        grant = Grant(key=bytes(32), lead_name="Anna", customer_name="Max", channel="")
        self.outcome.set_result(Joined(seat=seat, grant=grant, host=self.host, fingerprint=b"f" * 32))

    def fail(self, code):
        self.outcome.set_exception(JoinFailed(code))


class QueueByHand:
    """Stands for a place in a queue."""

    link = None

    def __init__(self, queue, *, changed, called, failed, followed, dialler):
        self.channel, self.words = queue.channel, ""
        self.called, self.failed = called, failed
        self.log = []

    def start(self):
        self.log.append("start")

    def stop(self):
        self.log.append("stop")

    def give_up(self):
        self.log.append("give_up")

    def come_again(self, code):
        self.log.append(f"come_again {code}")


class Case:
    def __init__(self):
        self.news = News()
        self.log = []
        self.wrong_codes = WrongCodes()
        self.way = WayIn(
            changed=self.changed,
            seated=self.seated,
            failed=self.failed,
            followed=lambda before, now: self.note(("followed", before, now)),
            wrong_codes=self.wrong_codes,
        )

    def changed(self):
        self.note(self.way.phase)

    def seated(self, saved, channel, words):
        self.seat = saved
        self.note(("seated", channel, *filter(None, [words])))

    def failed(self, code):
        self.note(("failed", code))

    def note(self, what):
        self.log.append(what)
        self.news.tell()

    async def join(self, text=CODE, *, host=HOST, ask=False, fingerprint=None):
        self.way.join(text, host, ask=ask, fingerprint=fingerprint)
        return await self.attempt()

    async def attempt(self):
        """Return the latest attempt, which is under way."""
        async with asyncio.timeout(PATIENCE_S):
            await AttemptByHand.made[-1].begun.wait()
        return AttemptByHand.made[-1]

    async def settled(self):
        async with asyncio.timeout(PATIENCE_S):
            await self.way.settled()

    async def logged(self, what):
        await self.news.until(lambda: what in self.log)

    def wait(self):
        trust = Trust(fingerprint=b"f" * 32)
        self.way.wait(Queue(host=HOST, channel="printers", name="Max", trust=trust))
        return self.way.queue


@pytest.fixture
async def case(monkeypatch):
    monkeypatch.setattr(way_in_module, "JoinAttempt", AttemptByHand)
    monkeypatch.setattr(way_in_module, "QueueWait", QueueByHand)
    AttemptByHand.made = []
    case = Case()
    yield case
    case.way.cancel()
    await case.settled()


async def test_a_code_leads_to_a_seat(case):
    attempt = await case.join()
    attempt.lead_to_a_seat()
    await case.logged(("seated", ""))
    assert (case.log, case.way.phase) == (["joining", ("seated", "")], "idle")
    assert (case.seat.title, case.seat.own_name, case.seat.host) == ("Anna", "Max", HOST)


async def test_a_link_says_itself_where_it_leads_and_whom_to_trust(case):
    attempt = await case.join(LINK, fingerprint=b"x" * 32)
    assert (attempt.host, attempt.code.fingerprint) == ("other.example:7331", b"f" * 32)


async def test_a_code_takes_host_and_certificate_from_elsewhere(case):
    attempt = await case.join(fingerprint=b"x" * 32)
    assert (attempt.host, attempt.code.fingerprint) == (HOST, b"x" * 32)


async def test_a_failed_join_is_said_once_nothing_is_under_way(case):
    attempt = await case.join()
    attempt.fail("wrong_code")
    await case.logged(("failed", "wrong_code"))
    assert case.log == ["joining", "idle", ("failed", "wrong_code")]


async def test_who_is_asked_has_no_seat_before_they_agree(case):
    attempt = await case.join(ask=True)
    attempt.lead_to_a_seat()
    await case.logged("offered")
    assert case.way.offered.title == "Anna"
    assert case.log == ["joining", "offered"]
    case.way.accept()
    assert case.log == ["joining", "offered", ("seated", "")]
    assert case.way.offered is None


async def test_an_offer_that_is_declined_is_gone(case):
    attempt = await case.join(ask=True)
    attempt.lead_to_a_seat()
    await case.logged("offered")
    case.way.cancel()
    case.way.accept()
    assert case.log == ["joining", "offered", "idle"]


async def test_joining_can_be_given_up(case):
    attempt = await case.join()
    case.way.cancel()
    await case.settled()
    assert attempt.outcome.cancelled()
    assert case.log == ["joining", "idle"]


async def test_giving_up_nothing_changes_nothing(case):
    case.way.cancel()
    assert case.log == []


async def test_whoever_is_called_in_the_queue_comes_to_a_seat_and_waits_no_more(case):
    queue = case.wait()
    assert (case.way.phase, queue.log) == ("waiting", ["start"])
    queue.called(joincode.parse(LINK))
    AttemptByHand.made[-1].lead_to_a_seat()
    await case.logged(("seated", "printers"))
    assert (case.way.phase, case.way.queue, queue.log) == ("idle", None, ["start", "stop"])


async def test_whoever_could_not_come_in_waits_on(case):
    queue = case.wait()
    queue.called(joincode.parse(LINK))
    AttemptByHand.made[-1].fail("lead_away")
    await case.settled()
    assert (case.way.phase, queue.log) == ("waiting", ["start", "come_again lead_away"])


async def test_what_was_typed_while_waiting_goes_with_the_customer(case):
    queue = case.wait()
    queue.words = "the printer smokes"
    queue.called(joincode.parse(LINK))
    (await case.attempt()).lead_to_a_seat()
    await case.logged(("seated", "printers", "the printer smokes"))


async def test_a_second_call_takes_the_place_of_the_first(case):
    queue = case.wait()
    queue.called(joincode.parse(LINK))
    first = await case.attempt()
    queue.called(joincode.parse(LINK))
    second = await case.attempt()
    second.lead_to_a_seat()
    await case.logged(("seated", "printers"))
    assert first.outcome.cancelled()


async def test_a_queue_that_is_over_says_why(case):
    queue = case.wait()
    queue.failed("unknown_channel")
    assert case.log == ["waiting", "idle", ("failed", "unknown_channel")]
    assert case.way.queue is None


async def test_who_gives_up_waiting_is_no_longer_in_the_queue(case):
    queue = case.wait()
    case.way.cancel()
    assert (queue.log, case.way.phase) == (["start", "give_up"], "idle")


# -- wrong codes ------------------------------------------------------------------------------------------------


async def wrong(case, *, host=HOST, proven=True, code="wrong_code"):
    attempt = await case.join(host=host)
    if proven:
        attempt.proves()
    attempt.fail(code)
    await case.settled()
    return case.log[-1]


async def test_after_three_wrong_codes_no_further_one_is_tried_at_that_host(case):
    said = [await wrong(case) for _ in range(3)]
    assert said == [("failed", "wrong_code"), ("failed", "wrong_code"), ("failed", CODES_WAIT)]
    assert 0 < case.way.code_wait_s <= WAIT_S
    made = len(AttemptByHand.made)
    case.way.join(CODE, HOST.upper(), ask=False, fingerprint=None)
    assert case.log[-1] == ("failed", CODES_WAIT)
    assert len(AttemptByHand.made) == made, "nothing is dialled"
    assert case.way.phase == "idle"


@pytest.mark.parametrize("code", ["lead_away", "not_admitted", "lost", "end_join", "code_burned"])
async def test_whatever_the_host_says_a_proof_that_led_nowhere_counts(case, code):
    """The host knows from the proof alone whether its guess was right; so it may give any reason."""
    for _ in range(3):
        await wrong(case, code=code)
    assert case.log[-1] == ("failed", CODES_WAIT)


async def test_a_proof_counts_although_the_customer_cancels(case):
    for _ in range(3):
        (await case.join()).proves()
        case.way.cancel()
        await case.settled()
    case.way.join(CODE, HOST, ask=False, fingerprint=None)
    assert case.log[-1] == ("failed", CODES_WAIT)


async def test_codes_that_do_not_exist_count_and_what_was_not_proven_does_not(case):
    for code in ("unreachable", "code_expired", "lead_away", "limit"):
        assert await wrong(case, proven=False, code=code) == ("failed", code)
    said = [await wrong(case, proven=False, code="unknown_code") for _ in range(3)]
    assert said[-1] == ("failed", CODES_WAIT)


async def test_another_host_and_a_link_are_not_held_up(case):
    for _ in range(3):
        await wrong(case)
    assert await wrong(case, host="other.example") == ("failed", "wrong_code")
    attempt = await case.join(LINK)
    assert attempt.proves is None
    attempt.fail("wrong_code")
    await case.settled()
    assert case.log[-1] == ("failed", "wrong_code")


async def test_a_right_code_makes_the_wrong_ones_before_it_good(case):
    for _ in range(2):
        await wrong(case)
    attempt = await case.join()
    attempt.proves()
    attempt.lead_to_a_seat()
    await case.settled()
    assert case.wrong_codes.wait_s(HOST) == 0
    assert await wrong(case) == ("failed", "wrong_code")
