"""The windows that are never in a captured picture: those that show the other side's screen, and our own signs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from protocol.mirror.capture.common.kept_back import NO_RULES, Rules
from protocol.mirror.picture.tiles import Picture


class Instead(NamedTuple):
    """What stands in the place of a window."""

    word: Picture | None  # in the middle of the pattern; opaque
    lingers: bool  # also for a while where the window has just been, since its pixels may still stand there
    below: bool = False  # what lies below the window, and no pattern, where the system has that


NOBODY: Mapping[int, Instead] = MappingProxyType({})


class LeftOut:
    """Windows by the window system's own numbers. One thread changes it, any thread reads it.

    A window must be here before it is shown for the first time; then not one frame has it.
    """

    sees_through = True  # what lies below a window can be told
    excluded: frozenset[int] = frozenset()  # windows that the system itself keeps out of every picture

    def __init__(self) -> None:
        self._words = NOBODY
        self._rules = NO_RULES
        self._kept_word: Picture | None = None

    @property
    def rules(self) -> Rules:
        """What is left out besides, by what windows are; never changed, only replaced."""
        return self._rules

    @property
    def kept_word(self) -> Picture | None:
        """What stands in the place of what the rules leave out, but for the own program's windows."""
        return self._kept_word

    def keep_back(self, rules: Rules, word: Picture | None = None) -> None:
        """Leave out what `rules` say from now on, and nothing by earlier ones; see `kept_word`."""
        self._kept_word = word
        self._rules = rules

    @property
    def words(self) -> Mapping[int, Instead]:
        """What stands in the place of each window; never changed, only replaced, so that any thread may keep it."""
        return self._words

    def add(self, number: int, word: Picture | None = None, *, lingers: bool = True, below: bool = False) -> None:
        """Leave the window `number` out from now on; see `Instead`."""
        self._words = MappingProxyType({**self._words, number: Instead(word, lingers, below)})

    def leaves_a_trace(self, number: int) -> bool:
        """Return whether the window `number` is painted over; else a picture has what lies below it."""
        return number in self._words and not (self.sees_through and self._words[number].below)

    def discard(self, number: int) -> None:
        """Show the window `number`, should there be one."""
        self._words = MappingProxyType({n: instead for n, instead in self._words.items() if n != number})
