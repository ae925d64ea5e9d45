"""Waiting is for a condition, acting is repeated until its effect is seen, and a window is closed by its own name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import xcffib
from xcffib import xproto

from demonstration.desktop import act_until, wait_for
from demonstration.hand import Hand
from demonstration.processes import Processes
from environment.trouble import Trouble


def test_what_is_there_is_returned_without_waiting() -> None:
    assert wait_for("seven", lambda: 7, within_s=0) == 7


def test_what_does_not_come_is_trouble_that_names_it() -> None:
    with pytest.raises(Trouble, match="did not see it") as trouble:
        wait_for("nothing", lambda: None, within_s=0)
    assert "nothing" in str(trouble.value)
    assert trouble.value.status == 1


def test_an_act_that_went_astray_is_done_again_until_its_effect_is_seen() -> None:
    acts: list[str] = []
    seen = act_until("the third", lambda: len(acts) == 3 and acts[-1], act=lambda: acts.append("act"), again_s=0)
    assert seen == "act"
    assert len(acts) == 3


def test_an_act_is_not_done_again_once_its_effect_is_seen() -> None:
    acts: list[str] = []
    act_until("the first", lambda: bool(acts), act=lambda: acts.append("act"), again_s=0)
    assert len(acts) == 1


class Windows:
    """Windows of one client each, so that a window manager ends the client of the one that is closed."""

    def __init__(self, display: str) -> None:
        self._display = display
        self.clients: list[xcffib.Connection] = []

    def open(self) -> int:
        client = xcffib.connect(self._display)
        self.clients.append(client)
        screen, number = client.get_setup().roots[0], client.generate_id()
        kind = xproto.WindowClass.InputOutput
        client.core.CreateWindow(
            screen.root_depth, number, screen.root, 10, 10, 200, 100, 0, kind, screen.root_visual, 0, []
        )
        client.core.MapWindow(number)
        client.flush()
        return int(number)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    with Processes(tmp_path) as processes:
        yield processes.start_display("display", width=400, height=300, environment=os.environ)


@pytest.mark.system
def test_a_window_is_closed_though_another_one_has_the_keyboard(display: str) -> None:
    hand = Hand({**os.environ, "DISPLAY": display})
    windows = Windows(display)
    first, other = windows.open(), windows.open()
    hand.activate(first)
    hand.activate(other)
    assert not hand.has_keyboard(first)
    act_until("the first to go", lambda: not hand.exists(first), act=lambda: hand.close(first))
    assert hand.exists(other)
    hand.activate(first)  # it is gone: nothing to wait for
