"""Items leave a worker in order, with one wake-up a burst, and none after the door was closed."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from protocol.link.mailbox import Mailbox


class CountingLoop:
    """Keeps what was to be called on the loop's thread until the test calls it."""

    def __init__(self) -> None:
        self.due: list[Callable[[], Any]] = []

    def call_soon_threadsafe(self, callback: Callable[[], Any]) -> None:
        self.due.append(callback)

    def run(self) -> None:
        due, self.due = self.due, []
        for callback in due:
            callback()


def mailbox() -> tuple[CountingLoop, list[list[int]], Mailbox[int]]:
    loop, bursts = CountingLoop(), []
    return loop, bursts, Mailbox(loop, bursts.append)  # type: ignore[arg-type]


def test_a_burst_is_one_wake_up_and_one_delivery_in_order() -> None:
    loop, bursts, box = mailbox()
    for n in range(100):
        box.put(n)
    assert len(loop.due) == 1
    loop.run()
    assert bursts == [list(range(100))]
    box.put(100)
    loop.run()
    assert bursts[1:] == [[100]]


def test_what_is_put_while_a_burst_is_received_wakes_again() -> None:
    loop, bursts = CountingLoop(), []

    def receive(items: list[int]) -> None:
        bursts.append(items)
        if len(bursts) == 1:
            box.put(2)

    box: Mailbox[int] = Mailbox(loop, receive)  # type: ignore[arg-type]
    box.put(1)
    loop.run()
    loop.run()
    assert bursts == [[1], [2]]


def test_nothing_is_delivered_after_close_not_even_what_waits() -> None:
    loop, bursts, box = mailbox()
    box.put(1)
    box.close()
    box.put(2)
    loop.run()
    assert bursts == []
    assert loop.due == []


async def test_a_thousand_times_from_three_threads_nothing_is_lost_or_out_of_order() -> None:
    received: list[tuple[int, int]] = []
    everything = asyncio.Event()

    def receive(items: list[tuple[int, int]]) -> None:
        received.extend(items)
        if len(received) == 3 * 1000:
            everything.set()

    box: Mailbox[tuple[int, int]] = Mailbox(asyncio.get_running_loop(), receive)

    def work(worker: int) -> None:
        for n in range(1000):
            box.put((worker, n))

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(3)]
    for thread in threads:
        thread.start()
    async with asyncio.timeout(60):
        await everything.wait()
    for thread in threads:
        thread.join()
    for worker in range(3):
        assert [n for w, n in received if w == worker] == list(range(1000))
