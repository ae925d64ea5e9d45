"""The delay between two displays is measured as it is, and the pictures are compared pixel by pixel."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest

from demonstration import marks, screen
from demonstration.desktop import wait_for
from demonstration.processes import Processes, program_command
from demonstration.screen import DelayMeter, Screen

PACKAGING = Path(__file__).parents[3] / "packaging"
DELAY_MS = 120  # that the copier adds
TRIES = 12


def test_pictures_are_the_same_only_if_every_pixel_is() -> None:
    one, other = np.zeros((90, 160, 4), np.uint8), np.zeros((90, 160, 4), np.uint8)
    other[..., 3] = 255  # no part of the picture
    assert screen.same(one, other)
    other[40, 60, 1] = 1
    assert not screen.same(one, other)
    assert screen.same(one, other, leave_out=(60, 40, 48))
    assert not screen.same(one, other, leave_out=(110, 40, 48))
    assert not screen.same(one, other[:80])


def test_the_pointer_left_out_may_be_at_the_edge() -> None:
    one, other = np.zeros((90, 160, 4), np.uint8), np.zeros((90, 160, 4), np.uint8)
    other[0, 159, 2] = 9
    assert screen.same(one, other, leave_out=(159, 0, 48))


@pytest.mark.parametrize(("percent", "expected"), [(50, 3.0), (95, 5.0), (1, 1.0), (100, 5.0)])
def test_percentiles_are_values_that_were_measured(percent: int, expected: float) -> None:
    assert screen.percentile_ms([0.005, 0.001, 0.004, 0.002, 0.003], percent) == expected


def test_nothing_measured_is_no_number() -> None:
    assert screen.percentile_ms([], 50) is None


@pytest.mark.system
def test_a_copier_that_waits_120_ms_is_measured_with_120_ms_and_its_picture_is_exact(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    with Processes(tmp_path) as processes:
        source, mirror = (
            processes.start_display(name, width=800, height=600, environment=environment) for name in ("one", "two")
        )
        program = processes.start(
            "program", program_command("--controlled"),
            environment={**environment, "DISPLAY": source}, controlled=True,
        )  # fmt: skip
        copier = Path(__file__).with_name("screen_copier.py")
        processes.start(
            "copier", [sys.executable, str(copier), source, str(DELAY_MS)],
            environment={**environment, "DISPLAY": mirror},
        )  # fmt: skip
        screens = [Screen(source), Screen(mirror)]
        place = wait_for("the marks", lambda: marks.find(screens[1].picture()))
        # A busy computer delays the copier and the looks at it, so one good measurement of several is enough.
        for _ in range(TRIES):
            delays = DelayMeter(source=source, mirror=mirror, place=place, watch_s=2.5).run()
            p50 = screen.percentile_ms(delays, 50)
            if p50 is not None and len(delays) >= 10 and DELAY_MS <= p50 < DELAY_MS + 100:
                break
        else:
            pytest.fail(f"{len(delays)} delays with a median of {p50} ms")
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(b"pause\n")
        program.stdin.flush()
        assert program.stdout.readline() == b"pause\n"
        wait_for("the same picture", lambda: screen.same(*(s.picture() for s in screens)))
        for looked_at in screens:
            looked_at.close()
