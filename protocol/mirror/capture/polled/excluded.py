"""Leaving windows out on Windows: the system excludes our own from captures; all others are painted over."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable

import numpy as np

from protocol.mirror.capture.common.areas import Pane, moved, seen
from protocol.mirror.capture.common.covered_source import Veil
from protocol.mirror.capture.common.kept_back import NO_RULES, Facts, kept_back
from protocol.mirror.capture.common.left_out import Instead, LeftOut
from protocol.mirror.capture.common.see_through import Bits
from protocol.mirror.capture.polled.win32 import DesktopWindow, desktop_windows
from protocol.mirror.capture.polled.win32_programs import NOTIFIERS
from protocol.mirror.picture.tiles import Picture, Rect

NOT_EXCLUDED, EXCLUDED = 0x00, 0x11  # WDA_NONE, WDA_EXCLUDEFROMCAPTURE; before Windows 10 2004 the latter is black


def set_affinity(number: int, affinity: int) -> bool:
    """Have Windows show the window `number` in captures, or not; return whether it does."""
    if sys.platform != "win32":
        return False
    return bool(ctypes.windll.user32.SetWindowDisplayAffinity(number, affinity))


class ExcludedWindows(LeftOut):
    """Windows that the system leaves out; `words` has only those that it can't, which are to be painted over.

    Args:
        affinity: tells the system.
    """

    sees_through = False

    def __init__(self, affinity: Callable[[int, int], bool] = set_affinity) -> None:
        super().__init__()
        self._affinity = affinity
        self.excluded: frozenset[int] = frozenset()  # by the system

    def add(self, number: int, word: Picture | None = None, *, lingers: bool = True, below: bool = False) -> None:
        """Leave the window out; to be called again whenever it is shown anew, since the system may forget it then."""
        if self._affinity(number, EXCLUDED):
            super().discard(number)
            self.excluded |= {number}
        else:
            super().add(number, word, lingers=lingers, below=below)

    def discard(self, number: int) -> None:
        """Show the window again."""
        self._affinity(number, NOT_EXCLUDED)
        self.excluded -= {number}
        super().discard(number)


class DesktopStack:
    """Where windows that are left out can be seen in a part of the desktop; see `covered.Layout`.

    Args:
        part: returns which part is captured, in pixels of the whole desktop.
        left_out: which windows.
        windows: lists all windows, the uppermost first.
        process: whose windows are the own ones; None: this one.
    """

    lags = True  # the desktop is composited

    def __init__(
        self,
        part: Callable[[], Rect],
        left_out: LeftOut,
        *,
        windows: Callable[[], list[DesktopWindow]] = desktop_windows,
        process: int | None = None,
    ) -> None:
        self._part = part
        self._left_out = left_out
        self._windows = windows
        self._seen: list[DesktopWindow] | None = None
        self._words, self._rules = left_out.words, left_out.rules
        self._process = os.getpid() if process is None else process

    def changed(self) -> bool:
        """Say whether windows lie otherwise than at the last look; asks the system only while one is to be painted."""
        left_out = self._left_out
        if left_out.words is not self._words or left_out.rules is not self._rules:
            return True
        return self._seen != self._now()

    def look(self) -> list[Veil]:
        """Return where the windows are now."""
        self._words, self._rules = self._left_out.words, self._left_out.rules
        self._seen = self._now()
        part = self._part()
        shown = [window for window in self._seen if min(window.rect[2:]) > 0]
        words = {**self._kept_back(shown), **self._words}
        panes = [Pane(window.number, (window.rect,), window.covers) for window in reversed(shown)]
        whole = {window.number: window.rect for window in shown}
        return [
            Veil(moved([whole[number]], -part.x, -part.y)[0], moved(rects, -part.x, -part.y), words[number])
            for number, rects in seen(panes, words, [part])
        ]

    def passed(self) -> list[Rect]:
        """Return nothing: Windows does not tell where windows have been in between."""
        return []

    def crossed(self) -> list[Rect]:
        """Return nothing, as in `passed`."""
        return []

    def due_in_s(self) -> float | None:
        """Return None: each look asks the system."""
        return None

    def below(self, rect: Rect) -> tuple[Picture, Bits]:
        """Return that nothing is known: where Windows leaves no window out, it tells nobody what lies below."""
        return np.zeros((rect.height, rect.width, 4), np.uint8), np.zeros((rect.height, rect.width), np.bool_)

    def _now(self) -> list[DesktopWindow]:
        return self._windows() if self._left_out.words or self._left_out.rules != NO_RULES else []

    def _kept_back(self, windows: list[DesktopWindow]) -> dict[int, Instead]:
        """Return which windows are kept back by what they are, but for those that the system leaves out by itself."""
        own = self._process if self._rules.own else 0
        said = Instead(self._left_out.kept_word, lingers=True)
        facts = {window.number: facts_of(window) for window in windows}
        numbers = kept_back(facts.values(), self._rules, own) - self._left_out.excluded
        return {n: Instead(None, lingers=True) if facts[n].owner == own else said for n in numbers}


def facts_of(window: DesktopWindow) -> Facts:
    """Return what a window tells of itself."""
    notifies = bool(window.names & NOTIFIERS)
    return Facts(window.number, window.process, window.names, window.title, notification=notifies)
