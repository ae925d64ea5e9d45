"""Windows of a Windows desktop: which there are, and one of them to be looked at, whatever covers it.

Windows draws a window anew for whoever asks (`PrintWindow`), complete even where others lie over it. What is drawn
includes borders that nobody sees; they are cut away.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import numpy as np

from protocol.mirror.capture.common.kept_back import NO_RULES, Rules, kept_back
from protocol.mirror.capture.common.place import Place
from protocol.mirror.capture.common.source import CaptureUnavailable, Window
from protocol.mirror.capture.polled.excluded import facts_of
from protocol.mirror.capture.polled.win32 import Bitmap, desktop_windows, frame_rect, whole_rect
from protocol.mirror.capture.polled.win32_programs import title_of
from protocol.mirror.picture.tiles import Picture, Rect
from protocol.notation.names import cleaned

SETTLED_S = 0.15  # that a window keeps its size before it is looked at anew; it may be under way to another
LONGEST_UNSETTLED_S = 1.0  # that a picture of the old size is shown at most

_LIST_LIMIT = 200  # windows
_OWNER, _EXTENDED_STYLE = 4, -20  # GW_OWNER, GWL_EXSTYLE
_TOOL, _OF_ITS_OWN = 0x80, 0x40000  # WS_EX_TOOLWINDOW, WS_EX_APPWINDOW
_ALL_OF_IT = 2  # PW_RENDERFULLCONTENT: also what the graphics card has drawn


class Drawn(Protocol):
    """What a window is drawn on."""

    def draw(self) -> Picture:
        """Return the window's picture as it is now, of the size that it had at first; valid until the next call."""

    def close(self) -> None:
        """Give it back."""


class System(NamedTuple):
    """What Windows is asked for one window."""

    place: Callable[[int], Place]  # raises CaptureUnavailable
    sheet: Callable[[int], Drawn]


def windows(rules: Rules = NO_RULES) -> list[Window]:
    """List the windows that can be shared and are not kept back; see `capture.windows`."""
    if sys.platform != "win32":
        return []
    user = ctypes.windll.user32
    desktop = user.GetShellWindow()
    found, every = [], desktop_windows()
    kept = kept_back([facts_of(window) for window in every], rules._replace(own=0), 0)
    for window in every:
        style = user.GetWindowLongW(window.number, _EXTENDED_STYLE)
        part_of_another = style & _TOOL or (user.GetWindow(window.number, _OWNER) and not style & _OF_ITS_OWN)
        title = _title(window.number)
        if (
            title
            and window.number not in kept
            and window.number != desktop
            and not part_of_another
            and min(window.rect[2:]) > 0
        ):
            process = ctypes.c_ulong()
            user.GetWindowThreadProcessId(window.number, ctypes.byref(process))
            found.append(Window(window.number, title, window.rect, process.value))
    return found[:_LIST_LIMIT]


def place(number: int) -> Place:
    """Return where a window can be seen, and its name.

    Raises:
        CaptureUnavailable: "window_gone", "window_hidden".
    """
    if sys.platform != "win32" or not ctypes.windll.user32.IsWindow(number):
        raise CaptureUnavailable("window_gone")
    shown = {window.number: window.rect for window in desktop_windows()}
    if number not in shown or min(shown[number][2:]) <= 0:
        raise CaptureUnavailable("window_hidden")
    return Place(_title(number), shown[number])


class Sheet:
    """A bitmap that one window is drawn on."""

    def __init__(self, number: int) -> None:
        whole, seen = whole_rect(number), frame_rect(number)
        self._number = number
        self._bitmap = Bitmap(max(1, whole.width), max(1, whole.height))
        self._seen = Rect(seen.x - whole.x, seen.y - whole.y, seen.width, seen.height)

    def draw(self) -> Picture:
        """Have the window drawn, and return its picture.

        Raises:
            CaptureUnavailable: "window_gone".
        """
        if not self._bitmap.draw(lambda context: _print(self._number, context)):
            raise CaptureUnavailable("window_gone")
        return self._seen.within(self._bitmap.pixels)

    def close(self) -> None:
        """Give the bitmap back."""
        self._bitmap.close()


WINDOWS = System(place=place, sheet=Sheet)


class WindowContent:
    """One window's content; see `polling.Subject`.

    Args:
        number: which.
        system: what is asked for it.
        clock: seconds, never going back.

    Raises:
        CaptureUnavailable: "window_gone", "window_hidden".
    """

    look_again_s = SETTLED_S
    travels = True

    def __init__(self, number: int, *, system: System = WINDOWS, clock: Callable[[], float] = time.monotonic) -> None:
        self._number = number
        self._system = system
        self._clock = clock
        self._size = system.place(number).rect[2:]
        self._sheet = system.sheet(number)
        self._other_size: tuple[int, ...] = self._size  # at the latest look
        self._unsettled_since_s: float | None = None

    def find(self) -> Place:
        """Return where the window is; of its old size until it keeps another one."""
        now = self._system.place(self._number)
        if self._settled(now.rect[2:]):
            return now
        width, height = self._size
        return Place(now.title, Rect(now.rect.x, now.rect.y, width, height))

    def grab(self, rect: Rect) -> Picture:
        """Return the window's picture; where it is smaller than `rect` at present, the rest is black."""
        drawn = self._sheet.draw()[: rect.height, : rect.width]
        if drawn.shape[:2] == (rect.height, rect.width):
            return drawn
        picture = np.zeros((rect.height, rect.width, 4), np.uint8)
        picture[: drawn.shape[0], : drawn.shape[1]] = drawn
        return picture

    def close(self) -> None:
        """Give everything back."""
        self._sheet.close()

    def _settled(self, size: tuple[int, ...]) -> bool:
        """Say whether the window has kept `size` since the look before, or never comes to rest."""
        now_s = self._clock()
        before, self._other_size = self._other_size, size
        if size == self._size:
            self._unsettled_since_s = None
            return True
        if self._unsettled_since_s is None:
            self._unsettled_since_s = now_s
        return size == before or now_s - self._unsettled_since_s >= LONGEST_UNSETTLED_S


def _title(number: int) -> str:
    return cleaned(title_of(number))


def _print(number: int, context: Any) -> bool:
    if sys.platform != "win32":
        return False
    return bool(ctypes.windll.user32.PrintWindow(number, context, _ALL_OF_IT))
