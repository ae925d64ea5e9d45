"""Frames on a byte stream: four bytes of length, big-endian, then one encoded message. No I/O."""

from __future__ import annotations

from collections.abc import Iterator

from protocol.vocabulary.codec import RECORD_LIMIT, BadMessage

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
        self._begun = bytearray()  # of a frame whose end has not come

    @property
    def waiting(self) -> int:
        """Bytes that are kept because their frame's end has not come."""
        return len(self._begun)

    def feed(self, data: bytes) -> Iterator[memoryview]:
        """Take `data` and yield each body that is complete.

        A body is a view that is good until the next one is asked for. Holds at most `limit` + `HEADER` bytes over to
        the next call. What is not asked for is lost: whoever stops reading has given the stream up.

        Raises:
            BadMessage: a frame announces more than `limit` bytes. The stream cannot be read further.
        """
        view = memoryview(data)
        if self._begun:
            view = view[self._complete(view) :]
            if (whole := self._whole(memoryview(self._begun))) is None:
                return
            self._begun = bytearray()
            yield whole
        while (body := self._whole(view)) is not None:
            view = view[HEADER + len(body) :]
            yield body
        self._begun += view

    def _complete(self, view: memoryview) -> int:
        """Add to the frame that has begun what it lacks; return how much of `view` that took."""
        took = self._take(view, HEADER)
        if len(self._begun) >= HEADER:
            took += self._take(view[took:], HEADER + self._announced(memoryview(self._begun)))
        return took

    def _take(self, view: memoryview, wanted: int) -> int:
        """Add to the frame that has begun until it has `wanted` bytes, as far as `view` goes."""
        part = view[: max(0, wanted - len(self._begun))]
        self._begun += part
        return len(part)

    def _whole(self, view: memoryview) -> memoryview | None:
        """Return the body of the frame that `view` begins with, None where its end is missing."""
        if len(view) < HEADER:
            return None
        end = HEADER + self._announced(view)
        return view[HEADER:end] if end <= len(view) else None

    def _announced(self, view: memoryview) -> int:
        length = int.from_bytes(view[:HEADER], "big")
        if length > self.limit:
            raise BadMessage(f"frame of {length} bytes")
        return length
