"""What an X server has told of windows since somebody last looked: moves, frames, which are others now."""

from __future__ import annotations

import struct
from collections import deque

import xcffib.xproto

CONFIGURE = xcffib.xproto.ConfigureNotifyEvent.event_number
CREATE = xcffib.xproto.CreateNotifyEvent.event_number
REPARENT = xcffib.xproto.ReparentNotifyEvent.event_number
_BEGIN_OR_END = (CREATE, xcffib.xproto.DestroyNotifyEvent.event_number, REPARENT)
MOVE = struct.Struct("=4xII4xhhHH")  # of such an event: who is told, window, x, y, width, height
_PLACE = struct.Struct("=4xIIhhHH")  # the same of a new window
TOLD_OF = struct.Struct("=4xIII")  # who is told, the window, and what it lies in now, where that has changed
MOVES_LIMIT = 1024  # that wait to be taken
STIRRED_LIMIT = 4096  # windows


class WindowNews:
    """Keeps what was told until it is taken; of more than it can keep it says that it may be any window."""

    def __init__(self) -> None:
        self._moves: deque[tuple[int, ...]] = deque(maxlen=MOVES_LIMIT)  # the oldest go: drawn over by now
        self._adoptions: list[tuple[int, int]] | None = []
        self._stirred: set[int] | None = set()
        self._touched: set[int] | None = set()

    def moves(self) -> list[tuple[int, ...]]:
        """Return the latest moves and new windows' places since the last call.

        Returns:
            The window that the other one lies in, that one, and its x, y, width and height there.
        """
        moves = list(self._moves)
        self._moves.clear()
        return moves

    def adoptions(self) -> list[tuple[int, int]] | None:
        """Return each window that was put into another one since the last call, and that one; None: it may be any."""
        adoptions, self._adoptions = self._adoptions, []
        return adoptions

    def stirred(self) -> set[int] | None:
        """Return the windows that are new, gone, in another one or otherwise named since the last call; None: any."""
        stirred, self._stirred = self._stirred, set()
        return stirred

    def touched(self) -> set[int] | None:
        """Return the windows of which anything was told since the last call; None: any."""
        touched, self._touched = self._touched, set()
        return touched

    def note(self, number: int, told: bytes) -> None:
        """Note an event about a window."""
        teller, window, holder = TOLD_OF.unpack_from(told)
        self._touched = _with(self._touched, teller, window)  # of a shape the window itself tells
        if number in (CONFIGURE, CREATE):
            self._moves.append((MOVE if number == CONFIGURE else _PLACE).unpack_from(told))
        if number == REPARENT:
            self._adopt(window, holder)
        if number in _BEGIN_OR_END:
            self._stirred = _with(self._stirred, *((window, holder) if number == REPARENT else (window,)))

    def renamed(self, window: int) -> None:
        """Note that a window tells something else of itself."""
        self._stirred, self._touched = _with(self._stirred, window), _with(self._touched, window)

    def _adopt(self, window: int, holder: int) -> None:
        if self._adoptions is not None:
            self._adoptions.append((window, holder))
            if len(self._adoptions) > MOVES_LIMIT:
                self._adoptions = self._stirred = None


def _with(windows: set[int] | None, *more: int) -> set[int] | None:
    """Return the set with more in it; None: any, also where they become too many."""
    if windows is None:
        return None
    windows.update(more)
    return windows if len(windows) <= STIRRED_LIMIT else None
