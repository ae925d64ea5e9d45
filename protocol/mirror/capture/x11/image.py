"""Copying an X screen's pixels: through shared memory where the server shares it, over the connection otherwise."""

from __future__ import annotations

import ctypes
import itertools
import logging
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import xcffib
import xcffib.shm
import xcffib.xproto

from protocol.mirror.capture.x11.extensions import has_extension
from protocol.mirror.capture.x11.pixels import PixelFormat, palette_of
from protocol.mirror.picture.tiles import Picture, Rect, cut

SHARED_BYTES = 2 << 20  # of shared memory that is worth having: a large picture comes as fast through it as at once

_log = logging.getLogger(__name__)

Bytes = npt.NDArray[np.uint8]

_ALL_PLANES = 0xFFFFFFFF
_PRIVATE, _CREATE_FOR_OWNER, _REMOVE = 0, 0o1600, 0  # shmget, shmctl
_STRIP_BYTES = 1 << 20  # of one reply when there is no shared memory


class Segment:
    """Shared memory that an X server writes pixels into.

    Raises:
        OSError, xcffib.XcffibException: the server is on another computer, or shares none.
    """

    def __init__(self, connection: Any, size: int) -> None:
        if not has_extension(connection, xcffib.shm.key.name):
            raise OSError("the server has no shared memory")
        self._shm = connection(xcffib.shm.key)
        self._shm.QueryVersion().reply()
        self._libc = _libc()
        number = self._libc.shmget(_PRIVATE, size, _CREATE_FOR_OWNER)
        if number < 0:
            raise OSError(ctypes.get_errno(), "shmget")
        try:
            self._address = self._libc.shmat(number, None, 0)
            if self._address in (None, ctypes.c_void_p(-1).value):
                raise OSError(ctypes.get_errno(), "shmat")
            self._segment = connection.generate_id()
            self._shm.Attach(self._segment, number, False, is_checked=True).check()
        finally:
            self._libc.shmctl(number, _REMOVE, None)  # freed with the last detach
        raw: Any = (ctypes.c_uint8 * size).from_address(self._address)
        self._bytes: Bytes = np.frombuffer(raw, np.uint8)

    def fetch(self, root: int, rects: list[Rect], origin: tuple[int, int], sizes: list[int]) -> list[Bytes]:
        """Return the bytes of `rects` of the screen, whose corner of the picture is at `origin`; they fit together.

        They are valid until the next call; `sizes` says how many there are of each.
        """
        cookies, start = [], 0
        for (x, y, width, height), size in zip(rects, sizes, strict=True):
            cookies.append(
                self._shm.GetImage(
                    *(root, origin[0] + x, origin[1] + y, width, height),
                    *(_ALL_PLANES, xcffib.xproto.ImageFormat.ZPixmap, self._segment, start),
                )
            )
            start += size
        for cookie in cookies:
            cookie.reply()
        ends = list(itertools.accumulate(sizes))
        return [self._bytes[end - size : end] for end, size in zip(ends, sizes, strict=True)]

    def close(self) -> None:
        """Give the memory back; the server does so with the connection's end. Once."""
        self._bytes = np.empty(0, np.uint8)
        self._libc.shmdt(self._address)


class Grabber:
    """Copies pixels of one X screen, whichever way works.

    Args:
        root: the drawable.
        form: how its pixels come.
        size: bytes of memory to share; at least a row's.
    """

    def __init__(self, connection: Any, root: int, form: PixelFormat, size: int) -> None:
        self._connection = connection
        self._root = root
        self._form = form
        self._size = size
        self._palette: Picture | None = None
        self._segment: Segment | None = None
        try:
            self._segment = Segment(connection, size)
        except xcffib.ConnectionException:
            raise
        except (OSError, KeyError, xcffib.XcffibException):
            _log.info("the X server shares no memory; pixels come over its connection")

    def grab(self, rects: list[Rect], origin: tuple[int, int], frame: Picture) -> None:
        """Copy disjoint `rects` of `frame` from the screen, whose corner of the picture is at `origin`."""
        self._palette = palette_of(self._connection, self._form)
        if self._segment is not None:
            for together in _that_fit(rects, self._size):
                sizes = [self._form.stride(rect.width) * rect.height for rect in together]
                parts = self._segment.fetch(self._root, together, origin, sizes)
                for rect, data in zip(together, parts, strict=True):
                    rect.within(frame)[:] = self._read(data, rect)
            return
        for rect in rects:
            self._grab_over_connection(rect, origin, frame)

    def _read(self, data: Bytes, rect: Rect) -> Picture:
        if self._form.is_usual:
            return data[: 4 * rect.pixels].reshape(rect.height, rect.width, 4)
        return self._form.read(data, rect.width, rect.height, self._palette)

    def _grab_over_connection(self, rect: Rect, origin: tuple[int, int], frame: Picture) -> None:
        rows = max(1, _STRIP_BYTES // (4 * rect.width))
        for top in range(rect.y, rect.y + rect.height, rows):
            height = min(rows, rect.y + rect.height - top)
            reply = self._connection.core.GetImage(
                xcffib.xproto.ImageFormat.ZPixmap,
                *(self._root, origin[0] + rect.x, origin[1] + top, rect.width, height, _ALL_PLANES),
            ).reply()
            strip = Rect(rect.x, top, rect.width, height)
            strip.within(frame)[:] = self._read(np.frombuffer(reply.data.buf(), np.uint8), strip)

    def close(self) -> None:
        """Give the memory back."""
        if self._segment is not None:
            self._segment.close()
            self._segment = None


def _that_fit(rects: Iterable[Rect], size: int) -> Iterator[list[Rect]]:
    """Cut `rects` into strips, as many at a time as have room in `size` bytes."""
    together: list[Rect] = []
    room = size
    for strip in (strip for rect in rects for strip in cut(rect, size // 4)):
        if 4 * strip.pixels > room:
            yield together
            together, room = [], size
        together.append(strip)
        room -= 4 * strip.pixels
    yield together


def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.shmget.argtypes = [ctypes.c_int, ctypes.c_size_t, ctypes.c_int]
    libc.shmat.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_int]
    libc.shmat.restype = ctypes.c_void_p
    libc.shmdt.argtypes = [ctypes.c_void_p]
    libc.shmctl.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_void_p]
    return libc
