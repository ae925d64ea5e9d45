"""The marks over one picture: laser dots, arrows, lines and rings, as their receiver keeps them. Pure.

A mark is drawn and nothing else. What one member can have drawn is bounded in number, points and rate; what is more is
dropped, the oldest first.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from protocol.vocabulary.marks import Mark, MarkKind

MARKS_LIMIT = 64  # of one member
POINTS_LIMIT = 2048  # of one mark
RATE_LIMIT = 120  # messages a second of one member
BURST_LIMIT = 240  # messages at once
LASER_S = 2.0  # that a laser dot stays where it was last seen
RING_S = 1.2  # that a click's ring is seen
VANISH_S = 5.0  # that what is not kept is seen
FADE_S = 0.6  # of that, in which it fades

Point = tuple[int, int]  # pixels of the picture


class Drawn(NamedTuple):
    """A mark as it is to be drawn now."""

    kind: MarkKind
    points: tuple[Point, ...]  # at least one; of an arrow the first and the last
    strength: float  # 1 at first, to 0
    age: float  # 0 at first, to 1 at the end of a ring


@dataclass
class _Kept:
    kind: MarkKind
    kept: bool
    points: list[Point] = field(default_factory=list)
    latest_s: float = 0.0


@dataclass
class _Member:
    marks: dict[int, _Kept] = field(default_factory=dict)  # by number, the oldest first
    room: float = BURST_LIMIT  # messages that may come now
    counted_s: float = 0.0


class Board:
    """All marks over one picture.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._members: dict[int, _Member] = {}

    def take(self, member: int, mark: Mark) -> bool:
        """Take in what `member` draws; return whether there is anything else to be seen now."""
        sender = self._members.setdefault(member, _Member(counted_s=self._clock()))
        if not self._has_room(sender):
            return False
        if not mark.points:
            return sender.marks.pop(mark.number, None) is not None
        known = sender.marks.get(mark.number)
        if known is None or known.kind is not mark.kind:
            known = sender.marks[mark.number] = _Kept(mark.kind, mark.kept)
            while len(sender.marks) > MARKS_LIMIT:
                del sender.marks[next(iter(sender.marks))]
        known.latest_s = self._clock()
        known.points += [(point.x, point.y) for point in mark.points]
        self._shorten(known)
        return True

    def clear(self, member: int) -> None:
        """Take all marks of `member` away."""
        if member in self._members:
            self._members[member].marks.clear()

    def clear_all(self) -> None:
        """Take all marks away: the picture is another one."""
        for member in self._members.values():
            member.marks.clear()

    def drawn(self) -> list[Drawn]:
        """Return what is to be seen now, and forget what is over."""
        now_s, seen = self._clock(), []
        for member in self._members.values():
            for number, mark in list(member.marks.items()):
                left_s = mark.latest_s + _lasts_s(mark) - now_s
                if left_s <= 0:
                    del member.marks[number]
                    continue
                age = max(0.0, 1 - left_s / RING_S) if mark.kind is MarkKind.CLICK else 0.0
                seen.append(Drawn(mark.kind, tuple(mark.points), min(1.0, left_s / FADE_S), age))
        return seen

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be seen."""
        return not any(member.marks for member in self._members.values())

    @property
    def is_fading(self) -> bool:
        """Whether something goes by itself."""
        return any(_lasts_s(mark) < float("inf") for m in self._members.values() for mark in m.marks.values())

    def _has_room(self, sender: _Member) -> bool:
        now_s = self._clock()
        sender.room = min(BURST_LIMIT, sender.room + (now_s - sender.counted_s) * RATE_LIMIT)
        sender.counted_s = now_s
        if sender.room < 1:
            return False
        sender.room -= 1
        return True

    @staticmethod
    def _shorten(mark: _Kept) -> None:
        if mark.kind in (MarkKind.LASER, MarkKind.CLICK):
            del mark.points[:-1]
        elif mark.kind is MarkKind.ARROW:
            del mark.points[1:-1]
        else:
            del mark.points[: max(0, len(mark.points) - POINTS_LIMIT)]


def _lasts_s(mark: _Kept) -> float:
    if mark.kind is MarkKind.LASER:
        return LASER_S
    if mark.kind is MarkKind.CLICK:
        return RING_S
    return float("inf") if mark.kept else VANISH_S
