"""From a name to a connection: all its addresses, in both families, with a deadline for each step."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from itertools import chain, zip_longest
from typing import Any

from protocol.link.ways.aside import aside
from protocol.link.ways.trouble import DialError, of_connection

ADDRESSES_LIMIT = 8  # of one name that are tried
NEXT_ADDRESS_S = 0.25  # that one address may take before the next is tried, too (RFC 8305)
RESOLVE_S = 5.0  # that a name may take to be looked up
_ANYWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))  # for documentation; nothing is sent

Address = tuple[int, Any]
"""A family of addresses, and one of it as sockets take them."""


async def addresses_of(host: str, port: int) -> list[Address]:
    """Return the addresses of `host`, as the system prefers them, the families in turn.

    Raises:
        DialError: there is none.
    """

    def look_up() -> list[Any]:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)

    try:
        found = await aside(look_up, RESOLVE_S)
    except TimeoutError:
        raise DialError("unresolved" if own_addresses() else "network") from None
    except (OSError, UnicodeError) as error:
        raise _not_found(error) from error
    return in_turns([(family, address) for family, *_, address in found])[:ADDRESSES_LIMIT]


def _not_found(problem: Exception) -> DialError:
    if isinstance(problem, UnicodeError):
        return DialError("name")
    if not own_addresses():  # some systems then say that there is no such name
        return DialError("network")
    return DialError("unresolved" if isinstance(problem, socket.gaierror) and _is_silence(problem) else "name")


def _is_silence(problem: socket.gaierror) -> bool:
    return problem.errno == socket.EAI_AGAIN


def in_turns(found: list[Address]) -> list[Address]:
    """Return the addresses with their families in turn, each of which keeps its order; the first stays the first."""
    first = found[0][0] if found else 0
    one = [each for each in found if each[0] == first]
    other = [each for each in found if each[0] != first]
    turns = chain.from_iterable(zip_longest(one, other))
    return [each for each in turns if each is not None]


def own_addresses() -> list[str]:
    """Return this computer's addresses towards the world, at most one of each family; empty: it has no network."""
    found = []
    for family, anywhere in _ANYWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.connect((anywhere, 9))
                found.append(str(sock.getsockname()[0]))
        except OSError:
            continue
    return found


def is_this_computer(host: str) -> bool:
    """Return whether `host` never leads out of this computer, and so through no proxy."""
    if host.rstrip(".").casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


async def connected(address: Address, port: int, deadline: float) -> socket.socket:
    """Return a socket that is connected to `address` by `deadline`, a time of the loop.

    Raises:
        DialError: with what went wrong.
    """
    loop = asyncio.get_running_loop()
    family, place = address
    try:
        sock = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:  # this computer has no such family
        raise of_connection(error, port) from error
    try:
        sock.setblocking(False)
        async with asyncio.timeout_at(deadline):
            await loop.sock_connect(sock, place)
    except OSError as error:
        sock.close()
        raise of_connection(error, port) from error
    except BaseException:
        sock.close()
        raise
    return sock
