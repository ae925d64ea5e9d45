"""A real X server, and a client that records what is done to it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from tests.helpers.odd.x_recorder import Recorder, x_server


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with x_server() as name:
        yield name


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
