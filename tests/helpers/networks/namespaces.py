"""Two computers in one: a network namespace for who dials, and one for the host and what lies in between."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE_S = 60
INSIDE, OUTSIDE = ("10.99.0.1", "fd99::1"), ("10.99.0.2", "fd99::2")
NOBODY = "02:00:00:00:00:99"  # an Ethernet address that is nobody's: what is sent there is swallowed
HOSTS = 'mount --bind "$1" /etc/hosts; mount --bind "$2" /etc/resolv.conf; shift 2; exec "$@"'


def possible() -> bool:
    """Return whether this computer lets us make namespaces, and has what fills them."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    name = f"fern{os.getpid()}-try"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False).returncode == 0
    return made and subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False).returncode == 0


class TwoNetworks:
    """A computer inside, which dials, and one outside.

    Args:
        folder: for the names that are known inside, and the logs.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inside, self.outside = (f"fern{os.getpid()}-{end}" for end in ("in", "out"))
        self.open = Path(tempfile.mkdtemp(prefix="fernblick-"))  # where programs that give up root can read, too
        self.open.chmod(0o755)
        self._running: list[subprocess.Popen[bytes]] = []
        self._made = [self.inside, self.outside]
        self._hosts = folder / "hosts"
        (folder / "resolv.conf").write_text("options attempts:1 timeout:1\n")
        self.names()

    def up(self) -> None:
        """Make both, joined by a cable."""
        for name in (self.inside, self.outside):
            self._ip("netns", "add", name)
            self._ip("-n", name, "link", "set", "lo", "up")
        self._ip("link", "add", "v0", "netns", self.inside, "type", "veth", "peer", "name", "v0", "netns", self.outside)
        for name, (four, six) in ((self.inside, INSIDE), (self.outside, OUTSIDE)):
            self._ip("-n", name, "addr", "add", f"{four}/24", "dev", "v0")
            self._ip("-n", name, "addr", "add", f"{six}/64", "dev", "v0", "nodad")
            self._ip("-n", name, "link", "set", "v0", "up")
        self._ip("-n", self.inside, "route", "add", "default", "via", OUTSIDE[0])
        self._ip("-n", self.inside, "-6", "route", "add", "default", "via", OUTSIDE[1])

    def down(self) -> None:
        """End what runs in them, and both."""
        for process in self._running:
            process.terminate()
        for process in self._running:
            try:
                process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for name in self._made:
            subprocess.run(["ip", "netns", "del", name], check=False)
        shutil.rmtree(self.open)

    def names(self, **addresses: list[str]) -> None:
        """Let names be known inside: `host=[...]` is host.test."""
        lines = [f"{address} {name}.test" for name, found in addresses.items() for address in found]
        self._hosts.write_text("\n".join(["127.0.0.1 localhost", *lines, ""]))

    def swallow(self, *addresses: str) -> None:
        """Let what is sent to these addresses come to nobody."""
        for address in addresses:
            self._ip("-n", self.inside, "neigh", "add", address, "lladdr", NOBODY, "dev", "v0")

    def add(self, *addresses: str) -> None:
        """Let the computer outside have these addresses, too."""
        for address in addresses:
            ends = ("/64", "nodad") if ":" in address else ("/24",)
            self._ip("-n", self.outside, "addr", "add", f"{address}{ends[0]}", "dev", "v0", *ends[1:])

    def without(self, family: int) -> None:
        """Take the IPv4 or IPv6 addresses from the computer inside."""
        self._ip("-n", self.inside, f"-{family}", "addr", "flush", "dev", "v0")

    def unplug(self) -> None:
        """Pull the cable out of the computer inside."""
        self._ip("-n", self.inside, "link", "set", "v0", "down")

    def firewall(self, rule: str) -> None:
        """Drop what leaves the computer inside and is as `rule` says, in nft's words."""
        chain = "add chain inet t out { type filter hook output priority 0; }"
        for line in ("add table inet t", chain, f"add rule inet t out {rule} drop"):
            subprocess.run(["ip", "netns", "exec", self.inside, "nft", line], check=True)

    def divert(self, port: int, other: int) -> None:
        """Have what is sent from inside to the computer outside at `port` come to another port there."""
        chain = "add chain ip d out { type nat hook output priority -100; }"
        rule = f"add rule ip d out ip daddr {OUTSIDE[0]} tcp dport {port} dnat to {OUTSIDE[0]}:{other}"
        for line in ("add table ip d", chain, rule):
            subprocess.run(["ip", "netns", "exec", self.inside, "nft", line], check=True)

    def within(self, *command: str) -> list[str]:
        """Return what runs `command` inside, with the names that are known there."""
        return self.named(self.inside, *command)

    def named(self, namespace: str, *command: str) -> list[str]:
        """Return what runs `command` in a namespace, with the names that are known inside."""
        around = ["ip", "netns", "exec", namespace, "unshare", "-m", "sh", "-c", HOSTS, "sh"]
        return [*around, str(self._hosts), str(self.folder / "resolv.conf"), *command]

    def home(self, number: int) -> str:
        """Make a computer behind a router that hides it (NAT), which has a cable to the one outside; return its name.

        All homes have the same addresses within.
        """
        router, home = f"fern{os.getpid()}-nat{number}", f"fern{os.getpid()}-home{number}"
        for name in (router, home):
            self._ip("netns", "add", name)
            self._made.append(name)
            self._ip("-n", name, "link", "set", "lo", "up")
        street = f"10.{100 + number}.0"
        self._cable(router, "wan", f"{street}.1/24", self.outside, f"w{number}", f"{street}.2/24")
        self._cable(router, "lan", "192.168.7.1/24", home, "v0", "192.168.7.2/24")
        self._ip("-n", router, "route", "add", "default", "via", f"{street}.2")
        self._ip("-n", home, "route", "add", "default", "via", "192.168.7.1")
        chain = "add chain ip t out { type nat hook postrouting priority 100; }"
        into = ["ip", "netns", "exec", router]
        for line in ("add table ip t", chain, "add rule ip t out oifname wan masquerade"):
            subprocess.run([*into, "nft", line], check=True)
        subprocess.run([*into, "sysctl", "-qw", "net.ipv4.ip_forward=1"], check=True)
        return home

    def _cable(self, one: str, card: str, address: str, other: str, other_card: str, other_address: str) -> None:
        self._ip("link", "add", card, "netns", one, "type", "veth", "peer", "name", other_card, "netns", other)
        for name, end, place in ((one, card, address), (other, other_card, other_address)):
            self._ip("-n", name, "addr", "add", place, "dev", end)
            self._ip("-n", name, "link", "set", end, "up")

    def beyond(self) -> list[str]:
        """Return what runs a command outside."""
        return ["ip", "netns", "exec", self.outside]

    def serve(self, *command: str, port: int, address: str = OUTSIDE[0]) -> None:
        """Run something outside, and wait until it listens."""
        name = Path(command[0]).name
        with (self.folder / f"{name}-{len(self._running)}.said").open("wb") as log:
            process = subprocess.Popen([*self.beyond(), *command], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._running.append(process)
        look = [sys.executable, "-c", f"import socket; socket.create_connection(('{address}', {port}), 1)"]
        until = time.monotonic() + PATIENCE_S
        while subprocess.run(["ip", "netns", "exec", self.outside, *look], capture_output=True, check=False).returncode:
            assert time.monotonic() < until, f"{name} does not listen"
            assert process.poll() is None, f"{name} has ended"
            time.sleep(0.1)

    def _ip(self, *words: str) -> None:
        subprocess.run(["ip", *words], check=True)


@contextlib.contextmanager
def two_networks(folder: Path) -> Iterator[TwoNetworks]:
    """Make both, and leave nothing behind."""
    made = TwoNetworks(folder)
    try:
        made.up()
        yield made
    finally:
        made.down()


def squid(
    folder: Path, *, login: tuple[str, str] | None = None, scheme: str = "basic", forbids: bool = False
) -> list[str]:
    """Return what runs squid at port 3128."""
    lines = ["http_port 3128", "access_log none", "cache_log /dev/null", "pid_filename none", "cache deny all"]
    lines += ["shutdown_lifetime 0 seconds", f"coredump_dir {folder}", "pinger_enable off"]
    if login is not None:
        helper = folder / "helper"
        answer = 'while read line; do [ "$line" = "{} {}" ] && echo OK || echo ERR; done'.format(*login)
        helper.write_text(f"#!/bin/sh\n{answer}\n" if scheme == "basic" else "#!/bin/sh\nsleep 1000\n")
        helper.chmod(0o755)
        lines += [f"auth_param {scheme} program {helper}", f"auth_param {scheme} children 2"]
        lines += ["acl known proxy_auth REQUIRED", "http_access allow known"]
    lines.append("http_access deny all" if forbids or login is not None else "http_access allow all")
    (folder / "squid.conf").write_text("\n".join([*lines, ""]))
    return ["squid", "-N", "-n", f"fern{os.getpid()}", "-f", str(folder / "squid.conf")]


def tinyproxy(folder: Path, *, login: tuple[str, str] | None = None) -> list[str]:
    """Return what runs tinyproxy at port 8888."""
    lines = ["Port 8888", "Timeout 600", f'LogFile "{folder / "tinyproxy.log"}"', "LogLevel Error"]
    if login is not None:
        lines.append("BasicAuth {} {}".format(*login))
    (folder / "tinyproxy.conf").write_text("\n".join([*lines, ""]))
    return ["tinyproxy", "-d", "-c", str(folder / "tinyproxy.conf")]


def microsocks(*, login: tuple[str, str] | None = None) -> list[str]:
    """Return what runs microsocks at port 1080."""
    return ["microsocks", "-p", "1080", *(() if login is None else ("-u", login[0], "-P", login[1]))]
