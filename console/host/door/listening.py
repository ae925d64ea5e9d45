"""The sockets that a host listens on: those that it opens, or those that systemd has opened for it."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

BACKLOG = 512  # connections that wait to be accepted
FIRST_PASSED = 3  # the descriptor with which systemd begins, sd_listen_fds(3)
PASSED_LIMIT = 16


def open_sockets(address: str | None, port: int) -> list[socket.socket]:
    """Listen on `address` (None: all of this computer's) and `port`.

    Raises:
        OSError: the port is taken or not to be had, or the address is not this computer's.
    """
    found = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    sockets: list[socket.socket] = []
    try:
        for family, kind, protocol, _, place in dict.fromkeys(found):
            if (opened := _open(family, kind, protocol, place, alone=address is not None)) is not None:
                sockets.append(opened)
    except OSError:
        close_all(sockets)
        raise
    if not sockets:
        raise OSError(errno.EADDRNOTAVAIL, os.strerror(errno.EADDRNOTAVAIL))
    return sockets


def _open(family: int, kind: int, protocol: int, place: Any, *, alone: bool) -> socket.socket | None:
    """Return a socket that listens; None where this computer has no such addresses and others will do."""
    try:
        opened = socket.socket(family, kind, protocol)
    except OSError as error:
        if not alone and error.errno == errno.EAFNOSUPPORT:
            return None
        raise
    try:
        if not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows the other one would share the port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(place)
        opened.listen(BACKLOG)
    except OSError as error:
        opened.close()
        if not alone and family == socket.AF_INET6 and error.errno == errno.EADDRNOTAVAIL:
            return None
        raise
    opened.setblocking(False)
    return opened


def passed_sockets(environment: Mapping[str, str] = os.environ) -> list[socket.socket]:
    """Return the sockets that systemd has opened for this very process, as a socket unit says; none: there is none."""
    count = environment.get("LISTEN_FDS", "")
    if environment.get("LISTEN_PID") != str(os.getpid()) or not count.isdigit():
        return []
    return list(_passed(min(int(count), PASSED_LIMIT)))


def _passed(count: int) -> Iterator[socket.socket]:
    for number in range(FIRST_PASSED, FIRST_PASSED + count):
        os.set_inheritable(number, False)
        passed = socket.socket(fileno=number)
        passed.setblocking(False)
        yield passed


def open_path(path: Path) -> socket.socket:
    """Listen at a path, for its owner and its group, in place of a socket that nobody listens at any more.

    Raises:
        OSError: another program listens there, or nothing can.
    """
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        if path.is_socket():
            with contextlib.suppress(ConnectionRefusedError), socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(path))
                raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))
            path.unlink()
        before = os.umask(0o117)
        try:
            opened.bind(str(path))
        finally:
            os.umask(before)
        opened.listen(BACKLOG)
    except OSError:
        opened.close()
        raise
    opened.setblocking(False)
    return opened


def is_unix(sock: socket.socket) -> bool:
    """Return whether it is one that has a path and no address."""
    return hasattr(socket, "AF_UNIX") and sock.family == socket.AF_UNIX


def close_all(sockets: list[socket.socket]) -> None:
    """Close them, and leave no path behind that a socket of this process had."""
    for each in sockets:
        path = each.getsockname() if is_unix(each) else ""
        each.close()
        if path:
            Path(path).unlink(missing_ok=True)
