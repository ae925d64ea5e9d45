"""A host that is about to be stopped."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from console.host.configuration.settings import DRAIN_S
from console.host.process import running
from console.host.process.folder import DataFolder
from console.host.process.server import Options
from protocol.link.link import LinkEnd
from protocol.vocabulary.joins import EndCode, EndJoin, Join, MakeCode
from protocol.vocabulary.messages import (
    Channel,
    Draining,
    Leave,
    LoggedIn,
    OpenSession,
    Reason,
    Refused,
    Sealed,
    TokenLogin,
)
from protocol.vocabulary.teamwork import MakeColleagueCode

PATIENCE_S = 60
ROOT = Path(__file__).parents[4]


async def refused(client, message):
    client.send(message)
    return (await client.get(Refused, lambda refused: refused.about == message.TAG)).reason


async def test_members_are_told_once_and_what_goes_on_goes_on(host, active):
    host.gateway.begin_drain(90)
    for member in (active.console, active.viewer):
        assert await member.get(Draining) == Draining(session=active.session, seconds=90)
    active.console.send(active.box(active.customer, Channel.CHAT, b"still here"))
    assert (await active.viewer.get(Sealed)).box == b"still here"
    assert not [message for message in active.viewer.waiting() if isinstance(message, Draining)]


async def test_nothing_new_begins(host, active):
    host.gateway.begin_drain(90)
    console = await host.technician()
    assert await refused(console, OpenSession(request=1)) is Reason.SHUTDOWN
    assert await refused(active.console, MakeCode(session=active.session)) is Reason.SHUTDOWN
    assert await refused(active.console, MakeColleagueCode(session=active.session)) is Reason.SHUTDOWN
    stranger = await host.client()
    assert await refused(stranger, Join(route="0000")) is Reason.SHUTDOWN


async def test_codes_end_and_whoever_is_joining_is_told_why(host, case):
    await case.open()
    viewer, join = await case.begin_join(await case.make_code())
    host.gateway.begin_drain(90)
    assert await viewer.get(EndJoin) == EndJoin(session=case.session, join=join, reason=Reason.SHUTDOWN)
    assert await case.console.get(EndCode) == EndCode(session=case.session, burned=False)


async def test_a_member_whose_link_breaks_meanwhile_takes_its_seat_again(host, active):
    host.gateway.begin_drain(90)
    active.viewer.close()
    viewer = await host.client()
    await viewer.attach(active.session, active.customer, active.customer_token, salt=b"another salt----")


async def test_a_session_needs_the_host_while_somebody_is_with_somebody(host, case, until):
    assert host.gateway.services.drain.needed == 0
    await case.open()
    assert host.gateway.services.drain.needed == 0
    await case.join()
    assert host.gateway.services.drain.needed == 1
    case.viewer.close()
    await until(lambda: host.gateway.services.drain.needed == 0)


class Process:
    """`run` of a host with a session in it, and its signals by hand."""

    def __init__(self, folder, monkeypatch, **options):
        self._folder = folder
        self._options = Options(**{"address": "127.0.0.1", "port": 0, "local_console": True} | options)
        self.stop = running.Stop()
        monkeypatch.setattr(running, "Stop", lambda: self.stop)
        monkeypatch.setattr(running, "_on_signal", lambda name, act: None)
        self.port = 0

    async def start(self, until):
        self.task = asyncio.create_task(running.run(DataFolder(self._folder), self._options, self._announce))
        await until(lambda: self.port)
        return self

    def _announce(self, _address, port):
        self.port = port

    async def ended(self):
        async with asyncio.timeout(PATIENCE_S):
            await self.task


class Place:
    """Where that host is, as `Case` wants it."""

    def __init__(self, folder, client_class):
        said = json.loads((folder / "host.json").read_text())
        self.port, self.fingerprint = said["port"], bytes.fromhex(said["fingerprint"])
        self.token, self.socket = bytes.fromhex(said["token"]), said["socket"]
        self._client = client_class

    async def client(self, **options):
        return await self._client().connect(self, **options)

    async def technician(self):
        console = await self.client(local=True)
        console.send(TokenLogin(token=self.token))
        await console.get(LoggedIn)
        return console


@pytest.fixture
async def served(tmp_path, monkeypatch, until, new_case, new_client):
    """Start a process with a session in which a customer is; return it with the session."""

    async def serve(**options):
        process = await Process(tmp_path / "host", monkeypatch, **options).start(until)
        place = Place(tmp_path / "host", new_client)
        return process, await (await new_case(place).open()).join()

    return serve


async def test_it_ends_once_the_customers_have_left(served):
    process, case = await served(drain_s=10 * PATIENCE_S)
    process.stop.ask()
    await case.viewer.get(Draining)
    assert not process.task.done()
    case.viewer.close()
    await process.ended()
    assert await case.console.ended() is LinkEnd.LOST


async def test_a_second_signal_ends_it_at_once(served):
    process, case = await served(drain_s=10 * PATIENCE_S)
    process.stop.ask()
    await case.viewer.get(Draining)
    process.stop.ask()
    await process.ended()
    assert await case.viewer.ended() is LinkEnd.LOST
    await case.console.ended()


async def test_it_waits_no_longer_than_it_may(served):
    process, case = await served(drain_s=0.1)
    process.stop.ask()
    await process.ended()
    await case.viewer.get(Draining)
    await case.viewer.ended()
    await case.console.ended()


async def test_it_does_not_wait_at_all_where_that_is_not_wished(served):
    process, case = await served(drain_s=0)
    process.stop.ask()
    await process.ended()
    assert await case.viewer.ended() is LinkEnd.LOST
    await case.console.ended()
    assert not [message for message in case.viewer.waiting() if isinstance(message, Draining)]


async def test_a_real_host_lets_its_session_end_and_then_itself_and_all_is_well(tmp_path, new_case, new_client):
    command = [
        sys.executable,
        "-m",
        "console.host",
        "serve",
        "--local-console",
        "--listen",
        "127.0.0.1:0",
        "--data",
        str(tmp_path),
    ]
    host = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        async with asyncio.timeout(PATIENCE_S):
            await host.stdout.readline()
            case = await (await new_case(Place(tmp_path, new_client)).open()).join()
            host.send_signal(signal.SIGTERM)
            assert (await case.viewer.get(Draining)).seconds == DRAIN_S
            case.console.send(Leave(session=case.session))
            _, log = await host.communicate()
        assert host.returncode == 0
        assert b"1 sessions may go on for 300 s" in log
    finally:
        if host.returncode is None:
            host.kill()
            await host.wait()
    for client in (case.viewer, case.console):
        assert await client.ended() is LinkEnd.LOST


async def test_the_service_manager_hears_when_it_is_ready_and_when_it_stops(tmp_path, monkeypatch, until):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(PATIENCE_S)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        process = await Process(tmp_path / "host", monkeypatch).start(until)
        assert manager.recv(100) == b"READY=1"
        process.stop.ask()
        await process.ended()
        assert manager.recv(100) == b"STOPPING=1"


async def test_a_service_manager_that_is_gone_is_no_obstacle(tmp_path, monkeypatch, until, caplog):
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    process = await Process(tmp_path / "host", monkeypatch).start(until)
    process.stop.ask()
    await process.ended()
    assert "the service manager was not told" in caplog.text
