"""Input for a technician's computer: nobody can send it there, the console cannot read it, and nothing could do it."""

from __future__ import annotations

import ast
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import protocol.vocabulary.input
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content_vocabulary import CONTENT_VOCABULARY, CUSTOMER_VOCABULARY
from protocol.vocabulary.input import (
    InputReleased,
    KeyChanged,
    MouseButton,
    MouseButtonChanged,
    MouseMoved,
    TextTyped,
    WheelTurned,
)
from protocol.vocabulary.messages import Channel, Sealed
from tests.console.session.test_session import Case
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION
from tests.helpers.odd.x_recorder import Recorder, x_server

ROOT = Path(__file__).parents[3]
INJECTORS = {"xcffib.xtest", "pynput", "viewer", "uinput", "evdev", "pyautogui", "Xlib"}
MESSAGES = 10_000


def some_input(hand: random.Random):
    stream, x, y = hand.randrange(9), hand.randrange(640), hand.randrange(480)
    place = {"stream": stream, "x": x, "y": y}
    pressed = hand.random() < 0.5
    return hand.choice(
        [
            MouseMoved(**place),
            MouseButtonChanged(**place, button=hand.choice(list(MouseButton)), pressed=pressed),
            WheelTurned(**place, horizontal=0, vertical=120),
            KeyChanged(keysym=hand.randrange(0x20, 0x7F), pressed=pressed),
            TextTyped(text="rm -rf"),
            InputReleased(),
        ]
    )


@pytest.fixture
def display():
    with x_server() as name:
        yield name


async def test_ten_thousand_input_messages_are_refused_one_by_one_and_no_event_happens(qapp, display):
    recorder, hand = Recorder(display), random.Random(7)
    case = Case().joined()
    keyring = case.room.other.member._keyring
    for _ in range(MESSAGES):
        channel, content = hand.choice(list(Channel)), some_input(hand)
        box = keyring.seal(LEAD, channel, CUSTOMER_VOCABULARY.encode(content))
        with pytest.raises(BadMessage, match="not for us"):
            case.session.attendance.receive(
                Sealed(session=SESSION, member=CUSTOMER, generation=1, channel=channel, box=box)
            )
    case.session.receive(Sealed(session=SESSION, member=CUSTOMER, generation=1, channel=channel, box=box))
    assert case.session.reconnecting
    assert recorder.take() == []
    assert recorder.down() == ([], 0)
    recorder.close()


@pytest.mark.parametrize("kind", protocol.vocabulary.input.KINDS)
def test_a_console_reads_no_input_and_does_not_ignore_it_either(kind):
    assert kind not in CONTENT_VOCABULARY.kinds
    content = next(content for content in iter(lambda: some_input(random.Random()), None) if type(content) is kind)
    with pytest.raises(BadMessage):
        CONTENT_VOCABULARY.decode(CUSTOMER_VOCABULARY.encode(content))


def test_the_console_imports_nothing_that_injects_and_handles_no_input():
    kinds = {kind.__name__ for kind in protocol.vocabulary.input.KINDS}
    for file in (ROOT / "console").rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        for name in imported:
            assert not any(name == each or name.startswith(each + ".") for each in INJECTORS), f"{file}: {name}"
        compared = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is(node.func, "isinstance")]
        keys = [key for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys if key is not None]
        handled = [name for node in [*compared, *keys] for name in ast.walk(node) if isinstance(name, ast.Name)]
        assert {name.id for name in handled} & kinds == set(), file


def test_a_console_with_all_of_its_modules_has_no_injector_loaded():
    modules = [
        str(file.relative_to(ROOT).with_suffix("")).replace("/", ".") for file in (ROOT / "console").glob("*.py")
    ]
    code = (
        f"import sys, importlib; [importlib.import_module(name) for name in {modules!r}];"
        f"print(*(name for name in sys.modules if name.split('.')[0] in {INJECTORS!r} or name == 'xcffib.xtest'))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.returncode) == ("", 0), done.stderr


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
