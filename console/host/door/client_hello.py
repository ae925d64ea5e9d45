"""Reads what a TLS client offers to speak (ALPN, RFC 7301) from the first record that it sends. Pure.

OpenSSL, as Python has it, goes on without a protocol where it knows none of those that a client offers. A client that
wants to speak to a mail server must not end up at pages, so what is offered is looked at before.
"""

from __future__ import annotations

RECORD_HEAD = 5  # bytes: type, version, length
RECORD_LIMIT = 16 * 1024
HANDSHAKE, CLIENT_HELLO = 22, 1
ALPN = 16  # the extension's number


def record_bytes(head: bytes) -> int:
    """Return how long the record is that begins with `head`; 0: this is no handshake of TLS."""
    if len(head) < RECORD_HEAD or head[0] != HANDSHAKE:
        return 0
    length = int.from_bytes(head[3:5], "big")
    return RECORD_HEAD + length if length <= RECORD_LIMIT else 0


def offered(record: bytes) -> tuple[bytes, ...]:
    """Return the protocols that the client offers; none where it offers none, or this is no whole ClientHello."""
    try:
        for kind, data in _extensions(_Bytes(record[RECORD_HEAD:])):
            if kind == ALPN:
                names = _Bytes(_Bytes(data).field(2))
                found = []
                while names.left:
                    found.append(names.field(1))
                return tuple(found)
    except ValueError:
        pass  # OpenSSL will say so
    return ()


def _extensions(hello: _Bytes) -> list[tuple[int, bytes]]:
    if hello.take(1)[0] != CLIENT_HELLO:
        raise ValueError("no ClientHello")
    body = _Bytes(hello.field(3))
    body.take(2 + 32)  # version, random
    for width in (1, 2, 1):  # session, ciphers, compressions
        body.field(width)
    rest, found = _Bytes(body.field(2)), []
    while rest.left:
        found.append((int.from_bytes(rest.take(2), "big"), rest.field(2)))
    return found


class _Bytes:
    """Bytes that are read from their beginning on; raises ValueError where there are too few."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def take(self, count: int) -> bytes:
        if self.left < count:
            raise ValueError("too short")
        self._at += count
        return self._data[self._at - count : self._at]

    def field(self, width: int) -> bytes:
        """Read a field that has its length before it, in `width` bytes."""
        return self.take(int.from_bytes(self.take(width), "big"))
