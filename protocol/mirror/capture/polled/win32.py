"""What Windows tells of the windows on its desktop, and bitmaps that it draws on."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from protocol.mirror.capture.polled.win32_programs import Programs, title_of
from protocol.mirror.picture.tiles import Picture, Rect

_EXTENDED_STYLE, _SEE_THROUGH = -20, 0x80000 | 0x20  # GWL_EXSTYLE; WS_EX_LAYERED, WS_EX_TRANSPARENT
_FRAME_BOUNDS, _CLOAKED = 9, 14  # of DwmGetWindowAttribute
_PLAIN_COLOURS = 0  # DIB_RGB_COLORS
_PROGRAMS = Programs()  # of all that list windows: asking for each again would take longer than the rest


class DesktopWindow(NamedTuple):
    """A window that is shown on a desktop."""

    number: int
    rect: Rect  # pixels of the whole desktop
    covers: bool  # nothing can be seen through it
    process: int = 0  # that it belongs to
    names: frozenset[str] = frozenset()  # of its program, as `kept_back.plain` writes them
    title: str = ""


def desktop_windows() -> list[DesktopWindow]:
    """Return what Windows shows on the desktop, the uppermost first."""
    if sys.platform != "win32":
        return []
    from ctypes import wintypes

    found: list[DesktopWindow] = []
    processes: set[int] = set()
    user, dwm = ctypes.windll.user32, ctypes.windll.dwmapi

    def take(window: int, _: int) -> bool:
        cloaked = wintypes.DWORD()
        dwm.DwmGetWindowAttribute(window, _CLOAKED, ctypes.byref(cloaked), ctypes.sizeof(cloaked))
        if user.IsWindowVisible(window) and not user.IsIconic(window) and not cloaked.value:
            covers = not user.GetWindowLongW(window, _EXTENDED_STYLE) & _SEE_THROUGH
            process = wintypes.DWORD()
            user.GetWindowThreadProcessId(window, ctypes.byref(process))
            processes.add(process.value)
            names, title = _PROGRAMS.names(process.value), title_of(window)
            found.append(DesktopWindow(window, frame_rect(window), covers, process.value, names, title))
        return True

    user.EnumWindows(ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)(take), 0)
    _PROGRAMS.keep(processes)
    return found


def frame_rect(number: int) -> Rect:
    """Return where a window can be seen, in pixels of the whole desktop; nothing where there is no such window."""
    if sys.platform != "win32":
        return Rect(0, 0, 0, 0)
    from ctypes import wintypes

    bounds = wintypes.RECT()
    if ctypes.windll.dwmapi.DwmGetWindowAttribute(number, _FRAME_BOUNDS, ctypes.byref(bounds), ctypes.sizeof(bounds)):
        return whole_rect(number)
    return Rect(bounds.left, bounds.top, bounds.right - bounds.left, bounds.bottom - bounds.top)


def whole_rect(number: int) -> Rect:
    """Return where a window is with the borders that nobody sees; nothing where there is no such window."""
    if sys.platform != "win32":
        return Rect(0, 0, 0, 0)
    from ctypes import wintypes

    bounds = wintypes.RECT()
    ctypes.windll.user32.GetWindowRect(number, ctypes.byref(bounds))
    return Rect(bounds.left, bounds.top, bounds.right - bounds.left, bounds.bottom - bounds.top)


class Bitmap:
    """A picture that Windows can draw on; belongs to one thread.

    Attributes:
        pixels: (height, width, 4) BGRX, the bitmap's own memory.
    """

    pixels: Picture
    _system: Any
    _context: ctypes.c_void_p
    _section: ctypes.c_void_p
    _before: ctypes.c_void_p

    def __init__(self, width: int, height: int) -> None:
        if sys.platform != "win32":
            raise OSError("there are such bitmaps on Windows only")
        self._system = system = ctypes.WinDLL("gdi32")
        for name in ("CreateCompatibleDC", "CreateDIBSection", "SelectObject"):
            getattr(system, name).restype = ctypes.c_void_p
        memory = ctypes.c_void_p()
        self._context = ctypes.c_void_p(system.CreateCompatibleDC(None))
        header = _Header(ctypes.sizeof(_Header), width, -height, 1, 32)  # the first row is the uppermost
        section = system.CreateDIBSection(
            self._context, ctypes.byref(header), _PLAIN_COLOURS, ctypes.byref(memory), None, 0
        )
        if not section or memory.value is None:
            system.DeleteDC(self._context)
            raise OSError("Windows gives no bitmap")
        self._section = ctypes.c_void_p(section)
        self._before = ctypes.c_void_p(system.SelectObject(self._context, self._section))
        raw = (ctypes.c_uint8 * (4 * width * height)).from_address(memory.value)
        self.pixels = np.ctypeslib.as_array(raw).reshape(height, width, 4)

    def draw(self, draw: Callable[[Any], bool]) -> bool:
        """Call `draw` with what Windows draws on, and return what it returns, once all is drawn."""
        done = draw(self._context)
        self._system.GdiFlush()
        return done

    def close(self) -> None:
        """Give the memory back; `pixels` must not be used any more."""
        self._system.SelectObject(self._context, self._before)
        self._system.DeleteObject(self._section)
        self._system.DeleteDC(self._context)


class _Header(ctypes.Structure):
    """BITMAPINFOHEADER; what is not named stays 0."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("width", ctypes.c_int32),
        ("height", ctypes.c_int32),
        ("planes", ctypes.c_uint16),
        ("bits", ctypes.c_uint16),
        ("rest", ctypes.c_uint32 * 6),
    )
