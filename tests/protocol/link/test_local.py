"""Links within one computer: one user's programs find each other, another user's get nothing."""

import asyncio
import ctypes
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from protocol.link import local
from protocol.link.link import Link, LinkEnd
from protocol.link.local import PIPES, dial_local, peer_user, serve_local
from protocol.link.ways.trouble import DialError
from protocol.vocabulary.messages import Hello, Welcome

FINGERPRINT = bytes(range(32))


class Served:
    """A host's end that answers a greeting."""

    def __init__(self):
        self.links, self.heard = [], asyncio.Queue()

    def make(self):
        link = Link(receive=self._received, ended=lambda _end: None, peer_address="this computer")
        self.links.append(link)
        return link

    def _received(self, message):
        self.heard.put_nowait(message)
        self.links[-1].send(Welcome())


@pytest.fixture
async def served(tmp_path):
    served = Served()
    served.place = str(tmp_path / "a.socket")
    server = await serve_local(served.place, served.make)
    yield served
    server.close()
    for link in served.links:
        link.close()
    await asyncio.gather(*(link.wait_gone() for link in served.links))


async def test_messages_go_both_ways_and_the_host_is_known_as_others_see_it(served):
    said, ended = asyncio.Queue(), asyncio.get_running_loop().create_future()
    link = await dial_local(served.place, FINGERPRINT, receive=said.put_nowait, ended=ended.set_result)
    assert link.peer_fingerprint == FINGERPRINT
    link.send(Hello(program="test"))
    assert await served.heard.get() == Hello(program="test")
    assert await said.get() == Welcome()
    assert served.links[0].peer_fingerprint is None
    assert served.links[0].peer_address == "this computer"
    link.close()
    assert await ended is LinkEnd.CLOSED
    await link.wait_gone()


async def test_the_socket_is_its_users_alone_and_is_gone_afterwards(tmp_path):
    path = tmp_path / "a.socket"
    path.write_text("left behind")
    server = await serve_local(str(path), Served().make)
    assert path.stat().st_mode & 0o777 == 0o600
    server.close()
    assert not path.exists()


async def dial(place):
    return await dial_local(place, None, receive=lambda _message: None, ended=lambda _end: None)


async def test_where_nobody_listens_there_is_no_link(tmp_path):
    with pytest.raises(DialError) as problem:
        await dial(str(tmp_path / "none.socket"))
    assert problem.value.kind == "refused"
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(tmp_path / "left.socket"))
    left.close()
    with pytest.raises(DialError) as problem:
        await dial(str(tmp_path / "left.socket"))
    assert problem.value.kind == "refused"


async def test_a_console_of_another_user_is_not_heard(served, monkeypatch):
    monkeypatch.setattr(local, "is_own", lambda transport: transport.get_extra_info("peername") != "")
    ended = asyncio.get_running_loop().create_future()
    link = await dial_local(served.place, None, receive=lambda _message: None, ended=ended.set_result)
    assert await ended is LinkEnd.LOST
    assert served.links == []
    await link.wait_gone()


async def test_a_host_of_another_user_is_told_nothing(served, monkeypatch):
    monkeypatch.setattr(local, "is_own", lambda transport: transport.get_extra_info("peername") == "")
    with pytest.raises(DialError) as problem:
        await dial(served.place)
    assert problem.value.kind == "certificate"
    assert served.heard.empty()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody else")
def test_the_system_says_who_is_there():
    with tempfile.TemporaryDirectory(dir="/tmp") as folder, socket.socket(socket.AF_UNIX) as server:
        path = Path(folder) / "a.socket"  # where somebody else gets to, too
        server.bind(str(path))
        path.chmod(0o666)
        path.parent.chmod(0o755)
        server.settimeout(60)
        server.listen()
        words = "import os, socket, sys; os.setuid(65534); s = socket.socket(socket.AF_UNIX); "
        words += "s.connect(sys.argv[1]); s.recv(1)"
        with subprocess.Popen([sys.executable, "-c", words, str(path)]) as other:
            with server.accept()[0] as theirs:
                assert peer_user(theirs) == 65534
            other.wait(60)
        with socket.socket(socket.AF_UNIX) as mine:
            mine.connect(str(path))
            assert peer_user(mine) == os.geteuid()
            server.accept()[0].close()


async def test_a_system_that_does_not_say_who_is_there_lets_nobody_in(served, monkeypatch):
    def fail(_socket):
        raise OSError("not known")

    monkeypatch.setattr(local, "peer_user", fail)
    with pytest.raises(DialError):
        await dial(served.place)
    assert served.links == []


# -- pipes, against what stands for Windows --------------------------------------------------------------------------


class Pipe:
    def fileno(self):
        return 7


@pytest.mark.parametrize(("maker", "fits"), [(4711, True), (666, False), (None, False)])
async def test_a_pipe_is_the_hosts_only_if_its_process_has_made_it(monkeypatch, maker, fits):
    class Kernel:
        def GetNamedPipeServerProcessId(self, handle, found):
            assert handle == 7
            found._obj.value = maker or 0
            return maker is not None

    class Windows:
        kernel32 = Kernel()

    class Transport(asyncio.Transport):
        aborted = False

        def get_extra_info(self, name, default=None):
            return Pipe() if name == "pipe" else default

        def abort(self):
            self.aborted = True

        def set_write_buffer_limits(self, high=None, low=None):
            pass

        def close(self):
            self.aborted = True

    transport = Transport()

    async def create_pipe_connection(make, place):
        assert place == f"{PIPES}fernblick-1"
        link = make()
        link.connection_made(transport)
        return transport, link

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(ctypes, "windll", Windows(), raising=False)
    monkeypatch.setattr(loop, "create_pipe_connection", create_pipe_connection, raising=False)
    told = {"receive": lambda _message: None, "ended": lambda _end: None}
    if fits:
        link = await dial_local(f"{PIPES}fernblick-1", FINGERPRINT, process=4711, **told)
        assert link.peer_fingerprint == FINGERPRINT
        link.close()
        return
    with pytest.raises(DialError) as problem:
        await dial_local(f"{PIPES}fernblick-1", FINGERPRINT, process=4711, **told)
    assert problem.value.kind == "certificate"
    assert transport.aborted


async def test_a_pipe_is_served_by_the_loop_and_closed(monkeypatch):
    closed = []

    class Server:
        def close(self):
            closed.append(True)

    async def start_serving_pipe(make, place):
        assert place == f"{PIPES}fernblick-1"
        return [Server()]

    monkeypatch.setattr(asyncio.get_running_loop(), "start_serving_pipe", start_serving_pipe, raising=False)
    (await serve_local(f"{PIPES}fernblick-1", Served().make)).close()
    assert closed == [True]


class HandedOver(asyncio.Transport):
    """A pipe's end as Windows' event loop makes it: its protocol hears of it only in a later turn of the loop."""

    def __init__(self, link):
        super().__init__(extra={"pipe": None})
        self.written = []
        asyncio.get_running_loop().call_soon(link.connection_made, self)

    def write(self, data):
        self.written.append(bytes(data))

    def set_write_buffer_limits(self, high=None, low=None):
        pass

    def get_write_buffer_size(self):
        return 0

    def abort(self):
        pass

    def close(self):
        pass


async def test_the_greeting_waits_until_a_pipe_stands(monkeypatch):
    made = []

    async def create_pipe_connection(make, _place):
        link = make()
        made.append(HandedOver(link))
        return made[0], link

    monkeypatch.setattr(asyncio.get_running_loop(), "create_pipe_connection", create_pipe_connection, raising=False)
    monkeypatch.setattr(local, "_serves", lambda _transport, process: process == 7)
    link = await dial_local(
        f"{PIPES}a", FINGERPRINT, receive=lambda _message: None, ended=lambda _end: None, process=7, hello=Hello()
    )
    assert b"hello" in made[0].written[0]
    link.close()
