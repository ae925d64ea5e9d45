"""What strangers can cause is written into the audit for each source only so often, and counted after that. Pure.

So nobody's noise hides what somebody else does, and nobody fills a disk.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from console.host.core.audit import Event
from console.host.core.limits import Bound, Limits, Rate
from console.host.core.sources import SourceRate, source_of
from console.host.core.terms import KEYS

ROWS = 40  # that tell at a time how many more there were, of each kind of event


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Who has caused something: a stranger at an address, a technician, or a member of a session."""

    who: str = ""
    session: bytes = b""
    member: int = 0

    @property
    def key(self) -> str:
        """Whose share it counts against."""
        return self.who or f"{self.session.hex()} {self.member}"


@dataclass(frozen=True)
class More:
    """How often an event came that has no row of its own; without a cause: from so many sources."""

    event: Event
    count: int
    cause: Cause = Cause()
    sources: int = 0

    @property
    def detail(self) -> str:
        """What the audit says of it."""
        return f"{self.count} more" + (f" from {self.sources} sources" if self.sources else "")


class Share:
    """How many rows of one kind of event there are a minute, of one source (four times of the network around it).

    Args:
        of_one: the limit of one source.
        in_all: the limit of all together.
    """

    def __init__(self, limits: Limits, of_one: Bound, in_all: Bound) -> None:
        self._limits = limits
        self._of_one, self._in_all = of_one, in_all
        self._near = SourceRate(limits.of(of_one))
        self._all = Rate(limits.of(in_all))

    def take(self, cause: Cause, now: float) -> bool:
        """Count a row; return False where there is no share left for it."""
        near = not self._near.full(cause.key, now)
        if not self._limits.held(self._of_one, within=near):
            return False
        if not self._limits.held(self._in_all, within=not self._all.full(None, now)):
            return False
        self._near.note(cause.key, now)
        self._all.note(None, now)
        return True


class LeftOut:
    """Counts what got no row."""

    def __init__(self) -> None:
        self._count: dict[Event, Counter[str]] = {}
        self._cause: dict[str, Cause] = {}
        self._unknown: Counter[Event] = Counter()  # from sources beyond those that are kept apart

    def __bool__(self) -> bool:
        return bool(self._count or self._unknown)

    def note(self, event: Event, cause: Cause) -> None:
        """Count one more."""
        source = source_of(cause.key)
        if source not in self._cause and len(self._cause) >= KEYS:
            self._unknown[event] += 1
            return
        self._cause.setdefault(source, cause)
        self._count.setdefault(event, Counter())[source] += 1

    def take(self) -> list[More]:
        """Return what there was, and forget it.

        Sources with the fewest are named first: they are whom the others' noise would have hidden.
        """
        found: list[More] = []
        for event in [*self._count, *(event for event in self._unknown if event not in self._count)]:
            counted = sorted(self._count.get(event, Counter()).items(), key=lambda each: each[1])
            found += [More(event, count, self._cause[source]) for source, count in counted[:ROWS]]
            rest = [count for _source, count in counted[ROWS:]]
            if rest or self._unknown[event]:
                found.append(More(event, sum(rest) + self._unknown[event], sources=len(rest) + self._unknown[event]))
        self._count, self._cause, self._unknown = {}, {}, Counter()
        return found
