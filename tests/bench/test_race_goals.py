"""Judging a race, on recorded results."""

from __future__ import annotations

import importlib.util
import json
import math
from pathlib import Path
from types import ModuleType

import pytest

RECORDED = {  # of a race on 20 Mbit/s and 20 ms, shortened to what is judged
    "trace": "gallery", "link": "20,20,0", "steps": 168, "seen": 144, "missing": 0, "p50_ms": 70.1, "p95_ms": 182.2,
    "mbytes": 9.4621, "serve_cpu_s": 1.81, "view_cpu_s": 0.84, "serve_peak_mb": 240, "view_peak_mb": 150,
    "psnr_play": 47.9, "exact": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def race_goals() -> ModuleType:
    spec = importlib.util.spec_from_file_location("race_goals", Path(__file__).parent / "race_goals.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def record(folder: Path, contender: str, **changes: object) -> None:
    number = len(list(folder.rglob("result.json")))
    there = folder / f"run{number}" / "cell"
    there.mkdir(parents=True)
    (there / "result.json").write_text(json.dumps({**RECORDED, "contender": contender, **changes}))


def test_a_factor_is_of_the_best_other_contender_in_medians(race_goals, tmp_path):
    for p95_ms in (100.0, 130.0, 999.0):
        record(tmp_path, "/somewhere/contender", p95_ms=p95_ms)
    record(tmp_path, "tigervnc", p95_ms=452.1)
    record(tmp_path, "x11vnc", p95_ms=700.0)
    goal = race_goals.Goal("gallery", "20,20,0", "p95_ms", 0.3, "best")
    verdict, got, limit = race_goals.judge(race_goals.read(tmp_path), "contender", goal)
    assert (verdict, got, limit) == ("holds", 130.0, pytest.approx(135.63))


def test_a_step_that_never_came_misses_every_time(race_goals, tmp_path):
    record(tmp_path, "contender", missing=1)
    goal = race_goals.Goal("gallery", "20,20,0", "p95_ms", 1e9)
    assert race_goals.judge(race_goals.read(tmp_path), "contender", goal) == ("missed", math.inf, 1e9)


def test_one_wrong_pixel_in_one_run_is_a_miss(race_goals, tmp_path):
    for exact in (True, True, False):
        record(tmp_path, "contender", exact=exact)
    rows, missed = race_goals.table(race_goals.read(tmp_path), "contender")
    assert missed == 1
    assert "| gallery | 20,20,0 | exact | 0 | >= 1 | missed |" in rows


def test_what_has_no_peer_to_compare_with_is_open_and_not_missed(race_goals, tmp_path):
    record(tmp_path, "contender")
    rows, missed = race_goals.table(race_goals.read(tmp_path), "contender")
    assert missed == 0
    assert "| gallery | 20,20,0 | p95_ms | 182.2 | no peer's figure | open |" in rows


def test_bytes_are_compared_over_all_traces_but_the_film(race_goals, tmp_path):
    for trace in race_goals.TRACES[:-1]:
        record(tmp_path, "contender", trace=trace, link="LAN", mbytes=1.0)
        record(tmp_path, "tigervnc-lossless", trace=trace, link="LAN", mbytes=10.0)
    results = race_goals.read(tmp_path)
    assert race_goals.bytes_factor(results, "contender") == pytest.approx(0.1)
    rows, _ = race_goals.table(results, "contender")
    assert "| all but video | LAN | bytes | 0.1 | <= 0.125 | holds |" in rows
    del results["contender", "scroll", "LAN"]
    assert race_goals.bytes_factor(results, "contender") is None


def test_every_link_and_trace_has_its_goals(race_goals):
    cells = {(goal.trace, goal.link) for goal in race_goals.goals() if goal.figure.startswith("p")}
    assert len(cells) == 4 * len(race_goals.TRACES)
