"""Whose password is compared, and when: what is counted of those who try, before anything is computed for them."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from console.host.core.accounts.accounts import name_key
from console.host.core.guessing.delays import Delays
from console.host.core.guessing.turns import Place, Turns
from console.host.core.limits import (
    FAILED_LOGINS_A_MINUTE,
    FREE_LOGINS,
    LOGIN_DELAY_S,
    LOGIN_QUESTIONS_A_MINUTE,
    Limits,
)
from console.host.core.sources import SourceRate, source_of, wide_source_of
from console.host.technicians.comparing import Comparing


@dataclass(frozen=True)
class Held:
    """A try is not compared now: too many of this source, or (`seconds`) too early."""

    seconds: int = 0


@dataclass(eq=False)
class Try:
    """One password that is to be compared, or hashed."""

    address: str
    name: Hashable  # as tries at it are counted: another one once an administrator has unlocked it
    place: bytes | str | None  # from which that technician has logged in before; None: from none that is known
    work: Callable[[], None] = field(repr=False)
    gives_way: Callable[[], None] = field(repr=False)

    @property
    def turn(self) -> Place:
        """Where it comes from, as turns are counted."""
        if self.place is not None:
            return Place((self.name, self.place), (self.name, self.place), known=True)
        return Place(source_of(self.address), wide_source_of(self.address))


class Tries:
    """Has passwords compared one after the other, and slows down who tries wrong ones.

    A try counts when it comes, and is given back once it was right. From a place that has logged in under that name
    before only the tries from there count, so that no guesser elsewhere delays who belongs there.
    """

    def __init__(self, *, comparing: Comparing, loop: asyncio.AbstractEventLoop, limits: Limits) -> None:
        self._limits = limits
        self._comparing = comparing
        self._loop = loop
        self._questions = SourceRate(limits.of(LOGIN_QUESTIONS_A_MINUTE))
        self._failed = SourceRate(limits.of(FAILED_LOGINS_A_MINUTE))
        longest_s = limits.seconds(LOGIN_DELAY_S)
        self._delays = Delays(longest_s=longest_s)
        self._known_delays = Delays(longest_s=longest_s, free=limits.of(FREE_LOGINS))
        self._turns: Turns[Try] = Turns(limits)
        self._busy = False

    def __len__(self) -> int:
        return len(self._turns)

    def may_ask(self, address: str) -> bool:
        """Count a question to the database, and return whether it may be asked."""
        return self._limits.held(LOGIN_QUESTIONS_A_MINUTE, within=self._questions.take(address, self._now()))

    def asked_rightly(self, address: str) -> None:
        """Take a question back: somebody has asked it who has logged in before, or does so now."""
        self._questions.give_back(address)

    def begin(self, a_try: Try) -> Held | None:
        """Count a try and let it wait for its turn; or return why not, and count nothing."""
        now = self._now()
        known = a_try.place is not None
        if not self._turns.room(a_try.turn):
            return Held()
        if not known and not self._limits.held(FAILED_LOGINS_A_MINUTE, within=self._failed.take(a_try.address, now)):
            return Held()
        early_s = self._delays_of(a_try).begin(_delayed(a_try), now)
        if not self._limits.held(FREE_LOGINS if known else LOGIN_DELAY_S, within=early_s <= 0):
            if not known:
                self._failed.give_back(a_try.address)
            return Held(math.ceil(early_s))
        self._put(a_try)
        return None

    def hold_turn(self, a_try: Try) -> bool:
        """Let work wait for its turn that is no try; return whether there is room."""
        if not self._turns.room(a_try.turn):
            return False
        self._put(a_try)
        return True

    def give_back(self, a_try: Try) -> None:
        """Take a try back: it was right, or nothing was compared."""
        self._delays_of(a_try).give_back(_delayed(a_try))
        if a_try.place is None:
            self._failed.give_back(a_try.address)

    def drop(self, a_try: Try) -> None:
        """Compare nothing for a link that has ended; what was counted stays."""
        self._turns.drop(a_try)

    def done(self) -> None:
        """Let the next one have its turn."""
        self._busy = False
        self._next()

    def _now(self) -> float:
        return self._loop.time()

    def _put(self, a_try: Try) -> None:
        gone = self._turns.put(a_try.turn, a_try)
        if gone is not None:
            gone.gives_way()
        self._next()

    def _next(self) -> None:
        if not self._busy and (a_try := self._turns.take()) is not None:
            self._busy = True
            a_try.work()

    def _delays_of(self, a_try: Try) -> Delays:
        return self._delays if a_try.place is None else self._known_delays


def _delayed(a_try: Try) -> Hashable:
    return a_try.name if a_try.place is None else (a_try.name, a_try.place)


def counted_name(name: str, forgiven: tuple[int, int]) -> Hashable:
    """Return what tries at a name are counted by; `forgiven` changes when an administrator unlocks it."""
    return name_key(name), forgiven
