"""No screen saver while it is wanted: on a real X server, at a desktop's bus, and by stand-ins for other systems."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
import xcffib
import xcffib.screensaver
import xcffib.xproto

from resources.program.awake import KeepAwake
from resources.program.awake_elsewhere import MacWakefulness, WindowsWakefulness
from resources.program.awake_linux import DesktopWakefulness, XServerWakefulness
from tests.helpers.odd.displays import odd_display

PATIENCE_S = 20
HOLD = """
import sys, time
from resources.program.awake_linux import DesktopWakefulness, XServerWakefulness
way = XServerWakefulness() if sys.argv[1] == "x11" else DesktopWakefulness()
way.begin()
print("held", flush=True)
time.sleep(60)
"""


class WayByHand:
    def __init__(self):
        self.done = []

    def begin(self):
        self.done.append("begin")

    def end(self):
        self.done.append("end")


def test_it_is_begun_once_ended_once_and_given_back_at_the_end(qtbot):
    wanted, way = [False], WayByHand()
    awake = KeepAwake(wanted=lambda: wanted[0], ways=[way])
    awake.follow()
    assert way.done == []
    wanted[0] = True
    awake.follow()
    awake.follow()
    assert way.done == ["begin"]
    wanted[0] = False  # paused
    awake.follow()
    wanted[0] = True
    awake.follow()
    assert way.done == ["begin", "end", "begin"]
    awake.close()
    awake.close()
    assert way.done == ["begin", "end", "begin", "end"]


class Saver:
    """The screen saver of an X server, which starts after a second without input."""

    def __init__(self, display):
        self.connection = xcffib.connect(display)
        self.root = self.connection.get_setup().roots[0].root
        self.connection.core.SetScreenSaver(1, 0, xcffib.xproto.Blanking.Preferred, xcffib.xproto.Exposures.Allowed)
        self.saver = self.connection(xcffib.screensaver.key)
        self.saver.QueryVersion(1, 1).reply()
        self.wake()

    def wake(self):
        self.connection.core.ForceScreenSaver(xcffib.xproto.ScreenSaver.Reset)
        self.connection.core.GetInputFocus().reply()

    def is_on(self):
        return self.saver.QueryInfo(self.root).reply().state == xcffib.screensaver.State.On

    def comes(self, within_s):
        """Say whether it starts within so many seconds."""
        until_s = time.monotonic() + within_s
        while time.monotonic() < until_s:
            if self.is_on():
                return True
            time.sleep(0.1)
        return False


@pytest.fixture
def display():
    with odd_display() as name:
        yield name


def test_the_screen_saver_of_an_x_server_waits_until_it_is_given_back(display):
    saver, way = Saver(display), XServerWakefulness(display)
    assert saver.comes(PATIENCE_S)  # else nothing here would be seen
    way.begin()
    saver.wake()
    assert not saver.comes(3)
    way.end()
    assert saver.comes(PATIENCE_S)
    way.begin()
    way.end()
    way.end()


def test_a_program_that_is_killed_leaves_the_screen_saver_as_it_was(display):
    saver = Saver(display)
    with held("x11", {"DISPLAY": display}) as program:
        saver.wake()
        assert not saver.comes(3)
        program.send_signal(signal.SIGKILL)
        assert saver.comes(PATIENCE_S)


@pytest.mark.parametrize("missing", ["MIT-SCREEN-SAVER", "a display"])
def test_where_it_cannot_be_suspended_nothing_breaks(missing):
    if missing == "a display":
        ways = [XServerWakefulness(":4711")]
        for way in ways:
            way.begin()
            way.end()
        return
    with odd_display(missing=(missing,)) as display:
        way = XServerWakefulness(display)
        way.begin()
        way.end()


class held:  # noqa: N801 - used as a function is
    """Run a program that keeps the desktop awake."""

    def __init__(self, what, variables):
        environment = {**os.environ, **variables}
        command = [sys.executable, "-c", HOLD, what]
        self._program = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        assert self._program.stdout.readline() == "held\n"
        return self._program

    def __exit__(self, *_):
        self._program.kill()
        self._program.wait()
        self._program.stdout.close()


def test_without_a_session_bus_none_is_started(monkeypatch, tmp_path):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    way = DesktopWakefulness()
    way.begin()
    assert not way._is_open
    way.end()


@pytest.fixture
def bus(tmp_path):
    """A session bus of the test's own, and what is said on it."""
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={tmp_path}/bus"],
        stdout=subprocess.PIPE,
        text=True,
    )
    address = daemon.stdout.readline().strip()
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
    log = tmp_path / "said"
    with log.open("w") as out:
        monitor = subprocess.Popen(["dbus-monitor", "--session"], env=environment, stdout=out)
        wait_for(lambda: "NameAcquired" in log.read_text() or "NameLost" in log.read_text())
        yield SimpleNamespace(address=address, said=log.read_text)
        monitor.kill()
        monitor.wait()
    daemon.kill()
    daemon.wait()
    daemon.stdout.close()


def wait_for(condition):
    until_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until_s
        time.sleep(0.05)


@pytest.mark.parametrize("how", ["given back", "killed"])
def test_the_desktop_is_asked_and_the_question_ends_with_its_connection(bus, monkeypatch, how):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    if how == "killed":
        with held("bus", {"DBUS_SESSION_BUS_ADDRESS": bus.address}):
            wait_for(lambda: "member=Inhibit" in bus.said())
            before = bus.said().count("NameOwnerChanged")
        wait_for(lambda: bus.said().count("NameOwnerChanged") > before)
        return
    way = DesktopWakefulness()
    way.begin()
    wait_for(lambda: "member=Inhibit" in bus.said())
    asked = bus.said()[bus.said().index("member=Inhibit") :]
    assert 'string "Fernblick"' in asked
    before = bus.said().count("NameOwnerChanged")
    way.end()
    wait_for(lambda: bus.said().count("NameOwnerChanged") > before)
    way.begin()
    wait_for(lambda: bus.said().count("member=Inhibit") == 2)
    way.end()


def test_windows_is_told_until_further_notice():
    told = []
    way = WindowsWakefulness(SimpleNamespace(SetThreadExecutionState=told.append))
    way.begin()
    way.end()
    assert told == [0x80000003, 0x80000000]


class Framework:
    """A framework of macOS: functions that take attributes, and note what they are called with."""

    def __init__(self, failed=0):
        self.held, self.texts, self._failed = [], 0, failed
        self.CFStringCreateWithCString = self._function(self._text)
        self.CFRelease = self._function(self._forget)
        self.IOPMAssertionCreateWithName = self._function(self._hold)
        self.IOPMAssertionRelease = self._function(lambda number: self.held.remove(number.value))

    def _function(self, does):
        def call(*arguments):
            return does(*arguments)

        return call

    def _text(self, _allocator, text, _encoding):
        self.texts += 1
        return text

    def _forget(self, _text):
        self.texts -= 1

    def _hold(self, kind, level, _reason, number):
        assert (kind, level) == (b"PreventUserIdleDisplaySleep", 255)
        if not self._failed:
            number._obj.value = 7
            self.held.append(7)
        return self._failed


@pytest.mark.parametrize("failed", [0, 1])
def test_a_mac_holds_an_assertion_and_releases_it(failed):
    framework = Framework(failed)
    way = MacWakefulness(framework, framework)
    way.begin()
    assert framework.held == ([] if failed else [7])
    way.end()
    way.end()
    assert (framework.held, framework.texts) == ([], 0)
