"""A locked screen is not shown: a real locker on the technician's display, and the customer who reads why."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess

import pytest

from demonstration.desktop import wait_for
from tests.system.share.test_choosing import COLOUR, OTHER, SIZE, Painted, change_to, never_sees, see, seen
from tests.system.stage.stage import Stage

pytestmark = pytest.mark.system


@contextlib.contextmanager
def locked(stage: Stage):
    """Lock the technician's display for a while; without a password, killing the locker is the only way out."""
    assert shutil.which("i3lock"), "i3lock is missing: apt-get install i3lock"
    variables = {**os.environ, "DISPLAY": stage.technician.display}
    locker = subprocess.Popen(["i3lock", "--nofork"], env=variables, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        locker.terminate()
        locker.wait()


def test_a_window_behind_a_locked_screen_is_not_shown_and_comes_back_by_itself(stage: Stage) -> None:
    painted = Painted(stage)
    try:
        console, viewer = stage.session("--share", viewer=("--full-screen",))
        stage.see_same_picture()
        change_to(console, "Painted, 320 × 200")
        see(stage, *SIZE)
        with locked(stage):
            viewer.reads("is locked")
            console.reads("Your screen is locked.")
            painted.paint(OTHER)
            never_sees(stage, OTHER)
        console.reads("sees your screen again in")
        wait_for("what was painted meanwhile", lambda: seen(stage, OTHER) > 0.9 * SIZE[0] * SIZE[1])
        assert seen(stage, COLOUR) < 50
    finally:
        painted.close()
