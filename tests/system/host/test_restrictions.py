"""The host under the restrictions of its unit, as far as they can be had without systemd: it does what it is for."""

import asyncio
import json
import os
import signal
import ssl
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest

from protocol.link.link import Link, Trust
from protocol.link.tls import client_context
from protocol.vocabulary.accounts import PasswordLogin
from protocol.vocabulary.messages import Hello, LoggedIn, OpenSession, SessionOpened
from tests.system.host import restricted

ROOT = Path(__file__).parents[3]
UNIT = ROOT / "packaging" / "host" / "fernblick-host.service"
PATIENCE_S = 120

pytestmark = [pytest.mark.system, pytest.mark.skipif(not restricted.works(), reason="no namespaces or seccomp here")]


def run(folder, *arguments, **more):
    program = [sys.executable, "-m", "console.host", *arguments, "--data", str(folder)]
    return subprocess.Popen(
        restricted.command(UNIT, folder, *program), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


def test_what_the_unit_shuts_is_shut(tmp_path):
    """Without this the other test would say nothing."""
    script = """
import ctypes, mmap, os, socket, sys
said = []
def refused(name, what):
    try:
        what()
    except OSError:
        said.append(name)
refused("write", lambda: open("/etc/written", "w"))
refused("packet", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
refused("chown", lambda: os.chown(".", 0, 0))
refused("nice", lambda: os.setpriority(os.PRIO_PROCESS, 0, 5))
refused("unshare", lambda: os.close(-1) if ctypes.CDLL(None).unshare(0x20000) else None)
refused("executable", lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC))
open(sys.argv[1] + "/written", "w").close()
print(" ".join(said))
"""
    done = subprocess.run(
        restricted.command(UNIT, tmp_path, sys.executable, "-c", script, str(tmp_path)),
        capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    said = done.stdout.split()
    assert said[:5] == ["write", "packet", "chown", "nice", "unshare"], done.stderr
    assert (tmp_path / "written").exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_the_host_serves_technicians_pages_and_metrics(tmp_path, kind, request):
    environment = dict(os.environ)
    if kind == "postgresql":
        url = request.getfixturevalue("postgresql_url")
        environment["FERNBLICK_DATABASE"] = url.render_as_string(hide_password=False)
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "password").write_text("correct horse\n")
    made = run(folder, "admin", "create", "Ada", "--new", "--password-file", str(folder / "password"), env=environment)
    assert made.communicate(timeout=PATIENCE_S)[0] == b"Ada: group=support, administrator\n"
    where = ("--listen", "127.0.0.1:0", "--metrics", "0", "--log-format", "json")
    host = run(folder, "serve", *where, env=environment)
    try:
        line = await asyncio.wait_for(asyncio.to_thread(host.stdout.readline), PATIENCE_S)
        assert line.startswith(b"listening 127.0.0.1 "), line
        told = json.loads((folder / "host.json").read_text())
        await log_in(told)
        await read_pages(told["port"])
        end_inside(host.pid)
        _, err = await asyncio.to_thread(host.communicate, timeout=PATIENCE_S)
    finally:
        host.kill()
        host.wait(PATIENCE_S)
    events = [json.loads(line) for line in err.decode().splitlines()]
    assert [event["event"] for event in events if event["level"] != "info"] == []
    assert {"started", "listening", "metrics"} <= {event["event"] for event in events}
    assert host.returncode == 0


async def log_in(told):
    inbox, ended = asyncio.Queue(), asyncio.get_running_loop().create_future()
    trust = Trust(bytes.fromhex(told["fingerprint"]))
    _, link = await asyncio.get_running_loop().create_connection(
        lambda: Link(receive=inbox.put_nowait, ended=ended.set_result, trust=trust),
        "127.0.0.1",
        told["port"],
        ssl=client_context(trust),
    )
    link.send(Hello(program="test"))
    link.send(PasswordLogin(name="Ada", password="correct horse"))
    async with asyncio.timeout(PATIENCE_S):
        while not isinstance(await inbox.get(), LoggedIn):
            pass
        link.send(OpenSession(request=1))
        while not isinstance(await inbox.get(), SessionOpened):
            pass
    link.close()


async def read_pages(port):
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=anyone)) as http,
        http.get(f"https://127.0.0.1:{port}/chat/helpdesk") as answer,
    ):
        assert answer.status == 200


def end_inside(outer):
    """Tell the host to end, which is the one below `unshare`."""
    (child,) = Path(f"/proc/{outer}/task/{outer}/children").read_text().split()
    os.kill(int(child), signal.SIGTERM)
