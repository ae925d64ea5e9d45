"""Windows of an X server: which there are, and one of them as a target, whatever covers it.

The Composite extension keeps a redirected window's content in a pixmap of its own, which is complete while the window
is covered or partly off the screen. The pixmap stays as it is when the window is resized; another one is named then.
"""

from __future__ import annotations

import time
from typing import Any

import xcffib
import xcffib.composite
import xcffib.xproto

from protocol.mirror.capture.common.kept_back import NO_RULES, Rules, kept_back
from protocol.mirror.capture.common.source import CaptureUnavailable, SourceResized, Window
from protocol.mirror.capture.x11.extensions import has_extension
from protocol.mirror.capture.x11.pixels import format_of
from protocol.mirror.capture.x11.readings import Readings
from protocol.mirror.capture.x11.screens import screen_of
from protocol.mirror.capture.x11.source import connected, tell_structure
from protocol.mirror.picture.tiles import Rect
from protocol.notation.names import cleaned

SETTLED_S = 0.15  # that a window keeps its size before it is captured anew; it may be under way to another
LONGEST_UNSETTLED_S = 1.0  # that a picture of the old size is shown at most

_LIST_LIMIT = 200  # windows
_NOT_SHARED = ("_NET_WM_WINDOW_TYPE_DESKTOP", "_NET_WM_WINDOW_TYPE_DOCK")
_VIEWABLE = xcffib.xproto.MapState.Viewable


def windows(display: str | None, rules: Rules = NO_RULES) -> list[Window]:
    """List the windows of an X server that can be seen now and are not kept back; see `capture.windows`."""
    with connected(display) as connection:
        if not has_extension(connection, xcffib.composite.key.name):
            return []
        reader = _Reader(connection)
        root = screen_of(connection).root
        numbers = reader.words(root, "_NET_CLIENT_LIST_STACKING")[-_LIST_LIMIT:]
        not_shared = {reader.atom(name) for name in _NOT_SHARED}
        found = []
        kept = _kept_back(connection, numbers, rules)
        for number in reversed([number for number in numbers if number not in kept]):
            try:
                window = reader.window(number, not_shared)
            except xcffib.xproto.WindowError:  # closed meanwhile
                continue
            if window is not None:
                found.append(window)
        return found


def _kept_back(connection: Any, numbers: list[int], rules: Rules) -> set[int]:
    """Return which of the windows are kept back by what they are, but for the own program's."""
    if rules._replace(own=0) == NO_RULES:
        return set()
    readings = Readings(connection, lambda _window: None)
    facts = [told for number in numbers if (told := readings.read(number)) is not None]
    return kept_back(facts, rules, 0)


class WindowContent:
    """One window's content, as a target; see `x11.Target`.

    Raises:
        CaptureUnavailable: "window_gone", "window_hidden".
    """

    def __init__(self, connection: Any, number: int) -> None:
        self._connection = connection
        self._reader = _Reader(connection)
        self._number = self.watched = number
        self.holders: frozenset[int] = frozenset()
        self._unsettled_since_s: float | None = None
        self._seen_size = (0, 0)
        try:
            self._watch()
            attributes = connection.core.GetWindowAttributes(number).reply()
            geometry = connection.core.GetGeometry(number).reply()
            if attributes.map_state != _VIEWABLE:
                raise CaptureUnavailable("window_hidden")
            self.pixels = format_of(connection, attributes.visual, geometry.depth)
            self.rect = self._reader.rect(number)
            self.title = self._reader.title(number)
            self.drawn = self._name_pixmap()
        except (xcffib.xproto.WindowError, xcffib.xproto.DrawableError) as error:
            raise CaptureUnavailable("window_gone") from error
        except xcffib.xproto.MatchError as error:  # it has just been hidden
            raise CaptureUnavailable("window_hidden") from error
        self.watched_at = (0, 0)
        self.drawn_at = (geometry.border_width, geometry.border_width)

    def check(self) -> float | None:
        """Look at the window's place, size and whether it can be seen."""
        try:
            self._watch()
            if self._connection.core.GetWindowAttributes(self._number).reply().map_state != _VIEWABLE:
                raise CaptureUnavailable("window_hidden")
            now = self._reader.rect(self._number)
        except (xcffib.xproto.WindowError, xcffib.xproto.DrawableError) as error:
            raise CaptureUnavailable("window_gone") from error
        self.rect = Rect(now.x, now.y, *self.rect[2:])
        return self._settle(now[2:])

    def _settle(self, size: tuple[int, int]) -> float | None:
        """Wait until the window keeps `size`; then it is to be captured anew, unless that is the old one."""
        now_s = time.monotonic()
        if self._unsettled_since_s is None:
            if size == self.rect[2:]:
                return None
            self._unsettled_since_s = now_s
        elif size == self._seen_size or now_s - self._unsettled_since_s >= LONGEST_UNSETTLED_S:
            raise SourceResized  # also where it is back at the old size: that pixmap is no longer drawn to
        self._seen_size = size
        return SETTLED_S

    def _watch(self) -> None:
        """Have the server tell of the window and of the frames it is in, which a window manager may change."""
        window, root = self._number, screen_of(self._connection).root
        holders = [root]
        while window not in (root, xcffib.NONE):
            holders.append(window)
            tell_structure(self._connection, window)
            window = self._connection.core.QueryTree(window).reply().parent
        self.holders = frozenset(holders)

    def _name_pixmap(self) -> int:
        composite = self._connection(xcffib.composite.key)
        composite.QueryVersion(0, 4).reply()
        composite.RedirectWindow(self._number, xcffib.composite.Redirect.Automatic, is_checked=True).check()
        pixmap = int(self._connection.generate_id())
        composite.NameWindowPixmap(self._number, pixmap, is_checked=True).check()
        return pixmap


class _Reader:
    """Reads windows' properties over one connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._atoms: dict[str, int] = {}

    def atom(self, name: str) -> int:
        """Return the number of an atom; 0 where nobody uses it."""
        if name not in self._atoms:
            self._atoms[name] = self._connection.core.InternAtom(True, len(name), name).reply().atom
        return self._atoms[name]

    def words(self, window: int, name: str) -> list[int]:
        """Return a property that is a list of numbers."""
        value = self._property(window, name)
        return list(value.to_atoms()) if value is not None else []

    def title(self, window: int) -> str:
        """Return the window's name."""
        for name in ("_NET_WM_NAME", "WM_NAME"):
            value = self._property(window, name)
            text = "" if value is None else value.buf().decode("utf-8", "replace")
            if text := cleaned(text):
                return text
        return ""

    def rect(self, window: int) -> Rect:
        """Return where the window is on the screen."""
        size = self._connection.core.GetGeometry(window).reply()
        at = self._connection.core.TranslateCoordinates(window, screen_of(self._connection).root, 0, 0).reply()
        return Rect(at.dst_x, at.dst_y, size.width, size.height)

    def window(self, number: int, not_shared: set[int]) -> Window | None:
        """Return a window; None where it can't be seen or is a part of the desktop itself."""
        if self._connection.core.GetWindowAttributes(number).reply().map_state != _VIEWABLE:
            return None
        if not_shared & set(self.words(number, "_NET_WM_WINDOW_TYPE")):
            return None
        process = next(iter(self.words(number, "_NET_WM_PID")), 0)
        return Window(number, self.title(number), self.rect(number), process)

    def _property(self, window: int, name: str) -> Any:
        any_type, longest = 0, 4096  # 32-bit words
        if not self.atom(name):
            return None
        reply = self._connection.core.GetProperty(False, window, self.atom(name), any_type, 0, longest).reply()
        return reply.value if reply.value_len else None
