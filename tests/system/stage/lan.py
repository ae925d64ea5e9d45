"""Computers in a LAN of their own: network namespaces, each with one wire to one switch. Must be root."""

from __future__ import annotations

import itertools
import os
import subprocess
from typing import Self

CARD = "eth0"


class Lan:
    """Makes computers; all of it is gone when the context ends.

    Attributes:
        switch: the namespace that all wires lead to.
    """

    _numbers = itertools.count(1)

    def __init__(self) -> None:
        self._name = f"fernblick-lan-{os.getpid()}-{next(self._numbers)}"
        self.switch = f"{self._name}-switch"
        self._made: list[str] = []

    def __enter__(self) -> Self:
        self._add(self.switch)
        self.ip(self.switch, "link", "add", "lan", "type", "bridge", "mcast_snooping", "0")
        self.ip(self.switch, "link", "set", "lan", "up")
        return self

    def __exit__(self, *_exception: object) -> None:
        for name in self._made:
            subprocess.run(["ip", "netns", "del", name], check=True)

    def computer(self, *addresses: str) -> tuple[str, ...]:
        """Plug in a computer with these addresses, "10.0.0.1/24"; return the command that goes before its programs.

        Without an address it has the one of IPv6 that every card makes for itself.
        """
        number = len(self._made)
        name = f"{self._name}-{number}"
        self._add(name)
        wire = f"wire{number}"
        self.ip(self.switch, "link", "add", wire, "type", "veth", "peer", "name", CARD, "netns", name)
        self.ip(self.switch, "link", "set", wire, "master", "lan", "up")
        for address in addresses:
            self.ip(name, "address", "add", address, "dev", CARD, *(["nodad"] if ":" in address else []))
        subprocess.run(["ip", "netns", "exec", name, "sysctl", "-qw", f"net.ipv6.conf.{CARD}.accept_dad=0"], check=True)
        self.ip(name, "link", "set", CARD, "up")
        if any("." in address for address in addresses):
            self.ip(name, "route", "add", "default", "dev", CARD)  # as where there is a router
        return ("ip", "netns", "exec", name)

    def ip(self, namespace: str, *command: str) -> None:
        """Change the network of a namespace."""
        subprocess.run(["ip", "-n", namespace, *command], check=True)

    def unplug(self, computer: tuple[str, ...]) -> None:
        """Pull a computer's cable."""
        self.ip(computer[-1], "link", "set", CARD, "down")

    def _add(self, name: str) -> None:
        subprocess.run(["ip", "netns", "add", name], check=True)
        self._made.append(name)
        self.ip(name, "link", "set", "lo", "up")
