"""A host's port: chosen once, noted, and never another one by itself."""

import errno
import os
import socket
import subprocess
import sys

import pytest

from console.host.door import listening
from console.host.process import port_choice, server
from console.host.process.folder import DataFolder, StartError
from console.host.process.port_choice import free_port, listen, noted_port
from console.host.store.tables.database import file_url

HERE = "127.0.0.1"


@pytest.fixture
def folder(tmp_path):
    return DataFolder(tmp_path / "host")


@pytest.fixture
def ports(monkeypatch):
    """The usual port and the other one, as far as a test may listen there; `denied` are those that it may not."""
    usual, other = free_port(), free_port()
    monkeypatch.setattr(port_choice, "DEFAULT_PORT", usual)
    monkeypatch.setattr(port_choice, "FREE_PORT", other)
    denied = set()

    def open_sockets(address, port):
        if port in denied:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return listening.open_sockets(address, port)

    monkeypatch.setattr(port_choice, "open_sockets", open_sockets)
    return usual, other, denied


def port_at(folder, *, port=None, is_first=False):
    sockets = listen(folder, HERE, port, is_first=is_first)
    found = sockets[0].getsockname()[1]
    listening.close_all(sockets)
    return found


def test_the_first_start_takes_the_usual_port_and_keeps_to_it(folder, ports):
    usual, _, denied = ports
    assert port_at(folder, is_first=True) == noted_port(folder) == usual
    assert port_at(folder) == usual
    denied.add(usual)
    with pytest.raises(StartError, match=f"port {usual}"):
        port_at(folder)
    assert noted_port(folder) == usual


def test_a_first_start_without_the_right_says_which_port_it_takes_and_keeps_to_that(folder, ports, caplog):
    usual, other, denied = ports
    denied.add(usual)
    assert port_at(folder, is_first=True) == noted_port(folder) == other
    assert f"port {usual} is not to be had" in caplog.text
    assert f"listens on port {other}, now and from now on" in caplog.text
    denied.clear()
    caplog.clear()
    assert port_at(folder) == other
    assert caplog.text == ""


def test_a_port_that_somebody_has_taken_is_no_reason_for_another_one_later(folder, ports):
    usual, _, _ = ports
    port_at(folder, is_first=True)
    with socket.create_server((HERE, usual)), pytest.raises(StartError, match="taken by another program"):
        port_at(folder)


def test_a_host_of_before_stays_where_links_and_cards_find_it(folder, ports):
    _, other, _ = ports
    assert port_at(folder, is_first=False) == noted_port(folder) == other


async def test_a_new_member_of_a_cluster_begins_as_every_first_start_does(tmp_path, monkeypatch):
    asked = []

    def listening_as_asked(folder, address, port, *, is_first):
        asked.append(is_first)
        return listen(folder, address, 0, is_first=is_first)

    monkeypatch.setattr(server, "listen", listening_as_asked)
    options = server.Options(address=HERE, port=None, database=file_url(tmp_path / "shared.sqlite"))
    for name in ("one", "one", "another", "another"):
        host = server.Host(DataFolder(tmp_path / name), options)
        await host.start()
        host.stop()
    assert asked == [True, False, True, False]


def test_what_is_configured_counts_and_is_not_noted(folder, ports):
    port = free_port()
    assert port_at(folder, port=port, is_first=True) == port
    assert noted_port(folder) is None


@pytest.mark.parametrize("text", ["", "x", "0", "65536", "-1", "²"])
def test_a_damaged_note_is_none(folder, text):
    folder.write("port", text.encode())
    assert noted_port(folder) is None


PASSED = """
import os, socket, sys
listening = socket.create_server(("127.0.0.1", int(sys.argv[2])))
os.dup2(listening.fileno(), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid() + int(sys.argv[4]))}
from pathlib import Path
from console.host.process.folder import DataFolder
from console.host.process.port_choice import listen
folder, said = DataFolder(Path(sys.argv[1])), int(sys.argv[3]) or None
sockets = listen(folder, "127.0.0.1", said, is_first=sys.argv[5] == "first")
print(*sorted(each.getsockname()[1] for each in sockets))
"""


def listens(folder, passed, said=0, *, other_process=0, first="first"):
    words = map(str, (folder.path, passed, said, other_process, first))
    run = [sys.executable, "-c", PASSED, *words]
    return [int(port) for port in subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no systemd")
def test_a_socket_that_systemd_has_opened_is_taken_over(folder):
    port = free_port()
    assert listens(folder, port) == [port]
    assert noted_port(folder) == port
    assert listens(folder, port, port) == [port]
    other = free_port()
    assert listens(folder, port, other) == [other]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no systemd")
def test_a_host_of_before_is_found_at_both(folder):
    port, before = free_port(), free_port()
    folder.write("port", f"{before}\n".encode())
    assert listens(folder, port, first="again") == sorted([port, before])
    assert noted_port(folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no systemd")
def test_what_another_process_was_given_is_not_taken(folder):
    port, said = free_port(), free_port()
    assert listens(folder, port, said, other_process=1) == [said]
