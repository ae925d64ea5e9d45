"""An X server's monitors, regions and windows, captured when the server says that they are damaged.

One connection, used by the thread that opened it.
"""

from __future__ import annotations

import contextlib
import select
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import xcffib
import xcffib.randr
import xcffib.shape
import xcffib.xfixes
import xcffib.xproto

from protocol.mirror.capture.common.place import Place, place_of
from protocol.mirror.capture.common.source import (
    SOURCE_GONE,
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    PointerState,
    RegionSource,
    SourceResized,
)
from protocol.mirror.capture.x11.damage import damage_of
from protocol.mirror.capture.x11.extensions import first_event
from protocol.mirror.capture.x11.image import SHARED_BYTES, Grabber
from protocol.mirror.capture.x11.pixels import PixelFormat, format_of
from protocol.mirror.capture.x11.pointer import PointerWatch
from protocol.mirror.capture.x11.screens import monitors_of, randr_of, screen_of
from protocol.mirror.capture.x11.waking import WakePipe
from protocol.mirror.capture.x11.window_news import MOVE, TOLD_OF, WindowNews
from protocol.mirror.picture.tiles import Picture, Rect

_xcb: Any = xcffib  # the functions of C beneath it
_LAYOUT_EVENTS = (
    xcffib.xproto.ConfigureNotifyEvent.event_number,
    xcffib.xproto.UnmapNotifyEvent.event_number,
    xcffib.xproto.DestroyNotifyEvent.event_number,
    xcffib.xproto.ReparentNotifyEvent.event_number,
)
_WINDOW_EVENTS = (
    xcffib.xproto.CreateNotifyEvent.event_number,
    xcffib.xproto.MapNotifyEvent.event_number,
    xcffib.xproto.GravityNotifyEvent.event_number,
    xcffib.xproto.CirculateNotifyEvent.event_number,
)
_PROPERTY = xcffib.xproto.PropertyNotifyEvent.event_number
OFF_S = 1.0  # that a monitor may be off before it counts as unplugged
LOOK_AGAIN_S = 0.05


def monitors(display: str | None) -> list[Monitor]:
    """List the monitors of an X server; see `capture.monitors`."""
    with connected(display) as connection:
        screen = screen_of(connection)
        format_of(connection, screen.root_visual, screen.root_depth)  # else nobody is to be asked
        return monitors_of(connection)


class Target(Protocol):
    """What of an X server a source captures. Belongs to the source's thread."""

    title: str
    rect: Rect  # where it is on the screen now; the size is that of the picture
    watched: int  # the drawable whose damage counts
    watched_at: tuple[int, int]  # the picture's corner there
    drawn: int  # the drawable that holds the pixels
    drawn_at: tuple[int, int]  # the picture's corner there
    pixels: PixelFormat  # of that drawable
    holders: frozenset[int]  # the windows whose own changes may make it another

    def check(self) -> float | None:
        """Look whether it still is what it was, and where; return in how many seconds to look again, if at all.

        Raises:
            SourceResized: it has another size, or another place where that matters.
            CaptureUnavailable: it is gone.
        """


class ScreenPart:
    """A monitor or a region, as a target."""

    def __init__(self, connection: Any, source: MonitorSource | RegionSource) -> None:
        self._connection = connection
        self._source = source
        self._found = place_of(source, monitors_of(connection))
        screen = screen_of(connection)
        self.pixels = format_of(connection, screen.root_visual, screen.root_depth)
        self.title, self.rect = self._found
        self.watched = self.drawn = screen.root
        self.holders = frozenset({screen.root})
        self.watched_at = self.drawn_at = self.rect[:2]

    def check(self) -> None:
        """Look at the monitors; wait a little for one that is off, as it is while its resolution changes."""
        if self._place_now() != self._found:
            raise SourceResized

    def _place_now(self) -> Place:
        until = time.monotonic() + OFF_S
        while True:
            try:
                return place_of(self._source, monitors_of(self._connection))
            except CaptureUnavailable as unavailable:
                if unavailable.code not in SOURCE_GONE or time.monotonic() >= until:
                    raise
            time.sleep(LOOK_AGAIN_S)


class X11Source:
    """One target on an X server; see `capture.ScreenSource`.

    Args:
        find: finds the target, and has the server tell of what happens to it.
        display: the X display; None: that of the environment.
    """

    def __init__(self, find: Callable[[Any], Target], display: str | None) -> None:
        self._news = WindowNews()
        self._told = False  # something that nobody has waited for yet; damage is told only once until it is taken
        self._restacked = 0  # times that the server told of windows that may lie otherwise now
        self._atoms: frozenset[int] = frozenset()  # of properties whose change counts as such
        self._check_s = float("inf")  # when the target is to be looked at, on the monotonic clock
        with _closed_on_error() as at_error, environment_errors():
            self._connection = connect(display)
            at_error.callback(self._connection.disconnect)
            self._root = screen_of(self._connection).root
            self._target = find(self._connection)
            rect, self.title = self._target.rect, self._target.title
            self.width, self.height = rect.width, rect.height
            self._select_events()
            self._pointer = PointerWatch(self._connection, self._root, rect)
            if self._pointer.event is not None:
                self._kinds[self._pointer.event] = "motion"
            self._grabber = Grabber(
                self._connection, self._target.drawn, self._target.pixels, min(4 * rect.pixels, SHARED_BYTES)
            )
            self._waking = WakePipe()
            at_error.callback(self._waking.close)
            self._poll = select.poll()
            self._poll.register(self._connection.get_file_descriptor(), select.POLLIN)
            self._poll.register(self._waking.fileno(), select.POLLIN)
            self._connection.flush()

    @property
    def connection(self) -> Any:
        """The connection to the server, for those who work with this source in its thread."""
        return self._connection

    @property
    def place(self) -> Rect:
        """Where the picture is on the screen, as far as that was looked at."""
        return self._target.rect

    @property
    def watched(self) -> int:
        """The window, or root window, of which the picture is a part."""
        return self._target.watched

    @property
    def watched_at(self) -> tuple[int, int]:
        """The picture's corner there."""
        return self._target.watched_at

    def moves(self) -> list[tuple[int, ...]]:
        """Return what `WindowNews.moves` does, with what the server has told by now."""
        with environment_errors():
            self._told |= self._take_events()
        return self._news.moves()

    @property
    def news(self) -> WindowNews:
        """What the server has told of windows."""
        return self._news

    def follow_properties(self, atoms: frozenset[int]) -> None:
        """Count a change of these properties as one of the window, where the server tells of it."""
        self._atoms = atoms

    def restacked(self) -> int:
        """Return how often the server has told of windows, as far as it was asked to."""
        with environment_errors():
            self._told |= self._take_events()
        return self._restacked

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until something happens."""
        told, self._told = self._told, False
        with environment_errors():
            if not self._take_events() and not told:
                self._sleep(timeout_s)
                self._take_events()
        if time.monotonic() >= self._check_s:
            self._check()

    def wake(self) -> None:
        """End a `wait`."""
        self._waking.wake()

    def damage(self) -> list[Rect]:
        """Return where the picture may have changed."""
        with environment_errors():
            taken = self._damage.take()
        if taken is None:
            return [Rect(0, 0, self.width, self.height)]
        left, top = self._target.watched_at
        return [Rect(r.x - left, r.y - top, r.width, r.height) for r in taken]

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy pixels."""
        with environment_errors():
            try:
                began_s = time.monotonic()
                self._grabber.grab(rects, self._target.drawn_at, frame)
                self._damage.grabbed(time.monotonic() - began_s)
            except xcffib.xproto.MatchError:  # the screen has become smaller
                self._check()
                raise

    def pointer(self) -> PointerState:
        """Return the pointer's state."""
        with environment_errors():
            return self._pointer.look()

    def close(self) -> None:
        """End the connection."""
        self._grabber.close()
        self._connection.disconnect()
        self._waking.close()

    def _select_events(self) -> None:
        connection = self._connection
        self._damage = damage_of(connection, self._target.watched)
        if (randr := randr_of(connection)) is not None:
            randr.SelectInput(self._root, xcffib.randr.NotifyMask.ScreenChange)
        tell_structure(connection, self._root)  # also of monitors that were only divided otherwise
        self._kinds = {
            **dict.fromkeys(_LAYOUT_EVENTS, "layout"),
            **dict.fromkeys(_WINDOW_EVENTS, "windows"),
            _PROPERTY: "property",
        }
        cursor_event = xcffib.xfixes.CursorNotifyEvent.event_number
        for key, after, kind in (
            (xcffib.xfixes.key, cursor_event, "shape"),
            (xcffib.randr.key, 0, "layout"),
            (xcffib.shape.key, 0, "windows"),
        ):
            if (first := first_event(connection, key.name)) is not None:
                self._kinds[first + after] = kind
        if self._damage.event is not None:
            self._kinds[self._damage.event] = "damage"

    def _sleep(self, timeout_s: float | None) -> None:
        check_s = max(0.0, self._check_s - time.monotonic())
        limits_s = [self._pointer.due_in_s(), self._damage.due_in_s(), timeout_s, check_s]
        sleep_s = min(limit_s for limit_s in limits_s if limit_s is not None)
        self._connection.flush()
        ready = self._poll.poll(None if sleep_s == float("inf") else 1000 * sleep_s)
        if any(number == self._waking.fileno() for number, _ in ready):
            self._waking.drain()

    def _take_events(self) -> bool:
        """Note what the server has told; say whether it was anything."""
        any_event = False
        while (event := _xcb.lib.xcb_poll_for_event(self._connection._conn)) != _xcb.ffi.NULL:
            told = bytes(_xcb.ffi.buffer(event, MOVE.size))
            _xcb.c_free(event)
            any_event = True
            self._note(told[0] & 0x7F, told)
        self._connection.invalid()  # raises if the connection has ended
        return any_event

    def _note(self, number: int, told: bytes) -> None:
        """Note what one event tells."""
        kind = self._kinds.get(number)
        if kind == "damage":
            self._damage.told()
        elif kind == "motion":
            self._pointer.has_moved()
        elif kind == "shape":
            self._pointer.has_changed_shape()
        elif kind in ("layout", "windows"):
            self._note_window(number, told, places=kind == "layout")
        elif kind == "property" and TOLD_OF.unpack_from(told)[1] in self._atoms:
            self._restacked += 1
            self._news.renamed(TOLD_OF.unpack_from(told)[0])

    def _note_window(self, number: int, told: bytes, *, places: bool) -> None:
        self._restacked += 1
        self._news.note(number, told)
        teller, window, _ = TOLD_OF.unpack_from(told)
        of_itself = teller == window and window in self._target.holders  # others tell the same of what lies in them
        if places and (of_itself or number not in _LAYOUT_EVENTS):  # or of the monitors
            self._check_s = 0.0

    def _check(self) -> None:
        with environment_errors():
            again_s = self._target.check()
        self._check_s = float("inf") if again_s is None else time.monotonic() + again_s
        self._pointer.rect = self._target.rect


def tell_structure(connection: Any, window: int) -> None:
    """Have the server tell what happens to the place and size of `window`."""
    mask = [xcffib.xproto.EventMask.StructureNotify | xcffib.xproto.EventMask.PropertyChange]
    connection.core.ChangeWindowAttributes(window, xcffib.xproto.CW.EventMask, mask)


def connect(display: str | None) -> Any:
    """Connect to an X server for good."""
    try:
        open_connection: Any = xcffib.Connection
        return open_connection(display)
    except xcffib.XcffibException as error:
        raise CaptureUnavailable("no_display") from error


@contextlib.contextmanager
def connected(display: str | None) -> Iterator[Any]:
    """Connect to an X server for a while."""
    connection = connect(display)
    try:
        with environment_errors():
            yield connection
    finally:
        connection.disconnect()


@contextlib.contextmanager
def _closed_on_error() -> Iterator[contextlib.ExitStack]:
    """Run what was pushed on the stack if an exception comes, and only then."""
    with contextlib.ExitStack() as stack:
        yield stack
        stack.pop_all()


@contextlib.contextmanager
def environment_errors() -> Iterator[None]:
    """Turn what the X server does to us into CaptureUnavailable."""
    try:
        yield
    except xcffib.ConnectionException as error:
        raise CaptureUnavailable("no_display") from error
    except (xcffib.XcffibException, KeyError) as error:  # KeyError: no such extension
        raise CaptureUnavailable("failed") from error
