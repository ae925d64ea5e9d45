"""Lockers and screen savers on a real X server: i3lock and xsecurelock themselves, and windows that are none."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time

import pytest
import xcffib
import xcffib.screensaver
import xcffib.shape
import xcffib.xproto

from protocol.vocabulary.content import PauseReason
from resources.program.secured.secured import Secured
from resources.program.secured.x_lockers import XLockers
from tests.helpers.odd.displays import odd_display

PATIENCE_MS = 20_000
WIDTH, HEIGHT = 640, 480


@pytest.fixture(scope="module")
def display():
    with odd_display() as name:
        yield name


@pytest.fixture
def secured(display, qtbot):
    secured = Secured([XLockers(display)])
    secured.watch(True)
    yield secured
    secured.watch(False)
    assert secured.why is None


class Covering:
    """A program with a window over all of the screen."""

    def __init__(self, display, *, inset=0, name=b"", own=False, through=False, parts=1):
        make = xcffib.Connection
        self.connection = make(display)
        self.core, self.screen = self.connection.core, self.connection.get_setup().roots[0]
        self.windows = []
        wide, high = self.screen.width_in_pixels, self.screen.height_in_pixels
        for part in range(parts):
            number = self.connection.generate_id()
            mask = xcffib.xproto.CW.BackPixel | xcffib.xproto.CW.OverrideRedirect
            self.core.CreateWindow(
                *(self.screen.root_depth, number, self.screen.root, part * wide // parts + inset, inset),
                *(wide // parts - 2 * inset, high - 2 * inset, 0, xcffib.xproto.WindowClass.InputOutput),
                *(self.screen.root_visual, mask, [0x123456, 1]),
            )
            replace = xcffib.xproto.PropMode.Replace
            self.core.ChangeProperty(replace, number, xcffib.xproto.Atom.WM_CLASS, 31, 8, len(name), name)
            if own:
                pid = self.core.InternAtom(False, 11, "_NET_WM_PID").reply().atom
                self.core.ChangeProperty(replace, number, pid, 6, 32, 1, os.getpid().to_bytes(4, "little"))
            if through:
                shape = self.connection(xcffib.shape.key)
                so, kind = xcffib.shape.SO.Set, xcffib.shape.SK.Input
                shape.Rectangles(so, kind, xcffib.xproto.ClipOrdering.Unsorted, number, 0, 0, 0, [])
            self.core.MapWindow(number)
            self.windows.append(number)
        self.core.GetInputFocus().reply()

    def take_keyboard(self):
        mode = xcffib.xproto.GrabMode.Async
        status = self.core.GrabKeyboard(True, self.screen.root, 0, mode, mode).reply().status
        assert status == xcffib.xproto.GrabStatus.Success

    def close(self):
        self.connection.disconnect()


@pytest.fixture
def covering(display):
    with contextlib.ExitStack() as stack:

        def cover(**how):
            program = Covering(display, **how)
            stack.callback(program.close)
            return program

        yield cover


@pytest.fixture(params=["i3lock", "xsecurelock"])
def locker(request, display):
    """Start a real one; killing it is the only way out without a password."""
    command = {"i3lock": ["i3lock", "--nofork"], "xsecurelock": ["xsecurelock"]}[request.param]
    assert shutil.which(command[0]), f"{command[0]} is missing: apt-get install {command[0]}"
    started = []

    def lock():
        out = subprocess.DEVNULL
        started.append(
            subprocess.Popen(command, env={**os.environ, "DISPLAY": display}, stdout=out, stderr=out, process_group=0)
        )

    yield lock, lambda: _end(started)
    _end(started)


def _end(started):
    while started:
        program = started.pop()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGTERM)
        program.wait()


def test_real_lockers_are_seen_when_they_come_and_when_they_go(secured, locker, qtbot):
    lock, unlock = locker
    lock()
    qtbot.waitUntil(lambda: secured.why is PauseReason.LOCKED, timeout=PATIENCE_MS)
    unlock()
    qtbot.waitUntil(lambda: secured.why is None, timeout=PATIENCE_MS)


def test_one_that_was_there_before_is_seen(display, locker, qtbot):
    lock, _ = locker
    lock()
    first = Secured([XLockers(display)])
    first.watch(True)
    qtbot.waitUntil(lambda: first.why is PauseReason.LOCKED, timeout=PATIENCE_MS)
    later = Secured([XLockers(display)])
    later.watch(True)
    qtbot.waitUntil(lambda: later.why is PauseReason.LOCKED, timeout=PATIENCE_MS)
    for each in (first, later):
        each.watch(False)


@pytest.mark.parametrize("how", [{}, {"inset": 1}, {"parts": 2}])
def test_an_unknown_one_is_known_by_what_it_does(secured, covering, qtbot, how):
    covering(**how).take_keyboard()
    qtbot.waitUntil(lambda: secured.why is PauseReason.LOCKED, timeout=PATIENCE_MS)


@pytest.mark.parametrize("how", [{}, {"through": True}, {"own": True}, {"inset": 60}])
def test_what_covers_the_screen_and_locks_nothing_is_none(secured, covering, display, qtbot, how):
    program = covering(**how)
    if how:
        program.take_keyboard()
    named = Covering(display, name=b"slock\0slock\0")  # the one that comes after it is told
    qtbot.waitUntil(lambda: secured.why is PauseReason.LOCKED, timeout=PATIENCE_MS)
    named.close()
    qtbot.waitUntil(lambda: secured.why is None, timeout=PATIENCE_MS)


def test_who_takes_the_keyboard_is_never_kept_from_it(secured, covering):
    for _ in range(20):
        program = covering()
        program.take_keyboard()
        program.close()


def test_the_x_servers_own_screen_saver_is_told(secured, display, qtbot):
    connection = xcffib.connect(display)
    connection.core.ForceScreenSaver(xcffib.xproto.ScreenSaver.Active)
    connection.core.GetInputFocus().reply()
    qtbot.waitUntil(lambda: secured.why is PauseReason.SCREEN_SAVER, timeout=PATIENCE_MS)
    connection.core.ForceScreenSaver(xcffib.xproto.ScreenSaver.Reset)
    connection.core.GetInputFocus().reply()
    qtbot.waitUntil(lambda: secured.why is None, timeout=PATIENCE_MS)
    connection.disconnect()


@pytest.mark.parametrize("missing", ["MIT-SCREEN-SAVER", "SHAPE", "a display"])
def test_what_a_server_lacks_is_done_without(missing, qtbot):
    if missing == "a display":
        secured = Secured([XLockers(":4711")])
        secured.watch(True)
        secured.watch(False)
        return
    with odd_display(missing=(missing,)) as display:
        secured = Secured([XLockers(display)])
        secured.watch(True)
        named = Covering(display, name=b"slock\0slock\0")
        qtbot.waitUntil(lambda: secured.why is PauseReason.LOCKED, timeout=PATIENCE_MS)
        named.close()
        secured.watch(False)


def test_a_server_that_ends_ends_the_watch(qtbot):
    with odd_display() as display:
        secured = Secured([XLockers(display)])
        secured.watch(True)
        time.sleep(0)
    secured.watch(False)
