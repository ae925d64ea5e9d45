"""A host under attack, and what honest people have of it meanwhile; its findings are JSON on standard output.

    door_trial.py FOLDER KIND COUNT FILES [SOURCE ...]

FOLDER has the data of a host that Theo and Tom can log in to. FILES is how many files the host may open. The same
attack on a listener that is no host is the yardstick for what the machine itself has left, and of how long people need
there. Attacks of ever new connections come from 16 networks in which nobody else is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from protocol.link.link import Trust
from protocol.link.tls import client_context
from protocol.notation.joincode import split_address
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content import ShareSource, UpdatePart
from protocol.vocabulary.messages import StartShare
from tests.helpers.certificates import Authority
from tests.system.stage.talkers import Customer, Pair, Technician
from tests.system.stage.team import PASSWORD

ROOT = Path(__file__).parents[3]
SECONDS = 6.0  # of each measurement
RATE = 20  # updates a second
PATIENCE_S = 120.0
NETWORKS = [f"127.{number}.0.1" for number in range(10, 26)]
STRANGER = "127.99.0.1"  # from where nobody has come before
HELD = ("silent", "half", "links")  # kinds of connections that stay; of others there are ever new ones
DUMMY = """
import asyncio, ssl, sys
async def serve():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    async def hold(reader, writer):
        await reader.read()
    server = await asyncio.start_server(hold, "127.0.0.1", 0, ssl=context if sys.argv[3] == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.sleep(3600)
asyncio.run(serve())
"""


class Programs:
    """The processes of one trial; all of them end with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._end = contextlib.ExitStack()
        self._processes: dict[str, subprocess.Popen[str]] = {}

    def cpu_s(self, name: str) -> float:
        """Return how many seconds a program has computed."""
        fields = Path(f"/proc/{self._processes[name].pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def start(self, name: str, command: list[str], files: int | None = None) -> str:
        """Start a program, and return the first line that it says."""

        def bound() -> None:
            if files is not None:
                resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

        log = self._end.enter_context((self._folder / f"{name}.log").open("ab"))
        process = subprocess.Popen(  # noqa: ASYNC220 - waits for nothing; the child has no threads
            [sys.executable, "-P", *command], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, preexec_fn=bound,
            stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
        self._end.callback(_end, process)
        self._processes[name] = process
        assert process.stdout is not None
        return await asyncio.wait_for(asyncio.to_thread(process.stdout.readline), PATIENCE_S)

    def end(self, name: str) -> None:
        """End one."""
        _end(self._processes[name])

    def end_all(self) -> None:
        """End all."""
        self._end.close()


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


class Share:
    """A share of the technician's in a pair's session: small parts, at a steady pace."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._arrived = 0
        self._sent = 0

    async def begin(self) -> None:
        """Begin to share."""
        lead = self._pair.technician.attendance
        self._pair.customer.attendance._listener.content_arrived = self._count  # type: ignore[method-assign]
        lead.request(StartShare(session=lead.seat.session))
        await self._pair.until(lambda: lead.room is not None and lead.room.sharing)
        self._send(ShareSource(stream=1, width=1920, height=1080, title="trial"))

    async def end(self) -> None:
        """End the share, and the session."""
        await self._pair.end()

    async def rate(self) -> float:
        """Return how many parts a second arrive."""
        before, began = self._arrived, time.monotonic()
        for number in range(int(SECONDS * RATE)):
            self._sent += 1
            self._send(UpdatePart(stream=1, update=self._sent, final=True, data=bytes(16_000)))
            await asyncio.sleep(max(0.0, began + (number + 1) / RATE - time.monotonic()))
        return (self._arrived - before) / (time.monotonic() - began)

    def _send(self, content: Message) -> None:
        pair = self._pair
        pair.technician.attendance.send(pair.customer.attendance.seat.member, content)

    def _count(self, _sender: int, content: Message) -> None:
        self._arrived += isinstance(content, UpdatePart)


async def measure(folder: Path, kind: str, count: str, files: int, sources: list[str]) -> dict[str, Any]:
    """Return what honest people have of the host while it is attacked."""
    programs = Programs(folder)
    try:
        data = folder / "server"
        everywhere = "*:0" if any(":" in source for source in sources) else "127.0.0.1:0"
        serve = ["-m", "console.host", "serve", "--data", str(data), "--listen", everywhere]
        port = (await programs.start("host", serve, files)).split()[-1]
        address = f"127.0.0.1:{port}"
        fingerprint = bytes.fromhex(json.loads((data / "host.json").read_text())["fingerprint"])
        share = Share(await Pair.meet("Theo", PASSWORD, address, fingerprint))
        await share.begin()
        stage = ROOT / "tests" / "system" / "stage"
        attackers = str(stage / "attackers.py" if kind in HELD else Path(__file__).with_name("handshakers.py"))
        found: dict[str, Any] = {}
        everywhere_else = sources or ([] if kind in HELD else NETWORKS)
        if not sources:
            tls = "plain" if kind == "silent" else "tls"
            certificate, key = Authority(folder).sign("dummy")
            dummy = await programs.start("dummy", ["-c", DUMMY, str(certificate), str(key), tls])
            await programs.start("practice", [attackers, kind, "127.0.0.1", dummy.strip(), count, *everywhere_else])
            found["yardstick"] = await share.rate()
            found["calm"] = await _come(address, fingerprint)
            programs.end("practice")
        else:
            found["calm"] = await _come(address, fingerprint)
        target = "::1" if sources else "127.0.0.1"
        found["held"] = int(await programs.start("attack", [attackers, kind, target, port, count, *everywhere_else]))
        await asyncio.sleep(3)  # those who were let in have had their time
        used = programs.cpu_s("host")
        found["rate"] = await share.rate()
        found["cpu"] = (programs.cpu_s("host") - used) / SECONDS
        found |= await _come(address, fingerprint)
        await share.end()
        return found
    finally:
        programs.end_all()


async def _come(address: str, fingerprint: bytes) -> dict[str, float]:
    """Log Tom in, let a customer join him by code, and have a newcomer dial; return how long each has taken.

    The better one of two counts: a machine that has other things to do may have just done those.
    """
    first, second = await _come_once(address, fingerprint), await _come_once(address, fingerprint)
    return {name: min(first[name], second[name]) for name in first}


async def _come_once(address: str, fingerprint: bytes) -> dict[str, float]:
    news = asyncio.Event()
    began = time.monotonic()
    tom = Technician("Tom", PASSWORD, address, fingerprint, news)
    pair = Pair(tom, Customer("Customer", address, fingerprint, news), news)
    tom.start()
    await pair.until(lambda: hasattr(tom, "attendance"))
    login_s = time.monotonic() - began
    await pair.until(lambda: tom.admission is not None and tom.admission.code is not None)
    assert tom.admission is not None
    assert tom.admission.code is not None
    began = time.monotonic()
    await pair.customer.join(tom.admission.code.text)
    await pair.until(lambda: pair.customer.attached)
    join_s = time.monotonic() - began
    await pair.end()
    return {"login_s": login_s, "join_s": join_s, "newcomer_s": await _shake_hands(address)}


async def _shake_hands(address: str) -> float:
    """Begin a link as somebody of whom nothing is known; return how long that has taken."""
    host, port = split_address(address)
    context = client_context(Trust(None, deferred=True))
    began = time.monotonic()
    _, writer = await asyncio.open_connection(host, port, ssl=context, server_hostname="x", local_addr=(STRANGER, 0))
    writer.transport.abort()
    return time.monotonic() - began


if __name__ == "__main__":
    _folder, _kind, _count, _files, *_sources = sys.argv[1:]
    print(json.dumps(asyncio.run(measure(Path(_folder), _kind, _count, int(_files), _sources))))
