"""A real X server, and a client that records what is done to it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from tests.x_recorder import Recorder


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as ready:
        yield f":{ready.readline().strip()}"
    server.kill()
    server.wait()


@pytest.fixture
def layout(display):
    """Change the server's layout, until the test ends."""

    def use(name: str) -> None:
        subprocess.run(["setxkbmap", "-display", display, name], check=True, stderr=subprocess.DEVNULL, timeout=20)

    yield use
    use("us")


@pytest.fixture
def recorder(display) -> Iterator[Recorder]:
    recorder = Recorder(display)
    yield recorder
    recorder.close()
