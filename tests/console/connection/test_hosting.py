"""Finding and starting the host, with real processes on loopback."""

import asyncio
import json
import os
import signal
import socket

import pytest

from console.connection import hosting as hosting_module
from console.connection.hosting import HostEntry, Hosting, HostProblem

ENTRY = {
    "address": "127.0.0.1",
    "port": 7330,
    "everywhere": False,
    "fingerprint": "ab" * 32,
    "token": "cd" * 32,
    "pid": 1,
    "version": "1",
    "socket": "/tmp/fernblick/console.socket",
}


@pytest.fixture
async def make(tmp_path):
    """Make hostings of one folder; what they started is stopped at the end."""
    made = []

    def make(listen="127.0.0.1:0", folder=tmp_path):
        made.append(Hosting(folder=folder, listen=listen))
        return made[-1]

    yield make
    for hosting in made:
        hosting.stop()


def kill(entry):
    os.kill(entry.pid, signal.SIGKILL)


async def gone(entry):
    """Wait until nothing answers any more."""
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection(entry.address, entry.port)
            except OSError:
                return
            writer.close()
            await writer.wait_closed()


async def test_a_host_is_started_found_again_and_stopped_by_who_started_it(make, tmp_path):
    first, second = make(), make()
    entry = await first.entry()
    assert entry == HostEntry.read(tmp_path / "host.json")
    assert await second.entry() == entry
    second.stop()
    assert await first.entry() == entry
    first.stop()
    await gone(entry)
    assert not (tmp_path / "host.json").exists()


async def test_a_killed_host_is_started_anew_at_the_same_place(make):
    hosting = make()
    entry = await hosting.entry()
    kill(entry)
    await gone(entry)
    again = await hosting.entry()
    assert again.place == entry.place
    assert again.pid != entry.pid


async def test_a_host_that_ended_cleanly_is_started_anew_at_the_same_place(make, tmp_path):
    hosting = make()
    entry = await hosting.entry()
    os.kill(entry.pid, signal.SIGTERM)
    await gone(entry)
    again = await hosting.entry()
    assert again.place == entry.place


async def test_the_next_run_starts_a_killed_host_where_customers_know_it(make):
    entry = await make().entry()
    kill(entry)
    await gone(entry)
    assert (await make().entry()).place == entry.place


async def test_another_program_at_the_remembered_port_is_no_host(make):
    entry = await make().entry()
    kill(entry)
    await gone(entry)
    with socket.create_server(("127.0.0.1", entry.port)) as taken:
        accepting = asyncio.get_running_loop().run_in_executor(None, drop_all, taken)
        again = await make().entry()
        taken.shutdown(socket.SHUT_RDWR)
        await accepting
    assert again.port != entry.port


def drop_all(server):
    while True:
        try:
            server.accept()[0].close()
        except OSError:
            return


async def test_another_folders_host_at_the_remembered_port_is_not_ours(make, tmp_path):
    entry = await make().entry()
    kill(entry)
    await gone(entry)
    other = await make(f"127.0.0.1:{entry.port}", folder=tmp_path / "other").entry()
    again = await make().entry()
    assert other.port == entry.port != again.port
    assert again.fingerprint == entry.fingerprint != other.fingerprint


async def test_a_taken_port_that_was_asked_for_is_a_problem(make):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        hosting = make(f"127.0.0.1:{taken.getsockname()[1]}")
        with pytest.raises(HostProblem) as problem:
            await hosting.entry()
    assert problem.value.code == "port_taken"


async def test_a_running_host_that_listens_elsewhere_is_a_problem(make):
    entry = await make().entry()
    with pytest.raises(HostProblem) as problem:
        await make(f"127.0.0.1:{entry.port - 1}").entry()
    assert problem.value.code == "host_elsewhere"


async def test_a_folder_that_is_a_file_is_a_problem(make, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(HostProblem) as problem:
        await make(folder=tmp_path / "file").entry()
    assert problem.value.code == "data_folder"


async def test_a_host_that_never_listens_is_given_up_and_stopped(make, monkeypatch):
    hosting = make()
    monkeypatch.setattr(hosting_module, "START_LIMIT_S", 0.0)
    started = []
    popen = hosting._popen
    monkeypatch.setattr(hosting, "_popen", lambda command: started.append(popen(command)) or started[-1])
    with pytest.raises(HostProblem) as problem:
        await hosting.entry()
    assert problem.value.code == "host_slow"
    assert started[0].poll() is not None


@pytest.mark.parametrize(
    ("listen", "everywhere", "fits"),
    [
        ("127.0.0.1:7330", False, True),
        ("127.0.0.1:0", False, True),
        ("127.0.0.1", False, True),
        ("127.0.0.1:7331", False, False),
        ("127.0.0.2:7330", False, False),
        ("*:7330", True, True),
        ("0.0.0.0:7330", True, True),
        ("[::]:7330", True, True),
        ("*:7330", False, False),
        ("127.0.0.1:7330", True, False),
    ],
)
def test_where_a_running_host_may_listen(tmp_path, listen, everywhere, fits):
    (tmp_path / "host.json").write_text(json.dumps(ENTRY | {"everywhere": everywhere}))
    entry = HostEntry.read(tmp_path / "host.json")
    assert Hosting(folder=tmp_path, listen=listen)._fits(entry) is fits


def test_an_ipv6_address_is_bracketed(tmp_path):
    (tmp_path / "host.json").write_text(json.dumps(ENTRY | {"address": "::1"}))
    entry = HostEntry.read(tmp_path / "host.json")
    assert entry.listen == "[::1]:7330"
    assert Hosting(folder=tmp_path, listen="[::1]:7330")._fits(entry)
    assert Hosting(folder=tmp_path, listen="[::1]")._fits(entry)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"address": 1}', json.dumps(ENTRY | {"token": "xyz"})])
def test_a_file_that_is_not_whole_is_none(tmp_path, text):
    (tmp_path / "host.json").write_text(text)
    assert HostEntry.read(tmp_path / "host.json") is None


def test_a_token_is_never_written_to_a_log(tmp_path):
    (tmp_path / "host.json").write_text(json.dumps(ENTRY))
    entry = HostEntry.read(tmp_path / "host.json")
    assert repr(entry.token) not in repr(entry)
