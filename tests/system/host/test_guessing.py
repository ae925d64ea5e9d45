"""Whoever guesses at passwords delays nobody else: a host and guessers as processes of their own, at real prices."""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from demonstration.desktop import wait_for
from protocol.link.link import Link, Trust
from protocol.link.tls import client_context
from protocol.vocabulary.accounts import KnownDevice, PasswordLogin
from protocol.vocabulary.messages import Hello, LoggedIn, Refused
from tests.system.stage.stage import plain_environment

pytestmark = pytest.mark.system

PASSWORD = "correct horse"
ROOT = Path(__file__).parents[3]
LOGIN_S = 2.0
WATCHED_S = 8.0
LOCKED = 10  # guesses that were not even looked at
PATIENCE_S = 120.0
ONE = ("127.8.0.1",)
NOWHERE_YET = ("127.200.0.1", "127.201.0.1", "127.202.0.1")  # from where nobody is known, until they have come
NETWORKS = tuple(f"127.{number}.0.1" for number in range(10, 26))


class Server:
    """A host with a technician, Ada."""

    def __init__(self, folder: Path) -> None:
        (folder / "password").write_text(PASSWORD + "\n")
        self._folder = folder
        self._run("admin", "create", "Ada", "--new", "--password-file", str(folder / "password"))
        self.log = folder / "host.log"
        with self.log.open("wb") as log:
            command = self._command("serve", "--listen", "127.0.0.1:0")
            self.process = subprocess.Popen(command, cwd=ROOT, env=plain_environment(), stdout=log, stderr=log)
        found = wait_for("the host", lambda: re.search(r"listening on \S+ port (\d+)", self.log.read_text()))
        self.port = int(found[1])

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-P", "-m", "console.host", *arguments, "--data", str(self._folder / "host")]

    def _run(self, *arguments: str) -> None:
        subprocess.run(self._command(*arguments), cwd=ROOT, env=plain_environment(), check=True, capture_output=True)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(60)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    yield server
    server.stop()


@contextlib.contextmanager
def guessing(server: Server, answers: Path, name: str, *sources: str) -> Iterator[None]:
    """Have somebody guess from `sources`, in what is left of the processors."""
    script = Path(__file__).with_name("guesser.py")
    with answers.open("wb") as said:
        guesser = subprocess.Popen(
            [sys.executable, str(script), str(server.port), name, *sources],
            env=plain_environment() | {"PYTHONPATH": str(ROOT)},
            stdout=said,
            preexec_fn=lambda: os.nice(10),
        )
    try:
        wait_for("guesses", lambda: answers.stat().st_size > 0)
        yield
    finally:
        guesser.terminate()
        guesser.wait(60)


async def log_in(server: Server, token: bytes = b"", source: str = "127.0.0.1") -> tuple[float, bytes]:
    """Log Ada in, again as a console does where the host is busy; return how long it took, and the token."""
    began = time.monotonic()
    while True:
        inbox: asyncio.Queue[object] = asyncio.Queue()
        trust, ended = Trust(fingerprint=None, deferred=True), asyncio.Event()
        _, link = await asyncio.get_running_loop().create_connection(
            lambda inbox=inbox, ended=ended, trust=trust: Link(
                receive=inbox.put_nowait, ended=lambda _end: ended.set(), trust=trust
            ),
            "127.0.0.1",
            server.port,
            ssl=client_context(trust),
            local_addr=(source, 0),
        )
        link.send(Hello(program="test"))
        if token:
            link.send(KnownDevice(token=token))
        link.send(PasswordLogin(name="Ada", password=PASSWORD))
        async for message in _until_answered(inbox):
            if isinstance(message, LoggedIn):
                took = time.monotonic() - began
                if not token:
                    token = await _token(inbox)
                link.close()
                await ended.wait()
                return took, token
        link.close()
        await ended.wait()
        await asyncio.sleep(0.25)


async def _until_answered(inbox: asyncio.Queue[object]) -> AsyncIterator[object]:
    while True:
        message = await inbox.get()
        yield message
        if isinstance(message, Refused):
            return


async def _token(inbox: asyncio.Queue[object]) -> bytes:
    while True:
        message = await inbox.get()
        if isinstance(message, KnownDevice):
            return message.token


async def calm(server: Server, source: str) -> float:
    """Return how long a login may take: 2 s, or what this computer needs where it has other things to do now."""
    return max(LOGIN_S, 4 * max([(await log_in(server, source=source))[0] for _ in range(3)]))


@pytest.mark.parametrize("sources", [ONE, NETWORKS], ids=["one address", "16 networks"])
@pytest.mark.parametrize("known", [False, True], ids=["at first", "again"])
async def test_a_technician_is_in_within_two_seconds(
    server: Server, tmp_path: Path, sources: tuple[str, ...], *, known: bool
) -> None:
    limit_s = await calm(server, "127.100.0.1")
    token = (await log_in(server))[1] if known else b""
    with guessing(server, tmp_path / "answers", "-", *sources):
        took = [(await log_in(server, token, source))[0] for source in NOWHERE_YET]
    assert min(took) < limit_s  # of the others the machine may have had something else to do


async def test_many_who_guess_at_one_name_have_a_try_now_and_then_and_delay_only_each_other(
    server: Server, tmp_path: Path
) -> None:
    limit_s = await calm(server, "127.0.0.1")
    _, token = await log_in(server)
    answers = tmp_path / "answers"
    with guessing(server, answers, "Ada", *NETWORKS):
        began = time.monotonic()
        while (watched_s := time.monotonic() - began) < WATCHED_S or not _attacked(answers):
            assert watched_s < PATIENCE_S, "the attack was none"
            assert (await log_in(server, token, "127.200.0.1"))[0] < limit_s  # her console, wherever it is
            assert (await log_in(server))[0] < limit_s  # where she has logged in from before
        said = _said(answers)
    assert said["wrong_login"] <= 2 + math.log2(1 + watched_s)  # after 0, 1, 3, 7 s ..., and one that was under way


def _said(answers: Path) -> Counter[str]:
    return Counter(answers.read_text().split())


def _attacked(answers: Path) -> bool:
    """Return whether there have been enough guesses by now; a busy machine leaves little for them."""
    return _said(answers)["wrong_login"] >= 1 and _said(answers)["locked"] > LOCKED
