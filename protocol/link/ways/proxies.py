"""Connections through a proxy: HTTP's CONNECT, and SOCKS5. What the proxy passes on is TLS, which it cannot read.

Whoever knows which proxies there are, and how to log in there, is the program: see `AskProxies` and `Logins`.
"""

from __future__ import annotations

import asyncio
import base64
import http.client
import io
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from protocol.link.ways.addresses import NEXT_ADDRESS_S, addresses_of, connected
from protocol.link.ways.race import Start, race
from protocol.link.ways.trouble import DialError

HEAD_LIMIT = 16 * 1024  # bytes of a proxy's answer
_END = b"\r\n\r\n"
_LOGIN = {401, 407}  # some say the first, of a wrong password
_CANNOT = {502, 503, 504}  # a proxy that has not reached the host says one of these
_SOCKS_REFUSED, _SOCKS_FORBIDDEN = 5, 2  # RFC 1928, section 6

ProxyKind = Literal["http", "socks5"]


@dataclass(frozen=True)
class Login:
    """What somebody logs in with at a proxy."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Proxy:
    """Where a proxy is, and a login where the system's settings have one."""

    kind: ProxyKind
    host: str
    port: int
    login: Login | None = field(default=None, compare=False)

    @property
    def place(self) -> str:
        """HOST:PORT, as people read it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


AskProxies = Callable[[str, int], list[Proxy]]
"""Returns the proxies that the system names for a host and port, best first; empty: it says to go without. Blocks."""


class Logins(Protocol):
    """Where names and passwords for proxies come from."""

    def known(self, place: str) -> Login | None:
        """Return the login that is known for the proxy at `place`, HOST:PORT."""

    def kept(self, place: str) -> Awaitable[Login | None]:
        """Return the one that the system has remembered; None: none, or it was refused."""

    def ask(self, place: str) -> Awaitable[Login | None]:
        """Return what the user says; None where they do not want to."""

    def ask_again(self) -> None:
        """Take note that the user has begun something."""

    def accepted(self, place: str, login: Login) -> None:
        """Take note that the proxy has accepted it."""

    def refused(self, place: str) -> None:
        """Take note that the proxy has not."""


async def through(proxy: Proxy, host: str, port: int, *, login: Login | None, deadline: float) -> socket.socket:
    """Return a socket that `proxy` has connected with `host`:`port`.

    Raises:
        DialError: with what went wrong.
    """
    try:
        async with asyncio.timeout_at(deadline):
            if proxy.kind == "socks5":
                return await _socks(proxy, host, port, login)
            return await _connect(proxy, host, port, login, deadline)
    except TimeoutError as error:
        raise DialError("proxy_gone", proxy.place) from error


async def _connect(proxy: Proxy, host: str, port: int, login: Login | None, deadline: float) -> socket.socket:
    """Ask by CONNECT; python-socks keeps to itself which login a proxy wants, and that is worth a sentence."""
    sock = await _reached(proxy, deadline)
    try:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(sock, _request(host, port, login))
        head = b""
        while _END not in head and len(head) < HEAD_LIMIT:
            part = await loop.sock_recv(sock, HEAD_LIMIT - len(head))
            if not part:
                break
            head += part
        _see(proxy, head)
    except OSError as error:
        sock.close()
        raise DialError("proxy_gone", proxy.place) from error
    except BaseException:
        sock.close()
        raise
    return sock


async def _reached(proxy: Proxy, deadline: float) -> socket.socket:
    try:
        found = await addresses_of(proxy.host, proxy.port)
        starts = [Start(NEXT_ADDRESS_S, lambda each=each: connected(each, proxy.port, deadline)) for each in found]  # type: ignore[misc]
        return await race(starts, socket.socket.close)
    except DialError as error:
        raise DialError("proxy_gone", proxy.place) from error


def _request(host: str, port: int, login: Login | None) -> bytes:
    target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
    if login is not None:
        said = base64.b64encode(f"{login.name}:{login.password}".encode()).decode("ascii")
        lines.append(f"Proxy-Authorization: Basic {said}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _see(proxy: Proxy, head: bytes) -> None:
    """Read a proxy's answer; raises DialError unless it has connected."""
    status_line, _, rest = head.partition(b"\r\n")
    version, _, status = status_line.partition(b" ")
    code = int(status[:3]) if status[:3].isdigit() else 0
    if _END not in head or not version.startswith(b"HTTP/1.") or not code:
        raise DialError("proxy_gone", proxy.place)
    if code in _LOGIN:
        wants = _schemes(rest)
        raise DialError("proxy_login" if "basic" in wants or not wants else "proxy_scheme", proxy.place)
    if code in _CANNOT:
        raise DialError("unreachable")
    if not 200 <= code < 300:
        raise DialError("proxy_forbids", proxy.place)


def _schemes(head: bytes) -> set[str]:
    """Return by which kinds of login a proxy lets somebody through, in small letters; one field may name several."""
    try:
        fields = http.client.parse_headers(io.BytesIO(head))
    except http.client.HTTPException:
        return set()
    said = ",".join(fields.get_all("Proxy-Authenticate", []))
    return {part.strip().split(" ")[0].lower() for part in said.split(",") if part.strip()}


async def _socks(proxy: Proxy, host: str, port: int, login: Login | None) -> socket.socket:
    from python_socks import ProxyConnectionError, ProxyError, ProxyType
    from python_socks.async_.asyncio import Proxy as Connector

    name, password = (None, None) if login is None else (login.name, login.password)
    connector = Connector(ProxyType.SOCKS5, proxy.host, proxy.port, name, password, rdns=True)
    try:
        return await connector.connect(host, port)
    except ProxyConnectionError as error:
        raise DialError("proxy_gone", proxy.place) from error
    except ProxyError as error:
        raise _of_socks(proxy, error.error_code, str(error)) from error
    except OSError as error:
        raise DialError("proxy_gone", proxy.place) from error


def _of_socks(proxy: Proxy, code: int | None, said: str) -> DialError:
    if code == _SOCKS_REFUSED:
        return DialError("refused")
    if code == _SOCKS_FORBIDDEN:
        return DialError("proxy_forbids", proxy.place)
    if code is not None:
        return DialError("unreachable")
    return DialError("proxy_login" if "authentication" in said else "proxy_gone", proxy.place)
