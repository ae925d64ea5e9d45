"""Whose password is compared, and when: what is counted of those who try, before anything is computed for them."""

from __future__ import annotations

import asyncio
import logging
import math
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from console.host.core.accounts.accounts import name_key
from console.host.core.guessing.delays import Delays
from console.host.core.guessing.turns import Place, Turns
from console.host.core.limits import FAILED_LOGINS_A_MINUTE, FREE_LOGINS, LOGIN_QUESTIONS_A_MINUTE, Rate
from console.host.core.sources import SourceRate, source_of, wide_source_of
from console.host.technicians.comparing import Comparing

LIMITS = ("login_questions", "logins_waiting", "failed_logins", "login_delay")
"""What may keep a password from being compared; whoever watches sees these from the start, at zero."""

_log = logging.getLogger(__name__)


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

    Attributes:
        held: how often each limit has kept a password from being compared.
    """

    def __init__(self, *, comparing: Comparing, loop: asyncio.AbstractEventLoop) -> None:
        self.held = Counter[str](dict.fromkeys(LIMITS, 0))
        self._said = Rate(1)
        self._comparing = comparing
        self._loop = loop
        self._questions = SourceRate(LOGIN_QUESTIONS_A_MINUTE)
        self._failed = SourceRate(FAILED_LOGINS_A_MINUTE)
        self._delays = Delays()
        self._known_delays = Delays(free=FREE_LOGINS)
        self._turns: Turns[Try] = Turns()
        self._busy = False

    def __len__(self) -> int:
        return len(self._turns)

    def may_ask(self, address: str) -> bool:
        """Count a question to the database, and return whether it may be asked."""
        return self._noted("login_questions", self._questions.take(address, self._now()))

    def asked_rightly(self, address: str) -> None:
        """Take a question back: somebody has asked it who has logged in before, or does so now."""
        self._questions.give_back(address)

    def begin(self, a_try: Try) -> Held | None:
        """Count a try and let it wait for its turn; or return why not, and count nothing."""
        now = self._now()
        known = a_try.place is not None
        if not self._noted("logins_waiting", self._turns.room(a_try.turn)):
            return Held()
        if not known and not self._noted("failed_logins", self._failed.take(a_try.address, now)):
            return Held()
        early_s = self._delays_of(a_try).begin(_delayed(a_try), now)
        if not self._noted("login_delay", early_s <= 0):
            if not known:
                self._failed.give_back(a_try.address)
            return Held(math.ceil(early_s))
        self._put(a_try)
        return None

    def hold_turn(self, a_try: Try) -> bool:
        """Let work wait for its turn that is no try; return whether there is room."""
        if not self._noted("logins_waiting", self._turns.room(a_try.turn)):
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
            self._noted("logins_waiting", goes_on=False)
            gone.gives_way()
        self._next()

    def _next(self) -> None:
        if not self._busy and (a_try := self._turns.take()) is not None:
            self._busy = True
            a_try.work()

    def _delays_of(self, a_try: Try) -> Delays:
        return self._delays if a_try.place is None else self._known_delays

    def _noted(self, limit: str, goes_on: bool) -> bool:
        if not goes_on:
            self.held[limit] += 1
            if self._said.take(limit, self._now()):  # once a minute; of whom is in the audit
                met = {"event": "login_limit", "limit": limit, "times": self.held[limit]}
                _log.warning("the limit %(limit)s has kept %(times)d logins waiting since the start", met)
        return goes_on


def _delayed(a_try: Try) -> Hashable:
    return a_try.name if a_try.place is None else (a_try.name, a_try.place)


def counted_name(name: str, forgiven: tuple[int, int]) -> Hashable:
    """Return what tries at a name are counted by; `forgiven` changes when an administrator unlocks it."""
    return name_key(name), forgiven
