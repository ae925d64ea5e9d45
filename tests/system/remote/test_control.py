"""The technician operates the customer's desktop: every event arrives as it was, and none after the revoke."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest
import xcffib
import xcffib.xproto
import xcffib.xtest

from demonstration.desktop import wait_for
from demonstration.processes import offspring
from tests.helpers.odd.x_recorder import Recorder
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage

pytestmark = pytest.mark.system

DESKTOP = "Clara’s desktop"
TAKE_BACK = "Take everything back at once"
EVENTS = 10_000
AHEAD = 200  # events that have not arrived yet, at most
A_SECOND = 1_200  # events, at most: well under what a viewer lets through
SAME_KEY_AFTER = 40  # events: a release and a press of one key at one moment would be its repetition
HELD_LIMIT = 4

SHIFT, CONTROL = 0xFFE1, 0xFFE3
PLAIN = [*range(ord("a"), ord("z") + 1), *map(ord, "0123456789-=[];',./`")]
SPECIAL = [0xFF09, 0xFF0D, 0xFF1B, 0xFF08, 0xFFFF, *range(0xFF50, 0xFF58), *range(0xFFBE, 0xFFC8)]
BUTTONS = (1, 2, 3, 8, 9)
# Presses at which a window manager holds the mouse, and not the keys, until it has raised a window.
MANAGED = {("button", button, True) for button in (1, 2, 3)}
WHEEL = (4, 5, 6, 7)
AREA = (100, 1400, 250, 700)  # pixels that nothing else covers


class Technician:
    """Hands on the technician's display that press keys and buttons at random, and remember it."""

    def __init__(self, display: str, seed: int) -> None:
        self.connection = xcffib.connect(display)
        self.connection.core.ChangeKeyboardControl(xcffib.xproto.KB.AutoRepeatMode, [0])  # by no clock
        self._xtest = self.connection(xcffib.xtest.key)
        setup = self.connection.get_setup()
        count = setup.max_keycode - setup.min_keycode + 1
        reply = self.connection.core.GetKeyboardMapping(setup.min_keycode, count).reply()
        width, keysyms = reply.keysyms_per_keycode, list(reply.keysyms)
        rows = {setup.min_keycode + n: keysyms[n * width : (n + 1) * width] for n in range(count)}
        self._codes = {row[0]: code for code, row in reversed(rows.items())}
        self._hand = random.Random(seed)
        self._held: list[int] = []  # keysyms, as they are without Shift
        self._buttons: list[int] = []
        self._used: dict[int, int] = {}  # keysym -> when it was last pressed or released
        self._place = (800, 450)
        self.done: list[tuple] = []

    def fake(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        self._xtest.FakeInput(kind, detail, 0, self.connection.get_setup().roots[0].root, x, y, 0)
        self.connection.flush()

    def move(self, x: int, y: int) -> None:
        self._place = (x, y)
        self.fake(6, 0, x, y)

    def click(self, x: int, y: int) -> None:
        self.move(x, y)
        self.fake(4, 1)
        self.fake(5, 1)

    def act(self) -> None:
        """Do one thing at random; two events at most."""
        what = self._hand.random()
        if what < 0.1:
            left, right, top, bottom = AREA
            self.move(self._hand.randint(left, right), self._hand.randint(top, bottom))
        elif what < 0.2:
            self._turn(self._hand.choice(WHEEL))
        elif what < 0.28:
            self._button(self._hand.choice(BUTTONS))
        else:
            self._some_key()

    def let_go(self) -> None:
        """Release everything."""
        for keysym in list(self._held):
            self._key(keysym)
        for button in list(self._buttons):
            self._button(button)

    def key(self, keysym: int, pressed: bool) -> None:
        self.fake(2 if pressed else 3, self._codes[keysym])

    def _turn(self, way: int) -> None:
        for pressed in (True, False):
            self.fake(4 if pressed else 5, way)
            self.done.append(("button", way, pressed, *self._place))

    def _button(self, button: int) -> None:
        pressed = button not in self._buttons
        (self._buttons.append if pressed else self._buttons.remove)(button)
        self.fake(4 if pressed else 5, button)
        self.done.append(("button", button, pressed, *self._place))

    def _some_key(self) -> None:
        kind = self._hand.random()
        keysym = SHIFT if kind < 0.1 else CONTROL if kind < 0.14 else self._hand.choice(PLAIN + SPECIAL)
        if len(self._held) >= HELD_LIMIT:
            keysym = self._hand.choice(self._held)
        if len(self.done) - self._used.get(keysym, -SAME_KEY_AFTER) >= SAME_KEY_AFTER:
            self._key(keysym)

    def _key(self, keysym: int) -> None:
        self._used[keysym] = len(self.done)
        pressed = keysym not in self._held
        (self._held.append if pressed else self._held.remove)(keysym)
        self.key(keysym, pressed)
        self.done.append(("key", keysym, pressed))


@pytest.fixture
def technician(stage: Stage) -> Iterator[Technician]:
    technician = Technician(stage.technician.display, 11)
    yield technician
    technician.let_go()
    technician.connection.disconnect()


def controlled(stage: Stage) -> tuple[Program, Program]:
    """Have the technician control the customer's desktop, in full screen, so that every pixel is where it is there."""
    console, viewer = stage.session()
    console.click("View desktop")
    viewer.click("Allow viewing")
    console.fill_screen(DESKTOP)
    assert injectors(viewer) == []
    console.click_in_bar("Ask for control")
    viewer.click("Allow control")
    wait_for("the process that injects", lambda: injectors(viewer))
    return console, viewer


def injectors(viewer: Program) -> list[int]:
    """Return the control processes that the viewer has."""
    return processes(viewer, b"viewer.control")


def plain(events: list[tuple]) -> list[tuple]:
    """Return what was pressed and released; motion only matters where a button is."""
    return [event for event in events if event[0] != "move"]


def first_difference(seen: list[tuple], technician: Technician) -> str:
    """Say where what was seen leaves what was done."""
    done = technician.done
    at = next((n for n, (one, other) in enumerate(zip(seen, done, strict=False)) if one != other), len(seen))
    return f"event {at} of {len(done)}: done {done[at - 4 : at + 5]}, seen {seen[at - 4 : at + 5]}"


@pytest.mark.timeout(400)
def test_ten_thousand_events_arrive_in_order_and_none_after_the_revoke(stage: Stage, technician: Technician) -> None:
    console, viewer = controlled(stage)
    recorder = Recorder(stage.customer.display, managed=True, plain_keys=True)
    technician.click(800, 450)
    assert plain(recorder.wait_for(3))[-1] == ("button", 1, False, 800, 450)
    seen: list[tuple] = []
    began = time.monotonic()

    def arrived(but: int = 0) -> bool:
        seen.extend(plain(recorder.take()))
        return len(seen) + but >= len(technician.done)

    def wait(but: int = 0) -> None:
        recorder.until(lambda: arrived(but), lambda: first_difference(seen, technician))

    while len(technician.done) < EVENTS:
        technician.act()
        if technician.done and technician.done[-1][:3] in MANAGED:
            wait()
        elif len(technician.done) % (AHEAD // 4) < 2:
            wait(AHEAD)
            time.sleep(max(0.0, len(technician.done) / A_SECOND - (time.monotonic() - began)))
    technician.let_go()
    wait()
    assert seen == technician.done, first_difference(seen, technician)
    recorder.wait_until_up()

    technician.key(SHIFT, True)
    technician.key(ord("a"), True)
    recorder.wait_for(2)
    assert len(injectors(viewer)) == 1
    viewer.click(TAKE_BACK)
    wait_for("the process to end", lambda: injectors(viewer) == [])
    recorder.wait_until_up()
    recorder.take()
    for letter in 20 * b"fernblick":
        technician.key(letter, True)
        technician.key(letter, False)
    console.miss_window(DESKTOP)
    assert [event for event in recorder.take() if event[0] == "key"] == []
    recorder.wait_until_up()
    technician.key(SHIFT, False)
    technician.key(ord("a"), False)
    recorder.close()


@pytest.mark.timeout(200)
def test_a_tap_while_the_host_stands_still_is_one_character(stage: Stage, technician: Technician) -> None:
    console, _viewer = controlled(stage)
    recorder = Recorder(stage.customer.display, managed=True, plain_keys=True)
    technician.click(800, 450)
    recorder.wait_for(3)
    recorder.connection.core.ChangeKeyboardControl(xcffib.xproto.KB.AutoRepeatMode, [1])  # as every desktop has it
    recorder.sync()
    (host,) = processes(console, b"console.host")
    for keysym in (ord("a"), 0xFF08):
        technician.key(keysym, True)
        recorder.wait_for(1)
        os.kill(host, signal.SIGSTOP)
        technician.key(keysym, False)
        time.sleep(2)  # in which the server would repeat: its clock cannot be set
        os.kill(host, signal.SIGCONT)
        technician.key(ord("z"), True)
        technician.key(ord("z"), False)
        seen: list[tuple] = []
        recorder.until(lambda seen=seen: seen.extend(plain(recorder.take())) or ("key", ord("z"), True) in seen, "z")
        assert [event for event in seen if event[1:] == (keysym, True)] == []
        recorder.wait_until_up()
        recorder.take()
    recorder.close()


def processes(program: Program, words: bytes) -> list[int]:
    """Return the programs below `program` whose command line has these words."""
    found = []
    for number in offspring(program.person.folder):
        try:
            with open(f"/proc/{number}/cmdline", "rb") as command:
                if words in command.read():
                    found.append(number)
        except OSError:  # it has just ended
            continue
    return found
