"""Windows of real programs that are kept back by what they are: bare, under a window manager, and with a compositor."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import struct
import subprocess
import threading
import time

import numpy as np
import pytest

from protocol.mirror.capture import backends as capture
from protocol.mirror.capture.common.kept_back import Rules
from protocol.mirror.capture.common.left_out import LeftOut
from protocol.mirror.capture.common.source import MonitorSource
from protocol.mirror.picture.tiles import Grid, Rect
from tests.protocol.mirror.capture.x11.desktops import LONG_S, Program, desktop

SECRET, OTHER = (0x00, 0x00, 0xEE), (0x00, 0xAA, 0x00)
BARE, MANAGED, COMPOSITED = (), ("openbox",), ("openbox", "picom --backend xrender")
NOTIFICATION = "_NET_WM_WINDOW_TYPE_NOTIFICATION"


class Picture:
    """What is captured, brought up to date as the capture thread does."""

    def __init__(self, source) -> None:
        self.source = source
        self.frame = np.zeros((source.height, source.width, 4), np.uint8)

    def look(self) -> np.ndarray:
        grid = Grid(self.source.width, self.source.height)
        grid.add(self.source.damage())
        if boxes := grid.take():
            self.source.grab(boxes, self.frame)
        return self.frame

    def count(self, pixel) -> int:
        return int((self.look()[..., :3] == pixel).all(axis=2).sum())

    def until(self, count: int, pixel) -> None:
        deadline = time.monotonic() + LONG_S
        while (there := self.count(pixel)) != count:
            assert time.monotonic() < deadline, f"{there} pixels"
            self.source.wait(0.2)


class Case:
    def __init__(self, display: str) -> None:
        self.display = display
        self.left_out = LeftOut()
        self._opened: list = []
        self.programs: list[Program] = []

    def program(self, name: str = "") -> Program:
        self.programs.append(Program(self.display, name))
        return self.programs[-1]

    def see(self, **rules) -> Picture:
        self.left_out.keep_back(Rules(**rules))
        self._opened.append(capture.open_source(MonitorSource(1), self.display, self.left_out))
        picture = Picture(self._opened[-1])
        picture.look()
        return picture

    def close(self) -> None:
        for each in self._opened:
            each.close()
        for program in self.programs:
            program.end()


@pytest.fixture
def case(x_server):
    case = Case(x_server.display)
    yield case
    case.close()


@pytest.fixture(params=[BARE, MANAGED, COMPOSITED], ids=["bare", "managed", "composited"])
def desk(request, x_server, case) -> Case:
    x_server.connection.core.UnmapWindow(x_server.window)  # which a window manager leaves above all others
    x_server.sync()
    with desktop(x_server.display, *request.param):
        yield case


def test_no_window_of_the_own_program_is_seen_and_every_other_is(desk):
    own, other = desk.program("fernblick"), desk.program("fernblick")
    number = own.open(Rect(50, 50, 200, 100), SECRET, title="Console")
    other.open(Rect(300, 200, 100, 100), OTHER, title="Another console")
    seen = desk.see(own=number)
    seen.until(10_000, OTHER)
    assert seen.count(SECRET) == 0
    menu = own.open(Rect(60, 60, 80, 80), SECRET, alone=True)  # has no name, and no frame
    assert seen.count(SECRET) == 0
    own.close(menu)
    assert seen.count(SECRET) == 0


def test_a_listed_program_is_kept_back_with_its_menus_and_its_frame(desk):
    secret, other = desk.program("KeePassXC"), desk.program("xterm")
    number = secret.open(Rect(50, 50, 200, 100), SECRET, title="Passwords")
    other.open(Rect(300, 200, 100, 100), OTHER, title="Shell")
    seen = desk.see(programs=("keepassxc",))
    seen.until(10_000, OTHER)
    assert seen.count(SECRET) == 0
    secret.open(Rect(60, 60, 80, 80), SECRET, alone=True)
    assert seen.count(SECRET) == 0
    secret.close(number)
    secret.open(Rect(10, 250, 120, 90), SECRET, title="Anew")
    assert seen.count(SECRET) == 0


def test_a_new_window_is_kept_back_until_it_has_told_what_it_is(case):
    seen = case.see(programs=("keepassxc",))
    late = case.program()
    number = late.open(Rect(50, 50, 100, 100), SECRET)
    assert seen.count(SECRET) == 0
    late.say(number, "WM_CLASS", "STRING", b"x\0KeePassXC\0")
    assert seen.count(SECRET) == 0
    time.sleep(0.6)
    assert seen.count(SECRET) == 0
    nameless = case.program()
    nameless.open(Rect(200, 200, 50, 50), OTHER)
    assert seen.count(OTHER) == 0
    seen.until(2_500, OTHER)  # it goes on telling nothing


def test_a_title_holds_from_the_title_on_and_no_longer(desk):
    browser = desk.program("Browser")
    number = browser.open(Rect(50, 50, 100, 100), SECRET, title="News")
    browser.open(Rect(300, 200, 100, 100), OTHER, title="Weather")
    seen = desk.see(titles=(re.compile("(?i)my bank"),))
    seen.until(10_000, SECRET)
    browser.name(number, "Welcome to My Bank - Browser")
    assert seen.count(SECRET) == 0
    dialog = browser.open(Rect(100, 100, 40, 40), SECRET, title="Sure?", leader=number)
    seen.until(10_000, OTHER)
    assert seen.count(SECRET) == 0
    browser.name(number, "News")
    browser.close(dialog)
    seen.until(10_000, SECRET)


def test_one_window_is_kept_back_by_its_number(desk):
    program = desk.program("Editor")
    secret = program.open(Rect(50, 50, 100, 100), SECRET, title="One")
    program.open(Rect(300, 200, 100, 100), OTHER, title="Two")
    seen = desk.see(windows=frozenset({secret}))
    seen.until(10_000, OTHER)
    assert seen.count(SECRET) == 0


def test_a_notification_is_kept_back_by_its_kind(desk):
    seen = desk.see(notifications=True)
    daemon = desk.program("Notes")
    note = daemon.open(Rect(400, 20, 200, 60), SECRET, title="Mail", kind=NOTIFICATION, alone=True)
    daemon.open(Rect(100, 200, 100, 100), OTHER, title="History")
    seen.until(10_000, OTHER)
    assert seen.count(SECRET) == 0
    daemon.close(note)
    assert seen.count(SECRET) == 0


def test_a_window_is_shown_again_once_no_rule_keeps_it_back(desk):
    program = desk.program("KeePassXC")
    program.open(Rect(50, 50, 100, 100), SECRET, title="Passwords")
    seen = desk.see(programs=("keepassxc",))
    assert seen.count(SECRET) == 0
    desk.left_out.keep_back(Rules())
    seen.until(10_000, SECRET)


def run_about(display: str, stop: threading.Event) -> None:
    """Do with windows of a listed program all that one does with windows, without rest."""
    dice = random.Random(7)
    secret, other = Program(display, "KeePassXC"), Program(display, "Editor")
    windows = [secret.open(Rect(50, 50, 200, 100), SECRET, title="Passwords")]
    covers = other.open(Rect(100, 80, 200, 200), OTHER, title="Editor")
    menu = 0
    while not stop.is_set():
        window = dice.choice(windows)
        what = dice.randrange(6)
        if what == 0:
            secret.configure(window, x=dice.randint(-50, 500), y=dice.randint(-50, 400))
        elif what == 1:
            secret.configure(window, width=dice.randint(50, 300), height=dice.randint(50, 300))
        elif what == 2:
            secret.configure(window, stack_mode=dice.randrange(2))
            other.configure(covers, x=dice.randint(0, 300), y=dice.randint(0, 200))
        elif what == 3:
            secret.core.UnmapWindow(window)
            secret.sync()
            secret.core.MapWindow(window)
            secret.sync()
        elif what == 4 and len(windows) < 4:
            windows.append(secret.open(Rect(dice.randint(0, 400), 100, 150, 150), SECRET, title="More"))
        elif menu:
            secret.close(menu)
            menu = 0
        else:
            menu = secret.open(Rect(dice.randint(0, 400), dice.randint(0, 300), 90, 120), SECRET, alone=True)
        time.sleep(dice.choice((0, 0.002, 0.02)))
    secret.end()
    other.end()


@pytest.mark.parametrize("frames", [60, pytest.param(1000, marks=pytest.mark.long)])
def test_not_one_frame_has_a_pixel_of_a_listed_program(desk, frames):
    seen, stop = desk.see(programs=("keepassxc",), own=0), threading.Event()
    user = threading.Thread(target=run_about, args=(desk.display, stop))
    user.start()
    try:
        found = []
        for _ in range(frames):
            found.append(seen.count(SECRET))
            seen.source.wait(0.05)
    finally:
        stop.set()
        user.join()
    assert found == [0] * frames


DUNST = """
[global]
    frame_color = "#ee0000"
    geometry = "300x5-30+20"
    idle_threshold = 0
[urgency_normal]
    background = "#ee0000"
    foreground = "#ee0000"
"""


@pytest.fixture
def notify(desk, tmp_path, monkeypatch):
    """Show a notification as any program does, by a real daemon that paints it in the colour of a secret."""
    (tmp_path / "dunstrc").write_text(DUNST)
    monkeypatch.setenv("DISPLAY", desk.display)
    with contextlib.ExitStack() as ends:

        def start(*command: str) -> subprocess.Popen[str]:
            assert shutil.which(command[0]), f"{command[0]} is missing"
            quiet = subprocess.DEVNULL
            program = ends.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True))
            ends.callback(program.kill)
            return program

        bus = start("dbus-daemon", "--session", "--nofork", "--print-address=1")
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().strip())
        start("dunst", "-config", str(tmp_path / "dunstrc"))

        def send(text: str) -> bool:
            done = subprocess.run(["notify-send", "-t", "1500", text, "Bernd: the password is ..."], check=False)
            return done.returncode == 0

        yield send


def reddish(picture: Picture) -> int:
    """Count pixels of about that colour: a compositor mixes it with what is below."""
    frame = picture.look()
    return int(((frame[..., 2] > 150) & (frame[..., :2] < 60).all(axis=2)).sum())


def test_not_one_frame_has_a_pixel_of_a_notification_by_a_real_daemon(desk, notify):
    bare = desk.see()
    deadline = time.monotonic() + LONG_S
    while not (notify("Mail") and reddish(bare) > 5_000):
        assert time.monotonic() < deadline, "nothing was ever shown"
        bare.source.wait(0.2)
    seen = desk.see(notifications=True)
    for number in range(60):
        if number % 10 == 0:
            notify(f"Mail {number}")
        assert reddish(seen) == 0
        seen.source.wait(0.02)


def test_a_word_says_that_something_is_kept_back_but_not_where_the_own_windows_are(case):
    own, secret = case.program("fernblick"), case.program("KeePassXC")
    number = own.open(Rect(300, 200, 200, 100), OTHER, title="Console")
    secret.open(Rect(50, 50, 100, 60), SECRET, title="Passwords")
    seen = case.see(own=number, programs=("keepassxc",))
    case.left_out.keep_back(case.left_out.rules._replace(windows=frozenset({1})), np.full((8, 30, 4), 0x99, np.uint8))
    assert seen.count((0x99, 0x99, 0x99)) == 240


def test_what_is_kept_back_is_not_offered_either(case, x_server):
    secret, other = case.program("KeePassXC"), case.program("Editor")
    numbers = [
        secret.open(Rect(50, 50, 100, 60), SECRET, title="Passwords"),
        other.open(Rect(50, 50, 100, 60), OTHER, title="Editor"),
    ]
    other.say(other.screen.root, "_NET_CLIENT_LIST_STACKING", "WINDOW", struct.pack("=2I", *numbers), 32)
    case.left_out.keep_back(Rules(programs=("keepassxc",)))
    assert [window.name for window in capture.windows(case.display, case.left_out)] == ["Editor"]
    assert [window.name for window in capture.windows(case.display)] == ["Editor", "Passwords"]
