"""The store thread."""

import asyncio
import logging
import threading

import pytest

from console.host.core.limits import Limits
from console.host.store.clerk import Clerk
from console.host.store.tables.database import StorageError


class Paper:
    """Stands in for the store: takes lines while it is not locked."""

    def __init__(self):
        self.lines = []
        self.locked = False
        self.threads = set()
        self.doubtful = False  # the next line is written, and its writer hears of a failure
        self._written_all_the_same = False

    def was_written(self):
        return self._written_all_the_same

    def write(self, line):
        self.threads.add(threading.current_thread().name)
        self._written_all_the_same = self.doubtful
        if self.doubtful:
            self.doubtful = False
            self.lines.append(line)
            raise StorageError("no answer")
        if self.locked:
            raise StorageError("locked")
        self.lines.append(line)
        return len(self.lines)


@pytest.fixture
def paper():
    return Paper()


@pytest.fixture
async def clerk(paper):
    clerk = Clerk(store=paper, loop=asyncio.get_running_loop(), limits=Limits())
    clerk.start()
    yield clerk
    clerk.stop()
    clerk.join()


async def answer(clerk, work):
    future = asyncio.get_running_loop().create_future()
    clerk.ask(work, future.set_result)
    async with asyncio.timeout(60):
        return await future


async def test_work_is_done_in_order_in_one_thread(clerk, paper):
    clerk.note(lambda store: store.write("one"))
    clerk.note(lambda store: store.write("two"))
    assert await answer(clerk, lambda store: store.write("three")) == 3
    assert paper.lines == ["one", "two", "three"]
    assert paper.threads == {"store"}


async def test_a_question_is_answered_with_the_failure(clerk, paper):
    paper.locked = True
    assert isinstance(await answer(clerk, lambda store: store.write("one")), StorageError)
    assert paper.lines == []


async def test_notes_wait_for_a_locked_database_and_keep_their_order(clerk, paper, caplog):
    paper.locked = True
    for line in ("one", "two"):
        clerk.note(lambda store, line=line: store.write(line))
    assert isinstance(await answer(clerk, lambda store: store.write("asked")), StorageError)
    paper.locked = False
    clerk.note(lambda store: store.write("three"))
    assert await answer(clerk, lambda store: store.write("four")) == 4
    assert paper.lines == ["one", "two", "three", "four"]
    assert len([r for r in caplog.records if r.levelno == logging.ERROR]) == 1


async def test_what_waits_is_written_at_the_end(paper):
    clerk = Clerk(store=paper, loop=asyncio.get_running_loop(), limits=Limits())
    clerk.start()
    paper.locked = True
    clerk.note(lambda store: store.write("late"))
    await answer(clerk, lambda store: None)
    paper.locked = False
    clerk.stop()
    clerk.join()
    assert paper.lines == ["late"]


async def test_at_the_end_a_database_has_time_to_come_back(paper):
    clerk = Clerk(store=paper, loop=asyncio.get_running_loop(), limits=Limits())
    tries = []

    def write(store):
        tries.append("try")
        if len(tries) < 3:
            raise StorageError("gone")
        store.write("late")

    clerk.note(write)
    clerk.start()
    clerk.stop()
    clerk.join()
    assert paper.lines == ["late"]


async def test_nothing_is_lost_however_much_waits(paper):
    clerk = Clerk(store=paper, loop=asyncio.get_running_loop(), limits=Limits({"notes": 1000}))
    clerk.start()
    paper.locked = True
    for number in range(1500):
        clerk.note(lambda store, number=number: store.write(number))
    await answer(clerk, lambda store: None)
    assert clerk.crowded
    paper.locked = False
    clerk.stop()
    clerk.join()
    assert paper.lines == list(range(1500))


async def test_what_is_lost_at_the_end_is_said(paper, caplog, monkeypatch):
    monkeypatch.setattr("console.host.store.clerk.LAST_S", 0)
    clerk = Clerk(store=paper, loop=asyncio.get_running_loop(), limits=Limits())
    clerk.start()
    paper.locked = True
    clerk.note(lambda store: store.write("lost"))
    clerk.stop()
    clerk.join()
    assert "1 changes are lost" in caplog.text


async def test_a_fault_of_ours_is_logged_and_does_not_stop_the_thread(clerk, paper, caplog):
    clerk.note(lambda store: store.no_such_method())
    assert isinstance(await answer(clerk, lambda store: store.no_such_method()), StorageError)
    assert await answer(clerk, lambda store: store.write("next")) == 1
    assert "a fault of ours" in caplog.text
    assert (clerk.failures, clerk.waiting) == (0, 0)


async def test_a_note_whose_answer_was_lost_is_not_written_twice(clerk, paper):
    paper.doubtful = True
    clerk.note(lambda store: store.write("one"))
    await answer(clerk, lambda store: None)  # perhaps asked while the first try failed
    assert await answer(clerk, lambda store: store.write("two")) == 2
    assert paper.lines == ["one", "two"]


async def test_a_note_is_written_though_another_ones_answer_was_lost(clerk, paper):
    paper.doubtful = True
    assert isinstance(await answer(clerk, lambda store: store.write("one")), StorageError)
    clerk.note(lambda store: store.write("two"))
    assert await answer(clerk, lambda store: store.write("three")) == 3
    assert paper.lines == ["one", "two", "three"]


async def test_what_is_asked_while_a_try_fails_fails_with_it(clerk, paper):
    """So that nobody waits for one failure after the other."""
    begun, go_on, tries = threading.Event(), threading.Event(), []

    def slow(_store):
        tries.append("slow")
        begun.set()
        go_on.wait(60)
        if len(tries) == 1:
            raise StorageError("locked")

    clerk.note(slow)
    await asyncio.to_thread(begun.wait, 60)
    others = [answer(clerk, lambda store, line=line: store.write(line)) for line in ("one", "two")]
    waiting = asyncio.gather(*others)
    await asyncio.sleep(0)  # both have asked
    go_on.set()
    assert [str(error) for error in await waiting] == ["locked", "locked"]
    assert (tries, paper.lines, clerk.waiting, clerk.failing) == (["slow"], [], 1, True)


async def test_a_question_that_the_thread_does_not_come_to_is_answered_and_never_done(clerk, paper, monkeypatch):
    monkeypatch.setattr("console.host.store.clerk.ANSWER_S", 0.01)
    go_on = threading.Event()
    clerk.note(lambda _store: go_on.wait(60))
    late = await answer(clerk, lambda store: store.write("late"))
    assert str(late) == "it takes too long"
    monkeypatch.undo()
    go_on.set()
    assert await answer(clerk, lambda store: store.write("next")) == 1


async def test_what_strangers_ask_comes_behind_everybody_elses_and_after_what_was_to_be_written(clerk, paper):
    begun, go_on, answers = threading.Event(), threading.Event(), []

    def hold(store):
        begun.set()
        go_on.wait(60)

    clerk.ask(hold, answers.append)
    begun.wait(60)
    for number in range(50):
        clerk.ask(lambda store, number=number: store.write(f"stranger {number}"), answers.append, behind=True)
    clerk.note(lambda store: store.write("note"))
    clerk.ask(lambda store: store.write("technician"), answers.append)
    go_on.set()
    assert await answer(clerk, lambda store: len(store.lines)) <= 4
    assert paper.lines[:2] == ["note", "technician"]


async def test_at_the_end_what_strangers_have_asked_is_answered_too(paper):
    clerk, answers = Clerk(store=paper, loop=asyncio.get_running_loop(), limits=Limits()), []
    clerk.ask(lambda store: store.write("stranger"), answers.append, behind=True)
    clerk.note(lambda store: store.write("note"))
    clerk.start()
    clerk.stop()
    clerk.join()
    await asyncio.sleep(0)
    assert (paper.lines, answers) == (["note", "stranger"], [2])
