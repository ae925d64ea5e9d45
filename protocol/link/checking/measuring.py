"""How long a host's answer takes over a link, and how much goes there and back in a second, by its own answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import Probe, Probed
from protocol.vocabulary.messages import Refused

ROUNDS = 3  # of which the shortest counts: it waited least for others
BURST, BURST_BYTES = 6, 3500  # probes sent at once; together they fit into what a host takes at once of a page
MEASURE_S = 6.0  # for all of it
LEAST_S = 0.002  # below which a burst says nothing more


class NotMeasuredError(Exception):
    """The host does not measure.

    Attributes:
        code: "old" (it knows no probes), "limit" (it answers no more of them now) or "lost" (the link has ended).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Measured:
    """What the host's answers have shown.

    Attributes:
        delay_s: there and back.
        bits_a_second: at least so many, each way.
        seen: this computer's address as the host sees it; "": it does not say.
    """

    delay_s: float
    bits_a_second: float
    seen: str


async def measure(send: Callable[[Message], None], heard: asyncio.Queue[object]) -> Measured:
    """Measure over a link that the host has greeted on; `heard` gets what it says, and how the link has ended.

    Raises:
        NotMeasuredError: it says nothing about that.
    """
    loop = asyncio.get_running_loop()
    ends = loop.time() + MEASURE_S
    delay, seen = float("inf"), ""
    for number in range(ROUNDS):
        began = loop.time()
        send(Probe(number=number))
        seen = (await _answer(heard, number, b"", ends)).seen
        delay = min(delay, loop.time() - began)
    began = loop.time()
    data = bytes(BURST_BYTES)
    for number in range(ROUNDS, ROUNDS + BURST):
        send(Probe(number=number, data=data))
    for number in range(ROUNDS, ROUNDS + BURST):
        await _answer(heard, number, data, ends)
    took = max(loop.time() - began - delay, LEAST_S)
    return Measured(delay, 8 * BURST * BURST_BYTES / took, seen)


async def _answer(heard: asyncio.Queue[object], number: int, data: bytes, ends: float) -> Probed:
    try:
        async with asyncio.timeout_at(ends):
            while True:
                said = await heard.get()
                if isinstance(said, Probed):
                    if (said.number, said.data) != (number, data):
                        raise NotMeasuredError("lost")
                    return said
                if isinstance(said, Refused):
                    raise NotMeasuredError("limit")
                if not isinstance(said, Message):
                    raise NotMeasuredError("lost")
    except TimeoutError as error:
        raise NotMeasuredError("lost" if number else "old") from error
