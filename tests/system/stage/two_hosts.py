"""Two hosts with one PostgreSQL database, and HAProxy before them; each can be killed and started anew."""

from __future__ import annotations

import hashlib
import re
import socket
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import make_url

from console.host.core.accounts import changes
from console.host.core.accounts.accounts import Accounts
from console.host.core.accounts.tree import Choice
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from demonstration.desktop import wait_for
from demonstration.processes import Processes
from protocol.vocabulary.accounts import Scope, Setting
from tests.helpers.certificates import Authority
from tests.system.stage.stage import plain_environment

CONFIGURATION = Path(__file__).parents[3] / "packaging" / "host" / "haproxy.cfg"
PASSWORD = "correct horse"
LOOPBACK = "127.0.0.1"
SOURCE = "127.0.0.9"  # of HAProxy's connections to the hosts


class TwoHosts:
    """The hosts "one" and "two", started with the database at `url`; see `staff` for who can log in.

    Attributes:
        address: that of HAProxy.
        fingerprint: of the certificate that both hosts show.
    """

    def __init__(self, folder: Path, processes: Processes, url: str, *, technicians: int = 1) -> None:
        self._folder = folder
        self._processes = processes
        self._environment = {**plain_environment(), "FERNBLICK_DATABASE": url}
        self._certificate, self._key = Authority(folder).sign("cluster")
        der = ssl.PEM_cert_to_DER_cert(self._certificate.read_text(encoding="utf-8"))
        self.fingerprint = hashlib.sha256(der).digest()
        self._ports = {name: free_port() for name in ("one", "two")}
        self._hosts: dict[str, subprocess.Popen[bytes]] = {}
        self._starts = Counter[str]()
        staff(url, technicians)
        for name in self._ports:
            self._run(name)
        for name in self._ports:
            self._wait(name)
        self.address = self._start_proxy()

    def start(self, name: str) -> None:
        """Start a host, and wait until it has its lease."""
        self._run(name)
        self._wait(name)

    def _run(self, name: str) -> None:
        self._starts[name] += 1
        port = self._ports[name]
        self._hosts[name] = self._processes.start(
            self._log(name),
            [
                *(sys.executable, "-P", "-m", "console.host", "serve", "--data", str(self._folder / f"data-{name}")),
                *("--listen", f"{LOOPBACK}:{port}", "--cluster-address", f"{LOOPBACK}:{port}", "--proxy", SOURCE),
                *("--certificate", str(self._certificate), "--key", str(self._key), "--log-level", "info"),
            ],
            environment=self._environment,
        )

    def _wait(self, name: str) -> None:
        log = self._folder / f"{self._log(name)}.log"
        wait_for(f"{log.name} to have a lease", lambda: "this is host" in log.read_text(encoding="utf-8") or None)

    def _log(self, name: str) -> str:
        return f"host-{name}-{self._starts[name]}"

    def busy(self) -> str:
        """Return which host has sessions, by its established connections."""
        return max(self._hosts, key=lambda name: links(self._hosts[name].pid, self._ports[name]))

    def kill(self, name: str) -> None:
        """End a host in the middle of whatever it does."""
        process = self._hosts.pop(name)
        process.kill()
        process.wait()

    def stop(self, name: str) -> None:
        """Ask a host to end, and wait until it has."""
        process = self._hosts.pop(name)
        process.terminate()
        process.wait(60)

    def _start_proxy(self) -> str:
        listen = f"{LOOPBACK}:{free_port()}"
        hosts = {f"FERNBLICK_HOST_{n}": f"{LOOPBACK}:{port}" for n, port in enumerate(self._ports.values(), start=1)}
        environment = {**self._environment, **hosts, "FERNBLICK_LISTEN": listen, "FERNBLICK_SOURCE": SOURCE}
        self._processes.start("haproxy", ["haproxy", "-db", "-f", str(CONFIGURATION)], environment=environment)
        wait_for("HAProxy to listen", lambda: _listens(listen) or None)
        return listen


def staff(url: str, technicians: int) -> None:
    """Make an administrator, Theo, and more technicians, Theo 1 and so on, each of a tree of groups of their own."""
    store = Store(make_url(url))
    author = Author(who="test", time_ms=1)

    def do(change: Callable[..., Accounts], *arguments: object, password: str | None = None, **more: object) -> None:
        store.accounts.change(lambda accounts: change(accounts, *arguments, **more), author, password=password)

    do(changes.add_technician, 1, "Theo", administrator=True, password=PASSWORD)
    for number in range(1, technicians):
        do(changes.add_group, 0, f"Group {number}")
        do(changes.set_rights, number + 1, {"chat": Choice(Setting.ON)}, 0, Scope.GROUP)
        do(changes.add_technician, number + 1, f"Theo {number}", administrator=False, password=PASSWORD)
    store.close()


def free_port() -> int:
    """Return a port that is free at this moment."""
    with socket.create_server((LOOPBACK, 0)) as probe:
        return int(probe.getsockname()[1])


def links(pid: int, port: int) -> int:
    """Return how many connections a process has at its port."""
    rows = Path(f"/proc/{pid}/net/tcp").read_text(encoding="ascii").splitlines()
    return sum(bool(re.search(rf"^ *\d+: [0-9A-F]+:{port:04X} .{{13}} 01 ", row)) for row in rows)


def _listens(address: str) -> bool:
    host, _, port = address.partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True
