"""The pointer as Windows shows it."""

from __future__ import annotations

import ctypes
import sys
from typing import NamedTuple

import numpy as np

from protocol.mirror.capture.common.arrow import ARROW
from protocol.mirror.capture.common.source import Shape
from protocol.mirror.capture.polled.win32 import Bitmap
from protocol.mirror.picture.tiles import Picture
from protocol.vocabulary.content import POINTER_SIDE_LIMIT

_SHOWN = 1  # CURSOR_SHOWING
_AS_IT_IS = 3  # DI_NORMAL


class PointerLook(NamedTuple):
    """What one look at the pointer has found."""

    place: tuple[int, int] | None  # pixels of the whole desktop; None: it is hidden, or nobody can tell
    shape: Shape | None  # None: as it was at the look before


class UntoldPointer:
    """The pointer of a system that tells nothing of it."""

    tells = False

    def look(self) -> PointerLook:
        """Return that nothing is known."""
        return PointerLook(None, None)

    def input_tick(self) -> int:
        """Return that there was none."""
        return 0


class Win32Pointer:
    """The pointer of a Windows computer."""

    tells = True

    def __init__(self) -> None:
        self._shaped: int | None = None  # the cursor that was last looked at

    def look(self) -> PointerLook:
        """Return where the pointer is, and its shape where that is another one."""
        if sys.platform != "win32":
            return PointerLook(None, None)
        told = _Told(size=ctypes.sizeof(_Told))
        if not ctypes.windll.user32.GetCursorInfo(ctypes.byref(told)) or not told.flags & _SHOWN:
            return PointerLook(None, None)
        shape = None
        if told.cursor != self._shaped:
            self._shaped = told.cursor
            shape = _shape(told.cursor)
        return PointerLook((told.x, told.y), shape)

    def input_tick(self) -> int:
        """Return when somebody last used mouse or keyboard, in milliseconds that begin again after 49 days."""
        if sys.platform != "win32":
            return 0
        last = _LastInput(size=ctypes.sizeof(_LastInput))
        ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last))
        return last.time_ms


def shape_of(on_black: Picture, on_white: Picture, hot: tuple[int, int]) -> Shape:
    """Make a shape of how a pointer looks over black and over white; where it inverts, it is black.

    Args:
        on_black: (height, width, 4) BGRX.
        on_white: as `on_black`.
        hot: x, y of the pixel that it points with.
    """
    black, white = on_black[..., :3].astype(np.int16), on_white[..., :3].astype(np.int16)
    seen_through = (white - black).max(axis=2)
    inverts = seen_through < 0
    pixels = np.empty((*black.shape[:2], 4), np.uint8)
    pixels[..., :3] = np.where(inverts[..., None], 0, black)
    pixels[..., 3] = np.where(inverts, 255, 255 - seen_through)
    height, width = pixels.shape[:2]
    return Shape(width, height, min(hot[0], width - 1), min(hot[1], height - 1), pixels.tobytes())


def _shape(cursor: int) -> Shape:
    """Have Windows draw a cursor; an arrow where it can't, or where it is too large to be sent."""
    if sys.platform != "win32":
        return ARROW
    user, system = ctypes.windll.user32, ctypes.windll.gdi32
    icon, header = _Icon(), _Bitmap()
    handle = ctypes.c_void_p(cursor)
    if not user.GetIconInfo(handle, ctypes.byref(icon)):
        return ARROW
    system.GetObjectW(ctypes.c_void_p(icon.colour or icon.mask), ctypes.sizeof(header), ctypes.byref(header))
    for made in (icon.mask, icon.colour):
        system.DeleteObject(ctypes.c_void_p(made))
    width, height = header.width, header.height if icon.colour else header.height // 2  # two masks, one over the other
    if not (0 < width <= POINTER_SIDE_LIMIT and 0 < height <= POINTER_SIDE_LIMIT):
        return ARROW
    bitmap = Bitmap(width, height)
    looks = []
    for ground in (0, 255):
        bitmap.pixels[:] = ground
        bitmap.draw(lambda context: bool(user.DrawIconEx(context, 0, 0, handle, width, height, 0, None, _AS_IT_IS)))
        looks.append(bitmap.pixels.copy())
    bitmap.close()
    return shape_of(looks[0], looks[1], (icon.hot_x, icon.hot_y))


class _Told(ctypes.Structure):
    """CURSORINFO."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("cursor", ctypes.c_void_p),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    )


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO."""

    _fields_ = (("size", ctypes.c_uint32), ("time_ms", ctypes.c_uint32))


class _Icon(ctypes.Structure):
    """ICONINFO."""

    _fields_ = (
        ("is_icon", ctypes.c_int32),
        ("hot_x", ctypes.c_uint32),
        ("hot_y", ctypes.c_uint32),
        ("mask", ctypes.c_void_p),
        ("colour", ctypes.c_void_p),
    )


class _Bitmap(ctypes.Structure):
    """BITMAP."""

    _fields_ = (
        ("kind", ctypes.c_int32),
        ("width", ctypes.c_int32),
        ("height", ctypes.c_int32),
        ("width_bytes", ctypes.c_int32),
        ("planes", ctypes.c_uint16),
        ("bits", ctypes.c_uint16),
        ("pixels", ctypes.c_void_p),
    )
