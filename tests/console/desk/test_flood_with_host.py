"""A customer who floods the chat, through a real host, at a desk that has other customers, too."""

import asyncio
import time
from dataclasses import replace

import pytest

from protocol.seat.incoming import WAITING_LINES
from protocol.vocabulary.chat import LINES_A_SECOND, WINDOW_LINES, Chat, ChatDelivered, Typing
from protocol.vocabulary.messages import SessionState
from resources.chat.view import ChatView
from tests.console.desk.test_desk import Case

LINES = 5_000
LONGEST_TURN_S = 1.0  # on a busy computer; at 5,000 lines the console once stood still for minutes
LEAD = 1


@pytest.fixture
async def case(tmp_path, qapp):
    case = Case(tmp_path)
    yield case
    await case.desk.close()
    case.hosting.stop()


class Turns:
    """Measures how long the event loop takes for each of its turns."""

    def __init__(self):
        self.longest_s = 0.0
        self._task = asyncio.get_running_loop().create_task(self._tick())

    async def _tick(self):
        before = time.perf_counter()
        while True:
            await asyncio.sleep(0)
            now = time.perf_counter()
            self.longest_s = max(self.longest_s, now - before)
            before = now

    def stop(self):
        self._task.cancel()


async def flood(viewer, contents):
    """Say what no honest program says, a little in each turn, as if another computer did."""
    attendance = viewer._stay._attendance
    for number, content in enumerate(contents):
        if not attendance.member.reaches(LEAD) or attendance.link is None:
            return  # thrown out
        attendance.link.send(attendance.member.seal(LEAD, content))
        if number % 20 == 0:
            await asyncio.sleep(0)


@pytest.mark.parametrize("kind", ["lines", "signs", "confirmations"])
async def test_a_flood_leaves_the_console_its_turns_and_its_other_customers(case, kind):
    await case.up()
    hostile, honest = await case.session("Mallory"), await case.session("Clara")
    attacker, other = await case.joined(hostile), await case.joined(honest)
    view = ChatView(own=hostile.own_number)
    hostile.line_added.connect(view.add_line)
    contents = {
        "lines": lambda number: Chat(number=number, time_ms=1, text="x"),
        "signs": lambda number: Typing(typing=number % 2 == 0),
        "confirmations": lambda number: ChatDelivered(number=0),
    }[kind]
    begun_s, turns = time.monotonic(), Turns()
    await flood(attacker, map(contents, range(1, LINES + 1)))
    other.say("is anybody there?")
    await case.news.until(lambda: any(line.text == "is anybody there?" for line in honest.conversation.lines))
    turns.stop()
    taken = sum(line.text == "x" for line in hostile.conversation.lines)
    assert turns.longest_s < LONGEST_TURN_S
    assert taken <= WINDOW_LINES + 1 + LINES_A_SECOND * (time.monotonic() - begun_s)
    assert hostile.attendance._hearing.incoming.waiting <= WAITING_LINES
    assert honest.state is SessionState.ACTIVE
    assert not honest.reconnecting
    honest.say("yes")
    await case.news.until(lambda: any(line.text == "yes" for line in other.conversation.lines))


async def test_a_line_at_ten_thousand_lines_is_kept_and_answered_as_one_at_ten(case):
    await case.up()
    session = await case.session()
    viewer = await case.joined(session)
    (file,) = (case.folder / "console").glob("*.seat")
    added = []
    for lines in (10, 10_000):
        while len(session.conversation.lines) < lines:
            session.conversation.event("share_started", "x", 1)
        case.desk.save(session)
        costs = []
        for number in range(3):  # with the first, keys and words may be saved, too
            before = file.stat().st_size
            viewer.say(text := f"{number} at {lines}")
            await case.news.until(lambda text=text: session.conversation.lines[-1].text == text)
            costs.append(file.stat().st_size - before)
        added.append(min(costs))
    assert abs(added[1] - added[0]) < 20


async def test_a_customer_who_sends_nonsense_cuts_nobody_else_off(case):
    await case.up()
    hostile, honest = await case.session("Mallory"), await case.session("Clara")
    attacker, other = await case.joined(hostile), await case.joined(honest)
    link, cut_off = case.desk._connection._line.link, []
    attacker.line_changed.connect(case.news.tell)
    honest.changed.connect(lambda: cut_off.append(honest.reconnecting))
    for number in range(3):
        await case.news.until(lambda: attacker._stay._attendance.member.reaches(LEAD))
        attendance = attacker._stay._attendance
        good = attendance.member.seal(LEAD, Typing(typing=True))
        attendance.link.send(replace(good, box=bytes(len(good.box))))
        await case.news.until(lambda: hostile.reconnecting)
        await case.news.until(lambda: hostile.attendance.member.reached() != [] and not hostile.reconnecting)
        other.say(text := f"line {number}")
        await case.news.until(lambda text=text: honest.conversation.lines[-1].text == text)
    await case.news.until(lambda: attacker._stay._attendance.member.reaches(LEAD))
    attacker.say("sorry")
    await case.news.until(lambda: hostile.conversation.lines[-1].text == "sorry")
    await case.news.until(lambda: attacker.conversation.lines[-1].delivered)
    assert not any(cut_off)
    assert link.end is None
    assert case.desk._connection._line.link is link
