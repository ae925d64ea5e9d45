"""Which of the hosts that are announced in the LAN knows a code: all are asked, and nothing is proven to any."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from protocol.notation.joincode import JoinCode
from viewer.way_in.joining import Gate, JoinAttempt, Joined, JoinFailed, NotReached
from viewer.way_in.looking import Announcer

ASK_S = 5.0  # that the first may take that knows the code
OTHERS_S = 1.2  # that all others may take from then on: a host waits 2 s for the first step of who has asked
NOBODY_NEAR = "nobody_near"  # no host was found, or none that can be reached
UNKNOWN_NEAR = "unknown_near"  # of those that were found none knows the code
_UNKNOWN = "unknown_code"


class MakeAttempt(Protocol):
    """Makes an attempt to join at one of the hosts."""

    def __call__(self, code: JoinCode, host: str, gate: Gate) -> JoinAttempt:
        """Return it; nothing is under way yet."""


@dataclass(frozen=True)
class NearbyHost:
    """A host that says that it knows the code.

    Attributes:
        place: "HOST:PORT".
        code: with the certificate that it has shown.
    """

    place: str
    code: JoinCode


class Asked:
    """One announced host that is asked: at one of its places after the other, until it answers at one.

    Attributes:
        host: that knows the code; None: not yet, or it does not.
        failure: why it does not, once that is known.
    """

    def __init__(self, announcer: Announcer, code: JoinCode, make: MakeAttempt, answered: Callable[[], None]) -> None:
        self.host: NearbyHost | None = None
        self.failure = ""
        self._announcer = announcer
        self._code = replace(code, fingerprint=announcer.fingerprint)
        self._make = make
        self._answered = answered
        self._gate = Gate()
        self._task = asyncio.get_running_loop().create_task(self._run())

    @property
    def answers(self) -> bool:
        """Whether it is known whether it knows the code."""
        return self.host is not None or bool(self.failure)

    async def run(self) -> Joined:
        """Prove the code there; raises JoinFailed."""
        self._gate.open()
        return await self._task

    async def give_up(self) -> None:
        """Ask no more, and leave."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> Joined:
        for place in self._announcer.places:
            self._gate = Gate(partial(self._knows, place))
            try:
                return await self._make(self._code, place, self._gate).run()
            except NotReached:
                if self.host is not None:  # it was there before it had this computer work
                    raise
            except JoinFailed as failure:
                self._fail(failure.code)
                raise
        self._fail(NOBODY_NEAR)
        raise JoinFailed(NOBODY_NEAR)

    def _knows(self, place: str) -> None:
        self.host = NearbyHost(place, self._code)
        self._answered()

    def _fail(self, code: str) -> None:
        self.host, self.failure = None, code
        self._answered()


async def ask_all(announcers: list[Announcer], code: JoinCode, make: MakeAttempt) -> list[Asked]:
    """Return those that know the code, held before anything is proven to them; the others are left.

    Raises:
        JoinFailed: there is none.
    """
    news = asyncio.Event()
    asked = [Asked(announcer, code, make, news.set) for announcer in announcers]
    try:
        await _answered(asked, news)
    except BaseException:
        await _leave(asked)
        raise
    known = [one for one in asked if one.host is not None]
    await _leave([one for one in asked if one.host is None])
    if not known:
        raise JoinFailed(_why({one.failure or NOBODY_NEAR for one in asked}))
    return known


async def _answered(asked: list[Asked], news: asyncio.Event) -> None:
    """Return once all have answered, or have had the time."""
    loop = asyncio.get_running_loop()
    until, is_known = loop.time() + ASK_S, False
    while not all(one.answers for one in asked):
        if not is_known and any(one.host is not None for one in asked):
            until, is_known = min(until, loop.time() + OTHERS_S), True
        news.clear()
        try:
            async with asyncio.timeout_at(until):
                await news.wait()
        except TimeoutError:
            return


async def _leave(asked: list[Asked]) -> None:
    await asyncio.gather(*(one.give_up() for one in asked))


def _why(failures: set[str]) -> str:
    """Return the sentence for all of them: the only one's own word where it has one."""
    said = failures - {NOBODY_NEAR}
    if not said:
        return NOBODY_NEAR
    return said.pop() if len(said) == 1 and _UNKNOWN not in said else UNKNOWN_NEAR
