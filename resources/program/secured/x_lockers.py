"""Screen savers and lockers of an X server: its own saver, and windows that cover all of the screen and take all input.

Nothing tells that a screen is locked there. What locks it shows a window that no window manager has, over everything,
and holds the keyboard. Of well-known ones the name is enough, of others both must be so.
"""

from __future__ import annotations

import contextlib
import os
import select
import threading
import time
from typing import Any

import xcffib
import xcffib.screensaver
import xcffib.shape
import xcffib.xproto

from protocol.vocabulary.content import PauseReason
from resources.program.secured.secured import Told

LOCKERS = frozenset(
    (
        *("i3lock", "xsecurelock", "slock", "xlock", "xscreensaver", "light-locker", "physlock", "xlockmore"),
        *("gnome-screensaver", "mate-screensaver", "cinnamon-screensaver", "xfce4-screensaver", "ksmserver"),
        *("kscreenlocker_greet", "xtrlock", "alock", "betterlockscreen"),
    )
)
"""Names of programs, as their windows say them."""

COVERS = 0.9  # of the screen; a locker may leave a line at the edge
PROBES_S = (0.0, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)  # after a window has come: it takes the keyboard soon
AGAIN_S = 1.0  # between two looks at whether it has, as long as it is there
_MAP, _UNMAP = xcffib.xproto.MapNotifyEvent.event_number, xcffib.xproto.UnmapNotifyEvent.event_number
_DESTROY, _CONFIGURE = xcffib.xproto.DestroyNotifyEvent.event_number, xcffib.xproto.ConfigureNotifyEvent.event_number
_ALONE_AT = {_MAP: 12, _CONFIGURE: 26}  # where an event says that no window manager has the window
_SAVER_ON = 1  # ScreenSaverOn
_GONE = (xcffib.xproto.WindowError, xcffib.xproto.DrawableError)
_NAME = xcffib.xproto.Atom.WM_CLASS
_LONGEST = 64  # 32-bit words
_xcb: Any = xcffib


class XLockers:
    """Watches an X server in a thread of its own, over a connection of its own.

    Args:
        display: the X display; None: that of the environment.
    """

    def __init__(self, display: str | None = None) -> None:
        self._display = display
        self._thread: threading.Thread | None = None
        self._pipe: tuple[int, int] | None = None

    def begin(self, told: Told) -> None:
        """Look, and go on looking."""
        try:
            make: Any = xcffib.Connection
            connection = make(display=self._display)
        except xcffib.XcffibException:
            return
        self._pipe = os.pipe()
        self._thread = threading.Thread(
            target=_run, args=(connection, self._pipe[0], told), name="lockers", daemon=True
        )
        self._thread.start()

    def end(self) -> None:
        """End the thread; it waits for nobody."""
        if self._thread is None or self._pipe is None:
            return
        os.write(self._pipe[1], b"x")
        self._thread.join()
        for number in self._pipe:
            os.close(number)
        self._thread = self._pipe = None


def _run(connection: Any, ends: int, told: Told) -> None:
    with contextlib.suppress(xcffib.XcffibException):  # the server has gone
        _Watch(connection, told).follow(ends)
    with contextlib.suppress(xcffib.XcffibException):
        connection.disconnect()


class _Watch:
    """What the thread knows of the server."""

    def __init__(self, connection: Any, told: Told) -> None:
        self._connection = connection
        self._told = told
        screen = connection.get_setup().roots[connection.pref_screen]
        self._root, self._pixels = screen.root, screen.width_in_pixels * screen.height_in_pixels
        self._own = connection.core.InternAtom(False, 11, "_NET_WM_PID").reply().atom
        self._bits = connection.get_setup().resource_id_mask
        self._shape = _extension(connection, xcffib.shape.key)
        self._areas: dict[int, int] = {}  # of windows over the screen that no window manager has; in pixels
        self._lockers: set[int] = set()  # windows that lock it
        self._probes_s: list[float] = []  # when to ask whether somebody holds the keyboard
        self._said = {PauseReason.LOCKED: False, PauseReason.SCREEN_SAVER: False}
        self._saver_event = self._select()
        for window in connection.core.QueryTree(self._root).reply().children:
            self._take_up(window)
        self._probe()

    def follow(self, ends: int) -> None:
        """Take what the server tells, until something can be read from `ends`."""
        poll = select.poll()
        poll.register(self._connection.get_file_descriptor(), select.POLLIN)
        poll.register(ends, select.POLLIN)
        while True:
            self._take_events()
            self._connection.flush()
            if not self._probes_s and self._is_covered():
                self._probes_s = [time.monotonic() + AGAIN_S]
            due_s = min(self._probes_s, default=None)
            timeout_ms = None if due_s is None else max(0.0, 1000 * (due_s - time.monotonic()))
            if any(number == ends for number, _ in poll.poll(timeout_ms)):
                return
            if due_s is not None and time.monotonic() >= due_s:
                self._probes_s.remove(due_s)
                self._judge()

    def _select(self) -> int | None:
        mask = xcffib.xproto.EventMask.SubstructureNotify
        self._connection.core.ChangeWindowAttributes(self._root, xcffib.xproto.CW.EventMask, [mask])
        saver = _extension(self._connection, xcffib.screensaver.key)
        if saver is None:
            return None
        saver.QueryVersion(1, 1).reply()
        saver.SelectInput(self._root, xcffib.screensaver.Event.NotifyMask)
        self._say(PauseReason.SCREEN_SAVER, saver.QueryInfo(self._root).reply().state == _SAVER_ON)
        name = xcffib.screensaver.key.name
        return int(self._connection.core.QueryExtension(len(name), name).reply().first_event)

    def _take_events(self) -> None:
        while (event := _xcb.lib.xcb_poll_for_event(self._connection._conn)) != _xcb.ffi.NULL:
            told = bytes(_xcb.ffi.buffer(event, 32))
            _xcb.c_free(event)
            self._note(told[0] & 0x7F, told)
        self._connection.invalid()  # raises if the connection has ended

    def _note(self, kind: int, told: bytes) -> None:
        window = int.from_bytes(told[8:12], "little")
        if kind == self._saver_event:
            self._say(PauseReason.SCREEN_SAVER, told[1] == _SAVER_ON)
        elif kind in (_UNMAP, _DESTROY) and window in self._areas:
            self._areas.pop(window)
            self._lockers.discard(window)
            self._judge()
        elif kind in _ALONE_AT and told[_ALONE_AT[kind]]:
            before = self._areas.get(window)
            self._take_up(window)
            if self._areas.get(window) != before:
                self._probe()

    def _take_up(self, window: int) -> None:
        """Look at a window, and keep it if it may be a locker's."""
        core = self._connection.core
        asked = (
            core.GetWindowAttributes(window),
            core.GetGeometry(window),
            core.GetProperty(False, window, _NAME, 0, 0, _LONGEST),
            core.GetProperty(False, window, self._own, 0, 0, 1),
        )
        self._areas.pop(window, None)
        try:
            attributes, size, name, process = (cookie.reply() for cookie in asked)
        except _GONE:
            return
        is_there = attributes.map_state == xcffib.xproto.MapState.Viewable and attributes.override_redirect
        if not is_there or process.value.buf()[:4] == os.getpid().to_bytes(4, "little"):
            return
        names = {part.strip().casefold() for part in name.value.buf().decode("utf-8", "replace").split("\0")}
        if names & LOCKERS:
            self._lockers.add(window)
        elif self._lets_input_through(window):
            return  # a compositor's, or a picture over the screen
        self._areas[window] = size.width * size.height

    def _lets_input_through(self, window: int) -> bool:
        if self._shape is None:
            return False
        try:
            return len(self._shape.GetRectangles(window, xcffib.shape.SK.Input).reply().rectangles) == 0
        except _GONE:
            return True

    def _probe(self) -> None:
        """Judge now, and again when somebody may have taken the keyboard."""
        self._probes_s = [time.monotonic() + after_s for after_s in PROBES_S[1:]]
        self._judge()

    def _judge(self) -> None:
        """Say whether the screen is locked now."""
        named = sum(self._areas.get(window, 0) for window in self._lockers) >= 0.25 * self._pixels
        self._say(PauseReason.LOCKED, named or (self._is_covered() and self._is_keyboard_held()))

    def _is_covered(self) -> bool:
        """Say whether the windows of one program cover the screen."""
        areas: dict[int, int] = {}
        for window, area in self._areas.items():
            areas[window & ~self._bits] = areas.get(window & ~self._bits, 0) + area
        return bool(max(areas.values(), default=0) >= COVERS * self._pixels)

    def _is_keyboard_held(self) -> bool:
        """Ask for the keyboard, and give it back before anybody else can ask; who holds it is not disturbed."""
        core, mode = self._connection.core, xcffib.xproto.GrabMode.Async
        core.GrabServer()
        asked = core.GrabKeyboard(False, self._root, xcffib.xproto.Time.CurrentTime, mode, mode)
        core.UngrabKeyboard(xcffib.xproto.Time.CurrentTime)
        core.UngrabServer()
        return bool(asked.reply().status == xcffib.xproto.GrabStatus.AlreadyGrabbed)

    def _say(self, why: PauseReason, is_so: bool) -> None:
        if self._said[why] != is_so:
            self._said[why] = is_so
            self._told(why, is_so)


def _extension(connection: Any, key: Any) -> Any:
    """Return an extension of the server; None: it has none."""
    if not connection.core.QueryExtension(len(key.name), key.name).reply().present:
        return None
    return connection(key)
