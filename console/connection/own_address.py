"""This computer's address as its network sees it."""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
from collections.abc import Iterator

from protocol.notation.addresses import NO_NETWORK, reach_of

_ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))  # documentation addresses
_SIOCGIFADDR = 0x8915  # of Linux: the IPv4 address of an interface
_REACHED_BY_NOBODY = ("loopback", "nowhere")


def own_address() -> str:
    """Return the address from which this computer goes out, else one that its own network knows, else `NO_NETWORK`."""
    for family, elsewhere in _ELSEWHERE:
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((elsewhere, 9))  # nothing is sent for a datagram socket
            found = str(probe.getsockname()[0])
            if reach_of(found) not in _REACHED_BY_NOBODY:
                return found
    return next((each for each in _without_a_way_out() if reach_of(each) not in _REACHED_BY_NOBODY), NO_NETWORK)


def _without_a_way_out() -> Iterator[str]:
    """Yield the IPv4 addresses that this computer has in networks without a router."""
    if sys.platform == "linux":
        yield from _of_interfaces()
    else:
        with contextlib.suppress(OSError):
            yield from socket.gethostbyname_ex(socket.gethostname())[2]


def _of_interfaces() -> Iterator[str]:
    import fcntl

    for _number, name in socket.if_nameindex():
        with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            answer = fcntl.ioctl(asked, _SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            yield socket.inet_ntoa(answer[20:24])
