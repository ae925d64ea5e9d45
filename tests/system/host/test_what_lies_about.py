"""Real programs on a disk that strangers try to fill, on one that is full, and in a home that cannot be written."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NONSENSE = 20_000
PATIENCE_S = 120

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounts file systems of its own"),
]


@pytest.fixture
def mounted(tmp_path):
    """Mount small file systems in memory."""
    places = []

    def mount(name, size, read_only=False):
        place = tmp_path / name
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", place], check=True)
        places.append(place)
        if read_only:
            subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        return place

    yield mount
    for place in places:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.fixture
def running():
    """Start programs that the test ends."""
    with contextlib.ExitStack() as end:

        def run(*words, home, log):
            environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}
            environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
            file = end.enter_context(Path(log).open("ab"))
            command = [sys.executable, "-m", *map(str, words)]
            program = end.enter_context(subprocess.Popen(command, stdout=file, stderr=file, env=environment, cwd=ROOT))
            end.callback(program.wait, 60)
            end.callback(stop, program)
            return program

        yield run


def stop(program):
    if program.poll() is None:
        program.send_signal(signal.SIGTERM)


def serving(data, program):
    """Return the port of a host once it serves."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and program.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            return json.loads((data / "host.json").read_text())["port"]
        time.sleep(0.05)
    raise AssertionError(f"no host: {program.poll()}")


def connects(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=20):
        return True
    return False


def nonsense(port, count):
    for number in range(count):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=20) as one:
            one.sendall(b"\x16\x03\x01" * (number % 3) + os.urandom(40))


@pytest.mark.long
@pytest.mark.parametrize("embedded", [False, True])
def test_twenty_thousand_connections_of_nonsense_leave_a_short_log_and_no_rows(running, tmp_path, embedded):
    data, log = tmp_path / "data", tmp_path / "log"
    words = ["console.host", "serve", "--data", data, "--listen", "127.0.0.1:0"]
    host = running(*words, *(["--embedded"] if embedded else []), home=tmp_path, log=log)
    port = serving(data, host)
    before = disk(data)
    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _each: nonsense(port, NONSENSE // 8), range(8)))
    took = time.monotonic() - began
    assert connects(port)
    written = log.stat().st_size + sum(file.stat().st_size for file in data.glob("*.log*"))
    print(
        f"{NONSENSE} connections in {took:.0f} s: log {written} bytes, data folder grew by {disk(data) - before} bytes"
    )
    assert written < 64 * 1024
    assert disk(data) - before < 256 * 1024


def disk(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def test_a_full_disk_ends_no_host_and_is_said(running, mounted, tmp_path):
    place, log = mounted("small", "24m"), tmp_path / "log"
    data = place / "data"
    host = running("console.host", "serve", "--data", data, "--listen", "127.0.0.1:0", home=tmp_path, log=log)
    port = serving(data, host)
    with contextlib.suppress(OSError), (place / "filler").open("wb") as filler:
        while True:
            filler.write(bytes(1 << 16))
            filler.flush()
    nonsense(port, 200)
    made = subprocess.run(
        [sys.executable, "-m", "console.host", "groups", "add", "second", "--data", str(data)],
        cwd=ROOT, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode != 0
    assert "Traceback" not in made.stderr
    assert "full" in made.stderr
    assert host.poll() is None
    assert connects(port)
    (place / "filler").unlink()
    made = subprocess.run(
        [sys.executable, "-m", "console.host", "audit", "verify", "--data", str(data)],
        cwd=ROOT, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (made.returncode, host.poll()) == (0, None), made.stderr


@pytest.mark.parametrize("program", ["viewer.app", "console.app"])
def test_a_home_that_cannot_be_written_ends_no_program(running, mounted, tmp_path, program):
    home, log = mounted("home", "1m", read_only=True), tmp_path / "log"
    started = running(program, home=home, log=log)
    end = time.monotonic() + 4
    while time.monotonic() < end:
        assert started.poll() is None, log.read_text()
        time.sleep(0.1)
    assert "Traceback" not in log.read_text()
    assert list(home.iterdir()) == []
