"""What an X server's windows tell of themselves: their program, title, kind, and the window that they belong to."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xcffib.xproto

from protocol.mirror.capture.common.kept_back import Facts, plain

UNREAD_S = 0.5  # that a new window which names no program or no title counts as one that is about to
_DEPTH_LIMIT, _SEARCH_LIMIT = 4, 64  # of the search for a program's window in its frame
_LONGEST = 1024  # 32-bit words of a property
_GONE = (xcffib.xproto.WindowError, xcffib.xproto.DrawableError)
_NAMES = ("WM_CLASS", "_NET_WM_NAME", "WM_NAME", "_NET_WM_WINDOW_TYPE", "WM_TRANSIENT_FOR")
_NOTIFICATION = "_NET_WM_WINDOW_TYPE_NOTIFICATION"


class Readings:
    """Reads what windows tell, and reads it again only of those that have changed. Belongs to the connection's thread.

    Args:
        connection: to the server.
        tell: has the server tell what becomes of a window.
        clock: seconds, never going back.
    """

    def __init__(
        self, connection: Any, tell: Callable[[int], None], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._connection = connection
        self._tell = tell
        self._clock = clock
        self._atoms = {name: self._atom(name) for name in (*_NAMES, _NOTIFICATION)}
        self._own_bits = connection.get_setup().resource_id_mask
        self._told: dict[int, Facts] = {}  # by the outermost window; `unread` is not in it
        self._new_until_s: dict[int, float] = {}
        self._due_s: float | None = None
        self._first = True  # what is there from the start is not new

    @property
    def atoms(self) -> frozenset[int]:
        """The properties that count."""
        return frozenset(self._atoms.values())

    def owner(self, window: int) -> int:
        """Return the same number for all windows of one program; the server gives each its own part of all numbers."""
        return int(window & ~self._own_bits)

    def forget(self, windows: Iterable[int] | None) -> None:
        """Read anew what is asked for of `windows`, or of those that they lie in; None: of all."""
        if windows is None:
            self._told.clear()
            return
        stirred = set(windows)
        self._told = {
            top: facts for top, facts in self._told.items() if top not in stirred and facts.number not in stirred
        }

    def of(self, tops: Mapping[int, bool]) -> dict[int, Facts]:
        """Return what each of the outermost windows tells, or the program's window in it.

        Args:
            tops: the windows that can be seen, and whether a window manager leaves them alone.
        """
        now_s = self._clock()
        for top in tops:
            if top not in self._new_until_s:
                self._new_until_s[top] = now_s if self._first else now_s + UNREAD_S
        self._first = False
        self._new_until_s = {top: until_s for top, until_s in self._new_until_s.items() if top in tops}
        self._told = {
            top: facts
            for top, alone in tops.items()
            if (facts := self._told.get(top) or self._read_inside(top, alone=alone)) is not None
        }
        unread = {
            top
            for top, facts in self._told.items()
            if not tops[top] and not (facts.names and facts.title) and now_s < self._new_until_s[top]
        }
        self._due_s = min((self._new_until_s[top] for top in unread), default=None)
        return {top: facts._replace(unread=top in unread) for top, facts in self._told.items()}

    def due_in_s(self) -> float | None:
        """Say in how many seconds a window is no longer new that was so when `of` was called; None: none was."""
        return None if self._due_s is None else max(0.0, self._due_s - self._clock())

    def _read_inside(self, top: int, *, alone: bool) -> Facts | None:
        """Read a window; the frame of a window manager has no name, the program's own window lies in it."""
        facts = self._read(top)
        if facts is None or facts.names or alone:
            return facts
        inner = self._client_in(top)
        read = None if inner is None else self._read(inner)
        return facts if read is None else read

    def _client_in(self, frame: int) -> int | None:
        """Return the first window in a frame that is not of who has made the frame."""
        level, looked_at = [frame], 0
        for _ in range(_DEPTH_LIMIT):
            below: list[int] = []
            for window in level[: _SEARCH_LIMIT - looked_at]:
                looked_at += 1
                try:
                    below += self._connection.core.QueryTree(window).reply().children
                except _GONE:
                    continue
            for window in below:
                if self.owner(window) != self.owner(frame):
                    return window
            level = below
        return None

    def read_inside(self, top: int, *, alone: bool) -> Facts | None:
        """Return what an outermost window tells, or the program's own window in it; None: it is gone."""
        return self._read_inside(top, alone=alone)

    def read(self, window: int) -> Facts | None:
        """Return what a program's own window tells now; None: it is gone."""
        return self._read(window)

    def _read(self, window: int) -> Facts | None:
        """Read what a window tells; None: it is gone."""
        self._tell(window)
        core, any_type = self._connection.core, 0
        asked = {name: core.GetProperty(False, window, self._atoms[name], any_type, 0, _LONGEST) for name in _NAMES}
        try:
            got = {name: cookie.reply().value for name, cookie in asked.items()}
        except _GONE:
            return None
        names = (plain(name) for name in _text(got["WM_CLASS"]).split("\0"))
        return Facts(
            number=window,
            owner=self.owner(window),
            names=frozenset(filter(None, names)),
            title=_text(got["_NET_WM_NAME"]) or _text(got["WM_NAME"]),
            leader=next(iter(_numbers(got["WM_TRANSIENT_FOR"])), 0),
            notification=self._atoms[_NOTIFICATION] in _numbers(got["_NET_WM_WINDOW_TYPE"]),
        )

    def _atom(self, name: str) -> int:
        return int(self._connection.core.InternAtom(False, len(name), name).reply().atom)


def _text(value: Any) -> str:
    return str(value.buf().decode("utf-8", "replace")) if len(value) else ""


def _numbers(value: Any) -> list[int]:
    """Return a property that is a list of 32-bit numbers."""
    data = value.buf() if len(value) else b""
    return [int.from_bytes(data[at : at + 4], "little") for at in range(0, len(data) - 3, 4)]
