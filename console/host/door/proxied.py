"""Where a connection really comes from, as a TCP proxy says it first: PROXY protocol, version 2. Pure.

HAProxy's "PROXY protocol" document describes it: before anything else the proxy sends a header with the client's
address. It is believed from the proxies alone that the administrator has named; all others are who they are.
"""

from __future__ import annotations

import ipaddress

SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
HEAD_BYTES = 16
REST_LIMIT = 512  # bytes of addresses and what else a proxy says
LOCAL, PROXY = 0x20, 0x21  # version 2; the proxy itself, as to see whether we are there, or on behalf of a client
ADDRESS_BYTES = {0x11: 4, 0x21: 16}  # of TCP over IPv4, IPv6


class BadHeaderError(ValueError):
    """What a proxy has sent first is no header of this protocol."""


def rest_bytes(head: bytes) -> int:
    """Return how many bytes follow the first 16 of a header; raises BadHeaderError."""
    if len(head) != HEAD_BYTES or not head.startswith(SIGNATURE) or head[12] not in (LOCAL, PROXY):
        raise BadHeaderError("no header")
    length = int.from_bytes(head[14:16], "big")
    if length > REST_LIMIT:
        raise BadHeaderError("too long")
    return length


def source_of(head: bytes, rest: bytes) -> str:
    """Return the address of the client that a header names; "": the proxy speaks for itself; raises BadHeaderError."""
    if head[12] == LOCAL:
        return ""
    length = ADDRESS_BYTES.get(head[13])
    if length is None or len(rest) < 2 * length + 4:
        raise BadHeaderError("no address")
    return str(ipaddress.ip_address(rest[:length]))
