"""Which way to a host has worked last, for each network that this computer was in."""

from __future__ import annotations

import contextlib
import ipaddress
import json
from dataclasses import dataclass
from pathlib import Path

from protocol.link.ways.addresses import own_addresses
from protocol.link.ways.proxies import Proxy, ProxyKind
from protocol.system.private_files import private_folder, write_private

HOSTS_LIMIT = 50  # that are remembered; those that worked last
FILE_LIMIT = 64 * 1024  # bytes that are read


@dataclass(frozen=True)
class Way:
    """How a host is reached: through a proxy or without, by a WebSocket or by TLS alone, at which port."""

    port: int
    proxy: Proxy | None = None
    web: bool = False


class RememberedWays:
    """Keeps them in memory, and in `file` where there is one. Nothing secret is in it."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._ways = {} if file is None else _read(file)

    def get(self, host: str, port: int) -> Way | None:
        """Return the way that has worked last from where this computer is now."""
        said = self._ways.get(_key(host, port))
        return None if said is None else _way(said)

    def put(self, host: str, port: int, way: Way) -> None:
        """Take note that `way` has worked."""
        key, said = _key(host, port), _said(way)
        if self._ways.get(key) != said:
            self._ways.pop(key, None)
            self._ways[key] = said
            self._ways = dict(list(self._ways.items())[-HOSTS_LIMIT:])
            self._write()

    def forget(self, host: str, port: int) -> None:
        """Take note that it works no more."""
        if self._ways.pop(_key(host, port), None) is not None:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            return
        with contextlib.suppress(OSError):  # it is a help, no more
            private_folder(self._file.parent)
            write_private(self._file, json.dumps(self._ways).encode())


def _key(host: str, port: int) -> str:
    return f"{host.casefold()}:{port} from {network()}"


def network() -> str:
    """Return by what this network is known again: this computer's own addresses there, without their ends."""
    found = []
    for address in own_addresses():
        plain = ipaddress.ip_address(address.partition("%")[0])
        found.append(str(ipaddress.ip_network((plain, 24 if plain.version == 4 else 64), strict=False)))
    return " ".join(found)


def _said(way: Way) -> str:
    proxy = "" if way.proxy is None else f"{way.proxy.kind}://{way.proxy.place}"
    return f"{'web' if way.web else 'tls'} {way.port} {proxy}".strip()


def _way(said: str) -> Way | None:
    """Read what `_said` wrote; None for anything else: somebody else may have written the file."""
    with contextlib.suppress(ValueError):
        kind, port, *rest = said.split(" ")
        proxy = _proxy(rest[0]) if rest else None
        if kind in ("web", "tls") and 0 < int(port) < 2**16:
            return Way(int(port), proxy, kind == "web")
    return None


def _proxy(said: str) -> Proxy:
    kind, _, place = said.partition("://")
    host, _, port = place.rpartition(":")
    kinds: dict[str, ProxyKind] = {"http": "http", "socks5": "socks5"}
    if kind not in kinds or not host or not 0 < int(port) < 2**16:
        raise ValueError(said)
    return Proxy(kinds[kind], host.strip("[]"), int(port))


def _read(file: Path) -> dict[str, str]:
    try:
        with file.open("rb") as opened:
            raw = json.loads(opened.read(FILE_LIMIT))
    except (OSError, ValueError):
        return {}
    if not isinstance(raw, dict):
        return {}
    return {key: said for key, said in raw.items() if isinstance(said, str)}
