"""Monitors of an X server, captured when the server says that they are damaged.

One connection, used by the thread that opened it.
"""

from __future__ import annotations

import contextlib
import select
from collections.abc import Iterator
from typing import Any

import xcffib
import xcffib.damage
import xcffib.randr
import xcffib.xfixes
import xcffib.xproto

from protocol.mirror.capture.source import CaptureUnavailable, Monitor, PointerState, SourceResized
from protocol.mirror.capture.waking import WakePipe
from protocol.mirror.capture.x11_image import Grabber
from protocol.mirror.capture.x11_pointer import PointerWatch
from protocol.mirror.tiles import Picture, Rect

_xcb: Any = xcffib  # the functions of C beneath it
_GENERIC_EVENT = 35
_RGB_MASKS = (0xFF0000, 0x00FF00, 0x0000FF)


def monitors(display: str | None) -> list[Monitor]:
    """List the monitors of an X server; see `capture.monitors`."""
    with _connected(display) as connection:
        return _monitors(connection)


class X11Source:
    """One monitor of an X server; see `capture.ScreenSource`."""

    def __init__(self, monitor_number: int, display: str | None) -> None:
        self._monitor_number = monitor_number
        self._damaged = self._all_damaged = True  # all of it is new at first
        self._layout_changed = False
        with _closed_on_error() as at_error, _environment_errors():
            self._connection = _connect(display)
            at_error.callback(self._connection.disconnect)
            screen = _screen(self._connection)
            self._root = screen.root
            _refuse_unreadable(self._connection, screen)
            self._monitor = self._find_monitor()
            rect = self._monitor.rect
            self.width, self.height, self.title = rect.width, rect.height, self._monitor.name
            self._select_events()
            self._pointer = PointerWatch(self._connection, self._root, rect)
            self._grabber = Grabber(self._connection, self._root, 4 * rect.pixels)
            self._waking = WakePipe()
            at_error.callback(self._waking.close)
            self._poll = select.poll()
            self._poll.register(self._connection.get_file_descriptor(), select.POLLIN)
            self._poll.register(self._waking.fileno(), select.POLLIN)
            self._connection.flush()

    def wait(self, timeout_s: float | None) -> None:
        """Sleep until something happens."""
        with _environment_errors():
            if not self._take_events():
                due_s = self._pointer.due_in_s()
                if due_s is not None:
                    timeout_s = due_s if timeout_s is None else min(due_s, timeout_s)
                self._connection.flush()
                self._poll.poll(None if timeout_s is None else 1000 * timeout_s)
                self._waking.drain()
                self._take_events()
        if self._layout_changed:
            self._layout_changed = False
            self._check_layout()

    def wake(self) -> None:
        """End a `wait`."""
        self._waking.wake()

    def damage(self) -> list[Rect]:
        """Return where the screen may have changed."""
        if not self._damaged:
            return []
        self._damaged = False
        with _environment_errors():
            self._damage_extension.Subtract(self._damage, xcffib.NONE, self._region)
            region = self._fixes.FetchRegion(self._region).reply()
        if self._all_damaged:
            self._all_damaged = False
            return [Rect(0, 0, self.width, self.height)]
        left, top = self._monitor.rect[:2]
        return [Rect(r.x - left, r.y - top, r.width, r.height) for r in region.rectangles]

    def grab(self, rects: list[Rect], frame: Picture) -> None:
        """Copy pixels."""
        with _environment_errors():
            try:
                self._grabber.grab(rects, self._monitor.rect[:2], frame)
            except xcffib.xproto.MatchError:  # the screen has become smaller
                self._check_layout()
                raise

    def pointer(self) -> PointerState:
        """Return the pointer's state."""
        with _environment_errors():
            return self._pointer.look()

    def close(self) -> None:
        """End the connection."""
        self._grabber.close()
        self._connection.disconnect()
        self._waking.close()

    def _find_monitor(self) -> Monitor:
        for monitor in _monitors(self._connection):
            if monitor.number == self._monitor_number:
                return monitor
        raise CaptureUnavailable("monitor_gone")

    def _select_events(self) -> None:
        connection = self._connection
        self._fixes = connection(xcffib.xfixes.key)
        self._fixes.QueryVersion(5, 0).reply()
        self._damage_extension = connection(xcffib.damage.key)
        self._damage_extension.QueryVersion(1, 1).reply()
        self._region, self._damage = connection.generate_id(), connection.generate_id()
        self._fixes.CreateRegion(self._region, 0, [])
        self._damage_extension.Create(self._damage, self._root, xcffib.damage.ReportLevel.NonEmpty)
        connection(xcffib.randr.key).SelectInput(self._root, xcffib.randr.NotifyMask.ScreenChange)
        root_events = [xcffib.xproto.EventMask.StructureNotify]  # monitors that were only divided otherwise
        connection.core.ChangeWindowAttributes(self._root, xcffib.xproto.CW.EventMask, root_events)
        self._kinds = {
            xcffib.xproto.ConfigureNotifyEvent.event_number: "layout",
            _first_event(connection, xcffib.damage.key): "damage",
            _first_event(connection, xcffib.xfixes.key) + xcffib.xfixes.CursorNotifyEvent.event_number: "shape",
            _first_event(connection, xcffib.randr.key): "layout",
            _GENERIC_EVENT: "motion",
        }

    def _take_events(self) -> bool:
        """Note what the server has told; say whether it was anything.

        Only the kinds of events are looked at: xcffib's own reading of a raw motion event reads past its end.
        """
        any_event = False
        while (event := _xcb.lib.xcb_poll_for_event(self._connection._conn)) != _xcb.ffi.NULL:
            kind = self._kinds.get(event.response_type & 0x7F)
            _xcb.c_free(event)
            any_event = True
            if kind == "damage":
                self._damaged = True
            elif kind == "motion":
                self._pointer.has_moved()
            elif kind == "shape":
                self._pointer.has_changed_shape()
            elif kind == "layout":
                self._layout_changed = True
        self._connection.invalid()  # raises if the connection has ended
        return any_event

    def _check_layout(self) -> None:
        with _environment_errors():
            if self._find_monitor() != self._monitor:
                raise SourceResized


def _connect(display: str | None) -> Any:
    try:
        connect: Any = xcffib.Connection
        return connect(display)
    except xcffib.XcffibException as error:
        raise CaptureUnavailable("no_display") from error


@contextlib.contextmanager
def _connected(display: str | None) -> Iterator[Any]:
    connection = _connect(display)
    try:
        with _environment_errors():
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
def _environment_errors() -> Iterator[None]:
    """Turn what the X server does to us into CaptureUnavailable."""
    try:
        yield
    except xcffib.ConnectionException as error:
        raise CaptureUnavailable("no_display") from error
    except (xcffib.XcffibException, KeyError) as error:  # KeyError: no such extension
        raise CaptureUnavailable("failed") from error


def _screen(connection: Any) -> Any:
    return connection.get_setup().roots[connection.pref_screen]


def _monitors(connection: Any) -> list[Monitor]:
    """List the monitors by RandR 1.5."""
    _refuse_wayland(connection)
    randr = connection(xcffib.randr.key)
    randr.QueryVersion(1, 5).reply()
    found = randr.GetMonitors(_screen(connection).root, True).reply().monitors
    names = [connection.core.GetAtomName(monitor.name) for monitor in found]
    listed = [
        (Rect(m.x, m.y, m.width, m.height), name.reply().name.to_string(), bool(m.primary))
        for m, name in zip(found, names, strict=True)
    ]
    if any(name.startswith("XWAYLAND") for _, name, _ in listed):
        raise CaptureUnavailable("wayland")
    return [Monitor(n, name, rect, primary) for n, (rect, name, primary) in enumerate(sorted(listed), 1)]


def _refuse_wayland(connection: Any) -> None:
    """Refuse the X server of a Wayland desktop, which shows black."""
    name = "XWAYLAND"
    if connection.core.QueryExtension(len(name), name).reply().present:
        raise CaptureUnavailable("wayland")


def _refuse_unreadable(connection: Any, screen: Any) -> None:
    """Refuse a screen whose pixels are not 32-bit words of blue, green, red, from the lowest byte on."""
    setup = connection.get_setup()
    visual = next(v for d in screen.allowed_depths for v in d.visuals if v.visual_id == screen.root_visual)
    bits = next(f.bits_per_pixel for f in setup.pixmap_formats if f.depth == screen.root_depth)
    masks = (visual.red_mask, visual.green_mask, visual.blue_mask)
    if bits != 32 or masks != _RGB_MASKS or setup.image_byte_order != xcffib.xproto.ImageOrder.LSBFirst:
        raise CaptureUnavailable("failed")


def _first_event(connection: Any, key: xcffib.ExtensionKey) -> int:
    return int(_xcb.lib.xcb_get_extension_data(connection._conn, key.c_key).first_event)
