"""A line greets, comes back with growing patience, and is quiet once it was stopped."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from protocol.link.dialing import dial
from protocol.link.host_line import Backoff, HostLine
from protocol.link.link import KeepAlive, Link, LinkEnd, Trust
from protocol.link.ways.trouble import DialError
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import (
    Hello,
    Pong,
    Reason,
    Redirected,
    Refused,
    Room,
    SessionClosed,
    SessionState,
    Welcome,
)
from tests.protocol.link.serving import serve

DEADLINE_S = 60.0  # reached by a failing test only
QUICK = Backoff(first_s=0.001, limit_s=0.032)
ROOM = Room(session=bytes(16), state=SessionState.ACTIVE, seats=(), sharing=0)


class FakeLink:
    """A link whose other end is the test."""

    def __init__(self, receive: Callable[[Message], None], ended: Callable[[LinkEnd], None]) -> None:
        self.receive, self._ended = receive, ended
        self.peer_fingerprint = bytes(32)
        self.trust: Trust | None = None
        self.sent: list[Message] = []
        self.end: LinkEnd | None = None

    def send(self, message: Message) -> None:
        self.sent.append(message)

    def close(self, end: LinkEnd = LinkEnd.CLOSED) -> None:
        if self.end is None:
            self.end = end
            asyncio.get_running_loop().call_soon(self._ended, end)


class FakeHost:
    """Answers each dial with what the test has prepared, else with a link."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.links: list[FakeLink] = []
        self.dials = 0
        self.dialled: list[tuple[str, int, Trust, str | None]] = []
        self.changed = asyncio.Event()
        self.log: list[str] = []
        self.down_reports: list[tuple[str, float | None]] = []
        self.line = HostLine(
            address=("host", 1),
            trust=Trust(bytes(32)),
            program="viewer",
            up=lambda link: self.note("up"),
            receive=lambda message: self.note(message.TAG),
            down=self.down,
            backoff=QUICK,
            dial=self.dial,
        )

    async def dial(
        self,
        host: str,
        port: int,
        trust: Trust,
        *,
        receive: Callable[[Message], None],
        ended: Callable[[LinkEnd], None],
        keep_alive: KeepAlive | None,
        name: str | None,
        hello: Hello,
    ) -> Link:
        self.dials += 1
        self.dialled.append((host, port, trust, name))
        if self.problems:
            raise DialError(cast(Any, self.problems.pop(0)))
        self.links.append(FakeLink(receive, ended))
        self.links[-1].send(hello)
        self.changed.set()
        return cast(Link, self.links[-1])

    def note(self, what: str) -> None:
        self.log.append(what)
        self.changed.set()

    def down(self, code: str) -> None:
        self.down_reports.append((code, self.line.retry_in_s))
        self.note(f"down:{code}")

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(DEADLINE_S):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    async def greeted(self, links: int = 1) -> FakeLink:
        await self.until(lambda: len(self.links) == links)
        await asyncio.sleep(0)
        return self.links[-1]


async def test_a_line_says_hello_and_is_up_with_the_welcome() -> None:
    host = FakeHost()
    host.line.start()
    link = await host.greeted()
    assert link.sent == [Hello(program="viewer")]
    assert host.line.link is None
    link.receive(Welcome())
    assert host.line.link is cast(Any, link)
    link.receive(ROOM)
    assert host.log == ["up", "room"]
    host.line.stop()


async def test_a_lost_link_comes_back() -> None:
    host = FakeHost()
    host.line.start()
    for number in range(1, 4):
        link = await host.greeted(number)
        link.receive(Welcome())
        link.close(LinkEnd.LOST)
    await host.until(lambda: len(host.links) == 4)
    assert host.log == ["up", "down:lost"] * 3
    host.line.stop()


async def test_waits_double_up_to_their_limit() -> None:
    host = FakeHost()
    host.problems = ["refused", "timeout", "name", *["unreachable"] * 5]
    host.line.start()
    await host.greeted()
    waits = [wait for _, wait in host.down_reports]
    assert waits == [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.032, 0.032]
    assert [code for code, _ in host.down_reports][:3] == ["refused", "timeout", "name"]
    host.line.stop()


async def test_a_taken_seat_makes_the_next_wait_short_again_and_a_mere_welcome_does_not() -> None:
    host = FakeHost()
    host.problems = ["refused"] * 4
    host.line.start()
    link = await host.greeted()
    link.receive(Welcome())
    link.receive(SessionClosed(session=bytes(16), reason=Reason.NONE))
    link.close(LinkEnd.LOST)
    link = await host.greeted(2)
    assert host.down_reports[-1] == ("lost", 0.016)
    link.receive(Welcome())
    link.receive(ROOM)
    link.close(LinkEnd.LOST)
    await host.greeted(3)
    assert host.down_reports[-1] == ("lost", 0.001)
    host.line.stop()


def test_the_patience_of_a_real_line_is_a_quarter_of_a_second_to_eight_seconds() -> None:
    assert (Backoff().first_s, Backoff().limit_s) == (0.25, 8.0)


async def test_a_person_can_hurry_a_waiting_line() -> None:
    host = FakeHost()
    host.line._backoff = Backoff(first_s=1000, limit_s=1000)
    host.line._delay_s = 1000
    host.problems = ["refused"]
    host.line.start()
    await host.until(lambda: bool(host.log))
    host.line.retry_now()
    await host.greeted()
    assert host.dials == 2
    host.line.stop()


async def test_a_host_of_another_version_is_not_tried_again() -> None:
    host = FakeHost()
    host.line.start()
    link = await host.greeted()
    link.receive(Refused(about="hello", reason=Reason.HOST_NEWER))
    await host.until(lambda: bool(host.log))
    for _ in range(20):
        await asyncio.sleep(0)
    assert host.down_reports == [("host_newer", None)]
    assert host.dials == 1


async def test_a_host_that_is_full_is_tried_again() -> None:
    host = FakeHost()
    host.line.start()
    link = await host.greeted()
    link.receive(Refused(about="hello", reason=Reason.LIMIT))
    await host.greeted(2)
    assert host.log == ["down:limit"]
    host.line.stop()


async def test_a_stopped_line_calls_nobody() -> None:
    host = FakeHost()
    host.line.start()
    link = await host.greeted()
    link.receive(Welcome())
    host.line.stop()
    assert host.line.link is None
    for _ in range(20):
        await asyncio.sleep(0)
    assert link.end is LinkEnd.CLOSED
    assert host.log == ["up"]
    assert host.dials == 1


async def test_a_line_stopped_before_its_first_link_stays_down() -> None:
    host = FakeHost()
    host.line.start()
    host.line.stop()
    for _ in range(20):
        await asyncio.sleep(0)
    assert host.log == []
    assert all(link.end is not None for link in host.links)


async def test_a_redirected_line_goes_on_at_once_where_the_host_says_with_the_same_trust() -> None:
    host = FakeHost()
    host.line.start()
    link = await host.greeted()
    link.receive(Welcome())
    link.receive(Redirected(address="other:7"))
    link = await host.greeted(2)
    assert host.dialled[1] == ("other", 7, Trust(bytes(32)), "host")
    assert host.down_reports == [("redirected", 0.0)]
    link.receive(Welcome())
    assert host.log == ["up", "down:redirected", "up"]
    host.line.stop()


async def test_a_redirected_line_begins_at_home_again_after_a_break() -> None:
    host = FakeHost()
    host.line.start()
    link = await host.greeted()
    link.receive(Welcome())
    link.receive(Redirected(address="other"))
    link = await host.greeted(2)
    link.receive(Welcome())
    link.close(LinkEnd.LOST)
    await host.greeted(3)
    assert [address for address, *_ in host.dialled] == ["host", "other", "host"]
    host.line.stop()


@pytest.mark.parametrize("addresses", [["no address"], ["a", "b", "c", "d"]])
async def test_a_line_follows_three_redirects_and_no_nonsense(addresses: list[str]) -> None:
    host = FakeHost()
    host.line.start()
    for number, address in enumerate(addresses, start=1):
        link = await host.greeted(number)
        link.receive(Welcome())
        link.receive(Redirected(address=address))
    await host.greeted(len(addresses) + 1)
    assert host.down_reports[-1] == ("unreachable", 0.001)
    assert host.dialled[-1][0] == "host"
    host.line.stop()


class RealHost:
    """Greets properly, or says something else first."""

    def __init__(self, first: Message | None) -> None:
        self.first = first
        self.links: list[Link] = []

    def make(self) -> Link:
        return Link(receive=self.receive, ended=lambda end: None, opened=self.links.append)

    def receive(self, message: Message) -> None:
        assert isinstance(message, Hello)
        if self.first is not None:
            self.links[-1].send(self.first)


@pytest.mark.parametrize(
    ("first", "code"),
    [
        (Pong(), "silent"),
        (SessionClosed(session=bytes(16), reason=Reason.NONE), "bad_message"),
        (Refused(about="hello", reason=Reason.HOST_NEWER), "host_newer"),
    ],
    ids=["nothing", "something else", "refused"],
)
async def test_a_real_host_that_does_not_welcome_us(identity: Any, first: Message, code: str) -> None:
    host = RealHost(first)
    server = await serve(["127.0.0.1"], 0, identity.context, host.make)
    over: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    line = HostLine(
        address=("127.0.0.1", server.sockets[0].getsockname()[1]),
        trust=Trust(identity.fingerprint),
        program="viewer",
        up=lambda link: over.set_result("up"),
        receive=lambda message: None,
        down=over.set_result,
        dial=partial(dial, timeout_s=3.0),  # a handshake fits into that
    )
    line.start()
    assert await asyncio.wait_for(over, DEADLINE_S) == code
    line.stop()
    server.close()
    for link in host.links:
        link.close()
        await link.wait_gone()


def test_a_line_works_under_qts_event_loop(tmp_path: Path) -> None:
    """In a process of its own, because a process has one QApplication."""
    script = Path(__file__).with_name("line_under_qt.py")
    root = Path(__file__).parents[3]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": f"{root}{os.pathsep}{script.parents[1]}"}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script), str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["up", "echo", "200", "lost", "up", "pinned"]
