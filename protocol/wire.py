"""Frames on a byte stream: four bytes of length, big-endian, then one encoded message. No I/O."""

from __future__ import annotations

from collections.abc import Iterator

from protocol.codec import RECORD_LIMIT, BadMessage

HEADER = 4  # bytes
UNADMITTED_LIMIT = 4 * 1024 + 256  # bytes of a frame from someone who has no seat and no login yet


def frame(body: bytes) -> bytes:
    """Return `body` as a frame."""
    return len(body).to_bytes(HEADER, "big") + body


class FrameReader:
    """Cut a byte stream into frames' bodies.

    Attributes:
        limit: bytes of a body that the peer may send; raise it once the peer is admitted.
    """

    def __init__(self, limit: int = RECORD_LIMIT) -> None:
        self.limit = limit
        self._buffer = bytearray()

    def feed(self, data: bytes | memoryview) -> Iterator[bytes]:
        """Add `data` and yield each body that is complete.

        Never holds more than `limit` + `HEADER` bytes besides `data`.

        Raises:
            BadMessage: a frame announces more than `limit` bytes. The stream cannot be read further.
        """
        self._buffer += data
        start = 0
        try:
            while len(self._buffer) - start >= HEADER:
                length = int.from_bytes(self._buffer[start : start + HEADER], "big")
                if length > self.limit:
                    raise BadMessage(f"frame of {length} bytes")
                end = start + HEADER + length
                if end > len(self._buffer):
                    break
                body = bytes(self._buffer[start + HEADER : end])
                start = end
                yield body
        finally:
            del self._buffer[:start]
