"""The key that takes everything back, on an X server of the test's own."""

from __future__ import annotations

import os
import queue
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.helpers.odd.keyboards import use_layout
from viewer.global_key import x11
from viewer.global_key.global_key import open_global_key

PATIENCE_S = 20


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "320x200x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as answer:
        name = f":{answer.readline().strip()}"
    yield name
    server.terminate()
    server.wait()


def press(display: str, keys: str) -> None:
    subprocess.run(["xdotool", "key", keys], env={**os.environ, "DISPLAY": display}, check=True, timeout=PATIENCE_S)


def test_the_key_is_heard_wherever_it_is_pressed_and_no_other_one(display: str):
    heard: queue.Queue[str] = queue.Queue()
    key = x11.open_key(lambda: heard.put("pressed"), display)
    assert key is not None
    assert key.name == "Ctrl+Alt+X"
    press(display, "ctrl+x")
    press(display, "ctrl+alt+x")
    assert heard.get(timeout=PATIENCE_S) == "pressed"
    key.close()
    assert heard.empty()


@pytest.mark.parametrize("held", ["shift", "super", "Num_Lock", "shift+super+Caps_Lock"])
def test_it_is_heard_whatever_else_is_held(display: str, held: str):
    heard: queue.Queue[str] = queue.Queue()
    key = x11.open_key(lambda: heard.put("pressed"), display)
    press(display, f"{held}+ctrl+alt+x")
    assert heard.get(timeout=PATIENCE_S) == "pressed"
    key.close()


def test_where_another_program_has_the_key_another_one_is_taken(display: str):
    first = x11.open_key(lambda: None, display)
    heard: queue.Queue[str] = queue.Queue()
    second = x11.open_key(lambda: heard.put("pressed"), display)
    assert second is not None
    assert second.name == "Ctrl+Alt+Y"
    press(display, "ctrl+alt+y")
    assert heard.get(timeout=PATIENCE_S) == "pressed"
    assert x11.open_key(lambda: None, display) is None
    first.close()
    second.close()
    again = x11.open_key(lambda: None, display)
    assert again.name == "Ctrl+Alt+X"
    again.close()
    again.close()


def test_without_an_x_server_there_is_no_key(monkeypatch):
    assert x11.open_key(lambda: None, ":987654") is None
    monkeypatch.delenv("DISPLAY", raising=False)
    assert open_global_key(lambda: None, on_wayland=False) is None


@pytest.mark.parametrize(("layout", "keycode"), [("us", 53), ("dvorak", 56), ("ru", 53)])
def test_it_is_the_key_with_its_letter_also_after_the_layout_has_changed(display: str, layout: str, keycode: int):
    heard: queue.Queue[str] = queue.Queue()
    key = x11.open_key(lambda: heard.put("pressed"), display)
    name = ["us", "-variant", "dvorak"] if layout == "dvorak" else [layout]
    use_layout(display, *name)
    deadline = time.monotonic() + PATIENCE_S
    while heard.empty():  # the key follows as soon as it is told
        assert time.monotonic() < deadline
        press(display, f"ctrl+alt+{keycode}")
    key.close()
    use_layout(display, "us")
