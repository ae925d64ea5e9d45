"""Checks where a host listens, where others are told to reach it, and who stands before it."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from console.host.checking.finding import Finding, doubtful, good, wrong
from console.host.configuration.configuration import Configuration
from console.host.configuration.readers import is_loopback
from console.host.process.folder import DataFolder
from console.host.process.port_choice import FIRST_FREE_PORT, HOW_TO, noted_port
from protocol.notation.joincode import DEFAULT_PORT, split_address

LISTENS = "addresses"
PROXIES = "proxies"
ANSWERS_S = 2.0

Place = tuple[str | None, int]


def check_addresses(said: Configuration) -> Iterator[Finding]:
    """Check each place where the host is to listen."""
    places = _places(said)
    running = DataFolder(said.folder, make=False)
    its_own = _ports_of(running.host_file()) if running.in_use else set()
    seen: dict[int, str] = {}
    for name, (address, port) in places.items():
        if port and port in seen and _meet(address, places[seen[port]][0]):
            yield wrong(LISTENS, f"{name} and {seen[port]} are both at port {port}; give one of them another.")
        seen.setdefault(port, name)
        yield _listening(name, address, port, its_own=its_own)
    if said.value("cluster-address"):
        yield _resolves("cluster-address", said.value("cluster-address"))
    if said.value("web-url"):
        yield _resolves("web-url", said.value("web-url").removeprefix("https://").partition("/")[0])


def check_proxies(said: Configuration) -> Iterator[Finding]:
    """Check the proxies whose word about an address is believed."""
    for address in said.value("proxy"):
        if is_loopback(address):
            yield doubtful(
                PROXIES,
                f"{address} is this computer: whatever connects from it has to speak PROXY protocol 2, and "
                "nothing here reaches the host directly.",
            )
        elif not _has_way(address):
            yield wrong(PROXIES, f"This computer has no way to the proxy {address}.")
        else:
            yield good(PROXIES, f"{address} is believed when it says, by PROXY protocol 2, who connects.")
    yield from _check_web_proxies(said)
    if not said.value("proxy") and not said.value("web-proxy"):
        yield good(PROXIES, "No proxy is named; each connection is from where it says.")


def _check_web_proxies(said: Configuration) -> Iterator[Finding]:
    """Check the web proxies that are believed, how they come here, and what browsers are told."""
    header = said.value("web-proxy-header")
    for address in said.value("web-proxy"):
        if not is_loopback(address) and not _has_way(address):
            yield wrong(PROXIES, f"This computer has no way to the web proxy {address}.")
        else:
            yield good(PROXIES, f"{address} is believed when its {header} says from where a request comes.")
        if address in said.value("proxy"):
            yield doubtful(
                PROXIES,
                f"{address} is a `proxy` and a `web-proxy`: to `listen` it has to speak PROXY protocol 2; only at "
                "`web-listen` it may speak plain HTTP.",
            )
    if isinstance(said.value("web-listen"), Path):
        yield _socket_place(said.value("web-listen"))
    if (said.value("web-proxy") or said.value("web-listen")) and not said.value("web-url"):
        yield doubtful(
            PROXIES, "web-url is missing: technicians' links to the chat lead to this host itself, past the web proxy."
        )


def _socket_place(path: Path) -> Finding:
    if not path.parent.is_dir():
        return wrong(PROXIES, f"web-listen: there is no folder {path.parent}.")
    if path.exists() and not path.is_socket():
        return wrong(PROXIES, f"web-listen: {path} is there, and is no socket.")
    who = "whoever has this user's group" if path.is_socket() or os.access(path.parent, os.W_OK) else ""
    if not who:
        return wrong(PROXIES, f"web-listen: this user may not make a socket in {path.parent}.")
    return good(PROXIES, f"web-listen: {path} is for {who}, and its word about addresses is believed.")


def _places(said: Configuration) -> dict[str, Place]:
    address, port = said.value("listen")
    places: dict[str, Place] = {"listen": (address, _chosen(said.folder) if port is None else port)}
    if said.value("metrics") is not None:
        places["metrics"] = said.value("metrics")
    if isinstance(said.value("web-listen"), tuple):
        places["web-listen"] = said.value("web-listen")
    return places


def _chosen(folder: Path) -> int:
    """Return the port that the host will listen on which nobody has configured."""
    return noted_port(DataFolder(folder, make=False)) or DEFAULT_PORT


def _ports_of(entry: dict[str, object]) -> set[int]:
    return {port for name in ("port", "metrics_port") if isinstance(port := entry.get(name), int)}


def _meet(one: str | None, other: str | None) -> bool:
    everywhere = (None, "0.0.0.0", "::")  # noqa: S104
    return one == other or one in everywhere or other in everywhere


def _listening(name: str, address: str | None, port: int, *, its_own: set[int]) -> Finding:
    where = f"{address or '*'}:{port}"
    problem = _problem(address, port)
    if problem is None:
        return good(LISTENS, f"{name}: {where} is free.")
    is_barred = problem.errno in (errno.EACCES, errno.EPERM) and port < FIRST_FREE_PORT
    if port in its_own and (is_barred or problem.errno == errno.EADDRINUSE):
        return good(LISTENS, f"{name}: {where} is used by this host, which runs.")
    if problem.errno == errno.EADDRINUSE or (is_barred and _answers(address, port)):
        return wrong(LISTENS, f"{name}: another program uses {where}.")
    if is_barred:
        return doubtful(LISTENS, f"{name}: {where} is free, and this user may not listen below 1024: {HOW_TO}.")
    return wrong(LISTENS, f"{name}: nothing can listen at {where}: {problem.strerror or problem}.")


def _answers(address: str | None, port: int) -> bool:
    """Return whether somebody listens there, who may be asked by those who may not listen themselves."""
    with contextlib.suppress(OSError), socket.create_connection((address or "localhost", port), ANSWERS_S):
        return True
    return False


def _problem(address: str | None, port: int) -> OSError | None:
    """Try to listen at each address that is meant; return what is wrong with one."""
    try:
        found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        return error
    for family, kind, protocol, _, place in found:
        try:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(place)
                probe.listen(1)
        except OSError as error:
            if address is not None or error.errno != errno.EAFNOSUPPORT:  # without IPv6 the rest is enough
                return error
    return None


def _resolves(name: str, text: str) -> Finding:
    host, _port = split_address(text)
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except OSError:
        return wrong(LISTENS, f"{name}: no address is known for {host}.")
    return good(LISTENS, f"{name}: {host} is {', '.join(sorted(found))}.")


def _has_way(address: str) -> bool:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))  # a datagram's connection sends nothing
    except OSError:
        return False
    return True
