"""Links within one computer: over a socket, or a pipe on Windows, that only one user gets at. No TLS.

The system says who is at the other end, and says it to both ends: the same user, or the link ends before a byte is
read. That stands for the certificate. Where a pipe is (Windows), its default security descriptor lets no other user
write to it, and the client sees that the process it has reached is the one that it was told of.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import socket
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from protocol.link.dialing import DIAL_S
from protocol.link.link import KeepAlive, Link, LinkEnd
from protocol.link.ways.trouble import DialError
from protocol.vocabulary.codec import Message

PIPES = "\\\\.\\pipe\\"
PATH_LIMIT = 100  # bytes that the path of a socket has at most: 108 on Linux, 104 on macOS, with a null behind
_CREDENTIALS = struct.Struct("3i")  # process, user, group: Linux's `struct ucred`


class Listening(Protocol):
    """What listens until it is closed."""

    def close(self) -> None:
        """Listen no more."""


def peer_user(sock: socket.socket) -> int:
    """Return the number of the user whose process is at the other end of a Unix socket.

    Raises:
        OSError: the system does not say.
    """
    if hasattr(socket, "SO_PEERCRED"):
        said = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        return int(_CREDENTIALS.unpack(said)[1])
    user, group = ctypes.c_uint32(), ctypes.c_uint32()  # macOS
    if ctypes.CDLL(None, use_errno=True).getpeereid(sock.fileno(), ctypes.byref(user), ctypes.byref(group)):
        raise OSError(ctypes.get_errno(), "getpeereid")
    return user.value


def is_own(transport: asyncio.BaseTransport) -> bool:
    """Return whether the other end of a Unix socket is this user's."""
    sock = transport.get_extra_info("socket")
    try:
        return sock is not None and peer_user(sock) == os.geteuid()
    except OSError:
        return False


async def dial_local(
    place: str,
    fingerprint: bytes | None,
    *,
    receive: Callable[[Message], None],
    ended: Callable[[LinkEnd], None],
    keep_alive: KeepAlive | None = None,
    process: int = 0,
    timeout_s: float = DIAL_S,
    hello: Message | None = None,
) -> Link:
    """Connect to the host of this computer that listens at `place`, say `hello`, and return the link.

    `fingerprint` is that of its certificate, as others see it; `process` is its number, which is looked at on Windows.

    Raises:
        DialError: with what went wrong.
    """
    stands = asyncio.Event()  # a pipe is handed over before the link knows of it, and would drop what is said

    def make() -> Link:
        return Link(
            receive=receive,
            ended=ended,
            opened=lambda _link: stands.set(),
            keep_alive=keep_alive,
            known_as=fingerprint,
        )

    loop: Any = asyncio.get_running_loop()
    piped = place.startswith(PIPES)
    try:
        async with asyncio.timeout(timeout_s):
            dial = loop.create_pipe_connection if piped else loop.create_unix_connection
            transport, link = await dial(make, place)
            await stands.wait()
    except TimeoutError as error:
        raise DialError("timeout") from error
    except (ConnectionRefusedError, FileNotFoundError) as error:
        raise DialError("refused") from error
    except OSError as error:
        raise DialError("unreachable") from error
    if not (_serves(transport, process) if piped else is_own(transport)):
        link.close(LinkEnd.CERTIFICATE)
        raise DialError("certificate")
    assert isinstance(link, Link)
    if hello is not None:
        link.send(hello)
    return link


def _serves(transport: asyncio.BaseTransport, process: int) -> bool:
    """Return whether a pipe was made by that process: anybody may make one under a name that has become free."""
    found = ctypes.c_ulong()
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - there on Windows only
    handle = transport.get_extra_info("pipe").fileno()
    return bool(kernel.GetNamedPipeServerProcessId(handle, ctypes.byref(found))) and found.value == process


class _Checked(asyncio.Protocol):
    """A connection that is looked at before it becomes a link."""

    def __init__(self, make_link: Callable[[], asyncio.Protocol]) -> None:
        self._make_link = make_link

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hand the connection on if it is this user's; else end it."""
        assert isinstance(transport, asyncio.Transport)
        if not is_own(transport):
            transport.abort()
            return
        link = self._make_link()
        transport.set_protocol(link)
        link.connection_made(transport)


async def serve_local(place: str, make_link: Callable[[], asyncio.Protocol]) -> Listening:
    """Listen at `place`, a path or a pipe's name, for this user's programs; `make_link` is called for each.

    Raises:
        OSError: nothing can listen there.
    """
    loop: Any = asyncio.get_running_loop()
    if place.startswith(PIPES):
        (server,) = await loop.start_serving_pipe(make_link, place)
        return _Pipe(server)
    sock = _bound(Path(place))
    return _Socket(await loop.create_unix_server(lambda: _Checked(make_link), sock=sock), Path(place))


def _bound(path: Path) -> socket.socket:
    """Make a socket at `path` that is its user's alone from the first moment on, in place of one that was left."""
    path.unlink(missing_ok=True)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        sock.bind(str(path))
    except OSError:
        sock.close()
        raise
    finally:
        os.umask(before)
    return sock


class _Socket:
    """A Unix socket that listens."""

    def __init__(self, server: asyncio.Server, path: Path) -> None:
        self._server = server
        self._path = path

    def close(self) -> None:
        """Listen no more, and leave nothing behind."""
        self._server.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


class _Pipe:
    """A pipe that listens."""

    def __init__(self, server: Listening) -> None:
        self._server = server

    def close(self) -> None:
        """Listen no more."""
        self._server.close()


def has_pipes() -> bool:
    """Return whether this system has pipes with names in place of Unix sockets."""
    return sys.platform == "win32"
