"""The control process from the viewer's side: there by a click, gone soon after it is taken back, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest
import xcffib.xproto

from protocol.mirror.picture.tiles import Rect
from protocol.notation.keysyms import Key
from protocol.vocabulary.input import InputReleased, KeyChanged, MouseButton, MouseButtonChanged, MouseMoved
from viewer.control import process
from viewer.control.orders import WAITING_LIMIT
from viewer.control.process import ControlProcess, command

PRESSED = KeyChanged(keysym=Key.LEFT_SHIFT, pressed=True)
STOPPED = "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"  # takes nothing, and does not end
SLOWLY_S = 60.0  # a deadline only a failing test reaches


@pytest.fixture
def control(display, monkeypatch):
    monkeypatch.setenv("DISPLAY", display)
    control = ControlProcess(unavailable="", command=command())
    control.shows(1, Rect(0, 0, 640, 480))
    yield control
    control.stop()


def other(code):
    return ControlProcess(unavailable="", command=[sys.executable, "-c", code])


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def end(control):
    """Take control back, and wait for the end."""
    run = control.running
    control.stop()
    run.join()
    assert gone(run.pid)
    assert control.running is None


def test_without_a_click_there_is_no_process(control):
    control.receive(PRESSED)
    control.stop()
    assert control.running is None


def test_where_nothing_can_be_operated_a_click_starts_none():
    control = ControlProcess(unavailable="control_wayland", command=["/does/not/exist"])
    control.start()
    control.receive(PRESSED)
    assert control.running is None


def test_what_it_is_told_happens_and_is_released_at_the_end(control, recorder):
    control.start()
    control.start()
    control.receive(MouseMoved(stream=1, x=10, y=20))
    control.receive(PRESSED)
    left = MouseButtonChanged(stream=1, x=30, y=40, button=MouseButton.LEFT, pressed=True)
    control.receive(left)
    assert recorder.wait_for(4) == [
        *[("move", 10, 20), ("key", Key.LEFT_SHIFT, True), ("move", 30, 40), ("button", 1, True, 30, 40)]
    ]
    end(control)
    assert recorder.take() == [("key", Key.LEFT_SHIFT, False), ("button", 1, False, 30, 40)]


def test_after_the_end_everything_is_up_and_nothing_more_is_done(control, recorder):
    control.start()
    control.receive(PRESSED)
    recorder.wait_for(1)
    for n in range(1000):
        control.receive(MouseMoved(stream=1, x=n % 640, y=n % 480))
    end(control)
    assert recorder.take()[-1] == ("key", Key.LEFT_SHIFT, False)
    control.receive(PRESSED)
    assert recorder.take() == []


def test_it_can_be_allowed_again_and_knows_what_is_shown(control, recorder):
    for _ in range(2):
        control.start()
        control.receive(MouseMoved(stream=1, x=1, y=2))
        control.receive(MouseMoved(stream=1, x=3, y=4))
        assert recorder.wait_for(2) == [("move", 1, 2), ("move", 3, 4)]
        end(control)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["asked", "killed"])
def test_a_process_that_ends_by_itself_leaves_nothing_pressed_and_is_replaced(control, recorder, how):
    control._clock = iter(range(0, 1000, 10)).__next__
    control.start()
    control.receive(PRESSED)
    recorder.wait_for(1)
    run = control.running
    os.kill(run.pid, how)
    recorder.until(lambda: run.broken or control.receive(InputReleased()), "the end to be noticed")
    control.receive(MouseMoved(stream=1, x=5, y=6))
    assert control.running is not run
    events = []

    def seen():
        events.extend(recorder.take())
        return ("move", 5, 6) in events

    recorder.until(seen, "the next one")
    run.join()
    end(control)
    recorder.wait_until_up()


def test_a_wedged_process_is_killed_and_what_it_pressed_is_released(control, recorder):
    control.start()
    control.receive(PRESSED)
    recorder.wait_for(1)
    os.kill(control.running.pid, signal.SIGSTOP)
    end(control)
    recorder.wait_until_up()


def test_a_process_that_takes_nothing_fills_no_memory_and_is_killed():
    control = other(STOPPED)
    control.start()
    run = control.running
    for n in range(WAITING_LIMIT + 3 * 65_536 // 40):
        run.put(MouseMoved(stream=1, x=n % 640, y=1))
    assert run.broken
    assert run._waiting.qsize() <= WAITING_LIMIT
    run._command[:] = [sys.executable, "-c", ""]  # what cleans up
    end(control)


def test_the_viewer_never_waits_for_it(monkeypatch):
    monkeypatch.setattr(process, "END_S", SLOWLY_S)
    control = other(STOPPED)
    control.start()
    run = control.running
    run._command[:] = [sys.executable, "-c", ""]
    control.stop()
    assert not gone(run.pid)
    os.kill(run.pid, signal.SIGKILL)
    run.join()
    assert not any(thread.name.startswith("control") for thread in threading.enumerate())


def test_when_the_viewer_dies_everything_is_released(display, recorder):
    code = (
        "import time; from viewer.control.process import *; from protocol.vocabulary.input import *;"
        "c = ControlProcess(unavailable='', command=command()); c.start();"
        f"c.receive(KeyChanged(keysym={int(Key.LEFT_SHIFT)}, pressed=True)); print(c.running.pid, flush=True);"
        "time.sleep(600)"
    )
    viewer = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env={**os.environ, "DISPLAY": display}
    )
    pid = int(viewer.stdout.readline())
    recorder.wait_for(1)
    viewer.kill()
    viewer.wait()
    viewer.stdout.close()
    recorder.wait_until_up()
    recorder.until(lambda: gone(pid) or zombie(pid), "the process to end")


def zombie(pid):
    """Say whether it has ended and only its new parent does not care."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_a_tap_whose_release_the_link_holds_up_is_one_character(control, recorder):
    recorder.connection.core.ChangeKeyboardControl(xcffib.xproto.KB.AutoRepeatMode, [1])
    recorder.take()
    control.start()
    control.receive(KeyChanged(keysym=Key.BACKSPACE, pressed=True))
    assert recorder.wait_for(2) == [("key", Key.BACKSPACE, True), ("key", Key.BACKSPACE, False)]  # before any word
    control.receive(KeyChanged(keysym=Key.BACKSPACE, pressed=False))
    control.receive(KeyChanged(keysym=ord("b"), pressed=True))
    assert recorder.wait_for(2) == [("key", ord("b"), True), ("key", ord("b"), False)]
    end(control)
