"""Secrets in a program's arguments are seen by nobody once they are read: seen in real processes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
LINK = "fernblick://127.0.0.1:1/l/" + "A" * 26
SHOW = "; print(open('/proc/self/cmdline').read().replace(chr(0), ' '))"


def shown(code, *arguments):
    command = [sys.executable, "-c", code + SHOW, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": ""}).stdout


def test_a_covered_argument_is_shown_to_nobody_and_still_known_to_the_program():
    code = "import sys; from protocol.system.arguments import cover; cover([sys.argv[2]]); print(sys.argv[2])"
    said = shown(code, "--join", "1234 567 890", "--full-screen")
    known, line = said.splitlines()
    assert known == "1234 567 890"
    assert line.split()[-2:] == ["*" * 12, "--full-screen"]
    assert "567" not in line


def test_what_is_no_argument_covers_nothing():
    code = "from protocol.system.arguments import cover; cover(['', 'elsewhere'])"
    assert shown(code, "left").split()[-1] == "left"


@pytest.mark.parametrize(
    "arguments", [["--from-link", LINK], [LINK], ["--join", LINK], [f"--join={LINK}"], ["--started-as", f"x-{LINK}"]]
)
def test_a_viewer_shows_no_link_once_it_has_read_it(arguments, tmp_path):
    environment = {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "viewer.app", *arguments]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as viewer:
        try:
            assert covered(viewer), viewer.stderr.read() if viewer.poll() is not None else "still shown"
        finally:
            viewer.kill()


def covered(viewer, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end and viewer.poll() is None:
        line = Path(f"/proc/{viewer.pid}/cmdline").read_bytes()
        if b"***" in line and b"A" * 26 not in line:
            return True
        time.sleep(0.02)
    return False
