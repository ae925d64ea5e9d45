"""A file that grows by a record for each change, so that keeping one costs the same however much is there.

It begins with `MAGIC`. A record is the length of its body (32 bits, big-endian), a CRC-32 of the body that begins at 1,
and the body. A record that a crash has torn is the last one: it is dropped, and all before it is good. What is damaged
anywhere else is no journal. A file is written whole under another name first, so that it is old or new, never half.

What is written outlives the program, which is what it is for. It is not forced onto the disk: that would hold up the
windows at each chat line, and a computer that loses its power keeps no connection to take up again.
"""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from protocol.system.private_files import open_private

MAGIC = b"fernblick journal 3\n"
GROWTH_LEAST = 1 << 20  # bytes of changes after which a journal may be written anew
_HEAD = struct.Struct(">II")
_FLAGS = os.O_WRONLY | getattr(os, "O_BINARY", 0)


class Journal:
    """One journal that this program writes."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._whole = 0  # bytes of it as it was last written whole
        self._size = -1  # bytes of it now; -1: not known

    @property
    def is_worn(self) -> bool:
        """Whether it should be written whole: it is not there, or there is far more in it than needed."""
        return self._size < 0 or self._size > 2 * self._whole + GROWTH_LEAST

    def append(self, body: bytes) -> None:
        """Add a record.

        Raises:
            OSError: it could not be written; the journal is to be written whole, until when it is as it was.
        """
        size, self._size = self._size, -1
        handle = os.open(self._file, _FLAGS | os.O_APPEND)
        try:
            if os.fstat(handle).st_size != size:
                raise OSError(errno.ESTALE, "somebody else has written it")
            record = _record(body)
            self._write(handle, record, size)
        finally:
            os.close(handle)
        self._size = size + len(record)

    def write_whole(self, bodies: Iterable[bytes]) -> None:
        """Write a journal of these records in place of what is there.

        Raises:
            OSError: it could not be written; what was there is still there.
        """
        draft = self._file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        try:
            with open_private(draft, "xb") as out:
                out.write(MAGIC)
                out.writelines(map(_record, bodies))
                size = out.tell()
            draft.replace(self._file)
        except OSError:
            draft.unlink(missing_ok=True)
            raise
        self._whole = self._size = size

    @staticmethod
    def _write(handle: int, record: bytes, before: int) -> None:
        """Write a record, or nothing of it."""
        try:
            if os.write(handle, record) != len(record):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, before)
            raise


def is_journal(data: bytes) -> bool:
    """Return whether this is a journal, whole or damaged."""
    return data.startswith(MAGIC)


def records(data: bytes) -> Iterator[bytes]:
    """Yield the bodies of a journal's records, without one that is torn at its end.

    Raises:
        ValueError: it is damaged.
    """
    at = len(MAGIC)
    while len(data) - at >= _HEAD.size:
        length, checksum = _HEAD.unpack_from(data, at)
        end = at + _HEAD.size + length
        body = data[at + _HEAD.size : end]
        if end > len(data) or not any(data[at:]):  # a file system may leave zeros where the end was to be
            return
        if zlib.crc32(body, 1) != checksum:
            if end == len(data):
                return
            raise ValueError("a damaged record")
        yield body
        at = end


def _record(body: bytes) -> bytes:
    return _HEAD.pack(len(body), zlib.crc32(body, 1)) + body
