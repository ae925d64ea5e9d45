"""The windows that are never in a captured picture: those that show the other side's screen, and our own signs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from protocol.mirror.picture.tiles import Picture


class Instead(NamedTuple):
    """What stands in the place of a window."""

    word: Picture | None  # in the middle of the pattern; opaque
    lingers: bool  # also for a while where the window has just been, since its pixels may still stand there


NOBODY: Mapping[int, Instead] = MappingProxyType({})


class LeftOut:
    """Windows by the window system's own numbers. One thread changes it, any thread reads it.

    A window must be here before it is shown for the first time; then not one frame has it.
    """

    def __init__(self) -> None:
        self._words = NOBODY

    @property
    def words(self) -> Mapping[int, Instead]:
        """What stands in the place of each window; never changed, only replaced, so that any thread may keep it."""
        return self._words

    def add(self, number: int, word: Picture | None = None, *, lingers: bool = True) -> None:
        """Leave the window `number` out from now on; see `Instead`."""
        self._words = MappingProxyType({**self._words, number: Instead(word, lingers)})

    def leaves_a_trace(self, number: int) -> bool:
        """Return whether the window `number` is painted over; else a picture has what lies below it."""
        return number in self._words

    def discard(self, number: int) -> None:
        """Show the window `number`, should there be one."""
        self._words = MappingProxyType({n: instead for n, instead in self._words.items() if n != number})
