"""Strangers by the thousand against a host's process, and honest people meanwhile: nobody is kept out, or waiting."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from console.connection.outside import Outside
from console.session.admission import Admission
from protocol.link.link import Link
from protocol.link.local import dial_local
from protocol.notation.joincode import parse
from protocol.trust.join_proof import Grant
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import CodeMade, EndJoin, Joining, JoinStep
from protocol.vocabulary.messages import (
    Attach,
    Hello,
    Leave,
    LoggedIn,
    OpenSession,
    SessionOpened,
    TokenLogin,
    Welcome,
)
from tests.system.stage.strangers import PROXY
from viewer.way_in.joining import JoinAttempt

pytestmark = pytest.mark.system

M = TypeVar("M", bound=Message)

ROOT = Path(__file__).parents[3]
STRANGERS = ROOT / "tests" / "system" / "stage" / "strangers.py"
PATIENCE_S = 120.0  # a deadline that only a failing test reaches


class Console:
    """A technician without windows, who opens sessions and admits whoever proves the code."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.port = int(said["port"])
        self.fingerprint = bytes.fromhex(said["fingerprint"])
        self._said = said
        self.link: Link
        self.admission: Admission | None = None
        self.clicks = 0
        self._heard: asyncio.Queue[Message] = asyncio.Queue()

    async def start(self) -> None:
        place, token = self._said["socket"], bytes.fromhex(self._said["token"])
        self.link = await dial_local(place, self.fingerprint, receive=self._receive, ended=lambda _end: None)
        self.link.send(Hello(program="test"))
        await self.get(Welcome)
        self.link.send(TokenLogin(token=token))
        await self.get(LoggedIn)

    async def get(self, kind: type[M]) -> M:
        async with asyncio.timeout(PATIENCE_S):
            while not isinstance(message := await self._heard.get(), kind):
                pass
            return message

    async def open(self) -> SessionOpened:
        self.link.send(OpenSession(request=1))
        return await self.get(SessionOpened)

    async def make_code(self) -> str:
        """Open a session and return its code."""
        opened = await self.open()
        fingerprint = self.fingerprint
        self.admission = admission = Admission(
            session=opened.session,
            send=self.link.send,
            grant=lambda: Grant(key=b"k" * 32, lead_name="Anna", customer_name="Max"),
            certificate=lambda: fingerprint,
            changed=self._decide,
            allowed=lambda: True,
        )
        self.link.send(Attach(session=opened.session, member=opened.member, token=opened.token, salt=b"s" * 16))
        admission.ask()
        admission.made(await self.get(CodeMade), Outside(f"127.0.0.1:{self.port}", fingerprint))
        assert admission.code is not None
        return admission.code.text

    def _decide(self) -> None:
        if self.admission is not None and self.admission.needs_click:
            self.clicks += 1
            self.admission.decide(True)

    def _receive(self, message: Message) -> None:
        if isinstance(message, Joining | JoinStep | EndJoin):
            if self.admission is not None:
                self.admission.receive(message)
        else:
            self._heard.put_nowait(message)


def started(folder: Path) -> subprocess.Popen[bytes]:
    """Start a host that believes the strangers' proxy."""
    command = [sys.executable, "-P", "-m", "console.host", "serve", "--listen", "127.0.0.1:0", "--local-console"]
    command += ["--proxy", PROXY]
    with (folder / "host.log").open("wb") as out:
        return subprocess.Popen(
            [*command, "--data", str(folder / "host")],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=out,
        )


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    process = started(tmp_path)
    try:
        console = Console(await asyncio.to_thread(_said, tmp_path / "host" / "host.json"))
        await console.start()
        yield console
        console.link.close()
    finally:
        process.kill()
        process.wait()


def _said(record: Path) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if record.exists():
            return dict(json.loads(record.read_text()))
        time.sleep(0.1)
    raise AssertionError("the host does not listen")


@contextmanager
def strangers(kind: str, port: int, count: int, route: str) -> Iterator[subprocess.Popen[bytes]]:
    """Have strangers come, held to one processor and last in line for it."""
    process = subprocess.Popen(
        [sys.executable, str(STRANGERS), kind, str(port), str(count), route],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


async def join(code: str, console: Console) -> float:
    """Join as a customer does; return how long it took."""
    began = time.monotonic()
    async with asyncio.timeout(PATIENCE_S):
        await JoinAttempt(code=parse(code), host=f"127.0.0.1:{console.port}").run()
    return time.monotonic() - began


async def said(process: subprocess.Popen[bytes], count: int) -> None:
    """Wait until the strangers have said that much."""
    assert process.stdout is not None
    while int(await asyncio.to_thread(process.stdout.readline) or count) < count:
        pass


@pytest.mark.long
@pytest.mark.timeout(1800)  # ten thousand handshakes of strangers who are held to little of one processor
async def test_ten_thousand_wrong_joins_from_fifty_networks_keep_no_customer_out(console: Console) -> None:
    """Each customer is in within 5 s, by a code of ten digits, however hard that is made, and by a link."""
    target = Console(console._said)
    await target.start()
    route = (await target.make_code())[:4]
    took = []
    with strangers("joins", console.port, 10_000, route) as process:
        for count in (1_000, 4_000, 7_000):
            await said(process, count)
            took.append(await join(await console.make_code(), console))
        await said(process, 10_000)
    took.append(await join(await console.make_code(), console))
    target.link.close()
    print(f"joined within {', '.join(f'{seconds:.2f} s' for seconds in took)}; clicks: {console.clicks}")
    assert max(took) < 5.0


async def test_a_flood_of_attachments_keeps_no_technician_waiting(console: Console) -> None:
    """Of sessions that are opened meanwhile 95 of 100 are open within half a second."""
    took = []
    with strangers("attaches", console.port, 20_000, "0000") as process:
        await said(process, 1_000)
        while process.poll() is None and len(took) < 100:
            began = time.monotonic()
            opened = await console.open()
            took.append(time.monotonic() - began)
            console.link.send(Attach(session=opened.session, member=opened.member, token=opened.token, salt=b"s" * 16))
            console.link.send(Leave(session=opened.session))
    took.sort()
    print(f"{len(took)} sessions; p95 {took[len(took) * 95 // 100]:.3f} s, at most {took[-1]:.3f} s")
    assert len(took) >= 20
    assert took[len(took) * 95 // 100] < 0.5


@pytest.mark.long
async def test_two_hundred_customers_of_one_address_join_one_after_the_other(console: Console) -> None:
    """Within a minute where the computer has nothing else to do; the host refuses nobody, however fast they come."""
    began = time.monotonic()
    for _ in range(200):
        await join(await console.make_code(), console)
        assert console.admission is not None
        console.link.send(Leave(session=console.admission._session))
    took = time.monotonic() - began
    print(f"200 customers joined within {took:.1f} s")
    assert console.clicks == 0
