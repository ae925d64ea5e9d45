"""Point 8: scripts can do all of it without a hand."""

from __future__ import annotations

import json
import stat
from importlib.metadata import version

import pytest

from demonstration.desktop import act_until, wait_for
from tests.system.stage.stage import Stage, plain_environment, run

pytestmark = pytest.mark.system

PROGRAMS = {"console.app": "fernblick", "viewer.app": "fernblick-viewer", "console.host": "fernblick-host"}


@pytest.mark.parametrize("module", PROGRAMS)
def test_version_and_help_need_no_display(module: str) -> None:
    environment = plain_environment()
    told = run(module, "--version", environment=environment)
    assert (told.returncode, told.stdout, told.stderr) == (0, f"{PROGRAMS[module]} {version('fernblick')}\n", "")
    helped = run(module, "--help", environment=environment)
    assert helped.returncode == 0
    assert helped.stdout.startswith(f"usage: {PROGRAMS[module]} ")
    assert helped.stderr == ""


def test_help_names_every_option_that_scripts_use() -> None:
    console = run("console.app", "--help", environment=plain_environment()).stdout
    viewer = run("viewer.app", "--help", environment=plain_environment()).stdout
    for option in (
        "--new-session",
        "--share",
        "--monitor",
        "--link-file",
        "--listen",
        "--capture-display",
        "--log-level",
    ):
        assert option in console
    for option in ("--join", "--join-file", "--full-screen", "--log-level"):
        assert option in viewer


def test_a_console_without_windows_shares_the_display_it_is_told(stage: Stage) -> None:
    report = stage.folder / "report.json"
    display = stage.technician.display
    options = ("--share", "--capture-display", display, "--report-file", str(report))
    names = ("--new-session", "Clara", "--link-file", str(stage.link_file))
    console = stage.console(*names, *options, changed={"QT_QPA_PLATFORM": "offscreen", "DISPLAY": None})
    viewer = stage.viewer("--join-file", str(stage.link_file), "--full-screen")
    viewer.window("Theo’s screen")
    stage.see_same_picture()
    assert stat.S_IMODE(stage.link_file.stat().st_mode) == 0o600
    assert console.windows() == [], "its own windows stay off the screen"

    act_until(
        "the mirror to close",
        lambda: not viewer.windows("Theo’s screen"),
        act=lambda: viewer.click_in_bar("End"),
        again_s=15,
    )
    wait_for("the report", report.exists)
    sent = json.loads(report.read_text(encoding="utf-8"))
    assert sent["updates"] >= 1
    assert sent["bytes"] > 0
    assert sent["shown"] >= 1


def test_programs_end_cleanly_when_they_are_told_to_and_the_host_with_them(stage: Stage) -> None:
    console, viewer = stage.session("--share")
    viewer.window("Theo’s screen")
    console.process.terminate()
    assert console.process.wait(60) == 0
    viewer.reads("The technician ended the session.")
    wait_for("the host to end", lambda: stage.technician.host is None)
    viewer.process.terminate()
    assert viewer.process.wait(60) == 0
