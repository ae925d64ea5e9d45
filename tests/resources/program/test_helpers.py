import threading
import time

import pytest

from resources.program import helpers
from resources.program.helpers import HELPERS, Helpers


def test_jobs_are_done_in_a_few_threads_and_answer():
    pool, threads = Helpers(), set()

    def job(number: int) -> int:
        threads.add(threading.current_thread())
        time.sleep(0.01)
        return number

    assert [done.result(10) for done in [pool.submit(job, number) for number in range(20)]] == list(range(20))
    pool.shutdown()
    assert len(threads) <= HELPERS
    assert not any(thread.is_alive() for thread in threads)


def test_what_a_job_raises_comes_to_whoever_waits_and_the_next_one_is_done():
    pool = Helpers()
    with pytest.raises(ZeroDivisionError):
        pool.submit(lambda: 1 / 0).result(10)
    assert pool.submit(lambda: 5).result(10) == 5
    pool.shutdown()


def test_a_job_that_was_cancelled_while_it_waited_is_not_done():
    pool, go, did = Helpers(), threading.Event(), []
    for _number in range(HELPERS):
        pool.submit(go.wait, 10)
    assert pool.submit(did.append, 1).cancel()
    go.set()
    pool.shutdown()
    assert did == []


def test_the_end_does_the_jobs_that_wait_and_takes_no_more():
    pool, did = Helpers(), []
    for number in range(5):
        pool.submit(did.append, number)
    pool.shutdown()
    assert sorted(did) == [0, 1, 2, 3, 4]
    with pytest.raises(RuntimeError):
        pool.submit(print)


def test_the_end_waits_for_what_hangs_no_longer_than_it_says(monkeypatch, caplog):
    monkeypatch.setattr(helpers, "FINISH_S", 0.1)
    pool, go = Helpers(), threading.Event()
    for _number in range(HELPERS + 1):
        pool.submit(go.wait, 20)
    start_s = time.monotonic()
    pool.shutdown()
    assert time.monotonic() - start_s < 5
    assert "has not come back" in caplog.text
    go.set()
