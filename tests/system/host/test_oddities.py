"""Whoever speaks to a host's port as no program does, on and on, delays nobody who comes, and fills no log."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from protocol.link.link import Link, Trust
from protocol.link.tls import client_context
from protocol.vocabulary.messages import Hello
from tests.system.host.oddities import KINDS

pytestmark = [pytest.mark.system, pytest.mark.skipif(sys.platform != "linux", reason="needs many loopback addresses")]

ROOT = Path(__file__).parents[3]
ODDITIES = Path(__file__).with_name("oddities.py")
PATIENCE_S = 60.0
COMES_S = 1.0
BUSY = 4  # times what it takes without them, where the machine has other things to do
TIMES = 7
LINES = 60  # of log; the attack has begun some hundreds of connections by then
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
ANYBODY = Trust(None, deferred=True)


class Server:
    """A host's process."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "host.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "console.host", "serve", "--data", str(folder / "data"), "--listen",
                 "127.0.0.1:0"],
                cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=log, text=True,
            )  # fmt: skip
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().split()[-1])

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    server = await asyncio.to_thread(Server, tmp_path)
    yield server
    server.stop()


@contextmanager
def oddities(kind: str, port: int) -> Iterator[None]:
    """Have them go on, held to half a processor."""
    process = subprocess.Popen(
        [sys.executable, str(ODDITIES), kind, str(port)], cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "begun\n"
        yield
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


async def come(port: int) -> float:
    """Come as a stranger with a program; return how long it took until the host has answered."""
    began, answered = time.monotonic(), asyncio.Event()
    async with asyncio.timeout(PATIENCE_S):
        _, link = await asyncio.get_running_loop().create_connection(
            lambda: Link(receive=lambda _message: answered.set(), ended=lambda _end: None, trust=ANYBODY),
            "127.0.0.1", port, ssl=client_context(ANYBODY), local_addr=("127.99.0.1", 0),
        )  # fmt: skip
        link.send(Hello(program="test"))
        await answered.wait()
        took = time.monotonic() - began
        link.close()
        await link.wait_gone()
    return took


async def median(port: int) -> float:
    """Return what is usual of several times."""
    return sorted([await come(port) for _ in range(TIMES)])[TIMES // 2]


@pytest.mark.parametrize("kind", KINDS)
async def test_odd_connections_delay_nobody_and_fill_no_log(server: Server, kind: str) -> None:
    calm = await median(server.port)
    with oddities(kind, server.port):
        took = await median(server.port)
    print(f"{kind}: {took:.3f} s, {calm:.3f} s without")
    assert took < max(COMES_S, BUSY * calm)
    assert server.process.poll() is None
    lines = server.log.read_text().splitlines()
    assert len(lines) < LINES, "\n".join(lines[:LINES])
